"""A map along one axis, drawn as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.render.figures.panel import DASHES, mark
from rfcalc.render.figures.pixels import reduced, runs
from rfcalc.render.figures.style import BOX, IMAGE, INK, RIM, heat
from rfcalc.render.figures.words import ticks_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rfcalc.render.figures.panel import Marks
    from rfcalc.render.figures.pixels import Pixels, Scale

FLOOR, HEAD = 0.04, 0.12  # of the height: what the fewest paths get, and the room above the most


def bars(axes: Axes, pixels: Pixels, marks: Marks, scale: Scale) -> None:
    """Draw counts along one axis as bars, with box, image, centers and effective receptive field."""
    from matplotlib.collections import LineCollection
    from matplotlib.ticker import MaxNLocator

    axes.set_xlim(*marks.view)
    bottom, top = stairs(axes, pixels, scale)
    if marks.image:
        axes.axvspan(*marks.image, facecolor=IMAGE, zorder=0)
        for edge in marks.image:
            axes.axvline(edge, color=INK, linewidth=0.9, zorder=3)
        axes.add_line(mark("image", sum(marks.image) / 2, top - (top - bottom) * HEAD / 2))
    for edge in marks.box:
        axes.axvline(edge, color=BOX, linewidth=1.4, linestyle=DASHES, zorder=4)
    ((first, _),) = pixels.spans
    lines = [[(first + start, bottom), (first + end, bottom)] for start, end in runs(pixels.effective)]
    for color, width in ((INK, 4.2), (RIM, 2.8)):
        axes.add_collection(LineCollection(lines, colors=color, linewidths=width, zorder=5, clip_on=False))
    axes.add_line(mark("mass", marks.mass, top - (top - bottom) * HEAD / 2))
    axes.add_line(mark("center", marks.center, top - (top - bottom) * HEAD / 2))
    axes.set_xlabel(f"{marks.axis} ({marks.unit})", labelpad=3)
    ticks = ticks_of(scale)
    axes.set_yticks(list(ticks), list(ticks.values()))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=12, integer=True, min_n_ticks=2))


def stairs(axes: Axes, pixels: Pixels, scale: Scale) -> tuple[float, float]:
    """Draw counts along one axis as bars in the colors of their counts; return where the bars begin and end.

    Where a dot stands for several pixels, it is their largest.
    """
    from matplotlib.collections import PolyCollection

    left, right = axes.get_xlim()
    block = max(1, round((right - left) / axes.get_window_extent().width))
    values = reduced(pixels.values, block)
    height = scale.high - scale.low
    bottom, top = scale.low - height * FLOOR, scale.high + height * HEAD
    ((first, _),) = pixels.spans
    edges = [first + at * block for at in range(len(values) + 1)]
    corners = [
        [(start, bottom), (start, value), (end, value), (end, bottom)]
        for start, end, value in zip(edges, edges[1:], values)
    ]
    colors = heat()((values - scale.low) / height)
    axes.add_collection(PolyCollection(corners, facecolors=colors, linewidths=0, antialiased=False, zorder=2))
    axes.set(xlim=(left, right), ylim=(bottom, top))
    return bottom, top
