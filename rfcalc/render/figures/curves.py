"""What grows, as lines through points: how they are told apart, and the scale on which they are read."""

from __future__ import annotations

from math import ceil, floor, log2
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.page.spelling import number
from rfcalc.render.figures.pane import round_values
from rfcalc.render.figures.shapes import POINT, Area, Disc, Lines
from rfcalc.render.figures.style import IMAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.render.figures.pane import Pane
    from rfcalc.render.figures.shapes import Point, Shape

WIDE = 32  # largest against smallest, from which on powers of two read better than a linear axis
ABOVE, BELOW = 1.05, 0.8  # of the largest and of the smallest: where axes end
MOST_TICKS, MOST_POWERS = 9, 10
GRID = 0.6  # points

CORNERS: dict[str, tuple[Point, ...]] = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "up": ((0, -1.15), (1.1, 1), (-1.1, 1)),
    "diamond": ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
    "down": ((0, 1.15), (-1.1, -1), (1.1, -1)),
    "cross": (
        *((-1.2, -0.5), (-0.5, -1.2), (0, -0.7), (0.5, -1.2), (1.2, -0.5), (0.7, 0)),
        *((1.2, 0.5), (0.5, 1.2), (0, 0.7), (-0.5, 1.2), (-1.2, 0.5), (-0.7, 0)),
    ),
    "plus": (
        *((-0.5, -1.3), (0.5, -1.3), (0.5, -0.5), (1.3, -0.5), (1.3, 0.5), (0.5, 0.5)),
        *((0.5, 1.3), (-0.5, 1.3), (-0.5, 0.5), (-1.3, 0.5), (-1.3, -0.5), (-0.5, -0.5)),
    ),
}
"""Corners of marks, right and down of their place in radii; any other word is a disc."""


class Upwards(NamedTuple):
    """The scale of sizes upwards: linear, or by powers of two."""

    low: float  # at the lower edge, as `value` has it
    high: float
    powers: bool

    @classmethod
    def of(cls, sizes: Iterable[float], wide: tuple[float, float]) -> Upwards:
        """Return the scale that shows all sizes, by powers where the two of ``wide`` are far from each other."""
        shown = [size for size in sizes if size > 0]
        if wide[1] < wide[0] * WIDE:
            return cls(0, max(shown) * ABOVE, powers=False)
        return cls(log2(min(shown) * BELOW), log2(max(shown) / BELOW), powers=True)

    def value(self, size: float) -> float:
        """Return where a size lies between the two ends."""
        return log2(size) if self.powers else size

    def ticks(self) -> dict[float, str]:
        """Return which sizes are told and how, where they lie."""
        if not self.powers:
            return round_values((self.low, self.high), MOST_TICKS)
        first, last = ceil(self.low), floor(self.high)
        step = -(-(last - first) // MOST_POWERS)
        return {power: number(2.0**power) for power in range(first, last + 1, max(step, 1))}


def grid(pane: Pane, ticks: Iterable[float]) -> Lines:
    """Return a faint line through a pane at each tick."""
    return Lines([[(pane.left, pane.y(tick)), (pane.right, pane.y(tick))] for tick in ticks], IMAGE, GRID)


def symbols(kind: str, places: Sequence[Point], radius: float, color: str) -> list[Shape]:
    """Return a mark at each of some places."""
    if kind not in CORNERS:
        return [Disc(place, radius, color, "", 0) for place in places]
    size = radius * POINT
    corners = [[(x + right * size, y + down * size) for right, down in CORNERS[kind]] for x, y in places]
    return [Area(corners, color)]
