"""Layers that get the size of another: every answer by brute force, for networks with a tail of such layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import rfcalc

from . import agreement, test_place_laws, test_reach_laws, test_size_laws
from .networks import seeded, with_likes
from .oracle import study
from .test_paths import flat, walked
from .test_written_laws import assert_reads_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.slow


NETWORKS_PER_TEST = 12
TESTS = 1

ANSWERS: list[Callable[[dict[str, Any]], Iterator[str]]] = [
    agreement.disagreements,
    test_reach_laws.disagreements,
    test_place_laws.disagreements,
]


def drawn(seed: int) -> dict[str, Any]:
    return with_likes(seeded(seed).network, seed)


def test_the_tails_hold_every_way_to_be_like_another_layer() -> None:
    layers = [layer for seed in range(60) for layer in drawn(seed)["layers"] if "like" in layer]
    ways = {(layer["type"], str(layer.get("crop", layer.get("padding")))) for layer in layers}
    words = ("None", "before", "middle", "after")
    assert {(kind, word) for kind in ("crop", "pad") for word in words} <= ways
    assert {layer["type"] for layer in layers} == {"crop", "pad", "resize", "upsample"}
    assert any(layer["like"] == "input" for layer in layers)


WAYS: dict[str, dict[str, Any]] = {
    "resized": {"type": "resize", "mode": "bilinear", "inputs": "deep", "like": "wide"},
    "padded": {"type": "pad", "inputs": "twice", "like": "wide"},
    "padded before": {"type": "pad", "padding": "before", "mode": "replicate", "inputs": "twice", "like": "wide"},
    "cropped": {"type": "crop", "inputs": "wide", "like": "twice"},
}


def unet(way: dict[str, Any], size: int) -> dict[str, Any]:
    """Return a U-Net with one level, whose skip and way up are brought to one size."""
    join = ["fit", "twice" if way["type"] == "crop" else "wide"]
    layers = [
        {"name": "wide", "type": "conv", "kernel": 3, "padding": 1},
        {"name": "pool", "type": "maxpool", "kernel": 2},
        {"name": "deep", "type": "conv", "kernel": 3, "padding": 1},
        {"name": "twice", "type": "upsample", "scale": 2},
        {"name": "fit", **way},
        {"name": "cat", "type": "concat", "inputs": join},
        {"name": "last", "type": "conv", "kernel": 3, "padding": 1},
    ]
    return {"input": [size], "layers": layers}


@pytest.mark.parametrize("size", [8, 9, 10, 11, 15])
@pytest.mark.parametrize("way", WAYS)
def test_a_unet_fits_every_size(way: str, size: int) -> None:
    network = unet(WAYS[way], size)
    agreement.assert_agreed(network, *ANSWERS)
    last = rfcalc.summary(agreement.read(network)).layers[-1]
    assert last.n == (size - size % 2 if way == "cropped" else size,)
    assert rfcalc.sizes(agreement.read(network)).fits[0].has(size)


@pytest.mark.parametrize("seed", [0, 1, 2, 5, 6, 7, 8])
def test_some_networks_with_every_line_looked_at(seed: int) -> None:
    agreement.assert_agreed(drawn(seed), *ANSWERS)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(TESTS))
def test_every_answer_is_that_of_brute_force(share: int) -> None:
    for seed in range(share * NETWORKS_PER_TEST, (share + 1) * NETWORKS_PER_TEST):
        agreement.assert_agreed(drawn(seed), *ANSWERS, name=f"seed {seed}")


@pytest.mark.slow
def test_counts_are_those_of_paths_walked_one_by_one() -> None:
    for seed in range(100, 112):
        network = drawn(seed)
        name, truth = [*study(network).items()][-1]
        index = tuple(n // 2 for n in truth.n)
        for weights in ("uniform", "mean"):
            found = rfcalc.count_paths(agreement.read(network), name, index, weights)
            assert flat(found) == walked(network, name, index, weights), f"seed {seed}: {network}"


@pytest.mark.slow
def test_networks_read_back_when_spelled_out() -> None:
    for seed in range(24):
        assert_reads_back(agreement.read(drawn(seed)))


@pytest.mark.slow
@pytest.mark.parametrize("share", range(TESTS))
def test_sizes_that_fit_are_those_that_can_be_drawn(share: int) -> None:
    for seed in range(share * NETWORKS_PER_TEST, (share + 1) * NETWORKS_PER_TEST):
        test_size_laws.check(drawn(seed), f"seed {seed}")


@pytest.mark.slow
@pytest.mark.traced
@pytest.mark.parametrize("seed", range(3))
def test_sizes_of_some_networks_with_every_line_looked_at(seed: int) -> None:
    test_size_laws.check(drawn(seed), f"seed {seed}")
