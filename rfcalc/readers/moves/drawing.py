"""The layers of a network while a model is walked through, each with the features that its map has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.axis.field import PIXEL_LIMIT
from rfcalc.errors import LimitError, RfcalcError
from rfcalc.layers.settings import operations_of
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.network import AXES, INPUT
from rfcalc.readers.moves.along import NEUTRAL, Along, Kind, kinds_of
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rfcalc.layers.kinds import Plain
    from rfcalc.layers.settings import Operations
    from rfcalc.layers.values import Operation
    from rfcalc.readers.moves.tensor import Tensor

UNKNOWN = "unknown"
"""The type of a layer of which nothing is known."""

Count = tuple[int | None, ...]
"""n along each axis."""


class Drawn(NamedTuple):
    """A layer of which it is known what it reads and does; its name may still be a working one."""

    name: str
    type: str
    inputs: tuple[str, ...]
    operations: Operations
    settings: Mapping[str, Plain]


class Drawing:
    """Layers so far. Those of equal settings share their operations, as those of a file do."""

    def __init__(self, input_size: Count, *, gates: bool = True) -> None:
        """Begin with the input alone."""
        self.axes = len(input_size)
        self.axis_names = AXES.get(self.axes, ())
        self.gates = gates
        self.layers: list[Drawn] = []
        self.n: dict[str, Count] = {INPUT: input_size}
        self.notes: dict[str, str] = {}
        self.unread: dict[str, str] = {}  # by operator of which nothing is known: why
        self._operations: dict[tuple[str, int, tuple[tuple[str, Plain], ...]], Operations] = {}
        self._sizes: dict[tuple[Operation, int | None], int | None] = {}
        self._again: dict[tuple[str, tuple[str, ...], tuple[tuple[str, Plain], ...]], str] = {}

    def layer(
        self, type_name: str, inputs: Sequence[str], settings: Mapping[str, Plain], *, again: bool = False
    ) -> str:
        """Add a layer and return its working name. Raises `RfcalcError` where its input is too small for it.

        ``settings`` are those of files, lists as tuples, one value along each axis. ``again``: one that is there
        already will do.
        """
        key = (type_name, tuple(settings.items()))
        same = (type_name, tuple(inputs), key[1])
        if again and same in self._again:
            return self._again[same]
        operations = self._operations_of(type_name, settings, self.axes)
        name = f"#{len(self.layers) + 1}"
        self.n[name] = self._count(type_name, operations, inputs, settings)
        self.layers.append(Drawn(name, type_name, tuple(inputs), operations, settings))
        self._again[same] = name
        return name

    def _operations_of(self, type_name: str, settings: Mapping[str, Plain], axes: int) -> Operations:
        key = (type_name, axes, tuple(settings.items()))
        if key not in self._operations:
            try:
                self._operations[key] = operations_of(type_name, settings, axes)
            except RfcalcError as error:
                error.others = ()  # a model is not mended key by key: its first mistake is told, in one line
                raise
        return self._operations[key]

    def size_after(self, type_name: str, settings: Mapping[str, Plain], size: int | None) -> int | None:
        """Return how many values a type makes of a dim that has no places, given its keys along it."""
        along = {key: (value,) if isinstance(value, tuple) else value for key, value in settings.items()}
        return self._after(self._operations_of(type_name, along, 1)[0], size)

    def _count(
        self, type_name: str, operations: Operations, inputs: Sequence[str], settings: Mapping[str, Plain]
    ) -> Count:
        """Return n of a layer's map along each axis."""
        counts = [self.n[name] for name in inputs]
        if type_name == UNKNOWN and settings.get("treat") is None:
            return (None,) * self.axes
        if len(inputs) == 1 and not LAYER_TYPES[type_name].joins:
            return tuple([self._after(each, n) for each, n in zip(operations, counts[0])])
        found = []
        along = settings.get("along")
        for axis, sizes in enumerate(zip(*counts)):
            if along is not None and along == self.axis_names[axis]:
                found.append(total(sizes))
                continue
            distinct = set(sizes)
            if len(distinct) > 1:
                distinct.discard(1)
            distinct = distinct - {None} or {None}
            if len(distinct) > 1:
                raise Unread(f"maps of {' and '.join(map(str, sorted(distinct)))} features do not join", misfit=True)
            found.append(distinct.pop())
        return tuple(found)

    def note(self, code: str, text: str) -> None:
        """Keep a sentence about what is to be known of the network, once."""
        self.notes.setdefault(code, text)

    def slides(self, tensor: Tensor, dims: Collection[int]) -> None:
        """Hear that something slides along dims of a tensor: whoever looks for the axes of an image overrides it."""

    def _after(self, operation: Operation, n: int | None) -> int | None:
        key = (operation, n)
        if key not in self._sizes:
            found = operation.over(n).n
            if found is not None and found > PIXEL_LIMIT:
                raise LimitError(f"its map would have {found} features", allowed="at most 2^52 are supported")
            self._sizes[key] = found
        return self._sizes[key]

    def spread(self, layer: str, others: Sequence[str]) -> str:
        """Return the layer, added if need be, of a map of one feature spread to the size of the largest of others."""
        counts = [self.n[name] for name in others]
        largest = tuple([max([n or 0 for n in along]) for along in zip(*counts)])
        if not any(n == 1 < most for n, most in zip(self.n[layer], largest)):
            return layer
        return self.layer("resize", (layer,), {"size": largest}, again=True)

    def rearranged(self, layer: str, alongs: Sequence[Along | None], *, whole: str = "attention", one: str = "") -> str:
        """Return the layer, added if need be, whose features read those of another as said along each axis.

        ``None``: along that axis all is as it was. ``whole`` is what mixing all of the map is called, ``one`` what
        putting all of it together is, where it is so along every axis.
        """
        check_map(layer)
        chains = [[] if along is None else kinds_of(along, n) for along, n in zip(alongs, self.n[layer])]
        while any(chains):
            heads = [chain[0] if chain else None for chain in chains]
            layer = self._step(layer, heads, chains, whole, one)
        return layer

    def _step(self, layer: str, heads: list[Kind | None], chains: list[list[Kind]], whole: str, one: str) -> str:
        """Add the layer of one type that does the next step along all axes that begin with it."""
        counts = self.n[layer]
        single = [head is None and n == 1 for head, n in zip(heads, counts)]  # nothing but itself to be read with
        if all(one or (head is not None and head.type == "attention") for one, head in zip(single, heads)):
            for chain in chains:
                del chain[:1]
            return self.layer(whole, (layer,), {}, again=True)
        heads = [_in_window(head, n) for head, n in zip(heads, counts)]
        kind = next(head.type for head in heads if head is not None)
        taken = [head is not None and head.type == kind for head in heads]
        keys = [head.keys if head is not None and take else NEUTRAL[kind] for head, take in zip(heads, taken)]
        for chain, take in zip(chains, taken):
            if take:
                del chain[0]
        if kind == "adaptive_avgpool" and all(one or take for one, take in zip(single, taken)):
            return self.layer(one or "global_avgpool", (layer,), {}, again=not one)
        settings = {key: tuple([dict(each)[key] for each in keys]) for key, _ in keys[0]}
        if kind == "slice" and all(value is None for value in settings["stop"]):
            del settings["stop"]
        return self.layer(kind, (layer,), settings, again=True)


def check_map(layer: str) -> None:
    """Raise `Unread` where a constant, which no layer makes, stands in a map's place."""
    if not layer:
        raise Unread("a constant stands where it reads a map")


def _in_window(head: Kind | None, n: int | None) -> Kind | None:
    """Return attention over one axis of several as attention in a window that is all of it."""
    if head is None or head.type != "attention":
        return head
    if n is None:
        raise Unread("what it reads depends on the size of the input", needs_size=True)
    return Kind("window_attention", (("window", n),))


def total(sizes: Sequence[int | None]) -> int | None:
    """Return a sum, not known where a part is not."""
    return None if None in sizes else sum([size for size in sizes if size is not None])
