"""Answers made of formulas as LaTeX, to be put into a document that uses amsmath; text of the user is escaped."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from rfcalc.layers.formula_numbers import tree_of
from rfcalc.page.parts import FORMULA, Equations, Facts, Statement, Text, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.page.answer import Answer
    from rfcalc.page.parts import Part
    from rfcalc.render.values import Look

HEAD = "% needs \\usepackage{amsmath}"

_ESCAPES = str.maketrans(
    {mark: f"\\{mark}" for mark in "&%$#_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
    | {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}"}
)

_SIGNS: dict[type[ast.operator], str] = {ast.Add: " + ", ast.Sub: " - ", ast.Mult: r" \cdot "}
_SUM, _PRODUCT, _ATOM = 1, 2, 3
"""How tightly an expression holds together."""


def write(answers: Sequence[Answer], *, look: Look) -> str:  # noqa: ARG001 - no figure is drawn
    """Return the pages of answers: sentences, and equations aligned below one another."""
    blocks = [BLOCKS[type(part)](part) for answer in answers for part in answer.page()]
    return "\n\n".join([HEAD, *blocks]) + "\n"


def _statement(part: Statement) -> str:
    return rf"\textbf{{{_text(part.subject)}}} {_text(part.predicate)}"


def _sentences(part: Text) -> str:
    return "\n".join(map(_text, part.sentences))


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _equations(part: Equations) -> str:
    """Return equations aligned at their first sign of equality, with what they are about before them."""
    columns = shown(part.table.columns)
    rows = [
        [_cell(cell.text, each.role) for each, cell in zip(columns, cells)]
        for cells in zip(*[each.cells for each in columns])
    ]
    return _aligned([" & ".join(row) for row in rows])


def _formulas(part: Facts) -> str:
    """Return formulas below one another; all the facts of such pages are some."""
    return _aligned([f"{_cell(name)} &= {math(formula)}" for name, formula in part.rows])


def _aligned(lines: Sequence[str]) -> str:
    return "\n".join([r"{\allowdisplaybreaks", r"\begin{align*}", " \\\\\n".join(lines), r"\end{align*}}"])


def _cell(text: str, role: str = "") -> str:
    if not text:
        return ""
    if role != FORMULA:
        return rf"\text{{{_text(text)}}}"
    name, *sides = map(math, text.split(" = "))
    return " = ".join([f"{name} &= {sides[0]}", *sides[1:]]) if sides else name


def math(formula: str) -> str:
    r"""Return arithmetic as LaTeX.

    >>> math("9.5 + ((5 - 1) * 1 / 2 - 2) * 8")
    '9.5 + \\left(\\frac{\\left(5 - 1\\right) \\cdot 1}{2} - 2\\right) \\cdot 8'
    """
    return _spelled(tree_of(formula))[0]


def _spelled(node: ast.expr) -> tuple[str, int]:  # noqa: PLR0911 - one for each kind of expression
    """Return an expression, and how tightly it holds together."""
    match node:
        case ast.BinOp(left, ast.Div(), right):
            return rf"\frac{{{_spelled(left)[0]}}}{{{_spelled(right)[0]}}}", _ATOM
        case ast.BinOp(left, operator, right):
            binding = _PRODUCT if isinstance(operator, ast.Mult) else _SUM
            return f"{_within(left, binding)}{_SIGNS[type(operator)]}{_within(right, binding + 1)}", binding
        case ast.UnaryOp(ast.USub(), operand):
            return f"-{_within(operand, _ATOM)}", _SUM
        case ast.Call(ast.Name("floor"), [inner]):
            return rf"\left\lfloor {_spelled(inner)[0]} \right\rfloor", _ATOM
        case ast.Call(ast.Name(name), arguments):
            return rf"\{name}\left({', '.join([_spelled(each)[0] for each in arguments])}\right)", _ATOM
        case ast.Name(name):
            return rf"\mathrm{{{name}}}" if len(name) > 1 else name, _ATOM
    return ast.unparse(node), _ATOM


def _within(node: ast.expr, binding: int) -> str:
    text, own = _spelled(node)
    return text if own >= binding else rf"\left({text}\right)"


BLOCKS: dict[type[Part], Callable[..., str]] = {
    Statement: _statement,
    Text: _sentences,
    Facts: _formulas,
    Equations: _equations,
}
"""The parts of pages that are made of formulas."""
