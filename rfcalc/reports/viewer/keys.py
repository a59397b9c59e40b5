"""What a viewer needs to work a layer out again: the keys of a window, of others how n follows from those before.

Along each axis another layer has a rule. Its reads stay as they are told, but for those of a whole map, which grow and
shrink with it. Where there is no rule that can be told shortly, it is ``fixed``: it holds while the sizes before do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rfcalc.layers.rearranging import Concat
from rfcalc.layers.resizing import AdaptivePool, Resize
from rfcalc.layers.unknown import Unknown, is_unknown
from rfcalc.layers.whole import Attention, Gate, Recurrent, WholeMap, WindowAttention
from rfcalc.layers.windows import CIRCULAR, ZEROS, Crop, Keep, Pad, Shuffle, Transposed, Unshuffle, Window, sides_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.layers import Operation
    from rfcalc.layers.settings import Operations

Keys = dict[str, object]
Rule = tuple[object, ...]

WINDOW = ("kernel", "stride", "padding", "dilation")
FIXED: Rule = ("fixed",)
KEPT: Rule = ("n",)
"""``("n", a, b, c, least, fits)``: ``floor((a n + b) / c)`` features of n, which is no less than ``least``; below
``fits`` the reads are others than told. What is left out is 1, and b 0."""

SHARES = {"middle": (1, 2), "before": (1, 1), "after": (0, 1)}
"""How much of what a crop takes away lies before, as numerator and denominator."""


def keys_for(operations: Operations, text: str) -> Keys:
    """Return the keys of a layer, one value per axis, or its rules; ``text`` is how a file spells its keys."""
    first = operations[0]
    if isinstance(first, Window):
        return {**_window(operations, first), "text": text}
    if isinstance(first, Transposed):
        return {"as": "transposed", **_each(operations, *WINDOW, "output_padding"), "text": text}
    return {"as": [_rule(operation) for operation in operations], "text": text}


def _window(operations: Operations, first: Window) -> Keys:
    """Return the keys of a convolution or pool; those that say nothing are left out."""
    names = WINDOW if first.taps is None else ("stride", "padding", "taps")
    keys: Keys = {"as": "window", **_each(operations, *names)}
    if first.ceil_mode:
        keys["ceil_mode"] = True
    if first.padding_mode != ZEROS:
        keys["padding_mode"] = first.padding_mode
    return keys


def _each(operations: Operations, *names: str) -> Keys:
    return {name: [getattr(operation, name) for operation in operations] for name in names}


def _rule(operation: Operation) -> Rule:
    """Return how many features a layer has along an axis, given those before."""
    rule = _RULES.get(operation.__class__)
    return rule(operation) if rule else FIXED


def _pad(operation: Pad) -> Rule:
    if operation.like is not None:
        return FIXED
    before, after = sides_of(operation.padding, 0)
    most = {"reflect": max(before, after) + 1, CIRCULAR: max(before, after)}.get(operation.mode, 1)
    return ("n", 1, before + after, 1, max(most, 1 - before - after))


def _crop(operation: Crop) -> Rule:
    if operation.like is not None:
        return ("crop", *SHARES[str(operation.crop)])
    before, after = sides_of(operation.crop, 0)
    return ("n", 1, -before - after, 1, 1 + before + after)


def _resize(operation: Resize) -> Rule:
    """Return the rule of a resizing: by a scale its reads do not change, unless the map is put in the middle."""
    if operation.scale is not None:
        steady = not operation.align_corners and operation.coordinates in {None, "half_pixel", "asymmetric"}
        up, down = operation.scale
        return ("n", up, 0, down, -(-down // up), 2) if steady else FIXED
    nearest = operation.mode == "nearest" and operation.coordinates is None and operation.rounding is None
    return ("nearest", operation.size) if nearest else FIXED


def _adaptive(operation: AdaptivePool) -> Rule:
    size = operation.output_size
    return KEPT if size is None else _ONE if size == 1 else ("adaptive", size)


_ONE: Rule = ("n", 0, 1)
_RULES: dict[type, Callable[[Any], Rule]] = {
    **dict.fromkeys((Keep, WindowAttention, Attention, Recurrent, Gate), lambda _: KEPT),
    Concat: lambda operation: FIXED if operation.along else KEPT,
    WholeMap: lambda _: _ONE,
    AdaptivePool: _adaptive,
    Pad: _pad,
    Crop: _crop,
    Shuffle: lambda operation: ("n", operation.scale),
    Unshuffle: lambda operation: ("split", 1, 0, operation.scale),
    Resize: _resize,
    Unknown: lambda operation: FIXED if is_unknown(operation) else KEPT,
}
