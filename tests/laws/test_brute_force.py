"""Thousands of small random networks: every answer of rfcalc equals the brute-force one."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given

import rfcalc
from rfcalc.layers.types import LAYER_TYPES

from .agreement import assert_agreed, disagreements, read
from .definitions import MisfitError
from .law import law
from .networks import NETWORKS, kinds, seeded
from .oracle import study

NETWORKS_PER_TEST = 50
TESTS = 40
MISFITS_PER_TEST = 50


@pytest.mark.slow
@pytest.mark.parametrize("share", range(TESTS))
def test_every_answer_is_that_of_brute_force(share: int) -> None:
    """Sizes, jumps, fields, starts, and the box and visible box of every feature."""
    for seed in range(share * NETWORKS_PER_TEST, (share + 1) * NETWORKS_PER_TEST):
        assert_agreed(seeded(seed).network, disagreements, name=f"seed {seed}")


@pytest.mark.parametrize("seed", [0, 12, 15, 24, 26, 55, 76, 79, 140, 176, 180, 199, 303, 306])
def test_lines_that_few_networks_reach_are_traced(seed: int) -> None:
    """Unions of products, resizing that keeps or aligns: whatever examples Hypothesis takes."""
    assert_agreed(seeded(seed).network, disagreements)


@pytest.mark.slow
@law(150)
@given(network=NETWORKS)
def test_every_answer_is_that_of_brute_force_shrunk(network: dict[str, Any]) -> None:
    """The same for networks that Hypothesis makes small when they fail."""
    assert_agreed(network, disagreements)


@pytest.mark.slow
@pytest.mark.parametrize("kernel", [5, 9, 14])
def test_a_long_window_meets_every_form_of_field(kernel: int) -> None:
    """Dilated transposed convolutions make features of many forms, some of which see nothing."""
    for taps, stride, dilation in itertools.product((1, 2, 3), (2, 3, 4), (1, 2, 3, 4)):
        scattered = {"type": "conv_transpose", "kernel": taps, "stride": stride, "dilation": dilation}
        window = {"type": "conv", "kernel": kernel, "padding": "same"}
        network = {"input": [6], "layers": [{"name": "scattered", **scattered}, {"name": "window", **window}]}
        assert_agreed(network, disagreements)


def test_branches_of_different_jumps_may_both_see_nothing() -> None:
    """Features 1, 5, 7, 11 and 13 lie between those that two transposed convolutions write."""
    thirds = {"name": "thirds", "type": "conv_transpose", "kernel": 1, "stride": 3, "inputs": "input"}
    halves = {"name": "halves", "type": "conv_transpose", "kernel": 1, "stride": 2, "inputs": "input"}
    padded = {"name": "padded", "type": "pad", "padding": [[0, 5]]}
    joined = {"name": "joined", "type": "add", "inputs": ["thirds", "padded"]}
    network = {"input": [6], "layers": [thirds, halves, padded, joined]}
    assert_agreed(network, disagreements)


def test_branches_of_different_jumps_have_no_extent_without_a_size() -> None:
    layers = [
        {"name": "strided", "type": "conv", "kernel": 2, "stride": 2},
        {"name": "crop", "type": "crop", "crop": 6, "inputs": "input"},
        {"name": "add", "type": "add", "inputs": ["strided", "crop"]},
    ]
    row = rfcalc.summary(read({"input": [None], "layers": layers})).layers[-1]
    assert (row.n, row.jump, row.rf, row.start) == ((None,), (None,), (None,), (3.5,))


def test_two_progressions_with_gaps_are_added() -> None:
    """Taps 5 apart of features 3 apart, over a map in which every other feature sees nothing."""
    scattered = {"name": "scattered", "type": "conv_transpose", "kernel": 1, "stride": 2}
    wide = {"name": "wide", "type": "conv", "kernel": 2, "stride": 3, "dilation": 5}
    window = {"name": "window", "type": "conv", "kernel": 3, "padding": 1}
    network = {"input": [12], "layers": [scattered, wide, window]}
    assert_agreed(network, disagreements)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(6))
def test_sizes_that_do_not_fit_are_an_error_that_names_the_layer(share: int) -> None:
    """A window larger than its map, a crop of everything, branches of different sizes."""
    seen = 0
    for seed in range(share * MISFITS_PER_TEST, (share + 1) * MISFITS_PER_TEST):
        network, misfit = seeded(seed, fits=False)
        if not misfit:
            continue
        seen += 1
        with pytest.raises(MisfitError):
            study(network)
        found = blamed(network)
        assert found == misfit, f"seed {seed}: {found!r}, not {misfit!r}\nnetwork: {json.dumps(network)}"
    assert seen > MISFITS_PER_TEST // 2


def blamed(network: dict[str, Any]) -> str | None:
    """Return the layer that an error about a network names, None if there is no error."""
    try:
        rfcalc.summary(read(network))
    except rfcalc.RfcalcError as error:
        return error.layer
    return None


@pytest.mark.slow
def test_the_networks_hold_every_layer_type() -> None:
    """No type of the table is left out, and short forms and graphs out of order occur."""
    drawn = [seeded(seed).network for seed in range(1000)]
    assert set(kinds(drawn)) == set(LAYER_TYPES)
    assert {len(network["input"]) for network in drawn if isinstance(network["input"], list)} == {1, 2, 3}
    assert any("name" not in layer for network in drawn for layer in network["layers"])
