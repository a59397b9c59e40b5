"""The picture of how far features see through the depth of several networks: a line for each, in two panels."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from rfcalc.page.pixels import many
from rfcalc.page.spelling import rounded
from rfcalc.page.words import counted, input_size
from rfcalc.render.figures.curves import Upwards, grid, symbols
from rfcalc.render.figures.growth import LEFT, TALL, WIDTH
from rfcalc.render.figures.legend import MARGIN, ROW, Head
from rfcalc.render.figures.pane import Pane, axis_below, axis_beside, cornered, round_values
from rfcalc.render.figures.shapes import POINT, Drawing, Lines, Text
from rfcalc.render.figures.style import BOX, ERF, FORMULA, INK, PLAIN, RF
from rfcalc.render.svg.widths import shortened, width_of
from rfcalc.reports.form_page import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.render.figures.shapes import Point, Shape
    from rfcalc.reports.forms import Growth, GrowthRow

ABOUT, BELOW = 0.5, 0.5  # inches from the last line below the title to the panels, and below them
ACROSS = 2  # names of networks beside one another
MARKED = 12  # marks on a line, at most
MOST_TICKS = 8
LINE, RADIUS = 1.5, 2.25  # points of a line's width and of its marks' radius
HANDLE, WORDS = 0.5, 0.1  # inches of a line's width in the legend, and from there to its name
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
    head = Head.of(title, [about], WIDTH)
    high = head.last + ABOUT
    shapes = head.shapes()
    for at, (name, size) in enumerate(panels):
        pane = Pane.at((LEFT + at * (LEFT + wide), high, wide, TALL), depths, (scale.high, scale.low))
        shapes += [Text((pane.left, pane.top - 6 * POINT), name, size=PLAIN), grid(pane, scale.ticks())]
        for nth, report in enumerate(reports):
            points = [pane.point(row.depth, scale.value(size(row))) for row in report.curve]
            shapes += _line(nth, points, points[:: ceil(len(points) / MARKED)])
        shapes += [
            cornered(pane),
            *axis_below(pane, round_values(depths, MOST_TICKS), "layers with a window, on the longest way"),
            *axis_beside(pane, scale.ticks(), "" if at else unit),
        ]
    names = [_name(report) for report in reports]
    down = ceil(len(reports) / ACROSS)
    low = high + TALL + BELOW
    for nth, name in enumerate(names):
        left, y = LEFT + nth // down * (WIDTH - LEFT) / ACROSS, low + (nth % down + 0.5) * KEY
        shapes += _line(nth, [(left, y), (left + HANDLE, y)], [(left + HANDLE / 2, y)])
        shapes.append(Text((left + HANDLE + WORDS, y + 0.36 * PLAIN * POINT), name, size=PLAIN))
    ends = [
        f"{name}: rf {rounded(each.curve[-1].rf)}, erf {rounded(each.curve[-1].erf)}"
        for name, each in zip(names, reports)
    ]
    about += f" At the largest depth: {'; '.join(ends)}."
    return Drawing(WIDTH, low + down * KEY + MARGIN, title, about, tuple(shapes))


def _name(report: Growth) -> str:
    """Return a network's name, as much of it as fits half a picture, and the size of its input."""
    room = (WIDTH - LEFT) / ACROSS - HANDLE - WORDS - MARGIN
    rest = f", {input_size(report.input)}"
    return shortened(report.network, room / POINT - width_of(rest, PLAIN), PLAIN) + rest


def _line(nth: int, points: Sequence[Point], marked: Sequence[Point]) -> list[Shape]:
    """Return the line of one network, with marks at some of its points."""
    color = COLORS[nth % len(COLORS)]
    line = Lines([points], color, LINE, DASHES[nth % len(DASHES)])
    return [line, *symbols(MARKERS[nth % len(MARKERS)], marked, RADIUS, color)]
