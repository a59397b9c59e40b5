"""What a pixel of a network's input is: its name, and how long it is in which unit."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.layers.kinds import is_whole, items_of, refusal
from rfcalc.layers.numerals import Ratio

if TYPE_CHECKING:
    from typing import TypeVar

    from rfcalc.layers.kinds import Plain
    from rfcalc.layers.values import Factor

    Value = TypeVar("Value")

PIXEL = "pixel"
"""The key of a network file, and what a pixel is called where it has no other name."""

PIXEL_KEYS = ("name", "size", "unit")

MAX_WORD = 30
"""Characters of a pixel's name and of a unit."""


class Pixel(NamedTuple):
    """What a pixel is; ``size`` and ``unit`` have one entry per axis, or none at all where no length is known."""

    name: str = ""  # in the singular; empty: a pixel
    size: "tuple[Factor | None, ...]" = ()  # exactly, as (numerator, denominator), in the unit of its axis
    unit: tuple[str | None, ...] = ()


SOME_PIXEL = Pixel()
"""The pixel of a network that does not say what it is."""


def surface(axes: Sequence[str]) -> str:
    """Return what the network's input is called as a whole: an image has more than one axis."""
    return "image" if len(axes) > 1 else "input"


def pixel_of(given: "Plain", axes: int) -> Pixel:
    """Return what a mapping with ``name``, ``size`` and ``unit`` says of a pixel, one size and unit for each axis.

    An axis whose size is null in a list has no length. Raises `RfcalcError` with the key.
    """
    with RfcalcError.within(key=PIXEL):
        if not isinstance(given, Mapping) or not given:
            raise refusal(given, "a mapping with 'name', or 'size' and 'unit', or all of them")
        for key in given:
            if key not in PIXEL_KEYS:
                hint = nearest(key, PIXEL_KEYS)
                raise RfcalcError(
                    f"unknown key {quoted(key)}", allowed=f"{hint} a pixel takes: {', '.join(PIXEL_KEYS)}".strip()
                )
        for key, other in (("size", "unit"), ("unit", "size")):
            if key in given and other not in given:
                raise RfcalcError(f"'{other}' is missing", allowed=f"a {key} needs a {other}")
    name = ""
    if "name" in given:
        with RfcalcError.within(key=f"{PIXEL}: name"):
            name = _word(given["name"])
    if "size" not in given:
        return Pixel(name)
    with RfcalcError.within(key=f"{PIXEL}: size"):
        sizes = _along(given["size"], axes, _size)
    with RfcalcError.within(key=f"{PIXEL}: unit"):
        units = _along(given["unit"], axes, _word)
        if items_of(given["unit"]) is None:
            units = tuple([None if size is None else unit for size, unit in zip(sizes, units)])
        if [size is None for size in sizes] != [unit is None for unit in units]:
            raise refusal(given["unit"], "null where the size is null, and nowhere else")
    return Pixel(name, sizes, units) if any(sizes) else Pixel(name)


def _along(given: "Plain", axes: int, read: "Callable[[Plain], Value]") -> "tuple[Value | None, ...]":
    """Return one value per axis; in a list, null stands for none."""
    items = items_of(given)
    if items is None:
        return (read(given),) * axes
    if len(items) != axes:
        raise refusal(given, f"one value, or a list of one (or null) per axis, of which the network has {axes}")
    return tuple([None if item is None else read(item) for item in items])


def _size(value: "Plain") -> "Factor":
    if isinstance(value, Ratio) and value.numerator > 0:
        return value.numerator, value.denominator
    if isinstance(value, int) and is_whole(value, 1):
        return value, 1
    raise refusal(value, "a number above 0 such as 0.0625, or a list of one (or null) per axis")


def _word(value: "Plain") -> str:
    if isinstance(value, str) and 1 <= len(value) <= MAX_WORD and value.isprintable() and value == value.strip():
        return value
    raise refusal(value, f"a text of 1 to {MAX_WORD} characters (a number needs quote marks)")
