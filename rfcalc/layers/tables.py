"""Values that list what each feature reads: indices one by one, or progressions that repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.layers.kinds import ANY, Allowed, Kind, is_whole, items_of, per_axis, read_item, refusal

if TYPE_CHECKING:
    from rfcalc.layers.kinds import Plain

Progression = tuple[int, int, int]
"""First position, number of positions, and how far each lies from the one before."""

INDICES_ALLOWED = "a list of whole numbers such as [2, 0, 1], or one such list (or null: keep) per axis"


def _read_indices(value: Plain, axes: int) -> tuple[tuple[int, ...] | None, ...]:
    """Return the indices per axis; ``None`` where an axis is kept."""

    def read_one(item: Plain) -> tuple[int, ...] | None:
        if item is None and item is not value:
            return None
        items = items_of(item)
        indices = [at for at in items or () if isinstance(at, int) and is_whole(at, ANY)]
        if not indices or len(indices) < len(items or ()):
            raise refusal(item, INDICES_ALLOWED)
        return tuple(indices)

    if INDICES.along(value) is None:
        return (read_one(value),) * axes
    return per_axis(value, axes, read_one, INDICES_ALLOWED)


_INDICES: Allowed = {"type": "array", "items": {"type": "integer"}, "minItems": 1}
INDICES = Kind("indices", _read_indices, _INDICES, {"anyOf": [_INDICES, {"type": "null"}]}, nested=1)

RANGES_ALLOWED = "a list of [first, count, step] such as [[0, 3, 1], [2, 3, 1]], or one such list per axis"
LEAST = (ANY, 0, 1)
"""The least that first, count and step may be."""


def _read_ranges(value: Plain, axes: int) -> tuple[tuple[Progression, ...], ...]:
    """Return along each axis the progression that each feature of a period reads."""

    def read_one(item: Plain) -> tuple[Progression, ...]:
        phases = items_of(item)
        if not phases:
            raise refusal(item, RANGES_ALLOWED)
        return tuple([read_item(phase, place, _progression) for place, phase in enumerate(phases)])

    if RANGES.along(value) is None:
        return (read_one(value),) * axes
    return per_axis(value, axes, read_one, RANGES_ALLOWED)


def _progression(item: Plain) -> Progression:
    numbers = items_of(item) or ()
    whole = [at for at, least in zip(numbers, LEAST) if isinstance(at, int) and is_whole(at, least)]
    if not whole or len(whole) < len(numbers):
        raise refusal(item, RANGES_ALLOWED)
    first, count, step, *_ = *whole, 1, 1
    return first, count, step


_PROGRESSION: Allowed = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": len(LEAST)}
_RANGES: Allowed = {"type": "array", "items": _PROGRESSION, "minItems": 1}
RANGES = Kind("ranges", _read_ranges, _RANGES, _RANGES, nested=2)
