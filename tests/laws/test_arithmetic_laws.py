"""Laws of arithmetic on parameters: it is that of Python on whole numbers, where that is exact and within bounds."""

from __future__ import annotations

import ast
import operator
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfcalc.errors import RfcalcError
from rfcalc.readers.document import Scalar
from rfcalc.readers.netfile.arithmetic import ALLOWED, LENGTH_LIMIT, NESTING_LIMIT, worked_out

from .law import law

if TYPE_CHECKING:
    from collections.abc import Callable

LAW = law(500)

LARGEST = 2**31 - 1
KNOWN = {"n": 3, "k": 7, "zero": 0, "less": -2, "large": LARGEST}
OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}

LEAVES = st.integers(0, 12).map(ast.Constant) | st.sampled_from([*KNOWN]).map(lambda name: ast.Name(f"_{name}"))
TREES: st.SearchStrategy[ast.expr] = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(ast.BinOp, inner, st.sampled_from([each() for each in OPERATORS]), inner)
        | st.builds(ast.UnaryOp, st.just(ast.USub()), inner)
    ),
    max_leaves=8,
)


class NoValueError(Exception):
    """The tree has no whole value within the bounds, or has a part that has none."""


def value_of(tree: ast.expr) -> int:
    """Return the value of a tree as fractions have it, each part whole and within the bounds."""
    if isinstance(tree, ast.Constant):
        assert isinstance(tree.value, int)
        return tree.value
    if isinstance(tree, ast.Name):
        return KNOWN[tree.id[1:]]
    if isinstance(tree, ast.UnaryOp):
        return -value_of(tree.operand)
    assert isinstance(tree, ast.BinOp)
    left, right = value_of(tree.left), value_of(tree.right)
    if isinstance(tree.op, ast.Pow) and (right < 0 or (abs(left) > 1 and right > 40)):
        raise NoValueError
    if isinstance(tree.op, (ast.Div, ast.Mod)) and right == 0:
        raise NoValueError
    value = OPERATORS[type(tree.op)](Fraction(left), Fraction(right))
    if value.denominator != 1 or abs(value) > LARGEST:
        raise NoValueError
    return int(value)


def read(text: str) -> int:
    return worked_out(text, lambda name: Scalar(KNOWN[name], 1))


@pytest.mark.slow
@LAW
@given(tree=TREES, space=st.sampled_from(["", " ", "  "]))
def test_a_text_has_the_value_that_its_tree_has_in_fractions(tree: ast.expr, space: str) -> None:
    # Python writes as few brackets as its own rules of binding allow: reading them otherwise gives another value.
    text = ast.unparse(ast.fix_missing_locations(ast.Expression(tree))).replace("_", "$").replace(" ", space)
    try:
        expected = value_of(tree)
    except NoValueError:
        with pytest.raises(RfcalcError):
            read(text)
    else:
        assert read(text) == expected


@LAW
@given(text=st.text("$nk17 +-*/%().\t", max_size=30))
def test_any_text_is_read_as_python_reads_it_or_refused(text: str) -> None:
    try:
        value = read(text)
    except (RfcalcError, KeyError):
        return
    tree = ast.parse(text.replace("$", "_").strip(), mode="eval")
    assert value == value_of(tree.body)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$k * ($n - 1)", 14),
        ("2 ** $n ** 2", 512),
        ("-$n ** 2", -9),
        ("2 ** --$n", 8),
        ("$k - $n - 1", 3),
        ("-1 % $n", 2),
        ("1 % -$n", -2),
        ("$zero ** 0", 1),
        ("($less + 1) ** 1001", -1),
        ("010 * $n", 30),
        ("12 / $n * 2", 8),
        (f"{LARGEST} * $n ** 0", LARGEST),
        ("2 ** 30 - 1 + 2 ** 30 + $zero", LARGEST),
        ("(" * (NESTING_LIMIT - 1) + "$n" + ")" * (NESTING_LIMIT - 1), 3),
        ("$n" + " " * (LENGTH_LIMIT - 2), 3),
    ],
)
def test_a_text_has_its_value(text: str, value: int) -> None:
    assert read(text) == value


RANGE = f"numbers go from -{LARGEST} to {LARGEST}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("7 / $n", "'7 / $n': 7 / 3 is no whole number; allowed: divisions without a remainder"),
        ("(1 - 2) / $n", "'(1 - 2) / $n': (-1) / 3 is no whole number; allowed: divisions without a remainder"),
        ("7 / $zero", "'7 / $zero': 7 / 0 divides by zero; allowed: any other divisor"),
        ("7 % $zero", "'7 % $zero': 7 % 0 divides by zero; allowed: any other divisor"),
        ("2 ** $less", "'2 ** $less': 2 ** -2 has an exponent below 0; allowed: an exponent of at least 0"),
        ("$large + 1", f"'$large + 1': {LARGEST} + 1 is out of range; {RANGE}"),
        ("2 ** 31 - $n", f"'2 ** 31 - $n': 2 ** 31 is out of range; {RANGE}"),
        ("2 ** $large", f"'2 ** $large': 2 ** {LARGEST} is out of range; {RANGE}"),
        ("2147483648 * $n", f"'2147483648 * $n': the number 2147483648 is out of range; {RANGE}"),
        ("1.5 * $n", f"the arithmetic '1.5 * $n' does not go on with '.5 * $n'; {ALLOWED}"),
        ("2 * $", f"the arithmetic '2 * $' does not go on with '$'; {ALLOWED}"),
        ("$n $k", f"the arithmetic '$n $k' does not go on with '$k'; {ALLOWED}"),
        ("+$n", f"the arithmetic '+$n' does not go on with '+$n'; {ALLOWED}"),
        ("$n // 2", f"the arithmetic '$n // 2' does not go on with '/ 2'; {ALLOWED}"),
        ("($n", f"the arithmetic '($n' ends too early; {ALLOWED}"),
        ("($n 2)", f"the arithmetic '($n 2)' does not go on with '2)'; {ALLOWED}"),
        ("$n * ", f"the arithmetic '$n * ' ends too early; {ALLOWED}"),
        ("$n)", f"the arithmetic '$n)' does not go on with ')'; {ALLOWED}"),
        (
            "-" * NESTING_LIMIT + "$n",
            f"'{'-' * NESTING_LIMIT}$n' is nested too deep; arithmetic is at most {NESTING_LIMIT} deep",
        ),
    ],
)
def test_what_has_no_value_is_refused_with_the_text(text: str, message: str) -> None:
    with pytest.raises(RfcalcError) as caught:
        read(text)
    assert str(caught.value) == message


def test_a_text_that_is_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(RfcalcError, match=r"has 201 characters; arithmetic has at most 200$"):
        read("$n" + " " * (LENGTH_LIMIT - 1))
