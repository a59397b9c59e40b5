"""How often each pixel is read by all the features of a map together, far from any border.

The features of a map repeat, and with them the pixels: pixels a period apart are read alike, so that they
fall into classes. A path that goes on beyond the last class comes back at the first one.
"""

from __future__ import annotations

from array import array
from fractions import Fraction
from functools import lru_cache
from math import lcm, prod
from typing import TYPE_CHECKING

from rfcalc.analysis.paths.edges import backwards, edges_to, evenly_spaced
from rfcalc.analysis.paths.weights import share_of, shared, weights_of
from rfcalc.axis import KEEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import IndexMap

CLASS_LIMIT = 65_536

Totals = list[int]
"""One number for each class, those along the last axis next to one another."""


def class_totals(fields: Fields, node: int, weights: str = "uniform") -> Totals | None:
    """Return the number of paths from a pixel of each class to all the features of a map.

    With weights ``mean`` what the paths count, times a denominator that is not told. A map that is read as a whole
    is left out of it: all of its features are read alike. ``None`` where pixels do not fall into classes, because
    branches of different jumps met, or into too many.
    """
    sizes = [_class_counts(fields, axis, node) for axis in range(len(fields.axes))]
    told_apart = [counts for counts in sizes if counts is not None]
    if len(told_apart) < len(sizes) or prod(counts[0] for counts in told_apart) > CLASS_LIMIT:
        return None
    waiting: dict[int, Totals] = {node: [1] * prod(counts[node] for counts in told_apart)}
    weighed = weights_of(fields, node, weights, whole=False)
    for at in backwards(fields, node):
        totals = waiting.pop(at, None)
        if totals is None:
            continue
        for source, _, reads in edges_to(fields, at):
            if not evenly_spaced(reads):
                continue
            shape = [counts[at] for counts in told_apart]
            factor = weighed.factor(at, source, reads)
            read = [total * factor for total in totals] if factor > 1 else totals
            for axis, one in enumerate(reads):
                target = told_apart[axis][source]
                read = _spread(read, shape, axis, one, target, sharing=weighed.sharing)
                shape[axis] = target
            old = waiting.get(source)
            waiting[source] = read if old is None else [a + b for a, b in zip(old, read)]
    return waiting.get(0)


def steady(fields: Fields, node: int) -> bool:
    """Return whether a layer moves along each of its sources feature by feature, and so leaves their classes alike.

    Where all layers between two maps are steady, the pixels are read as unevenly by the one as by the other.
    """
    return all(
        read.period == read.advance == 1 and len(read.ranges[0]) > 0
        for edge in edges_to(fields, node)
        for read in edge.itself
    )


def _class_counts(fields: Fields, axis: int, node: int) -> dict[int, int] | None:
    """Return how many classes the features of each map before a node have along one axis.

    The smallest numbers with which every layer comes back to its first phase at its source's first class.
    """
    shares: dict[int, Fraction] = {node: Fraction(1)}  # classes for each class of the node's own map
    turns = [1]
    for at in backwards(fields, node):
        if at not in shares:
            continue
        for source, _, itself in edges_to(fields, at):
            reads = itself[axis]
            if not reads.advance:
                continue
            periods = shares[at] / reads.period
            share = periods * reads.advance
            if shares.setdefault(source, share) != share:
                return None
            turns += [periods.denominator, share.denominator]
    least = lcm(*turns)
    return {at: int(share * least) for at, share in shares.items()} if 0 in shares else None


def _spread(totals: Totals, shape: Sequence[int], axis: int, reads: IndexMap, target: int, *, sharing: bool) -> Totals:
    """Return the totals of the classes that are read along one axis, of which there are ``target``."""
    if reads == KEEP:
        return totals
    features, places, shares = _read_by(reads, shape[axis], target, sharing=sharing)
    spread = []
    for line in lines_of(totals, shape, axis):
        weighed = line if not shares else [total * share for total, share in zip(line, shares)]
        read = [0] * target
        for feature, place in zip(features, places):
            read[place] += weighed[feature]
        spread.append(read)
    return interleaved(spread, prod(shape[axis + 1 :]))


@lru_cache(maxsize=64)  # all layers that lie behind one another come back to the same reads
def _read_by(
    reads: IndexMap, count: int, target: int, *, sharing: bool
) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
    """Return features, of whole turns of ``count``, and the classes that they read, of ``target``, pair by pair.

    And, if it is shared out, what each feature gives every one that it reads.
    """
    turns = range(count // reads.period)
    features = [feature for feature, positions in enumerate(reads.ranges * len(turns)) for _ in positions]
    shifts = [turn * reads.advance for turn in turns]
    places = [(at + shift) % target for shift in shifts for positions in reads.ranges for at in positions]
    whole = shared([reads]) if sharing else 0
    shares = [share_of(reads, feature, whole) for feature in range(count)] if sharing else []
    return array("l", features), array("l", places), shares


def lines_of(totals: list[int], shape: Sequence[int], axis: int) -> list[list[int]]:
    """Return the numbers along one axis for all places along the others."""
    inner = prod(shape[axis + 1 :])
    block = shape[axis] * inner
    return [
        totals[start + place : start + block : inner]
        for start in range(0, len(totals), block)
        for place in range(inner)
    ]


def interleaved(lines: list[list[int]], inner: int) -> list[int]:
    """Return what `lines_of` has taken apart."""
    return [
        total
        for start in range(0, len(lines), inner)
        for across in zip(*lines[start : start + inner])
        for total in across
    ]
