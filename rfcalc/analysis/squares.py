"""How wide a square around a feature's center must be to hold a share of what counts.

Ding et al., "Scaling up your kernels to 31x31" (RepLKNet, arXiv 2203.06717), table 10 and its script: the side is odd,
and the square's middle is the pixel of the center.
"""

from __future__ import annotations

from itertools import accumulate
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.analysis.paths import PathCounts

SHARES = (20, 30, 50, 99)
"""In percent."""


def squares_of(counts: PathCounts, center: Sequence[Number]) -> dict[int, int]:
    """Return by share, in percent, the side in pixels of the smallest square that holds as much; of three axes a cube.

    ``center`` is a place along each axis, in pixels. What lies beyond the image counts nothing.
    """
    middle = [floor(place) - first for place, first in zip(center, counts.origin)]
    sums = [[0, *accumulate(line)] for line in counts.lines()]
    total = sum(row[-1] for row in sums)
    farthest = max(max(abs(at), abs(count - 1 - at)) for at, count in zip(middle, counts.shape))
    sides = {}
    most = 0
    for share in SHARES:
        least, most = most, farthest  # a larger share takes no smaller square
        while least < most:
            half = (least + most) // 2
            if 100 * _held(sums, counts.shape, middle, half) >= share * total:
                most = half
            else:
                least = half + 1
        sides[share] = 2 * most + 1
    return sides


def _held(sums: Sequence[Sequence[int]], shape: Sequence[int], middle: Sequence[int], half: int) -> int:
    """Return what a square holds, given for each row what its first pixels count together."""
    spans = [(max(0, at - half), min(count, at + half + 1)) for at, count in zip(middle, shape)]
    if any(first >= end for first, end in spans):
        return 0
    rows = [0]
    for (first, end), count in zip(spans[:-1], shape):
        rows = [row * count + at for row in rows for at in range(first, end)]
    first, end = spans[-1]
    return sum(sums[row][end] - sums[row][first] for row in rows)
