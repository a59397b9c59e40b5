"""Layers as written, repetitions and blocks expanded, every name made full.

A block is used like a layer. Within it names are its own: a full name is the use's name, the number
of the repetition if it is repeated, and the layer's name, with dots between (``layer3.5.conv2``).
"""

from typing import NamedTuple

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.readers.document import Mapping, Node, Sequence
from rfcalc.readers.netfile import keys
from rfcalc.readers.netfile.blocks import Block, names_in
from rfcalc.readers.netfile.keys import Keys, shown, unknown_key
from rfcalc.readers.netfile.repetitions import LAYER_LIMIT, Parameters, filled, repetitions_of
from rfcalc.readers.netfile.settings import GENERAL_KEYS, check_type, short_form

NAME_LIMIT = 200
DEPTH_LIMIT = 20

USE_KEYS = ("name", "block", "inputs", "repeat", "with", "first", "last", "each", "when")


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
    parameters: Parameters  # the block's own, and the network's
    depth: int


class Entry(NamedTuple):
    """One entry of a list of layers: its name, the body that holds its keys, and where it stands."""

    name: str
    body: Mapping | Sequence  # a sequence is the short form
    line: int


class Expansion:
    """Expands lists of layers, one after the other, into one flat list."""

    def __init__(self, blocks: dict[str, Block], parameters: Parameters) -> None:
        """Begin with no layer; the network's parameters are known everywhere."""
        self.blocks = blocks
        self.parameters = parameters
        self.layers: list[WrittenLayer] = []
        self.stands_for: dict[str, str] = {}  # a use, a repetition, a layer left out -> a full name
        self.lines: dict[str, int] = {}  # every full name, and the line that made it
        self._steps = 0

    def expand(self, nodes: tuple[Node, ...], scope: Scope) -> str:
        """Add a list's layers; return the full name of the last. Raises `RfcalcError` with layer and line."""
        entries = [self._read_entry(node, scope) for node in nodes]
        own = {entry.name: scope.prefix + entry.name for entry in entries}
        previous = next(iter(scope.inputs.values()))
        for entry in entries:
            full = own[entry.name]
            try:
                self._count()
                self._add(full, entry, previous, scope, own)
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

    def _read_entry(self, node: Node, scope: Scope) -> Entry:
        if not isinstance(node, Mapping) or not node.entries:
            raise keys.refused(node, "a layer: {name: ..., type: ...} or name: [kernel, stride, padding]")
        line = node.line
        body: Mapping | Sequence = node
        if "name" in node.entries:
            line, named = node.entries["name"]
            name = keys.text(named, "name")
        elif len(node.entries) == 1:
            ((name, (line, value)),) = node.entries.items()
            if not isinstance(value, Sequence):
                raise RfcalcError(
                    f"found {shown(value)}",
                    allowed=f"allowed: {quoted(name)}: [kernel, stride, padding], or a mapping with 'name' and 'type'",
                    line=line,
                    layer=name,
                )
            body = value
        else:
            mistyped = next((key for key in node.entries if key not in GENERAL_KEYS and nearest(key, ("name",))), "")
            hint = f"did you mean 'name' by {quoted(mistyped)}?" if mistyped else "every layer needs one"
            raise RfcalcError("'name' is missing", allowed=hint, line=line)
        self._claim(name, line, scope)
        return Entry(name, body, node.line)

    def _claim(self, name: str, line: int, scope: Scope) -> None:
        """Note that a full name is taken, or raise that it cannot be."""
        full = scope.prefix + name
        if len(full) > NAME_LIMIT:
            raise RfcalcError(
                f"the name {quoted(full)} is too long", allowed=f"at most {NAME_LIMIT} characters", line=line
            )
        if name in scope.inputs:
            owner = "block" if scope.depth else "network"
            raise RfcalcError(
                f"the {owner}'s input is called so", allowed="call the layer something else", line=line, layer=full
            )
        if full in self.lines:
            raise RfcalcError(
                f"the name is taken by line {self.lines[full]}",
                allowed="every layer needs its own",
                line=line,
                layer=full,
            )
        self.lines[full] = line

    def _add(self, full: str, entry: Entry, previous: str, scope: Scope, own: dict[str, str]) -> None:
        if isinstance(entry.body, Sequence):
            type_name, written = short_form(full, entry.body)
            inputs: tuple[str, ...] = (previous,)
        else:
            entries = entry.body.entries
            inputs = (previous,)
            if "inputs" in entries:
                inputs = tuple(
                    [_full_name(name, line, scope, own, full) for name, line in names_in(entries["inputs"][1])]
                )
            if "when" in entries and not keys.flag(filled(entries["when"][1], scope.parameters), "when"):
                self.stands_for[full] = inputs[0]
                return
            if "block" in entries:
                self._use(full, entries, inputs, scope)
                return
            if "type" not in entries:
                raise RfcalcError("'type' is missing", allowed="every layer needs one (or 'block')")
            type_name = keys.text(entries["type"][1], "type")
            check_type(type_name, entries["type"][0])
            written = {key: value for key, value in entries.items() if key not in GENERAL_KEYS}
        values = {}
        key = ""
        try:
            for key, (line, node) in written.items():
                values[key] = (line, filled(node, scope.parameters))
        except RfcalcError as error:
            error.key = key
            raise
        self.layers.append(WrittenLayer(full, type_name, inputs, values, entry.line))

    def _use(self, full: str, entries: Keys, inputs: tuple[str, ...], scope: Scope) -> None:
        """Add the layers of a block, once or for each repetition."""
        block = self._used_block(entries, inputs, scope)
        repetitions = repetitions_of(entries, block, scope.parameters)
        output = ""
        for number, parameters in enumerate(repetitions.parameters):
            self._count()
            place = full
            if repetitions.numbered:
                place = f"{full}.{number}"
                if place in self.lines:
                    raise RfcalcError(
                        f"the name {quoted(place)} is taken by line {self.lines[place]}",
                        allowed="every layer needs its own",
                    )
                self.lines[place] = self.lines[full]
            sources = (output or inputs[0], *inputs[1:])
            inner = Scope(
                f"{place}.", dict(zip(block.inputs, sources)), {**self.parameters, **parameters}, scope.depth + 1
            )
            output = self._output_of(block, self.expand(block.layers, inner), inner)
            self.stands_for[place] = output
        self.stands_for[full] = output

    def _used_block(self, entries: Keys, inputs: tuple[str, ...], scope: Scope) -> Block:
        for key, (line, _) in entries.items():
            if key not in USE_KEYS:
                raise unknown_key(key, line, USE_KEYS, "the use of a block")
        line, node = entries["block"]
        name = keys.text(node, "block")
        block = self.blocks.get(name)
        if block is None:
            known = ", ".join(self.blocks) or "none"
            raise RfcalcError(
                f"unknown block {quoted(name)}",
                allowed=nearest(name, self.blocks) or f"defined: {known}",
                line=line,
                key="block",
            )
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
        return block

    def _output_of(self, block: Block, last: str, scope: Scope) -> str:
        if not block.output:
            return last
        if scope.prefix + block.output not in self.lines:
            own = [full[len(scope.prefix) :] for full in self.lines if full.startswith(scope.prefix)]
            raise RfcalcError(
                f"block {quoted(block.name)} has no layer {quoted(block.output)}",
                allowed=nearest(block.output, own) or "allowed: the name of one of its layers",
                line=block.output_line,
                key="output",
            )
        return scope.prefix + block.output


def _full_name(name: str, line: int, scope: Scope, own: dict[str, str], reader: str) -> str:
    """Return the full name of an input; inner layers of a use (``layer1.0.conv1``) are looked up later."""
    if name in scope.inputs:
        return scope.inputs[name]
    if name in own or "." in name:
        return scope.prefix + name
    where = "the block" if scope.depth else "the file"
    raise RfcalcError(
        f"there is no layer {quoted(name)}",
        allowed=nearest(name, [other for other in (*scope.inputs, *own) if scope.prefix + other != reader])
        or f"allowed: the name of a layer of {where}",
        line=line,
        key="inputs",
    )
