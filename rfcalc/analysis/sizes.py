"""Which sizes of the input fit a network along one axis, and at which of them no stride cuts anything off.

How many features a map has grows with the size of the input in even steps, once no window is too large for its map:
when the input grows by a period, every map grows by a number of its own. So a period of sizes tells all larger ones;
the few smaller ones, where a growing map may still have a single feature, are looked at one by one.
"""

from __future__ import annotations

from math import gcd, lcm
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.joins import constant_sizes
from rfcalc.analysis.map_sizes import LARGEST, Count, count_of, grows, may_be_left_empty, settled_from, unit_of
from rfcalc.analysis.pattern import NONE, pattern_of
from rfcalc.analysis.watch import unwatched
from rfcalc.errors import RfcalcError
from rfcalc.layers.like import room_of
from rfcalc.layers.rearranging import Concat
from rfcalc.layers.types import LAYER_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rfcalc.analysis.pattern import Pattern
    from rfcalc.analysis.watch import Watch
    from rfcalc.layers import Operation
    from rfcalc.network import Network
    from rfcalc.network.graph import Graph

WORK = 4_000_000
"""Maps that are counted in search of a pattern: less than half a minute."""

TRIED = 4
"""Of the maps that are counted, one in so many may be at a size that follows no rule; as many as in a period always."""
ADVICE = 1_000_000  # maps that are counted for what a message may do without
KEPT = 100_000  # sizes of single layers that are kept for the next size of the input
WALKS = 100  # more than it takes to find where a pattern begins


class Fitting(NamedTuple):
    """What is known of the sizes along one axis."""

    fits: Pattern
    uncut: Pattern  # of those that fit, the ones at which every window's stride divides what it has room for


class _Walk(NamedTuple):
    """The sizes of all maps, whether they fit or not."""

    n: list[int]
    apart: list[int]  # differences between the branches that meet: all 0 if they fit
    rooms: list[int]  # what is left of maps that are made like others: none below 0 if they fit
    small: bool
    uneven: bool
    cut: bool

    @property
    def fits(self) -> bool:
        return not (self.small or self.uneven or any(self.apart)) and all(room >= 0 for room in self.rooms)


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
        self._constants = constant_sizes(network, graph, axis) if graph.constant else {}
        self._counts: dict[tuple[Operation, int], Count] = {}

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
        return self._first_of(node, n)

    def fitting(self, work: int = WORK, watch: Watch = unwatched) -> Fitting:
        """Return which sizes fit. Raises `RfcalcError` where that takes too long: more maps to count than ``work``."""
        grown = self._grown()
        layers = len(grown) - 1
        if WALKS * len(grown) > work:
            raise RfcalcError(f"which sizes fit is not looked for in a network of {layers} layers")
        most = work // len(grown)
        least = 1 if any(map(may_be_left_empty, self._operations)) else _first(lambda size: not self._at(size).small)
        settled = self._settled(grown)
        if least is None:
            return Fitting(NONE, NONE)

        def is_regular(size: int) -> bool:
            at = self._at(size)
            return not at.small and all(n > 1 for n, grows in zip(at.n, grown) if grows)

        regular = _first(is_regular, settled) or _first(lambda size: not self._at(size).small, settled)
        period = 1 if regular is None else self._period(regular)
        if 2 * period > most:
            raise RfcalcError(
                f"which sizes fit repeats only every {period} pixels",
                allowed=f"at most {most // 2} are looked at in a network of {layers} layers",
            )
        tried = max(work // TRIED // len(grown), 2 * period)
        if (regular or settled) - least > tried:
            raise RfcalcError(
                f"which sizes below {regular or settled} fit follows no rule",
                allowed=f"at most {tried} are looked at in a network of {layers} layers",
            )
        if regular is None:  # from there on something leaves nothing of its map
            return _patterns([False], [False], settled, self._fitting_of(range(least, settled)))
        turns, clear = [], []
        for size in range(regular, regular + period):
            watch(size - regular, period, "sizes")
            now = self._at(size)
            turns.append(_fitting_turns(now, self._at(size + period)))
            clear.append(not now.cut)
        late = max([first for first, end in turns if end is None], default=0)
        spans = [range(first, late if end is None else end) for first, end in turns]
        if sum(map(len, spans)) > tried:
            raise RfcalcError(
                f"{sum(map(len, spans))} sizes fit that follow no rule",
                allowed=f"at most {tried} are looked at in a network of {layers} layers",
            )
        single = [regular + at + turn * period for at, span in enumerate(spans) for turn in span]
        others = self._fitting_of([*range(least, regular), *sorted(single)])
        always = [end is None for _, end in turns]
        uncut = [each and is_clear for each, is_clear in zip(always, clear)]
        return _patterns(always, uncut, regular + late * period, others)

    def _fitting_of(self, sizes: Iterable[int]) -> list[tuple[int, bool]]:
        """Return those of some sizes that fit, and whether something is cut off at each."""
        walks = ((size, self._at(size)) for size in sizes)
        return [(size, at.cut) for size, at in walks if at.fits]

    def _settled(self, grown: list[bool]) -> int:
        """Return from which size of the input on every slice cuts as much, or else the largest that is looked at."""
        size = 1
        for node in self._graph.order:
            source, least = self._graph.sources[node][0], settled_from(self._operations[node - 1])
            if least > 1 and grown[source]:
                size = self._first_of(source, least, size) or LARGEST
        return size

    def _first_of(self, node: int, n: int, least: int = 1) -> int | None:
        """Return the smallest size, from ``least`` on, at which a map that never shrinks then has ``n`` features."""
        return _first(lambda size: self._at(size).n[node] >= n, least)

    def _at(self, size: int) -> _Walk:
        """Return the sizes of all maps at a size of the input; where branches differ, the layer has the largest."""
        n = [size] * (len(self._operations) + 1)
        apart: list[int] = []
        rooms: list[int] = []
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
            if node in self._graph.likes:
                n[node] = self._like(node, n)
                rooms += room_of(self._operations[node - 1], n[source], n[node])
                continue
            count = self._counted(self._operations[node - 1], n[source])
            n[node] = count.n
            small, uneven, cut = small or count.small, uneven or count.uneven, cut or count.cut
        return _Walk(n=n, apart=apart, rooms=rooms, small=small, uneven=uneven, cut=cut)

    def _like(self, node: int, n: list[int]) -> int:
        """Return the size of the map that a node gets the size of; its own source's where that is not known."""
        like = self._graph.likes[node]
        return (self._constants.get(like) or n[self._graph.sources[node][0]]) if like in self._constants else n[like]

    def _counted(self, operation: Operation, n: int) -> Count:
        key = (operation, n)
        if key not in self._counts:
            if len(self._counts) > KEPT:
                self._counts.clear()
            self._counts[key] = count_of(operation, n)
        return self._counts[key]

    def _grown(self) -> list[bool]:
        """Return for each node whether its map grows with the input."""
        grown = [True] * (len(self._operations) + 1)
        for node in self._graph.order:
            sources = self._graph.sources[node]
            if node in self._graph.likes:
                like = self._graph.likes[node]
                grown[node] = like not in self._constants and grown[like]
                continue
            grown[node] = any(grown[each] for each in sources) and (
                len(sources) > 1 or node in self._graph.mixed or grows(self._operations[node - 1])
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
            if node in self._graph.likes:
                like = self._graph.likes[node]
                periods[node] = (1, 0) if like in self._constants else periods[like]
                continue
            operation = self._operations[node - 1]
            unit = unit_of(operation, n[source])
            times = unit // gcd(features, unit)
            more = self._counted(operation, n[source] + features * times).n - self._counted(operation, n[source]).n
            periods[node] = (pixels * times, more)
        return lcm(*[pixels for pixels, _ in periods])


def _first(holds: Callable[[int], bool], least: int = 1) -> int | None:
    """Return the smallest size, from ``least`` on, for which something holds that holds for all larger ones too."""
    low, high = least - 1, least
    while not holds(high):
        low, high = high, 2 * high
        if high > LARGEST:
            return None
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _patterns(always: list[bool], uncut: list[bool], regular: int, others: list[tuple[int, bool]]) -> Fitting:
    """Return sizes by the rests that fit from ``regular`` on, or are not cut, and others that fit and may be cut."""
    return Fitting(
        pattern_of(always, regular, [size for size, _ in others]),
        pattern_of(uncut, regular, [size for size, is_cut in others if not is_cut]),
    )


def _fitting_turns(now: _Walk, then: _Walk) -> tuple[int, int | None]:
    """Return after how many periods a size fits, given it and the next of its rest: ``[first, end)``, or without end.

    Differences and rooms grow by the same amount every period, so that branches that grow apart or together meet once.
    """
    first, ends = 0, [0] if now.uneven or now.small or then.small else []
    for here, there in zip(now.apart, then.apart):
        step = there - here
        if step and not here % step:
            first, ends = max(first, -here // step), [*ends, 1 - here // step]
        elif here:
            return 0, 0
    for here, there in zip(now.rooms, then.rooms):
        step = there - here
        if step > 0:
            first = max(first, -(here // step))
        elif here < 0:
            return 0, 0
        elif step:
            ends.append(here // -step + 1)
    return first, max(min(ends), first) if ends else None


def next_fitting(network: Network, graph: Graph, axis: int) -> str:
    """Return which size is the next that fits, in words for a message; nothing if the size fits or none is found."""
    sizes, size = Sizes(network, graph, axis), network.input[axis]
    if size is None or sizes.fits(size):
        return ""
    try:
        fits = sizes.fitting(ADVICE).fits
    except RfcalcError:
        return ""
    of_axis = f" along {network.axes[axis]}" if len(set(network.input)) > 1 else ""
    above, below = fits.above(size), fits.below(size)
    if above is not None:
        smaller = f", the one below {below}" if below is not None else ""
        return f"the next input size that fits{of_axis} is {above}{smaller}"
    return f"the next input size that fits{of_axis} is {below}" if below is not None else ""
