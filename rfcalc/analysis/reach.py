"""How far features see to each side of their own place, and which of them read no padding."""

from __future__ import annotations

from itertools import product
from math import lcm, prod
from typing import TYPE_CHECKING

from rfcalc.analysis.influence import touched_by_padding
from rfcalc.analysis.numbers import exact
from rfcalc.analysis.visible import GAP_LIMIT, box_at
from rfcalc.axis import GAPS, UNBOUNDED, field_box, jumps
from rfcalc.axis.readers import uncovered_hull
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfcalc.analysis.fields import AxisFields, Fields
    from rfcalc.analysis.numbers import Number
    from rfcalc.axis import Box

Reach = tuple["Number", "Number"]
"""How many pixels features see before and after their own place; below 0 where all of them look to the other side."""


def reach_of(fields: Fields, node: int) -> tuple[Reach | None, ...]:
    """Return along each axis how far the features of a map see to each side of their own place, at most.

    Feature i's own place is ``[i * jump, (i + 1) * jump)``. Virtual pixels are counted. ``None`` where features have
    no place (no jump, branches of several), see nothing, or see the whole of a map whose size is not known.
    """
    grids = [_grid(axis, node) for axis in fields.axes]
    lines: list[list[tuple[int, int]]] = [[] for _ in grids]
    for at, i, (first, end) in _boxes(fields, node):
        grid = grids[at]
        if grid is not None:
            jump, unit = grid
            lines[at].append((i * jump - first * unit, end * unit - (i + 1) * jump))
    return tuple(
        [
            (exact(max(before), grid[1]), exact(max(after), grid[1])) if grid and found else None
            for grid, found in zip(grids, lines)
            for before, after in [tuple(zip(*found)) or ((), ())]
        ]
    )


def _grid(axis: AxisFields, node: int) -> tuple[int, int] | None:
    """Return the jump of a map along an axis as ``(numerator, denominator)``, where its features have a place."""
    field = axis.fields[node]
    steps = jumps(field)
    endless = axis.n[0] is None and len(field) > 1
    if axis.marks[node] & UNBOUNDED or endless or len(steps) > 1 or not steps[0][0]:
        return None
    return steps[0]


def _boxes(fields: Fields, node: int) -> Iterator[tuple[int, int, Box]]:
    """Yield axis, feature and box of the features among which are those that see farthest.

    Along the features of one phase the ends of a box are straight lines or hulls of some, so that the reach is
    largest at the first or the last of them.
    """
    ends = [_ends(axis, node) for axis in fields.axes]
    if len(ends) == 1 or not fields.marked(node, GAPS):
        for at, axis in enumerate(fields.axes):
            for i in ends[at]:
                box = field_box(axis.fields[node], i)
                if box is not None:
                    yield at, i, box
        return
    if prod(map(len, ends)) > GAP_LIMIT:
        raise RfcalcError(
            f"some features read nothing, and {prod(map(len, ends))} of them see differently far",
            allowed=f"at most {GAP_LIMIT} are supported",
        )
    for index in product(*ends):
        for at, box in enumerate(box_at(fields, node, index) or ()):
            yield at, index[at], box


def _ends(axis: AxisFields, node: int) -> list[int]:
    """Return the first feature of each phase, and the last where what is seen does not move with it."""
    field = axis.fields[node]
    period = lcm(*[part.period for part in field])
    n = None if axis.n[0] is None else axis.n[node]
    if n is None:
        return [*range(period)]
    firsts = range(min(period, n))
    if len(field) == 1:
        return [*firsts]
    return sorted({*firsts, *(phase + (n - 1 - phase) // period * period for phase in firsts)})


def clean_of(fields: Fields) -> list[tuple[Box, ...] | None]:
    """Return by node the smallest box of features ``[first, end)`` around those that read no virtual pixel.

    Neither a feature itself nor any that it reads, on any layer of the way back, reads a position beside its map.
    ``None`` where every feature does. The input size must be known along every axis. Raises `RfcalcError` naming the
    layer where features in question fall into too many pieces.
    """
    sizes = [tuple([axis.n[node] or 0 for axis in fields.axes]) for node in range(len(fields.graph.sources))]
    return [uncovered_hull(bricks, size) for bricks, size in zip(touched_by_padding(fields), sizes)]
