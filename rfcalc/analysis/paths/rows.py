"""Counts over a box of positions, row by row, each row one whole number.

Rows go along the last axis, and stand one after another in the order of the others' positions:

    axes z y x, shape 2 3 4      z 0: y 0  [x 0 1 2 3]  row 0
                                      y 1  [x 0 1 2 3]  row 1
                                      y 2  [x 0 1 2 3]  row 2
                                 z 1: y 0  [x 0 1 2 3]  row 3 ...
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.paths.packed import BYTE, cut, extent, unpacked
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Sequence

PIXEL_LIMIT = 2**23  # of one map: an image of 3840 x 2160
BYTE_LIMIT = 2**29  # of one map's counts
WORK_LIMIT = 2**32  # bytes of counts on the whole way
WIDTH_LIMIT = 2**14  # bytes of one count: 39,000 digits


class PackedRows(NamedTuple):
    """Counts over the box that begins at ``origin``; a lone axis is a single row."""

    origin: tuple[int, ...]
    shape: tuple[int, ...]
    rows: list[int]


def multiplied(counted: PackedRows, factor: int) -> PackedRows:
    """Return every count multiplied."""
    return counted if factor == 1 else counted._replace(rows=[row * factor for row in counted.rows])


def summed(one: PackedRows, other: PackedRows, width: int) -> PackedRows:
    """Return the sums of two boxes' counts over the smallest box around both. Raises `RfcalcError` for a large one."""
    origin = tuple([min(pair) for pair in zip(one.origin, other.origin)])
    ends = [max(each.origin[axis] + each.shape[axis] for each in (one, other)) for axis in range(len(origin))]
    shape = tuple([end - first for first, end in zip(origin, ends)])
    check_size(shape, width)
    first, second = [_padded(each, origin, shape, width) for each in (one, other)]
    return PackedRows(origin, shape, [a + b for a, b in zip(first, second)])


def _padded(counted: PackedRows, origin: Sequence[int], shape: Sequence[int], width: int) -> list[int]:
    """Return the rows of a larger box, with counts of nothing around."""
    before = [first - low for first, low in zip(counted.origin, origin)]
    shift = before[-1] * width * BYTE
    places = [0]
    for gap, inner, outer in zip(before, counted.shape, shape[:-1]):
        places = [place * outer + gap + at for place in places for at in range(inner)]
    rows = [0] * prod(shape[:-1])
    for place, row in zip(places, counted.rows):
        rows[place] = row << shift
    return rows


def trimmed(counted: PackedRows, width: int) -> tuple[tuple[int, ...], tuple[int, ...], list[list[int]]] | None:
    """Return origin, shape and rows of numbers over the smallest box around what is not 0; ``None`` without any."""
    some = 0  # has a bit wherever a row has one
    for row in counted.rows:
        some |= row
    if not some:
        return None
    bounds: list[tuple[int, int]] = []
    places = [place for place, row in enumerate(counted.rows) if row]
    for count in counted.shape[-2::-1]:  # the last of the other axes turns fastest
        positions = [place % count for place in places]
        bounds.insert(0, (min(positions), max(positions) + 1))
        places = [place // count for place in places]
    kept = [0]
    for (first, end), count in zip(bounds, counted.shape):
        kept = [place * count + at for place in kept for at in range(first, end)]
    first, end = extent(some, width)
    bounds.append((first, end))
    lines = [unpacked(cut(counted.rows[place], first, end, width), end - first, width) for place in kept]
    origin = tuple([first + low for first, (low, _) in zip(counted.origin, bounds)])
    return origin, tuple([high - low for low, high in bounds]), lines


def check_work(done: int, more: int, width: int) -> int:
    """Return the bytes that have been worked on with more counts. Raises `RfcalcError` where they are too many."""
    done += more * width
    if done > WORK_LIMIT:
        raise RfcalcError(
            f"the counts on the way to the input take more than {WORK_LIMIT} bytes",
            allowed="a smaller input or fewer layers are supported",
        )
    return done


def check_size(shape: Sequence[int], width: int) -> None:
    """Raise `RfcalcError` where a box of counts takes too much room."""
    pixels = prod(shape)
    if pixels > PIXEL_LIMIT or pixels * width > BYTE_LIMIT:
        raise RfcalcError(
            f"its paths come from {' x '.join(map(str, shape))} positions",
            allowed=f"counts of at most {PIXEL_LIMIT} positions and {BYTE_LIMIT} bytes are supported",
        )
