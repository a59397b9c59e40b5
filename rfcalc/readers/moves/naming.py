"""What the layers of a model are called: by their node, or else by the tensor that they make."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.network import INPUT, Layer
from rfcalc.network.inputs import NAME_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.network import Origin
    from rfcalc.readers.moves.drawing import Drawing, Drawn


class Walked(NamedTuple):
    """A node of a model that has been walked through: what it is called, and what its maps have become."""

    name: str  # empty: it has none
    operator: str
    tensors: tuple[str, ...]  # the names of what it makes, empty ones of what nobody reads
    layers: tuple[str, ...]  # the working name of the layer of each; empty: a constant
    drawn: range  # the layers that were added for it


class Named(NamedTuple):
    """The layers of a model, and what other names stand for."""

    layers: list[Layer]
    stands_for: dict[str, str]


def named(drawing: Drawing, walked: Sequence[Walked], origin: Origin, *, start: str = "") -> Named:
    """Return the layers that a walk has drawn by their last names; ``start`` is what the input is called.

    A node that adds no layer is another name of the layer that it reads.
    """
    naming = _Naming(drawing, walked, origin)
    for each in walked:
        naming.add(each)
    naming.stand(start, INPUT)
    return Named(naming.layers, naming.stands_for)


class _Naming:
    """Names on their way; each is given once."""

    def __init__(self, drawing: Drawing, walked: Iterable[Walked], origin: Origin) -> None:
        self.drawing = drawing
        self.origin = origin
        self.final = {INPUT: INPUT}
        self.taken = {INPUT}
        self.layers: list[Layer] = []
        self.stands_for: dict[str, str] = {}
        self.often = Counter(each.name for each in walked)

    def add(self, each: Walked) -> None:
        """Add the layers of a node: one is called as the node, those on the way to it by their type behind its name."""
        names = self._names(each)
        own: dict[str, str] = {}
        tensor_of = {}
        for layer, name, tensor in zip(each.layers, names, each.tensors):
            if self._is_new(layer, each) and layer not in own:
                own[layer] = self._free(name)
                tensor_of[layer] = tensor
        for at in each.drawn:
            drawn = self.drawing.layers[at]
            name = own.get(drawn.name) or self._free(f"{names[0]}.{drawn.type}")
            self.final[drawn.name] = name
            self._layer(name, drawn, tensor_of.get(drawn.name, ""), each.operator)
        for layer, name, tensor in zip(each.layers, names, each.tensors):
            if layer:
                self.stand(name, self.final[layer])
                self.stand(tensor, self.final[layer])

    def _is_new(self, layer: str, each: Walked) -> bool:
        """Return whether a node has added a layer."""
        return layer.startswith("#") and int(layer[1:]) - 1 in each.drawn

    def _layer(self, name: str, drawn: Drawn, tensor: str, operator: str) -> None:
        inputs = tuple([self.final[source] for source in drawn.inputs])
        values = (name, drawn.type, inputs, drawn.operations, self.origin, cleaned(tensor), cleaned(operator))
        self.layers.append(tuple.__new__(Layer, values))

    def stand(self, name: str, layer: str) -> None:
        """Let a name that no layer has stand for one."""
        name = cleaned(name)
        if name and name not in self.taken:
            self.stands_for[name] = layer

    def _names(self, each: Walked) -> list[str]:
        """Return the name of each output's layer: the node's for the first, if it is its own, else the tensor's."""
        tensors = [cleaned(tensor) or each.operator for tensor in each.tensors] or [each.operator]
        if each.name and self.often[each.name] == 1 and is_clean(each.name):
            return [each.name, *tensors[1:]]
        return tensors

    def _free(self, name: str) -> str:
        """Return a name that no layer has, the given one if it is free."""
        name, count = name[-NAME_LIMIT:], 1
        found = name
        while found in self.taken:
            count += 1
            found = f"{name[-NAME_LIMIT + 8 :]}.{count}"
        self.taken.add(found)
        self.stands_for.pop(found, None)
        return found


def cleaned(name: str) -> str:
    """Return a name that a file may hold: without control characters, and of one that is too long its end."""
    if is_clean(name):
        return name
    return "".join([letter if letter.isprintable() else "_" for letter in name])[-NAME_LIMIT:]


def is_clean(name: str) -> bool:
    """Return whether a file may hold a name."""
    return len(name) <= NAME_LIMIT and name.isprintable()
