"""Numbers from the way they are written: whole ones as int, decimal ones as exact ratios."""

from math import gcd
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import FOUND_LIMIT, quoted

if TYPE_CHECKING:
    from fractions import Fraction

MAX_NUMBER = 2**31 - 1
MAX_PLACES = 30  # digits after the point: a double printed in full has fewer
LARGEST_DIGITS = len(str(MAX_NUMBER))
LARGEST_HEX_DIGITS = 8
POSITIVE_DIGITS = 21  # of a length, point included
EXPONENT_DIGITS = 9  # no file is long enough for digits that a longer exponent could bring back


class Ratio(NamedTuple):
    """A decimal number exactly as written: numerator / denominator, in lowest terms."""

    numerator: int
    denominator: int
    text: str  # as written and cut to 60 characters, for messages

    def __str__(self) -> str:
        """Return the number as the file spells it."""
        return self.text


class BadNumber(NamedTuple):
    """A number that cannot be used, wherever it stands; whoever reads what it stands for says so."""

    text: str  # as written and cut to 60 characters
    fault: str  # `` is out of range``, or nothing where the number itself says it
    allowed: str

    def __str__(self) -> str:
        """Return the number as the file spells it."""
        return self.text


def whole_number(text: str) -> int | BadNumber:
    """Return the number that decimal digits and perhaps a sign write: ``010`` is ten."""
    digits = text.lstrip("+-").lstrip("0")
    # The length is looked at first: Python refuses to convert 5,000 digits, and should not have to.
    if len(digits) > LARGEST_DIGITS or (value := int(digits or "0")) > MAX_NUMBER:
        return _out_of_range(text)
    return -value if text[0] == "-" else value


def hexadecimal_number(text: str) -> int | BadNumber:
    """Return the number that ``0x`` and hexadecimal digits write."""
    digits = text[2:].lstrip("0")
    if len(digits) > LARGEST_HEX_DIGITS or (value := int(digits or "0", 16)) > MAX_NUMBER:
        return _out_of_range(text)
    return value


def decimal_number(text: str) -> Ratio | BadNumber:
    """Return the number that digits with a point or an exponent write: ``2.50`` is 5/2, ``1e3`` is 1000/1."""
    mantissa, _, exponent = text.lower().partition("e")
    before, _, after = mantissa.lstrip("+-").partition(".")
    digits = (before + after).lstrip("0")
    significant = digits.rstrip("0")
    written = _cut(text)
    if not significant:
        return Ratio(0, 1, written)
    power = exponent.lstrip("+-").lstrip("0")
    if len(power) > EXPONENT_DIGITS:
        return _too_fine(text) if exponent[0] == "-" else _out_of_range(text)
    # The value is significant * 10**shift; both are bounded before anything is raised to a power.
    shift = len(digits) - len(significant) - len(after)
    shift += -int(power or "0") if exponent[:1] == "-" else int(power or "0")
    if len(significant) + shift > LARGEST_DIGITS:
        return _out_of_range(text)
    if shift < -MAX_PLACES:
        return _too_fine(text)
    numerator = int(significant) * 10 ** max(shift, 0)
    denominator = 10 ** max(-shift, 0)
    if numerator > MAX_NUMBER * denominator:
        return _out_of_range(text)
    divisor = gcd(numerator, denominator)
    numerator //= divisor
    return Ratio(-numerator if text[0] == "-" else numerator, denominator // divisor, written)


def positive_number(text: str) -> "Fraction | None":
    """Return the number above 0 that digits and perhaps a point write, exactly; ``None`` for any other text."""
    from fractions import Fraction

    digits = text.strip()
    before, _, after = digits.partition(".")
    if len(digits) > POSITIVE_DIGITS or not (before + after).isascii() or not (before + after).isdigit() or not before:
        return None
    return Fraction(f"{before}.{after or 0}") or None


def not_finite(text: str) -> BadNumber:
    """Return an infinity or a NaN, however the format spells it."""
    return BadNumber(_cut(text), "", "numbers are finite")


def misspelled(text: str, allowed: str) -> BadNumber:
    """Return what is nearly a number, with what a format would have of it."""
    return BadNumber(_cut(text), "", allowed)


def _out_of_range(text: str) -> BadNumber:
    return BadNumber(_cut(text), " is out of range", f"numbers go from -{MAX_NUMBER} to {MAX_NUMBER}")


def _too_fine(text: str) -> BadNumber:
    return BadNumber(_cut(text), " has too many decimal places", f"numbers have at most {MAX_PLACES} decimal places")


def _cut(text: str) -> str:
    """Return the number cut like any found value, but without the quotes of a text."""
    return quoted(text[: FOUND_LIMIT + 1])[1:-1]
