"""Path counts: every path of small random networks walked one by one, and laws."""

from __future__ import annotations

import itertools
from collections import defaultdict
from fractions import Fraction
from functools import cache
from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rfcalc
from rfcalc.analysis.paths import packed

from .agreement import read
from .joins import ways_in
from .law import law, seeds
from .model_definitions import axis_rule
from .networks import looks_back_somewhere, seeded
from .oracle import input_size, plain_layers, study

Pixel = tuple[int, ...]
Counts = dict[Pixel, Fraction]


def walked(
    network: dict[str, Any],
    layer: str,
    index: Pixel,
    weights: str = "uniform",
    *,
    unclipped: bool = False,
    sharing: tuple[str, ...] = (),
) -> Counts:
    """Return what the paths that end at each pixel count, every one of them taken step by step.

    ``sharing`` are types whose positions share one path, whatever the weights.
    """
    layers = plain_layers(network)
    sizes: dict[str, Pixel] = {"input": input_size(network)}
    sizes |= {name: truth.n for name, truth in study(network).items()}

    @cache
    def ends(name: str, at: Pixel) -> Counts:
        if name == "input":
            return {at: Fraction(1)}
        found: Counts = defaultdict(Fraction)
        one = layers[name]
        for place, source in enumerate(one["inputs"]):
            n = sizes[source]
            if len(one["inputs"]) > 1:
                way = ways_in(one, [sizes[each] for each in one["inputs"]], place)[-1]
                reads: list[Any] = [[*read(i)] for read, i in zip(way, at)]
            else:
                rules = [axis_rule(one, axis, size) for axis, size in enumerate(n)]
                folds = [int if unclipped else rule.fold for rule in rules]
                reads = [[fold(q) for q in set(rule.reads(i))] for rule, fold, i in zip(rules, folds, at)]
            shares = weights == "mean" or one["type"] in sharing
            share = Fraction(1, prod(map(len, reads)) or 1) if shares else Fraction(1)
            for position in itertools.product(*reads):
                if unclipped or all(0 <= i < size for i, size in zip(position, n)):
                    for pixel, count in ends(source, position).items():
                        found[pixel] += count * share
        return found

    return dict(ends(layer, index))


def flat(found: rfcalc.PathCounts | None) -> Counts:
    """Return counts by pixel, those that are not zero."""

    def pixels_of(block: Any, origin: Pixel, before: Pixel) -> Counts:  # noqa: ANN401
        if not origin:
            return {before: Fraction(block, found.denominator)} if found else {}
        pixels: Counts = {}
        for place, inner in enumerate(block, start=origin[0]):
            pixels |= pixels_of(inner, origin[1:], (*before, place))
        return pixels

    return {pixel: count for pixel, count in pixels_of(found.rows, found.origin, ()).items() if count} if found else {}


def ends_of(found: rfcalc.PathCounts) -> Pixel:
    """Return the pixel after the last along each axis."""
    ends, block = [], found.rows
    for first in found.origin:
        ends.append(first + len(block))
        block = block[0]
    return tuple(ends)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(10))
def test_counts_are_those_of_paths_walked_one_by_one(share: int) -> None:
    compared = 0
    ways = itertools.cycle([("uniform", False), ("mean", False), ("uniform", True), ("mean", True), ("uniform", False)])
    for seed in seeds(10_000 + share * 1000, 40):
        network = seeded(seed).network
        asked = read(network)
        last = list(study(network).items())[-1]
        indices = list(itertools.product(*map(range, last[1].n)))
        for index in sorted({indices[0], indices[len(indices) // 2], indices[-1]}):
            weights, unclipped = next(ways)
            unclipped = unclipped and not looks_back_somewhere(network)  # there is no first feature without borders
            found = rfcalc.count_paths(asked, last[0], index, weights, unclipped=unclipped)
            true = walked(network, last[0], index, weights, unclipped=unclipped)
            assert flat(found) == true, f"seed {seed} {index} {weights} {unclipped}"
            compared += 1
    assert compared > 40


@pytest.mark.slow
@pytest.mark.traced
def test_counts_of_some_networks_with_every_line_looked_at() -> None:
    for seed in range(10_000, 10_040):
        network = seeded(seed).network
        name, truth = list(study(network).items())[-1]
        index = tuple(n - 1 for n in truth.n)
        for weights in ("uniform", "mean"):
            assert flat(rfcalc.count_paths(read(network), name, index, weights)) == walked(
                network, name, index, weights
            )


@law(50)
@given(
    kernels=st.lists(st.integers(1, 5), min_size=1, max_size=6),
    strides=st.lists(st.integers(1, 3), min_size=6, max_size=6),
)
def test_a_chain_far_from_the_border_has_the_product_of_its_kernels(kernels: list[int], strides: list[int]) -> None:
    layers = [{f"c{place}": [kernel, stride]} for place, (kernel, stride) in enumerate(zip(kernels, strides))]
    network = read({"input": [4000], "layers": layers})
    last = rfcalc.summary(network).layers[-1]
    found = rfcalc.count_paths(network, last.name)

    assert found is not None
    assert sum(found.rows) == prod(kernels)
    assert found.rows == found.rows[::-1]
    assert len(found.rows) <= (last.rf[0] or 0)
    mean = rfcalc.count_paths(network, last.name, weights="mean")
    assert mean is not None
    assert sum(mean.rows) == mean.denominator


@pytest.mark.slow
def test_the_counts_fill_the_visible_box() -> None:
    for seed in seeds(0, 100):
        network = seeded(seed).network
        asked = read(network)
        name, truth = list(study(network).items())[-1]
        for index in itertools.islice(itertools.product(*map(range, truth.n)), 3):
            found = rfcalc.count_paths(asked, name, index)
            visible = rfcalc.locate(asked, name, index).visible
            window = None if found is None else tuple(zip(found.origin, ends_of(found), strict=True))
            assert window == visible, f"seed {seed} {index}"


def test_one_convolution_counts_its_window_once() -> None:
    network = rfcalc.loads("input: 5\nlayers:\n  - conv: [3, 1, 1]\n")

    assert rfcalc.count_paths(network, "conv", (2, 2)) == ((1, 1), [[1, 1, 1]] * 3, 1)
    assert rfcalc.count_paths(network, "conv", (0, 0), "mean") == ((0, 0), [[1, 1]] * 2, 9)
    assert rfcalc.count_paths(network, "conv", (0, 0), unclipped=True) == ((-1, -1), [[1, 1, 1]] * 3, 1)


@pytest.mark.slow
def test_a_long_chain_keeps_its_rim() -> None:
    """Far beyond what a float holds: the outermost pixel counts 1, the middle one has 477 digits."""
    layers = "".join(f"  - c{number}: [3]\n" for number in range(1000))
    found = rfcalc.count_paths(rfcalc.loads(f"input: [2001]\nlayers:\n{layers}"), "c999", (0,))

    assert found is not None
    assert found.rows[0] == found.rows[-1] == 1
    assert sum(found.rows) == 3**1000
    assert len(str(found.rows[1000])) == 476


@given(
    values=st.lists(st.integers(0, 2**200), min_size=1, max_size=20), step=st.integers(1, 4), first=st.integers(0, 3)
)
def test_packed_rows_hold_what_lists_hold(values: list[int], step: int, first: int) -> None:
    width = packed.width_for(max(values) * 5)
    row = sum(value << (place * width * 8) for place, value in enumerate(values))
    count = len(values)

    assert packed.unpacked(row, count, width) == values
    spread = packed.stretched(row, count, step, width)
    assert packed.unpacked(spread, (count - 1) * step + 1, width)[::step] == values
    assert sum(packed.unpacked(spread, (count - 1) * step + 1, width)) == sum(values)
    if first < count:
        assert (
            packed.unpacked(packed.every(row, count, first, step, width), len(values[first::step]), width)
            == (values[first::step])
        )
    combed = packed.unpacked(packed.combed(row, 5, step, width), count + 4 * step, width)
    padded = [*values, *[0] * (4 * step)]
    assert combed == [sum(padded[at - tap * step] for tap in range(5) if at >= tap * step) for at in range(len(padded))]


def test_rows_are_the_same_on_machines_of_either_kind() -> None:
    numbers = [1, 2**64 - 1, 258]
    row = sum(number << (place * 64) for place, number in enumerate(numbers))

    assert packed.unpacked(row, 3, 8, as_machine=True) == packed.unpacked(row, 3, 8, as_machine=False) == numbers


def test_what_sees_no_pixel_has_no_counts() -> None:
    network = rfcalc.loads("input: 4\nlayers:\n  - rim: [1, 1, 1]\n")

    assert rfcalc.count_paths(network, "rim", (0, 0)) is None
    assert rfcalc.count_paths(network, "rim", (1, 1)) == ((0, 0), [[1]], 1)


def test_the_input_itself_counts_once() -> None:
    network = rfcalc.loads("input: 4\nlayers:\n  - conv: [3]\n")

    assert rfcalc.count_paths(network, "input", (1, 2)) == ((1, 2), [[1]], 1)


def test_counts_need_the_size_of_the_input_unless_there_are_no_borders() -> None:
    network = rfcalc.loads("layers:\n  - conv: [3]\n")
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.count_paths(network, "conv", (0, 0))

    assert str(caught.value) == (
        "<text>: layer 'conv': which pixels count depends on the input size; "
        "give the size as 'input' in the file or with --input"
    )
    assert rfcalc.count_paths(network, "conv", (5, 5), unclipped=True) == ((5, 5), [[1] * 3] * 3, 1)
    whole = rfcalc.loads("layers:\n  - {name: gate, type: squeeze_excite}\n")
    with pytest.raises(rfcalc.RfcalcError, match="layer 'gate': which pixels count depends on the input size"):
        rfcalc.count_paths(whole, "gate", (5, 5), unclipped=True)


def test_weights_of_another_name_are_refused() -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.count_paths(rfcalc.load("vgg16"), "conv5_3", (7, 7), "means")

    assert str(caught.value) == "--weights: 'means'; did you mean 'mean'? one of uniform, mean"


@pytest.mark.parametrize("size", ["3000", "[100000000]", "[400, 400, 400]"])
def test_counts_of_too_many_pixels_are_refused(size: str) -> None:
    network = rfcalc.loads(f"input: {size}\nlayers:\n  - {{name: mean, type: global_avgpool}}\n")
    with pytest.raises(rfcalc.RfcalcError, match=r"layer 'mean': its paths come from .* positions; counts of at most"):
        rfcalc.count_paths(network, "mean")
