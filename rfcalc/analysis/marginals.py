"""Counts added up along all axes but one: where the paths end along each axis, and how far they spread."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rfcalc.analysis.paths import PathCounts
    from rfcalc.axis import Box


class Marginal(NamedTuple):
    """The sums of counts along one axis."""

    first: int  # pixel of the first
    sums: list[int]

    def support(self) -> Box:
        """Return the pixels between which there are counts, the end not included."""
        return (self.first, self.first + len(self.sums))

    def mass(self) -> tuple[float, float]:
        """Return the center of mass and the standard deviation in pixels; the latter is 0 for a single pixel."""
        # Numbers may be long, and adding them is quicker than multiplying: a sum of all sums of the last few counts
        # has each count as often as its place says, and a sum of sums of these has it place * (place + 1) / 2 times.
        *lasts, total = accumulate(reversed(self.sums))
        first = sum(lasts)
        second = 2 * sum(accumulate(lasts)) - first
        center = self.first + (2 * first + total) / (2 * total)
        return center, float(((second * total - first * first) / total**2) ** 0.5)


def marginals_of(counts: PathCounts) -> tuple[Marginal, ...]:
    """Return the marginal along each axis."""
    shape, lines = counts.shape, counts.lines()
    totals = [sum(line) for line in lines]
    sums: list[list[int]] = []
    for count in shape[-2::-1]:  # the last of the other axes turns fastest
        sums.insert(0, [sum(totals[start::count]) for start in range(count)])
        totals = [sum(totals[start : start + count]) for start in range(0, len(totals), count)]
    sums.append([sum(column) for column in zip(*lines)])
    return tuple([Marginal(first, line) for first, line in zip(counts.origin, sums)])
