"""What is drawn over a map in characters: the box, the image's border, the rim of the effective field, the center."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.render.chars.ramp import BOX, CENTER, ERF, IMAGE
from rfcalc.render.raster import rastered, scaled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.planes import Plane
    from rfcalc.render.raster import Along, Common, Scaled
    from rfcalc.reports.forms import Map

LEAST_FOR_ARMS = 16  # cells along an axis; with fewer the center is no cross

Marks = dict[tuple[int, int], tuple[str, int]]
"""By row and column: what is drawn, and which part of a frame it is."""


class Cells(NamedTuple):
    """What a heat map shows, from the top down."""

    scaled: Scaled
    marks: Marks


def cells_of(
    report: Map, plane: Plane, view: Sequence[Along], *, logarithmic: bool, common: Common | None = None
) -> Cells:
    """Return what the cells of a view of a plane of two axes count, and the marks over it."""
    found = rastered(plane, view)
    shown = [range(along.cells) for along in view]
    box = [bounds for axis, bounds in enumerate(report.form.box or ()) if axis in plane.axes]
    marks = {
        **_frame(IMAGE, [(0, report.input[axis]) for axis in plane.axes], view),
        **(_rim(found.effective, shown) if found.partly else {}),
    }
    for at, part in _frame(BOX, box, view).items():
        # Where both frames run along the same line, each has every other pair of cells.
        if at not in marks or sum(at) // 2 % 2:
            marks[at] = part
    arms = int(view[0].grain == view[1].grain and min(along.cells for along in view) >= LEAST_FOR_ARMS)
    marks.update(_cross([along.middle(bounds) for along, bounds in zip(view, box)], arms))
    inside = {at: mark for at, mark in marks.items() if at[0] in shown[0] and at[1] in shown[1]}
    return Cells(scaled(found.means, logarithmic=logarithmic, common=common), inside)


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
