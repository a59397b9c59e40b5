"""Where one feature looks, as people read it. Axes stand in the order of the command line: x, y, z."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.network.pixel import surface
from rfcalc.page.parts import ESSENTIAL, Figure, Statement, Table, Text, column
from rfcalc.page.pixels import beside, counted_in, lengths, many, one, with_article
from rfcalc.page.spelling import box, number, share
from rfcalc.page.words import EDGES, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.axis import Box
    from rfcalc.page.parts import Column, Page
    from rfcalc.reports.forms import Map
    from rfcalc.reports.place import Place


def place_page(place: Place) -> Page:
    """Return a sentence, a row for each axis, what is to be said of padding, and a drawing."""
    statement = Statement(subject(place), _predicate(place))
    return (statement, Table(_columns(place)), Text(tuple(_remarks(place))), Figure("box", place))


def subject(feature: Place | Map) -> str:
    """Return a feature with its network: ``conv5 (3, 4) of AlexNet``, the index as it is typed, x first."""
    index = ", ".join(str(position) for position in reversed(feature.index))
    return f"{escaped(feature.layer)} ({index}) of {escaped(feature.network)}"


def _predicate(place: Place) -> str:
    """Return what the feature does: ``sees 163 x 163 pixels around (65.5, 81.5)``, ``sees 4 samples (2 ms) ...``."""
    if place.rf is None or place.center is None:
        return f"reads nothing, not even {with_article(place.pixel)} of the padding"
    center = ", ".join(number(coordinate) for coordinate in reversed(place.center))
    long = beside(lengths(place.pixel, place.axes, place.rf, x_first=True))
    if len(place.rf) == 1:
        return f"sees {counted(place.rf[0], one(place.pixel))}{long} around {center}"
    spelled = "" if len(set(place.rf)) == 1 else " ({})"
    extent = " x ".join(f"{rf}{spelled.format(axis)}" for axis, rf in reversed(list(zip(place.axes, place.rf))))
    return f"sees {extent} {many(place.pixel)}{long} around ({center})"


def _columns(place: Place) -> tuple[Column, ...]:
    """Return one row for each axis: index, rf, center, box and visible box; no row says what nobody knows."""
    order = range(len(place.axes) - 1, -1, -1)
    columns = [
        column("axis", [place.axes[axis] for axis in order], "name"),
        column("index", [str(place.index[axis]) for axis in order], right=True),
    ]
    if place.rf is not None and place.center is not None and place.box is not None:
        columns += [
            column("rf", [str(place.rf[axis]) for axis in order], "main", right=True),
            column("center", [number(place.center[axis]) for axis in order], "main", right=True),
            column("box", _boxes([place.box[axis] for axis in order])),
        ]
    if place.visible is not None:
        columns.append(column("visible", _boxes([place.visible[axis] for axis in order])))
    if any(length is not None for length in place.input):
        sizes = [number(place.input[axis]) for axis in order]
        columns.append(column("input", sizes, right=True, importance=ESSENTIAL))  # a drawing shows it as well
    return tuple(columns)


def _boxes(boxes: Sequence[Box]) -> list[str]:
    """Return the boxes with their bounds below one another."""
    widths = (max(len(str(first)) for first, _ in boxes), max(len(str(end)) for _, end in boxes))
    return [box(bounds, widths) for bounds in boxes]


def _remarks(place: Place) -> list[str]:
    """Return sentences on its own place, on padding, and on pixels of its box that nobody reads."""
    return [*_own_place(place), *_on_image(place)]


def _own_place(place: Place) -> list[str]:
    if place.place is None or place.place == place.center:
        return []
    center = ", ".join(number(coordinate) for coordinate in reversed(place.place))
    return [f"Its own place is {center if len(place.axes) == 1 else f'({center})'}: there its own path is centred."]


def _on_image(place: Place) -> list[str]:
    if place.box is None:
        return []
    whole = surface(place.axes)
    sizes = [n for n in place.input if n is not None]
    if len(sizes) < len(place.input):
        return [f"What it sees of the {whole} is not known without an input size."]
    if place.visible is None:
        return [f"It sees no {one(place.pixel)} of the {whole}."]
    remarks = [_padding(place, place.box, sizes)]
    cut = tuple([(max(first, 0), min(end, n)) for (first, end), n in zip(place.box, sizes)])
    if any(low < first or end < high for (first, end), (low, high) in zip(cut, place.visible)):
        filling = f"{many(place.pixel)} from elsewhere in the {whole}"
        remarks.append(f"Its padding is filled with {filling}: the visible box goes around them, too.")
    elif cut != place.visible:
        remarks.append(f"Of the {whole} it reads only the visible box; the rest of its box is never read.")
    return remarks


def _padding(place: Place, covered: Sequence[Box], sizes: Sequence[int]) -> str:
    if not place.padding:
        return f"All of its box lies in the {surface(place.axes)}."
    beyond = []
    for axis, (first, end), n in reversed(list(zip(place.axes, covered, sizes))):
        before, after = max(0, -first), max(0, end - n)
        beyond += [
            f"{counted_in(place.pixel, str(outside))} {edge}"
            for outside, edge in zip((before, after), EDGES[axis])
            if outside
        ]
    return f"Padding makes up {share(place.padding)} of its box: {', '.join(beyond)}."
