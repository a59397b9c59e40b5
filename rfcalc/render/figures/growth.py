"""The picture of how far features see through the depth of a network."""

from __future__ import annotations

from math import ceil, prod
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import escaped
from rfcalc.page.parts import Title, part_of
from rfcalc.page.pixels import counted_in, many
from rfcalc.page.spelling import number, rounded
from rfcalc.render.figures.curves import Upwards, grid, symbols
from rfcalc.render.figures.legend import MARGIN, ROW, Head
from rfcalc.render.figures.pane import HEIGHT, ROOM, Pane, axis_beside, cornered, names_below
from rfcalc.render.figures.shapes import MIDDLE, POINT, Area, Drawing, Lines, Text, rectangle
from rfcalc.render.figures.style import ERF, FORMULA, PAPER, PLAIN, QUIET, RF, SMALL
from rfcalc.render.svg.widths import shortened, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.figures.shapes import Shape
    from rfcalc.reports.forms import Growth, GrowthRow

WIDTH, TALL = 8.0, 3.6  # inches of the picture's width, and of the height of its axes
ABOUT, LEFT = 0.3, 0.62  # inches from the last line below the title to the axes, and beside them
BELOW = 0.42  # inches below them, besides names
LONGEST, NAMES = 280, 36  # points of a name, and names at most
HANDLE, WORDS, KEY = 0.25, 0.08, 0.19  # inches of a line's width in the legend, to its words, and from line to line


class Curve(NamedTuple):
    """A line through the depth."""

    name: str
    color: str
    width: float
    points: tuple[tuple[float, float], ...]  # depth and size
    dashes: tuple[float, ...] = ()
    all: tuple[tuple[float, float], ...] = ()  # those of layers on other branches too


def curves_of(report: Growth) -> list[Curve]:
    """Return what is drawn of a growth; where branches are equally deep, lines go through what sees farthest."""
    rows, farthest = report.rows, report.curve
    curves = [
        Curve("rf", RF, 2.6, _points(farthest, "rf"), all=_points(rows, "rf")),
        Curve("effective field (erf)", ERF, 1.4, _points(farthest, "erf"), all=_points(rows, "erf")),
    ]
    formula = [row for row in farthest if row.law]
    if formula:
        curves.append(Curve("erf_formula", FORMULA, 1.4, _points(formula, "law"), (5.6, 2.8)))
    known = [n for n in report.input if n is not None]
    if len(known) == len(report.input):
        side = prod(known) ** (1 / len(known))
        name = f"input ({counted_in(report.pixel, rounded(side))})"
        ends = _ends(report)
        curves.append(Curve(name, QUIET, 1, tuple([(end, side) for end in ends]), (1, 2)))
    return curves


def growth_figure(report: Growth) -> Drawing:
    """Return the picture of a growth, which must have rows."""
    names = names_of(report)
    longest = max(width_of(name, SMALL) for name in names.values()) * POINT
    wide, (first, last) = WIDTH - LEFT - MARGIN, _ends(report)
    upwards = longest * len(names) > wide or longest / 2 > wide / (last - first) / 2 + MARGIN
    title, about = escaped(report.network), part_of(report.page(), Title).about
    head = Head.of(title, [about], WIDTH)
    top = head.last + ABOUT
    low = top + TALL + (longest if upwards else ROW) + BELOW
    curves = curves_of(report)
    sizes = [size for curve in curves for _, size in (*curve.points, *curve.all)]
    scale = Upwards.of(sizes, (min(row.erf for row in report.rows), max(row.rf for row in report.rows)))
    pane = Pane.at((LEFT, top, wide, TALL), (first, last), (scale.high, scale.low))
    unit = many(report.pixel) + " (geometric mean of the axes)" * report.averaged
    shapes: list[Shape] = [*head.shapes(), grid(pane, scale.ticks())]
    for curve in curves:
        shapes.append(Lines([_drawn(pane, scale, curve.points)], curve.color, curve.width, curve.dashes))
        shapes += symbols("disc", _drawn(pane, scale, curve.all), 1 + curve.width / 2, curve.color)
    shapes += [
        cornered(pane),
        *axis_beside(pane, scale.ticks(), unit),
        *names_below(pane, {float(depth): name for depth, name in names.items()}, upwards=upwards),
        Text((pane.left + pane.width / 2, low - MARGIN + HEIGHT / 2), "layers through the depth", QUIET, stands=MIDDLE),
        *_legend(pane, curves),
    ]
    return Drawing(WIDTH, low + ROOM, title, _described(report, about), tuple(shapes))


def names_of(report: Growth) -> dict[int, str]:
    """Return as many depths as fit, each with the name of the layer that sees farthest there."""
    curve = report.curve
    return {row.depth: shortened(row.layer, LONGEST, SMALL) for row in curve[:: ceil(len(curve) / NAMES)]}


def _points(rows: Sequence[GrowthRow], size: str) -> tuple[tuple[float, float], ...]:
    return tuple([(row.depth, getattr(row, size)) for row in rows])


def _ends(report: Growth) -> tuple[float, float]:
    """Return the depths at both edges."""
    depths = [row.depth for row in report.rows]
    return min(depths) - 0.5, max(depths) + 0.5


def _drawn(pane: Pane, scale: Upwards, points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [pane.point(depth, scale.value(size)) for depth, size in points]


def _legend(pane: Pane, curves: Sequence[Curve]) -> list[Shape]:
    """Return what the lines are, in the lower right corner, where few of them go."""
    left = pane.right - max(width_of(curve.name, PLAIN) for curve in curves) * POINT
    corners = rectangle(left - HANDLE - WORDS, pane.bottom - (len(curves) + 0.3) * KEY, pane.right, pane.bottom - 0.02)
    shapes: list[Shape] = [Area([corners], PAPER)]  # no line of the grid goes through words
    for at, curve in enumerate(curves, start=1):
        y = pane.bottom - (len(curves) - at + 0.8) * KEY
        line = [(left - HANDLE - WORDS, y), (left - WORDS, y)]
        shapes.append(Lines([line], curve.color, curve.width, curve.dashes))
        if curve.all:
            shapes += symbols("disc", [(left - HANDLE / 2 - WORDS, y)], 1 + curve.width / 2, curve.color)
        shapes.append(Text((left, y + 0.36 * PLAIN * POINT), curve.name, size=PLAIN))
    return shapes


def _described(report: Growth, about: str) -> str:
    last = report.curve[-1]
    sizes = f"rf {number(last.rf)}, erf {rounded(last.erf)} {many(report.pixel)}"
    return f"{about} At the depth of {last.depth} layers {escaped(last.layer)} has {sizes}."
