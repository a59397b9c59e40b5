"""The picture of one map: panels, and beside or below them what they mean and the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.analysis.planes import DRAWN
from rfcalc.render.figures.bars import bars
from rfcalc.render.figures.legend import MARGIN, ROW, TITLE, color_bar, head, legend, numbers, titled
from rfcalc.render.figures.panel import lengths, marks_of, panel
from rfcalc.render.figures.pixels import pixels_of, scale_of
from rfcalc.render.figures.style import QUIET, SMALL, Sheet
from rfcalc.render.figures.words import about_counts, meaning, numbers_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from rfcalc.render.figures.pixels import Span
    from rfcalc.reports.forms import Map

WIDTH, LEAST = 8.0, 5.5  # inches of a picture with captions below, and at least of one with captions beside
ABOUT, ABOVE = 0.35, 0.2  # inches of the line below the title, and of one above each of three panels
LEFT, BELOW = 0.62, 0.48  # inches of the numbers along the axes of a panel
FULL = WIDTH - LEFT - MARGIN  # inches of the width of a panel that has nothing beside it
SIDE, WIDE = 4.85, 2  # inches of the longest side of one that has; an image is that much wider than high else
EACH = 1.85  # inches of the longest side of one of three
BARS = 2.4  # inches of the height of bars
GAP, COLUMN = 0.3, 2.35  # inches between, and of a column of captions
KEYS, COLORS = 1.2, 0.68  # inches of the height of the legend and of the color bar


def map_figure(report: Map, *, log: bool) -> Figure:
    """Return the figure of a map, which must have counts: a panel for each of its planes."""
    planes = report.planes
    shown = [pixels_of(plane, log=log) for plane in planes]
    scale = scale_of(shown, log=log)
    marks = marks_of(report)
    told = meaning(report, log=log)
    rows = numbers_of(report)
    sides = [_side([marks[axis].view for axis in plane.axes], several=len(planes) > 1) for plane in planes]
    beside = len(sides) == 1 and sides[0][1] <= SIDE  # a panel that leaves room beside it
    left = LEFT + sides[0][1] + GAP if beside else MARGIN
    wide = max(left + COLUMN + MARGIN, LEAST) if beside else WIDTH
    lines = titled(report, wide - 2 * MARGIN)
    top = MARGIN + len(lines) * TITLE + ABOUT + (len(planes) > 1) * ABOVE
    low = top + max(height for height, _ in sides) + BELOW
    if beside:
        keys = top
        places = [(left, top + KEYS + COLORS, rows)]
        sheet = Sheet(wide, max(low, top + KEYS + COLORS + len(rows) * ROW + MARGIN))
    else:
        half = len(rows) // 2
        while not rows[half].name:  # a number of several axes stays together
            half += 1
        keys = low + MARGIN / 2
        places = [(left + GAP + COLUMN, keys, rows[:half]), (left + GAP + 2 * COLUMN + GAP, keys, rows[half:])]
        sheet = Sheet(wide, keys + max(max(half, len(rows) - half) * ROW, KEYS + COLORS) + MARGIN)
    head(sheet, lines, about_counts(report))
    color_bar(sheet, (left, keys + KEYS, COLUMN - MARGIN), scale, told, rim=not log and len(planes) == 1)
    for place in places:
        numbers(sheet, *place)
    smooth = False
    for at, (plane, pixels, (height, width)) in enumerate(zip(planes, shown, sides)):
        axes = sheet.axes(LEFT + at * (LEFT + EACH), top, width, height)
        along = [marks[axis] for axis in plane.axes]
        if len(along) < DRAWN:
            bars(axes, pixels, along[0], scale)
            continue
        smooth |= panel(axes, pixels, along, scale)
        for axis in set(range(len(marks))) - set(plane.axes):
            axes.set_title(f"sum along {marks[axis].axis}", color=QUIET, fontsize=SMALL, loc="left", pad=4)
    legend(sheet, left, keys, marks, smooth=smooth)
    return sheet.figure


def _side(views: list[Span], *, several: bool) -> tuple[float, float]:
    """Return height and width of a panel in inches."""
    if len(views) < DRAWN:
        return (BARS, FULL)
    (down, across) = (end - first for first, end in views)
    height, width = lengths(views, EACH if several else SIDE if across < down * WIDE else FULL)
    return (height, width)
