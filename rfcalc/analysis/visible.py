"""What one feature sees: the graph walked back from it with the set of positions it reads.

The visible box is cut to the map at every layer: a border feature does not see "its box cut to the
image", because some of the pixels within are reached through padding only, or never.
"""

from __future__ import annotations

from itertools import product
from math import lcm, prod
from typing import TYPE_CHECKING

from rfcalc.axis import GAPS, check_reach, convex_extremes, field_box
from rfcalc.axis.sets import Brick, brick_hull, read_by, united_bricks
from rfcalc.errors import RfcalcError
from rfcalc.network.model import NOWHERE

if TYPE_CHECKING:
    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import Box

GAP_LIMIT = 4096  # each takes a walk back through the network


def box_at(fields: Fields, node: int, index: tuple[int, ...]) -> tuple[Box, ...] | None:
    """Return the box of one feature per axis, virtual pixels included; ``None`` where it reads nothing at all.

    The axes' own boxes say it, unless a branch may see nothing along one axis: then it sees
    nothing along the others either, and only the walk back knows. Raises `RfcalcError` naming the layer where a box
    lies beyond what can be told exactly.
    """
    layer = fields.network.layers[node - 1] if node else None
    origin = layer.origin if layer else NOWHERE
    name = layer.name if layer else fields.network.start
    with RfcalcError.within(file=origin.file, line=origin.line, layer=name):
        if fields.marked(node, GAPS):
            boxes = [check_reach(box) for box in _walked_back(fields, node, index, visible=False) or ()]
        else:
            boxes = [field_box(axis.fields[node], i) for axis, i in zip(fields.axes, index)]
    return tuple([box for box in boxes if box is not None]) or None


def sizes_with_gaps(fields: Fields, node: int) -> list[tuple[int, int] | None]:
    """Return per axis the smallest and largest box size over the features of a map some of which read nothing.

    A feature that reads nothing along one axis reads nothing at all, so the axes are looked at together: which
    branches a feature sees depends on its phases alone. ``None`` as in `sizes`.
    """
    sized = [axis.n[node] if axis.n[0] is not None else None for axis in fields.axes]
    periods = [lcm(*[part.period for part in axis.fields[node]]) for axis in fields.axes]
    counts = [period if n is None else min(period, n) for period, n in zip(periods, sized)]
    if prod(counts) > GAP_LIMIT:
        raise RfcalcError(
            f"some features read nothing, and which ones repeats only every {prod(counts)} features",
            allowed=f"at most {GAP_LIMIT} are supported",
        )
    found: list[list[int]] = [[] for _ in sized]
    for index in product(*map(range, counts)):
        box = box_at(fields, node, index)
        if box is None:
            continue
        for at, (n, period) in enumerate(zip(sized, periods)):
            if len(fields.axes[at].fields[node]) == 1 or n is None:
                found[at].append(box[at][1] - box[at][0])
                continue

            def size(turn: int, at: int = at, period: int = period, index: tuple[int, ...] = index) -> int:
                later = (*index[:at], index[at] + turn * period, *index[at + 1 :])
                first, end = (box_at(fields, node, later) or ((0, 0),) * len(later))[at]
                return end - first

            found[at] += convex_extremes(size, (n - 1 - index[at]) // period)
    return [
        (min(sizes), max(sizes)) if sizes and (n is not None or len(axis.fields[node]) == 1) else None
        for sizes, n, axis in zip(found, sized, fields.axes)
    ]


def visible_box(fields: Fields, node: int, index: tuple[int, ...]) -> tuple[Box, ...] | None:
    """Return the smallest box around the pixels that one feature really sees; ``None`` where there are none.

    The input size must be known along every axis.
    """
    return _walked_back(fields, node, index, visible=True)


def _walked_back(fields: Fields, node: int, index: tuple[int, ...], *, visible: bool) -> tuple[Box, ...] | None:
    axes = fields.axes
    waiting: dict[int, list[Brick]] = {node: [tuple([((i, i + 1),) for i in index])]}
    before = fields.graph.order[: fields.graph.order.index(node) + 1] if node else ()
    for at in reversed(before):
        if at not in waiting:
            continue
        bricks = united_bricks(waiting.pop(at))
        for way_to, source in enumerate(fields.graph.sources[at]):
            read: list[Brick] = []
            # A feature besides its whole map is two products, not one of unions.
            ways = range(len(axes[0].reads[at][way_to]))
            layer = fields.network.layers[at - 1]
            with RfcalcError.within(
                file=layer.origin.file, line=layer.origin.line, layer=layer.name, operator=layer.operator
            ):
                for brick, way in product(bricks, ways):
                    sets = []
                    for features, axis in zip(brick, axes):
                        reads = axis.reads[at][way_to][way : way + 1]
                        runs = read_by(features, reads, axis.n[source] if visible else None)
                        if not runs:
                            break
                        sets.append(runs)
                    else:
                        read.append(tuple(sets))
            if read:
                waiting.setdefault(source, []).extend(read)
    return brick_hull(waiting.get(0, []))
