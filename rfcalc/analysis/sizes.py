"""Which sizes of the input fit a network along one axis, and at which of them no stride cuts anything off.

How many features a map has grows with the size of the input in even steps, once no window is too large for its map:
when the input grows by a period, every map grows by a number of its own. So a period of sizes tells all larger ones;
the few smaller ones, where a growing map may still have a single feature, are looked at one by one.
"""

from __future__ import annotations

from math import gcd, lcm
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.joins import constant_sizes
from rfcalc.analysis.pattern import NONE, pattern_of
from rfcalc.errors import RfcalcError
from rfcalc.layers.rearranging import Concat
from rfcalc.layers.resizing import AdaptivePool, Resize
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.whole import GridAttention
from rfcalc.layers.windows import Slice, Unshuffle, Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.analysis.pattern import Pattern
    from rfcalc.layers import Operation
    from rfcalc.network import Network
    from rfcalc.network.graph import Graph

LARGEST = 2**40
"""Sizes that are looked at; a network that no smaller one fits has none."""

WORK = 20_000_000
"""Maps that are counted in search of a pattern: about a quarter of a minute."""

ADVICE = 1_000_000
"""Maps that are counted for what a message may do without."""

WALKS = 100  # more than it takes to find where a pattern begins


class Fitting(NamedTuple):
    """What is known of the sizes along one axis."""

    fits: Pattern
    uncut: Pattern  # of those that fit, the ones at which every window's stride divides what it has room for


class _Count(NamedTuple):
    """What one operation makes of a map."""

    n: int
    small: bool = False  # the map is too small for it
    uneven: bool = False  # the map cannot be split
    cut: bool = False  # its last window ends before its padded map does


class _Walk(NamedTuple):
    """The sizes of all maps, whether they fit or not."""

    n: list[int]
    apart: list[int]  # differences between the branches that meet: all 0 if they fit
    small: bool
    uneven: bool
    cut: bool

    @property
    def fits(self) -> bool:
        return not (self.small or self.uneven or any(self.apart))


class Sizes:
    """The sizes of a network's maps along one axis, at any size of its input."""

    def __init__(self, network: Network, graph: Graph, axis: int) -> None:
        """Remember the network; nothing is worked out yet."""
        self._graph = graph
        self._operations = [layer.operations[axis] for layer in network.layers]
        self._spreads = [LAYER_TYPES[layer.type].broadcasts for layer in network.layers]
        self._follow = [
            isinstance(each, Concat) and each.along == network.axes[axis] for each in self._operations
        ]  # whether a layer's inputs follow each other along the axis
        self._constants = constant_sizes(network, graph, axis) if graph.mixed else {}
        self._counts: dict[tuple[Operation, int], _Count] = {}

    def fits(self, size: int) -> bool:
        """Return whether a size fits."""
        return self._at(size).fits

    def count(self, node: int, size: int) -> int:
        """Return how many features a node's map has at a size, which should fit."""
        return self._at(size).n[node]

    def last_growing(self) -> int | None:
        """Return the last node whose map grows with the input; ``None`` if no layer's does."""
        return max((node for node, grows in enumerate(self._grown()) if node and grows), default=None)

    def first_with(self, node: int, n: int) -> int | None:
        """Return the smallest size, whether it fits or not, at which a map has ``n`` features or more."""
        return _first(lambda size: not self._at(size).small and self._at(size).n[node] >= n)

    def fitting(self, work: int = WORK) -> Fitting:
        """Return which sizes fit. Raises `RfcalcError` where that takes too long: more maps to count than ``work``."""
        if any(isinstance(operation, Slice) for operation in self._operations):
            raise RfcalcError(
                "which sizes fit is not told of a network with a slice",
                allowed="pad and crop are supported: they cut as much of every map",
            )
        grown = self._grown()
        if WALKS * len(grown) > work:
            raise RfcalcError(f"which sizes fit is not looked for in a network of {len(grown) - 1} layers")
        least = _first(lambda size: not self._at(size).small)
        if least is None:
            return Fitting(NONE, NONE)

        def is_regular(size: int) -> bool:
            at = self._at(size)
            return not at.small and all(n > 1 for n, grows in zip(at.n, grown) if grows)

        regular = _first(is_regular) or least
        period = self._period(regular)
        if (regular - least + 2 * period) * len(grown) > work:
            raise RfcalcError(
                f"which sizes fit repeats only every {period} pixels",
                allowed=f"at most {work // len(grown) // 2} are looked at in a network of {len(grown) - 1} layers",
            )
        turns = [(self._at(size), self._at(size + period)) for size in range(regular, regular + period)]
        always = [now.fits and then.fits for now, then in turns]
        single = [regular + at + turn * period for at, pair in enumerate(turns) for turn in _meeting(*pair)]
        others = [(size, self._at(size)) for size in [*range(least, regular), *sorted(single)]]
        others = [(size, at) for size, at in others if at.fits]
        uncut = [each and not now.cut for each, (now, _) in zip(always, turns)]
        return Fitting(
            pattern_of(always, regular, [size for size, _ in others]),
            pattern_of(uncut, regular, [size for size, at in others if not at.cut]),
        )

    def _at(self, size: int) -> _Walk:
        """Return the sizes of all maps at a size of the input; where branches differ, the layer has the largest."""
        n = [size] * (len(self._operations) + 1)
        apart: list[int] = []
        small = uneven = cut = False
        for node in self._graph.order:
            source, *others = self._graph.sources[node]
            if others or node in self._graph.mixed:
                every = self._graph.mixed.get(node, (source, *others))
                counts = [self._constants[each] if each in self._constants else n[each] for each in every]
                sizes = [count for count in counts if count is not None]
                if self._follow[node - 1]:
                    n[node] = sum(sizes)
                    continue
                if self._spreads[node - 1]:
                    sizes = [each for each in sizes if each > 1] or sizes
                n[node] = max(sizes)
                apart += [each - sizes[0] for each in sizes[1:]]
                continue
            count = self._counted(self._operations[node - 1], n[source])
            n[node] = count.n
            small, uneven, cut = small or count.small, uneven or count.uneven, cut or count.cut
        return _Walk(n, apart, small, uneven, cut)

    def _counted(self, operation: Operation, n: int) -> _Count:
        key = (operation, n)
        if key not in self._counts:
            self._counts[key] = _count(operation, n)
        return self._counts[key]

    def _grown(self) -> list[bool]:
        """Return for each node whether its map grows with the input."""
        grown = [True] * (len(self._operations) + 1)
        for node in self._graph.order:
            sources = self._graph.sources[node]
            grown[node] = any(grown[each] for each in sources) and (
                len(sources) > 1 or node in self._graph.mixed or _grows(self._operations[node - 1])
            )
        return grown

    def _period(self, regular: int) -> int:
        """Return a number of pixels by which the input grows when every map grows by a whole number of features."""
        n = self._at(regular).n
        periods = [(1, 1)] * len(n)  # pixels, and the features that they make
        for node in self._graph.order:
            source, *others = self._graph.sources[node]
            pixels, features = periods[source]
            if others or node in self._graph.mixed:
                ways = [periods[each] for each in (source, *others)]
                together = lcm(*[apart for apart, _ in ways])
                counts = [made * (together // apart) for apart, made in ways]
                periods[node] = (together, sum(counts) if self._follow[node - 1] else counts[0])
                continue
            operation = self._operations[node - 1]
            unit = _unit(operation, n[source])
            times = unit // gcd(features, unit)
            more = self._counted(operation, n[source] + features * times).n - self._counted(operation, n[source]).n
            periods[node] = (pixels * times, more)
        return lcm(*[pixels for pixels, _ in periods])


def _first(holds: Callable[[int], bool]) -> int | None:
    """Return the smallest size for which something holds that holds for all larger ones too."""
    high = 1
    while not holds(high):
        high *= 2
        if high > LARGEST:
            return None
    low = high // 2
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _count(operation: Operation, n: int) -> _Count:
    if isinstance(operation, GridAttention):
        return _Count(n, uneven=bool(n % operation.grid))
    if isinstance(operation, Unshuffle):
        return _Count(max(n // operation.scale, 1), small=n < operation.scale, uneven=bool(n % operation.scale))
    try:
        count, reads, _ = operation.over(n)
    except RfcalcError:
        return _Count(1, small=True)
    m = count or n
    if not isinstance(operation, Window):
        return _Count(m)
    taps = reads[0].ranges[0]
    after = operation.padding[1] if isinstance(operation.padding, tuple) else 0
    return _Count(m, cut=taps[-1] + 1 + (m - 1) * operation.stride < n + after)


def _grows(operation: Operation) -> bool:
    """Return whether a larger map makes a larger one."""
    if isinstance(operation, Resize):
        return operation.scale is not None
    if isinstance(operation, AdaptivePool):
        return operation.output_size is None
    return _count(operation, LARGEST).n < _count(operation, 2 * LARGEST).n


def _unit(operation: Operation, n: int) -> int:
    """Return by how many features a map must grow for what is made of it to grow evenly."""
    if isinstance(operation, Resize):
        return operation.scale[1] if operation.scale else 1
    if isinstance(operation, Unshuffle):
        return operation.scale
    if isinstance(operation, GridAttention):
        return operation.grid
    if not _grows(operation):
        return 1
    reads = operation.over(n).reads[0]
    return reads.advance // gcd(reads.advance, reads.period)


def _meeting(now: _Walk, then: _Walk) -> set[int]:
    """Return after how many periods branches meet that grow apart: once, if at all; never where they always do."""
    turns = set()
    for first, second in zip(now.apart, then.apart):
        if first == second:
            if first:
                return set()
        elif first % (second - first) or -first // (second - first) < 0:
            return set()
        else:
            turns.add(-first // (second - first))
    return turns if len(turns) == 1 else set()


def next_fitting(network: Network, graph: Graph, axis: int) -> str:
    """Return which size is the next that fits, in words for a message; nothing if the size fits or none is found."""
    sizes, size = Sizes(network, graph, axis), network.input[axis]
    if size is None or sizes.fits(size):
        return ""
    try:
        fits = sizes.fitting(ADVICE).fits
    except RfcalcError:
        return ""
    along = f" along {network.axes[axis]}" if len(set(network.input)) > 1 else ""
    above, below = fits.above(size), fits.below(size)
    if above is not None:
        smaller = f", the one below {below}" if below is not None else ""
        return f"the next input size that fits{along} is {above}{smaller}"
    return f"the next input size that fits{along} is {below}" if below is not None else ""
