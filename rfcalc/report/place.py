"""Where one feature looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.axis import UNBOUNDED
from rfcalc.description import INPUT
from rfcalc.errors import GIVE_SIZE, RfcalcError, nearest, quoted
from rfcalc.fields import fields_of
from rfcalc.report.numbers import center
from rfcalc.report.values import Place
from rfcalc.sight import box_at, visible_box

if TYPE_CHECKING:
    from rfcalc.axis import Box
    from rfcalc.description import Network
    from rfcalc.fields import Fields


class Locator:
    """Answers where features of one network look; the network is worked out once."""

    def __init__(self, network: Network) -> None:
        """Work out the fields; raise `RfcalcError` where they cannot be."""
        self.network = network
        self.fields: Fields = fields_of(network)
        self._nodes = {layer.name: node for node, layer in enumerate(network.layers, start=1)}
        self._nodes[INPUT] = 0

    def node(self, layer: str) -> int:
        """Return the node that a name means: a layer's, a block's use (its output), or the input's."""
        name = self.network.outputs.get(layer, layer)
        if name not in self._nodes:
            raise no_such_layer(layer, self.network)
        return self._nodes[name]

    def locate(self, layer: str, index: tuple[int, ...]) -> Place:
        """Return where feature ``index`` of ``layer`` looks; one number per axis, in file order, from 0."""
        node = self.node(layer)
        name = self.network.layers[node - 1].name if node else INPUT
        axes = self.network.axes
        known = self.fields.axes
        self.check_index(layer, node, index)
        if any(axis.marks[node] & UNBOUNDED for axis in known):
            raise RfcalcError(
                "it sees the whole input, whose size is not known",
                allowed=GIVE_SIZE,
                layer=name,
                file=self.network.file,
            )
        box = box_at(self.fields, node, index)
        sized = None not in self.network.input
        visible = visible_box(self.fields, node, index) if sized else None
        return Place(
            self.network.name,
            axes,
            self.network.input,
            layer,
            index,
            tuple([end - first for first, end in box]) if box else None,
            tuple([center(along) for along in box]) if box else None,
            box,
            visible,
            _share_outside(box, self.network.input) if box and sized else None,
        )

    def check_index(self, layer: str, node: int, index: tuple[int, ...]) -> None:
        """Raise `RfcalcError` for an index that a map does not have."""
        axes = self.network.axes
        if len(index) != len(axes):
            raise RfcalcError(
                f"found {len(index)} coordinate{'s' * (len(index) != 1)}",
                allowed=f"{quoted(self.network.name)} has {len(axes)}: {' '.join(axes[::-1]).upper()}",
                layer=layer,
            )
        for axis, i, known in zip(axes, index, self.fields.axes):
            n = None if known.n[0] is None else known.n[node]
            if i < 0 or (n is not None and i >= n):
                allowed = "at least 0" if n is None else f"0 to {n - 1}"
                raise RfcalcError(f"found {quoted(i)}", allowed=f"allowed: {allowed}", layer=layer, key=axis)


def no_such_layer(name: str, network: Network) -> RfcalcError:
    """Return the error that a network has no layer of a name."""
    hint = nearest(name, [INPUT, *(layer.name for layer in network.layers), *network.outputs])
    return RfcalcError(
        f"{quoted(network.name)} has no layer {quoted(name)}",
        allowed=hint or "rfcalc summary lists the layers",
    )


def _share_outside(box: tuple[Box, ...], size: tuple[int | None, ...]) -> float:
    """Return how much of a box lies outside the image, 0 to 1."""
    inside, area = 1, 1
    for (first, end), n in zip(box, size):
        inside *= max(min(end, n or 0) - max(first, 0), 0)
        area *= end - first
    return (area - inside) / area
