"""The values that keys may have: each reader returns a checked value or says what is allowed.

A reader takes the node and the number of axes. Those of per-axis keys return one value per axis.
They raise `RfcalcError` with the line; whoever calls adds file, layer and key.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.readers.document import Mapping, Node, Ratio, Scalar, Sequence

Value = TypeVar("Value")

Allowed = dict[str, Any]
"""Values that are allowed, in the words of JSON Schema."""


class Kind(NamedTuple):
    """What the values of a key may be: how one is read, and the same said for the schema of network files."""

    name: str
    read: Callable[[Node, int], tuple[Any, ...]]
    alone: Allowed  # a value that holds for every axis
    listed: Allowed | None = None  # an item of a list of one per axis, where there may be one


WITHOUT_SAY = {
    "activation", "bias", "channels", "count_include_pad", "depth_multiplier", "features", "filters", "groups",
    "in_channels", "in_features", "num_output", "out_channels", "out_features", "units", "use_bias",
}  # fmt: skip
"""What other tools write down and no receptive field depends on."""

Keys = dict[str, tuple[int, Node]]
"""Keys as written, each with its line and its value."""

PADDING_WORDS = ("same", "same_lower", "valid")
MODES_BY_WORD = {
    "nearest": "nearest",
    "nearest-exact": "nearest-exact",
    "bilinear": "bilinear",
    "linear": "bilinear",
    "trilinear": "bilinear",
    "bicubic": "bicubic",
}


def shown(node: Node) -> str:
    """Return a found value as the file spells it."""
    if isinstance(node, Sequence):
        return quoted(_Bare("[" + ", ".join([shown(item) for item in node.items[:30]]) + "]"))
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node.value, Ratio):
        return quoted(_Bare(node.value.text))
    return quoted(node.value)


class _Bare:
    """A text that `quoted` shows without quote marks."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


def refused(node: Node, allowed: str, key: str = "") -> RfcalcError:
    """Return the error that ``node`` is not what its key allows."""
    return RfcalcError(f"found {shown(node)}", allowed=f"allowed: {allowed}", line=node.line or None, key=key)


def is_whole(node: Node, least: int) -> bool:
    """Return whether a value is a whole number of at least ``least``; true and 3.0 are none."""
    return isinstance(node, Scalar) and node.value.__class__ is int and node.value >= least


def _per_axis(node: Node, axes: int, read: Callable[[Node], Value], allowed: str) -> tuple[Value, ...]:
    if not isinstance(node, Sequence):
        return (read(node),) * axes
    if len(node.items) != axes:
        raise RfcalcError(
            f"found a list of {len(node.items)}, {shown(node)}, but the network has "
            f"{axes} {'axis' if axes == 1 else 'axes'}",
            allowed=f"allowed: {allowed}",
            line=node.line,
        )
    return tuple([read(item) for item in node.items])


def _numbers(name: str, least: int, allowed: str) -> Kind:
    def read_one(node: Node) -> int:
        if not is_whole(node, least):
            raise refused(node, allowed)
        return node.value  # type: ignore[return-value, union-attr]

    def read(node: Node, axes: int) -> tuple[int, ...]:
        return _per_axis(node, axes, read_one, allowed)

    number = {"type": "integer", "minimum": least}
    return Kind(name, read, number, number)


COUNTS = _numbers("counts", 1, "a whole number of at least 1, or a list of one per axis")
NATURALS = _numbers("naturals", 0, "a whole number of at least 0, or a list of one per axis")


def _read_sizes(node: Node, axes: int) -> tuple[int | None, ...]:
    """Return the features of an adaptive pool per axis; ``None`` where the file says null."""
    allowed = "a whole number of at least 1, or a list of one (or null: keep) per axis"

    def read_one(item: Node) -> int | None:
        if isinstance(item, Scalar) and item.value is None and isinstance(node, Sequence):
            return None
        if not is_whole(item, 1):
            raise refused(item, allowed)
        return item.value  # type: ignore[return-value, union-attr]

    return _per_axis(node, axes, read_one, allowed)


SIZES = Kind("sizes", _read_sizes, {"type": "integer", "minimum": 1}, {"type": ["integer", "null"], "minimum": 1})


def _read_pairs(node: Node, axes: int) -> tuple[tuple[int, int], ...]:
    """Return ``(before, after)`` per axis."""
    allowed = "a whole number of at least 0, a list of one per axis, or a list of one [before, after] pair per axis"

    def read_one(item: Node) -> tuple[int, int]:
        if isinstance(item, Sequence) and item is not node and len(item.items) == 2:  # noqa: PLR2004 - a pair
            before, after = item.items
            if is_whole(before, 0) and is_whole(after, 0):
                return (before.value, after.value)  # type: ignore[return-value, union-attr]
        if not is_whole(item, 0):
            raise refused(item, allowed)
        return (item.value, item.value)  # type: ignore[return-value, union-attr]

    if axes == 1 and isinstance(node, Sequence) and len(node.items) == 2:  # noqa: PLR2004
        allowed += f" (here: [{shown(node)}])"
    return _per_axis(node, axes, read_one, allowed)


_SIDE: Allowed = {"type": "integer", "minimum": 0}
_PAIR: Allowed = {"type": "array", "items": _SIDE, "minItems": 2, "maxItems": 2}
PAIRS = Kind("pairs", _read_pairs, _SIDE, {"anyOf": [_SIDE, _PAIR]})


def _read_paddings(node: Node, axes: int) -> tuple[str | tuple[int, int], ...]:
    """Return ``(before, after)`` per axis, or the word that says how to find them."""
    if isinstance(node, Scalar) and isinstance(node.value, str):
        return (word(node, PADDING_WORDS, "a whole number, a list, or "),) * axes
    return _read_pairs(node, axes)


PADDINGS = Kind("paddings", _read_paddings, {"anyOf": [_SIDE, {"enum": [*PADDING_WORDS]}]}, PAIRS.listed)


def _read_scales(node: Node, axes: int) -> tuple[tuple[int, int], ...]:
    """Return the exact factor per axis as ``(numerator, denominator)``."""
    allowed = "a number above 0 such as 2 or 1.5, or a list of one per axis"

    def read_one(item: Node) -> tuple[int, int]:
        if is_whole(item, 1):
            return (item.value, 1)  # type: ignore[return-value, union-attr]
        if isinstance(item, Scalar) and isinstance(item.value, Ratio) and item.value.numerator > 0:
            return (item.value.numerator, item.value.denominator)
        raise refused(item, allowed)

    return _per_axis(node, axes, read_one, allowed)


_SCALE: Allowed = {"type": "number", "exclusiveMinimum": 0}
SCALES = Kind("scales", _read_scales, _SCALE, _SCALE)


def word(node: Node, words: tuple[str, ...], before: str = "") -> str:
    """Return one of ``words``."""
    if isinstance(node, Scalar) and isinstance(node.value, str):
        if node.value in words:
            return node.value
        hint = nearest(node.value, words)
    else:
        hint = ""
    error = refused(node, before + ", ".join(words))
    error.allowed = "; ".join(part for part in (error.allowed, hint) if part)
    raise error


def _read_modes(node: Node, axes: int) -> tuple[str, ...]:
    """Return the way of interpolation, the same for every axis."""
    return (MODES_BY_WORD[word(node, tuple(MODES_BY_WORD))],) * axes


MODES = Kind("modes", _read_modes, {"enum": [*MODES_BY_WORD]})


def _read_flags(node: Node, axes: int) -> tuple[bool, ...]:
    """Return true or false, the same for every axis."""
    return (flag(node),) * axes


FLAGS = Kind("flags", _read_flags, {"type": "boolean"})


def flag(node: Node, key: str = "") -> bool:
    """Return true or false."""
    if isinstance(node, Scalar) and isinstance(node.value, bool):
        return node.value
    raise refused(node, "true or false", key)


def text(node: Node, key: str) -> str:
    """Return a text that is not empty."""
    if isinstance(node, Scalar) and isinstance(node.value, str) and node.value:
        return node.value
    raise refused(node, "a text (a number needs quote marks)", key)


def mapping(node: Node, allowed: str, key: str = "") -> Mapping:
    """Return a mapping."""
    if isinstance(node, Mapping):
        return node
    raise refused(node, allowed, key)


def unknown_key(key: str, line: int, known: tuple[str, ...], owner: str) -> RfcalcError:
    """Return the error that ``owner`` has no such key, with the nearest that it has."""
    hint = "leave it out, no receptive field depends on it;" if key in WITHOUT_SAY else nearest(key, known)
    return RfcalcError(
        f"unknown key {quoted(key)}",
        allowed=(f"{hint} " if hint else "") + f"{owner} takes: {', '.join(known)}",
        line=line,
    )
