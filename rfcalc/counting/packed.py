"""Rows of natural numbers packed into one whole number each, so that a row is added to another in one step.

Field i of a row takes the bytes ``i * width`` up to ``(i + 1) * width``, the lowest first. Python's whole numbers
are of any length and added at the speed of the machine; nobody may let a field grow beyond its width.
"""

from __future__ import annotations

import sys

BYTE = 8  # bits
WORD = 8  # bytes that the interpreter can unpack by itself


def width_for(largest: int) -> int:
    """Return the bytes that a field needs for numbers up to ``largest``: whole words."""
    return max(-(-largest.bit_length() // (BYTE * WORD)), 1) * WORD


def unpacked(row: int, count: int, width: int) -> list[int]:
    """Return the ``count`` numbers of a row."""
    content = row.to_bytes(count * width, "little")
    found = words(content)
    if width == WORD:
        return found
    parts = width // WORD
    numbers = found[parts - 1 :: parts]
    for part in range(parts - 2, -1, -1):
        numbers = [(high << (WORD * BYTE)) | low if high else low for high, low in zip(numbers, found[part::parts])]
    return numbers


def words(content: bytes, *, as_machine: bool = sys.byteorder == "little") -> list[int]:
    """Return the words of bytes, the lowest byte of each first; quicker where that is the machine's own order."""
    if as_machine:
        return memoryview(content).cast("Q").tolist()
    return [int.from_bytes(content[at : at + WORD], "little") for at in range(0, len(content), WORD)]


def stretched(row: int, count: int, step: int, width: int) -> int:
    """Return a row whose field i is at ``i * step``, with zeros between."""
    if step == 1 or count == 1:
        return row
    content = row.to_bytes(count * width, "little")
    spread = bytearray(((count - 1) * step + 1) * width)
    for byte in range(width):
        spread[byte :: step * width] = content[byte::width]
    return int.from_bytes(spread, "little")


def every(row: int, count: int, first: int, step: int, width: int) -> int:
    """Return the fields ``first``, ``first + step`` ... of a row next to each other."""
    content = row.to_bytes(count * width, "little")
    chosen = bytearray(len(range(first, count, step)) * width)
    for byte in range(width):
        chosen[byte::width] = content[first * width + byte :: step * width]
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
