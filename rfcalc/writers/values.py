"""A network as the values of a file again: mappings, lists, texts, numbers, true and false, null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rfcalc.layers.numerals import MAX_PLACES
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.values import setting_of
from rfcalc.network.build import CHECKS, MAX_TEXT
from rfcalc.network.inputs import AXES, INPUT
from rfcalc.network.pixel import PIXEL, SOME_PIXEL
from rfcalc.readers.document import Mapping, Ratio, Sequence
from rfcalc.readers.netfile.axes import may_have_channels
from rfcalc.readers.netfile.inputs import INPUTS
from rfcalc.readers.netfile.network import TEXTS

if TYPE_CHECKING:
    import collections.abc

    from rfcalc.layers.kinds import Kind
    from rfcalc.layers.values import Setting
    from rfcalc.network.model import Layer, Network
    from rfcalc.network.pixel import Pixel
    from rfcalc.readers.document import Node

Value = Any
"""What a file may hold: a text, a whole number, a `Ratio`, true, false, null, or a list or mapping of these."""

PLANE = AXES[2]
"""The axes of a network that does not say how many it has."""


def spelled_out(network: Network) -> dict[str, Value]:
    """Return a network without blocks, parameters, short forms and defaults: every layer with its full name.

    ``inputs`` stand only where they are not simply the layer before, ``input`` only where it says something.
    """
    document = head(network)
    previous = network.start
    listed = counts_listed(network)
    layers = []
    for layer in network.layers:
        layers.append(_layer(layer, previous, listed=listed))
        previous = layer.name
    # A list of layers is never empty: where every layer is left out, one says so.
    document["layers"] = layers or [{"name": next(iter(network.outputs)), "type": "identity", "when": False}]
    return document


def head(network: Network) -> dict[str, Value]:
    """Return what a network says before its layers."""
    document: dict[str, Value] = {key: _text(getattr(network, key)) for key in TEXTS if getattr(network, key)}
    if network.inputs:
        document[INPUTS] = {name: input_size(network.inputs[name]) for name in _start_first(network)}
    elif network.axes != PLANE or any(network.input):
        document[INPUT] = input_size(network.input)
    if network.pixel != SOME_PIXEL:
        document[PIXEL] = _pixel(network.pixel)
    if network.checks:
        document[CHECKS] = [_text(check.text) for check in network.checks]
    return document


def counts_listed(network: Network) -> bool:
    """Return whether numbers stand in lists of one per axis wherever they may.

    Without a list of three in some layer, the first of three sizes would be doubted.
    """
    return may_have_channels(network.input) and not network.notes


def rewritten(document: Node) -> dict[str, Value]:
    """Return what a network's file says, as it says it, but for anchors, merges and comments."""
    return _plain(document)  # type: ignore[no-any-return] # of a network, it is a mapping


def with_input(document: dict[str, Value], size: tuple[int | None, ...]) -> dict[str, Value]:
    """Return a document with another input size, in the place of its own, else before the layers and what they need."""
    if INPUTS in document:
        sizes = document[INPUTS]
        return {**document, INPUTS: {**sizes, next(iter(sizes)): input_size(size)}}
    if INPUT in document:
        return {**document, INPUT: input_size(size)}
    changed: dict[str, Value] = {}
    for key, value in document.items():
        if key not in TEXTS:
            changed.setdefault(INPUT, input_size(size))
        changed[key] = value
    return changed


def with_parameters(
    document: dict[str, Value], parameters: collections.abc.Mapping[str, bool | int | str | Ratio | None]
) -> dict[str, Value]:
    """Return a document with other values of parameters that it has."""
    given = {
        name: _decimal(value.numerator, value.denominator) if isinstance(value, Ratio) else value
        for name, value in parameters.items()
    }
    return {**document, "parameters": {**document["parameters"], **given}} if given else document


def input_size(size: tuple[int | None, ...]) -> Value:
    """Return a size as one number where that says as much: for two axes alike."""
    return size[0] if size[0] and size == size[:1] * len(PLANE) else [*size]


def _start_first(network: Network) -> list[str]:
    """Return the names of several inputs, the one that is asked about first, as a file says which it is."""
    return [network.start, *[name for name in network.inputs if name != network.start]]


def _text(text: str) -> str:
    """Return a text that a file may hold; a network called by its file's name may have another."""
    return text.encode("utf-8", "backslashreplace").decode()[:MAX_TEXT]


def _layer(layer: Layer, previous: str, *, listed: bool) -> dict[str, Value]:
    written: dict[str, Value] = {"name": layer.name, "type": layer.type, **keys_of(layer, listed=listed)}
    if layer.inputs != (previous,):
        written["inputs"] = [*layer.inputs]
    return written


def keys_of(layer: Layer, *, listed: bool) -> dict[str, Value]:
    """Return the keys of a layer's type that do not have their default; ``listed`` as `counts_listed` tells."""
    written: dict[str, Value] = {}
    for key, row in LAYER_TYPES[layer.type].keys.items():
        values = [setting_of(each, key) for each in layer.operations]
        default = [setting_of(each, row.default_from) if row.default_from else row.default for each in layer.operations]
        if (row.required and not row.instead) or values != default:
            spelled = [_VALUES.get(row.kind.name, _itself)(value) for value in values]
            several = listed and _may_be_listed(row.kind, values)
            written[key] = spelled if several else _per_axis(spelled, nested=row.kind.nested > 0)
    return written


def _pixel(pixel: Pixel) -> dict[str, Value]:
    """Return what a pixel is; what is not known of it is left out."""
    written: dict[str, Value] = {"name": pixel.name} if pixel.name else {}
    if pixel.size:
        written["size"] = _per_axis([each and _factor(each) for each in pixel.size], nested=False)
        written["unit"] = _per_axis([*pixel.unit], nested=False)
    return written


def _may_be_listed(kind: Kind, values: list[Setting]) -> bool:
    """Return whether values of a kind are put in a list of one per axis; a word for all axes stands alone."""
    return kind.listed is not None and not any(isinstance(value, str) for value in values)


def _per_axis(values: list[Value], *, nested: bool) -> Value:
    """Return one value for all axes where they agree and where a value that stands alone means the same."""
    alone = nested or not isinstance(values[0], list)
    return values[0] if alone and values.count(values[0]) == len(values) and values[0] is not None else values


def _itself(value: Value) -> Value:
    return value


def _sides(sides: Value) -> Value:
    """Return a padding along one axis: its word, one number for both sides, or ``[before, after]``."""
    if isinstance(sides, str):
        return sides
    before, after = sides
    return before if before == after else [before, after]


def _numbers(numbers: Value) -> Value:
    """Return the numbers of a list along one axis, or null where it is kept."""
    return numbers and [*numbers]


def _ranges(ranges: Value) -> Value:
    """Return progressions along one axis; what is 1 by itself at the end is left out."""
    return [[*each[: 3 if each[2] != 1 else 2 if each[1] != 1 else 1]] for each in ranges]


def _factor(factor: Value) -> int | Ratio:
    """Return a scale along one axis; a whole one needs no point."""
    numerator, denominator = factor
    return numerator if denominator == 1 else _decimal(numerator, denominator)


_VALUES = {
    **dict.fromkeys(("crops", "pads", "pairs", "margins", "paddings", "cuts"), _sides),
    **dict.fromkeys(("taps", "indices"), _numbers),
    "scales": _factor,
    "ranges": _ranges,
}
"""How values of a kind are written along one axis; those of the others as they are."""


def _decimal(numerator: int, denominator: int) -> Ratio:
    """Return a number that a file wrote with a point or an exponent, its text complete and without exponent."""
    shifted = abs(numerator) * 10**MAX_PLACES // denominator  # exact: no file writes more places
    whole, places = divmod(shifted, 10**MAX_PLACES)
    fraction = f"{places:0{MAX_PLACES}}".rstrip("0") or "0"
    return Ratio(numerator, denominator, f"{'-' * (numerator < 0)}{whole}.{fraction}")


def _plain(node: Node) -> Value:
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return _decimal(node.value.numerator, node.value.denominator) if isinstance(node.value, Ratio) else node.value
