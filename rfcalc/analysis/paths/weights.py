"""What a path weighs: whole numbers by way of denominators that suit every branch."""

from __future__ import annotations

from math import lcm, prod
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.paths.edges import backwards, edges_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import IndexMap


class PathWeights(NamedTuple):
    """By what the counts of each node on the way are divided, and what the largest may be."""

    sharing: bool  # the positions that a feature reads share 1; else each counts 1
    denominators: dict[int, int]
    largest: int

    def factor(self, node: int, source: int, reads: Sequence[IndexMap]) -> int:
        """Return by what counts are multiplied, besides what each position gets, to have their source's denominator."""
        return self.denominators[source] // (self.denominators[node] * shared(reads)) if self.sharing else 1


def weights_of(fields: Fields, node: int, weights: str, *, end: int = 0, whole: bool = True) -> PathWeights:
    """Return the denominators, and a number that no count exceeds: that of all paths there may be back to ``end``.

    All paths must lead through that node.
    Without ``whole``, maps that are read as a whole besides the feature itself are left out.
    """
    sharing = weights == "mean"
    paths, denominators = {node: 1}, {node: 1}
    for at in backwards(fields, node):
        if at == end:
            break
        if at not in paths:
            continue
        for edge in edges_to(fields, at):
            reads = edge.whole if whole else edge.itself
            source, denominator = edge.source, denominators[at]
            if sharing:
                taps = shared(reads)  # the count of a feature is multiplied by what its positions share
                denominator *= taps
            else:
                taps = prod([max(map(len, read.ranges)) for read in reads])
            known = denominators.setdefault(source, denominator)
            common = denominators[source] = lcm(known, denominator)
            paths[source] = paths.get(source, 0) * (common // known) + paths[at] * taps * (common // denominator)
    return PathWeights(sharing, denominators, max(paths.values()))


def shared(reads: Sequence[IndexMap]) -> int:
    """Return a number that can be shared evenly among the positions that any feature reads, virtual ones included."""
    return prod([lcm(*[len(positions) or 1 for positions in read.ranges]) for read in reads])


def share_of(reads: IndexMap, feature: int, whole: int) -> int:
    """Return what each position that a feature reads gets of a whole that can be shared evenly."""
    return whole // (len(reads.ranges[feature % reads.period]) or 1)
