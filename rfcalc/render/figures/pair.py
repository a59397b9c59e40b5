"""The picture of two maps, before and after a remedy: beside one another or in rows, in the same colors."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rfcalc.analysis.planes import DRAWN
from rfcalc.page.spelling import amount
from rfcalc.render.figures.legend import MARGIN, ROW, Head, color_bar, legend
from rfcalc.render.figures.map import ABOUT, ABOVE, BELOW, COLORS, COLUMN, FULL, GAP, KEYS, LEFT, NARROW, WIDTH
from rfcalc.render.figures.marks import marks_of
from rfcalc.render.figures.panels import EACH, draw, panels_of
from rfcalc.render.figures.pixels import peak_of, scale_of
from rfcalc.render.figures.shapes import Drawing, below
from rfcalc.render.figures.style import INK, QUIET
from rfcalc.render.figures.words import about_counts, described
from rfcalc.reports.form_numbers import OF_A_MAP
from rfcalc.reports.place_page import subject

if TYPE_CHECKING:
    from rfcalc.render.figures.panels import Panels
    from rfcalc.render.figures.pixels import Share
    from rfcalc.render.figures.shapes import Shape
    from rfcalc.render.values import Look
    from rfcalc.reports.map_pair import MapPair

HALF = (WIDTH - 2 * LEFT - MARGIN) / 2  # inches of the width of one of two panels beside one another
NAME, VALUE = 0.95, 1.95  # inches of the names of numbers, and of those before
WHEN = ("before", "after")


def pair_figure(pair: MapPair, look: Look) -> Drawing:
    """Return the figure of two maps, which must have counts; their colors stand for shares of all paths of each."""
    peaks, shown = _shown(pair, look)
    scale = scale_of([pixels for each in shown for pixels in each.pixels], log=look.log)
    beside = len(pair.before.axes) == DRAWN
    head = Head.of(subject(pair.before), [f"{about_counts(pair.before)} {pair.told}"], WIDTH)
    several = len(peaks) > 1
    top = head.last + ABOUT + ABOVE * (1 + several)
    height = max(each.height for each in shown)
    rows = _rows(pair)
    step = (LEFT + HALF, 0.0) if beside else (0.0, height + BELOW + ABOVE * (1 + several))  # to the second map
    keys = top + height + step[1] + BELOW + MARGIN / 2
    shapes = head.shapes()
    for at, (each, when) in enumerate(zip(shown, WHEN)):
        place = (LEFT + at * step[0], top + at * step[1])
        shapes.append(below(place[1] - ABOVE * (1 + several), when, place[0], bold=True))
        shapes += draw(each, scale, place, LEFT, bare=False)
    smooth = any(each.smooth for each in shown)
    shapes += legend(MARGIN, keys, shown[0].marks, smooth=smooth)
    colors = (MARGIN, keys + KEYS, COLUMN - MARGIN)
    shapes += color_bar(colors, scale, _meaning(peaks, log=look.log), rim=False)
    shapes += _numbers(rows, MARGIN + COLUMN + GAP, keys)
    high = keys + max(ROW * (len(rows) + 1), KEYS + COLORS) + MARGIN
    return Drawing(WIDTH, high, subject(pair.before), _described(pair), tuple(shapes))


def bare_pair_figure(pair: MapPair, look: Look) -> Drawing:
    """Return the panels of two maps alone."""
    _, shown = _shown(pair, look)
    scale = scale_of([pixels for each in shown for pixels in each.pixels], log=look.log)
    height = max(each.height for each in shown)
    others = len(shown[0].panels) - 1
    width = max(others * (EACH + NARROW) + each.panels[-1].width for each in shown)
    beside = len(pair.before.axes) == DRAWN
    step = (width + NARROW, 0.0) if beside else (0.0, height + NARROW)
    shapes = [
        shape
        for at, each in enumerate(shown)
        for shape in draw(each, scale, (at * step[0], at * step[1]), NARROW, bare=True)
    ]
    return Drawing(width + step[0], height + step[1], subject(pair.before), _described(pair), tuple(shapes))


def _described(pair: MapPair) -> str:
    return f"{pair.told} Before: {described(pair.before)} After: {described(pair.after)}"


def _shown(pair: MapPair, look: Look) -> tuple[list[Share], list[Panels]]:
    """Return the largest share of each plane, and the panels of both maps, which show the same part of the image."""
    maps = (pair.before, pair.after)
    peaks = [peak_of(planes) for planes in zip(*[each.planes for each in maps])]
    marks = [marks_of(each, near=look.near) for each in maps]
    views = [(min(a.view[0], b.view[0]), max(a.view[1], b.view[1])) for a, b in zip(*marks)]
    return peaks, [
        panels_of(report, [along._replace(view=view) for along, view in zip(each, views)], look, (FULL, HALF), peaks)
        for report, each in zip(maps, marks)
    ]


def _meaning(peaks: list[Share], *, log: bool) -> str:
    """Return what the colors stand for."""
    if log:
        return "both maps: share of all paths (log)"
    if len(peaks) > 1:
        return "both maps: share of all paths (% of most)"
    return f"both maps: 100% = {amount(float(100 * peaks[0]))}% of all paths"


def _rows(pair: MapPair) -> list[tuple[str, str, str]]:
    """Return names and numbers before and after; where the axes differ, a row for each of them, x first."""
    rows = []
    for each in OF_A_MAP:
        before, after = (
            [f"{axis} {word}".lstrip() for axis, word in each.by_axis(report.form, report.axes)]
            for report in (pair.before, pair.after)
        )
        for at, (one, other) in enumerate(zip_longest(before, after, fillvalue="")):
            rows.append((each.named(pair.before.axes) * (not at), one, other))
    return rows


def _numbers(rows: list[tuple[str, str, str]], left: float, top: float) -> list[Shape]:
    """Return names and values before and after below one another."""
    columns = (left, left + NAME, left + NAME + VALUE)
    shapes: list[Shape] = [below(top, word, at, color=QUIET, bold=True) for at, word in zip(columns[1:], WHEN)]
    for at, row in enumerate(rows, start=1):
        for place, value in zip(columns, row):
            color = QUIET if place == left else INK
            shapes += [below(top + at * ROW, value, place, color=color)] if value else []
    return shapes
