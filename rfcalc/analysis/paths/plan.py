"""How much work counting paths is, found before it is done: the way back walked with boxes alone, without counts."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rfcalc.analysis.paths.edges import backwards, edges_to
from rfcalc.analysis.paths.rows import BYTE_LIMIT, PIXEL_LIMIT, WORK_LIMIT, check_size, check_work
from rfcalc.axis.sets import folded
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import IndexMap

Bounds = tuple[int, int]
"""The first position of a box along an axis, and its end, not included."""


def check_plan(fields: Fields, node: int, index: Sequence[int], width: int, *, unclipped: bool) -> None:
    """Raise `RfcalcError` naming the layer at which counts of ``width`` bytes get too many or too large.

    The boxes are those that are counted, or a few positions larger where taps are far apart.
    """
    if not unclipped and _surely_small(fields, width):
        return
    waiting: dict[int, list[Bounds]] = {node: [(i, i + 1) for i in index]}
    work = 0
    for at in backwards(fields, node):
        bounds = waiting.pop(at, None)
        if bounds is None:
            continue
        layer = fields.network.layers[at - 1]
        with RfcalcError.within(
            file=layer.origin.file, line=layer.origin.line, layer=layer.name, operator=layer.operator
        ):
            for edge in edges_to(fields, at):
                work = check_work(work, prod([end - first for first, end in bounds]), width)
                source = edge.source
                found: list[Bounds] = []
                for axis, reads, (first, end) in zip(fields.axes, edge.whole, bounds):
                    read = _read(reads, first, end, None if unclipped else axis.n[source])
                    if read is None:
                        break
                    found.append(read)
                else:
                    if source in waiting:
                        found = [
                            (min(one[0], other[0]), max(one[1], other[1])) for one, other in zip(waiting[source], found)
                        ]
                    check_size([end - first for first, end in found], width)
                    waiting[source] = found


def _surely_small(fields: Fields, width: int) -> bool:
    """Return whether the limits hold even if every map were as large as the largest, and read whole by all layers."""
    largest = prod([max([n or 0 for n in axis.n]) for axis in fields.axes])
    ways = sum(map(len, fields.graph.sources))
    return largest <= PIXEL_LIMIT and largest * width <= BYTE_LIMIT and largest * width * ways <= WORK_LIMIT


def _read(reads: IndexMap, first: int, end: int, n: int | None) -> Bounds | None:
    """Return the bounds of what some features in a row read of a map of ``n``; ``None`` where that is nothing.

    Each phase comes back with its reads moved forward: the first time says where they begin, the last where they end.
    """
    if reads.past:
        return (0, end) if reads.past > 0 else (first, -reads.past)
    period, advance, ranges = reads.period, reads.advance, reads.ranges
    count = min(period, end - first)
    begins = [
        ranges[feature % period][0] + feature // period * advance
        for feature in range(first, first + count)
        if ranges[feature % period]
    ]
    ends = [
        ranges[feature % period][-1] + 1 + feature // period * advance
        for feature in range(end - count, end)
        if ranges[feature % period]
    ]
    if not begins:
        return None
    low, high = min(begins), max(ends)
    if n is not None and reads.border:
        inside = folded(((low, high),), n, reads.border)
        return inside[0][0], inside[-1][1]
    if n is not None:
        low, high = max(low, 0), min(high, n)
    return (low, high) if low < high else None
