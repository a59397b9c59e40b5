"""What one feature sees: the graph walked back from it with the set of positions it reads.

The visible box is cut to the map at every layer: a border feature does not see "its box cut to the
image", because some of the pixels within are reached through padding only, or never.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.axis import GAPS, field_box
from rfcalc.axis.runs import Brick, brick_hull, read_by, united_bricks
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from rfcalc.axis import Box
    from rfcalc.fields import Fields


def box_at(fields: Fields, node: int, index: tuple[int, ...]) -> tuple[Box, ...] | None:
    """Return the box of one feature per axis, virtual pixels included; ``None`` where it reads nothing at all.

    The axes' own boxes say it, unless a branch may see nothing along one axis: then it sees
    nothing along the others either, and only the walk back knows.
    """
    if any(axis.marks[node] & GAPS for axis in fields.axes):
        return _walked_back(fields, node, index, visible=False)
    boxes = [field_box(axis.fields[node], i) for axis, i in zip(fields.axes, index)]
    return tuple([box for box in boxes if box is not None]) or None


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
        for place, source in enumerate(fields.graph.sources[at]):
            read: list[Brick] = []
            try:
                for brick in bricks:
                    sets = []
                    for features, axis in zip(brick, axes):
                        runs = read_by(features, axis.reads[at][place], axis.n[source] if visible else None)
                        if not runs:
                            break
                        sets.append(runs)
                    else:
                        read.append(tuple(sets))
            except RfcalcError as error:
                error.file, error.layer = fields.network.file, fields.network.layers[at - 1].name
                raise
            if read:
                waiting.setdefault(source, []).extend(read)
    return brick_hull(waiting.get(0, []))
