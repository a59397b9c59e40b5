"""What the layers of a model are called: by their node, or else by the tensor that they make."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rfcalc.layers.types import LAYER_TYPES
from rfcalc.network import INPUT, Layer
from rfcalc.network.build import NAME_LIMIT
from rfcalc.network.model import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.layers.settings import Operations
    from rfcalc.readers.moves.drawing import Drawing
    from rfcalc.readers.onnx.walk import Walked


class Named:
    """The layers of a drawing with their last names, and what other names stand for."""

    def __init__(self, drawing: Drawing, walked: Sequence[Walked], origin: Origin) -> None:
        """Begin with none."""
        self.drawing = drawing
        self.origin = origin
        self.final = {INPUT: INPUT}
        self.taken = {INPUT}
        self.layers: list[Layer] = []
        self.stands_for: dict[str, str] = {}
        self._often = Counter(each.prefix + each.node.name for each in walked)
        self._tensors = {name for each in walked for name in each.node.outputs}

    def add(self, each: Walked, *, everything: bool) -> None:
        """Add the layers of a node; one that adds none is another name, or with ``everything`` a layer all the same."""
        names = self._names(each)
        own = {self.drawing.layers[at].name: "" for at in each.drawn}
        for layer, name in zip(each.layers, names):
            if layer in own and not own[layer]:
                own[layer] = self._free(name)
        main = names[0]
        for at in each.drawn:
            drawn = self.drawing.layers[at]
            name = own[drawn.name] or self._free(f"{main}.{drawn.type}")
            self.final[drawn.name] = name
            tensor = next((t for t, layer in zip(each.node.outputs, each.layers) if layer == drawn.name), "")
            inputs = tuple([self.final[source] for source in drawn.inputs])
            self._layer(name, drawn.type, inputs, drawn.operations, tensor, each.node.operator)
        for layer, name, tensor in zip(each.layers, names, each.node.outputs):
            if layer and layer not in own and everything:
                name = self._free(name)
                self._layer(name, _type_of(each.node.operator), (self.final[layer],), None, tensor, each.node.operator)
                self._stand(tensor, name)
            elif layer:
                self._stand(name, self.final[layer])
                self._stand(tensor, self.final[layer])

    def _layer(
        self, name: str, type_name: str, inputs: tuple[str, ...], operations: Operations | None, tensor: str, operator: str
    ) -> None:
        if operations is None:
            operations = (LAYER_TYPES[type_name].operation(),) * self.drawing.axes
        made = (name, type_name, inputs, operations, self.origin, cleaned(tensor), cleaned(operator))
        self.layers.append(tuple.__new__(Layer, made))

    def _stand(self, name: str, layer: str) -> None:
        name = cleaned(name)
        if name and name != layer and name not in self.taken:
            self.stands_for[name] = layer

    def _names(self, each: Walked) -> list[str]:
        """Return the name of each output's layer: the node's for the first, if it is its own, else the tensor's."""
        name = each.prefix + each.node.name
        tensors = [cleaned(each.prefix + tensor) or each.node.operator for tensor in each.node.outputs]
        if each.node.name and self._often[name] == 1 and _is_clean(name):
            return [name, *tensors[1:]]
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
    if _is_clean(name):
        return name
    return "".join([letter if letter.isprintable() else "_" for letter in name])[-NAME_LIMIT:]


def _is_clean(name: str) -> bool:
    return len(name) <= NAME_LIMIT and name.isprintable()


def _type_of(operator: str) -> str:
    """Return the type of a node that changes nothing: its own if it is a word of files, else identity."""
    word = {"BatchNormalization": "batchnorm", "LeakyRelu": "leaky_relu", "LogSoftmax": "log_softmax"}.get(
        operator, operator.lower()
    )
    return word if word in LAYER_TYPES and not LAYER_TYPES[word].keys and not LAYER_TYPES[word].joins and word not in {"linear"} else "identity"
