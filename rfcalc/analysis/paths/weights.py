"""What a path counts: whole numbers by way of denominators that suit every branch."""

from __future__ import annotations

from math import lcm, prod
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.paths.packed import width_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import IndexMap

WHOLE_MAP, ITSELF = -1, 0
"""Which of its reads a feature goes by that reads its whole map and itself: the last, which has both, or the first."""


class Weighing(NamedTuple):
    """By what the counts of each node are divided, and how many bytes the largest takes."""

    denominators: dict[int, int]
    width: int


def backwards(fields: Fields, node: int) -> Iterable[int]:
    """Return a node and all that may lie before it, each before its sources."""
    order = fields.graph.order
    return reversed(order[: order.index(node) + 1] if node else ())


def weighing(fields: Fields, node: int, weights: str, way: int = WHOLE_MAP) -> Weighing:
    """Return the denominators, and a width in which no count overflows: that of all paths there may be."""
    paths, denominators = {node: 1}, {node: 1}
    for at in backwards(fields, node):
        if at not in paths:
            continue
        for place, source in enumerate(fields.graph.sources[at]):
            reads = [axis.reads[at][place][way] for axis in fields.axes]
            own = denominators[at]
            if weights == "mean":
                taps = shared(reads)  # the count of a feature is multiplied by what its positions share
                own *= taps
            else:
                taps = prod([max(map(len, read.ranges)) for read in reads])
            known = denominators.setdefault(source, own)
            common = denominators[source] = lcm(known, own)
            paths[source] = paths.get(source, 0) * (common // known) + paths[at] * taps * (common // own)
    return Weighing(denominators, width_for(max(paths.values())))


def shared(reads: Sequence[IndexMap]) -> int:
    """Return a number that can be shared evenly among the positions that any feature reads, virtual ones included."""
    return prod([lcm(*[len(positions) or 1 for positions in read.ranges]) for read in reads])


def share_of(reads: IndexMap, feature: int, whole: int) -> int:
    """Return what each position that a feature reads gets of a whole that can be shared evenly."""
    return whole // (len(reads.ranges[feature % reads.period]) or 1)
