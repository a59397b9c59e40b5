"""Tiles along one axis: what runs of them make, which of them make the whole map, and the least that works."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.tiles.reasons import reasons_of
from rfcalc.analysis.tiles.spoiled import read_beside, spoiled_after, spoiled_before
from rfcalc.analysis.tiles.way import Way
from rfcalc.axis import field_box
from rfcalc.errors import RfcalcError
from rfcalc.layers.windows import Window

if TYPE_CHECKING:
    from rfcalc.analysis.fields import Fields
    from rfcalc.analysis.tiles.reasons import Reason
    from rfcalc.axis import Box, IndexMap

WORK = 2**20
"""Maps that are looked at in search of the least tile: ten seconds."""

MOST = 65_536
"""Tiles along an axis."""


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

    The properties hold where nothing but the past stands against tiles, the methods where nothing does.
    """

    def __init__(self, fields: Fields, axis: int, node: int) -> None:
        """Remember which layers lead to the map; nothing is worked out yet."""
        self._way = Way(fields, axis, node)
        self._known = self._way.known
        self._runs: dict[tuple[int, bool, bool], Run | Misfit] = {}

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Return why no tile is exact, in the order in which layers are computed; nothing where tiles are."""
        return reasons_of(self._way)

    @cached_property
    def align(self) -> int:
        """Return the grid on which tiles begin, in pixels."""
        return self._way.align

    @cached_property
    def block(self) -> int:
        """Return how many features of the map lie on `align` pixels."""
        return self._way.moved(self._way.node, self.align)

    @cached_property
    def context(self) -> Box:
        """Return how many pixels the features of an aligned block see before and after its own pixels."""
        firsts, ends = zip(*self._seen_from(0))
        return -min(firsts), max(ends) - self.align

    @cached_property
    def cached(self) -> int:
        """Return how many positions of all maps are kept from one step to the next where the input is streamed."""
        way = self._way
        windows = [way.operation(node) for node in way.nodes if not way.joins(node)]
        return sum([max(each.reach - each.stride, 0) for each in windows if isinstance(each, Window)])

    @cached_property
    def spoiled(self) -> int:
        """Return how many features are spoiled at a begin that is not the image's; it depends on no size."""
        spoiled = {0: 0}
        for node in self._way.nodes:
            at = max([spoiled[source] for source in self._way.sources[node]])
            spoiled[node] = max([spoiled_before(each, at) for each in self._way.reads(node)])
        return spoiled[self._way.node]

    def run(self, size: int, *, begins: bool = False, ends: bool = False) -> Run | Misfit:
        """Return what a tile of some size makes; whether it begins and ends where the image does."""
        key = (size, begins, ends)
        if key not in self._runs:
            self._runs[key] = self._run(size, begins=begins, ends=ends)
        return self._runs[key]

    def _run(self, size: int, *, begins: bool, ends: bool) -> Run | Misfit:
        way = self._way
        runs = {0: Run(size, 0, 0)}
        sizes = way.sizes(size) if way.likes else {}
        for node in way.nodes:
            before = [runs[source] for source in way.sources[node]]
            if way.joins(node):
                if len({each.n for each in before}) > 1:
                    return Misfit(node, "its branches differ in size")
                runs[node] = Run(*[max(each) for each in zip(*before)])
                continue
            (at,), (known,) = before, way.known.reads[node]
            step = way.step(node, at.n, sizes.get(way.likes.get(node, -1)))
            if step is None or step.n is None:
                return Misfit(node, "its map is too small")
            if step.reads != known:
                return Misfit(node, "it lies differently in its map")
            if not all(_holds_the_same(reads, at, step.n, begins=begins, ends=ends) for reads in known):
                return Misfit(node, "its map is too small for its padding")
            runs[node] = Run(
                step.n,
                0 if begins else max([spoiled_before(reads, at.before) for reads in known]),
                0 if ends else max([spoiled_after(reads, at.n - at.after, step.n) for reads in known]),
            )
        return runs[way.node]

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

        Tiles begin on the grid, and the last one is shorter; an image that is no larger is one tile. Raises
        `RfcalcError` where they are too many.
        """
        pixels, n = self._known.n[0], self._known.n[self._way.node]
        if pixels is None or n is None:
            raise RfcalcError("which tiles there are depends on the input size", allowed="give it with --input")
        if size >= pixels:
            return [Tile((0, pixels), (0, n), (0, n))]
        step = self.step(size)
        if isinstance(step, Misfit):
            return step
        if not step:
            return Misfit(self._way.node, "nothing is left of the tile")
        count = self._count(size, step, pixels, n)
        if count > MOST:
            raise RfcalcError(f"tiles of {size} make {count} along an axis", allowed=f"at most {MOST}", key="--tile")
        tiles: list[Tile] = []
        written = 0
        for begin in range(0, count * step, step):
            end = min(begin + size, pixels)
            run = self.run(end - begin, begins=not begin, ends=end == pixels)
            if isinstance(run, Misfit):
                return run
            shift = begin // self.align * self.block
            until = n if end == pixels else shift + self.spoiled + step // self.align * self.block
            tiles.append(Tile((begin, end), (written - shift, until - shift), (written, until)))
            written = until
        return tiles

    def _count(self, size: int, step: int, pixels: int, n: int) -> int:
        """Return how many tiles it takes until one ends where the image does, or all of the map is written."""
        made = step // self.align * self.block
        return 1 + max(min(-((size - pixels) // step), -((self.spoiled - n) // made) - 1), 0)

    def least(self, above: int = 1) -> int:
        """Return the least size of a tile that works, of those not below a given one.

        Where the input size is known, it works for the image, too, if that is larger. Raises `RfcalcError` where it is
        not found.
        """
        needed = self.spoiled + self.block
        size = max([end for _, end in self._seen_from(self.spoiled)] + [above, 1])
        for _ in range(max(WORK // (len(self._way.nodes) + 1), 1)):
            run = self.run(size)
            if isinstance(run, Run):
                missing = needed - (run.n - run.after)
                if missing > 0:  # so many more take that many pixels at least
                    size += -(-missing // self.block) * self.align - self.align + 1
                    continue
                if self.works(size):
                    return size
            size += 1
        raise RfcalcError("the least tile that works was not found", allowed=f"tiles were tried up to {size - 1}")

    def works(self, size: int) -> bool:
        """Return whether a tile that touches no border has an output, and the last of a larger, known image fits."""
        step, pixels, n = self.step(size), self._known.n[0], self._known.n[self._way.node]
        if isinstance(step, Misfit) or not step:
            return False
        if pixels is None or n is None or pixels <= size:
            return True
        left = pixels - (self._count(size, step, pixels, n) - 1) * step
        return left > size or isinstance(self.run(left, ends=True), Run)

    def _seen_from(self, first: int) -> list[Box]:
        """Return the boxes of as many features as a block has, from one on."""
        field = self._way.field
        return [box for i in range(first, first + self.block) for box in [field_box(field, i)] if box] or [(0, 0)]


def _holds_the_same(reads: IndexMap, at: Run, n: int, *, begins: bool, ends: bool) -> bool:
    """Return whether what stands in the padding at the image's own borders is right in a tile, too."""
    if not reads.border:
        return True
    before, after = read_beside(reads, at.n, n)
    deep = 1 if reads.border == "reflect" else 0
    most = at.n if begins and ends else at.n - at.before - at.after
    return not (begins and before * deep >= most) and not (ends and after * deep >= most)
