"""The picture of one map: panels, and beside or below them what they mean and the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.render.bars import bars
from rfcalc.render.canvas import QUIET, SMALL, Sheet
from rfcalc.render.captions import (
    MARGIN,
    ROW,
    TITLE,
    about,
    color_bar,
    head,
    legend,
    meaning,
    numbers,
    numbers_of,
    titled,
)
from rfcalc.render.panels import lengths, marks_of, panel
from rfcalc.render.pixels import pixels_of, scale_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from rfcalc.analysis.paths import PathCounts
    from rfcalc.render.panels import Marks
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


def map_sheet(report: Map, counts: PathCounts, *, log: bool) -> Figure:
    """Return the figure of a map."""
    shown = pixels_of(counts, log=log)
    scale = scale_of(shown, log=log)
    marks = marks_of(report)
    told = meaning(report, log=log)
    rows = numbers_of(report)
    sides = _sides(marks)
    beside = len(sides) == 1 and sides[0][1] <= SIDE  # a panel that leaves room beside it
    left = LEFT + sides[0][1] + GAP if beside else MARGIN
    wide = max(left + COLUMN + MARGIN, LEAST) if beside else WIDTH
    lines = titled(report, wide - 2 * MARGIN)
    top = MARGIN + len(lines) * TITLE + ABOUT + (len(marks) > 2) * ABOVE  # noqa: PLR2004
    low = top + max(height for height, _ in sides) + BELOW
    if beside:
        keys = top
        places = [(left, top + KEYS + COLORS, rows)]
        sheet = Sheet(wide, max(low, top + KEYS + COLORS + len(rows) * ROW + MARGIN))
    else:
        half = len(rows) // 2
        while not rows[half][0]:  # a number of several axes stays together
            half += 1
        keys = low + MARGIN / 2
        places = [(left + GAP + COLUMN, keys, rows[:half]), (left + GAP + 2 * COLUMN + GAP, keys, rows[half:])]
        sheet = Sheet(wide, keys + max(max(half, len(rows) - half) * ROW, KEYS + COLORS) + MARGIN)
    head(sheet, lines, about(report))
    color_bar(sheet, left, keys + KEYS, COLUMN - MARGIN, scale, told)
    for place in places:
        numbers(sheet, *place)
    smooth = False
    for at, (pixels, (height, width)) in enumerate(zip(shown, sides)):
        axes = sheet.axes(LEFT + at * (LEFT + EACH), top, width, height)
        if len(marks) == 1:
            bars(axes, pixels, marks[0], scale)
            continue
        others = marks[:at] + marks[at + 1 :] if len(marks) > 2 else marks  # noqa: PLR2004 - of three axes, two
        smooth |= panel(axes, pixels, others, scale)
        if len(marks) > 2:  # noqa: PLR2004
            axes.set_title(f"sum along {marks[at].axis}", color=QUIET, fontsize=SMALL, loc="left", pad=4)
    legend(sheet, left, keys, marks, smooth=smooth)
    return sheet.figure


def _sides(marks: list[Marks]) -> list[tuple[float, float]]:
    """Return height and width of each panel in inches."""
    views = [along.view for along in marks]
    if len(views) == 1:
        return [(BARS, FULL)]
    if len(views) == 2:  # noqa: PLR2004 - one image
        down, across = (end - first for first, end in views)
        height, width = lengths(views, SIDE if across < down * WIDE else FULL)
        return [(height, width)]
    pairs = [lengths(views[:along] + views[along + 1 :], EACH) for along in range(3)]
    return [(height, width) for height, width in pairs]
