"""How to cut the input so that what is computed of each tile is the very output of the whole run.

A tile is the same network run on pixels ``[a, b)`` alone, with its own padding at its ends. Along one axis, output j of
the tile is output ``j + s`` of the whole run, whatever the weights, if at every layer it reads the same taps of
corresponding features that are themselves right, each of them padding in both runs or in neither. So three numbers are
carried forward: by how many features a tile's map lies further on than the whole one (only a tile that begins on a
grid of pixels has such a number at every layer), and how many features are spoiled at either end.
"""

from __future__ import annotations

from functools import cached_property
from math import gcd, lcm
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.axis import WHOLE, field_box, jumps
from rfcalc.errors import RfcalcError
from rfcalc.layers.windows import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.analysis.fields import AxisFields, Fields
    from rfcalc.axis import Box, IndexMap
    from rfcalc.layers import Operation, Step

WORK = 20_000_000
"""Maps that are looked at in search of the least tile: about half a minute."""

MOST = 65_536
"""Tiles along an axis."""

IS_WHOLE = "whole"  # reads the whole map
IS_PAST = "past"  # reads all features before its own
IS_SIZE = "size"  # what it reads depends on the size of the map
IS_IRREGULAR = "irregular"  # joins branches of different jumps
IS_CIRCULAR = "circular"  # reads the other end of the map


class Reason(NamedTuple):
    """Why a tile's outputs cannot be those of the whole run: a layer, and what it is."""

    node: int
    reason: str


class Run(NamedTuple):
    """What a tile's run makes of the map: its features, and how many are spoiled at its begin and at its end."""

    n: int
    before: int
    after: int


class Misfit(NamedTuple):
    """Where a tile of some size cannot be run as the whole image is, and why."""

    node: int
    why: str


class Tile(NamedTuple):
    """A tile: pixels to read, which of its outputs to keep, and which of the whole map those are; no end included."""

    read: Box
    keep: Box
    write: Box


class Tiling:
    """Tiles along one axis, for the map of one layer.

    The methods other than `reasons` hold where there are none.
    """

    def __init__(self, fields: Fields, axis: int, node: int) -> None:
        """Remember which layers lead to the map; nothing is worked out yet."""
        self._known: AxisFields = fields.axes[axis]
        self._sources = fields.graph.sources
        self._operations = [layer.operations[axis] for layer in fields.network.layers]
        self._node = node
        leading = _leading_to(self._sources, node)
        self._way = [each for each in fields.graph.order if each in leading]
        self._steps: dict[tuple[Operation, int], Step | None] = {}
        self._runs: dict[tuple[int, bool, bool], Run | Misfit] = {}

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Return why no tile is exact, in the order in which layers are computed; nothing where tiles are."""
        found = [Reason(node, reason) for node in self._way for reason in [self._reason(node)] if reason]
        return tuple(found or [Reason(node, IS_SIZE) for node in self._way if not self._moves_along(node)])

    @cached_property
    def align(self) -> int:
        """Return the grid on which tiles begin, in pixels: whole features of every map, and whole periods of reads."""
        starts = [1]
        for node in self._way:
            numerator, denominator = self._jump(node)
            for reads in self._reads(node):
                pixels = numerator * reads.period
                starts.append(pixels // gcd(pixels, denominator))
        return lcm(*starts)

    @cached_property
    def block(self) -> int:
        """Return how many features of the map lie on `align` pixels."""
        return self._moved(self._node)

    @cached_property
    def context(self) -> Box:
        """Return how many pixels the features of an aligned block see before and after its own pixels."""
        firsts, ends = zip(*self._block_from(0))
        return -min(firsts), max(ends) - self.align

    @cached_property
    def cached(self) -> int:
        """Return how many positions of all maps are kept from one step to the next where the input is streamed."""
        windows = [self._operations[node - 1] for node in self._way if len(self._sources[node]) == 1]
        return sum([max(each.reach - each.stride, 0) for each in windows if isinstance(each, Window)])

    @cached_property
    def spoiled_before(self) -> int:
        """Return how many features are spoiled at a begin that is not the image's; it depends on no size."""
        spoiled = {0: 0}
        for node in self._way:
            at = max(spoiled[source] for source in self._sources[node])
            alone = len(self._sources[node]) == 1
            spoiled[node] = max(_before(each, at) for each in self._reads(node)) if alone else at
        return spoiled[self._node]

    def run(self, size: int, *, begins: bool = False, ends: bool = False) -> Run | Misfit:
        """Return what a tile of some size makes; whether it begins and ends where the image does."""
        key = (size, begins, ends)
        if key not in self._runs:
            self._runs[key] = self._run(size, begins=begins, ends=ends)
        return self._runs[key]

    def _run(self, size: int, *, begins: bool, ends: bool) -> Run | Misfit:
        runs = {0: Run(size, 0, 0)}
        for node in self._way:
            before = [runs[source] for source in self._sources[node]]
            if len(before) > 1:
                if len({each.n for each in before}) > 1:
                    return Misfit(node, "its branches differ in size")
                runs[node] = Run(*[max(each) for each in zip(*before)])
                continue
            (at,) = before
            step = self._step(node, at.n)
            if step is None or step.n is None:
                return Misfit(node, "its map is too small")
            if step.reads != self._known.reads[node][0]:
                return Misfit(node, "its padding lies differently")
            for reads in step.reads:
                if reads.border and not _folds_within(reads, at, step.n, begins=begins, ends=ends):
                    return Misfit(node, "its map is too small for its padding")
            runs[node] = Run(
                step.n,
                0 if begins else max([_before(reads, at.before) for reads in step.reads]),
                0 if ends else max([_after(reads, at.n - at.after, step.n) for reads in step.reads]),
            )
        return runs[self._node]

    def step(self, size: int) -> int | Misfit:
        """Return how far apart tiles of some size may begin, in pixels: 0 if they are too small to have an output."""
        inner, first = self.run(size), self.run(size, begins=True)
        if isinstance(inner, Misfit):
            return inner
        if isinstance(first, Misfit):
            return first
        return max((inner.n - inner.before - inner.after) // self.block, 0) * self.align

    def plan(self, size: int) -> list[Tile] | Misfit:
        """Return the tiles of some size that make the whole map; the size of the image is known.

        The last one is shorter, and begins on the grid like all. Raises `RfcalcError` where they are too many.
        """
        pixels, n = self._known.n[0], self._known.n[self._node]
        if pixels is None or n is None:
            raise RfcalcError("which tiles there are depends on the input size", allowed="give it with --input")
        if size >= pixels:
            return [Tile((0, pixels), (0, n), (0, n))]
        step = self.step(size)
        if isinstance(step, Misfit):
            return step
        if not step:
            return Misfit(self._node, "nothing is left of the tile")
        if (pixels - size) // step + 2 > MOST:
            raise RfcalcError(
                f"tiles of {size} make {(pixels - size) // step + 2} along an axis", allowed=f"at most {MOST}"
            )
        made, spoiled = step // self.align * self.block, self.spoiled_before
        tiles: list[Tile] = []
        for begin in range(0, pixels - size + step, step):
            end = min(begin + size, pixels)
            run = self.run(end - begin, begins=not begin, ends=end == pixels)
            if isinstance(run, Misfit):
                return run
            keep = (spoiled if begin else 0, run.n if end == pixels else spoiled + made)
            shift = begin // self.align * self.block
            tiles.append(Tile((begin, end), keep, (keep[0] + shift, keep[1] + shift)))
        return tiles

    def least(self, above: int = 1) -> int:
        """Return the least size of a tile that works, of those not below a given one.

        Where the input size is known, all tiles of the plan work, and the whole image is a tile that does. Raises
        `RfcalcError` where it is not found.
        """
        needed = self.spoiled_before + self.block
        pixels = self._known.n[0]
        size = max([end for _, end in self._block_from(self.spoiled_before)] + [above, 1])
        for _ in range(max(WORK // (len(self._way) + 1), 1)):
            if pixels is not None and size >= pixels:
                return pixels
            run = self.run(size)
            if isinstance(run, Run):
                missing = needed - (run.n - run.after)
                if missing > 0:  # so many more take that many pixels at least
                    size += -(-missing // self.block) * self.align - self.align + 1
                    continue
                if self._works(size):
                    return size
            size += 1
        raise RfcalcError("the least tile that works was not found", allowed=f"tiles were tried up to {size}")

    def _works(self, size: int) -> bool:
        if self._known.n[0] is None:
            return not isinstance(self.step(size), Misfit)
        return not isinstance(self.plan(size), Misfit)

    def _block_from(self, first: int) -> list[Box]:
        """Return the boxes of as many features as a block has, from one on."""
        field = self._known.fields[self._node]
        return [box for i in range(first, first + self.block) for box in [field_box(field, i)] if box] or [(0, 0)]

    def _reason(self, node: int) -> str:
        """Return what in a layer's reads holds for no tile; nothing where tiles may be."""
        known, source, alone = self._known, self._sources[node][0], len(self._sources[node]) == 1
        reads = self._reads(node)
        if alone and self._operations[node - 1].over(known.n[source]).marks & WHOLE:
            return IS_WHOLE
        if any(each.past for each in reads):
            return IS_PAST
        if not all(each.advance for each in reads):
            return IS_SIZE
        if len(jumps(known.fields[node])) > 1:
            return IS_IRREGULAR
        n = known.n[node]
        if any(each.border == IS_CIRCULAR and (n is None or _beside(each, known.n[source], n)) for each in reads):
            return IS_CIRCULAR
        return ""

    def _moves_along(self, node: int) -> bool:
        """Return whether a layer reads alike in a map that is larger by what a tile may begin further on."""
        source, n = self._sources[node][0], self._known.n[self._sources[node][0]]
        if n is None or len(self._sources[node]) > 1:
            return True
        step, larger = self._step(node, n), self._step(node, n + self._moved(source))
        if step is None or larger is None or step.n is None or larger.n is None:
            return False
        return step.reads == larger.reads and larger.n - step.n == self._moved(node)

    def _moved(self, node: int) -> int:
        """Return by how many features of a map a tile begins further on that begins `align` pixels further on."""
        numerator, denominator = self._jump(node)
        return self.align * denominator // numerator

    def _jump(self, node: int) -> tuple[int, int]:
        return jumps(self._known.fields[node])[0]

    def _reads(self, node: int) -> list[IndexMap]:
        return [each for reads in self._known.reads[node] for each in reads]

    def _step(self, node: int, n: int) -> Step | None:
        """Return what a layer does to a map, ``None`` where the map does not fit."""
        key = (self._operations[node - 1], n)
        if key not in self._steps:
            try:
                self._steps[key] = key[0].over(n)
            except RfcalcError:
                self._steps[key] = None
        return self._steps[key]


def _leading_to(sources: Sequence[Iterable[int]], node: int) -> set[int]:
    """Return a node and all that it depends on."""
    found, waiting = {node}, [node]
    while waiting:
        for source in sources[waiting.pop()]:
            if source not in found:
                found.add(source)
                waiting.append(source)
    return found


def _before(reads: IndexMap, spoiled: int) -> int:
    """Return how many features are spoiled at a begin: up to the last that reads beyond it, or a spoiled feature.

    For a convolution ``ceil((spoiled + padding) / stride)``.
    """
    found = 0
    for phase, positions in enumerate(reads.ranges):
        turns = -((positions[0] - spoiled) // reads.advance) if positions else 0
        if turns > 0:
            found = max(found, phase + reads.period * (turns - 1) + 1)
    return found


def _after(reads: IndexMap, right: int, n: int) -> int:
    """Return how many of n features are spoiled at an end: from the first that reads beyond ``right`` features."""
    first = n
    for phase, positions in enumerate(reads.ranges):
        if positions:
            turns = max(-((positions[-1] - right) // reads.advance), 0)
            first = min(first, phase + reads.period * turns)
    return n - first


def _beside(reads: IndexMap, m: int | None, n: int) -> tuple[int, int] | None:
    """Return how many positions before a map of m features, and after it, n features read; ``None`` where none is."""
    before = after = 0
    for phase, positions in enumerate(reads.ranges[:n]):
        if positions:
            before = max(before, -positions[0])
            last = positions[-1] + (n - 1 - phase) // reads.period * reads.advance
            after = max(after, last + 1 - m) if m is not None else after
    return (before, after) if before or after else None


def _folds_within(reads: IndexMap, at: Run, n: int, *, begins: bool, ends: bool) -> bool:
    """Return whether what stands in the padding at the image's own borders is right in a tile, too."""
    before, after = _beside(reads, at.n, n) or (0, 0)
    deep = 1 if reads.border == "reflect" else 0
    most = at.n - at.before - at.after if not (begins and ends) else at.n
    return not (begins and before * deep >= most) and not (ends and after * deep >= most)
