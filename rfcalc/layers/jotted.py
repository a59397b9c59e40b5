"""A layer's window as people jot it down: ``k3 s2 p1``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.values import setting_of

if TYPE_CHECKING:
    from rfcalc.layers.settings import Operations
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


def _spelled(value: Setting, name: str) -> str:
    if isinstance(value, tuple):
        if name == "taps":
            return ",".join(map(str, value))
        first, second = value
        if name == "scale":
            return f"{first / second:g}"
        return str(first) if first == second else f"{first}{second:+}"
    return "?" if value is None else str(value)
