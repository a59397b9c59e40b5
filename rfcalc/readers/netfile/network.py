"""A document read into a network."""

from typing import NamedTuple

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.network.model import AXES, INPUT, Layer, Network
from rfcalc.readers.document import Mapping, Node, Scalar, Sequence
from rfcalc.readers.netfile import keys
from rfcalc.readers.netfile.blocks import list_of_layers, read_blocks, read_parameters
from rfcalc.readers.netfile.expansion import Expansion, Scope, WrittenLayer
from rfcalc.readers.netfile.keys import unknown_key
from rfcalc.readers.netfile.settings import SettingsReader, first_list

KEYS = ("name", "description", "family", "source", "input", "parameters", "blocks", "layers")

TEXTS = ("name", "description", "family", "source")

Size = tuple[int, ...]
"""A size asked for: one number for every axis, or one per axis."""


class Overrides(NamedTuple):
    """What the one who reads a network wants otherwise than its file says."""

    size: Size | None = None
    parameters: dict[str, Node] = {}  # noqa: RUF012 - nobody changes it


def read_network(document: Node, *, name: str, file: str, overrides: Overrides = Overrides()) -> Network:  # noqa: B008 - it is frozen
    """Return the network that a document describes; ``name`` is used where the document has none.

    Raises `RfcalcError` with file, line, layer and key for whatever is not as it should be.
    """
    try:
        return _read(document, name, file, overrides)
    except RfcalcError as error:
        error.file = error.file or file
        raise


def _read(document: Node, name: str, file: str, overrides: Overrides) -> Network:
    if not isinstance(document, Mapping):
        raise keys.refused(document, "a mapping with 'layers' (and 'name', 'input', 'blocks')")
    entries = document.entries
    for key, (line, _) in entries.items():
        if key not in KEYS:
            raise unknown_key(key, line, KEYS, "a network")
    if "layers" not in entries:
        raise RfcalcError("'layers' is missing", allowed="a network needs a list of layers", line=document.line)
    texts = {key: keys.text(entries[key][1], key) for key in TEXTS if key in entries}
    blocks = read_blocks(entries["blocks"][1]) if "blocks" in entries else {}
    parameters = _parameters(entries, overrides.parameters)
    expansion = Expansion(blocks, parameters)
    expansion.expand(list_of_layers(entries["layers"][1]), Scope("", {INPUT: INPUT}, parameters, 0))
    sizes = _read_input(entries["input"][1]) if "input" in entries else None
    axes = _count_axes(sizes, expansion.layers, overrides.size)
    layers = _read_layers(expansion, axes)
    return Network(
        texts.get("name", name),
        texts.get("description", ""),
        texts.get("family", ""),
        texts.get("source", ""),
        file,
        AXES[axes],
        _chosen_size(sizes, axes, overrides.size),
        layers,
        expansion.stands_for,
    )


def _parameters(entries: keys.Keys, wished: dict[str, Node]) -> dict[str, Node]:
    """Return the network's parameters, those of its file and in their place those wished for."""
    parameters = read_parameters(entries)
    for name in wished:
        if name not in parameters:
            known = ", ".join(parameters) or "none"
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


Input = int | None | tuple[int | None, ...]
"""The input as written: one size for every axis, one per axis, or nothing."""


def _read_input(node: Node) -> Input:
    """Return the sizes as written."""
    allowed = "a whole number of at least 1, or a list of one (or null: not known) per axis, 1 to 3 of them"
    is_list = isinstance(node, Sequence)
    items = node.items if isinstance(node, Sequence) else (node,)
    sizes: list[int | None] = []
    for item in items:
        if not isinstance(item, Scalar) or not (
            (item.value is None and is_list) or (item.value.__class__ is int and item.value >= 1)
        ):
            break
        sizes.append(item.value)
    if len(sizes) < len(items) or not 1 <= len(items) <= len(AXES):
        raise keys.refused(node, allowed, INPUT)
    return tuple(sizes) if is_list else sizes[0]


def _count_axes(sizes: Input, layers: list[WrittenLayer], input_size: Size | None) -> int:
    """Return how many axes the input, or else the first list in a layer, or else the asked size is made for."""
    if isinstance(sizes, tuple):
        return len(sizes)
    for layer in layers:
        found = first_list(layer.keys, layer.type)
        if found is not None:
            key, node = found
            if len(node.items) not in AXES:
                raise RfcalcError(
                    f"found a list of {len(node.items)}",
                    allowed="allowed: one value per axis, and a network has 1 to 3 axes",
                    layer=layer.name,
                    line=node.line,
                    key=key,
                )
            return len(node.items)
    if input_size is not None and len(input_size) > 1:
        return len(input_size)
    return 2


def _chosen_size(sizes: Input, axes: int, input_size: Size | None) -> tuple[int | None, ...]:
    if input_size is not None:
        if len(input_size) not in (1, axes):
            raise RfcalcError(
                f"found {'x'.join(map(str, input_size))}, {len(input_size)} sizes",
                allowed=f"the network has {axes} {'axis' if axes == 1 else 'axes'} ({' '.join(AXES[axes])})",
                key="--input",
            )
        return input_size if len(input_size) == axes else input_size * axes
    return sizes if isinstance(sizes, tuple) else (sizes,) * axes


def _read_layers(expansion: Expansion, axes: int) -> tuple[Layer, ...]:
    """Return the layers with their settings read and their inputs found."""
    reader = SettingsReader(axes)
    known = {layer.name for layer in expansion.layers}
    known.add(INPUT)
    layers = []
    for written in expansion.layers:
        try:
            settings = reader.read(written.type, written.keys)
            inputs = written.inputs
            for name in inputs:
                if name not in known:
                    inputs = tuple([_found(name, known, expansion.stands_for) for name in written.inputs])
                    break
            _check_inputs(written.type, len(inputs))
        except RfcalcError as error:
            error.layer = error.layer or written.name
            if error.line is None:
                error.line = written.line
            raise
        layers.append(Layer(written.name, written.type, inputs, settings, written.line))
    _settle(expansion.stands_for, known)
    return tuple(layers)


def _check_inputs(type_name: str, count: int) -> None:
    if LAYER_TYPES[type_name].joins:
        if count < 2:  # noqa: PLR2004 - a join
            raise RfcalcError("found one input", allowed=f"{type_name} joins two or more: inputs: [a, b]", key="inputs")
    elif count != 1:
        raise RfcalcError(
            f"found {count} inputs", allowed=f"{type_name} takes one; add, mul and concat join several", key="inputs"
        )


def _found(name: str, known: set[str], stands_for: dict[str, str]) -> str:
    """Return the layer that a full name means, by way of blocks' outputs and layers left out."""
    at = name
    for _ in range(len(stands_for) + 1):
        if at in known:
            return at
        if at not in stands_for:
            break
        at = stands_for[at]
    else:
        raise RfcalcError(f"{quoted(name)} is left out and stands for itself", key="inputs")
    hint = nearest(name, [*known, *stands_for])
    raise RfcalcError(f"there is no layer {quoted(name)}", allowed=hint, key="inputs")


def _settle(stands_for: dict[str, str], known: set[str]) -> None:
    """Let every name that is no layer's own tell its layer at once."""
    for name in stands_for:
        stands_for[name] = _found(name, known, stands_for)
