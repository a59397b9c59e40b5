"""Layers as written, repetitions and blocks expanded, every name made full.

A block is a list of layers with named inputs and parameters, used like a layer. Within it names are
its own: a full name is the use's name, the number of the repetition if it is repeated, and the
layer's name, with dots between (``layer3.5.conv2``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.description import keys
from rfcalc.description.keys import shown, unknown_key
from rfcalc.description.settings import Keys, check_type, short_form
from rfcalc.description.values import INPUT
from rfcalc.document import Mapping, Scalar, Sequence
from rfcalc.errors import RfcalcError, nearest, quoted

if TYPE_CHECKING:
    from rfcalc.document import Node

LAYER_LIMIT = 250_000
NAME_LIMIT = 200
DEPTH_LIMIT = 20

BLOCK_KEYS = ("parameters", "inputs", "output", "layers")
USE_KEYS = ("name", "block", "inputs", "repeat", "with", "first", "last", "each", "when")


class Block(NamedTuple):
    """A named list of layers, as defined."""

    name: str
    parameters: dict[str, Node]
    inputs: tuple[str, ...]
    output: str  # empty: the last layer
    output_line: int
    layers: tuple[Node, ...]


class WrittenLayer(NamedTuple):
    """One layer with its full name; ``inputs`` are full names too, not yet known to exist."""

    name: str
    type: str
    inputs: tuple[str, ...]
    keys: Keys
    line: int


class Scope(NamedTuple):
    """What names mean where a list of layers is read."""

    prefix: str
    inputs: dict[str, str]  # what the list's inputs are called here, and their full names
    parameters: dict[str, Node] | None  # None outside blocks
    depth: int


def read_blocks(node: Node) -> dict[str, Block]:
    """Return the blocks that a file defines."""
    blocks = {}
    for name, (line, body) in keys.mapping(node, "a mapping of block names to blocks").entries.items():
        try:
            blocks[name] = _read_block(name, line, body)
        except RfcalcError as error:
            error.layer = error.layer or name
            raise
    return blocks


def _read_block(name: str, line: int, node: Node) -> Block:
    body = keys.mapping(node, "a mapping with 'layers', and if need be 'parameters', 'inputs', 'output'")
    for key, (key_line, _) in body.entries.items():
        if key not in BLOCK_KEYS:
            raise unknown_key(key, key_line, BLOCK_KEYS, "a block")
    if "layers" not in body.entries:
        raise RfcalcError("'layers' is missing", allowed="a block needs it", line=line)
    parameters: dict[str, Node] = {}
    if "parameters" in body.entries:
        given = keys.mapping(body.entries["parameters"][1], "a mapping of parameter names to their defaults")
        parameters = {parameter: value for parameter, (_, value) in given.entries.items()}
    inputs: tuple[str, ...] = (INPUT,)
    if "inputs" in body.entries:
        inputs = tuple([text for text, _ in names_in(body.entries["inputs"][1])])
        if len(set(inputs)) < len(inputs):
            raise RfcalcError("an input is named twice", line=body.entries["inputs"][0], key="inputs")
    output, output_line = "", line
    if "output" in body.entries:
        output_line, output_node = body.entries["output"]
        output = keys.text(output_node)
    return Block(name, parameters, inputs, output, output_line, list_of_layers(body.entries["layers"][1]))


def list_of_layers(node: Node) -> tuple[Node, ...]:
    """Return the entries of a list of layers, at least one."""
    if not isinstance(node, Sequence) or not node.items:
        raise RfcalcError(
            f"found {shown(node)}", allowed="allowed: a list of layers, at least one", line=node.line, key="layers"
        )
    return node.items


def names_in(node: Node) -> list[tuple[str, int]]:
    """Return the names that an ``inputs`` key lists, each with its line; a single one needs no list."""
    items = node.items if isinstance(node, Sequence) else (node,)
    if not items:
        raise RfcalcError("found []", allowed="allowed: the name of a layer, or a list of names", line=node.line, key="inputs")
    names = []
    for item in items:
        if not isinstance(item, Scalar) or not isinstance(item.value, str) or not item.value:
            error = keys.refused(item, "the name of a layer, or a list of names")
            error.key = "inputs"
            raise error
        names.append((item.value, item.line))
    return names


class Expansion:
    """Expands lists of layers, one after the other, into one flat list."""

    def __init__(self, blocks: dict[str, Block]) -> None:
        """Begin with no layer."""
        self.blocks = blocks
        self.layers: list[WrittenLayer] = []
        self.stands_for: dict[str, str] = {}  # a use, a repetition, a layer left out -> a full name
        self.lines: dict[str, int] = {}  # every full name, and the line that made it
        self._steps = 0

    def expand(self, entries: tuple[Node, ...], scope: Scope) -> str:
        """Add a list's layers; return the full name of the last."""
        written = [self._named(entry, scope) for entry in entries]
        own = {name: scope.prefix + name for name, _, _ in written}
        previous = next(iter(scope.inputs.values()))
        for name, entry, body in written:
            self._count()
            full = own[name]
            try:
                self._add(full, entry, body, scope, own, previous)
            except RfcalcError as error:
                error.layer = error.layer or full
                if error.line is None:
                    error.line = entry.line
                raise
            previous = full
        return previous

    def _count(self) -> None:
        self._steps += 1
        if self._steps > LAYER_LIMIT:
            raise RfcalcError("too many layers after expansion", allowed=f"at most {LAYER_LIMIT} are supported")

    def _named(self, entry: Node, scope: Scope) -> tuple[str, Mapping, Mapping | Sequence]:
        """Return an entry's name, the entry, and its body (itself, or the list of the short form)."""
        if not isinstance(entry, Mapping) or not entry.entries:
            raise keys.refused(entry, "a layer: {name: ..., type: ...} or name: [kernel, stride, padding]")
        line, body = entry.line, entry
        if "name" in entry.entries:
            line, node = entry.entries["name"]
            if not isinstance(node, Scalar) or not isinstance(node.value, str) or not node.value:
                error = keys.refused(node, "a text (a number needs quote marks)")
                error.key = "name"
                raise error
            name = node.value
        elif len(entry.entries) == 1:
            ((name, (line, node)),) = entry.entries.items()
            if not isinstance(node, Sequence):
                raise RfcalcError(
                    f"found {shown(node)}",
                    allowed=f"allowed: {quoted(name)}: [kernel, stride, padding], or a mapping with 'name' and 'type'",
                    line=line,
                    layer=name,
                )
            body = node  # type: ignore[assignment]
        else:
            raise RfcalcError("'name' is missing", allowed="every layer needs one", line=line)
        full = scope.prefix + name
        if len(full) > NAME_LIMIT:
            raise RfcalcError(f"the name {quoted(full)} is too long", allowed=f"at most {NAME_LIMIT} characters", line=line)
        if name in scope.inputs:
            raise RfcalcError(
                f"{quoted(name)} is the name of the {'block' if scope.depth else 'network'}'s input",
                allowed="call the layer something else",
                line=line,
                layer=full,
            )
        if full in self.lines:
            raise RfcalcError(
                f"the name is taken by line {self.lines[full]}", allowed="every layer needs its own", line=line, layer=full
            )
        self.lines[full] = line
        return name, entry, body

    def _add(
        self,
        full: str,
        entry: Mapping,
        body: Mapping | Sequence,
        scope: Scope,
        own: dict[str, str],
        previous: str,
    ) -> None:
        if isinstance(body, Sequence):
            type_name, values = short_form(full, body)
            values = {key: (line, _filled(node, scope)) for key, (line, node) in values.items()}
            self.layers.append(WrittenLayer(full, type_name, (previous,), values, entry.line))
            return
        entries = body.entries
        inputs: tuple[str, ...] = (previous,)
        if "inputs" in entries:
            inputs = tuple([
                _full_name(name, line, scope, own, self.lines) for name, line in names_in(entries["inputs"][1])
            ])
        if "when" in entries and not _when(entries["when"][1], scope):
            if len(inputs) != 1:
                raise RfcalcError(
                    f"it is left out and has {len(inputs)} inputs",
                    allowed="a layer with 'when' needs a single one to stand for it",
                    key="when",
                )
            self.stands_for[full] = inputs[0]
            return
        if "block" in entries:
            self._use(full, entries, inputs, scope)
            return
        if "type" not in entries:
            raise RfcalcError("'type' is missing", allowed="every layer needs one (or 'block')")
        type_name = keys.text(entries["type"][1])
        check_type(type_name, entries["type"][0])
        values = {
            key: (line, _filled(node, scope))
            for key, (line, node) in entries.items()
            if key not in _GENERAL
        }
        self.layers.append(WrittenLayer(full, type_name, inputs, values, entry.line))

    def _use(self, full: str, entries: Keys, inputs: tuple[str, ...], scope: Scope) -> None:
        for key, (line, _) in entries.items():
            if key not in USE_KEYS:
                raise unknown_key(key, line, USE_KEYS, "the use of a block")
        line, node = entries["block"]
        name = keys.text(node)
        if name not in self.blocks:
            hint = nearest(name, self.blocks)
            known = ", ".join(self.blocks) or "none"
            raise RfcalcError(
                f"unknown block {quoted(name)}", allowed=hint or f"defined: {known}", line=line, key="block"
            )
        block = self.blocks[name]
        if scope.depth >= DEPTH_LIMIT:
            raise RfcalcError(
                f"block {quoted(name)} is used {DEPTH_LIMIT} blocks deep",
                allowed="a block must not use itself",
                line=line,
                key="block",
            )
        if len(inputs) != len(block.inputs):
            raise RfcalcError(
                f"found {len(inputs)} input{'s' * (len(inputs) != 1)}",
                allowed=f"block {quoted(name)} takes {len(block.inputs)}: {', '.join(block.inputs)}",
                key="inputs",
            )
        repetitions = _repetitions(entries, block, scope)
        output = ""
        for number, parameters in enumerate(repetitions.parameters):
            self._count()
            place = f"{full}.{number}" if repetitions.numbered else full
            if repetitions.numbered:
                if place in self.lines:
                    raise RfcalcError(f"the name {quoted(place)} is taken by line {self.lines[place]}")
                self.lines[place] = self.lines[full]
            output = self._repeat(block, place, parameters, (output or inputs[0], *inputs[1:]), scope.depth)
            if repetitions.numbered:
                self.stands_for[place] = output
        self.stands_for[full] = output

    def _repeat(
        self, block: Block, place: str, parameters: dict[str, Node], inputs: tuple[str, ...], depth: int
    ) -> str:
        scope = Scope(f"{place}.", dict(zip(block.inputs, inputs)), parameters, depth + 1)
        last = self.expand(block.layers, scope)
        if not block.output:
            return last
        if scope.prefix + block.output not in self.lines:
            own = [full[len(scope.prefix) :] for full in self.lines if full.startswith(scope.prefix)]
            raise RfcalcError(
                f"block {quoted(block.name)} has no layer {quoted(block.output)}",
                allowed=nearest(block.output, own),
                line=block.output_line,
                key="output",
            )
        return scope.prefix + block.output


_GENERAL = {"name", "type", "inputs", "when"}


class _Repetitions(NamedTuple):
    parameters: list[dict[str, Node]]
    numbered: bool


def _repetitions(entries: Keys, block: Block, scope: Scope) -> _Repetitions:
    """Return each repetition's parameters: default, then with, each, first, last, the later the stronger."""
    repeat = None
    if "repeat" in entries:
        node = _filled(entries["repeat"][1], scope)
        if not isinstance(node, Scalar) or node.value.__class__ is not int or node.value < 1:  # type: ignore[operator]
            error = keys.refused(node, "a whole number of at least 1")
            error.key = "repeat"
            raise error
        repeat = node.value
    each: dict[str, tuple[Node, ...]] = {}
    for name, (line, node) in _arguments(entries, "each", block):
        values = _filled(node, scope)
        if not isinstance(values, Sequence) or not values.items:
            error = keys.refused(values, "a list with one value per repetition")
            error.key = f"each: {name}"
            raise error
        count = len(values.items)
        if repeat is None:
            repeat = count
        if count != repeat:
            raise RfcalcError(
                f"found {count} values for {repeat} repetitions",
                allowed="give one value per repetition",
                line=line,
                key=f"each: {name}",
            )
        each[name] = values.items
    fixed = {
        key: {name: _filled(node, scope) for name, (_, node) in _arguments(entries, key, block)}
        for key in ("with", "first", "last")
    }
    count = 1 if repeat is None else repeat
    if not isinstance(count, int) or count > LAYER_LIMIT:
        raise RfcalcError(
            f"found {count}", allowed=f"at most {LAYER_LIMIT} layers after expansion are supported", key="repeat"
        )
    parameters = []
    for number in range(count):
        chosen = {**block.parameters, **fixed["with"], **{name: items[number] for name, items in each.items()}}
        if number == 0:
            chosen.update(fixed["first"])
        if number == count - 1:
            chosen.update(fixed["last"])
        for name, node in chosen.items():
            if isinstance(node, Scalar) and node.value is None:
                raise RfcalcError(
                    f"parameter {quoted(name)} is not given",
                    allowed=f"block {quoted(block.name)} has no default for it",
                    key="with",
                )
        parameters.append(chosen)
    return _Repetitions(parameters, numbered=repeat is not None)


def _arguments(entries: Keys, key: str, block: Block) -> list[tuple[str, tuple[int, Node]]]:
    if key not in entries:
        return []
    try:
        given = keys.mapping(entries[key][1], "a mapping of parameter names to values").entries
    except RfcalcError as error:
        error.key = key
        raise
    for name, (line, _) in given.items():
        if name not in block.parameters:
            hint = nearest(name, block.parameters)
            known = ", ".join(block.parameters) or "none"
            raise RfcalcError(
                f"block {quoted(block.name)} has no parameter {quoted(name)}",
                allowed=hint or f"it has: {known}",
                line=line,
                key=key,
            )
    return list(given.items())


def _filled(node: Node, scope: Scope) -> Node:
    """Return a value with the parameters it names (``$stride``) put in, at the line where they are named."""
    if isinstance(node, Sequence):
        items = tuple([_filled(item, scope) for item in node.items])
        return node if items == node.items else Sequence(items, node.line)
    if not isinstance(node, Scalar) or not isinstance(node.value, str) or node.value[:1] != "$":
        return node
    name = node.value[1:]
    if scope.parameters is None:
        raise RfcalcError(
            f"found {quoted(node.value)}", allowed="parameters are known within blocks only", line=node.line
        )
    if name not in scope.parameters:
        hint = nearest(name, scope.parameters)
        known = ", ".join(f"${parameter}" for parameter in scope.parameters) or "none"
        raise RfcalcError(
            f"unknown parameter {quoted(node.value)}", allowed=hint or f"the block has: {known}", line=node.line
        )
    return scope.parameters[name]


def _when(node: Node, scope: Scope) -> bool:
    try:
        return keys.flag(_filled(node, scope))
    except RfcalcError as error:
        error.key = "when"
        raise


def _full_name(name: str, line: int, scope: Scope, own: dict[str, str], lines: dict[str, int]) -> str:
    """Return the full name of an input; inner layers of a use (``layer1.0.conv1``) are found later."""
    if name in scope.inputs:
        return scope.inputs[name]
    if name in own or "." in name:
        return scope.prefix + name
    raise RfcalcError(
        f"there is no layer {quoted(name)}",
        allowed=nearest(name, [*scope.inputs, *own]) or f"{'the block' if scope.depth else 'the file'} names no such layer",
        line=line,
        key="inputs",
    )
