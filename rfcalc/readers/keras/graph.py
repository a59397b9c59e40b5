"""The calls of a model's layers as its configuration lists them, in the style of Keras 3 or of Keras 2."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError
from rfcalc.layers.kinds import is_whole, refusal
from rfcalc.readers.keras.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

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
    early: bool = False  # in the style of Keras 2

    @property
    def tensors(self) -> tuple[Reference, ...]:
        """Return all tensors that are read, without masks."""
        return (*self.inputs, *[each for word, each in self.named.items() if "mask" not in word])


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


def from_zero(entries: Sequence[Entry], outputs: Sequence[Reference]) -> tuple[list[Entry], list[Reference]]:
    """Return entries and the outputs of their model with calls that are counted from 0.

    A nested model was called once when it was made, and that call is counted: by Keras 2 wherever one is named, by
    Keras 3 among the outputs alone, and of a Sequential not even there.
    """
    nested = {entry.name: entry for entry in entries if "layers" in entry.settings}
    if not nested:
        return [*entries], [*outputs]
    named = {each for entry in entries for call in entry.calls if call.early for each in call.tensors}
    found = {each.layer for each in named if each.call == 0}
    early = {each.layer for each in named if each.layer in nested and each.layer not in found}
    late = {name for name, entry in nested.items() if entry.class_name != "Sequential"}
    ends = {each.layer for each in outputs if each.call and (each.layer in early or each.layer in late)}
    ends -= {each.layer for each in outputs if not each.call}
    moved = [_moved(entry, early) for entry in entries]
    return moved, [each._replace(call=each.call - (each.layer in ends)) for each in outputs]


def _moved(entry: Entry, early: Collection[str]) -> Entry:
    """Return an entry that counts the calls of some layers from 0."""

    def move(each: Reference) -> Reference:
        return each._replace(call=each.call - 1) if each.layer in early else each

    calls = [
        call._replace(
            inputs=tuple(map(move, call.inputs)), named={word: move(each) for word, each in call.named.items()}
        )
        if call.early
        else call
        for call in entry.calls
    ]
    return entry._replace(calls=tuple(calls))


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
    return _sorted(references(tensors), named)._replace(early=True)


def _sorted(inputs: tuple[Reference, ...], named: Mapping[str, Json]) -> Arguments:
    """Return arguments, tensors told from others."""
    tensors: dict[str, Reference] = {}
    for word, value in named.items():
        for at, each in enumerate(references(value)):
            tensors[f"{word}{at or ''}"] = each
    return Arguments(inputs, tensors, {word: value for word, value in named.items() if word not in tensors})
