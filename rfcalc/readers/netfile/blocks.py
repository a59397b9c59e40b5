"""The blocks that a file defines: named lists of layers with inputs and parameters."""

from typing import NamedTuple

from rfcalc.errors import Mistakes, RfcalcError, quoted
from rfcalc.network.inputs import INPUT
from rfcalc.readers.document import Node, Scalar, Sequence
from rfcalc.readers.netfile import keys
from rfcalc.readers.netfile.keys import Keys, shown, unknown_key

BLOCK_KEYS = ("parameters", "inputs", "output", "layers")

INDEX = "index"
"""What the number of a repetition is called, as a parameter: no other may be called so."""


class Block(NamedTuple):
    """A named list of layers, as defined."""

    name: str
    parameters: dict[str, Node]  # and their defaults; null: it must be given
    inputs: tuple[str, ...]
    output: str  # empty: the last layer
    output_line: int
    layers: tuple[Node, ...]


def read_blocks(node: Node, mistakes: Mistakes) -> dict[str, Block | None] | None:
    """Return the blocks by name; ``None`` stands for what is wrong, which is noted and names the block."""
    with mistakes:
        defined = keys.mapping(node, "a mapping of block names to blocks", "blocks").entries
        return {name: _block(name, line, body, mistakes) for name, (line, body) in defined.items()}
    return None


def _block(name: str, line: int, node: Node, mistakes: Mistakes) -> Block | None:
    block = None
    inside = Mistakes()
    with inside:
        block = _read_block(name, line, node, inside)
    for error in inside.found:
        error.key = ", ".join(part for part in (f"block {quoted(name)}", error.key) if part)
    mistakes.found += inside.found
    return None if inside.found else block


def _read_block(name: str, line: int, node: Node, mistakes: Mistakes) -> Block:
    body = keys.mapping(node, "a mapping with 'layers', and if need be 'parameters', 'inputs', 'output'").entries
    for key, (key_line, _) in body.items():
        if key not in BLOCK_KEYS:
            with mistakes:
                raise unknown_key(key, key_line, BLOCK_KEYS, "a block")
    if "layers" not in body:
        raise RfcalcError("'layers' is missing", allowed="a block needs it", line=line)
    return Block(
        name,
        read_parameters(body),
        _read_inputs(body),
        keys.text(body["output"][1], "output") if "output" in body else "",
        body["output"][0] if "output" in body else line,
        list_of_layers(body["layers"][1]),
    )


def read_parameters(body: Keys) -> dict[str, Node]:
    """Return the parameters of a block or a network, and their defaults."""
    if "parameters" not in body:
        return {}
    given = keys.mapping(body["parameters"][1], "a mapping of parameter names to their defaults", "parameters").entries
    if INDEX in given:
        raise RfcalcError(
            f"{quoted(INDEX)} is taken",
            allowed=f"${INDEX} counts repetitions: call the parameter something else",
            line=given[INDEX][0],
            key="parameters",
        )
    return {parameter: value for parameter, (_, value) in given.items()}


def _read_inputs(body: Keys) -> tuple[str, ...]:
    if "inputs" not in body:
        return (INPUT,)
    inputs = tuple([text for text, _ in names_in(body["inputs"][1])])
    if len(set(inputs)) < len(inputs):
        raise RfcalcError(
            "an input is named twice", allowed="every input needs its own name", line=body["inputs"][0], key="inputs"
        )
    return inputs


def list_of_layers(node: Node) -> tuple[Node, ...]:
    """Return the entries of a list of layers, at least one."""
    if not isinstance(node, Sequence) or not node.items:
        raise RfcalcError(
            f"found {shown(node)}", allowed="allowed: a list of layers, at least one", line=node.line, key="layers"
        )
    return node.items


def names_in(node: Node) -> list[tuple[str, int]]:
    """Return the names that an ``inputs`` key lists, each with its line; a single one needs no list."""
    allowed = "the name of a layer, or a list of names"
    items = node.items if isinstance(node, Sequence) else (node,)
    if not items:
        raise keys.refused(node, allowed, "inputs")
    names = []
    for item in items:
        if not isinstance(item, Scalar) or not isinstance(item.value, str) or not item.value:
            raise keys.refused(item, allowed, "inputs")
        names.append((item.value, item.line))
    return names
