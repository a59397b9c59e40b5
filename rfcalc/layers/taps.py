"""The taps of a convolution: a list that holds for every axis, or a list of such lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.layers.kinds import ANY, Allowed, Kind, is_whole, items_of, per_axis, refusal

if TYPE_CHECKING:
    from rfcalc.layers.kinds import Plain

ALLOWED = "a list of different whole numbers such as [-2, 0, 2], or one such list per axis"


def _read_taps(value: Plain, axes: int) -> tuple[tuple[int, ...], ...]:
    """Return the positions per axis, in rising order."""

    def read_one(item: Plain) -> tuple[int, ...]:
        taps = [at for at in items_of(item) or () if isinstance(at, int) and is_whole(at, ANY)]
        if not taps or len(set(taps)) < len(items_of(item) or ()):
            raise refusal(item, ALLOWED)
        return tuple(sorted(taps))

    if TAPS.along(value) is None:
        return (read_one(value),) * axes
    return per_axis(value, axes, read_one, ALLOWED)


_TAPS: Allowed = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "uniqueItems": True}
TAPS = Kind("taps", _read_taps, _TAPS, _TAPS, nested=1)
