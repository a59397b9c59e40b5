"""The image as a plane of dots: where pixels lie on it, features at their centres, and boxes that may go on beyond."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.render.svg.elements import element, path, spelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.axis import Box

FARTHEST = 0.6  # of an image, drawn beside it at the most on each side: of 2.2 images nothing can be seen
CIRCLES = 64  # features of a map that have a circle each; the rows of more are dashed lines


class Frame(NamedTuple):
    """A part of the plane of pixels, and where it lies; pairs stand for y and x.

    A network of one axis has lanes in the place of pixels along y.
    """

    left: float
    top: float
    scale: tuple[float, float]  # dots of a pixel
    spans: tuple[Box, Box]  # the pixels that it shows

    @property
    def width(self) -> float:
        """How many dots wide it is."""
        return (self.spans[1][1] - self.spans[1][0]) * self.scale[1]

    @property
    def height(self) -> float:
        """How many dots high it is."""
        return (self.spans[0][1] - self.spans[0][0]) * self.scale[0]

    def x(self, pixels: Number) -> float:
        """Return where a place along x lies."""
        return self.left + (float(pixels) - self.spans[1][0]) * self.scale[1]

    def y(self, pixels: Number) -> float:
        """Return where a place along y lies."""
        return self.top + (float(pixels) - self.spans[0][0]) * self.scale[0]

    def at(self, left: float, top: float) -> Frame:
        """Return it elsewhere."""
        return self._replace(left=left, top=top)


def span_of(size: int, boxes: Sequence[Box], centers: Sequence[Number | None] = ()) -> Box:
    """Return the pixels that are shown along an axis: the image, and as much on both sides as boxes go on beyond it."""
    ends = [(first, end) for first, end in boxes] + [(int(at) - 1, int(at) + 1) for at in centers if at is not None]
    beyond = max([0, *[max(-first, end - size) for first, end in ends]])
    margin = min(beyond, max(int(FARTHEST * size), 1))
    return (-margin, size + margin)


def outline(frame: Frame, box: Sequence[Box], **attributes: float | str | None) -> str:
    """Return the sides of a box, along y and x, that lie in the frame; one that goes on beyond is open there."""
    (top, bottom), (left, right) = [
        (max(first, span[0]), min(end, span[1])) for (first, end), span in zip(box, frame.spans)
    ]
    if top > bottom or left > right:
        return ""
    corners = [(frame.x(left), frame.y(top)), (frame.x(right), frame.y(top)), (frame.x(right), frame.y(bottom))]
    corners.append((frame.x(left), frame.y(bottom)))
    (first_y, end_y), (first_x, end_x) = box
    if (top, bottom, left, right) == (first_y, end_y, first_x, end_x):
        x, y = corners[0]
        width, height = corners[2][0] - x, corners[2][1] - y
        return element("rect", x=x, y=y, width=width, height=height, fill="none", **attributes)
    drawn = (first_y == top, end_x == right, end_y == bottom, first_x == left)
    steps = [
        f"M{_point(corners[side])}L{_point(corners[(side + 1) % 4])}" for side, is_drawn in enumerate(drawn) if is_drawn
    ]
    return path(steps, fill="none", stroke_linecap="square", **attributes)


def features(
    frame: Frame, centers: Sequence[Sequence[Number | None]], radius: float, color: str, *, circles: int = CIRCLES
) -> str:
    """Return a map's features, a dot at each centre along y and x: circles if they are few, else rows of dashes.

    A dash stands where the feature does. Features that share a centre share a dot.
    """
    down, across = [sorted({at for at in places if at is not None}) for places in centers]
    if len(down) * len(across) <= circles:
        return "".join(
            [element("circle", cx=frame.x(x), cy=frame.y(y), r=radius, fill=color) for y in down for x in across]
        )
    steps = {float(after - before) for before, after in pairwise(across)}
    drawn: dict[str, float | str | None] = {
        "stroke": color,
        "stroke_width": 2 * radius,
        "stroke_linecap": "round",
        "fill": "none",
    }
    if len(steps) != 1:
        return path([f"M{_point((frame.x(x), frame.y(y)))}h.01" for y in down for x in across], **drawn)
    step = steps.pop() * frame.scale[1]
    rows = [f"M{_point((frame.x(across[0]), frame.y(y)))}H{spelled(frame.x(across[-1]) + step / 4)}" for y in down]
    return path(rows, stroke_dasharray=f".01 {step - 0.01:.4f}", **drawn)


def cells(frame: Frame, centers: Sequence[Sequence[Number | None]], **attributes: float | str | None) -> str:
    """Return a map's features as cells of the size of a pixel, centred along y and x where the features are."""
    down, across = [sorted({at for at in places if at is not None}) for places in centers]
    height, width = frame.scale
    square = f"h{spelled(width)}v{spelled(height)}h{spelled(-width)}z"
    squares = [f"M{_point((frame.x(x) - width / 2, frame.y(y) - height / 2))}{square}" for y in down for x in across]
    return path(squares, **attributes)


def spacing(centers: Sequence[Number | None]) -> float:
    """Return how many pixels lie between neighbouring features along an axis, on average; 0 where there is one."""
    known = [at for at in centers if at is not None]
    return float(max(known) - min(known)) / (len(known) - 1) if len(known) > 1 else 0.0


def _point(at: tuple[float, float]) -> str:
    return f"{spelled(at[0])} {spelled(at[1])}"
