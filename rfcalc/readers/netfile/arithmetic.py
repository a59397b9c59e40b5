"""Arithmetic on parameters, as files write it: ``$d * ($k - 1)``, ``2 ** $index``.

Whole numbers only. Operators bind as they do in Python, from ``+ -`` over ``* / %`` and the minus sign to ``**``, which
groups to the right. Nothing is evaluated by Python: a text is read once into steps of a stack machine, and every result
on the way is bounded.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.kinds import is_whole, shown
from rfcalc.layers.numerals import MAX_NUMBER, BadNumber, whole_number
from rfcalc.readers.netfile.keys import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.readers.document import Node

LENGTH_LIMIT = 200
"""Characters of one arithmetic text."""

NESTING_LIMIT = 20
"""Brackets, signs and exponents within each other."""

ALLOWED = "allowed: whole numbers, parameters such as $n, + - * / % ** and round brackets"

_TOKEN = re.compile(r"\s*(?:([0-9]+)|\$(\w+)|(\*\*|[-+*/%()]))")
_SPACE = re.compile(r"\s*")
_LARGEST_EXPONENT = MAX_NUMBER.bit_length()


class _Parameter(NamedTuple):
    name: str


class _Operation(NamedTuple):
    sign: str
    operands: int


_Step = int | _Parameter | _Operation

_NEGATION = _Operation("-", 1)
_BINARY = {sign: _Operation(sign, 2) for sign in ("+", "-", "*", "/", "%", "**")}
_SUM = ("+", "-")
_PRODUCT = ("*", "/", "%")


def worked_out(text: str, parameter: Callable[[str], Node]) -> int:
    """Return the value of an arithmetic text; ``parameter`` returns the value of a name, without its ``$``, or raises.

    ``%`` has the sign of its divisor, as in Python and in mathematics: ``-1 % 4`` is 3. Raises `RfcalcError`, which
    names the text, for what is no arithmetic, for a parameter that is no whole number, for a division that leaves a
    remainder, an exponent below 0, and for results, on the way too, beyond those that a file may hold.
    """
    stack: list[int] = []
    for step in _steps(text):
        if isinstance(step, int):
            stack.append(step)
        elif isinstance(step, _Parameter):
            stack.append(_whole(step.name, parameter(step.name), text))
        else:
            operands = stack[-step.operands :]
            stack[-step.operands :] = [_result(step, operands, text)]
    return stack[0]


def _whole(name: str, node: Node, text: str) -> int:
    value = plain(node)
    if isinstance(value, int) and is_whole(value, -MAX_NUMBER):
        return value
    error = RfcalcError(f"{quoted(text)}: ${name} is {shown(value)}", allowed="arithmetic is on whole numbers")
    if isinstance(value, BadNumber):
        error.advise(value.allowed)
        error.line = node.line  # of the number, where it is wrong
    raise error


def _result(operation: _Operation, operands: list[int], text: str) -> int:
    """Return what an operation makes of its operands. Raises `RfcalcError`."""
    if operation is _NEGATION:
        return -operands[0]
    left, right = operands
    sign = operation.sign
    fault, allowed = "", ""
    result = 0
    if sign in {"/", "%"} and right == 0:
        fault, allowed = "divides by zero", "allowed: any other divisor"
    elif sign == "/" and left % right:
        fault, allowed = "is no whole number", "allowed: divisions without a remainder"
    elif sign == "**" and right < 0:
        fault, allowed = "has an exponent below 0", "allowed: an exponent of at least 0"
    elif sign == "**" and abs(left) > 1 and right > _LARGEST_EXPONENT:
        fault = "is out of range"
    else:
        result = _computed(sign, left, right)
        fault = "is out of range" if abs(result) > MAX_NUMBER else ""
    if fault:
        told = " ".join([f"({each})" if each < 0 else str(each) for each in operands[:1]] + [sign, str(right)])
        raise RfcalcError(
            f"{quoted(text)}: {told} {fault}", allowed=allowed or f"numbers go from -{MAX_NUMBER} to {MAX_NUMBER}"
        )
    return result


def _computed(sign: str, left: int, right: int) -> int:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    if sign == "/":
        return left // right
    if sign == "%":
        return left % right
    return int(left**right)


@lru_cache(maxsize=1024)
def _steps(text: str) -> tuple[_Step, ...]:
    """Return a text as steps: numbers and parameters are put on a stack, operations take theirs from it."""
    if len(text) > LENGTH_LIMIT:
        raise RfcalcError(
            f"{quoted(text)} has {len(text)} characters", allowed=f"arithmetic has at most {LENGTH_LIMIT}"
        )
    return _Parser(text).steps()


class _Parser:
    """Reads one text by recursive descent, a method for each strength of binding."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._made: list[_Step] = []
        self._nesting = 0
        self._end = 0  # of the token before
        self._token: re.Match[str] | None = None
        self._advance()

    def steps(self) -> tuple[_Step, ...]:
        self._sum()
        if self._end < len(self._text):
            self._refuse()
        return tuple(self._made)

    def _advance(self) -> None:
        self._end = self._token.end() if self._token else 0
        self._token = _TOKEN.match(self._text, self._end)
        if self._token is None:
            self._end = _SPACE.match(self._text, self._end).end()  # type: ignore[union-attr] # it matches nothing too

    @property
    def _sign(self) -> str:
        return self._token[3] or "" if self._token else ""

    def _sum(self) -> None:
        self._product()
        while (sign := self._sign) in _SUM:
            self._advance()
            self._product()
            self._made.append(_BINARY[sign])

    def _product(self) -> None:
        self._signed()
        while (sign := self._sign) in _PRODUCT:
            self._advance()
            self._signed()
            self._made.append(_BINARY[sign])

    def _signed(self) -> None:
        self._nesting += 1
        if self._nesting > NESTING_LIMIT:
            raise RfcalcError(
                f"{quoted(self._text)} is nested too deep", allowed=f"arithmetic is at most {NESTING_LIMIT} deep"
            )
        if self._sign == "-":
            self._advance()
            self._signed()
            self._made.append(_NEGATION)
        else:
            self._power()
        self._nesting -= 1

    def _power(self) -> None:
        self._operand()
        if self._sign == "**":
            self._advance()
            self._signed()
            self._made.append(_BINARY["**"])

    def _operand(self) -> None:
        token = self._token
        if token is None or self._sign not in {"", "("}:
            self._refuse()
        if token[1]:
            number = whole_number(token[1])
            if isinstance(number, BadNumber):
                raise RfcalcError(
                    f"{quoted(self._text)}: the number {number.text}{number.fault}", allowed=number.allowed
                )
            self._made.append(number)
        elif token[2]:
            self._made.append(_Parameter(token[2]))
        else:
            self._advance()
            self._sum()
            if self._sign != ")":
                self._refuse()
        self._advance()

    def _refuse(self) -> NoReturn:
        """Raise the error that the text does not go on so."""
        rest = self._text[self._token.start() if self._token else self._end :].strip()
        where = f"does not go on with {quoted(rest)}" if rest else "ends too early"
        raise RfcalcError(f"the arithmetic {quoted(self._text)} {where}", allowed=ALLOWED)
