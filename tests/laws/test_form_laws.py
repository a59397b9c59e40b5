"""The numbers of a form, each made a second time from paths walked one by one, and laws on grid and spread."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc
from rfcalc.analysis.effective import gaussian_size
from rfcalc.analysis.fields import fields_of
from rfcalc.analysis.paths import class_totals
from rfcalc.api import analyze

from .agreement import read
from .law import seeds
from .networks import looks_back_somewhere, seeded
from .oracle import plain_layers, study
from .test_paths import Counts, Pixel, walked

if TYPE_CHECKING:
    from collections.abc import Iterator

WEIGHTS = ("uniform", "mean")
EVERYWHERE = (
    "global_avgpool",
    "global_maxpool",
    "linear",
    "attention",
    "recurrent",
    "squeeze_excite",
    "instancenorm",
    "groupnorm",
    "grid_attention",
    "unknown",
)


def networks(drawn: range) -> Iterator[tuple[dict[str, Any], rfcalc.Network, str, Pixel]]:
    """Yield random networks, each with its last layer and its size."""
    for seed in drawn:
        network = seeded(seed).network
        if looks_back_somewhere(network):  # there is no form without borders
            continue
        name, truth = list(study(network).items())[-1]
        yield network, read(network), name, truth.n


def mass_of(counts: Counts, axis: int) -> Fraction:
    return sum(((pixel[axis] + Fraction(1, 2)) * count for pixel, count in counts.items()), Fraction()) / sum(
        counts.values()
    )


def variance_of(counts: Counts, axis: int) -> Fraction:
    mass = mass_of(counts, axis)
    moments = (count * (pixel[axis] + Fraction(1, 2) - mass) ** 2 for pixel, count in counts.items())
    return sum(moments, Fraction()) / sum(counts.values())


@pytest.mark.slow
@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("unclipped", [False, True])
def test_numbers_are_those_of_paths_walked_one_by_one(weights: str, *, unclipped: bool) -> None:
    compared = 0
    for network, asked, name, n in networks(seeds(20_000, 100)):
        index = tuple(along // 2 for along in n)
        counts = walked(network, name, index, weights, unclipped=unclipped)
        found = rfcalc.map(asked, name, weights=weights, unclipped=unclipped)
        form = found.form
        assert (found.index, form.n) == (index, n)
        if not counts:
            assert form.paths is form.pixels is form.erf is form.gridding is None
            continue
        axes = range(len(n))
        hull = [(min(p[axis] for p in counts), max(p[axis] for p in counts) + 1) for axis in axes]
        area = prod(end - first for first, end in hull)
        largest = max(counts.values())
        above = sum(count > Fraction(455, 10_000) * largest for count in counts.values())
        place = rfcalc.locate(asked, name, index)
        assert place.box is not None
        assert place.rf is not None
        middles = [Fraction(first + end, 2) for first, end in place.box]
        assert form.counted == tuple(hull)
        assert form.paths == pytest.approx(float(sum(counts.values())))
        assert form.largest == pytest.approx(float(largest))
        assert form.pixels == len(counts)
        assert form.holes == pytest.approx(1 - len(counts) / area, abs=1e-6)
        assert form.erf == pytest.approx(above ** (1 / len(n)), abs=1e-6)
        assert form.erf_share == pytest.approx((above / prod(place.rf)) ** (1 / len(n)), abs=1e-6)
        assert form.std == pytest.approx([float(variance_of(counts, axis)) ** 0.5 for axis in axes], abs=1e-6)
        assert form.mass == pytest.approx([float(mass_of(counts, axis)) for axis in axes], abs=1e-6)
        assert form.center == tuple(middles)
        assert form.shift_image == tuple(m - Fraction(s, 2) for m, s in zip(middles, asked.input) if s is not None)
        assert form.shift_mass == pytest.approx(
            [float(mass_of(counts, axis) - middles[axis]) for axis in axes], abs=1e-6
        )
        compared += 1
    assert compared > 66


@pytest.mark.slow
@pytest.mark.parametrize("weights", WEIGHTS)
def test_the_formula_of_the_spread_is_exact_without_borders(weights: str) -> None:
    compared = 0
    for network, asked, name, n in networks(seeds(21_000, 150)):
        form = rfcalc.map(asked, name, weights=weights, unclipped=True).form
        if form.std_formula is None or form.paths is None:
            continue
        counts = walked(network, name, tuple(along // 2 for along in n), weights, unclipped=True)
        deviations = [float(variance_of(counts, axis)) ** 0.5 for axis in range(len(n))]
        assert form.std_formula == pytest.approx(deviations, abs=1e-6)
        compared += 1
    assert compared > 30


def totals_around(network: dict[str, Any], name: str, pixels: int, weights: str) -> list[Fraction]:
    """Return what the paths from each of some pixels to all features along one axis count, far from any border."""
    totals: dict[int, Fraction] = defaultdict(Fraction)
    for direction in (1, -1):
        missed = 0
        for i in itertools.count(0, direction) if direction == 1 else itertools.count(-1, direction):
            counts = walked_cached(network, name, i, weights)
            hits = {pixel: count for (pixel,), count in counts.items() if 0 <= pixel < pixels}
            for pixel, count in hits.items():
                totals[pixel] += count
            missed = 0 if hits else missed + 1
            if missed > 80:
                break
    return [Fraction(totals[pixel]) for pixel in range(pixels)]


def walked_cached(network: dict[str, Any], name: str, i: int, weights: str) -> Counts:
    return walked(network, name, (i,), weights, unclipped=True)


@pytest.mark.slow
@pytest.mark.parametrize("weights", WEIGHTS)
def test_classes_hold_what_all_features_count_together(weights: str) -> None:
    compared = 0
    for network, asked, name, n in networks(seeds(22_000, 35)):
        types = {layer["type"] for layer in plain_layers(network).values()}
        if len(n) > 1 or types & set(EVERYWHERE):
            continue
        fields = fields_of(asked)
        found = class_totals(fields, len(asked.layers), weights)
        if found is None or len(found) > 24:
            continue
        true = totals_around(network, name, len(found), weights)
        assert [total * sum(true) for total in found] == [total * sum(found) for total in true], network
        compared += 1
    assert compared > 3


@pytest.mark.parametrize("kernel", range(1, 8))
@pytest.mark.parametrize("stride", range(1, 6))
def test_a_stride_reads_all_pixels_alike_only_if_it_divides_the_kernel(kernel: int, stride: int) -> None:
    network = rfcalc.loads(f"input: [60]\nlayers:\n  - conv: [{kernel}, {stride}]\n")
    form = rfcalc.map(network, "conv", unclipped=True).form
    taps = Counter(tap % stride for tap in range(kernel))
    uneven = sum(abs(Fraction(taps[place], kernel) - Fraction(1, stride)) for place in range(stride)) / 2

    assert form.gridding == pytest.approx(float(uneven), abs=1e-6)
    assert (form.gridding == 0) == (kernel % stride == 0)


@pytest.mark.parametrize("stride", [2, 3])
def test_a_stride_beyond_the_kernel_leaves_holes(stride: int) -> None:
    layers = f"  - narrow: [1, {stride}]\n  - wide: [3, 1]\n"
    form = rfcalc.map(rfcalc.loads(f"input: 60\nlayers:\n{layers}"), "wide").form

    assert form.pixels == 9
    assert form.holes == pytest.approx(1 - 9 / (2 * stride + 1) ** 2, abs=1e-6)
    assert form.gridding == pytest.approx(1 - 1 / stride**2, abs=1e-6)


@pytest.mark.parametrize("weights", WEIGHTS)
def test_stride_one_has_no_grid_however_branches_join(weights: str) -> None:
    network = rfcalc.loads(
        "input: 20\nlayers:\n  - a: [3, 1, 1]\n  - b: [5, 1, 4, 2]\n"
        "  - {name: add, type: add, inputs: [a, b]}\n  - c: [2, 1]\n"
    )
    forms = rfcalc.form(network, weights)

    assert [form.gridding for form in forms.layers] == [0, 0, 0, 0]
    assert "Smooth: over a map, all pixels count alike." in forms.notes


def test_branches_of_different_jumps_have_no_classes() -> None:
    network = rfcalc.loads(
        "input: [24]\nlayers:\n  - a: [2, 2]\n  - {name: crop, type: crop, crop: 6, inputs: input}\n"
        "  - {name: add, type: add, inputs: [a, crop]}\n"
    )
    forms = rfcalc.form(network)

    assert [form.gridding for form in forms.layers] == [0, 0, None]
    assert forms.layers[-1].std_formula is None
    assert forms.layers[-1].shift is None


def test_more_classes_than_can_be_told_are_none() -> None:
    network = rfcalc.loads("layers:\n  - a: [257, 257]\n")

    assert rfcalc.map(network, "a", unclipped=True).form.gridding is None


def test_a_gate_has_no_say_in_the_grid_and_no_formula() -> None:
    layers = "  - conv: [1, 2]\n  - {name: gate, type: squeeze_excite}\n"
    forms = rfcalc.form(rfcalc.loads(f"input: 8\nlayers:\n{layers}"))

    assert [form.gridding for form in forms.layers] == [0.75, 0.75]
    assert forms.layers[1].pixels == 16
    assert forms.layers[1].std_formula is None
    assert any("From gate on" in note or "gate" in note for note in forms.notes)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["vgg16", "resnet50", "googlenet", "unet", "tcn", "c3d"])
def test_layers_that_change_nothing_have_the_form_of_their_input(name: str) -> None:
    network = rfcalc.load(name) if name != "c3d" else rfcalc.load(name, input=(8, 56, 56))
    statistics = analyze(network).statistics()
    forms = rfcalc.form(network).layers
    for node in range(1, len(network.layers) + 1, max(1, len(network.layers) // 6)):
        index = statistics.middle(node)
        assert forms[node - 1] == statistics.form(node, index, statistics.counts(node, index))


def test_what_a_gaussian_of_equal_deviations_would_have() -> None:
    """The area in which exp(-r^2 / 2 s^2) exceeds 0.0455 is a disc: 4.406 s is the root of its area."""
    assert gaussian_size((10.0, 10.0)) == pytest.approx(44.06, abs=0.01)
    assert gaussian_size((10.0,)) == pytest.approx(2 * 24.86, abs=0.01)
    assert gaussian_size((1.0, 1.0, 1.0)) == pytest.approx((4 / 3 * 3.14159265 * 2.4859**3) ** (1 / 3), abs=0.001)


@pytest.mark.slow
@pytest.mark.traced
def test_weights_beyond_all_decimals_are_refused() -> None:
    adds = "".join(f"  - {{name: a{at}, type: add, inputs: [a{at - 1}, a{at - 1}]}}\n" for at in range(1, 1100))
    layers = "  - {name: a0, type: add, inputs: [input, input]}\n" + adds
    network = rfcalc.loads(f"input: [3]\nlayers:\n{layers}  - {{name: mean, type: conv, kernel: 3, inputs: a1099}}\n")
    with pytest.raises(rfcalc.RfcalcError, match=r"layer 'mean': the weights of its paths add up to more than 10\^308"):
        rfcalc.map(network, "mean", weights="mean")

    assert rfcalc.map(network, "mean").form.paths == 3 * 2**1100


def test_the_binomial_numbers_above_the_threshold_are_effective() -> None:
    """Ten windows of two on one axis: of 1, 10, 45, 120, 210, 252 and back, seven exceed 4.55 % of 252."""
    layers = "".join(f"  - c{at}: [2]\n" for at in range(10))
    *_, form = rfcalc.form(rfcalc.loads(f"input: [40]\nlayers:\n{layers}")).layers

    assert (form.pixels, form.paths, form.erf) == (11, 1024, 7)
