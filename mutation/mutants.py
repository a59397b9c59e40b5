"""Small changes of a module, each of which a test should notice."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}

Node = TypeVar("Node", bound=ast.AST)


class Mutant(NamedTuple):
    """One change: where it is, what stood there, what stands there now, and the module with it."""

    file: str
    line: int
    function: str
    before: str
    after: str
    text: str

    @property
    def name(self) -> str:
        """Return what the list of equivalent mutants calls it; other lines may move."""
        return f"{self.file}: {self.function}: {self.before} -> {self.after}"


class _Change(NamedTuple):
    """A node and what takes its place."""

    node: ast.expr | ast.stmt
    instead: ast.expr | ast.stmt


def mutants(file: str, text: str) -> list[Mutant]:
    """Return every mutant of a module, in the order of its lines."""
    found = []
    lines = text.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    content = text.encode()
    for function, change in _changes(ast.parse(text), ""):
        node = change.node
        first = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        after = ast.unparse(change.instead)
        written = f"({after})" if isinstance(node, ast.expr) and not isinstance(node, ast.Slice) else after
        mutated = (content[:first] + written.encode() + content[end:]).decode()
        found.append(Mutant(file, node.lineno, function or "<module>", ast.unparse(node), after, mutated))
    return sorted(found, key=lambda mutant: mutant.line)


def _changes(node: ast.AST, function: str) -> Iterator[tuple[str, _Change]]:
    """Yield the changes of a node and of all below it, with the function that they are in."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        function = f"{function}.{node.name}".lstrip(".")
    for change in _changes_of(node):
        yield function, change
    for child in _children(node):
        yield from _changes(child, function)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is looked at below a node: no annotations, docstrings, decorators, base classes and f-strings."""
    if isinstance(node, ast.JoinedStr) or _is_for_types(node):
        return
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list", "bases", "ctx", "op", "ops"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield child


def _is_for_types(node: ast.AST) -> bool:
    """Return whether a statement only tells types: ``if TYPE_CHECKING``, an alias, a type variable."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name):
        return target.id in {"TYPE_CHECKING", "__all__"} or (
            isinstance(node.value, (ast.BinOp, ast.Subscript)) and (target.id[:1].isupper() and not target.id.isupper())
        )
    return False


def _changes_of(node: ast.AST) -> Iterator[_Change]:
    """Yield the changes of a node itself."""
    if isinstance(node, ast.expr):
        yield from (_Change(node, instead) for instead in _expressions(node))
    elif isinstance(node, ast.stmt):
        yield from (_Change(node, instead) for instead in _statements(node))


def _expressions(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare):
        for number, operator in enumerate(node.ops):
            ops = [*node.ops]
            ops[number] = COMPARED[type(operator)]()
            yield _with(node, ops=ops)
    elif isinstance(node, ast.BinOp) and type(node.op) in COMPUTED and not _is_text(node.left):
        yield _with(node, op=COMPUTED[type(node.op)]())
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield _with(node, body=node.orelse, orelse=node.body)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLED:
        yield _with(node, func=ast.Name(CALLED[node.func.id]))
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Slice):
        yield from (_with(node, **{end: None}) for end in ("lower", "upper") if getattr(node, end) is not None)


def _constants(node: ast.Constant) -> Iterator[ast.expr]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)


def _statements(node: ast.stmt) -> Iterator[ast.stmt]:
    if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)):
        yield ast.Pass()
    elif isinstance(node, ast.AugAssign) and type(node.op) in COMPUTED:
        yield _with(node, op=COMPUTED[type(node.op)]())
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Break):
        yield ast.Continue()
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield ast.Return(ast.Constant(None))


def _with(node: Node, **fields: object) -> Node:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
