"""The values of small constants, decoded when they are asked for; floats as the shortest decimals they print as."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite, prod
from struct import calcsize, pack, unpack, unpack_from
from typing import TYPE_CHECKING

from rfcalc.readers.moves.tensor import MOST_VALUES
from rfcalc.readers.onnx.wire import damaged, fields, floats_of, number_of, numbers_of, span

if TYPE_CHECKING:
    from mmap import mmap

    from rfcalc.readers.moves.tensor import Values
    from rfcalc.readers.onnx.model import Constant
    from rfcalc.readers.onnx.wire import Field

FLOATS = {1: "f", 10: "e", 11: "d"}
WHOLES = {2: "B", 3: "b", 4: "H", 5: "h", 6: "i", 7: "q", 9: "?", 12: "I", 13: "Q"}
FORMATS = {**FLOATS, **WHOLES}
"""`TensorProto.DataType` in the letters of struct; of other types no values are read."""

INT32_FIELD, INT64_FIELD, RAW_FIELD, UINT64_FIELD, LOCATION_FIELD = 5, 7, 9, 11, 14
FLOAT_FIELDS = {4: "f", 10: "d"}
"""Which floats stand in which field; those of half precision are bits in the field of whole numbers."""

MOST_FLOATS = 64
"""Floats that are kept: scales and limits are few, weights are many."""

SIMPLE = 1000
"""A denominator above which a decimal is taken for a fraction that was rounded."""

HALF_DIGITS, SINGLE_DIGITS = range(3, 6), range(6, 10)
"""Digits of which the fewest may do, and the most always tell one float from another."""


def values_of(data: bytes | mmap, constant: Constant) -> Values | None:
    """Return what a constant holds; ``None`` where that is too much, no numbers, or beside the file."""
    letter, count = FORMATS.get(constant.kind, ""), prod(constant.shape)
    if not letter or count > (MOST_FLOATS if letter in FLOATS.values() else MOST_VALUES):
        return None
    found: list[int | float] = []
    for field in fields(data, constant.first, constant.end):
        number = field[0]
        if number == LOCATION_FIELD and number_of(field):
            return None
        if number == RAW_FIELD:
            found += _raw(data, field, letter)
        elif letter == FLOAT_FIELDS.get(number):
            found += floats_of(data, field, calcsize(letter))
        elif number in {INT32_FIELD, INT64_FIELD, UINT64_FIELD}:
            found += numbers_of(data, field)
    if len(found) != count:
        if found:
            raise damaged(f"a constant of {count} values holds {len(found)}")
        return None if count else ()
    if letter in FLOATS.values():
        return tuple([_decimal(value, letter) for value in found])
    return tuple([int(value) for value in found])


def _raw(data: bytes | mmap, field: Field, letter: str) -> tuple[int | float, ...]:
    first, end = span(field)
    width = calcsize(f"<{letter}")
    if (end - first) % width or (end - first) // width > MOST_VALUES:
        raise damaged(f"{end - first} bytes do not make values of {width} bytes")
    return unpack_from(f"<{(end - first) // width}{letter}", data, first)


def decimal_of(value: float) -> Fraction | None:
    """Return the shortest decimal that a float of four bytes stands for: 0.6, not 0.60000002384."""
    return _decimal(value, "f")


def simplest_of(scale: Fraction) -> Fraction:
    """Return the simplest fraction that a float of four bytes may stand for: a third for 0.33333334, 3/5 for 0.6."""
    if scale.denominator <= SIMPLE:
        return scale
    stored = pack("<f", float(scale))
    for most in range(1, SIMPLE):
        candidate = scale.limit_denominator(most)
        if pack("<f", float(candidate)) == stored:
            return candidate
    return scale


def _decimal(value: float, letter: str) -> Fraction | None:
    if isinstance(value, int):  # half precision in int32_data: its bits
        value = unpack("<e", pack("<H", value & 0xFFFF))[0]
    if not isfinite(value):
        return None
    if value.is_integer():
        return Fraction(int(value))
    if letter == "d":
        return Fraction(repr(value))
    texts = (f"{value:.{digits}g}" for digits in (SINGLE_DIGITS if letter == "f" else HALF_DIGITS))
    return Fraction(next(text for text in texts if unpack(f"<{letter}", pack(f"<{letter}", float(text)))[0] == value))
