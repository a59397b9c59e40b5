"""Rows of natural numbers packed into one whole number each, so that a row is added to another in one step.

Field i of a row takes the bytes ``i * width`` up to ``(i + 1) * width``, the lowest first. Python's whole numbers
are of any length and added at the speed of the machine; nobody may let a field grow beyond its width.
"""

from __future__ import annotations

import sys
from array import array

BYTE = 8  # bits
WORD = 8  # bytes that the interpreter can unpack at once


def width_for(largest: int) -> int:
    """Return the bytes that a field needs for numbers up to ``largest``, and a bit that stays free: whole words."""
    return (largest.bit_length() // (BYTE * WORD) + 1) * WORD


def unpacked(row: int, count: int, width: int, *, as_machine: bool = sys.byteorder == "little") -> list[int]:
    """Return the ``count`` numbers of a row; words are read at once where that is the machine's order of bytes."""
    content = row.to_bytes(count * width, "little")
    if as_machine and width == WORD:
        return memoryview(content).cast("Q").tolist()
    number = int.from_bytes
    return [number(content[at : at + width], "little") for at in range(0, len(content), width)]


def repeated(number: int, count: int, width: int) -> int:
    """Return a row of ``count`` equal fields."""
    return int.from_bytes(number.to_bytes(width, "little") * count, "little")


def field_sum(row: int, count: int, width: int) -> int:
    """Return the sum of a row's fields, which a field must be able to hold: halves are added until one is left."""
    while count > 1:
        half = -(-count // 2)
        bits = half * width * BYTE
        upper = row >> bits
        row, count = (row ^ (upper << bits)) + upper, half
    return row


def stretched(row: int, count: int, step: int, width: int) -> int:
    """Return a row whose field i is at ``i * step``, with zeros between."""
    if step == 1 or count == 1:
        return row
    content, words = array("Q", row.to_bytes(count * width, "little")), width // WORD
    spread = array("Q", bytes(((count - 1) * step + 1) * width))
    for word in range(words):
        spread[word :: step * words] = content[word::words]
    return int.from_bytes(spread, "little")


def every(row: int, count: int, first: int, step: int, width: int) -> int:
    """Return the fields ``first``, ``first + step`` ... of a row next to each other."""
    content, words = array("Q", row.to_bytes(count * width, "little")), width // WORD
    chosen = array("Q", bytes(len(range(first, count, step)) * width))
    for word in range(words):
        chosen[word::words] = content[first * words + word :: step * words]
    return int.from_bytes(chosen, "little")


def combed(row: int, taps: int, step: int, width: int) -> int:
    """Return the sum of ``taps`` copies of a row, each moved ``step`` fields further than the one before."""
    bits = step * width * BYTE
    done, total = 1, row
    for digit in f"{taps:b}"[1:]:
        total += total << (done * bits)
        done *= 2
        if digit == "1":
            total = (total << bits) + row
            done += 1
    return total


def cut(row: int, first: int, end: int, width: int) -> int:
    """Return the fields ``[first, end)``, the first of them now field 0."""
    bits = width * BYTE
    return (row >> (first * bits)) & ((1 << ((end - first) * bits)) - 1)


def extent(row: int, width: int) -> tuple[int, int]:
    """Return the fields ``[first, end)`` between which a row that is not 0 has its numbers."""
    bits = width * BYTE
    return ((row & -row).bit_length() - 1) // bits, -(-row.bit_length() // bits)
