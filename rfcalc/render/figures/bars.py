"""A map along one axis, drawn as bars."""

from __future__ import annotations

from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from rfcalc.render.figures.marks import marked
from rfcalc.render.figures.pane import axis_below, axis_beside, framed, round_values
from rfcalc.render.figures.panel import DASHES
from rfcalc.render.figures.pixels import reduced, runs
from rfcalc.render.figures.shapes import Area, Lines
from rfcalc.render.figures.style import BOX, IMAGE, INK, RIM, heat_color
from rfcalc.render.figures.words import ticks_of

if TYPE_CHECKING:
    from rfcalc.render.figures.marks import Marks
    from rfcalc.render.figures.pane import Pane
    from rfcalc.render.figures.pixels import Pixels, Scale
    from rfcalc.render.figures.shapes import Shape

FLOOR, HEAD = 0.04, 0.12  # of the height: what the fewest paths get, and the room above the most
MOST_TICKS = 12
THINNEST = 0.01  # inches of a bar: thinner ones have no middle of a screen's dot in them, and some would not be seen


def bars(pane: Pane, pixels: Pixels, marks: Marks, scale: Scale) -> list[Shape]:
    """Return counts along one axis as bars, with box, image, centers and effective receptive field."""
    pane = pane._replace(down=heights(scale))
    top, bottom = pane.down
    shapes: list[Shape] = []
    if marks.image:
        shapes.append(Area([pane.area(marks.image, (bottom, top))], IMAGE))
    shapes += stairs(pane, pixels, scale)
    for span, color, width, dashes in ((marks.image, INK, 0.9, ()), (marks.box, BOX, 1.4, DASHES)):
        edges = [edge for edge in span or () if pane.holds(edge, top)]
        shapes.append(Lines([[pane.point(x, top), pane.point(x, bottom)] for x in edges], color, width, dashes))
    ((first, _),) = pixels.spans
    floor = [[pane.point(first + at, bottom) for at in run] for run in runs(pixels.effective[0])]
    shapes += [Lines(floor, INK, 4.2), Lines(floor, RIM, 2.8)]
    return shapes + marked(pane, [marks], top - (top - bottom) * HEAD / 2)


def bars_axes(pane: Pane, marks: Marks, scale: Scale) -> list[Shape]:
    """Return the axes of a map along one."""
    pane = pane._replace(down=heights(scale))
    return [
        framed(pane),
        *axis_below(pane, round_values(pane.across, MOST_TICKS), f"{marks.axis} ({marks.unit})"),
        *axis_beside(pane, ticks_of(scale)),
    ]


def heights(scale: Scale) -> tuple[float, float]:
    """Return the values at the upper and the lower edge of bars."""
    height = scale.high - scale.low
    return scale.high + height * HEAD, scale.low - height * FLOOR


def stairs(pane: Pane, pixels: Pixels, scale: Scale) -> list[Shape]:
    """Return counts along one axis as bars in the colors of their counts.

    Where a bar stands for several pixels, it is their largest; neighbors of equal height are one bar.
    """
    left, right = pane.across
    block = ceil((right - left) / pane.width * THINNEST)
    ((at, _),) = pixels.spans
    colored: dict[int, list[list[tuple[float, float]]]] = {}
    for value, group in groupby(reduced(pixels.values, block)[0]):
        end = at + block * len(list(group))
        if value is not None:
            bar = pane.area((at, end), (pane.down[1], value))
            colored.setdefault(scale.level(value), []).append(bar)
        at = end
    return [Area(corners, heat_color(level), sharp=True) for level, corners in sorted(colored.items())]
