"""Which rows and columns darknet's ``[reorg]`` reads.

It is no space to depth, though a map as small comes out: the flat memory of the input is taken for one of another
shape (`reorg_cpu`, called by `forward_reorg_old_layer` with the sizes of the input). Along x nothing is amiss. Along y
feature Y reads rows ``stride² j + stride o + b`` with ``b + stride j = Y``, modulo the number of rows: for 26 rows and
stride 2 rows 2Y - 1 to 2Y + 2, and row -1 is row 25.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from rfcalc.errors import RfcalcError


class Rows(NamedTuple):
    """What each feature along y reads: ``ranges`` begin anew, ``advance`` further, and go round the map's end."""

    advance: int
    ranges: list[list[int]]


def rows_read(height: int, stride: int) -> Rows:
    """Return the rows that are read. Raises `RfcalcError` where they are no table of progressions."""
    count = height // stride
    read: list[set[int]] = [set() for _ in range(count)]
    for block in range(stride):
        for line in range(min(height, count)):  # further lines read the same rows again
            feature = (block + stride * line) % count
            read[feature].update((stride * (stride * line + at) + block) % height for at in range(stride))
    for period in range(1, stride * stride + 1):
        if count % period:
            continue
        ranges = [_progression(read[phase], height, phase * stride) for phase in range(period)]
        if all(ranges) and _repeats(read, ranges, height, period, stride):
            return Rows(period * stride, [[*each] for each in ranges if each])
    raise RfcalcError(f"[reorg] with stride {stride} mixes the rows of a map of {height} in a way that is not told")


def _progression(rows: set[int], height: int, near: int) -> tuple[int, int, int] | None:
    """Return first, count and step of rows as they lie nearest to one, if they are evenly spaced."""
    places = sorted([(row - near + height // 2) % height + near - height // 2 for row in rows])
    steps = {after - before for before, after in pairwise(places)} or {1}
    return (places[0], len(places), steps.pop()) if len(steps) == 1 else None


def _repeats(
    read: list[set[int]], ranges: list[tuple[int, int, int] | None], height: int, period: int, stride: int
) -> bool:
    for feature, rows in enumerate(read):
        turn, phase = divmod(feature, period)
        first, count, step = ranges[phase] or (0, 0, 1)
        moved = first + turn * period * stride
        if {(moved + at * step) % height for at in range(count)} != rows:
            return False
    return True
