"""The picture of one map: panels, and beside or below them what they mean and the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.render.figures.legend import MARGIN, ROW, Head, color_bar, legend, numbers
from rfcalc.render.figures.marks import marks_of
from rfcalc.render.figures.panels import EACH, draw, panels_of
from rfcalc.render.figures.pixels import scale_of
from rfcalc.render.figures.shapes import Drawing
from rfcalc.render.figures.words import about_counts, described, meaning, numbers_of
from rfcalc.reports.place_page import subject

if TYPE_CHECKING:
    from rfcalc.render.values import Look
    from rfcalc.reports.forms import Map

WIDTH, LEAST = 8.0, 5.5  # inches of a picture with captions below, and at least of one with captions beside
ABOUT, ABOVE = 0.35, 0.2  # inches of the last line below the title, and of one above each of three panels
LEFT, BELOW = 0.62, 0.48  # inches of the numbers along the axes of a panel
FULL = WIDTH - LEFT - MARGIN  # inches of the width of a panel that has nothing beside it
SIDE = 4.85  # inches of the longest side of one that has
GAP, COLUMN = 0.3, 2.35  # inches between, and of a column of captions
KEYS, COLORS = 1.2, 0.68  # inches of the height of the legend and of the color bar
NARROW = 0.1  # inches between panels without axes


def map_figure(report: Map, look: Look) -> Drawing:
    """Return the figure of a map, which must have counts: a panel for each of its planes."""
    shown = panels_of(report, marks_of(report, near=look.near), look, (FULL, SIDE))
    scale = scale_of(shown.pixels, log=look.log)
    told = meaning(report, log=look.log)
    rows = numbers_of(report)
    several = len(shown.panels) > 1
    beside = not several and shown.panels[0].width <= SIDE  # a panel that leaves room beside it
    left = LEFT + shown.panels[0].width + GAP if beside else MARGIN
    wide = max(left + COLUMN + MARGIN, LEAST) if beside else WIDTH
    head = Head.of(subject(report), [about_counts(report)], wide)
    top = head.last + ABOUT + several * ABOVE
    low = top + shown.height + BELOW
    if beside:
        keys = top
        places = [(left, top + KEYS + COLORS, rows)]
        height = max(low, top + KEYS + COLORS + len(rows) * ROW + MARGIN)
    else:
        half = len(rows) // 2
        while not rows[half].name:  # a number of several axes stays together
            half += 1
        keys = low + MARGIN / 2
        places = [(left + GAP + COLUMN, keys, rows[:half]), (left + GAP + 2 * COLUMN + GAP, keys, rows[half:])]
        height = keys + max(max(half, len(rows) - half) * ROW, KEYS + COLORS) + MARGIN
    shapes = [
        *head.shapes(),
        *draw(shown, scale, (LEFT, top), LEFT, bare=False),
        *color_bar((left, keys + KEYS, COLUMN - MARGIN), scale, told, rim=not look.log and not several),
        *(shape for place in places for shape in numbers(*place)),
        *legend(left, keys, shown.marks, smooth=shown.smooth),
    ]
    return Drawing(wide, height, subject(report), described(report), tuple(shapes))


def bare_figure(report: Map, look: Look) -> Drawing:
    """Return the panels of a map alone, beside one another if it has three."""
    shown = panels_of(report, marks_of(report, near=look.near), look, (FULL, SIDE))
    scale = scale_of(shown.pixels, log=look.log)
    width = (len(shown.panels) - 1) * (EACH + NARROW) + shown.panels[-1].width
    shapes = draw(shown, scale, (0, 0), NARROW, bare=True)
    return Drawing(width, shown.height, subject(report), described(report), tuple(shapes))
