"""Exact numbers as people and programs read them."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, Union

if TYPE_CHECKING:
    from fractions import Fraction

Number = Union[int, float, "Fraction"]
"""An exact number: whole, a decimal that a float spells exactly, or else a fraction (a jump of 7/3)."""

DIGITS = 15  # a decimal of up to 15 digits comes back the same from any reader's double


def exact(numerator: int, denominator: int) -> Number:
    """Return the quotient: an int, a float whose shortest spelling is exactly it, or else a Fraction."""
    divisor = gcd(numerator, denominator)
    numerator, denominator = numerator // divisor, denominator // divisor
    if denominator == 1:
        return numerator
    rest = denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        quotient = numerator / denominator
        text = repr(quotient)
        if "e" not in text and len(text.strip("-").replace(".", "").lstrip("0")) <= DIGITS:
            whole, _, decimals = text.partition(".")
            if int(whole + decimals) * denominator == numerator * 10 ** len(decimals):
                return quotient
    from fractions import Fraction  # noqa: PLC0415 - rare, and not cheap to import

    return Fraction(numerator, denominator)


def center(box: tuple[int, int]) -> Number:
    """Return the centre of a box ``(first, end)`` in pixels; pixel 0's is 0.5."""
    doubled = box[0] + box[1]
    return doubled / 2 if doubled % 2 else doubled // 2
