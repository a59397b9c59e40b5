"""Sizes of objects from a table: a CSV file with a line of names, and a row for each object."""

from __future__ import annotations

import csv

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.numerals import positive_number
from rfcalc.network import AXES
from rfcalc.readers.document import decode
from rfcalc.readers.document.source import read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

SUFFIX = ".csv"
SIZE = "size"
NAMES = {"z": ("z", "depth"), "y": ("y", "height", "h"), "x": ("x", "width", "w")}
"""What the column of an axis may be called."""


def read_objects(file: str) -> list[tuple[Fraction, ...]]:
    """Return the sizes of objects in a file in axis order, one for all axes or one along each.

    The first line names the columns: ``size``, or ``height,width`` in any order; others are about something else, and
    not read. Raises `RfcalcError` with file and line.
    """
    reader = csv.reader(decode(read_bytes(file), file).splitlines())
    sizes: list[tuple[Fraction, ...]] = []
    chosen: list[int] = []
    with RfcalcError.within(file=file) as place:
        try:
            for row in reader:
                place.line = reader.line_num
                if not any(map(str.strip, row)):
                    continue
                if not chosen:
                    chosen = _columns(row)
                    continue
                if len(row) <= max(chosen):
                    raise RfcalcError(f"the row ends after {len(row)} of {max(chosen) + 1} cells")
                sizes.append(tuple([_length(row[at]) for at in chosen]))
        except csv.Error as error:
            raise RfcalcError(f"this is no table: {error}", line=reader.line_num) from None
        place.line = None
        if not sizes:
            raise RfcalcError("it has no objects", allowed="a line of names and a row for each object are needed")
    return sizes


def _length(cell: str) -> Fraction:
    length = positive_number(cell)
    if length is None:
        raise RfcalcError(f"found {quoted(cell)}", allowed="a length in pixels above 0 is needed")
    return length


def _columns(names: Sequence[str]) -> list[int]:
    """Return which columns have the sizes, in axis order."""
    known = [name.strip().lower() for name in names]
    if SIZE in known:
        return [known.index(SIZE)]
    for axes in sorted(AXES.values(), key=len, reverse=True):
        found = [next((at for at, name in enumerate(known) if name in NAMES[axis]), None) for axis in axes]
        chosen = [at for at in found if at is not None]
        if len(chosen) == len(axes):
            return chosen
    raise RfcalcError(
        f"found the columns {quoted(','.join(known))}",
        allowed="the first line names them: size, or height,width (y,x), or depth,height,width (z,y,x)",
    )
