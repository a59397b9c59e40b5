"""The walks back from many features, each stretch that several have in common walked once.

A walk is a sequence of blocks, begun at a feature. The walks from the layers of a chain of equal convolutions begin
alike, so that each only adds a block to the one before. Stretches make a tree: a walk leads from its root to the end of
one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.analysis.paths.blocks import Block, Carried, block_before, carried_through, starts_of
from rfcalc.analysis.paths.classes import steady
from rfcalc.analysis.paths.counts import tally_at
from rfcalc.analysis.paths.packed import BYTE, width_for
from rfcalc.analysis.paths.products import feature_at
from rfcalc.analysis.paths.rows import WIDTH_LIMIT
from rfcalc.analysis.paths.sequences import sequences_of
from rfcalc.analysis.paths.tally import Tally, tally_of_counted
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rfcalc.analysis.fields import Fields


class Stretch:
    """Some blocks in a row, in common to all walks that come here."""

    __slots__ = ("before", "blocks", "carried", "first", "following", "left")

    def __init__(self, before: Stretch | None, first: int, blocks: int) -> None:
        """Begin at the block before node ``first``, after what came before."""
        self.before, self.first, self.blocks = before, first, blocks
        self.following: dict[int, Stretch] = {}
        self.left = 0  # what has yet to be made of the counts at the end
        self.carried: Carried | None = None  # the counts at the end, while something is left

    def split(self, blocks: int, first: int, kind: int) -> Stretch:
        """Return a new stretch of the first blocks; ``first`` and ``kind`` are those of the first that stays here."""
        upper = Stretch(self.before, self.first, blocks)
        upper.following[kind] = self
        upper.left = 1
        self.before, self.first, self.blocks = upper, first, self.blocks - blocks
        return upper


class Walks:
    """The walks back from features of one network."""

    def __init__(self, fields: Fields, weights: str = "uniform", *, unclipped: bool = False) -> None:
        """Find the blocks of a network, and which of them are equal."""
        self.fields, self.weights, self.unclipped = fields, weights, unclipped
        self.starts = starts_of(fields)
        count = len(self.starts)
        self.kinds, self.depths, self.largest = [0] * count, [0] * count, [1] * count
        self.even = [0] * count  # the first node before which pixels are read as unevenly as before this one
        self.blocks: dict[int, Block] = {}
        known: dict[object, int] = {}
        for node in fields.graph.order:
            start = self.starts[node]
            block = block_before(fields, node, start, weights, unclipped=unclipped)
            self.blocks[node] = block
            self.kinds[node] = known.setdefault(block.key, len(known))
            self.depths[node] = self.depths[start] + 1
            self.largest[node] = self.largest[start] * block.largest
            self.even[node] = self.even[start] if all(steady(fields, at) for at in block.nodes) else node
        self.sequences = sequences_of(self.kinds, self.starts)

    def tallies(self, features: Mapping[int, tuple[int, ...]]) -> Iterator[tuple[int, Tally | None]]:
        """Yield nodes, each with what the counts of one feature of its map come to: `tally_at` of many.

        Raises `RfcalcError` as that does.
        """
        roots: dict[tuple[tuple[int, ...], int], Stretch] = {}
        ends: dict[int, tuple[Stretch, int]] = {}
        for node, index in sorted(features.items(), key=lambda feature: -self.depths[feature[0]]):
            if self.largest[node].bit_length() > WIDTH_LIMIT * BYTE:
                continue
            width = 1 << (width_for(self.largest[node]) - 1).bit_length()  # few widths, so that much is shared
            root = roots.get((index, width))
            if root is None:
                root = roots[index, width] = Stretch(None, 0, 0)
                root.carried = Carried(feature_at(index))
            stretch = self._entered(root, node)
            stretch.left += 1
            ends[node] = stretch, width
        for node in features:
            if node not in ends:  # too many paths for one field: it says so
                yield node, self._alone(node, features[node])
                continue
            stretch, width = ends[node]
            try:
                counted, _, denominator = self._walked(stretch, width)
                tally = None if counted is None else tally_of_counted(counted, width, denominator)
            except RfcalcError:  # by itself it may need less room; if not, it says so
                tally = self._alone(node, features[node])
            _done(stretch)
            yield node, tally

    def _alone(self, node: int, index: tuple[int, ...]) -> Tally | None:
        return tally_at(self.fields, node, index, self.weights, unclipped=self.unclipped)

    def _entered(self, stretch: Stretch, node: int) -> Stretch:
        """Return the stretch at whose end the walk from a node is at the input, made as far as it is new.

        A walk is found soonest where longer ones were entered before: it has parts of them, not many short ones.
        """
        kinds = self.kinds
        at = node
        while at:
            kind = kinds[at]
            following = stretch.following.get(kind)
            if following is None:
                following = Stretch(stretch, at, self.depths[at])
                stretch.following[kind] = following
                stretch.left += 1
                return following
            alike, at, other = self.sequences.alike(at, following.first, following.blocks)
            if alike < following.blocks:
                following = stretch.following[kind] = following.split(alike, other, kinds[other])
            stretch = following
        return stretch

    def _walked(self, stretch: Stretch, width: int) -> Carried:
        """Return the counts at the end of a stretch; what came before is walked first, and given up when used up."""
        ahead = []
        while stretch.carried is None:
            ahead.append(stretch)
            assert stretch.before is not None  # noqa: S101 # a root has its feature
            stretch = stretch.before
        carried = stretch.carried
        for following in reversed(ahead):
            at = following.first
            for _ in range(following.blocks):
                block = self.blocks[at]
                carried = carried_through(carried, block, self.fields, width, sharing=self.weights == "mean")
                at = block.start
            following.carried = carried
            _done(stretch)
            stretch = following
        return carried


def _done(stretch: Stretch) -> None:
    """Note that one thing less is left to be made of the counts at the end of a stretch."""
    stretch.left -= 1
    if not stretch.left:
        stretch.carried = None
