"""How layers, places and numbers of things are told in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.pixels import beside, counted_in, lengths, many, one
from rfcalc.page.spelling import number, size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.network.pixel import Pixel

EDGES = {"x": ("left", "right"), "y": ("top", "bottom"), "z": ("front", "back")}
"""The sides of a box along an axis: the first, the last."""

DIRECTIONS = {"x": ("left of", "right of"), "y": ("above", "below"), "z": ("in front of", "behind")}
"""Where something lies along an axis: before something else, after it."""

LISTED = 3  # names that a sentence lists; of more it says how many


def listed(names: Sequence[str], most: int = LISTED) -> str:
    """Return some names, and how many more there are: ``a, b, c and 3 more``."""
    shown = ", ".join(escaped(name) for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def counted(count: int, noun: str) -> str:
    """Return a number of things: ``1 layer``, ``2 layers``."""
    return f"{count} {noun}{'s' * (count != 1)}"


def input_size(values: Sequence[int | None], axes: Sequence[str] = (), pixel: Pixel = SOME_PIXEL) -> str:
    """Return the size of an input in words: ``input 224x320``, ``input 16000 samples (1000 ms)``."""
    known = size(values)
    if not known:
        return "input size not known"
    sizes = [value for value in values if value is not None]
    long = beside(lengths(pixel, axes, sizes)) if len(sizes) == len(values) else ""
    named = f" {one(pixel) if known == '1' else many(pixel)}" if pixel.name or long else ""
    return f"input {known}{named}{long}"


def displacement(shift: Sequence[Number], axes: Sequence[str], pixel: Pixel = SOME_PIXEL) -> str:
    """Return where something lies that is off its place, x first; empty where it is not off.

    >>> displacement((-15.5, -15.5), ("y", "x"))
    '15.5 px left of and above'
    >>> displacement((1, -2), ("y", "x"))
    '2 px left of and 1 px below'
    """
    sides = [
        (number(pixels if pixels > 0 else -pixels), DIRECTIONS[axis][pixels > 0])
        for axis, pixels in reversed(list(zip(axes, shift)))
        if pixels
    ]
    alike = len({pixels for pixels, _ in sides}) == 1
    words = [side if alike and at else f"{counted_in(pixel, pixels)} {side}" for at, (pixels, side) in enumerate(sides)]
    *others, last = words or [""]
    return f"{', '.join(others)} and {last}" if others else last
