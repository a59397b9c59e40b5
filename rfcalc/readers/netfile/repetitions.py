"""The use of a block: how often it is repeated and with which parameters each time."""

from typing import NamedTuple

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.readers.document import Node, Scalar, Sequence
from rfcalc.readers.netfile import keys
from rfcalc.readers.netfile.blocks import INDEX, Block
from rfcalc.readers.netfile.keys import Keys, is_whole

Parameters = dict[str, Node]

LAYER_LIMIT = 100_000


class Repetition(NamedTuple):
    """The parameters of a block in one repetition, and of those that its use gives the values as written there."""

    parameters: Parameters
    given: Parameters


class Repetitions(NamedTuple):
    """Each repetition of a use; ``numbered`` tells whether their names carry a number."""

    each: list[Repetition]
    numbered: bool


def filled(node: Node, parameters: Parameters) -> Node:
    """Return a value with the parameters it names (``$stride``) put in, and arithmetic on them worked out.

    A text without ``$`` is no arithmetic.
    """
    if isinstance(node, Sequence):
        items = tuple([filled(item, parameters) for item in node.items])
        return node if items == node.items else Sequence(items, node.line)
    if not isinstance(node, Scalar) or not isinstance(node.value, str) or "$" not in node.value:
        return node
    text, line = node.value, node.line
    if text[0] == "$" and text[1:] in parameters:
        return parameters[text[1:]]
    with RfcalcError.within(line=line):
        from rfcalc.readers.netfile.arithmetic import worked_out

        try:
            return Scalar(worked_out(text, lambda name: _parameter(name, parameters)), line, text)
        except RfcalcError as error:
            error.arithmetic = text
            raise


def _parameter(name: str, parameters: Parameters) -> Node:
    if name in parameters:
        return parameters[name]
    known = ", ".join(f"${parameter}" for parameter in parameters) or "none"
    raise RfcalcError(
        f"unknown parameter {quoted(f'${name}')}",
        allowed=f"${INDEX} counts repetitions: it is known where a block is repeated"
        if name == INDEX
        else nearest(name, parameters) or f"known here: {known}",
    )


def repetitions_of(entries: Keys, block: Block, parameters: Parameters) -> Repetitions:
    """Return each repetition's parameters: default, with, each, first, last, the later the stronger.

    ``parameters`` are those of the block in which the use is written; ``$index`` is the number of the repetition, in
    the values that the use gives and in the block. Raises `RfcalcError`.
    """
    written = _read_given(entries, "each", block)
    each = _read_each(written, parameters)
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
    numbered = bool(repeat or each)
    given = {key: _read_given(entries, key, block) for key in ("with", "first", "last")}
    chosen = []
    for number in range(count):
        now = {
            "with": given["with"],
            "each": {name: items[number] for name, items in each.items()},
            "first": given["first"] if number == 0 else {},
            "last": given["last"] if number == count - 1 else {},
        }
        index: Parameters = {INDEX: Scalar(number, 0, f"${INDEX}")} if numbered else {}
        here = {name: node for key in now for name, node in now[key].items()}
        listed = {name: node for name, node in written.items() if not isinstance(node, Sequence)}
        given_here = {**here, **{name: node for name, node in listed.items() if here[name] is now["each"][name]}}
        chosen.append(Repetition({**_chosen(block, now, {**parameters, **index}), **index}, given_here))
    return Repetitions(chosen, numbered)


def _chosen(block: Block, given: dict[str, Parameters], parameters: Parameters) -> Parameters:
    """Return a block's parameters in one repetition: their defaults, and what each key of the use gives."""
    here = {**block.parameters}
    place = RfcalcError.within()
    with place:
        for key, values in given.items():
            for name, node in values.items():
                place.key = f"{key}: {name}"
                here[name] = filled(node, parameters)
    for name, node in here.items():
        if isinstance(node, Scalar) and node.value is None:
            raise RfcalcError(
                f"parameter {quoted(name)} is not given",
                allowed=f"block {quoted(block.name)} has no default for it",
                key="with",
            )
    return here


def _read_repeat(entries: Keys, parameters: Parameters) -> int | None:
    if "repeat" not in entries:
        return None
    with RfcalcError.within(key="repeat"):
        node = filled(entries["repeat"][1], parameters)
    if not is_whole(node, 1):
        raise keys.refused(node, "a whole number of at least 1", "repeat")
    if is_whole(node, LAYER_LIMIT + 1):
        error = keys.refused(node, "", "repeat")
        error.allowed = f"at most {LAYER_LIMIT} layers after expansion are supported"
        raise error
    return node.value  # type: ignore[return-value, union-attr]


def _read_each(written: Parameters, parameters: Parameters) -> dict[str, tuple[Node, ...]]:
    """Return the values for each repetition, not yet filled; a parameter may stand for a whole list of them."""
    each = {}
    for name, node in written.items():
        key = f"each: {name}"
        with RfcalcError.within(key=key):
            listed = node if isinstance(node, Sequence) else filled(node, parameters)
        if not isinstance(listed, Sequence) or not listed.items:
            raise keys.refused(listed, "a list with one value per repetition", key)
        each[name] = listed.items
    return each


def _read_given(entries: Keys, key: str, block: Block) -> Parameters:
    """Return the values that a key of a use gives to the block's parameters."""
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
    return {name: node for name, (_, node) in given.items()}
