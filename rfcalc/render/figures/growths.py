"""The picture of how far features see through the depth of several networks: a line for each, in two panels."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from rfcalc.page.pixels import many
from rfcalc.page.spelling import number
from rfcalc.page.words import counted, input_size
from rfcalc.render.figures.growth import LEFT, TALL, WIDE, WIDTH
from rfcalc.render.figures.legend import MARGIN, ROW, head
from rfcalc.render.figures.style import BOX, ERF, FORMULA, IMAGE, INK, PLAIN, RF, Sheet
from rfcalc.render.figures.words import shortened
from rfcalc.reports.form_page import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

    from rfcalc.reports.forms import Growth, GrowthRow

TOP, BELOW = 0.95, 0.5  # inches above the panels, and below them
ACROSS = 2  # names of networks beside one another
LETTERS = 52  # of a network's name and the size of its input
MARKED = 12  # marks on a line, at most

COLORS = (RF, ERF, FORMULA, BOX, INK)
MARKERS = ("o", "s", "^", "D", "v", "X", "P")
DASHES: tuple[str | tuple[int, tuple[float, ...]], ...] = ("-", (0, (5, 2)), (0, (1, 1.2)), (0, (6, 2, 1, 2)))
"""What lines are told apart by: marks and dashes alone tell 28, as their numbers have no common divisor."""


def growths_figure(reports: Sequence[Growth]) -> Figure:
    """Return the figure of how the fields of networks grow: rf on the left, the effective field on the right."""
    first = reports[0]
    rows = ceil(len(reports) / ACROSS)
    sheet = Sheet(WIDTH, TOP + TALL + BELOW + rows * ROW * 1.3 + MARGIN)
    about = f"Middle features; {terms(first.weights, first.axes, unclipped=first.unclipped)}."
    head(sheet, [f"Growth of {counted(len(reports), 'network')}"], about)
    wide = (WIDTH - 2 * LEFT - MARGIN) / 2
    rows_of_all = [row for report in reports for row in report.rows]
    bounds = (min(row.erf for row in rows_of_all), max(row.rf for row in rows_of_all))
    deepest = max(row.depth for row in rows_of_all)
    lines: list[Line2D] = []
    panels: tuple[tuple[str, Callable[[GrowthRow], float]], ...] = (
        ("rf", lambda row: row.rf),
        ("effective field (erf)", lambda row: row.erf),
    )
    for at, (name, size) in enumerate(panels):
        axes = sheet.axes(LEFT + at * (LEFT + wide), TOP, wide, TALL)
        lines = [_line(axes, nth, report, size) for nth, report in enumerate(reports)]
        axes.set_title(name, loc="left", fontsize=PLAIN)
        _scaled(axes, bounds)
        axes.set_xlim(0, deepest + 1)
        axes.set_xlabel("layers with a window, on the longest way")
        if not at:
            units = {many(report.pixel) for report in reports}
            averaged = any(report.averaged for report in reports)
            axes.set_ylabel(" or ".join(sorted(units)) + " (geometric mean of the axes)" * averaged)
    names = [f"{shortened(each.network, LETTERS // 2)}, {input_size(each.input)}" for each in reports]
    sheet.figure.legend(
        lines,
        names,
        loc="upper left",
        bbox_to_anchor=(LEFT / sheet.width, 1 - (TOP + TALL + BELOW) / sheet.height),
        ncols=ACROSS,
        frameon=False,
        fontsize=PLAIN,
        handlelength=4,
        borderpad=0,
        borderaxespad=0,
    )
    return sheet.figure


def _line(axes: Axes, at: int, report: Growth, size: Callable[[GrowthRow], float]) -> Line2D:
    """Draw the line of one network."""
    curve = report.curve
    (line,) = axes.plot(
        [row.depth for row in curve],
        [size(row) for row in curve],
        color=COLORS[at % len(COLORS)],
        linestyle=DASHES[at % len(DASHES)],
        linewidth=1.5,
        marker=MARKERS[at % len(MARKERS)],
        markersize=4.5,
        markevery=ceil(len(curve) / MARKED),
    )
    return line


def _scaled(axes: Axes, bounds: tuple[float, float]) -> None:
    """Choose the scale that shows the smallest and the largest of both panels."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    low, high = bounds
    if high < low * WIDE:
        axes.set_ylim(0, high * 1.05)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    else:
        axes.set_yscale("log", base=2, nonpositive="mask")
        axes.minorticks_off()
        axes.set_ylim(low * 0.8, high * 1.2)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
    axes.grid(axis="y", color=IMAGE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
