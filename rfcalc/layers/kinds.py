"""The values that keys may have: each kind reads a plain value, or says what is allowed.

Plain values are those of Python: whole numbers, texts, true and false, None, a decimal as `Ratio`, lists or tuples of
these. A kind takes the value and the number of axes, and returns one checked value for each axis. An error tells the
item of the value that is refused; whoever calls adds the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, Union

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.layers.numerals import MAX_NUMBER, BadNumber, Ratio

if TYPE_CHECKING:
    from rfcalc.layers.values import Factor, Setting

Plain = Union[str, int, float, Ratio, BadNumber, Sequence["Plain"], Mapping[str, "Plain"], None]  # noqa: UP007 - it names itself
"""A value as a file or a caller gives it."""

Allowed = dict[str, Any]
"""Values that are allowed, in the words of JSON Schema."""

Value = TypeVar("Value")

PAIR = 2

SHOWN = 30  # items of a found list that are worth spelling for a message


class Kind(NamedTuple):
    """What the values of a key may be: how one is read, and the same said for the schema of network files."""

    name: str
    read: "Callable[[Plain, int], tuple[Setting, ...]]"
    alone: Allowed  # a value that holds for every axis
    listed: Allowed | None = None  # an item of a list of one per axis, where there may be one
    nested: int = 0  # how many lists deep a value that holds for every axis is

    def along(self, value: Plain) -> Sequence[Plain] | None:
        """Return the items of a value that has one for each axis."""
        items = items_of(value)
        return items if items is not None and _is_deeper(items, self.nested) else None


def _is_deeper(items: Sequence[Plain], depth: int) -> bool:
    """Return whether lists, or nulls in their place, lie more than ``depth`` deep in a list."""
    if not depth or (items and all(item is None for item in items)):
        return True
    return any(_is_deeper(inner, depth - 1) for item in items if (inner := items_of(item)) is not None)


class _Bare:
    """A text that `quoted` shows without quote marks."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


def shown(value: object) -> str:
    """Return a found value as a file spells it, cut to 60 characters."""
    items = items_of(value)
    if items is not None:
        return quoted(_Bare("[" + ", ".join([shown(item) for item in items[:SHOWN]]) + "]"))
    if isinstance(value, Mapping):
        return "a mapping"
    return quoted(value)


def items_of(value: object) -> Sequence[Plain] | None:
    """Return the items of a list or tuple; ``None`` for what is neither."""
    return value if isinstance(value, (list, tuple)) and not isinstance(value, (Ratio, BadNumber)) else None


def refusal(value: object, allowed: str) -> RfcalcError:
    """Return the error that a value is not what its key allows."""
    error = RfcalcError(f"found {shown(value)}", allowed=f"allowed: {allowed}")
    bad = next((item for item in (value, *(items_of(value) or ())) if isinstance(item, BadNumber)), None)
    error.advise(bad.allowed if bad else "")
    return error


def is_whole(value: object, least: int) -> bool:
    """Return whether a value is a whole number of at least ``least``; true and 3.0 are none."""
    return value.__class__ is int and value >= least


def per_axis(value: Plain, axes: int, read: Callable[[Plain], Value], allowed: str) -> tuple[Value, ...]:
    """Return what a value says along each axis: the same for all of them, or an item of a list for each."""
    items = items_of(value)
    if items is None:
        return (read(value),) * axes
    if len(items) != axes:
        raise RfcalcError(
            f"found a list of {len(items)}, {shown(value)}, but the network has "
            f"{axes} {'axis' if axes == 1 else 'axes'}",
            allowed=f"allowed: {allowed}",
        )
    return tuple([read_item(item, place, read) for place, item in enumerate(items)])


def read_item(item: Plain, place: int, read: Callable[[Plain], Value]) -> Value:
    """Return an item of a list, read; an error tells which it is."""
    try:
        return read(item)
    except RfcalcError as refused:
        refused.item = (place, *refused.item)
        raise


def _number(value: Plain, least: int, allowed: str) -> int:
    if isinstance(value, int) and is_whole(value, least):
        return value
    raise refusal(value, allowed)


ANY = -MAX_NUMBER
"""The least whole number that a file holds."""


def _at_least(least: int) -> Allowed:
    return {"type": "integer"} if least == ANY else {"type": "integer", "minimum": least}


def _numbers(name: str, least: int, allowed: str) -> Kind:
    def read(value: Plain, axes: int) -> tuple[int, ...]:
        return per_axis(value, axes, lambda item: _number(item, least, allowed), allowed)

    return Kind(name, read, _at_least(least), _at_least(least))


COUNTS = _numbers("counts", 1, "a whole number of at least 1, or a list of one per axis")
NATURALS = _numbers("naturals", 0, "a whole number of at least 0, or a list of one per axis")
POSITIONS = _numbers("positions", ANY, "a whole number, or a list of one per axis")


def _numbers_or_null(name: str, least: int, allowed: str) -> Kind:
    """Return the kind of whole numbers whose lists may say null for an axis."""

    def read(value: Plain, axes: int) -> tuple[int | None, ...]:
        is_list = items_of(value) is not None

        def read_one(item: Plain) -> int | None:
            return None if item is None and is_list else _number(item, least, allowed)

        return per_axis(value, axes, read_one, allowed)

    return Kind(name, read, _at_least(least), {**_at_least(least), "type": ["integer", "null"]})


SIZES = _numbers_or_null("sizes", 1, "a whole number of at least 1, or a list of one (or null: keep) per axis")
ENDS = _numbers_or_null("ends", ANY, "a whole number, or a list of one (or null: to the end) per axis")


def _pairs(name: str, least: int) -> Kind:
    """Return the kind of ``(before, after)`` per axis."""
    number = "a whole number" if least == ANY else f"a whole number of at least {least}"
    known = f"{number}, a list of one per axis, or a list of one [before, after] pair per axis"

    def read(value: Plain, axes: int) -> tuple[tuple[int, int], ...]:
        allowed = known

        def read_one(item: Plain) -> tuple[int, int]:
            pair = items_of(item)
            if pair is not None and item is not value and len(pair) == PAIR:
                before, after = pair
                if isinstance(before, int) and isinstance(after, int) and all(is_whole(side, least) for side in pair):
                    return before, after
            side = _number(item, least, allowed)
            return side, side

        items = items_of(value)
        if axes == 1 and items is not None and len(items) == PAIR:
            allowed += f" (here: [{shown(value)}])"
        return per_axis(value, axes, read_one, allowed)

    side = _at_least(least)
    pair: Allowed = {"type": "array", "items": side, "minItems": PAIR, "maxItems": PAIR}
    return Kind(name, read, side, {"anyOf": [side, pair]})


PAIRS = _pairs("pairs", 0)
MARGINS = _pairs("margins", ANY)

CUT_WORDS = ("same", "same_lower", "valid")
"""What says how a transposed convolution is cut; Keras and ONNX have no causal one."""

PADDING_WORDS = (*CUT_WORDS, "causal")


SIDE_WORDS = ("middle", "before", "after")
"""What says on which side a map is cut or padded to the size of another; the odd one in the middle is after."""


def _paddings(name: str, words: tuple[str, ...], numbers: Kind = PAIRS) -> Kind:
    """Return the kind of ``(before, after)`` per axis, or of a word for one axis or all that says how to find them."""

    def read(value: Plain, axes: int) -> "tuple[Setting, ...]":
        if isinstance(value, str):
            return (word(value, words, "a whole number, a list, or "),) * axes
        items = items_of(value)
        if items is None or not any(isinstance(item, str) for item in items):
            return numbers.read(value, axes)

        def read_one(item: Plain) -> "Setting":
            if isinstance(item, str):
                return word(item, words, "a whole number, a [before, after] pair, or ")
            return numbers.read([item], 1)[0]

        return per_axis(value, axes, read_one, "a list of one number, [before, after] pair or word per axis")

    named: Allowed = {"enum": [*words]}
    sides: Allowed = {"anyOf": [*(numbers.listed or {})["anyOf"], named]}
    return Kind(name, read, {"anyOf": [numbers.alone, named]}, sides)


PADDINGS = _paddings("paddings", PADDING_WORDS)
CUTS = _paddings("cuts", CUT_WORDS)
CROPS = _paddings("crops", SIDE_WORDS)
PADS = _paddings("pads", SIDE_WORDS, MARGINS)


def _read_scales(value: Plain, axes: int) -> "tuple[Factor, ...]":
    """Return the exact factor per axis as ``(numerator, denominator)``."""
    allowed = "a number above 0 such as 2 or 1.5, or a list of one per axis"

    def read_one(item: Plain) -> "Factor":
        if isinstance(item, Ratio) and item.numerator > 0:
            return item.numerator, item.denominator
        return _number(item, 1, allowed), 1

    return per_axis(value, axes, read_one, allowed)


_SCALE: Allowed = {"type": "number", "exclusiveMinimum": 0}
SCALES = Kind("scales", _read_scales, _SCALE, _SCALE)


def word(value: Plain, words: tuple[str, ...], before: str = "") -> str:
    """Return one of ``words``; ``before`` is what else is allowed."""
    if isinstance(value, str) and value in words:
        return value
    error = refusal(value, before + ", ".join(words))
    if isinstance(value, str):
        error.advise(nearest(value, words))
    raise error


def _read_flags(value: Plain, axes: int) -> tuple[bool, ...]:
    """Return true or false, the same for every axis."""
    return (flag(value),) * axes


FLAGS = Kind("flags", _read_flags, {"type": "boolean"})


def _read_switches(value: Plain, axes: int) -> tuple[bool, ...]:
    """Return true or false per axis."""
    return per_axis(value, axes, flag, "true or false, or a list of one per axis")


SWITCHES = Kind("switches", _read_switches, {"type": "boolean"}, {"type": "boolean"})


def flag(value: Plain) -> bool:
    """Return true or false."""
    if isinstance(value, bool):
        return value
    raise refusal(value, "true or false")
