"""A network and what follows from it: each part is worked out once, when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from operator import index as whole_number
from typing import TYPE_CHECKING

from rfcalc.analysis.fields import fields_of
from rfcalc.analysis.numbers import center
from rfcalc.analysis.watch import unwatched
from rfcalc.axis import UNBOUNDED, field_box
from rfcalc.errors import RfcalcError, first_few, nearest, quoted
from rfcalc.layers.unknown import is_unknown
from rfcalc.layers.values import setting_of
from rfcalc.network.graph import node_name, nodes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.analysis.numbers import Number
    from rfcalc.analysis.statistics import Statistics
    from rfcalc.analysis.watch import Watch
    from rfcalc.axis import Box, Field
    from rfcalc.network import Network

LAST = "last"
"""What the last layer whose map has several features may be called, unless a layer has that name."""


class Analysis:
    """What is known of one network; every report is made from one.

    Node 0 is the network's input, node ``i + 1`` its i-th layer.
    """

    def __init__(self, network: Network) -> None:
        """Remember the network; nothing is worked out yet."""
        self.network = network
        self.watch: Watch = unwatched  # whoever wants to know how far long work has come sets another
        self._statistics: dict[tuple[str, bool], Statistics] = {}

    @cached_property
    def fields(self) -> Fields:
        """Return the receptive fields of every node; raise `RfcalcError` naming the layer where there are none."""
        return fields_of(self.network)

    @cached_property
    def own(self) -> tuple[list[Field], ...]:
        """Return along each axis, by node, what features see by their own path. Raises `RfcalcError`."""
        from rfcalc.analysis.own import own_fields

        return own_fields(self.fields)

    @cached_property
    def placed(self) -> bool:
        """Return whether the features of some layer see more than their own path."""
        return any(own != axis.fields for own, axis in zip(self.own, self.fields.axes))

    @cached_property
    def clean(self) -> list[tuple[Box, ...] | None]:
        """Return by node which features read no padding, ``None`` where all do. Raises `RfcalcError`."""
        from rfcalc.analysis.reach import clean_of

        return clean_of(self.fields)

    def place(self, node: int, index: Sequence[int]) -> tuple[Number, ...] | None:
        """Return the centre of what a feature sees by its own path; ``None`` where that path is all that features see.

        It is ``None`` as well for a feature whose own path reads nothing, or a whole map whose size is not known.
        Virtual pixels count, as they do in a box.
        """
        own = [fields[node] for fields in self.own]
        if all(field is axis.fields[node] for field, axis in zip(own, self.fields.axes)) and not self.fields.marked(
            node, UNBOUNDED
        ):
            return None
        boxes = [field_box(field, i) for field, i in zip(own, index)]
        return tuple([center(box) for box in boxes if box is not None]) if None not in boxes else None

    def statistics(self, weights: str = "uniform", *, unclipped: bool = False) -> Statistics:
        """Return what tells the forms of features, for one way to count paths. Raises `RfcalcError`."""
        from rfcalc.analysis.statistics import Statistics

        key = (weights, unclipped)
        if key not in self._statistics:
            self._statistics[key] = Statistics(self, weights, unclipped=unclipped)
        return self._statistics[key]

    @cached_property
    def _nodes(self) -> dict[str, int]:
        return nodes_of(self.network)

    @cached_property
    def unknown_operators(self) -> dict[str, list[int]]:
        """Return the operators of which nothing is known, each with the nodes that may be why others are unknown."""
        found: dict[str, list[int]] = {}
        for node, layer in enumerate(self.network.layers, start=1):
            if node in self.fields.graph.unknown and is_unknown(layer.operations[0]):
                found.setdefault(str(setting_of(layer.operations[0], "operator")), []).append(node)
        return found

    def check_told(self, node: int) -> None:
        """Raise `RfcalcError` where nothing can be told of a node, with the reason."""
        graph = self.fields.graph
        if graph.tells(node):
            return
        name = self.name(node)
        if node in graph.constant:
            raise RfcalcError(
                f"it does not hang on the input {quoted(self.network.start)}",
                allowed=f"--from asks about another input; {first_few(self.network.inputs)}",
                layer=name,
                file=self.network.file,
            )
        cause = self.network.layers[graph.unknown[node] - 1]
        operator = setting_of(cause.operations[0], "operator")
        at = "" if cause.name == name else f", at layer {quoted(cause.name)} before it"
        raise RfcalcError(
            f"what {operator} reads is not known{at}",
            allowed=f"--treat {operator}=pointwise or --treat {operator}=whole makes something of it",
            layer=name,
            file=self.network.file,
        )

    def node(self, layer: str) -> int:
        """Return the node that a name means: a layer's, a block's use (its output), the input's, or `LAST`.

        Raises `RfcalcError` for a name that none of them has.
        """
        if not isinstance(layer, str):
            raise RfcalcError(f"found layer {quoted(layer)}", allowed="the name of a layer is needed")
        name = self.network.outputs.get(layer, layer)
        if name in self._nodes:
            return self._nodes[name]
        if name == LAST:
            return self.last_map
        hint = nearest(layer, [*self._nodes, *self.network.outputs])
        raise RfcalcError(
            f"{quoted(self.network.name)} has no layer {quoted(layer)}",
            allowed=hint or first_few(each.name for each in self.network.layers),
        )

    @cached_property
    def last_map(self) -> int:
        """Return the last known node whose map has more than one feature, or else the last; 0 if there is no layer."""
        told = [node for node in range(len(self.network.layers), 0, -1) if self.fields.graph.tells(node)]
        for node in told:
            if any(axis.n[node] != 1 for axis in self.fields.axes):
                return node
        return next(iter(told), len(self.network.layers))

    def called(self, layer: str) -> str:
        """Return what answers call a layer that is asked for by a name: that name, but for `LAST` the layer's own."""
        node = self.node(layer)
        return layer if layer in self._nodes or layer in self.network.outputs else self.name(node)

    def name(self, node: int) -> str:
        """Return the name of a node's layer."""
        return node_name(self.network, node)

    def index_of(self, layer: str, index: Sequence[int]) -> tuple[int, ...]:
        """Return an index counted from 0 of a feature of a layer, one number per axis; -1 is the last along an axis.

        Raises `RfcalcError` for what is no index, and for one that the layer's map does not have.
        """
        node, axes, layer = self.node(layer), self.network.axes, self.called(layer)
        self.check_told(node)
        at = tuple([_whole(i, layer, axes) for i in _items(index, layer, axes)])
        if len(at) != len(axes):
            error = RfcalcError(
                f"found {len(at)} coordinate{'s' * (len(at) != 1)}",
                allowed=f"{quoted(self.network.name)} has {len(axes)}: {', '.join(axes)}",
                layer=layer,
            )
            error.advise(self.network.hint)
            raise error
        found = []
        for axis, i, fields in zip(axes, at, self.fields.axes):
            n = None if fields.n[0] is None else fields.n[node]
            if (i < 0 and n is None) or (n is not None and not -n <= i < n):
                raise RfcalcError(f"found {quoted(i)}", allowed=_allowed(i, n), layer=layer, key=axis)
            found.append(i if i >= 0 else i + (n or 0))
        return tuple(found)


def _items(index: Sequence[int], layer: str, axes: tuple[str, ...]) -> list[object]:
    """Return what should be the numbers of an index."""
    if not isinstance(index, str | bytes) and hasattr(index, "__iter__"):
        return list(index)
    raise _no_index(index, layer, axes)


def _whole(number: object, layer: str, axes: tuple[str, ...]) -> int:
    """Return a whole number of any kind that is one, such as numpy's."""
    try:
        return whole_number(number)  # type: ignore[arg-type] # what it does not take is refused here
    except TypeError:
        raise _no_index(number, layer, axes) from None


def _no_index(found: object, layer: str, axes: tuple[str, ...]) -> RfcalcError:
    allowed = f"allowed: a whole number for each axis: {', '.join(axes)}"
    return RfcalcError(f"found {quoted(found)}", allowed=allowed, layer=layer, key="index")


def _allowed(i: int, n: int | None) -> str:
    """Return which numbers an index may have along an axis of n features, said to one who gave another."""
    if n is None:
        return "allowed: at least 0"
    return f"allowed: 0 to {n - 1}" + (f", or -{n} to -1 from the end" if i < 0 else "")
