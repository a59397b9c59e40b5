"""The layers that lead to a map along one axis, and the grid of pixels on which their features lie."""

from __future__ import annotations

from functools import cached_property
from math import gcd, lcm
from typing import TYPE_CHECKING

from rfcalc.axis import jumps
from rfcalc.errors import RfcalcError
from rfcalc.layers.like import over_like

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import Field, IndexMap
    from rfcalc.layers import Operation, Step


class Way:
    """All that a map is made of, along one axis, as numbers of nodes in the order in which they are computed.

    What has to do with the grid holds only where no layer stands against tiles.
    """

    def __init__(self, fields: Fields, axis: int, node: int) -> None:
        """Remember which layers lead to the map; nothing is worked out yet."""
        graph, self.known = fields.graph, fields.axes[axis]
        self.node, self.axis = node, axis
        self.sources, self.likes, self.mixed = graph.sources, graph.likes, graph.mixed
        self.unknown = graph.unknown.get(node)
        """The layer of which nothing is known, where the map lies behind one."""
        read = _leading_to(node, self.sources)
        self.nodes = [each for each in graph.order if each in read]
        sized = _leading_to(node, self.sources, self.likes)
        self.sized = [each for each in graph.order if each in sized]
        """Those nodes, and the ones that only say how large a map is."""
        self._operations = [layer.operations[axis] for layer in fields.network.layers]
        self._steps: dict[tuple[Operation, int | None, int | None], Step | None] = {}

    @property
    def field(self) -> Field:
        """What the features of the map see of the image."""
        return self.known.fields[self.node]

    @cached_property
    def align(self) -> int:
        """Return the grid on which tiles begin, in pixels."""
        return self.grid(self.nodes)

    def grid(self, nodes: Iterable[int]) -> int:
        """Return the least number of pixels that is whole features of some maps, and whole periods of their reads."""
        starts = [1]
        for node in nodes:
            numerator, denominator = self._jump(node)
            for reads in self.reads(node):
                pixels = numerator * reads.period
                starts.append(pixels // gcd(pixels, denominator))
        return lcm(*starts)

    def moved(self, node: int, align: int) -> int:
        """Return by how many features of a map a tile begins further on that begins so many pixels further on."""
        numerator, denominator = self._jump(node)
        return align * denominator // numerator

    def _jump(self, node: int) -> tuple[int, int]:
        return jumps(self.known.fields[node])[0]

    def operation(self, node: int) -> Operation:
        """Return what a layer does."""
        return self._operations[node - 1]

    def joins(self, node: int) -> bool:
        """Return whether a layer reads several maps, constant ones among them."""
        return len(self.sources[node]) > 1 or node in self.mixed

    def reads(self, node: int) -> Iterator[IndexMap]:
        """Yield what a layer reads, of each of its sources."""
        for each in self.known.reads[node]:
            yield from each

    def step(self, node: int, n: int | None, like: int | None) -> Step | None:
        """Return what a layer does to a map, ``None`` where the map does not fit; ``like``: the size of another."""
        key = (self.operation(node), n, like)
        if key not in self._steps:
            try:
                self._steps[key] = over_like(*key) if node in self.likes else self.operation(node).over(n)
            except RfcalcError:
                self._steps[key] = None
        return self._steps[key]

    def sizes(self, pixels: int) -> dict[int, int]:
        """Return how many features each map has in an image of so many pixels; without those that do not fit."""
        n = {0: pixels}
        for node in self.sized:
            sizes = [n.get(source) for source in self.sources[node]]
            if self.joins(node):
                made = max([each or 0 for each in sizes])
            else:
                step = None if None in sizes else self.step(node, sizes[0], n.get(self.likes.get(node, node)))
                made = (step and step.n) or 0
            if made:
                n[node] = made
        return n


NONE: Mapping[int, int] = {}


def _leading_to(node: int, sources: Sequence[tuple[int, ...]], likes: Mapping[int, int] = NONE) -> set[int]:
    """Return a node and all that it depends on; with ``likes`` also what says how large maps are."""
    found, waiting = {node}, [node]
    while waiting:
        at = waiting.pop()
        needed = (*sources[at], likes[at]) if at in likes else sources[at]
        for source in needed:
            if source not in found:
                found.add(source)
                waiting.append(source)
    return found
