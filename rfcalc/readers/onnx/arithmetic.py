"""Arithmetic on the values of constants, element by element, exact."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, isqrt, prod
from typing import TYPE_CHECKING

from rfcalc.readers.moves.tensor import MOST_VALUES, Tensor, constant
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.onnx.picking import spread
from rfcalc.readers.onnx.shapes import broadcast

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.readers.moves.tensor import Number
    from rfcalc.readers.onnx.call import Call

MOST_EXPONENT = 16
"""Powers that are worked out: squares and cubes, not numbers of a million digits."""


def _elementwise(function: Callable[..., Number | None], count: int = 2) -> Callable[[Call], Tensor]:
    """Return the rule of an operator that takes numbers at the same place of ``count`` inputs; 0: of any number."""

    def rule(call: Call) -> Tensor:
        tensors = [tensor for tensor in call.inputs if tensor is not None]
        if not tensors or len(tensors) != (count or len(tensors)):
            raise Unread(f"it takes {count or 'one or more'} inputs")
        shape = broadcast([call.shape(at) for at in range(len(tensors))])
        if None in shape or prod([size or 0 for size in shape]) > MOST_VALUES:
            return constant(shape)
        columns = [spread(tensor, shape) for tensor in tensors]
        if any(column is None for column in columns):
            return constant(shape)
        values = [None if None in row else function(*row) for row in zip(*[column or () for column in columns])]
        return constant(shape, tuple(values))

    return rule


def _where(call: Call) -> Tensor:
    shape = broadcast([call.shape(at) for at in range(3)])
    if None in shape or prod([size or 0 for size in shape]) > MOST_VALUES:
        return constant(shape)
    columns = [spread(call.input(at), shape) for at in range(3)]
    if columns[0] is None or columns[1] is None or columns[2] is None:
        return constant(shape)
    rows = zip(columns[0], columns[1], columns[2])
    return constant(shape, tuple([None if test is None else yes if test else no for test, yes, no in rows]))


def _divided(one: Number, other: Number) -> Number | None:
    if not other:
        return None
    if isinstance(one, int) and isinstance(other, int):
        return abs(one) // abs(other) * (1 if (one < 0) == (other < 0) else -1)
    return Fraction(one) / Fraction(other)


def _remainder(one: Number, other: Number) -> Number | None:
    return one % other if other else None


def _power(base: Number, exponent: Number) -> Number | None:
    times = int(exponent)
    if times != exponent or not base or not -MOST_EXPONENT <= times <= MOST_EXPONENT:
        return None
    power: Fraction = Fraction(base) ** times
    return int(power) if isinstance(base, int) and times >= 0 else power


def _root(value: Number) -> Number | None:
    root = Fraction(isqrt(max(0, value.numerator)), isqrt(value.denominator))
    return root if root * root == value else None


def _rounded(value: Number) -> Number:
    return Fraction(round(value))


ELEMENTWISE: dict[str, Callable[[Call], Tensor]] = {
    "Where": _where,
    "Add": _elementwise(lambda one, other: one + other),
    "Sub": _elementwise(lambda one, other: one - other),
    "Mul": _elementwise(lambda one, other: one * other),
    "Div": _elementwise(_divided),
    "Mod": _elementwise(_remainder),
    "Pow": _elementwise(_power),
    "Sqrt": _elementwise(_root, 1),
    "Neg": _elementwise(lambda value: -value, 1),
    "Abs": _elementwise(abs, 1),
    "Floor": _elementwise(lambda value: Fraction(floor(value)), 1),
    "Ceil": _elementwise(lambda value: Fraction(ceil(value)), 1),
    "Round": _elementwise(_rounded, 1),
    "Min": _elementwise(lambda *values: min(values), 0),
    "Max": _elementwise(lambda *values: max(values), 0),
    "Sum": _elementwise(lambda *values: sum(values), 0),
    "Not": _elementwise(lambda value: int(not value), 1),
    "And": _elementwise(lambda one, other: int(bool(one and other))),
    "Or": _elementwise(lambda one, other: int(bool(one or other))),
    "Xor": _elementwise(lambda one, other: int(bool(one) != bool(other))),
    "Equal": _elementwise(lambda one, other: int(one == other)),
    "Greater": _elementwise(lambda one, other: int(one > other)),
    "GreaterOrEqual": _elementwise(lambda one, other: int(one >= other)),
    "Less": _elementwise(lambda one, other: int(one < other)),
    "LessOrEqual": _elementwise(lambda one, other: int(one <= other)),
}
"""By operator: what it makes of constants of any shapes that spread to one."""
