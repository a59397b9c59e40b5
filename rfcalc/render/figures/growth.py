"""The picture of how far features see through the depth of a network."""

from __future__ import annotations

from math import ceil, prod
from typing import TYPE_CHECKING

from rfcalc.page.parts import Title, part_of
from rfcalc.page.pixels import counted_in, many
from rfcalc.page.spelling import number, rounded
from rfcalc.render.figures.legend import HEADING, MARGIN, ROW, head
from rfcalc.render.figures.style import ERF, FORMULA, IMAGE, PLAIN, QUIET, RF, Sheet
from rfcalc.render.figures.words import shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from rfcalc.reports.forms import Growth, GrowthRow

WIDTH, TALL = 8.0, 3.6  # inches of the picture's width, and of the height of its axes
HEAD, LEFT = 0.75, 0.62  # inches above and beside the axes
LETTER = 0.073  # inches of a letter of a layer's name
LETTERS, NAMES = 20, 36  # of a name, and names at most
WIDE = 32  # largest against smallest, from which on powers of two read better than a linear axis


def growth_figure(report: Growth) -> Figure:
    """Return the figure of how fields grow; where branches are equally deep, lines go through what sees farthest."""
    curve = report.curve
    names = _names(curve)
    longest = max(len(name) for name in names.values()) * LETTER
    upright = longest * len(names) > WIDTH - LEFT - MARGIN
    below = (longest if upright else ROW) + 0.42
    sheet = Sheet(WIDTH, HEAD + TALL + below)
    head(sheet, [shortened(report.network, HEADING)], part_of(report.page(), Title).about)
    axes = sheet.axes(LEFT, HEAD, WIDTH - LEFT - MARGIN, TALL)
    for color, width, size, label in ((RF, 2.6, _rf, "rf"), (ERF, 1.4, _erf, "effective field (erf)")):
        points = [(row.depth, size(row)) for row in report.rows]
        axes.plot(*zip(*points), color=color, linestyle="none", marker="o", markersize=2 + width)
        line = [(row.depth, size(row)) for row in curve]
        axes.plot(*zip(*line), color=color, linewidth=width, label=label)
    formula = [(row.depth, row.law) for row in curve if row.law]
    if formula:
        axes.plot(*zip(*formula), color=FORMULA, linewidth=1.4, linestyle=(0, (4, 2)), label="erf_formula")
    known = [n for n in report.input if n is not None]
    if len(known) == len(report.input):
        side = prod(known) ** (1 / len(known))
        axes.axhline(
            side,
            color=QUIET,
            linewidth=1,
            linestyle=(0, (1, 2)),
            label=f"input ({counted_in(report.pixel, rounded(side))})",
        )
    _scaled(axes, report.rows)
    axes.set_xticks(list(names), list(names.values()), rotation=90 if upright else 0)
    axes.set_xlim(min(names) - 0.5, max(row.depth for row in report.rows) + 0.5)
    axes.set_xlabel("layers through the depth")
    axes.set_ylabel(many(report.pixel) + " (geometric mean of the axes)" * report.averaged)
    axes.grid(axis="y", color=IMAGE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=PLAIN, loc="lower right")
    return sheet.figure


def _rf(row: GrowthRow) -> float:
    return row.rf


def _erf(row: GrowthRow) -> float:
    return row.erf


def _scaled(axes: Axes, rows: tuple[GrowthRow, ...]) -> None:
    """Choose the scale that shows the smallest and the largest."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    low, high = min(row.erf for row in rows), max(row.rf for row in rows)
    if high < low * WIDE:
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        return
    axes.set_yscale("log", base=2, nonpositive="mask")
    axes.minorticks_off()
    axes.set_ylim(bottom=low * 0.8)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))


def _names(curve: tuple[GrowthRow, ...]) -> dict[int, str]:
    """Return as many depths as fit, each with its layer's name."""
    return {row.depth: shortened(row.layer, LETTERS) for row in curve[:: ceil(len(curve) / NAMES)]}
