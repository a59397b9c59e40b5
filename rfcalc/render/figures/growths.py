"""The picture of how far features see through the depth of several networks: a line for each, in two panels."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from rfcalc.page.pixels import many
from rfcalc.page.spelling import rounded
from rfcalc.page.words import counted, input_size
from rfcalc.render.figures.curves import Upwards, grid, symbols
from rfcalc.render.figures.growth import LEFT, TALL, WIDTH
from rfcalc.render.figures.legend import MARGIN, ROW, head
from rfcalc.render.figures.pane import Pane, axis_below, axis_beside, cornered, round_values
from rfcalc.render.figures.shapes import POINT, Drawing, Lines, Text
from rfcalc.render.figures.style import BOX, ERF, FORMULA, INK, PLAIN, RF
from rfcalc.render.figures.words import shortened
from rfcalc.reports.form_page import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.render.figures.shapes import Point, Shape
    from rfcalc.reports.forms import Growth, GrowthRow

TOP, BELOW = 0.95, 0.5  # inches above the panels, and below them
ACROSS = 2  # names of networks beside one another
LETTERS = 52  # of a network's name and the size of its input
MARKED = 12  # marks on a line, at most
MOST_TICKS = 8
LINE, RADIUS = 1.5, 2.25  # points of a line's width and of its marks' radius
HANDLE = 0.5  # inches of a line's width in the legend
KEY = 1.3 * ROW  # inches from line to line of it

COLORS = (RF, ERF, FORMULA, BOX, INK)
MARKERS = ("disc", "square", "up", "diamond", "down", "cross", "plus")
DASHES: tuple[tuple[float, ...], ...] = ((), (7.5, 3), (1.5, 1.8), (9, 3, 1.5, 3))
"""What lines are told apart by: marks and dashes alone tell 28, as their numbers have no common divisor."""


def growths_figure(reports: Sequence[Growth]) -> Drawing:
    """Return the picture of how the fields of networks grow: rf on the left, the effective field on the right."""
    first = reports[0]
    title = f"Growth of {counted(len(reports), 'network')}"
    about = f"Middle features; {terms(first.weights, first.axes, unclipped=first.unclipped)}."
    wide = (WIDTH - 2 * LEFT - MARGIN) / 2
    rows_of_all = [row for report in reports for row in report.rows]
    bounds = (min(row.erf for row in rows_of_all), max(row.rf for row in rows_of_all))
    scale = Upwards.of(bounds, bounds)
    depths = (0, max(row.depth for row in rows_of_all) + 1)
    units = {many(report.pixel) for report in reports}
    averaged = any(report.averaged for report in reports)
    unit = " or ".join(sorted(units)) + " (geometric mean of the axes)" * averaged
    panels: tuple[tuple[str, Callable[[GrowthRow], float]], ...] = (
        ("rf", lambda row: row.rf),
        ("effective field (erf)", lambda row: row.erf),
    )
    shapes: list[Shape] = head([title], [about])
    for at, (name, size) in enumerate(panels):
        pane = Pane.at((LEFT + at * (LEFT + wide), TOP, wide, TALL), depths, (scale.high, scale.low))
        shapes += [Text((pane.left, pane.top - 6 * POINT), name, size=PLAIN), grid(pane, scale.ticks())]
        for nth, report in enumerate(reports):
            points = [pane.point(row.depth, scale.value(size(row))) for row in report.curve]
            shapes += _line(nth, points, points[:: ceil(len(points) / MARKED)])
        shapes += [
            cornered(pane),
            *axis_below(pane, round_values(depths, MOST_TICKS), "layers with a window, on the longest way"),
            *axis_beside(pane, scale.ticks(), "" if at else unit),
        ]
    names = [f"{shortened(each.network, LETTERS // 2)}, {input_size(each.input)}" for each in reports]
    down = ceil(len(reports) / ACROSS)
    top = TOP + TALL + BELOW + KEY / 2
    for nth, name in enumerate(names):
        left, y = LEFT + nth // down * (WIDTH - LEFT) / ACROSS, top + nth % down * KEY
        shapes += _line(nth, [(left, y), (left + HANDLE, y)], [(left + HANDLE / 2, y)])
        shapes.append(Text((left + HANDLE + 0.1, y + 0.36 * PLAIN * POINT), name, size=PLAIN))
    ends = [
        f"{name}: rf {rounded(each.curve[-1].rf)}, erf {rounded(each.curve[-1].erf)}"
        for name, each in zip(names, reports)
    ]
    about += f" At the largest depth: {'; '.join(ends)}."
    return Drawing(WIDTH, TOP + TALL + BELOW + down * KEY + MARGIN, title, about, tuple(shapes))


def _line(nth: int, points: Sequence[Point], marked: Sequence[Point]) -> list[Shape]:
    """Return the line of one network, with marks at some of its points."""
    color = COLORS[nth % len(COLORS)]
    line = Lines([points], color, LINE, DASHES[nth % len(DASHES)])
    return [line, *symbols(MARKERS[nth % len(MARKERS)], marked, RADIUS, color)]
