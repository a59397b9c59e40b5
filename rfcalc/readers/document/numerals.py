"""Numbers from the way they are written: whole ones as int, decimal ones as exact ratios."""

from __future__ import annotations

from math import gcd

from rfcalc.errors import FOUND_LIMIT, RfcalcError, quoted
from rfcalc.readers.document.values import Ratio

MAX_NUMBER = 2**31 - 1
MAX_PLACES = 30  # digits after the point: a double printed in full has fewer
LARGEST_DIGITS = len(str(MAX_NUMBER))
LARGEST_HEX_DIGITS = 8
EXPONENT_DIGITS = 9  # no file is long enough for digits that a longer exponent could bring back


def whole_number(text: str, line: int) -> int:
    """Return the number that decimal digits and perhaps a sign write: ``010`` is ten."""
    digits = text.lstrip("+-").lstrip("0")
    # The length is looked at first: Python refuses to convert 5,000 digits, and should not have to.
    if len(digits) > LARGEST_DIGITS or (value := int(digits or "0")) > MAX_NUMBER:
        raise _out_of_range(text, line)
    return -value if text[0] == "-" else value


def hexadecimal_number(text: str, line: int) -> int:
    """Return the number that ``0x`` and hexadecimal digits write."""
    digits = text[2:].lstrip("0")
    if len(digits) > LARGEST_HEX_DIGITS or (value := int(digits or "0", 16)) > MAX_NUMBER:
        raise _out_of_range(text, line)
    return value


def decimal_number(text: str, line: int) -> Ratio:
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
        raise _too_fine(text, line) if exponent[0] == "-" else _out_of_range(text, line)
    # The value is significant * 10**shift; both are bounded before anything is raised to a power.
    shift = len(digits) - len(significant) - len(after)
    shift += -int(power or "0") if exponent[:1] == "-" else int(power or "0")
    if len(significant) + shift > LARGEST_DIGITS:
        raise _out_of_range(text, line)
    if shift < -MAX_PLACES:
        raise _too_fine(text, line)
    numerator = int(significant) * 10 ** max(shift, 0)
    denominator = 10 ** max(-shift, 0)
    if numerator > MAX_NUMBER * denominator:
        raise _out_of_range(text, line)
    divisor = gcd(numerator, denominator)
    numerator //= divisor
    return Ratio(-numerator if text[0] == "-" else numerator, denominator // divisor, written)


def not_finite(text: str, line: int) -> RfcalcError:
    """Return the error for an infinity or a NaN, however the format spells it."""
    return RfcalcError(f"the number {_cut(text)}", allowed="numbers are finite", line=line)


def _out_of_range(text: str, line: int) -> RfcalcError:
    return RfcalcError(
        f"the number {_cut(text)} is out of range",
        allowed=f"numbers go from -{MAX_NUMBER} to {MAX_NUMBER}",
        line=line,
    )


def _too_fine(text: str, line: int) -> RfcalcError:
    return RfcalcError(
        f"the number {_cut(text)} has too many decimal places",
        allowed=f"at most {MAX_PLACES} are read",
        line=line,
    )


def _cut(text: str) -> str:
    """Return the number cut like any found value, but without the quotes of a text."""
    return quoted(text[: FOUND_LIMIT + 1])[1:-1]
