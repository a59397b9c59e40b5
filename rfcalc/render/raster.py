"""The part of an image that a picture in characters shows, cut into cells: what each counts, and which are effective.

Cells are as many as a screen has room for. A small field is magnified: a pixel is a whole number of cells. A large one
is averaged: a cell is a whole number of pixels. Cells lie evenly around the support, the box of the pixels that count:
an even field looks even.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.analysis.planes import Plane
    from rfcalc.axis import Box
    from rfcalc.reports.forms import Map

LARGEST_PIXEL = 8  # cells, so that a field of a few pixels is not blown up
LOWEST = 1e-12  # of the largest count: where a logarithmic scale begins at the latest
LEAST = 1e-300  # stands for shares too small for a float


class Margin(NamedTuple):
    """What is shown around the support, on each side."""

    percent: int  # of the support's size
    least: int  # pixels


AROUND, NEAR = Margin(15, 2), Margin(3, 1)


class Grain(NamedTuple):
    """How large cells are along an axis: one of the two numbers is 1."""

    magnified: int  # cells of a pixel
    averaged: int  # pixels of a cell


class Along(NamedTuple):
    """The cells of one axis."""

    first: int  # pixel with which they begin
    cells: int
    grain: Grain
    size: int | None  # of the image

    def cell(self, pixel: int) -> int:
        """Return the cell in which a pixel begins; before and behind the view they go on."""
        return (pixel - self.first) * self.grain.magnified // self.grain.averaged

    def after(self, end: int) -> int:
        """Return the first cell that begins at the end of some pixels or later."""
        return -((self.first - end) * self.grain.magnified // self.grain.averaged)

    def pixels(self, cell: int) -> range:
        """Return the pixels of a cell, without those that the image does not have."""
        first = self.first + cell * self.grain.averaged // self.grain.magnified
        every = range(first, first + self.grain.averaged)
        return every if self.size is None else range(max(every.start, 0), min(every.stop, self.size))

    def middle(self, box: Box) -> range:
        """Return the one or two cells in the middle of a box."""
        doubled = (box[0] + box[1] - 2 * self.first) * self.grain.magnified
        whole, rest = divmod(doubled, 2 * self.grain.averaged)
        return range(whole, whole + 1) if rest else range(whole - 1, whole + 1)


def fitted(
    boxes: Sequence[Box], sizes: Sequence[int | None], room: Sequence[int], ratio: int, margin: Margin = AROUND
) -> list[Along]:
    """Return the cells that have room, as large as they can be; along ``y`` a cell is ``ratio`` times as high as wide.

    Boxes and sizes are those of y and x, or of x alone; the room is in cells. There are always three of them or more.
    """
    views = ([_along(*each, margin) for each in zip(boxes, sizes, grains[-len(boxes) :])] for grains in _grains(ratio))
    return next(view for view in views if all(along.cells <= max(most, 3) for along, most in zip(view, room)))


def _grains(ratio: int) -> Iterator[tuple[Grain, Grain]]:
    """Yield larger and larger parts of an image: the grains of y and x.

    Square cells are of an odd number of pixels, because in the mean of an even one a grid of every other pixel is lost.
    """
    for cells in range(LARGEST_PIXEL, 0, -1):
        if cells % ratio == 0:
            yield Grain(cells // ratio, 1), Grain(cells, 1)
    pixels = 1
    while True:
        yield Grain(1, pixels * ratio), Grain(1, pixels)
        pixels += 3 - ratio


def _along(box: Box, size: int | None, grain: Grain, margin: Margin) -> Along:
    """Return the cells of a box and its margin, as many on either side."""
    extent = box[1] - box[0]
    around = max(margin.least, extent * margin.percent // 100, grain.averaged)
    count = -(-(extent + 2 * around) // grain.averaged)
    if (count * grain.averaged - extent) % 2 and grain.averaged % 2:
        count += 1
    first = box[0] - (count * grain.averaged - extent) // 2
    return Along(first, count * grain.magnified, grain, size)


def view_of(
    report: Map,
    plane: Plane,
    room: Sequence[int],
    ratio: int,
    common: Common | None = None,
    *,
    near: bool = False,
) -> list[Along]:
    """Return the cells of a plane for a room of so many along each axis; each ``ratio`` times as high as wide."""
    sizes = [None if report.unclipped else report.input[axis] for axis in plane.axes]
    return fitted(common.spans if common else plane.spans, sizes, room, ratio, NEAR if near else AROUND)


class Raster(NamedTuple):
    """What the cells of a view hold, from the top down; along one axis a single row of them."""

    means: list[list[tuple[int, int]]]  # what the pixels of each count together, and how many there are
    effective: list[list[bool]]  # whether any of them belongs to the effective receptive field
    partly: bool  # whether some pixels count and do not belong to it


def rastered(plane: Plane, view: Sequence[Along]) -> Raster:
    """Return a plane cut into the cells of a view."""
    across = view[-1]
    first, end = plane.spans[-1]
    columns = [_pixels(across.pixels(cell), first, end) for cell in range(across.cells)]
    widths = [len(across.pixels(cell)) for cell in range(across.cells)]
    means, effective = [], []
    for rows, height in _bands(plane, view):
        lines, marked = plane.rows[rows], plane.effective[rows]
        sums = list(map(sum, zip(*lines))) if lines else []
        some = list(map(any, zip(*marked))) if lines else []
        means.append([(sum(sums[part]), height * width) for part, width in zip(columns, widths)])
        effective.append([any(some[part]) for part in columns])
    partly = any(
        count and not inside for line, marks in zip(plane.rows, plane.effective) for count, inside in zip(line, marks)
    )
    return Raster(means, effective, partly)


def _bands(plane: Plane, view: Sequence[Along]) -> list[tuple[slice, int]]:
    """Return for each row of cells the rows of counts in it, and how many pixels it is high."""
    if len(view) == 1:
        return [(slice(None), 1)]
    (first, end), down = plane.spans[0], view[0]
    rows = [down.pixels(cell) for cell in range(down.cells)]
    return [(_pixels(pixels, first, end), len(pixels)) for pixels in rows]


def _pixels(pixels: range, first: int, end: int) -> slice:
    """Return which of the counts of pixels ``[first, end)`` are those of some pixels."""
    low = min(max(pixels.start, first), end) - first
    return slice(low, max(min(pixels.stop, end) - first, low))


class Ends(NamedTuple):
    """What the ends of a scale stand for."""

    peak: tuple[int, int]  # what the brightest cell counts, as a quotient of whole numbers
    lowest: float  # share of it with which the scale begins: 0 if it is linear


class Common(NamedTuple):
    """What pictures beside one another have in common."""

    spans: tuple[Box, ...]  # the pixels around which all their cells lie
    ends: Ends | None = None


class Scaled(NamedTuple):
    """What cells count, on a scale from 0 to 1."""

    shares: list[list[float | None]]  # None where nothing counts
    ends: Ends


def scaled(means: Sequence[Sequence[tuple[int, int]]], *, logarithmic: bool, common: Common | None = None) -> Scaled:
    """Return quotients as shares of the largest, on a linear or a logarithmic scale, or on one with common ends."""
    ends = common.ends if common else None
    peak, pixels = ends.peak if ends else (0, 1)
    for line in () if ends else means:
        for total, parts in line:
            if total * pixels > peak * parts:
                peak, pixels = total, parts
    shares = [
        [max(total * pixels / (peak * parts), LEAST) if total else None for total, parts in line] for line in means
    ]
    if not logarithmic:
        return Scaled(shares, Ends((peak, pixels), 0))
    least = min(share for line in shares for share in line if share is not None)
    lowest = ends.lowest if ends else max(least, LOWEST)
    width = log(lowest) or -1.0
    told: list[list[float | None]] = [
        [None if share is None else max(1 - log(share) / width, 0) for share in line] for line in shares
    ]
    return Scaled(told, Ends((peak, pixels), lowest))
