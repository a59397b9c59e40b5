"""How evenly the features of a map are reached: against paths walked one by one, published figures, and laws."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc
from rfcalc.analysis.fields import fields_of
from rfcalc.analysis.paths import phases_of

from .definitions import JOINS
from .law import seeds
from .oracle import input_size, plain_layers, study
from .test_form_laws import EVERYWHERE, WEIGHTS, networks
from .test_paths import walked

if TYPE_CHECKING:
    from collections.abc import Sequence

AVERAGING = ("upsample", "resize", "adaptive_avgpool", "adaptive_maxpool")  # what they weigh by adds up to 1


def hoover(numbers: Sequence[Fraction]) -> Fraction:
    """Return half the distance of shares from even ones."""
    total, mean = sum(numbers), Fraction(1, len(numbers))
    return sum((abs(number / total - mean) for number in numbers), Fraction()) / 2


def spreads_single_features(network: dict[str, Any]) -> bool:
    """Return whether a join takes maps of one feature for larger ones, which have no say."""
    sizes = {"input": input_size(network), **{name: truth.n for name, truth in study(network).items()}}
    return any(
        len({sizes[source] for source in layer["inputs"]}) > 1
        for layer in plain_layers(network).values()
        if layer["type"] in JOINS
    )


def compared(drawn: range, weights: str) -> int:
    """Compare the numbers that reach features with walked ones; return of how many networks."""
    count = 0
    for network, asked, name, n in networks(drawn):
        types = {layer["type"] for layer in plain_layers(network).values()}
        if types & set(EVERYWHERE) or spreads_single_features(network):
            continue
        found = phases_of(fields_of(asked))[-1] if weights == "uniform" else phases_of(fields_of(asked), weights)[-1]
        assert found is not None
        if prod(found.shape) > 40:
            continue
        # Twice the period, from before feature 0 on: the numbers repeat in both directions.
        grid = list(itertools.product(*[range(-period, period) for period in found.shape]))
        reached = {
            at: sum(walked(network, name, at, weights, unclipped=True, sharing=AVERAGING).values(), Fraction())
            for at in grid
        }
        for at, paths in reached.items():
            place = 0
            for along, period in zip(at, found.shape):
                place = place * period + along % period
            assert Fraction(found.totals[place], found.denominator) == paths, f"{network} {at}"
        shown = [min(pair) for pair in zip(found.shape, n)]
        sums = [
            [
                sum((reached[at] for at in itertools.product(*map(range, shown)) if at[axis] == i), Fraction())
                for i in range(shown[axis])
            ]
            for axis in range(len(n))
        ]
        form = rfcalc.map(asked, name, weights=weights).form
        told = [float(hoover(along)) for along in sums] if any(sums[0]) else None
        assert form.checkerboard == (told and pytest.approx(told, abs=1e-6)), network
        count += prod(found.shape) > 1
    return count


@pytest.mark.slow
@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("share", range(4))
def test_features_are_reached_by_the_paths_walked_to_them(weights: str, share: int) -> None:
    assert compared(seeds(23_000 + share * 10_000, 100), weights) > 0


@pytest.mark.slow
@pytest.mark.traced
def test_features_of_some_networks_with_every_line_looked_at() -> None:
    assert compared(range(23_000, 23_050), "uniform") > 0
    assert compared(range(23_000, 23_050), "mean") > 0


def transposed(*kernels: int, stride: int | str = 2, input: str = "8") -> str:  # noqa: A002 - the word of files
    """Return a network of transposed convolutions one after another."""
    layers = [
        f"  - {{name: a{at}, type: conv_transpose, kernel: {k}, stride: {stride}}}\n" for at, k in enumerate(kernels)
    ]
    return f"input: {input}\nlayers:\n{''.join(layers)}"


def checkerboards(text: str, weights: str = "uniform") -> list[tuple[float, ...] | None]:
    return [form.checkerboard for form in rfcalc.form(rfcalc.loads(text), weights).layers]


@pytest.mark.parametrize(
    ("kernels", "uneven"),
    [((2,), 0), ((4,), 0), ((8,), 0), ((3,), 0.166667), ((5,), 0.1), ((3, 3, 3, 3), 0.16821), ((4, 4, 4), 0)],
)
def test_a_transposed_convolution_is_even_only_if_its_stride_divides_its_kernel(
    kernels: tuple[int, ...], uneven: float
) -> None:
    """Odena et al., "Deconvolution and checkerboard artifacts" (Distill 2016): uneven overlap, and layers of it."""
    assert checkerboards(transposed(*kernels))[-1] == (uneven, uneven)


def test_padding_does_not_change_how_features_are_reached() -> None:
    """The layer by which many generators double their maps: padded so that n doubles, uneven all the same."""
    layers = "  - {name: up, type: conv_transpose, kernel: 3, stride: 2, padding: 1, output_padding: 1}\n"
    (form,) = rfcalc.form(rfcalc.loads(f"input: 8\nlayers:\n{layers}")).layers

    assert (form.n, form.checkerboard, form.gridding) == ((16, 16), (0.166667, 0.166667), 0)


def test_each_axis_has_its_own() -> None:
    assert checkerboards(transposed(3, stride="[2, 3]")) == [(0.166667, 0)]
    assert checkerboards(transposed(3, stride="[1, 2, 4]", input="[4, 4, 4]")) == [(0, 0.166667, 0.25)]


@pytest.mark.parametrize("mode", ["nearest", "nearest-exact", "bilinear", "bicubic"])
@pytest.mark.parametrize("how", ["scale: 2", "scale: 3", "size: 13"])
@pytest.mark.parametrize("corners", ["", ", align_corners: true"])
def test_resizing_and_then_convolving_reaches_all_features_alike(mode: str, how: str, corners: str) -> None:
    corners = "" if mode.startswith("nearest") else corners
    layers = f"  - {{name: up, type: resize, {how}, mode: {mode}{corners}}}\n  - conv: [3, 1, 1]\n"

    assert checkerboards(f"input: 8\nlayers:\n{layers}") == [(0, 0)] * 2


def test_a_window_that_the_period_divides_evens_out_and_another_does_not() -> None:
    numbers = checkerboards(transposed(3) + "  - pair: [2]\n") + checkerboards(transposed(3) + "  - three: [3]\n")

    assert numbers == [(0.166667, 0.166667), (0, 0), (0.166667, 0.166667), (0.055556, 0.055556)]


def test_branches_of_different_jumps_have_one_although_no_grid() -> None:
    text = (
        "input: [24]\nlayers:\n  - a: [2, 2]\n"
        "  - {name: b, type: conv_transpose, kernel: 3, stride: 2, inputs: input}\n"
        "  - {name: crop, type: crop, crop: [[18, 19]], inputs: b}\n  - {name: add, type: add, inputs: [a, crop]}\n"
    )
    form = rfcalc.form(rfcalc.loads(text)).layers[-1]

    assert form.gridding is None
    assert form.checkerboard == pytest.approx((1 / 14,), abs=1e-6)  # 2 + 2 paths and 2 + 1


def test_what_reaches_all_features_alike_has_no_say() -> None:
    """A mean of the map beside the map itself, and a gate: both would hide the board behind their many paths."""
    joined = (
        "  - {name: mean, type: global_avgpool}\n  - {name: sum, type: add, inputs: [a0, mean]}\n"
        "  - {name: gate, type: squeeze_excite}\n"
    )

    assert checkerboards(transposed(3) + joined) == [(0.166667,) * 2, (0, 0), (0.166667,) * 2, (0.166667,) * 2]
    lone = "input: [1]\nlayers:\n  - {name: wide, type: resize, size: 4}\n  - {name: two, type: conv, kernel: 2}\n"
    assert checkerboards(lone) == [(0,), (0,)]


def test_shared_paths_are_uneven_only_where_some_features_have_none() -> None:
    assert checkerboards(transposed(3, 1), "mean") == [(0, 0), (0.5, 0.5)]


def test_a_map_of_which_no_feature_is_reached_has_none() -> None:
    text = transposed(1, stride=4, input="[2]") + "  - {name: crop, type: crop, crop: [[1, 1]]}\n"
    forms = rfcalc.form(rfcalc.loads(text)).layers

    assert [form.n for form in forms] == [(5,), (3,)]
    assert [form.checkerboard for form in forms] == [(0.75,), None]


def test_a_period_of_too_many_features_is_not_told_nor_any_that_comes_of_it() -> None:
    text = transposed(257, stride=258, input="[9, 9]") + (
        "  - next: [3]\n  - {name: more, type: add, inputs: [next, next]}\n"
        "  - {name: wide, type: conv_transpose, kernel: [3, 1], stride: [300, 1], inputs: input}\n"
        "  - {name: high, type: conv_transpose, kernel: [1, 3], stride: [1, 300], inputs: input}\n"
        "  - {name: cut, type: crop, crop: [[0, 2394], [0, 0]], inputs: wide}\n"
        "  - {name: low, type: crop, crop: [[0, 0], [0, 2394]], inputs: high}\n"
        "  - {name: both, type: add, inputs: [cut, low]}\n"
    )
    found = phases_of(fields_of(rfcalc.loads(text)))

    assert [phases and phases.shape for phases in found] == [
        (1, 1),
        None,
        None,
        None,
        *[(300, 1), (1, 300)] * 2,
        None,
    ]


def test_a_form_without_a_checkerboard_says_so() -> None:
    form = rfcalc.map(rfcalc.loads(transposed(257, stride=258)), index=(0, 0)).form

    assert form.paths == 1
    assert form.checkerboard is None
