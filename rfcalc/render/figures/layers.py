"""The picture of many maps: small ones in rows, with the name of the layer, rf and effective field below each."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.spelling import per_axis, rounded
from rfcalc.render.figures.bars import heights, stairs
from rfcalc.render.figures.legend import MARGIN, Head
from rfcalc.render.figures.marks import close_to, lengths
from rfcalc.render.figures.pane import Pane
from rfcalc.render.figures.panel import shown
from rfcalc.render.figures.pixels import pixels_of, scale_of
from rfcalc.render.figures.shapes import MIDDLE, POINT, Area, Drawing, Text, below
from rfcalc.render.figures.style import IMAGE, QUIET, SMALL
from rfcalc.render.figures.words import about_counts
from rfcalc.render.svg.widths import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.figures.pixels import Span
    from rfcalc.render.figures.shapes import Shape
    from rfcalc.render.values import Look
    from rfcalc.reports.forms import Map

ACROSS = 6  # maps in a row at least, if there are so many; more where the rows would become many
TALLER = 0.7  # maps across for one down, in a large picture
SIDE, GAP = 1.15, 0.13  # inches of a map, and between them
LINES, LINE = 0.45, 0.13  # inches of the two lines below a map, and of one more
ABOUT = 0.29  # inches from the last line below the title to the first map
BARS = 0.6  # inches of the height of bars
APART = 0.04  # inches between names of layers at least


def layers_figure(reports: Sequence[Map], look: Look) -> Drawing:
    """Return the figure of many maps; of three axes each shows the sums along the first.

    From near each fills its place with what counts, and they are not alike in size.
    """
    first = reports[0]
    views = _views(reports)
    if len(views) > 1:
        height, width = lengths(views[-2:], SIDE)
    else:
        height, width = BARS, SIDE
    across = min(len(reports), max(ACROSS, round((len(reports) * TALLER) ** 0.5)))
    down = ceil(len(reports) / across)
    step = max(width, SIDE) + GAP
    title = escaped(first.network)
    sizes = [_sizes(report) for report in reports]
    described = "; ".join([f"{escaped(report.layer)}: {', '.join(told)}" for report, told in zip(reports, sizes)])
    shapes: list[Shape] = []
    if look.bare:
        for at, report in enumerate(reports):
            shapes += _small(report, (at % across * step, at // across * (height + GAP), width, height), views, look)
        size = (across * step - GAP, down * (height + GAP) - GAP)
        return Drawing(*size, title, f"{about_counts(first)} {described}.", tuple(shapes))
    names = [lines_of(report.layer, (step - APART) / POINT, SMALL) for report in reports]
    name_lines = max(map(len, names))
    below_each = LINES + LINE * (name_lines - 1 + any(len(told) > 1 for told in sizes))
    scales = _scales(log=look.log) + " Each is magnified until what counts fills it." * look.near
    wide = 2 * MARGIN + max(across, ACROSS) * step - GAP
    head = Head.of(title, [about_counts(first), scales], wide)
    shapes += head.shapes()
    for at, (report, name, told) in enumerate(zip(reports, names, sizes)):
        left = MARGIN + at % across * step
        top = head.last + ABOUT + at // across * (height + below_each)
        shapes += _small(report, (left, top, width, height), views, look)
        shapes += [below(top + height + 0.03 + nth * LINE, line, left) for nth, line in enumerate(name)]
        low = top + height + 0.18 + (len(name) - 1) * LINE
        shapes += [below(low + nth * LINE, line, left, SMALL - 0.5, QUIET) for nth, line in enumerate(told)]
    high = head.last + ABOUT + MARGIN + down * (height + below_each)
    return Drawing(wide, high, title, f"{about_counts(first)} {scales} {described}.", tuple(shapes))


def _scales(*, log: bool) -> str:
    if log:
        return "The colors of each map go from its fewest paths to its most, logarithmic."
    return "The colors of each map go up to its most paths."


def _views(reports: Sequence[Map]) -> list[Span]:
    """Return what all maps show along each axis: the image, and what counts beyond it."""
    views = []
    for along, n in enumerate(reports[0].input):
        spans = [report.form.counted[along] for report in reports if report.form.counted]
        if n is not None:
            spans.append((0, n))
        views.append((min(first for first, _ in spans), max(end for _, end in spans)))
    return views


def _small(report: Map, place: tuple[float, float, float, float], views: Sequence[Span], look: Look) -> list[Shape]:
    if look.near and report.form.counted:
        views, place = _from_near(report.form.counted, place)
    pane = Pane.at(place, views[-1], views[-2] if len(views) > 1 else (1, 0))
    image = [(0, n) if n is not None else view for n, view in zip(report.input, views)]
    shapes: list[Shape] = [Area([pane.area(image[-1], image[-2] if len(views) > 1 else (0, 1))], IMAGE)]
    planes = report.planes
    if not planes:
        middle = (pane.left + pane.width / 2, pane.top + pane.height / 2)
        return [*shapes, Text(middle, "no path", QUIET, stands=MIDDLE)]
    pixels = pixels_of(planes[0], log=look.log)
    scale = scale_of([pixels], log=look.log)
    if len(views) == 1:
        return shapes + stairs(pane._replace(down=heights(scale)), pixels, scale)
    return [*shapes, shown(pane, pixels, scale)]


def _from_near(
    support: Sequence[Span], place: tuple[float, float, float, float]
) -> tuple[list[Span], tuple[float, float, float, float]]:
    """Return what is shown of a support that fills its place, and how much of the place that takes."""
    views = [close_to(span) for span in support]
    if len(views) == 1:
        return views, place
    left, top, width, height = place
    high, wide = (end - first for first, end in views[-2:])
    each = min(width / wide, height / high)
    return views, (left, top, wide * each, high * each)


def _sizes(report: Map) -> list[str]:
    """Return ``rf 196, erf 71.53``; in two lines where the axes differ."""
    form = report.form
    rf = f"rf {'-' if form.rf is None else per_axis(form.rf)}"
    if form.erf is None:
        return [rf]
    erf = f"erf {rounded(form.erf)}"
    return [rf, erf] if "x" in rf else [f"{rf}, {erf}"]
