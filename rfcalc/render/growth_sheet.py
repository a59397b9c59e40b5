"""The picture of how far features see through the depth of a network."""

from __future__ import annotations

from math import ceil, prod
from typing import TYPE_CHECKING

from rfcalc.page.spelling import number, rounded
from rfcalc.render.canvas import ERF, IMAGE, LAW, PLAIN, QUIET, RF, Sheet
from rfcalc.render.captions import HEADING, MARGIN, ROW, head, shortened
from rfcalc.render.form_columns import about_growth

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from rfcalc.reports.forms import Growth, GrowthRow

WIDTH, TALL = 8.0, 3.6  # inches of the picture's width, and of the height of its axes
HEAD, LEFT = 0.75, 0.62  # inches above and beside the axes
LETTER = 0.073  # inches of a letter of a layer's name
LETTERS, NAMES = 20, 36  # of a name, and names at most
WIDE = 32  # largest against smallest, from which on powers of two read better than a linear axis


def growth_sheet(report: Growth) -> Figure:
    """Return the figure of how fields grow; where branches are equally deep, lines go through the largest."""
    names = _names(report.rows)
    longest = max(len(name) for name in names.values()) * LETTER
    upright = longest * len(names) > WIDTH - LEFT - MARGIN
    below = (longest if upright else ROW) + 0.42
    sheet = Sheet(WIDTH, HEAD + TALL + below)
    head(sheet, [shortened(report.network, HEADING)], about_growth(report))
    axes = sheet.axes(LEFT, HEAD, WIDTH - LEFT - MARGIN, TALL)
    _line(axes, [(row.depth, row.rf) for row in report.rows], RF, "rf", width=2.6)
    _line(axes, [(row.depth, row.erf) for row in report.rows], ERF, "effective field (erf)")
    law = [(row.depth, row.law) for row in report.rows if row.law]
    if law:
        _line(axes, law, LAW, "erf by the square-root law", dashed=True)
    known = [n for n in report.input if n is not None]
    if len(known) == len(report.input):
        side = prod(known) ** (1 / len(known))
        axes.axhline(side, color=QUIET, linewidth=1, linestyle=(0, (1, 2)), label=f"input ({rounded(side)} px)")
    _scaled(axes, report.rows)
    axes.set_xticks(list(names), list(names.values()), rotation=90 if upright else 0)
    axes.set_xlim(min(names) - 0.5, max(row.depth for row in report.rows) + 0.5)
    axes.set_xlabel("layers through the depth")
    axes.set_ylabel("pixels")
    axes.grid(axis="y", color=IMAGE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=PLAIN, loc="lower right")
    return sheet.figure


def _line(
    axes: Axes, points: list[tuple[int, float]], color: str, label: str, *, width: float = 1.4, dashed: bool = False
) -> None:
    """Draw all points, and a line through the largest of each depth."""
    largest = dict(sorted(points))  # the last of equal depth
    style = (0, (4, 2)) if dashed else "solid"
    axes.plot(list(largest), list(largest.values()), color=color, linewidth=width, linestyle=style, label=label)
    if not dashed:
        axes.plot(*zip(*points), color=color, linestyle="none", marker="o", markersize=2 + width)


def _scaled(axes: Axes, rows: tuple[GrowthRow, ...]) -> None:
    """Choose the scale that shows the smallest and the largest."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415 - only pictures need it

    low, high = min(row.erf for row in rows), max(row.rf for row in rows)
    if high < low * WIDE:
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        return
    axes.set_yscale("log", base=2, nonpositive="mask")
    axes.minorticks_off()
    axes.set_ylim(bottom=low * 0.8)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))


def _names(rows: tuple[GrowthRow, ...]) -> dict[int, str]:
    """Return the last layer of as many depths as fit."""
    names = {row.depth: shortened(row.layer, LETTERS) for row in rows}
    every = ceil(len(names) / NAMES)
    return dict(sorted(names.items())[::every])
