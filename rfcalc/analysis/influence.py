"""The way forward: which features some pixels reach, the graph walked from the input with sets of positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.axis import KEEP
from rfcalc.axis.bricks import shared, volume, without
from rfcalc.axis.readers import EVERYWHERE, outside, readers_of, unfolded
from rfcalc.axis.sets import brick_hull, united_bricks
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import Box, IndexMap
    from rfcalc.axis.sets import Brick, Runs

ALONE = (KEEP,)
"""What features read of a source where each reads only the one in its place."""


class Features(NamedTuple):
    """Some features of a map."""

    hull: tuple[Box, ...] | None  # the smallest box around them, end not included; None if there are none
    count: int  # type: ignore[assignment] # the word of the contract; tuple.count is not needed


class Readers(NamedTuple):
    """Which features of a map some pixels reach."""

    features: Features  # that really read any of the pixels
    covering: Features | None = None  # whose visible box holds all of them; if asked for
    inside: Features | None = None  # that read some of them, and no other pixel; if asked for


def readers_of_pixels(fields: Fields, pixels: Sequence[Box], nodes: Iterable[int], *, ranged: bool) -> list[Readers]:
    """Return for some nodes which features read any pixel of a box; ``ranged``: and which all of it, or nothing else.

    The input size must be known along every axis. Raises `RfcalcError` naming the layer where features fall into too
    many pieces.
    """
    starts = [[_brick(pixels)]]
    if ranged:
        # A visible box holds a range if along each axis the feature reads a pixel no later than the range's first and
        # one no earlier than its last, whichever these are along the other axes.
        ends = [[slab] for slab in _slabs(fields, [((0, first + 1), (end - 1, None)) for first, end in pixels])]
        starts += [_slabs(fields, [((0, first), (end, None)) for first, end in pixels]), *ends]
    walked = _walked_forward(fields, starts)
    known: dict[tuple[tuple[Brick, ...], ...], Readers] = {}  # many layers are reached alike
    readers = []
    for node in nodes:
        form = tuple(map(tuple, walked[node]))
        if form not in known:
            known[form] = _readers(*walked[node])
        readers.append(known[form])
    return readers


def _readers(features: list[Brick], elsewhere: Sequence[Brick] = (), *reaching: list[Brick]) -> Readers:
    """Return what is told of features that read pixels, some of which read others, or pixels to all sides of them."""
    if not reaching:
        return Readers(_features(features))
    return Readers(_features(features), _features(shared(reaching)), _features(without(features, elsewhere)))


def _features(bricks: list[Brick]) -> Features:
    return Features(brick_hull(bricks), volume(bricks))


def _slabs(fields: Fields, runs: Sequence[Sequence[tuple[int, int | None]]]) -> list[Brick]:
    """Return the pixels between two along one axis, wherever they are along the others; those that there are."""
    sizes = [axis.n[0] or 0 for axis in fields.axes]
    everything = [(0, n) for n in sizes]
    return [
        _brick((*everything[:along], (first, last), *everything[along + 1 :]))
        for along, (n, pair) in enumerate(zip(sizes, runs))
        for first, end in pair
        for last in [n if end is None else end]
        if first < last
    ]


def touched_by_padding(fields: Fields) -> list[list[Brick]]:
    """Return by node which features read a position beside a map, they or any that they read on the way back.

    What a border folds back into the map counts as well. Sizes and errors as for `readers_of_pixels`.
    """
    return [bricks for (bricks,) in _walked_forward(fields, [[]], beside=True)]


def _brick(box: Sequence[Box]) -> Brick:
    return tuple([(along,) for along in box])


def _walked_forward(fields: Fields, starts: Sequence[list[Brick]], *, beside: bool = False) -> list[list[list[Brick]]]:
    """Return by node, for each of several sets of pixels, which features read any; ``beside``: or a virtual position.

    A feature reads products of positions, one for each way; it meets a brick where it does so along every axis.
    """
    graph, axes, layers = fields.graph, fields.axes, fields.network.layers
    sizes = [tuple([axis.n[node] or 0 for axis in axes]) for node in range(len(graph.sources))]
    reached: list[list[list[Brick]]] = [[[] for _ in starts] for _ in graph.sources]
    reached[0] = [list(start) for start in starts]
    known: dict[tuple[Runs, IndexMap, int, int], Runs] = {}

    def reading(positions: Runs, reads: IndexMap, n: int, m: int) -> Runs:
        key = (positions, reads, n, m)
        if key not in known:
            known[key] = readers_of(unfolded(positions, n, reads.border) if reads.border else positions, reads, m)
        return known[key]

    with RfcalcError.within() as place:
        for node in graph.order:
            layer = layers[node - 1]
            place.layer, (place.file, place.line), place.operator = layer.name, layer.origin, layer.operator
            found: list[list[Brick]] = [[] for _ in starts]
            for at, source in enumerate(graph.sources[node]):
                if not beside and _reads_itself(fields, node, at):
                    found = [bricks + before for bricks, before in zip(found, reached[source])]
                    continue
                virtual = _beside(sizes[source]) if beside else []
                ways = list(zip(*[axis.reads[node][at] for axis in axes]))
                for bricks, before in zip(found, reached[source]):
                    met = [
                        tuple(map(reading, positions, way, sizes[source], sizes[node]))
                        for positions in (*virtual, *before)
                        for way in ways
                    ]
                    bricks += [readers for readers in met if all(readers)]
            reached[node] = [united_bricks(bricks) if bricks else [] for bricks in found]
    return reached


def _reads_itself(fields: Fields, node: int, at: int) -> bool:
    """Return whether each feature of a map reads, of one of its sources, just the one in its place."""
    source = fields.graph.sources[node][at]
    return all(axis.reads[node][at] == ALONE and axis.n[node] == axis.n[source] for axis in fields.axes)


def _beside(size: tuple[int, ...]) -> list[Brick]:
    """Return the positions beside a map: those outside along one axis, wherever they are along the others."""
    return [
        tuple([outside(n) if axis == along else EVERYWHERE for axis, n in enumerate(size)])
        for along in range(len(size))
    ]
