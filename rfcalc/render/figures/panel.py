"""A map drawn as colors: counts along two axes, with all that is marked in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.render.figures.marks import marked
from rfcalc.render.figures.pane import axis_below, axis_beside, framed, round_values
from rfcalc.render.figures.pixels import outline, reduced, smoothed
from rfcalc.render.figures.shapes import Area, Heat, Lines
from rfcalc.render.figures.style import BOX, DPI, IMAGE, INK, RIM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.figures.marks import Marks
    from rfcalc.render.figures.pane import Pane
    from rfcalc.render.figures.pixels import Pixels, Scale
    from rfcalc.render.figures.shapes import Shape

DASHES = (7, 4.2)
TICKS, MOST_TICKS = 4, 8  # to an inch, and along an axis
FINE, ROUGH = 8, 10  # dots of a pixel, and lengths of a line against the side of a square of equal area
AROUND = 8  # pixels of the window that smooths a line: grids have a period of 2, 4 or 8


class Rim(NamedTuple):
    """The line around the effective receptive field."""

    lines: Sequence[Sequence[tuple[int, int]]]  # in pixels, x first
    smooth: bool  # because a grid would make many lines where pixels are small


def panel(pane: Pane, pixels: Pixels, rim: Rim, marks: Sequence[Marks], scale: Scale) -> list[Shape]:
    """Return counts along two axes as colors, with box, image, centers and effective receptive field."""
    down, across = marks
    shapes: list[Shape] = []
    if down.image and across.image:
        shapes.append(Area([pane.area(across.image, down.image)], IMAGE))
    shapes.append(shown(pane, pixels, scale))
    if down.image and across.image:
        shapes.append(Lines(pane.edges(across.image, down.image), INK, 0.9))
    lines = [[pane.point(*at) for at in line] for line in rim.lines]
    shapes += [Lines(lines, INK, 2.1), Lines(lines, RIM, 1.1)]  # the wider one keeps it apart from any color below
    shapes.append(Lines(pane.edges(across.box, down.box), BOX, 1.4, DASHES))
    return shapes + marked(pane, marks)


def panel_axes(pane: Pane, marks: Sequence[Marks]) -> list[Shape]:
    """Return the axes of a map of two."""
    down, across = marks
    return [
        framed(pane),
        *axis_below(pane, _ticks(pane.across, pane.width), f"{across.axis} ({across.unit})"),
        *axis_beside(pane, _ticks(pane.down, pane.height), f"{down.axis} ({down.unit})"),
    ]


def _ticks(ends: tuple[float, float], inches: float) -> dict[float, str]:
    return round_values(ends, min(MOST_TICKS, round(inches * TICKS)))


def rim_of(pixels: Pixels, across: Marks, width: float) -> Rim:
    """Return the line around the effective receptive field in a pane of a width in inches."""
    lines = outline(pixels.effective, pixels.spans)
    length = sum(x - left + y - top for (left, top), (x, y) in lines)
    dots = width * DPI / (across.view[1] - across.view[0])
    if dots >= FINE or length <= ROUGH * float(sum(map(sum, pixels.effective))) ** 0.5:
        return Rim(lines, smooth=False)
    return Rim(outline(smoothed(pixels.effective, AROUND), pixels.spans), smooth=True)


def shown(pane: Pane, pixels: Pixels, scale: Scale) -> Heat:
    """Return counts along two axes as colors; where a dot stands for several pixels, it is their largest."""
    (left, right), (top, bottom) = pane.across, pane.down
    block = max(1, round(max((right - left) / pane.width, (bottom - top) / pane.height) / DPI))
    values = reduced(pixels.values, block)
    down, across = (span[0] for span in pixels.spans)
    start = pane.point(across, down)
    end = pane.point(across + len(values[0]) * block, down + len(values) * block)
    levels = [[None if value is None else scale.level(value) for value in row] for row in values]
    return Heat(start, (end[0] - start[0], end[1] - start[1]), levels)
