"""The part of an image that a heat map shows, cut into cells: what each counts, and what is drawn over it.

Cells are as many as a screen has room for. A small field is magnified: a pixel is a whole number of cells. A large one
is averaged: a cell is a whole number of pixels. Cells lie evenly around the counted box; an even field looks even.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

from rfcalc.analysis.statistics import RIM
from rfcalc.render.chars.ramp import BOX, CENTER, ERF, IMAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.analysis.paths import PathCounts
    from rfcalc.axis import Box
    from rfcalc.reports.forms import Map

MARGIN = 15  # percent of the counted box's size that are shown around it
LEAST_MARGIN = 2  # pixels
LARGEST_PIXEL = 8  # cells, so that a field of a few pixels is not blown up
LEAST_FOR_ARMS = 16  # cells along an axis; with fewer the center is no cross
LOWEST = 1e-12  # of the largest count: where a logarithmic scale begins at the latest
LEAST = 1e-300  # stands for shares too small for a float

Marks = dict[tuple[int, int], tuple[str, int]]
"""By row and column: what is drawn, and which part of a frame it is."""

Rows = list[list[int]]


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


def fitted(boxes: Sequence[Box], sizes: Sequence[int | None], room: Sequence[int], ratio: int) -> list[Along]:
    """Return the cells that have room, as large as they can be; along ``y`` a cell is ``ratio`` times as high as wide.

    Boxes and sizes are those of y and x, or of x alone; the room is in cells. There are always three of them or more.
    """
    views = ([_along(*each) for each in zip(boxes, sizes, grains[-len(boxes) :])] for grains in _grains(ratio))
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


def _along(box: Box, size: int | None, grain: Grain) -> Along:
    """Return the cells of a box and its margin, as many on either side."""
    extent = box[1] - box[0]
    margin = max(LEAST_MARGIN, extent * MARGIN // 100, grain.averaged)
    count = -(-(extent + 2 * margin) // grain.averaged)
    if (count * grain.averaged - extent) % 2 and grain.averaged % 2:
        count += 1
    first = box[0] - (count * grain.averaged - extent) // 2
    return Along(first, count * grain.magnified, grain, size)


class Plane(NamedTuple):
    """Counts over the pixels of two axes, those of y and x; a third is added up."""

    counted: tuple[Box, Box]
    box: tuple[Box, Box]
    sizes: tuple[int | None, int | None]  # of the image
    rows: Rows
    unclipped: bool

    def view(self, room: Sequence[int], ratio: int) -> list[Along]:
        """Return the cells for a room of so many, in rows and columns; each ``ratio`` times as high as wide."""
        real = (None, None) if self.unclipped else self.sizes
        return fitted(self.counted, real, room, ratio)


def plane_of(report: Map, counts: PathCounts, box: Sequence[Box]) -> Plane:
    """Return the counts of a map of two axes or three."""
    rows: list[Any] = counts.rows
    while len(box) > 2:  # noqa: PLR2004 - a third axis
        rows = [[sum(column) for column in zip(*lines)] for lines in zip(*rows)]
        box = box[1:]
    shape = (len(rows), len(rows[0]))
    down, across = [(first, first + n) for first, n in zip(counts.origin[-2:], shape)]
    return Plane((down, across), (box[0], box[1]), (report.input[-2], report.input[-1]), rows, report.unclipped)


class Scaled(NamedTuple):
    """What cells count, on a scale from 0 to 1."""

    shares: list[list[float | None]]  # None where nothing counts
    peak: tuple[int, int]  # what the brightest cell counts, as a quotient of whole numbers
    lowest: float  # share of it with which the scale begins: 0 if it is linear


class Cells(NamedTuple):
    """What a heat map shows, from the top down."""

    scaled: Scaled
    marks: Marks


def cells_of(plane: Plane, view: Sequence[Along], *, logarithmic: bool) -> Cells:
    """Return what the cells of a view count, and the marks over it."""
    totals, reached, partly = _summed(plane, view)
    pixels = [[len(along.pixels(cell)) for cell in range(along.cells)] for along in view]
    means = [
        [(total, height * width) for width, total in zip(pixels[1], line)] for height, line in zip(pixels[0], totals)
    ]
    shown = [range(along.cells) for along in view]
    marks = {
        **_frame(IMAGE, [(0, size) for size in plane.sizes], view),
        **(_rim(reached, shown) if partly else {}),
    }
    for at, part in _frame(BOX, plane.box, view).items():
        # Where both frames run along the same line, each has every other pair of cells.
        if at not in marks or sum(at) // 2 % 2:
            marks[at] = part
    arms = int(view[0].grain == view[1].grain and min(along.cells for along in view) >= LEAST_FOR_ARMS)
    marks.update(_cross([along.middle(box) for along, box in zip(view, plane.box)], arms))
    inside = {at: mark for at, mark in marks.items() if at[0] in shown[0] and at[1] in shown[1]}
    return Cells(scaled(means, logarithmic=logarithmic), inside)


def scaled(means: Sequence[Sequence[tuple[int, int]]], *, logarithmic: bool) -> Scaled:
    """Return quotients as shares of the largest, on a linear or a logarithmic scale."""
    peak, pixels = 0, 1
    for line in means:
        for total, parts in line:
            if total * pixels > peak * parts:
                peak, pixels = total, parts
    shares = [
        [max(total * pixels / (peak * parts), LEAST) if total else None for total, parts in line] for line in means
    ]
    if not logarithmic:
        return Scaled(shares, (peak, pixels), 0)
    lowest = max(min(share for line in shares for share in line if share is not None), LOWEST)
    width = log(lowest) or -1.0
    told: list[list[float | None]] = [
        [None if share is None else max(1 - log(share) / width, 0) for share in line] for line in shares
    ]
    return Scaled(told, (peak, pixels), lowest)


def _summed(plane: Plane, view: Sequence[Along]) -> tuple[Rows, list[list[bool]], bool]:
    """Return what the cells count, which have a pixel in the effective field, and whether some pixels are not in it."""
    (low, bottom), (left, right) = plane.counted
    rim = max(map(max, plane.rows)) * RIM[0] // RIM[1]
    down, across = view
    nothing = [0] * across.cells
    totals, reached = [], []
    columns = [part_of(across.pixels(cell), left, right) for cell in range(across.cells)]
    for cell in range(down.cells):
        lines = plane.rows[part_of(down.pixels(cell), low, bottom)]
        if not lines:
            totals.append(nothing)
            reached.append([False] * across.cells)
            continue
        most = list(map(max, zip(*lines)))
        sums = list(map(sum, zip(*lines)))
        totals.append([sum(sums[part]) for part in columns])
        reached.append([max(most[part], default=0) > rim for part in columns])
    return totals, reached, any(0 < count <= rim for line in plane.rows for count in line)


def part_of(pixels: range, first: int, end: int) -> slice:
    """Return which of the counts of pixels ``[first, end)`` are those of some pixels."""
    low = min(max(pixels.start, first), end) - first
    return slice(low, max(min(pixels.stop, end) - first, low))


def _frame(kind: str, box: Sequence[tuple[int, int | None]], view: Sequence[Along]) -> Marks:
    """Return the cells around a box, as far as they are in view; none where an end is not known.

    A part of a frame is told by its place in ``drawing.FRAMES``: corners, and the sides between them.
    """
    (low, bottom), (left, right) = box
    if bottom is None or right is None:
        return {}
    down, across = view
    top, base = down.cell(low) - 1, down.after(bottom)
    first, last = across.cell(left) - 1, across.after(right)
    cells = {}
    for column in range(max(first, 0), min(last + 1, across.cells)):
        cells[top, column] = cells[base, column] = (kind, 1)
    for row in range(max(top, 0), min(base + 1, down.cells)):
        cells[row, first] = cells[row, last] = (kind, 3)
    corners = ((top, first), (top, last), (base, first), (base, last))
    return {**cells, **{corner: (kind, part) for corner, part in zip(corners, (0, 2, 4, 5))}}


def _rim(reached: list[list[bool]], shown: Sequence[range]) -> Marks:
    """Return the first and the last cell of the effective field in each row and column, as a grid has no other rim."""
    cells = {}
    for row in shown[0]:
        inside = [column for column in shown[1] if reached[row][column]]
        cells.update(dict.fromkeys([(row, column) for column in (*inside[:1], *inside[-1:])], (ERF, 1)))
    for column in shown[1]:
        inside = [row for row in shown[0] if reached[row][column]]
        cells.update(dict.fromkeys([(row, column) for row in (*inside[:1], *inside[-1:])], (ERF, 1)))
    return cells


def _cross(middle: Sequence[range], arms: int) -> Marks:
    """Return the cells in the middle, and so many of arms around a single one."""
    down, across = middle
    long = [range(part.start - arms, part.stop + arms) if len(part) == 1 else part for part in middle]
    upright = [(row, column) for row in long[0] for column in across]
    level = [(row, column) for row in down for column in long[1]]
    return dict.fromkeys([*upright, *level], (CENTER, 1))
