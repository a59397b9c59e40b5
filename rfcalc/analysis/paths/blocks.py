"""The way back in blocks: from a node to the nearest one that all its paths lead through, and on from there.

A chain has a block for each layer, a residual network one for each sum. Equal blocks do the same to counts wherever
they stand, so that features whose ways begin alike share what was counted so far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.paths.edges import backwards, edges_to
from rfcalc.analysis.paths.products import Counted, added, read_on, size_of, times
from rfcalc.analysis.paths.rows import check_work
from rfcalc.analysis.paths.steps import check_borders
from rfcalc.analysis.paths.weights import weights_of
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from rfcalc.analysis.fields import Fields
    from rfcalc.analysis.paths.edges import Reads


class Move(NamedTuple):
    """What one map of a block hands on to another; maps are counted from the block's end, which is 0."""

    to: int
    reads: Reads
    ends: tuple[int | None, ...]
    factor: int


Moves = tuple[tuple[int, tuple[Move, ...]], ...]
"""For each map of a block, those that read others first: its number and what it hands on."""


class Block(NamedTuple):
    """The part of a network between a node and the nearest that all paths to it lead through."""

    start: int  # that node
    nodes: tuple[int, ...]  # the layers of the moves
    moves: Moves
    last: int  # the number of the map at the start
    denominator: int  # by what counts are divided once more
    largest: int  # what one path at the end may have become at the start

    @property
    def key(self) -> tuple[Moves, int]:
        """Return what equal blocks have in common."""
        return self.moves, self.last


def starts_of(fields: Fields) -> list[int]:
    """Return for each node the nearest one before it that all paths to it lead through; for the input itself."""
    starts = [0] * len(fields.graph.sources)
    depths = [0] * len(starts)
    for node in fields.graph.order:
        start, *others = fields.graph.sources[node]
        for other in others:
            start = _meeting(start, other, starts, depths)
        starts[node], depths[node] = start, depths[start] + 1
    return starts


def _meeting(one: int, other: int, starts: list[int], depths: list[int]) -> int:
    """Return the nearest node that all paths to either of two lead through, or that is one of them."""
    while one != other:
        if depths[one] >= depths[other]:
            one = starts[one]
        else:
            other = starts[other]
    return one


def block_before(fields: Fields, node: int, start: int, weights: str, *, unclipped: bool) -> Block:
    """Return the block from a node back to its start."""
    weighed = weights_of(fields, node, weights, end=start)
    numbers = {node: 0}
    nodes, moves = [], []
    for at in backwards(fields, node):
        if at == start:
            break
        if at not in numbers:
            continue
        handed = []
        for edge in edges_to(fields, at):
            ends = tuple([None if unclipped else axis.n[edge.source] or 0 for axis in fields.axes])
            to = numbers.setdefault(edge.source, len(numbers))
            handed.append(Move(to, edge.whole, ends, weighed.factor(at, edge.source, edge.whole)))
        nodes.append(at)
        moves.append((numbers[at], tuple(handed)))
    return Block(
        start=start,
        nodes=tuple(nodes),
        moves=tuple(moves),
        last=numbers[start],
        denominator=weighed.denominators[start],
        largest=weighed.largest,
    )


class Carried(NamedTuple):
    """Counts on their way, and how many bytes were worked on so far."""

    counted: Counted | None  # None: no path leads here
    work: int = 0
    denominator: int = 1


def carried_through(carried: Carried, block: Block, fields: Fields, width: int, *, sharing: bool) -> Carried:
    """Return the counts at a block's start, given those at its end. Raises `RfcalcError` where they are too many."""
    work = carried.work
    waiting = {} if carried.counted is None else {0: carried.counted}
    for node, (at, moves) in zip(block.nodes, block.moves):
        counted = waiting.pop(at, None)
        if counted is None:
            continue
        layer = fields.network.layers[node - 1]
        for move in moves:
            with RfcalcError.within(
                file=layer.origin.file, line=layer.origin.line, layer=layer.name, operator=layer.operator
            ):
                check_borders(move.reads, move.ends)
                read = read_on(counted, move.reads, move.ends, width, sharing=sharing)
                work = check_work(work, size_of(counted), width)
            if read is None:
                continue
            read = times(read, move.factor)
            waiting[move.to] = added(waiting[move.to], read, width) if move.to in waiting else read
    return Carried(waiting.get(block.last), work, carried.denominator * block.denominator)
