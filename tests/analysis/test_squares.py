"""How wide a square must be to hold a share of what counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rfcalc
from rfcalc.analysis.paths import PathCounts
from rfcalc.analysis.squares import SHARES, squares_of


def test_evenly_counted_pixels_need_squares_of_their_share() -> None:
    counts = PathCounts((0, 0), [[1] * 11 for _ in range(11)])
    assert squares_of(counts, (5.5, 5.5)) == {20: 5, 30: 7, 50: 9, 99: 11}


@given(
    st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=1, max_size=6).filter(
        lambda rows: any(map(any, rows))
    ),
    st.tuples(st.integers(-3, 9), st.integers(-3, 9)),
)
def test_squares_are_the_smallest(rows: list[list[int]], center: tuple[int, int]) -> None:
    total = sum(map(sum, rows))

    def held(side: int) -> int:
        half = side // 2
        return sum(
            count
            for y, row in enumerate(rows, start=2)
            for x, count in enumerate(row, start=-1)
            if max(abs(y - center[0]), abs(x - center[1])) <= half
        )

    for share, side in squares_of(PathCounts((2, -1), rows), (center[0] + 0.5, center[1] + 0.25)).items():
        assert held(side) * 100 >= share * total
        assert side == 1 or held(side - 2) * 100 < share * total


def test_a_map_tells_them_whatever_its_axes() -> None:
    layers = "layers: [{name: a, type: conv, kernel: 3, padding: 1}, {name: b, type: conv, kernel: 3, padding: 1}]"
    assert rfcalc.map(rfcalc.loads("input: [9]\n" + layers)).squares == {20: 1, 30: 1, 50: 3, 99: 5}
    assert [*rfcalc.map(rfcalc.loads("input: [9, 9, 9]\n" + layers)).squares] == [*SHARES]
    assert rfcalc.map(rfcalc.loads("input: 9\n" + layers), "b", (0, 0)).squares[99] == 5


def test_the_middle_of_vgg_16_counts_within_the_squares_of_a_gaussian() -> None:
    found = rfcalc.map("vgg16", "conv5_3").squares
    assert found[50] == pytest.approx(2 * 1.0505 * 26.46, abs=4)  # |x| and |y| < 1.05 std hold half of a Gaussian
