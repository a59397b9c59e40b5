"""What pictures are made of: shapes, the lower ones first, whatever program draws them.

Places are inches from the upper left corner of the picture; letters, lines and radii are measured in points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.render.figures.style import INK, SMALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    Point = tuple[float, float]
    """Right of the left edge, below the upper one."""

POINT = 1 / 72
"""Inches of a point."""
LEFT, MIDDLE, RIGHT = "left", "middle", "right"
"""Where a text stands: right of its place, around it, left of it."""


class Text(NamedTuple):
    """A line of text, its place on its base line."""

    at: Point
    text: str
    color: str = INK
    size: float = SMALL
    bold: bool = False
    stands: str = LEFT
    upwards: bool = False  # turned to be read from below


class Lines(NamedTuple):
    """Lines through points, each apart from the others."""

    strokes: Sequence[Sequence[Point]]
    color: str
    width: float
    dashes: tuple[float, ...] = ()  # lengths in points: drawn, left out, and so on
    opacity: float = 1


class Area(NamedTuple):
    """Polygons of one color; sharp ones have edges of whole dots, so that nothing shines through between neighbors."""

    corners: Sequence[Sequence[Point]]
    color: str
    edge: str = ""  # color of a line around each
    width: float = 0
    sharp: bool = False


class Disc(NamedTuple):
    """A filled circle with a line around it."""

    at: Point
    radius: float
    color: str
    edge: str
    width: float


class Heat(NamedTuple):
    """A rectangle of equal cells, each a step of the colors of counts; nothing is drawn of ``None``."""

    at: Point
    size: tuple[float, float]  # width and height
    rows: list[list[int | None]]


Shape = Text | Lines | Area | Disc | Heat


class Drawing(NamedTuple):
    """A picture."""

    width: float
    height: float
    title: str
    about: str  # what it shows, for those who cannot see it
    shapes: tuple[Shape, ...]


def rectangle(left: float, top: float, right: float, bottom: float) -> list[Point]:
    """Return the corners of a rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def below(top: float, text: str, left: float, size: float = SMALL, color: str = INK, *, bold: bool = False) -> Text:
    """Return a text whose upper edge, not its base line, is at a place."""
    return Text((left, top + ASCENT * size * POINT), text, color, size, bold)


ASCENT = 0.76
"""How high the highest letters are, in sizes of their font."""
