"""What formulas come to: the numbers of their names, and their values, exactly."""

from __future__ import annotations

import ast
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, gcd
from operator import add, mul, sub, truediv
from typing import TYPE_CHECKING

from rfcalc.layers.coordinates import line_of
from rfcalc.layers.formulas import ALIKE, FORMULAS, GENERAL, NEAREST, TAPS
from rfcalc.layers.rearranging import Roll
from rfcalc.layers.resizing import IN_WORDS, AdaptivePool, Resize
from rfcalc.layers.values import setting_of
from rfcalc.layers.whole import WholeMap, WindowAttention
from rfcalc.layers.windows import Crop, Pad, Shuffle, Slice, Transposed, Unshuffle, Window, sides_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rfcalc.axis import IndexMap
    from rfcalc.layers.formulas import Formulas
    from rfcalc.layers.values import Operation

    Numbers = Mapping[str, Fraction | int]


def formulas_of(operation: Operation, reads: IndexMap, n: int | None, m: int | None) -> tuple[Formulas, Numbers]:
    """Return formulas for what a layer reads of a map of ``n`` to make one of ``m``, and the numbers of their names.

    They are those of its operation, or where this has several ways to read, the general ones.
    """
    general = general_numbers(reads)
    if reads.past or (not reads.advance and reads.period == 1):
        return ALIKE, general
    numbers = _own_numbers(operation, general["first"], n, m)
    if numbers is None:
        return GENERAL, general
    formulas = FORMULAS[type(operation)]
    if isinstance(operation, Window) and operation.taps is not None:
        formulas = TAPS
    if isinstance(operation, Resize) and "scale" in numbers:
        formulas = NEAREST
    return formulas._replace(recurrence=formulas.recurrence or GENERAL.recurrence), {**general, **numbers}


def general_numbers(reads: IndexMap) -> dict[str, int]:
    """Return the numbers of an index map; the first and last position are those of a feature 0 that reads any."""
    positions = reads.ranges[0] or range(1)
    return {"period": reads.period, "advance": reads.advance, "first": positions[0], "last": positions[-1]}


_KEYS: Mapping[object, tuple[str, ...]] = {
    Window: ("kernel", "stride", "dilation"),
    Transposed: ("stride", "dilation"),
    Slice: ("step",),
    Shuffle: ("scale",),
    Unshuffle: ("scale",),
    WindowAttention: ("window", "shift"),
}
"""The keys of operations that their formulas name."""

_BEFORE = {Window: "padding", Pad: "before", Roll: "shift"}
"""What formulas call the distance from the first position that feature 0 reads to the map."""


def _own_numbers(operation: Operation, first: int, n: int | None, m: int | None) -> dict[str, int] | None:
    """Return the numbers of an operation's own names, given the first position that its feature 0 reads."""
    if type(operation) not in FORMULAS or (isinstance(operation, Resize) and n == 1):
        return None
    numbers = {key: int(str(setting_of(operation, key) or 0)) for key in _KEYS.get(type(operation), ())}
    if type(operation) in _BEFORE:
        numbers[_BEFORE[type(operation)]] = -first
    elif isinstance(operation, Crop):
        numbers["before"] = first
    elif isinstance(operation, Transposed):
        reach = (operation.kernel - 1) * operation.dilation + 1
        numbers["padding"] = sides_of(operation.padding, max(reach - operation.stride, 0))[0]
    elif isinstance(operation, Resize):
        coordinates, _ = IN_WORDS[operation.mode, operation.align_corners]
        line = line_of(operation.coordinates or coordinates, operation.scale, n, m)
        shared = gcd(*line)
        slope, shift, unit = (each // shared for each in line)
        numbers |= {"slope": slope, "shift": shift, "unit": unit}
        if (operation.mode, operation.rounding, slope) == ("nearest", None, 1):
            numbers["scale"] = unit
    elif isinstance(operation, WholeMap | AdaptivePool):
        numbers |= {"n": n or 0, "m": m or 0}
    return numbers


FUNCTIONS: Mapping[str, Callable[..., Fraction | int]] = {"floor": floor, "ceil": ceil, "min": min, "max": max}
"""What formulas may call."""

_OPERATORS = {ast.Add: add, ast.Sub: sub, ast.Mult: mul, ast.Div: truediv}


@lru_cache(maxsize=256)
def tree_of(formula: str) -> ast.expr:
    """Return a formula as a tree."""
    return ast.parse(formula, mode="eval").body


def value_of(formula: str, numbers: Numbers) -> Fraction:
    """Return what a formula comes to, exactly."""
    return _value(tree_of(formula), numbers)


def _value(node: ast.expr, numbers: Numbers) -> Fraction:
    match node:
        case ast.BinOp(left, operator, right):
            return Fraction(_OPERATORS[type(operator)](_value(left, numbers), _value(right, numbers)))
        case ast.Call(ast.Name(name), arguments):
            return Fraction(FUNCTIONS[name](*[_value(each, numbers) for each in arguments]))
        case ast.Name(name):
            return Fraction(numbers[name])
    return Fraction(ast.unparse(node))
