"""How many paths reach each feature of a map from all pixels together, far from any border.

Walked forward: a feature is reached by all the paths that reach the features it reads. The numbers repeat along
each axis, so that those of one period tell all of them.
"""

from __future__ import annotations

from math import gcd, lcm, prod
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.paths.classes import CLASS_LIMIT, interleaved, lines_of
from rfcalc.analysis.paths.edges import edges_to, evenly_spaced
from rfcalc.analysis.paths.packed import BYTE
from rfcalc.analysis.paths.rows import WIDTH_LIMIT
from rfcalc.analysis.paths.weights import share_of, shared
from rfcalc.layers.types import LAYER_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import IndexMap


class Phases(NamedTuple):
    """How many paths reach the features of one period, those along the last axis next to one another.

    A feature is reached by its whole number divided by ``denominator``, which is 1 unless paths are weighed.
    """

    shape: tuple[int, ...]
    totals: list[int]
    denominator: int = 1

    def along(self, axis: int, shape: Sequence[int]) -> list[int]:
        """Return the sums over all other axes of the features of a map that has ``shape`` at most."""
        inner = prod(self.shape[axis + 1 :])
        kept = [min(pair) for pair in zip(self.shape, shape)]
        sums = [0] * kept[axis]
        for at, total in enumerate(self.totals):
            rest, inside = at, True
            for period, count in zip(self.shape[::-1], kept[::-1]):
                rest, place = divmod(rest, period)
                inside = inside and place < count
            if inside:
                sums[at // inner % self.shape[axis]] += total
        return sums


def phases_of(fields: Fields, weights: str = "uniform") -> list[Phases | None]:
    """Return the numbers of paths that reach the features of each node; ``None`` where they repeat too seldom to tell.

    What reaches all features of a map alike, because a map was read as a whole or a single feature was spread, is left
    out where something else reaches them. With weights ``mean``, and through what averages, paths are weighed: that
    features are fed alike then is why Odena, Dumoulin and Olah, "Deconvolution and checkerboard artifacts" (Distill
    2016), recommend resizing.
    """
    axes = len(fields.axes)
    found: list[Phases | None] = [None] * len(fields.graph.sources)
    found[0] = Phases((1,) * axes, [1])
    for node in fields.graph.order:
        sharing = weights == "mean" or LAYER_TYPES[fields.network.layers[node - 1].type].averages
        edges = edges_to(fields, node)
        telling = [edge for edge in edges if evenly_spaced(edge.itself)] or edges
        reached = [_through(found[edge.source], edge.itself, sharing=sharing) for edge in telling]
        phases = _joined(reached) if len(reached) > 1 else reached[0]
        if phases is not None and max(phases.totals).bit_length() <= WIDTH_LIMIT * BYTE:  # more are not counted
            found[node] = phases
    return found


def _through(before: Phases | None, reads: Sequence[IndexMap], *, sharing: bool) -> Phases | None:
    """Return what reaches the features of a layer, given what reaches those they read."""
    if before is None:
        return None
    shape, totals, denominator = before
    for axis, read in enumerate(reads):
        if shape[axis] == read.period == 1:  # nearly all layers
            taps = len(read.ranges[0])
            taps = min(taps, 1) if sharing else taps
            totals = totals if taps == 1 else [total * taps for total in totals]
            continue
        period = read.period * (shape[axis] // gcd(shape[axis], read.advance))
        if len(totals) // shape[axis] * period > CLASS_LIMIT:
            return None
        whole = shared([read]) if sharing else 0
        denominator *= whole or 1
        lines = [_line_read(line, read, period, whole) for line in lines_of(totals, shape, axis)]
        period = _shortest(lines)
        totals = interleaved([line[:period] for line in lines], prod(shape[axis + 1 :]))
        shape = (*shape[:axis], period, *shape[axis + 1 :])
    if denominator > 1:
        common = gcd(denominator, *totals)
        totals, denominator = [total // common for total in totals], denominator // common
    return Phases(shape, totals, denominator)


def _line_read(line: list[int], reads: IndexMap, period: int, whole: int) -> list[int]:
    """Return the sums that the features of a period read; ``whole`` is what each shares among its positions, if any."""
    count = len(line)
    sums = []
    for feature in range(period):
        turns, phase = divmod(feature, reads.period)
        shift = turns * reads.advance
        total = sum([line[(position + shift) % count] for position in reads.ranges[phase]])
        sums.append(total * share_of(reads, feature, whole) if whole else total)
    return sums


def _shortest(lines: list[list[int]]) -> int:
    """Return the shortest period with which all of some lines repeat."""
    period = len(lines[0])
    divisor = 2
    rest = period
    while rest > 1:
        while rest % divisor == 0:
            rest //= divisor
            shorter = period // divisor
            if all(line[shorter:period] == line[: period - shorter] for line in lines):
                period = shorter
        divisor += 1
    return period


def _joined(ways: Sequence[Phases | None]) -> Phases | None:
    """Return what reaches the features of a map by all of several ways."""
    known = [way for way in ways if way is not None]
    shape = tuple([lcm(*periods) for periods in zip(*[way.shape for way in known])])
    if len(known) < len(ways) or prod(shape) > CLASS_LIMIT:
        return None
    denominator = lcm(*[way.denominator for way in known])
    totals = [0] * prod(shape)
    for way in known:
        factor = denominator // way.denominator
        spread = way.totals
        for axis, period in enumerate(shape):
            before = (*shape[:axis], *way.shape[axis:])
            lines = lines_of(spread, before, axis)
            spread = interleaved([line * (period // len(line)) for line in lines], prod(before[axis + 1 :]))
        totals = [total + more * factor for total, more in zip(totals, spread)]
    return Phases(shape, totals, denominator)
