"""Sizes of objects and of anchors: one length in pixels for every axis, or one along each."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Union

from rfcalc.analysis.numbers import exact
from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.numerals import positive_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.analysis.numbers import Number

Measure = Union[str, "Number", "Sequence[Number]"]
"""``48``, ``"48"``, ``"40.5x80"`` or ``(40.5, 80)``: height before width, as everywhere in files and Python."""

Measures = Union[str, "Number", "Iterable[Measure]"]
"""One size that holds for every axis, or several sizes of any kind."""

ALLOWED = "allowed: lengths in pixels above 0, one for every axis (48) or one along each (40x80, height x width)"


def lengths_of(measure: Measure, axes: Sequence[str], key: str) -> tuple[Fraction, ...]:
    """Return a size as one exact length along each axis. Raises `RfcalcError` for what is none."""
    given: Sequence[object] = (measure,)
    if isinstance(measure, str):
        given = measure.lower().split("x")
    elif isinstance(measure, tuple | list):
        given = measure
    lengths = [_length(each) for each in given]
    known = [length for length in lengths if length is not None]
    if len(known) < len(lengths) or not known:
        raise RfcalcError(f"found {quoted(measure)}", allowed=ALLOWED, key=key)
    if len(known) == 1:
        return tuple(known) * len(axes)
    if len(known) != len(axes):
        allowed = f"the network has {len(axes)} ax{'i' if len(axes) == 1 else 'e'}s: {', '.join(axes)}"
        raise RfcalcError(f"found {quoted(measure)}", allowed=allowed, key=key)
    return tuple(known)


def factor_of(given: Number | str, key: str) -> Fraction:
    """Return a number above 0, exactly as it is written. Raises `RfcalcError` for any other value."""
    factor = _length(given)
    if factor is None:
        raise RfcalcError(f"found {quoted(given)}", allowed="allowed: a number above 0, such as 4 or 2.5", key=key)
    return factor


def _length(given: object) -> Fraction | None:
    """Return a number above 0, exactly as it is spelled; ``None`` for any other value."""
    if isinstance(given, bool) or not isinstance(given, str | int | float | Fraction):
        return None
    if isinstance(given, Fraction):
        return given if given > 0 else None
    return positive_number(str(given))


def told(lengths: Sequence[Fraction]) -> tuple[Number, ...]:
    """Return exact lengths as answers have them."""
    return tuple([exact(length.numerator, length.denominator) for length in lengths])
