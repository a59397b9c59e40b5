"""A network and what follows from it: each part is worked out once, when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rfcalc.analysis.fields import fields_of
from rfcalc.errors import RfcalcError, first_few, nearest, quoted
from rfcalc.network import INPUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.analysis.statistics import Statistics
    from rfcalc.network import Network


class Analysis:
    """What is known of one network; every report is made from one.

    Node 0 is the network's input, node ``i + 1`` its i-th layer.
    """

    def __init__(self, network: Network) -> None:
        """Remember the network; nothing is worked out yet."""
        self.network = network
        self._statistics: dict[tuple[str, bool], Statistics] = {}

    @cached_property
    def fields(self) -> Fields:
        """Return the receptive fields of every node; raise `RfcalcError` naming the layer where there are none."""
        return fields_of(self.network)

    def statistics(self, weights: str = "uniform", *, unclipped: bool = False) -> Statistics:
        """Return what tells the forms of features, for one way to count paths. Raises `RfcalcError`."""
        from rfcalc.analysis.statistics import Statistics

        key = (weights, unclipped)
        if key not in self._statistics:
            self._statistics[key] = Statistics(self, weights, unclipped=unclipped)
        return self._statistics[key]

    @cached_property
    def _nodes(self) -> dict[str, int]:
        return {INPUT: 0, **{layer.name: node for node, layer in enumerate(self.network.layers, start=1)}}

    def node(self, layer: str) -> int:
        """Return the node that a name means: a layer's, a block's use (its output), or the input's.

        Raises `RfcalcError` for a name that none of them has.
        """
        name = self.network.outputs.get(layer, layer)
        if name not in self._nodes:
            hint = nearest(layer, [*self._nodes, *self.network.outputs])
            raise RfcalcError(
                f"{quoted(self.network.name)} has no layer {quoted(layer)}",
                allowed=hint or first_few(each.name for each in self.network.layers),
            )
        return self._nodes[name]

    def name(self, node: int) -> str:
        """Return the name of a node's layer."""
        return self.network.layers[node - 1].name if node else INPUT

    def check_index(self, layer: str, node: int, index: Sequence[int]) -> None:
        """Raise `RfcalcError` for an index that a map does not have; ``layer`` is what messages call it."""
        axes = self.network.axes
        if len(index) != len(axes):
            error = RfcalcError(
                f"found {len(index)} coordinate{'s' * (len(index) != 1)}",
                allowed=f"{quoted(self.network.name)} has {len(axes)}: {' '.join(axes[::-1]).upper()}",
                layer=layer,
            )
            error.advise(self.network.hint)
            raise error
        for axis, i, known in zip(axes, index, self.fields.axes):
            n = None if known.n[0] is None else known.n[node]
            if i < 0 or (n is not None and i >= n):
                allowed = "at least 0" if n is None else f"0 to {n - 1}"
                raise RfcalcError(f"found {quoted(i)}", allowed=f"allowed: {allowed}", layer=layer, key=axis)
