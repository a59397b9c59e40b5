"""How numbers are spelled for people: one way for each kind of number, in tables, sentences and pictures alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from rfcalc.analysis.numbers import Number
    from rfcalc.axis import Box

    Value = TypeVar("Value")

LARGE = 1_000_000  # numbers of paths from here on are told by their first digits
SMALL = 0.1
LONGEST = 10**20
"""Numbers of paths below it are told to the last digit where there is room; JSON tells all of them so."""


def number(value: Number | None, unknown: str = "?") -> str:
    """Return a number in its shortest exact form: ``16``, ``5.5``, ``7/3``."""
    if value is None:
        return unknown
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def rounded(value: Number) -> str:
    """Return a number with up to four digits, hundredths at the most: ``15.5``, ``18.57``, ``196.4``.

    Zeros at the end tell that there is more: ``8.00`` is nearly 8. Whole numbers have all their digits.
    """
    size = abs(float(value))
    places = 2 if size < 100 else 1 if size < 1000 else 0  # noqa: PLR2004 - two and three digits before the point
    near = round(float(value), places) + 0.0  # which makes a zero of a minus zero
    return number(near) if near == value else f"{near:.{places}f}"


def percent(part: float) -> str:
    """Return a share of 0 to 1; only none is ``0%``, and only all ``100%``."""
    if part in {0, 1}:
        return f"{part:.0%}"
    spelled = f"{part:.1%}"
    return {"0.0%": "<0.1%", "100.0%": ">99.9%"}.get(spelled, spelled)


def share(part: float) -> str:
    """Return a share of 0 to 1 as a sentence has it: the digits of `percent`, signs as words."""
    return percent(part).replace("<", "less than ").replace(">", "over ")


def amount(count: Number, bound: int = LARGE) -> str:
    """Return a number of paths, from a bound on by its first digits: ``3969``, ``6.51e14``."""
    if isinstance(count, int) and count < bound:
        return str(count)
    if count < LARGE:
        if 0 < count < SMALL:  # what paths weigh may be very little
            return f"{float(count):.3g}".replace("e-0", "e-")
        return rounded(count) if isinstance(count, float) else str(count)
    from decimal import Decimal  # the float of a number of paths may be infinite

    exact = count if isinstance(count, int) else float(count)
    return f"{Decimal(exact):.3g}".replace("e+", "e")


def quotient(total: int, parts: int) -> str:
    """Return a quotient of whole numbers by its first digits: ``0.0123``, ``5.5``, ``137``, ``1.37e11``."""
    whole, rest = divmod(total, parts)
    if whole >= 100:  # noqa: PLR2004 - three digits
        return amount(whole)
    return f"{total / parts:.3g}" if rest else str(whole)


def box(bounds: Box, widths: tuple[int, int] = (0, 0)) -> str:
    """Return a box along one axis, ``[0, 163)``, with room for bounds of so many characters."""
    return f"[{bounds[0]:>{widths[0]}}, {bounds[1]:>{widths[1]}})"


def box_by_axis(axes: Sequence[str], bounds: Sequence[Box]) -> str:
    """Return a box, once where the axes agree, and else by axis, x first: ``x [0, 5), y [2, 4)``."""
    spelled = [box(each) for each in bounds]
    if spelled.count(spelled[0]) == len(spelled):
        return spelled[0]
    return ", ".join([f"{axis} {each}" for axis, each in reversed(list(zip(axes, spelled)))])


def across(values: Sequence[Value], spelled: Callable[[Value], str]) -> str:
    """Return what the axes share once, ``224``, and else each in axis order, ``224x320``."""
    first = values[0]
    if values.count(first) == len(values):
        return spelled(first)
    words = [spelled(value) for value in values]
    return words[0] if words.count(words[0]) == len(words) else "x".join(words)


def per_axis(values: Sequence[Number | None], unknown: str = "?") -> str:
    """Return exact numbers: ``224`` where the axes agree and ``224x320`` (in axis order) where they do not."""
    return across(values, lambda value: number(value, unknown))


def size(values: Sequence[int | None]) -> str:
    """Return the size of an input with every axis spelled out, or an empty text if none is known."""
    if all(value is None for value in values):
        return ""
    return "x".join(number(value) for value in values)
