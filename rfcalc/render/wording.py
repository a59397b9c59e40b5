"""Where a feature looks, in words. Axes stand in the order of the command line: x, y, z."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.page.spelling import escaped, number, size
from rfcalc.render.columns import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.reports.forms import Forms, Growth, Map
    from rfcalc.reports.remedy import Effect
    from rfcalc.reports.values import Place, Summary

SIDES = {"x": ("left", "right"), "y": ("top", "bottom"), "z": ("front", "back")}


def title(report: Summary | Forms | Map | Growth | Effect) -> tuple[str, str]:
    """Return a network's name, and the size of its input in words."""
    known = size(report.input)
    return escaped(report.network), f"input {known}" if known else "input size not known"


def subject(place: Place | Map) -> str:
    """Return the feature with its network: ``conv5 (3, 4) of AlexNet``, the index as it is typed, x first."""
    index = ", ".join(str(position) for position in reversed(place.index))
    return f"{escaped(place.layer)} ({index}) of {escaped(place.network)}"


def predicate(place: Place) -> str:
    """Return what the feature does: ``sees 163 x 163 pixels around (65.5, 81.5)``."""
    if place.rf is None or place.center is None:
        return "reads nothing, not even a pixel of the padding"
    center = ", ".join(number(along) for along in reversed(place.center))
    if len(place.rf) == 1:
        return f"sees {place.rf[0]} pixel{'s' * (place.rf[0] != 1)} around {center}"
    spelled = "" if len(set(place.rf)) == 1 else " ({})"
    extent = " x ".join(f"{rf}{spelled.format(axis)}" for axis, rf in reversed(list(zip(place.axes, place.rf))))
    return f"sees {extent} pixels around ({center})"


def axis_columns(place: Place) -> list[Column]:
    """Return one row for each axis: index, rf, center, box and visible box; no row says what nobody knows."""
    order = range(len(place.axes) - 1, -1, -1)
    columns = [
        Column("axis", [place.axes[axis] for axis in order]),
        Column("index", [str(place.index[axis]) for axis in order], right=True),
    ]
    if place.rf is not None and place.center is not None and place.box is not None:
        columns += [
            Column("rf", [str(place.rf[axis]) for axis in order], right=True),
            Column("center", [number(place.center[axis]) for axis in order], right=True),
            Column("box", _boxes([place.box[axis] for axis in order])),
        ]
    if place.visible is not None:
        columns.append(Column("visible", _boxes([place.visible[axis] for axis in order])))
    if any(length is not None for length in place.input):
        known = [number(place.input[axis]) for axis in order]
        columns.append(Column("input", known, right=True, importance=0))  # a drawing shows it as well
    return columns


def _boxes(boxes: Sequence[tuple[int, int]]) -> list[str]:
    """Return the boxes with their bounds below one another."""
    first = max(len(str(box[0])) for box in boxes)
    end = max(len(str(box[1])) for box in boxes)
    return [f"[{box[0]:>{first}}, {box[1]:>{end}})" for box in boxes]


def remarks(place: Place) -> list[str]:
    """Return sentences on padding, and on pixels of the image that the box covers and nobody reads."""
    if place.box is None:
        return []
    sizes = [known for known in place.input if known is not None]
    if len(sizes) < len(place.input):
        return ["What it sees of the image is not known without an input size."]
    if place.visible is None:
        return ["It sees no pixel of the image."]
    said = [_padding(place, place.box, sizes)]
    cut = tuple((max(first, 0), min(end, known)) for (first, end), known in zip(place.box, sizes))
    if cut != place.visible:
        said.append("Of the image it reads only the visible box; the rest of its box is never read.")
    return said


def _padding(place: Place, box: Sequence[tuple[int, int]], sizes: Sequence[int]) -> str:
    if not place.padding:
        return "All of its box lies in the image."
    beyond = []
    for axis, (first, end), known in reversed(list(zip(place.axes, box, sizes))):
        before, after = max(0, -first), max(0, end - known)
        beyond += [f"{px} px {side}" for px, side in zip((before, after), SIDES[axis]) if px]
    return f"Padding makes up {share(place.padding)} of its box: {', '.join(beyond)}."


def share(part: float) -> str:
    """Return a share as a percentage that never rounds to none or all."""
    spelled = f"{part * 100:.1f}%"
    return {"0.0%": "less than 0.1%", "100.0%": "100%" if part >= 1 else "over 99.9%"}.get(spelled, spelled)
