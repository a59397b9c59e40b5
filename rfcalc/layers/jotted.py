"""A layer's window as people jot it down: ``k3 s2 p1``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.values import setting_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.layers.settings import Operations
    from rfcalc.layers.tables import Progression
    from rfcalc.layers.values import Setting


@lru_cache(maxsize=1024)  # large networks say the same few windows over and over
def window_text(type_name: str, operations: Operations) -> str:
    """Return the keys of a layer's type and their values along each axis; what goes without saying is left out."""
    words = []
    for name, key in LAYER_TYPES[type_name].keys.items():
        values = [setting_of(operation, name) for operation in operations]
        if all(value is None or value in (key.silent, key.default) for value in values):
            continue
        if isinstance(values[0], bool):
            words.append(key.mark)
        elif values.count(values[0]) == len(values):
            words.append(key.mark + _spelled(values[0], name))
        else:
            words.append(key.mark + "x".join([_spelled(value, name) for value in values]))
    return " ".join(words)


LISTED = 6  # numbers of a list that are told


def _spelled(value: Setting, name: str) -> str:
    if isinstance(value, tuple):
        return _SPELLED.get(name, _sides)(value)
    return "?" if value is None else str(value)


def _list(numbers: tuple[int, ...]) -> str:
    if len(numbers) <= LISTED:
        return ",".join(map(str, numbers))
    return ",".join([*map(str, numbers[: LISTED - 2]), "...", str(numbers[-1])])


def _table(ranges: tuple[Progression, ...]) -> str:
    if len(ranges) > 1:
        return f"table of {len(ranges)}"
    first, count, step = ranges[0]
    if not count:
        return "reads nothing"
    return f"reads {first}" if count == 1 else f"reads {count} from {first} by {step}"


def _factor(factor: tuple[int, int]) -> str:
    return f"{factor[0] / factor[1]:g}"


def _sides(sides: tuple[int, int]) -> str:
    before, after = sides
    return str(before) if before == after else f"{before}{after:+}"


_SPELLED: dict[str, Callable[..., str]] = {"scale": _factor, "taps": _list, "indices": _list, "ranges": _table}
"""How the values of a key are told that are no pair of sides."""
