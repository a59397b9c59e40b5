"""The calls of a model's layers as its configuration lists them, in the style of Keras 3 or of Keras 2."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError
from rfcalc.layers.kinds import is_whole, refusal
from rfcalc.readers.keras.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rfcalc.readers.keras.settings import Json

TENSOR = "__keras_tensor__"
"""The class of a tensor among the arguments of a call, in the style of Keras 3."""

HISTORY = 3
"""Parts of a tensor's history: layer, call, tensor."""


class Reference(NamedTuple):
    """A tensor: which call of which layer makes it, and which of the call's it is."""

    layer: str
    call: int
    tensor: int


class Arguments(NamedTuple):
    """What a layer is called with."""

    inputs: tuple[Reference, ...]
    named: Mapping[str, Reference]
    others: Mapping[str, Json]  # what is no tensor


class Entry(NamedTuple):
    """One layer of a model with its calls."""

    name: str
    class_name: str
    settings: Settings
    calls: tuple[Arguments, ...]


def entry_of(layer: Json) -> Entry:
    """Return a layer of a model. Raises `RfcalcError`."""
    written = Settings(layer)
    class_name, settings = written.text("class_name"), written.inner("config")
    name = written.text("name") if "name" in written else settings.text("name")
    with RfcalcError.within(layer=name):
        calls = tuple([_arguments(call) for call in written.items("inbound_nodes")])
    return Entry(name, class_name, settings, calls)


def references(value: Json) -> tuple[Reference, ...]:
    """Return the tensors of a value, those of lists and mappings in the order in which Keras flattens them."""
    return tuple(_references(value))


def _references(value: Json) -> Iterator[Reference]:
    found = _reference(value)
    if found is not None:
        yield found
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from _references(value[key])
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


def _reference(value: Json) -> Reference | None:
    """Return the tensor that a value is, in either style; ``None`` for any other value."""
    if isinstance(value, dict) and value.get("class_name") == TENSOR:
        config = value.get("config")
        history = config.get("keras_history") if isinstance(config, dict) else None
        if _reference(history) is None:
            raise refusal(history, "the history of a tensor: [layer, call, tensor]")
        value = history
    if isinstance(value, list) and len(value) >= HISTORY and isinstance(value[0], str):
        name, call, tensor, *_ = value
        if is_whole(call, 0) and is_whole(tensor, 0):
            return Reference(name, call, tensor)
    return None


def _arguments(call: Json) -> Arguments:
    with RfcalcError.within(key="inbound_nodes"):
        if isinstance(call, dict):
            named = call.get("kwargs")
            return _sorted(references(call.get("args", [])), named if isinstance(named, dict) else {})
        if isinstance(call, list):
            return _of_keras_2(call)
        raise refusal(call, "the arguments of a call")


def _of_keras_2(call: list[Json]) -> Arguments:
    """Return a list of ``[layer, call, tensor, arguments]``, or the only one of them."""
    tensors = [call] if _reference(call) is not None else call
    named: dict[str, Json] = {}
    for each in tensors:
        if isinstance(each, list) and len(each) > HISTORY and isinstance(each[HISTORY], dict):
            named.update(each[HISTORY])
    return _sorted(references(tensors), named)


def _sorted(inputs: tuple[Reference, ...], named: Mapping[str, Json]) -> Arguments:
    """Return arguments, tensors told from others."""
    tensors: dict[str, Reference] = {}
    for word, value in named.items():
        for at, each in enumerate(references(value)):
            tensors[f"{word}{at or ''}"] = each
    return Arguments(inputs, tensors, {word: value for word, value in named.items() if word not in tensors})
