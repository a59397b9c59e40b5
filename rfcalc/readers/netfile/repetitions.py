"""The use of a block: how often it is repeated and with which parameters each time."""

from typing import NamedTuple

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.readers.document import Node, Scalar, Sequence
from rfcalc.readers.netfile import keys
from rfcalc.readers.netfile.blocks import Block
from rfcalc.readers.netfile.keys import Keys, is_whole

Parameters = dict[str, Node]

LAYER_LIMIT = 100_000


class Repetitions(NamedTuple):
    """The parameters of each repetition; ``numbered`` tells whether their names carry a number."""

    parameters: list[Parameters]
    numbered: bool


def filled(node: Node, parameters: Parameters) -> Node:
    """Return a value with the parameters it names (``$stride``) put in."""
    if isinstance(node, Sequence):
        items = tuple([filled(item, parameters) for item in node.items])
        return node if items == node.items else Sequence(items, node.line)
    if not isinstance(node, Scalar) or not isinstance(node.value, str) or node.value[:1] != "$":
        return node
    name = node.value[1:]
    if name not in parameters:
        known = ", ".join(f"${parameter}" for parameter in parameters) or "none"
        raise RfcalcError(
            f"unknown parameter {quoted(node.value)}",
            allowed=nearest(name, parameters) or f"known here: {known}",
            line=node.line,
        )
    return parameters[name]


def repetitions_of(entries: Keys, block: Block, parameters: Parameters) -> Repetitions:
    """Return each repetition's parameters: default, with, each, first, last, the later the stronger.

    ``parameters`` are those of the block in which the use is written. Raises `RfcalcError`.
    """
    each = _read_each(entries, block, parameters)
    repeat = _read_repeat(entries, parameters)
    count = repeat or (len(next(iter(each.values()))) if each else 1)
    for name, items in each.items():
        if len(items) != count:
            raise RfcalcError(
                f"found {len(items)} values for {count} repetitions",
                allowed="give one value per repetition",
                line=entries["each"][0],
                key=f"each: {name}",
            )
    if count > LAYER_LIMIT:
        raise RfcalcError(
            f"found {count}", allowed=f"at most {LAYER_LIMIT} layers after expansion are supported", key="repeat"
        )
    given = {key: _read_given(entries, key, block, parameters) for key in ("with", "first", "last")}
    chosen = []
    for number in range(count):
        here = {**block.parameters, **given["with"], **{name: items[number] for name, items in each.items()}}
        if number == 0:
            here.update(given["first"])
        if number == count - 1:
            here.update(given["last"])
        for name, node in here.items():
            if isinstance(node, Scalar) and node.value is None:
                raise RfcalcError(
                    f"parameter {quoted(name)} is not given",
                    allowed=f"block {quoted(block.name)} has no default for it",
                    key="with",
                )
        chosen.append(here)
    return Repetitions(chosen, numbered=bool(repeat or each))


def _read_repeat(entries: Keys, parameters: Parameters) -> int | None:
    if "repeat" not in entries:
        return None
    node = filled(entries["repeat"][1], parameters)
    if not is_whole(node, 1):
        raise keys.refused(node, "a whole number of at least 1", "repeat")
    return node.value  # type: ignore[return-value, union-attr]


def _read_each(entries: Keys, block: Block, parameters: Parameters) -> dict[str, tuple[Node, ...]]:
    each = {}
    for name, node in _read_given(entries, "each", block, parameters).items():
        if not isinstance(node, Sequence) or not node.items:
            raise keys.refused(node, "a list with one value per repetition", f"each: {name}")
        each[name] = node.items
    return each


def _read_given(entries: Keys, key: str, block: Block, parameters: Parameters) -> Parameters:
    if key not in entries:
        return {}
    given = keys.mapping(entries[key][1], "a mapping of parameter names to values", key).entries
    for name, (line, _) in given.items():
        if name not in block.parameters:
            known = ", ".join(block.parameters) or "none"
            raise RfcalcError(
                f"block {quoted(block.name)} has no parameter {quoted(name)}",
                allowed=nearest(name, block.parameters) or f"it has: {known}",
                line=line,
                key=key,
            )
    return {name: filled(node, parameters) for name, (_, node) in given.items()}
