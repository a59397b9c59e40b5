"""A document read into a network."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import LimitError, Mistakes, RfcalcError, nearest, quoted
from rfcalc.layers.like import LIKE
from rfcalc.layers.rearranging import check_along
from rfcalc.network.build import CHECKS, check_inputs, found_layer
from rfcalc.network.inputs import AXES
from rfcalc.network.model import Layer, Network, Origin
from rfcalc.network.pixel import PIXEL, SOME_PIXEL, Pixel, pixel_of
from rfcalc.readers.document import Mapping, Node, Problems, Scalar
from rfcalc.readers.netfile import keys
from rfcalc.readers.netfile.axes import VOLUME, Axes, axes_of
from rfcalc.readers.netfile.blocks import list_of_layers, read_blocks, read_parameters
from rfcalc.readers.netfile.expansion import Expansion, WrittenLayer
from rfcalc.readers.netfile.inputs import read_inputs
from rfcalc.readers.netfile.keys import plain
from rfcalc.readers.netfile.scope import Scope
from rfcalc.readers.netfile.settings import SettingsReader

if TYPE_CHECKING:
    from rfcalc.layers.settings import Operations
    from rfcalc.network.model import Check
    from rfcalc.readers.netfile.axes import Size
    from rfcalc.readers.netfile.blocks import Block

KEYS = (
    *("name", "description", "family", "source", "input", "inputs", "pixel"),
    *("checks", "parameters", "blocks", "layers"),
)

TEXTS = ("name", "description", "family", "source")


class Overrides(NamedTuple):
    """What the one who reads a network wants otherwise than its file says."""

    size: "Size | None" = None
    parameters: dict[str, Node] = {}  # noqa: RUF012 - nobody changes it
    start: str = ""  # the input that is asked about, where there are several; else the first
    treat: dict[str, str] = {}  # noqa: RUF012 - operators of which nothing is known, and what is made of them
    everything: bool = False  # of a model: nodes that change nothing are layers too


AS_WRITTEN = Overrides()


def read_network(document: Node, problems: Problems, *, name: str, file: str, overrides: Overrides) -> Network:
    """Return the network that a document describes; ``name`` is used where the document has none.

    Raises one `RfcalcError` with a line for everything that is not as it should be, with file, line, layer and key;
    ``problems`` are those that were noted while the document was read.
    """
    mistakes = Mistakes()
    network = None
    with RfcalcError.within(file=file):
        try:
            with mistakes:
                network = _Reading(mistakes, file, overrides).network(document, name)
        except LimitError as error:
            mistakes.found.append(error)
        _add_problems(mistakes, document, problems)
        mistakes.tell()
    assert network is not None  # noqa: S101 - or a mistake was told
    return network


def _add_problems(mistakes: Mistakes, document: Node, problems: Problems) -> None:
    """Note what is wrong with keys that stand twice and numbers that are none, unless it has been noted."""
    twice = {(error.key, error.line) for error in problems.repeated}
    mistakes.found[:] = [error for error in mistakes.found if (error.key, error.line) not in twice]
    mistakes.found += problems.repeated
    if problems.numbers:
        from rfcalc.readers.netfile.numbers import unread_numbers

        told = [(error.line, error.found) for error in mistakes.found]
        for error, number in unread_numbers(document):
            if not any(line == error.line and number in found for line, found in told):
                mistakes.found.append(error)


class _Reading:
    """One document on its way to a network; what is wrong is noted, and the reading goes on where it can."""

    def __init__(self, mistakes: Mistakes, file: str, overrides: Overrides) -> None:
        self.mistakes = mistakes
        self.file = file
        self.overrides = overrides

    def network(self, document: Node, name: str) -> Network:
        """Return the network; it is one only if nothing was noted."""
        if not isinstance(document, Mapping):
            raise keys.refused(document, "a mapping with 'layers' (and 'name', 'input', 'blocks')")
        if self.overrides.everything:
            with self.mistakes:
                raise RfcalcError("all layers of a network file are shown", allowed="it is for models", key="--all")
        entries = document.entries
        texts = self._texts(entries)
        if "layers" not in entries and all(key in KEYS for key in entries):  # an unknown key may be meant so
            with self.mistakes:
                raise RfcalcError("'layers' is missing", allowed="a network needs a list of layers", line=document.line)
        inputs = read_inputs(entries, self.overrides.start, self.mistakes)
        expansion = self._expanded(entries, inputs.names)
        written = expansion.layers
        axes = axes_of(inputs.listed, written, self.overrides.size, self.mistakes)
        layers = self._layers(expansion, axes, inputs.names)
        sizes: dict[str, tuple[int | None, ...]] = {}
        with self.mistakes:
            sizes = inputs.along(axes, self.overrides.size)
        if self.overrides.treat and not self.mistakes.found:
            from rfcalc.network.treating import treated

            with self.mistakes:
                layers = treated(layers, self.overrides.treat)
        pixel = SOME_PIXEL
        with self.mistakes:
            pixel = _read_pixel(entries, axes.count)
        return Network._make(
            (
                texts.get("name", name),
                texts.get("description", ""),
                texts.get("family", ""),
                texts.get("source", ""),
                self.file,
                AXES[axes.count],
                sizes.get(inputs.start, ()),
                layers,
                expansion.stands_for,
                axes.notes if self.overrides.size is None else (),  # another size speaks for itself
                axes.hint if axes.count == VOLUME else "",
                pixel,
                sizes if inputs.several else {},
                inputs.start,
                self._checks(entries),
            )
        )

    def _checks(self, entries: keys.Keys) -> "tuple[Check, ...]":
        if CHECKS not in entries:
            return ()
        from rfcalc.readers.netfile.checks import read_checks

        return read_checks(entries[CHECKS][1], self.mistakes)

    def _texts(self, entries: keys.Keys) -> dict[str, str]:
        for key, (line, _) in entries.items():
            if key not in KEYS:
                with self.mistakes:
                    raise keys.unknown_key(key, line, KEYS, "a network")
        texts = {}
        for key in TEXTS:
            if key in entries:
                with self.mistakes:
                    texts[key] = keys.text(entries[key][1], key)
        return texts

    def _expanded(self, entries: keys.Keys, inputs: Sequence[str]) -> Expansion:
        """Return the layers with their full names. Without parameters that can be read, they cannot be."""
        parameters = _parameters(entries, self.overrides.parameters, self.mistakes)
        blocks: dict[str, Block | None] | None = {}
        if "blocks" in entries:
            blocks = read_blocks(entries["blocks"][1], self.mistakes)
        expansion = Expansion(blocks, self.mistakes)
        if "layers" in entries:
            with self.mistakes:
                expansion.expand(
                    list_of_layers(entries["layers"][1]),
                    Scope(prefix="", inputs={name: name for name in inputs}, parameters=parameters),
                )
        return expansion

    def _layers(self, expansion: Expansion, axes: Axes, inputs: Sequence[str]) -> tuple[Layer, ...]:
        """Return the layers with their keys read and their inputs found."""
        reader = SettingsReader(axes.count, axes.hint)
        known = {name: name for name in (*inputs, *(layer.name for layer in expansion.layers))}
        if self.mistakes.found:  # what could not be read is there all the same
            known.update((name, name) for name in expansion.lines if name not in expansion.stands_for)
        layers: list[Layer] = []
        found = self.mistakes.found
        place = RfcalcError.within()
        for written in expansion.layers:
            since = len(found)
            place.layer = written.name
            place.line = written.line if written.sure else None  # what is missing then has been spoken of
            operations: Operations = ()
            with self.mistakes, place:
                operations = reader.read(written.type, _with_reference(written.keys, known, expansion))
            if len(found) > since:
                noted = axes.wrong.get(written.written)
                found[since:] = [error for error in found[since:] if error.line is not None and error.key != noted]
            place.line = written.line
            with self.mistakes, place:
                inputs = _inputs_of(written, known, expansion)
                if len(inputs) > 1 and operations:
                    check_along(operations[0], AXES[axes.count])
                origin = tuple.__new__(Origin, (self.file, written.line))
                layers.append(tuple.__new__(Layer, (written.name, written.type, inputs, operations, origin, "", "")))
            if len(found) > since:
                self.mistakes.keep_first(since, written.written)
        if not found:
            _settle(expansion.stands_for, known)
        return tuple(layers)


def _with_reference(written: keys.Keys, known: Collection[str], expansion: Expansion) -> keys.Keys:
    """Return a layer's keys in which ``like`` has a layer's own name."""
    if LIKE not in written:
        return written
    line, node = written[LIKE]
    if not isinstance(node, Scalar) or not isinstance(node.value, str) or expansion.is_lost(node.value):
        return written
    with RfcalcError.within(line=line):
        name = found_layer(node.value, known, expansion.stands_for, LIKE) if node.value else ""
    return {**written, LIKE: (line, node._replace(value=name))}


def _inputs_of(written: WrittenLayer, known: Collection[str], expansion: Expansion) -> tuple[str, ...]:
    """Return the layers that a layer reads, by way of what their names stand for."""
    inputs = written.inputs
    for name in inputs:
        if name not in known:
            inputs = tuple(
                [each if expansion.is_lost(each) else found_layer(each, known, expansion.stands_for) for each in inputs]
            )
            break
    if written.sure:
        check_inputs(written.type, len(inputs))
    return inputs


def _parameters(entries: keys.Keys, wished: dict[str, Node], mistakes: Mistakes) -> dict[str, Node]:
    """Return the network's parameters, those of its file and in their place those wished for."""
    parameters = read_parameters(entries)
    for name in wished:
        if name not in parameters:
            known = ", ".join(parameters) or "none"
            with mistakes:
                raise RfcalcError(
                    f"the network has no parameter {quoted(name)}",
                    allowed=nearest(name, parameters) or f"it has: {known}",
                    key="--set",
                )
    for name, node in {**parameters, **wished}.items():
        if isinstance(node, Scalar) and node.value is None:
            raise RfcalcError(
                f"parameter {quoted(name)} is not given",
                allowed=f"give it as --set {name}=VALUE",
                line=node.line or None,
                key="parameters",
            )
    return {**parameters, **wished}


def _read_pixel(entries: keys.Keys, axes: int) -> Pixel:
    """Return what a pixel is; an error has the line of the key that is wrong."""
    if PIXEL not in entries:
        return SOME_PIXEL
    line, node = entries[PIXEL]
    try:
        return pixel_of(plain(node), axes)
    except RfcalcError as error:
        key = error.key.rpartition(": ")[2]
        own = node.entries if isinstance(node, Mapping) else {}
        error.line = own[key][0] if key in own else line
        raise


def _settle(stands_for: dict[str, str], known: Collection[str]) -> None:
    """Let every name that is no layer's own tell its layer at once."""
    for name in stands_for:
        stands_for[name] = found_layer(name, known, stands_for)
