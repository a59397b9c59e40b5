"""What is drawn of a map: a panel for each of its planes, all that is in it, and how large it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.planes import DRAWN
from rfcalc.render.figures.bars import bars, bars_axes
from rfcalc.render.figures.marks import lengths
from rfcalc.render.figures.pane import Pane
from rfcalc.render.figures.panel import Rim, panel, panel_axes, rim_of
from rfcalc.render.figures.pixels import pixels_of
from rfcalc.render.figures.shapes import POINT, Text
from rfcalc.render.figures.style import QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.figures.marks import Marks
    from rfcalc.render.figures.pixels import Pixels, Scale, Share, Span
    from rfcalc.render.figures.shapes import Shape
    from rfcalc.render.values import Look
    from rfcalc.reports.forms import Map

BARS = 2.4  # inches of the height of bars
EACH = 1.85  # inches of the longest side of one of three panels
WIDE = 2  # an image is that much wider than high if it takes more than the usual side
ABOVE = 5 * POINT  # inches from a panel up to what it is


class Panel(NamedTuple):
    """One plane of a map."""

    axes: tuple[int, ...]  # which of the network's
    pixels: Pixels
    height: float  # in inches
    width: float
    rim: Rim | None  # none along one axis, where it needs no line around it


class Panels(NamedTuple):
    """All planes of a map, from left to right."""

    marks: list[Marks]  # along each axis of the network
    panels: list[Panel]

    @property
    def pixels(self) -> list[Pixels]:
        """Return what is drawn in each."""
        return [each.pixels for each in self.panels]

    @property
    def height(self) -> float:
        """Return the height of the highest."""
        return max(each.height for each in self.panels)

    @property
    def smooth(self) -> bool:
        """Return whether a rim is smoothed."""
        return any(each.rim is not None and each.rim.smooth for each in self.panels)


def panels_of(
    report: Map, marks: list[Marks], look: Look, room: tuple[float, float], peaks: Sequence[Share] = ()
) -> Panels:
    """Return the panels of a map, which must have counts, between marks that tell what is shown of each axis.

    The room is the width in inches of a panel that has nothing beside it, and the longest side of a lone one; an image
    that is much wider than high takes the former. With ``peaks``, one a plane, values are of shares of all paths.
    """
    planes = report.planes
    panels = []
    for at, plane in enumerate(planes):
        pixels = pixels_of(plane, log=look.log, peak=peaks[at] if peaks else None)
        views = [marks[axis].view for axis in plane.axes]
        height, width = _side(views, room, several=len(planes) > 1)
        rim = rim_of(pixels, marks[plane.axes[-1]], width) if len(views) == DRAWN else None
        panels.append(Panel(plane.axes, pixels, height, width, rim))
    return Panels(marks, panels)


def _side(views: list[Span], room: tuple[float, float], *, several: bool) -> tuple[float, float]:
    """Return height and width of a panel in inches."""
    full, side = room
    if len(views) < DRAWN:
        return (BARS, full)
    (down, across) = (end - first for first, end in views)
    height, width = lengths(views, EACH if several else side if across < down * WIDE else full)
    return (height, width)


def draw(panels: Panels, scale: Scale, place: tuple[float, float], gap: float, *, bare: bool) -> list[Shape]:
    """Return the panels of a map from left to right.

    The place is left and upper edge in inches; a gap lies before each panel but the first. ``bare``: without axes.
    """
    left, top = place
    shapes: list[Shape] = []
    for at, each in enumerate(panels.panels):
        along = [panels.marks[axis] for axis in each.axes]
        pane = Pane.at((left + at * (gap + EACH), top, each.width, each.height), along[-1].view, along[0].view)
        if each.rim is None:
            shapes += bars(pane, each.pixels, along[0], scale)
            shapes += () if bare else bars_axes(pane, along[0], scale)
            continue
        shapes += panel(pane, each.pixels, each.rim, along, scale)
        if bare:
            continue
        shapes += panel_axes(pane, along)
        for axis in set(range(len(panels.marks))) - set(each.axes):
            shapes.append(Text((pane.left, pane.top - ABOVE), f"sum along {panels.marks[axis].axis}", QUIET))
    return shapes
