"""Layers that give their map the size of another layer's: what they read, once both sizes are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.resizing import Resize
from rfcalc.layers.values import needs_size
from rfcalc.layers.windows import Crop, Pad, sides_of

if TYPE_CHECKING:
    from rfcalc.layers.values import Operation, Sides, Step

Likened = Crop | Pad | Resize
"""What may be made like another layer."""

LIKE = "like"
"""The key that names the other layer."""


def reference_of(operation: Operation) -> str:
    """Return the layer whose size an operation asks for; an empty text where it asks for none."""
    return (operation.like or "") if isinstance(operation, Likened) else ""


def referring_to(operation: Operation, name: str) -> Operation:
    """Return an operation that asks for the size of another layer than it did."""
    return operation._replace(like=name) if isinstance(operation, Likened) else operation


def over_like(operation: Operation, n: int | None, m: int | None) -> Step:
    """Return the step to a map of ``n`` features that gives it the ``m`` that the other layer's map has.

    Raises `RfcalcError` where a crop would have to add features, or a pad to take some away.
    """
    with RfcalcError.within(key=LIKE):
        step = _of_known_size(operation, n, m).over(n)
    return step._replace(n=m)


def _of_known_size(operation: Operation, n: int | None, m: int | None) -> Operation:
    """Return the operation that does the same to a map of ``n`` features and needs no other layer."""
    if isinstance(operation, Resize):
        if m is None:
            raise needs_size(f"what a resizing to the size of {quoted(operation.like)} reads", LIKE)
        return operation._replace(size=m, like=None)
    if isinstance(operation, Crop):
        sides = _sides(operation.crop, n, m, f"a crop to the size of {quoted(operation.like)} begins")
        if min(sides) < 0:
            raise _misfit(n, m, operation.like, "smaller", "a crop takes features away; pad adds some")
        return Crop(sides)
    assert isinstance(operation, Pad)  # noqa: S101 - no other type has the key
    sides = _sides(operation.padding, m, n, f"a pad to the size of {quoted(operation.like)} begins")
    if min(sides) < 0:
        raise _misfit(n, m, operation.like, "larger", "a pad adds features; crop takes some away")
    return operation._replace(padding=sides, like=None)


def _sides(word: Sides, larger: int | None, smaller: int | None, what: str) -> tuple[int, int]:
    """Return how much of the difference lies before and after; below 0 where it is the other way round."""
    if larger is not None and smaller is not None:
        return sides_of(word, larger - smaller)
    if word == "after":
        return 0, 0  # nothing before, and how much after only n tells
    raise needs_size(f"where {what}", LIKE)


def _misfit(n: int | None, m: int | None, like: str | None, how: str, allowed: str) -> RfcalcError:
    return RfcalcError(f"the map of {n} is {how} than that of {quoted(like)}, {m}", allowed=allowed, key=LIKE)


def room_of(operation: Operation, n: int, m: int) -> list[int]:
    """Return how much is left of what fits, each below 0 where it does not; each grows evenly with ``n`` and ``m``."""
    if isinstance(operation, Crop):
        return [n - m]
    if isinstance(operation, Pad):
        rooms = [m - n]
        if operation.mode in ("reflect", "circular"):  # at most so many pixels of the map are on one side of it
            most = n - (operation.mode == "reflect")
            rooms.append((2 if operation.padding == "middle" else 1) * most - (m - n))
        return rooms
    return []
