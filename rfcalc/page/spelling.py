"""How a report's values are spelled for people: numbers, sizes, ranges, boxes, and text of the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.reports.values import LayerRow

__all__ = [
    "amount",
    "apart",
    "escaped",
    "field",
    "flags",
    "number",
    "per_axis",
    "percent",
    "rounded",
    "size",
    "start",
    "width",
]

LARGE = 1_000_000  # numbers of paths from here on are told by their first digits
SMALL = 0.1


def number(value: Number | None, unknown: str = "?") -> str:
    """Return a number in its shortest exact form: ``16``, ``5.5``, ``7/3``."""
    if value is None:
        return unknown
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def rounded(value: Number) -> str:
    """Return a number with up to four digits, hundredths at the most: ``15.5``, ``18.57``, ``196.4``.

    Zeros at the end tell that there is more: ``8.00`` is nearly 8.
    """
    size = abs(float(value))
    places = 2 if size < 100 else 1 if size < 1000 else 0  # noqa: PLR2004 - two and three digits before the point
    near = round(float(value), places)
    return number(near) if near == value else f"{near:.{places}f}"


def percent(part: float) -> str:
    """Return a share of 0 to 1 for a cell; only none is ``0%``, and only all ``100%``."""
    if part in {0, 1}:
        return f"{part:.0%}"
    spelled = f"{part:.1%}"
    return {"0.0%": "<0.1%", "100.0%": ">99.9%"}.get(spelled, spelled)


def amount(count: Number) -> str:
    """Return a number of paths, a large one by its first digits: ``3969``, ``6.51e14``."""
    if count < LARGE:
        if 0 < count < SMALL:  # what paths weigh may be very little
            return f"{float(count):.3g}".replace("e-0", "e-")
        return rounded(count) if isinstance(count, float) else str(count)
    from decimal import Decimal  # noqa: PLC0415 - the float of a number of paths may be infinite

    exact = count if isinstance(count, int) else float(count)
    return f"{Decimal(exact):.3g}".replace("e+", "e")


def per_axis(values: Sequence[Number | None], unknown: str = "?") -> str:
    """Return ``224`` where the axes agree and ``224x320`` (in axis order) where they do not."""
    words = [number(value, unknown) for value in values]
    return words[0] if words.count(words[0]) == len(words) else "x".join(words)


def size(values: Sequence[int | None]) -> str:
    """Return the size of an input with every axis spelled out, or an empty text if none is known."""
    if all(value is None for value in values):
        return ""
    return "x".join(number(value) for value in values)


def field(row: LayerRow) -> str:
    """Return a layer's rf: ``204``, ``188..204`` where the fields of one map differ, ``11x3`` by axis."""
    if row.rf_min is None:
        return per_axis(row.rf, unknown_field(row))
    words = [
        number(most, unknown_field(row)) if least == most else f"{number(least)}..{number(most)}"
        for least, most in zip(row.rf_min, row.rf)
    ]
    return words[0] if words.count(words[0]) == len(words) else "x".join(words)


def unknown_field(row: LayerRow) -> str:
    """Return ``?`` for a field that an input size would tell, ``-`` for one that does not exist."""
    return "?" if row.whole else "-"


def flags(row: LayerRow) -> tuple[str, ...]:
    """Return the words for what is unusual about a layer."""
    said = (("whole", row.whole), ("misaligned", row.misaligned), ("irregular", row.irregular))
    return tuple(word for word, holds in said if holds)


def apart(row: LayerRow) -> str:
    """Return a layer's jump; ``varies`` where branches of different jumps met."""
    return per_axis(row.jump, "varies" if row.irregular else "?")


def start(row: LayerRow) -> str:
    """Return the centre of a layer's first field."""
    return per_axis(row.start, unknown_field(row))


def width(text: str) -> int:
    """Return how many terminal columns a printable text takes."""
    if text.isascii():
        return len(text)
    import unicodedata  # noqa: PLC0415 - only names beyond ASCII need it

    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
