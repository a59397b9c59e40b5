"""Layers as written, repetitions and blocks expanded, every name made full.

A block is used like a layer. Within it names are its own: a full name is the use's name, the number
of the repetition if it is repeated, and the layer's name, with dots between (``layer3.5.conv2``).
"""

from typing import NamedTuple

from rfcalc.errors import LimitError, Mistakes, RfcalcError, nearest, quoted
from rfcalc.layers.like import LIKE
from rfcalc.layers.settings import type_of
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.network.build import no_layer
from rfcalc.network.inputs import INPUT, NAME_LIMIT
from rfcalc.readers.document import Mapping, Node, Scalar, Sequence
from rfcalc.readers.netfile import keys
from rfcalc.readers.netfile.blocks import Block, names_in
from rfcalc.readers.netfile.entries import Entry, names_meant, read_entry
from rfcalc.readers.netfile.keys import Keys, unknown_key
from rfcalc.readers.netfile.repetitions import LAYER_LIMIT, filled, repetitions_of
from rfcalc.readers.netfile.scope import Scope
from rfcalc.readers.netfile.settings import GENERAL_KEYS, short_form

DEPTH_LIMIT = 20
ENTRY_LIMIT = 1_000_000  # entries of lists of layers, once for each time that they are read, and repetitions

USE_KEYS = ("name", "block", "inputs", "repeat", "with", "first", "last", "each", "when")


class WrittenLayer(NamedTuple):
    """One layer with its full name; ``inputs`` are full names too, not yet known to exist."""

    name: str
    type: str
    inputs: tuple[str, ...]
    keys: Keys
    line: int
    written: str  # which entry of the file it is, however often that is used
    sure: bool = True  # whether nothing was wrong so far: what is missing may else be what was wrong


class Expansion:
    """Expands lists of layers, one after the other, into one flat list; what is wrong is noted, and reading goes on."""

    def __init__(self, blocks: dict[str, Block | None] | None, mistakes: Mistakes) -> None:
        """Begin with no layer. ``None`` is a wrong block, or all."""
        self.blocks = blocks
        self.mistakes = mistakes
        self.layers: list[WrittenLayer] = []
        self.stands_for: dict[str, str] = {}  # a use, a repetition, a layer left out -> a full name
        self.lines: dict[str, int] = {}  # every full name, and the line that made it
        self._failed: set[str] = set()  # full names, or beginnings of them, of what could not be read
        self._steps = 0

    def is_lost(self, name: str) -> bool:
        """Return whether a layer of that full name may be one that could not be read: it is not told as missing."""
        parts = name.split(".")
        return any(".".join(parts[:count]) in self._failed for count in range(1, len(parts) + 1))

    def expand(self, nodes: tuple[Node, ...], scope: Scope) -> str:
        """Add a list's layers; return the full name of the last. Raises `LimitError` with layer and line."""
        entries = []
        within_use = RfcalcError.within(layer=scope.use)
        for node in nodes:
            since = len(self.mistakes.found)
            with self.mistakes, within_use:
                entries.append(read_entry(node))
            if len(self.mistakes.found) > since:
                self.mistakes.keep_first(since, scope.block)
                self._failed.update([scope.prefix + name for name in names_meant(node)])
        scope = scope._replace(own=dict.fromkeys([entry.name for entry in entries]))
        previous = next(iter(scope.inputs.values()))
        free = []
        for entry in entries:
            since = len(self.mistakes.found)
            with self.mistakes, within_use:
                self._claim(entry, scope)
            free.append(len(self.mistakes.found) == since)
        for entry, is_free in zip(entries, free):
            full = scope.prefix + entry.name
            if is_free or not entry.is_use:
                self._read(full, entry, previous, scope)
            previous = full
        return previous

    def _read(self, full: str, entry: Entry, previous: str, scope: Scope) -> None:
        """Add what an entry stands for, or note what is wrong with it."""
        since = len(self.mistakes.found)
        with self.mistakes, RfcalcError.within(layer=full, line=entry.line):
            self._count()
            self._add(full, entry, previous, scope)
        if len(self.mistakes.found) > since:
            self.mistakes.keep_first(since, f"{scope.block}: {entry.name}")
            self._failed.add(full)

    def _count(self) -> None:
        """Count an entry that is read: blocks of blocks may have many of them and no layer."""
        self._steps += 1
        if self._steps > ENTRY_LIMIT:
            raise LimitError(
                "too many layers left out, uses and repetitions of blocks",
                allowed=f"at most {ENTRY_LIMIT}, layers among them, are supported",
            )

    def _claim(self, entry: Entry, scope: Scope) -> None:
        """Note that a full name is taken, or raise that it cannot be."""
        full, line = scope.prefix + entry.name, entry.name_line
        if len(full) > NAME_LIMIT:
            raise RfcalcError(
                f"the name {quoted(full)} is too long", allowed=f"at most {NAME_LIMIT} characters", line=line
            )
        if entry.name in scope.inputs or full == INPUT:
            owner = "block" if scope.blocks else "network"
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

    def _add(self, full: str, entry: Entry, previous: str, scope: Scope) -> None:
        since = len(self.mistakes.found)
        if isinstance(entry.body, Sequence):
            type_name, written = short_form(entry.name, entry.body)
            inputs: tuple[str, ...] = (previous,)
        else:
            entries = entry.body.entries
            inputs = self._inputs_of(entries["inputs"][1], full, scope) if "inputs" in entries else (previous,)
            if self._is_left_out(entry, full, scope):
                self.stands_for[full] = (*inputs, INPUT)[0]
                return
            if "block" in entries:
                self._use(full, entries, inputs, scope, sure=len(self.mistakes.found) == since)
                return
            type_name = self._type_in(entries)
            written = {key: value for key, value in entries.items() if key not in GENERAL_KEYS}
        values: Keys = {}
        for key, (line, node) in written.items():
            if isinstance(node, Scalar) and not isinstance(node.value, str):  # most values name no parameter
                values[key] = (line, node)
                continue
            with self.mistakes, RfcalcError.within(layer=full, line=entry.line, key=key):
                value = filled(node, scope.parameters)
                values[key] = (line, self._referred(key, value, full, scope.writer_of(node)))
        sure = len(self.mistakes.found) == since
        if len(self.layers) == LAYER_LIMIT:
            raise LimitError("too many layers after expansion", allowed=f"at most {LAYER_LIMIT} are supported")
        self.layers.append(
            WrittenLayer(
                name=full,
                type=type_name,
                inputs=inputs,
                keys=values,
                line=entry.line,
                written=f"{scope.block}: {entry.name}",
                sure=sure,
            )
        )

    def _referred(self, key: str, value: Node, reader: str, scope: Scope) -> Node:
        """Return the value of a key with the full name of the layer that it means, if the key's values are such."""
        if key == LIKE and isinstance(value, Scalar) and isinstance(value.value, str) and value.value:
            with RfcalcError.within(line=value.line):
                return value._replace(value=self._full_name(value.value, scope, reader, key))
        return value

    def _inputs_of(self, node: Node, full: str, scope: Scope) -> tuple[str, ...]:
        """Return the full names of inputs; those that cannot be found are noted and left out."""
        found = []
        with self.mistakes, RfcalcError.within(layer=full):
            for name, line in names_in(node):
                with self.mistakes, RfcalcError.within(layer=full, line=line):
                    found.append(self._full_name(name, scope, full, "inputs"))
        return tuple(found)

    def _full_name(self, name: str, scope: Scope, reader: str, key: str) -> str:
        """Return the full name of a layer that is named in a key; raise `RfcalcError` where there is none."""
        full = scope.full_name(name)
        if full is not None:
            return full
        if self.is_lost(scope.prefix + name):
            return scope.prefix + name
        others = [other for other in (*scope.inputs, *scope.own) if scope.prefix + other != reader]
        raise no_layer(name, others, of="the block" if scope.blocks else "the file", key=key)

    def _is_left_out(self, entry: Entry, full: str, scope: Scope) -> bool:
        """Return whether ``when`` says so; what is wrong with it is noted."""
        if not isinstance(entry.body, Mapping) or "when" not in entry.body.entries:
            return False
        with self.mistakes, RfcalcError.within(layer=full, line=entry.line):
            return not keys.flag(filled(entry.body.entries["when"][1], scope.parameters), "when")
        return False

    def _type_in(self, entries: Keys) -> str:
        if "type" not in entries:
            raise RfcalcError("'type' is missing", allowed="every layer needs one (or 'block')")
        line, node = entries["type"]
        name = keys.text(node, "type")
        if self.blocks and name in self.blocks and name not in LAYER_TYPES:
            raise RfcalcError(f"{quoted(name)} is a block", allowed=f"write block: {name}", line=line, key="type")
        with RfcalcError.within(line=line):
            type_of(name)
        return name

    def _use(self, full: str, entries: Keys, inputs: tuple[str, ...], scope: Scope, *, sure: bool) -> None:
        """Add the layers of a block, once or for each repetition."""
        for key, (line, _) in entries.items():
            if key not in USE_KEYS:
                with self.mistakes, RfcalcError.within(layer=full):
                    raise unknown_key(key, line, USE_KEYS, "the use of a block")
        block = self._used_block(entries, scope)
        if block is None:
            self._failed.add(full)
            return
        if not sure:  # what is wrong with its inputs has been noted
            inputs = (*inputs, *[INPUT] * len(block.inputs))[: len(block.inputs)]
        if len(inputs) != len(block.inputs):
            raise RfcalcError(
                f"found {len(inputs)} input{'s' * (len(inputs) != 1)}",
                allowed=f"block {quoted(block.name)} takes {len(block.inputs)}: {', '.join(block.inputs)}",
                key="inputs",
            )
        repetitions = repetitions_of(entries, block, scope.parameters)
        output = ""
        for number, repetition in enumerate(repetitions.each):
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
            inner = scope.inside(block, place, full, sources, repetition)
            output = self._output_of(block, self.expand(block.layers, inner), inner)
            self.stands_for[place] = output
        self.stands_for[full] = output

    def _used_block(self, entries: Keys, scope: Scope) -> Block | None:
        line, node = entries["block"]
        name = keys.text(node, "block")
        if self.blocks is None:
            return None
        if name not in self.blocks:
            known = ", ".join(self.blocks) or "none"
            raise RfcalcError(
                f"unknown block {quoted(name)}",
                allowed=nearest(name, self.blocks) or f"defined: {known}",
                line=line,
                key="block",
            )
        if len(scope.blocks) >= DEPTH_LIMIT:
            found = f"block {quoted(name)} is used {len(scope.blocks) + 1} blocks deep"
            raise LimitError(found, allowed=_allowed_depth(name, scope.blocks), line=line, key="block")
        return self.blocks[name]

    def _output_of(self, block: Block, last: str, scope: Scope) -> str:
        if not block.output:
            return last
        output = scope.prefix + block.output
        if output not in self.lines and not self.is_lost(output):
            own = [full[len(scope.prefix) :] for full in self.lines if full.startswith(scope.prefix)]
            raise RfcalcError(
                f"block {quoted(block.name)} has no layer {quoted(block.output)}",
                allowed=nearest(block.output, own) or "allowed: the name of one of its layers",
                line=block.output_line,
                key="output",
            )
        return output


def _allowed_depth(name: str, around: tuple[str, ...]) -> str:
    """Return what is allowed where a block is used too deep, given the blocks around it, the outermost first."""
    if name not in around:
        return f"at most {DEPTH_LIMIT} are supported"
    between = dict.fromkeys(around[len(around) - around[::-1].index(name) :])
    way = f", not even by way of {' and '.join([quoted(each) for each in between])}" if between else ""
    return f"a block must not use itself{way}"
