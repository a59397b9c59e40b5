"""What a path weighs: whole numbers by way of denominators that suit every branch."""

from __future__ import annotations

from math import lcm, prod
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.paths.edges import backwards, edges_to
from rfcalc.analysis.paths.packed import BYTE
from rfcalc.analysis.paths.rows import WIDTH_LIMIT
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import IndexMap


PAST_LIMIT = 16_384  # features: the least common multiple of their numbers has 23,000 bits


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
    paths, denominators, largest = {node: 1}, {node: 1}, 1
    for at in backwards(fields, node):
        if at == end:
            break
        if at not in paths:
            continue
        here = paths.pop(at)
        largest = max(largest, here)
        if max(here, denominators[at]).bit_length() > WIDTH_LIMIT * BYTE:
            raise _too_wide(fields, at)
        for edge in edges_to(fields, at):
            reads = edge.whole if whole else edge.itself
            source, denominator = edge.source, denominators[at]
            if sharing:
                layer = fields.network.layers[at - 1]
                with RfcalcError.within(
                    file=layer.origin.file, line=layer.origin.line, layer=layer.name, operator=layer.operator
                ):
                    taps = shared(reads)  # the count of a feature is multiplied by what its positions share
                denominator *= taps
            else:
                taps = prod([abs(read.past) or max(map(len, read.ranges)) for read in reads])
            before = denominators.setdefault(source, denominator)
            common = denominators[source] = lcm(before, denominator)
            paths[source] = paths.get(source, 0) * (common // before) + here * taps * (common // denominator)
    return PathWeights(sharing, denominators, max(largest, *paths.values()))


def _too_wide(fields: Fields, node: int) -> RfcalcError:
    layer = fields.network.layers[node - 1]
    return RfcalcError(
        f"the paths from it are so many that one count takes more than {WIDTH_LIMIT} bytes",
        allowed=f"counts of at most {WIDTH_LIMIT} bytes are supported",
        file=layer.origin.file,
        line=layer.origin.line,
        layer=layer.name,
        operator=layer.operator,
    )


def shared(reads: Sequence[IndexMap]) -> int:
    """Return a number that can be shared evenly among the positions that any feature reads, virtual ones included.

    Raises `RfcalcError` where features look back so far that it would have too many digits.
    """
    return prod(
        [_shared_of_past(read.past) if read.past else lcm(*[len(at) or 1 for at in read.ranges]) for read in reads]
    )


def _shared_of_past(past: int) -> int:
    n = abs(past)
    if n > PAST_LIMIT:
        raise RfcalcError(
            f"its features look {'back' if past > 0 else 'ahead'} over up to {n} others, too many to share evenly",
            allowed=f"with weights mean at most {PAST_LIMIT} are supported",
        )
    return lcm(*range(1, n + 1))


def share_of(reads: IndexMap, feature: int, whole: int) -> int:
    """Return what each position that a feature reads gets of a whole that can be shared evenly."""
    if reads.past:
        return whole // (feature + 1 if reads.past > 0 else -reads.past - feature)
    positions = reads.ranges[feature % reads.period]
    return whole // len(positions) if positions else whole
