"""A map drawn as colors: counts along two axes, with all that is marked in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.page.pixels import many
from rfcalc.render.figures.pixels import outline, reduced, smoothed
from rfcalc.render.figures.style import BOX, DPI, IMAGE, INK, MASS, RIM, heat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.patheffects import AbstractPathEffect

    from rfcalc.render.figures.pixels import Pixels, Scale, Span
    from rfcalc.reports.forms import Map

TINY = 1 / 4  # of the image, along every axis: then the picture shows the support alone
FAR, NEAR, LEAST = 1 / 25, 1 / 4, 2  # room around the image, around a support alone, and in pixels
REACH = 1 / 8  # how far a box may lie outside of what is shown and still widen it
THIN = 0.6  # inches that either side of a panel has at least
DASHES = (0, (5, 3))
TICKS, MOST_TICKS = 4, 8  # to an inch, and along an axis
FINE, ROUGH = 8, 10  # dots of a pixel, and lengths of a line against the side of a square of equal area
AROUND = 8  # pixels of the window that smooths a line: grids have a period of 2, 4 or 8

# Marker, its color and that of its edge, its size and the width of its lines.
MARKS: dict[str, tuple[str, str, str, float, float]] = {
    "center": ("+", BOX, BOX, 10, 1.6),
    "mass": ("o", MASS, INK, 7, 0.8),
    "image": ("x", INK, INK, 5.5, 1.3),
}


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


def panel(axes: Axes, pixels: Pixels, marks: Sequence[Marks], scale: Scale) -> bool:
    """Draw counts along two axes as colors, with box, image, centers and effective receptive field.

    Returns whether the line around the last is a smooth one: where a grid makes many lines and pixels are small.
    """
    from matplotlib.collections import LineCollection
    from matplotlib.ticker import MaxNLocator

    down, across = marks
    axes.set(xlim=across.view, ylim=down.view[::-1])
    show(axes, pixels, scale)
    if down.image and across.image:
        axes.add_patch(frame(down.image, across.image, fill=True, facecolor=IMAGE, zorder=0))
        axes.add_patch(frame(down.image, across.image, edgecolor=INK, linewidth=0.9, zorder=3))
        axes.add_line(mark("image", sum(across.image) / 2, sum(down.image) / 2))
    lines = outline(pixels.effective, pixels.spans)
    length = sum(x - left + y - top for (left, top), (x, y) in lines)
    dots = axes.get_window_extent().width / (across.view[1] - across.view[0])
    smooth: bool = dots < FINE and length > ROUGH * float(pixels.effective.sum()) ** 0.5
    if smooth:
        lines = outline(smoothed(pixels.effective, AROUND), pixels.spans)
    for color, width in ((INK, 2.1), (RIM, 1.1)):  # the wider one keeps it apart from any color below
        axes.add_collection(
            LineCollection(lines, capstyle="projecting", colors=color, linewidths=width, zorder=4), autolim=False
        )
    axes.add_patch(frame(down.box, across.box, edgecolor=BOX, linewidth=1.4, linestyle=DASHES, zorder=5))
    axes.add_line(mark("mass", across.mass, down.mass))
    axes.add_line(mark("center", across.center, down.center))
    axes.set_xlabel(f"{across.axis} ({across.unit})", labelpad=2)
    axes.set_ylabel(f"{down.axis} ({down.unit})", labelpad=2)
    for axis, side in zip((axes.xaxis, axes.yaxis), axes.get_window_extent().size):
        bins = min(MOST_TICKS, round(side / DPI * TICKS))
        axis.set_major_locator(MaxNLocator(nbins=bins, steps=[1, 2, 4, 5, 10], integer=True, min_n_ticks=2))
    return smooth


def show(axes: Axes, pixels: Pixels, scale: Scale) -> None:
    """Draw counts along two axes as colors; where a dot stands for several pixels, it is their largest."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    width, height = axes.get_window_extent().size
    block = max(1, round(max((right - left) / width, (bottom - top) / height)))
    values = reduced(pixels.values, block)
    rows, columns = values.shape
    down, across = (span[0] for span in pixels.spans)
    axes.imshow(
        values,
        cmap=heat(),
        vmin=scale.low,
        vmax=scale.high,
        interpolation="none",
        aspect="auto",
        extent=(across, across + columns * block, down + rows * block, down),
        zorder=1,
    )
    axes.set(xlim=(left, right), ylim=(bottom, top))


def frame(down: Span, across: Span, *, fill: bool = False, **style: object) -> Rectangle:
    """Return a rectangle around the pixels of two spans."""
    from matplotlib.patches import Rectangle

    place = (across[0], down[0])
    return Rectangle(place, across[1] - across[0], down[1] - down[0], fill=fill, **style)


def mark(kind: str, x: float, y: float) -> Line2D:
    """Return one of the `MARKS` at a place."""
    from matplotlib.lines import Line2D

    marker, color, edge, size, width = MARKS[kind]
    line = Line2D(
        [x],
        [y],
        linestyle="none",
        marker=marker,
        markerfacecolor=color,
        markeredgecolor=edge,
        markersize=size,
        markeredgewidth=width,
        zorder=6,
    )
    if kind != "mass":
        line.set_path_effects(halo(width + 1.2, "white" if kind == "image" else INK))
    return line


def halo(width: float, color: str = INK) -> list[AbstractPathEffect]:
    """Return what keeps a line apart from any color below it."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=width, foreground=color, alpha=0.75)]
