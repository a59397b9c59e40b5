"""Counts as a sum of few products of axes, as long as they are few.

Every layer moves counts along each axis by itself, borders included. So what one way through the network makes is a
product of one row an axis, and where ways meet the products are added: a chain is one product, a U-Net one a level.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.paths.packed import BYTE, unpacked
from rfcalc.analysis.paths.rows import PackedRows, check_size, multiplied, summed
from rfcalc.analysis.paths.steps import handed_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.axis import IndexMap

FEW = 32
"""More products than that are slower than all rows of their sum."""


class Line(NamedTuple):
    """Counts along one axis."""

    first: int
    size: int
    row: int


Term = tuple[tuple[Line, ...], int]
"""A product of lines, one an axis, times a factor."""


class Products(NamedTuple):
    """A sum of products."""

    terms: tuple[Term, ...]

    def box(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return origin and shape of the smallest box around all products."""
        by_axis = list(zip(*[lines for lines, _ in self.terms]))
        origin = tuple([min([line.first for line in lines]) for lines in by_axis])
        ends = [max([line.first + line.size for line in lines]) for lines in by_axis]
        return origin, tuple([end - first for first, end in zip(origin, ends)])


Counted = Products | PackedRows


def feature_at(index: Sequence[int]) -> Products:
    """Return the counts of one feature: itself, once."""
    lines = {position: Line(position, 1, 1) for position in index}  # axes alike share theirs, and are moved once
    return Products(((tuple([lines[position] for position in index]), 1),))


def size_of(counted: Counted) -> int:
    """Return how many counts are kept."""
    if isinstance(counted, PackedRows):
        return prod(counted.shape)
    return sum([line.size for lines, _ in counted.terms for line in lines])


def read_on(
    counted: Counted, reads: Sequence[IndexMap], ends: Sequence[int | None], width: int, *, sharing: bool
) -> Counted | None:
    """Return `handed_on` of counts in either form."""
    if isinstance(counted, PackedRows):
        return handed_on(counted, reads, ends, width, sharing=sharing)
    moved: dict[tuple[int, IndexMap, int | None], Line | None] = {}
    terms = []
    for lines, factor in counted.terms:
        found = []
        for line, read, n in zip(lines, reads, ends):
            way = (id(line), read, n)  # the numbers of a line are too long to be compared again and again
            if way not in moved:
                moved[way] = _moved(line, read, n, width, sharing=sharing)
            line_read = moved[way]
            if line_read is None:
                break
            found.append(line_read)
        else:
            terms.append((tuple(found), factor))
    if not terms:
        return None
    moved_on = Products(tuple(terms))
    check_size(moved_on.box()[1], width)
    return moved_on


def _moved(line: Line, reads: IndexMap, n: int | None, width: int, *, sharing: bool) -> Line | None:
    found = handed_on(PackedRows((line.first,), (line.size,), [line.row]), (reads,), (n,), width, sharing=sharing)
    return None if found is None else Line(found.origin[0], found.shape[0], found.rows[0])


def times(counted: Counted, factor: int) -> Counted:
    """Return every count multiplied."""
    if factor == 1:
        return counted
    if isinstance(counted, PackedRows):
        return multiplied(counted, factor)
    return Products(tuple([(lines, count * factor) for lines, count in counted.terms]))


def added(one: Counted, other: Counted, width: int) -> Counted:
    """Return the sum of counts: products while they are few, else all rows. Raises `RfcalcError` for a large box."""
    if isinstance(one, Products) and isinstance(other, Products):
        terms = dict(one.terms)
        for lines, factor in other.terms:
            terms[lines] = terms.get(lines, 0) + factor
        total = Products(tuple(terms.items()))
        shape = total.box()[1]
        check_size(shape, width)
        if len(terms) <= FEW and len(terms) * len(shape) <= prod(shape[:-1]):
            return total
    return summed(rows_of(one, width), rows_of(other, width), width)


def rows_of(counted: Counted, width: int) -> PackedRows:
    """Return the rows of a sum of products."""
    if isinstance(counted, PackedRows):
        return counted
    origin, shape = counted.box()
    rows = [0] * prod(shape[:-1])
    for lines, factor in counted.terms:
        *others, last = [(line, line.first - low) for line, low in zip(lines, origin)]
        row = (last[0].row * factor) << (last[1] * width * BYTE)
        places = [0]
        for (line, gap), size in zip(others, shape):
            places = [place * size + gap + at for place in places for at in range(line.size)]
        numbers = [unpacked(line.row, line.size, width) for line, _ in others]
        for place, factors in zip(places, product(*numbers)):
            rows[place] += row * prod(factors)
    return PackedRows(origin, shape, rows)
