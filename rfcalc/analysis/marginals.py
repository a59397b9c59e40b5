"""Counts added up along all axes but one: where the paths end along each axis, and how far they spread."""

from __future__ import annotations

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

    def center(self) -> float:
        """Return the center of mass in pixels."""
        moment = sum((2 * position + 1) * count for position, count in enumerate(self.sums))
        return self.first + moment / (2 * sum(self.sums))

    def std(self) -> float:
        """Return the standard deviation in pixels; that of a single pixel is 0."""
        total = sum(self.sums)
        first = sum(position * count for position, count in enumerate(self.sums))
        second = sum(position * position * count for position, count in enumerate(self.sums))
        return float(((second * total - first * first) / total**2) ** 0.5)


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
