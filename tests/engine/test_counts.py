"""How much each pixel counts, told by the viewer: every path walked one by one, and Python's whole numbers."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc
from rfcalc.analysis.effective import threshold_of
from rfcalc.api import analyze
from rfcalc.errors import RfcalcError
from tests.laws.agreement import read
from tests.laws.oracle import feature_maps
from tests.laws.test_paths import flat, walked

from .test_boxes import networks

if TYPE_CHECKING:
    from .engine import Engine

    Counts = dict[tuple[int, ...], Fraction]

WEIGHTS = ("uniform", "mean")
CLOSE = Fraction(1, 10**12)  # relative, beyond what doubles hold exactly
LARGEST = 300_000  # pixels of a preset's input, whose counts are compared one by one


def by_pixel(told: dict[str, Any] | None) -> Counts:
    """Return the viewer's counts by pixel, exactly as its doubles are, those that are not zero."""
    if told is None:
        return {}
    pixels = itertools.product(*[range(at, at + n) for at, n in zip(told["origin"], told["shape"])])
    scale = Fraction(2) ** told["exponent"]
    return {pixel: Fraction(count) * scale for pixel, count in zip(pixels, told["values"], strict=True) if count}


def assert_counts_are(found: Counts, right: Counts, told: dict[str, Any] | None, case: object, *, exact: bool) -> None:
    """Hold the viewer to the same pixels, to whole numbers below 2^53 exactly, to others closely, to the same field."""
    right = {pixel: count for pixel, count in right.items() if count}
    assert found.keys() == right.keys(), case
    for pixel, count in right.items():
        near = 0 if exact and count < 2**53 else CLOSE * count
        assert abs(found[pixel] - count) <= near, (case, pixel)
    if right:
        rim = max(right.values()) * Fraction(455, 10_000)
        assert told is not None
        assert told["erf"] == sum(count > rim for count in right.values()), case


def assert_counts_are_those_of_brute_force(engine: Engine, network: dict[str, Any], draw: random.Random) -> None:
    page = engine.open(read(network))
    name, seen = draw.choice([each for each in feature_maps(network).items() if each[0] != "input"])
    at = [layer["name"] for layer in page["layers"]].index(name)
    index = tuple([draw.randrange(n) for n in seen.n])
    for weights in WEIGHTS:
        told = engine.ask("counts", at, index, weights)
        right = walked(network, name, index, weights)
        assert_counts_are(by_pixel(told), right, told, (network, name, index, weights), exact=weights == "uniform")


def test_counts_of_random_networks_are_those_of_paths_walked_one_by_one(engine: Engine) -> None:
    draw = random.Random(6)  # noqa: S311 - not for secrets
    for network in networks(400, 4):
        assert_counts_are_those_of_brute_force(engine, network, draw)


@pytest.mark.slow
def test_counts_of_many_random_networks_are_those_of_paths_walked_one_by_one(engine: Engine) -> None:
    draw = random.Random(7)  # noqa: S311 - not for secrets
    for network in networks(4000, 60):
        assert_counts_are_those_of_brute_force(engine, network, draw)


@pytest.mark.slow
@pytest.mark.parametrize("preset", ["alexnet", "eegnet", "lenet5", "srcnn", "tcn", "unet-nearest"])
def test_counts_of_presets_are_those_of_python(engine: Engine, preset: str) -> None:
    draw = random.Random(preset)  # noqa: S311 - not for secrets
    analysis = analyze(rfcalc.load(preset))
    page = engine.open(analysis)
    at = draw.randrange(1, len(page["layers"]))
    layer = page["layers"][at]
    index = [n // 2 for n in layer["n"]]
    for weights in WEIGHTS:
        told = engine.ask("counts", at, index, weights)
        right = flat(rfcalc.count_paths(analysis, layer["name"], index, weights))
        assert_counts_are(by_pixel(told), right, told, (preset, layer["name"], weights), exact=weights == "uniform")


@pytest.mark.slow
def test_what_counts_never_becomes_nothing_however_deep_a_network_is(engine: Engine) -> None:
    layers = [rfcalc.Layer(f"c{at}", "conv", kernel=9, padding=4) for at in range(330)]
    network = rfcalc.Network(layers, input=(501,))
    engine.open(network)
    told = engine.ask("counts", 330, [250], "uniform")
    assert min(told["values"]) > 0
    assert told["exponent"] > 0
    right = rfcalc.count_paths(network, "c329", (250,))
    assert right is not None
    largest = max(right.rows)
    assert abs(Fraction(max(told["values"])) * Fraction(2) ** told["exponent"] / largest - 1) < CLOSE
    assert told["erf"] == sum(count > threshold_of(largest) for count in right.rows)


def test_counts_of_too_many_positions_are_refused_in_a_sentence(engine: Engine) -> None:
    network = rfcalc.loads("{input: [9000, 9000], layers: [{name: pool, type: global_avgpool}]}")
    engine.open(network)
    told = engine.ask("counts", 1, [0, 0], "uniform")
    assert told == "At pool, more than 33554432 positions are read."
    with pytest.raises(RfcalcError):
        rfcalc.count_paths(network, "pool", (0, 0))


def test_counts_in_too_many_separate_pieces_are_refused_in_a_sentence_before_any_work(engine: Engine) -> None:
    network = rfcalc.loads("{input: [2000000000], layers: [{c: [1, 4]}, {name: all, type: linear}]}")
    engine.open(network)
    told = engine.ask("counts", 2, [0], "uniform")
    assert told == "At all, it reads too many separate pieces."


def test_a_count_pauses_at_every_layer_so_that_a_page_stays_awake(engine: Engine) -> None:
    layers = [rfcalc.Layer(f"c{at}", "conv", kernel=3, padding=1) for at in range(20)]
    engine.open(rfcalc.Network(layers, input=(50,)))
    assert engine.ask("pauses", 20, [25]) >= len(layers)
