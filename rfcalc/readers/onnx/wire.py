"""Bytes of protobuf as fields, each checked against the end of the message that holds it; nothing is copied.

Protocol Buffers, "Encoding": a message is a row of fields, each a number and a wire type, then a varint, four or eight
bytes, or a length and so many bytes. A field that nobody asks for is stepped over, however long it is, so that weights
in a memory map are never touched.
"""

from __future__ import annotations

from struct import unpack_from
from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, quoted

if TYPE_CHECKING:
    from mmap import mmap

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5
WIDTHS = {FIXED64: 8, FIXED32: 4}

MAX_TEXT = 1000
"""Bytes of a name or of any other text that is read."""

MAX_FIELDS = 4_000_000
"""Fields of one message: a row of numbers that are not packed has one for each."""

CONTINUES = 0x80
INT64 = 64

Data = "bytes | mmap"
"""Where a message lies."""

Field = tuple[int, int, int, int]
"""``(number, wire type, first, end)``: where its bytes lie; of a varint, ``first`` is its value."""


def fields(data: bytes | mmap, first: int, end: int) -> list[Field]:
    """Return the fields of the message that lies from ``first`` to before ``end``. Raises `RfcalcError`."""
    found: list[Field] = []
    at = first
    while at < end:
        tag = data[at]
        at += 1
        if tag >= CONTINUES:
            tag, at = _varint(data, at - 1, end)
        kind = tag & 7
        if kind == LENGTH:
            size = data[at] if at < end else CONTINUES
            at += 1
            if size >= CONTINUES:
                size, at = _varint(data, at - 1, end)
            found.append((tag >> 3, kind, at, at + size))
            at += size
        elif kind == VARINT:
            value, at = _varint(data, at, end)
            found.append((tag >> 3, kind, value, at))
        elif kind in WIDTHS:
            found.append((tag >> 3, kind, at, at + WIDTHS[kind]))
            at += WIDTHS[kind]
        else:
            raise damaged(f"wire type {kind} at byte {at}")
        if at > end:
            raise damaged(f"a field ends at byte {at}, after what holds it, which ends at {end}")
        if tag < 8:  # noqa: PLR2004 - a field's number is at least 1
            raise damaged(f"a field with number 0 at byte {at}")
        if len(found) > MAX_FIELDS:
            raise damaged(f"more than {MAX_FIELDS} fields in one message")
    return found


def span(field: Field) -> tuple[int, int]:
    """Return where the bytes of a field with a length lie. Raises `RfcalcError` for another wire type."""
    number, kind, first, end = field
    if kind != LENGTH:
        raise damaged(f"field {number} has wire type {kind}, not {LENGTH}")
    return first, end


def number_of(field: Field) -> int:
    """Return a whole number, negative ones by their complement to 2^64. Raises `RfcalcError` for another wire type."""
    number, kind, value, _ = field
    if kind != VARINT:
        raise damaged(f"field {number} has wire type {kind}, not {VARINT}")
    return _signed(value)


def text_of(data: bytes | mmap, field: Field) -> str:
    """Return a text. Raises `RfcalcError` for one that is too long or not UTF-8."""
    first, end = span(field)
    if end - first > MAX_TEXT:
        raise RfcalcError(
            f"the text {quoted(data[first : first + MAX_TEXT].decode(errors='replace'))} has {end - first} bytes",
            allowed=f"at most {MAX_TEXT} are read",
        )
    try:
        return data[first:end].decode()
    except UnicodeDecodeError:
        raise damaged(f"the text at byte {first} is not UTF-8") from None


def numbers_of(data: bytes | mmap, field: Field) -> tuple[int, ...]:
    """Return whole numbers, packed or one alone. Raises `RfcalcError`."""
    if field[1] == VARINT:
        return (_signed(field[2]),)
    at, end = span(field)
    found = []
    while at < end:
        value, at = _varint(data, at, end)
        found.append(_signed(value))
    return tuple(found)


def floats_of(data: bytes | mmap, field: Field, width: int = 4) -> tuple[float, ...]:
    """Return numbers of four or eight bytes, packed or one alone. Raises `RfcalcError`."""
    number, kind, first, end = field
    if kind != LENGTH and WIDTHS.get(kind) != width:
        raise damaged(f"field {number} has wire type {kind}, not one of {width} bytes")
    if (end - first) % width:
        raise damaged(f"{end - first} bytes do not make numbers of {width} bytes")
    return unpack_from(f"<{(end - first) // width}{'f' if width == WIDTHS[FIXED32] else 'd'}", data, first)


def damaged(found: str) -> RfcalcError:
    """Return the error that bytes are no message."""
    return RfcalcError(f"this is no ONNX model, or a damaged one: {found}")


def _varint(data: bytes | mmap, at: int, end: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and where the next byte is."""
    value = shift = 0
    while at < end and shift < INT64:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < CONTINUES:
            return value, at
        shift += 7
    raise damaged(f"a number without an end at byte {at}")


def _signed(value: int) -> int:
    value &= (1 << INT64) - 1
    return value - (1 << INT64) if value >> (INT64 - 1) else value
