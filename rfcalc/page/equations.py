"""Equations as text: a formula with its numbers put in, and what it comes to."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from rfcalc.analysis.numbers import exact
from rfcalc.page.spelling import number

if TYPE_CHECKING:
    from rfcalc.analysis.equations import Equation

_NAME = re.compile(r"[a-z]\w*\b(?!\()")
_OPERATORS = tuple("+-*/")


def equation(told: Equation) -> str:
    """Return an equation: ``rf = 19 + (5 - 1) * 1 * 8 = 51``; a number alone once: ``first = 4``."""
    filled, result = with_numbers(told), spelled(told.result)
    return f"{told.name} = {filled}" + ("" if filled == result else f" = {result}")


def with_numbers(told: Equation) -> str:
    """Return a formula with the numbers of its names; in brackets where they would be misread behind a sign."""

    def put(name: re.Match[str]) -> str:
        text = spelled(Fraction(told.numbers[name[0]]))
        behind = told.formula[: name.start()].rstrip().endswith(_OPERATORS)
        return f"({text})" if behind and not text.replace(".", "", 1).isdigit() else text

    return _NAME.sub(put, told.formula)


def spelled(value: Fraction) -> str:
    """Return an exact number: ``16``, ``-5.5``, ``7/3``."""
    return number(exact(value.numerator, value.denominator))
