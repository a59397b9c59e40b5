"""What stands in a map besides the counts, and the marks that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.page.pixels import many
from rfcalc.render.figures.shapes import POINT, Disc, Lines
from rfcalc.render.figures.style import BOX, DPI, INK, MASS, PAPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.figures.pane import Pane
    from rfcalc.render.figures.pixels import Span
    from rfcalc.render.figures.shapes import Point, Shape
    from rfcalc.reports.forms import Map

TINY = 1 / 4  # of the image, along every axis: then the picture shows the support alone
FAR, NEAR, LEAST = 1 / 25, 1 / 4, 2  # room around the image, around a support alone, and in pixels
REACH = 1 / 8  # how far a box may lie outside of what is shown and still widen it
THIN = 0.6  # inches that either side of a panel has at least

CENTER, WHOLE = 4.2 * POINT, 2.1 * POINT  # half the sizes of the marks of the box' center and of the image's
FAINT = 0.75  # opacity of what keeps a line apart from any color below it


class Marks(NamedTuple):
    """What stands along one axis besides the counts, in pixels."""

    axis: str
    view: Span  # what is shown
    box: Span
    image: Span | None  # None: its size is not known
    center: float
    mass: float
    unit: str  # what is counted along the axis: px, or by their name


def marks_of(report: Map, *, near: bool = False) -> list[Marks]:
    """Return what is marked along each axis; a field that is tiny in its image is shown from near.

    ``near``: what counts fills the view, with a small margin.
    """
    form = report.form
    support = form.counted or ()
    tiny = all(end - first < (n or 0) * TINY for (first, end), n in zip(support, report.input))
    marks = []
    unit = many(report.pixel) if report.pixel.name else "px"
    along = zip(report.axes, support, form.box or (), report.input, form.center or (), form.mass or ())
    for axis, (first, end), box, n, center, mass in along:
        view = close_to((first, end)) if near else _view((first, end), box, n, tiny=tiny)
        image = None if n is None else (0, n)
        marks.append(Marks(axis, view, box, image, float(center), mass, unit))
    return marks


def close_to(support: Span) -> Span:
    """Return what is shown along an axis where a support shall fill the view."""
    room = max(1, round((support[1] - support[0]) * FAR))
    return (support[0] - room, support[1] + room)


def _view(support: Span, box: Span, n: int | None, *, tiny: bool) -> Span:
    """Return what is shown along an axis: the image, or the support alone, and a box that ends little beyond."""
    first, end = support
    low, high = (first, end) if tiny or n is None else (min(first, 0), max(end, n))
    reach = round((high - low) * REACH)
    low = box[0] if 0 < low - box[0] <= reach else low
    high = box[1] if 0 < box[1] - high <= reach else high
    room = max(LEAST, round((high - low) * (NEAR if tiny else FAR)))
    return (low - room, high + room)


def lengths(views: Sequence[Span], limit: float) -> list[float]:
    """Return how many inches each side takes, the longest at most ``limit``: every pixel as many dots as the others."""
    spans = [end - first for first, end in views]
    dots, longest = round(limit * DPI), max(spans)
    each = dots // longest or 1 / -(-longest // dots)
    return [max(span * each / DPI, THIN) for span in spans]


def image_mark(at: Point) -> list[Shape]:
    """Return the mark of the center of the image."""
    (x, y), size = at, WHOLE
    return _kept_apart(
        [[(x - size, y - size), (x + size, y + size)], [(x - size, y + size), (x + size, y - size)]], INK, 1.3, PAPER
    )


def center_mark(at: Point) -> list[Shape]:
    """Return the mark of the center of the box."""
    (x, y), size = at, CENTER
    return _kept_apart([[(x - size, y), (x + size, y)], [(x, y - size), (x, y + size)]], BOX, 1.6, INK)


def mass_mark(at: Point) -> list[Shape]:
    """Return the mark of the center of mass."""
    return [Disc(at, 3.5, MASS, INK, 0.8)]


def marked(pane: Pane, marks: Sequence[Marks], height: float | None = None) -> list[Shape]:
    """Return the marks of all centers in a pane, the box' above the others; along one axis all at a height."""
    shapes: list[Shape] = []
    across, down = marks[-1], marks[0]
    places = [(mass_mark, across.mass, down.mass), (center_mark, across.center, down.center)]
    if across.image and down.image:
        places.insert(0, (image_mark, sum(across.image) / 2, sum(down.image) / 2))
    for mark, x, y in places:
        if height is not None:
            y = height  # noqa: PLW2901
        if pane.holds(x, y):
            shapes += mark(pane.point(x, y))
    return shapes


def _kept_apart(strokes: Sequence[Sequence[Point]], color: str, width: float, halo: str) -> list[Shape]:
    return [Lines(strokes, halo, width + 1.2, opacity=FAINT), Lines(strokes, color, width)]
