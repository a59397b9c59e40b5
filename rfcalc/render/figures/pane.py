"""A part of a picture in which places have values: where they lie, what is cut off at its edges, and its axes."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.page.spelling import number
from rfcalc.render.figures.shapes import LEFT, MIDDLE, POINT, RIGHT, Lines, Text, rectangle
from rfcalc.render.figures.style import DPI, LINE, QUIET, SMALL
from rfcalc.render.svg.widths import width_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rfcalc.render.figures.shapes import Point, Shape

    Ends = tuple[float, float]

STEPS = (1, 2, 4, 5, 10)
TICK, PAD, ROOM = 3 * POINT, 3.5 * POINT, 5 * POINT  # length of a tick, to its label, and from there to the axis' name
HEIGHT = 0.73 * SMALL * POINT  # inches of a digit
THIN = 0.6  # points


class Pane(NamedTuple):
    """A rectangle of a picture, in inches, and the values at its edges."""

    left: float
    top: float
    width: float
    height: float
    across: Ends  # values at its left and right edge
    down: Ends  # and at its upper and lower one

    @classmethod
    def at(cls, place: tuple[float, float, float, float], across: Ends, down: Ends) -> Pane:
        """Return a pane moved to whole dots, so that the pixels of an image come out alike."""
        left, top, width, height = place
        return cls(round(left * DPI) / DPI, round(top * DPI) / DPI, width, height, across, down)

    def x(self, value: float) -> float:
        """Return how far right a value lies in the picture."""
        first, last = self.across
        return self.left + (value - first) / (last - first) * self.width

    def y(self, value: float) -> float:
        """Return how far down a value lies in the picture."""
        first, last = self.down
        return self.top + (value - first) / (last - first) * self.height

    def point(self, x: float, y: float) -> Point:
        """Return where values lie in the picture."""
        return (self.x(x), self.y(y))

    def holds(self, x: float, y: float) -> bool:
        """Return whether values lie in the pane."""
        return self.across[0] <= x <= self.across[1] and min(self.down) <= y <= max(self.down)

    def area(self, across: Ends, down: Ends) -> list[Point]:
        """Return the corners of what of a rectangle lies in the pane."""
        low, high = sorted(self.down)
        left, right = max(across[0], self.across[0]), min(across[1], self.across[1])
        return rectangle(*self.point(left, max(down[0], low)), *self.point(right, min(down[1], high)))

    def edges(self, across: Ends, down: Ends) -> list[list[Point]]:
        """Return what of a rectangle's edges lies in the pane."""
        low, high = sorted(self.down)
        left, right = max(across[0], self.across[0]), min(across[1], self.across[1])
        top, bottom = max(down[0], low), min(down[1], high)
        level = [[self.point(left, y), self.point(right, y)] for y in down if low <= y <= high]
        return level + [[self.point(x, top), self.point(x, bottom)] for x in across if left <= x <= right]

    @property
    def right(self) -> float:
        """Return where the pane ends."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return where the pane ends."""
        return self.top + self.height


def framed(pane: Pane) -> Lines:
    """Return a line around a pane."""
    corners = rectangle(pane.left, pane.top, pane.right, pane.bottom)
    return Lines([[*corners, corners[0]]], LINE, THIN)


def cornered(pane: Pane) -> Lines:
    """Return a line along the left and the lower edge of a pane."""
    return Lines([[(pane.left, pane.top), (pane.left, pane.bottom), (pane.right, pane.bottom)]], LINE, THIN)


def axis_below(pane: Pane, ticks: Mapping[float, str], name: str = "") -> list[Shape]:
    """Return ticks with their labels below a pane, and below them what is measured."""
    low = pane.bottom + TICK
    shapes: list[Shape] = [Lines([[(pane.x(value), pane.bottom), (pane.x(value), low)] for value in ticks], LINE, THIN)]
    base = low + PAD + HEIGHT
    shapes += [Text((pane.x(value), base), label, QUIET, stands=MIDDLE) for value, label in ticks.items()]
    if name:
        shapes.append(Text((pane.left + pane.width / 2, base + ROOM + HEIGHT), name, QUIET, stands=MIDDLE))
    return shapes


def labels_within(pane: Pane, ticks: Mapping[float, str]) -> list[Shape]:
    """Return ticks with their labels below a pane, none of which goes beyond its sides."""
    low, base = pane.bottom + TICK - POINT, pane.bottom + TICK + PAD + HEIGHT - 2 * POINT
    shapes: list[Shape] = [Lines([[(pane.x(value), pane.bottom), (pane.x(value), low)] for value in ticks], LINE, THIN)]
    for value, label in ticks.items():
        x, half = pane.x(value), width_of(label, SMALL) * POINT / 2
        stands, at = MIDDLE, x
        if x - half < pane.left:
            stands, at = LEFT, pane.left
        elif x + half > pane.right:
            stands, at = RIGHT, pane.right
        shapes.append(Text((at, base), label, QUIET, stands=stands))
    return shapes


def axis_beside(pane: Pane, ticks: Mapping[float, str], name: str = "") -> list[Shape]:
    """Return ticks with their labels left of a pane, and left of them what is measured."""
    end = pane.left - TICK
    shapes: list[Shape] = [Lines([[(end, pane.y(value)), (pane.left, pane.y(value))] for value in ticks], LINE, THIN)]
    shapes += [
        Text((end - PAD, pane.y(value) + HEIGHT / 2), label, QUIET, stands=RIGHT) for value, label in ticks.items()
    ]
    if name:
        widest = max(width_of(label, SMALL) for label in ticks.values()) * POINT
        left = max(end - PAD - widest - ROOM, HEIGHT + POINT)
        shapes.append(Text((left, pane.top + pane.height / 2), name, QUIET, stands=MIDDLE, upwards=True))
    return shapes


def names_below(pane: Pane, names: Mapping[float, str], *, upwards: bool) -> list[Shape]:
    """Return ticks with names below a pane, turned where they would meet."""
    if not upwards:
        return axis_below(pane, names)
    base = pane.bottom + TICK + PAD
    return [
        Lines([[(pane.x(value), pane.bottom), (pane.x(value), pane.bottom + TICK)] for value in names], LINE, THIN),
        *(
            Text((pane.x(value) + HEIGHT / 2, base), name, QUIET, stands=RIGHT, upwards=True)
            for value, name in names.items()
        ),
    ]


def round_values(ends: Sequence[float], most: int) -> dict[float, str]:
    """Return whole numbers in even steps between two ends, at most so many steps, and how they are spelled."""
    low, high = sorted(ends)
    least = max((high - low) / max(most, 1), 1)
    power = 10 ** floor(log10(least))
    step = next(each * power for each in STEPS if each * power >= least)
    return {at * step: number(at * step) for at in range(ceil(low / step), floor(high / step) + 1)}
