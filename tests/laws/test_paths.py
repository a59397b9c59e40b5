"""Path counts: every path of small random networks walked one by one, laws, and published totals."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rfcalc

from .agreement import read
from .definitions import JOINS, axis_rule
from .networks import seeded
from .oracle import input_size, plain_layers, study

Pixel = tuple[int, ...]


def walked(network: dict[str, Any], layer: str, index: Pixel) -> Counter[Pixel]:
    """Return how many paths end at each pixel, every one of them taken step by step."""
    layers = plain_layers(network)
    sizes: dict[str, Pixel] = {"input": input_size(network)}
    sizes |= {name: truth.n for name, truth in study(network).items()}

    @cache
    def ends(name: str, at: Pixel) -> Counter[Pixel]:
        if name == "input":
            return Counter([at])
        found: Counter[Pixel] = Counter()
        one = layers[name]
        for source in one["inputs"]:
            n = sizes[source]
            if one["type"] in JOINS:
                reads: list[Any] = [[i] if before == size else [0] for i, before, size in zip(at, n, sizes[name])]
            else:
                reads = [set(axis_rule(one, axis, size).reads(i)) for axis, (i, size) in enumerate(zip(at, n))]
            for place in itertools.product(*reads):
                if all(0 <= i < size for i, size in zip(place, n)):
                    found.update(ends(source, place))
        return found

    return ends(layer, index)


def counted(network: rfcalc.Network, layer: str, index: Pixel) -> dict[Pixel, int]:
    """Return rfcalc's counts by pixel, those that are not zero."""
    found = rfcalc.count_paths(network, layer, index)
    if found is None:
        return {}

    def flat(block: Any, origin: Pixel, before: Pixel) -> dict[Pixel, int]:  # noqa: ANN401
        if not origin:
            return {before: block}
        pixels: dict[Pixel, int] = {}
        for place, inner in enumerate(block, start=origin[0]):
            pixels |= flat(inner, origin[1:], (*before, place))
        return pixels

    return {pixel: count for pixel, count in flat(found.rows, found.origin, ()).items() if count}


def ends_of(found: rfcalc.PathCounts) -> Pixel:
    """Return the pixel after the last along each axis."""
    ends, block = [], found.rows
    for first in found.origin:
        ends.append(first + len(block))
        block = block[0]
    return tuple(ends)


@pytest.mark.parametrize("share", range(20))
def test_counts_are_those_of_paths_walked_one_by_one(share: int) -> None:
    compared = 0
    for seed in range(10_000 + share * 40, 10_000 + (share + 1) * 40):
        network = seeded(seed).network
        asked = read(network)
        last = list(study(network).items())[-1]
        indices = list(itertools.product(*map(range, last[1].n)))
        for index in {indices[0], indices[len(indices) // 2], indices[-1]}:
            assert counted(asked, last[0], index) == dict(walked(network, last[0], index)), f"seed {seed} {index}"
            compared += 1
    assert compared > 40


@settings(deadline=None, max_examples=50)
@given(
    kernels=st.lists(st.integers(1, 5), min_size=1, max_size=6),
    strides=st.lists(st.integers(1, 3), min_size=6, max_size=6),
)
def test_a_chain_far_from_the_border_has_the_product_of_its_kernels(kernels: list[int], strides: list[int]) -> None:
    layers = [{f"c{place}": [kernel, stride]} for place, (kernel, stride) in enumerate(zip(kernels, strides))]
    network = read({"input": [4000], "layers": layers})
    last = rfcalc.summary(network).layers[-1]
    found = rfcalc.count_paths(network, last.name, ((last.n[0] or 0) // 2,))

    assert found is not None
    total = 1
    for kernel in kernels:
        total *= kernel
    assert sum(found.rows) == total
    assert found.rows == found.rows[::-1]
    assert len(found.rows) <= (last.rf[0] or 0)


def test_the_counts_fill_the_visible_box() -> None:
    for seed in range(300):
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

    assert rfcalc.count_paths(network, "conv", (2, 2)) == ((1, 1), [[1, 1, 1]] * 3)


def test_vgg16_has_as_many_paths_as_published() -> None:
    """Ge and Wu's definition, unit (7, 7) of conv5_3 at 224 pixels."""
    found = rfcalc.count_paths(rfcalc.load("vgg16"), "conv5_3", (7, 7))

    assert found is not None
    assert sum(map(sum, found.rows)) == 650717652052224
    assert max(map(max, found.rows)) == 136832668281


def test_the_effective_field_of_stacked_convolutions_is_as_published() -> None:
    """Luo et al. 2016: pixels above 1 - 95.45 % of the largest count; the square root of their number."""
    published = {5: 8.31, 10: 11.7, 15: 13.89, 20: 16.16, 25: 18.03, 30: 19.62, 35: 21.19, 40: 22.74}
    layers = "".join(f"  - c{number}: [3]\n" for number in range(1, 41))
    network = rfcalc.loads(f"input: 81\nlayers:\n{layers}")
    for depth, size in published.items():
        found = rfcalc.count_paths(network, f"c{depth}", (0, 0))
        assert found is not None
        largest = max(map(max, found.rows))
        above = sum(count * 10_000 > 455 * largest for row in found.rows for count in row)
        assert round(above**0.5, 2) == size


def test_what_sees_no_pixel_has_no_counts() -> None:
    network = rfcalc.loads("input: 4\nlayers:\n  - rim: [1, 1, 1]\n")

    assert rfcalc.count_paths(network, "rim", (0, 0)) is None
    assert rfcalc.count_paths(network, "rim", (1, 1)) == ((0, 0), [[1]])


def test_counts_need_the_size_of_the_input() -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.count_paths(rfcalc.loads("layers:\n  - conv: [3]\n"), "conv", (0, 0))

    assert str(caught.value) == (
        "<text>: layer 'conv': which pixels count depends on the input size; "
        "give the size as 'input' in the file or with --input"
    )
