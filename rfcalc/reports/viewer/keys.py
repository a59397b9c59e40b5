"""What a viewer needs to work a layer out again: the keys of a window, of others what becomes of their reads.

Along each axis another layer has a rule, by which its number of features and its reads follow from those before it.
Where it has none that can be told shortly, it is ``fixed``: it stays as it is while the map before does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rfcalc.layers.rearranging import Concat
from rfcalc.layers.resizing import AdaptivePool, Resize
from rfcalc.layers.unknown import Unknown, is_unknown
from rfcalc.layers.whole import Attention, Gate, Recurrent, WholeMap, WindowAttention
from rfcalc.layers.windows import ZEROS, Crop, Keep, Pad, Shuffle, Transposed, Unshuffle, Window, sides_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.axis import IndexMap
    from rfcalc.layers import Operation
    from rfcalc.layers.settings import Operations

Keys = dict[str, object]
Rule = tuple[object, ...]

WINDOW = ("kernel", "stride", "padding", "dilation")
FIXED: Rule = ("fixed",)


def keys_for(operations: Operations, text: str) -> Keys:
    """Return the keys of a layer, one value per axis, or its rules; ``text`` is how a file spells its keys."""
    first = operations[0]
    if isinstance(first, Window):
        return {**_window(operations), "text": text}
    if isinstance(first, Transposed):
        names = (*WINDOW, "output_padding")
        return {"as": "transposed", **{name: _each(operations, name) for name in names}, "text": text}
    return {"as": [_rule(operation) for operation in operations], "text": text}


def _window(operations: Operations) -> Keys:
    """Return the keys of a convolution or pool; those that say nothing are left out."""
    keys: Keys = {"as": "window", **{name: _each(operations, name) for name in WINDOW}}
    if any(_each(operations, "taps")):
        keys = {
            "as": "window",
            **{name: keys[name] for name in ("stride", "padding")},
            "taps": _each(operations, "taps"),
        }
    if any(_each(operations, "ceil_mode")):
        keys["ceil_mode"] = True
    if operations[0].padding_mode != ZEROS:  # type: ignore[attr-defined] # a window has it
        keys["border"] = operations[0].padding_mode  # type: ignore[attr-defined]
    return keys


def _each(operations: Operations, name: str) -> list[object]:
    return [getattr(operation, name) for operation in operations]


def _rule(operation: Operation) -> Rule:
    """Return how many features a layer has along an axis, and what they read, given those before."""
    if is_unknown(operation):
        return FIXED
    if isinstance(operation, Pad | Crop | Resize) and operation.like is not None:
        return _like(operation)
    rule = _RULES.get(operation.__class__)
    return rule(operation) if rule else FIXED


def _like(operation: Pad | Crop | Resize) -> Rule:
    """Return the rule of a layer that gets the size of another's map."""
    if isinstance(operation, Crop):
        return ("crop", operation.crop)
    return ("nearest",) if isinstance(operation, Resize) and _is_nearest(operation) else FIXED


def _is_nearest(operation: Resize) -> bool:
    return operation.mode == "nearest" and operation.coordinates is None and operation.rounding is None


def _pad(operation: Pad) -> Rule:
    border = () if operation.mode == ZEROS else (operation.mode,)
    return ("pad", *sides_of(operation.padding, 0), *border)


def _crop(operation: Crop) -> Rule:
    before, after = sides_of(operation.crop, 0)
    return ("pad", -before, -after)


def _resize(operation: Resize) -> Rule:
    """Return the rule of a resizing: by a scale its reads do not change, unless the map is put in the middle."""
    if operation.scale is None:
        return ("nearest", operation.size) if _is_nearest(operation) else FIXED
    steady = not operation.align_corners and operation.coordinates in {None, "half_pixel", "asymmetric"}
    return ("scale", *operation.scale) if steady else FIXED


def _looking_back(operation: Attention | Recurrent | Gate) -> Rule:
    reads: tuple[IndexMap, ...] = operation.over(2).reads
    if len(reads) == 1:
        return ("keep",)
    past = reads[-1].past
    if past:
        return ("past", 1 if past > 0 else -1)
    return ("besides",) if reads[-1].advance == 0 else ("keep", "twice")


_RULES: dict[type, Callable[[Any], Rule]] = {
    Keep: lambda _: ("keep",),
    Concat: lambda operation: FIXED if operation.along else ("keep",),
    WholeMap: lambda _: ("whole",),
    AdaptivePool: lambda operation: ("keep",) if operation.output_size is None else ("adaptive", operation.output_size),
    Pad: _pad,
    Crop: _crop,
    Shuffle: lambda operation: ("grow", operation.scale),
    Unshuffle: lambda operation: ("fold", operation.scale),
    WindowAttention: lambda _: ("steady",),
    Resize: _resize,
    Attention: _looking_back,
    Recurrent: _looking_back,
    Gate: _looking_back,
    Unknown: lambda operation: ("besides",) if operation.treat == "whole" else ("keep",),
}
