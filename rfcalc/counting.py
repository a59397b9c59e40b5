"""How often each pixel counts: the paths through the network by which it influences one feature.

A path takes, at every layer on its way back, one position that the layer's feature reads. Their number is the
gradient of the network with every weight 1, no biases, no activations and every maximum a sum (Ge and Wu,
"Beyond size: how the appearance of the receptive field can affect the performance of a convolutional neural
network"). A factor of a product counts like a summand; a tap of an interpolation counts once.
"""

from __future__ import annotations

from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.axis import Reads
    from rfcalc.fields import Fields

Block = list[Any]
"""Counts over a window, nested: planes of rows of whole numbers, as many levels as axes."""


class PathCounts(NamedTuple):
    """The counts over the smallest box around the pixels that count, one level of lists per axis.

    ``rows[0][0]`` is the count of pixel ``origin``.
    """

    origin: tuple[int, ...]
    rows: Block


def counts_of(fields: Fields, node: int, index: Sequence[int]) -> PathCounts | None:
    """Return how many paths lead from each pixel to one feature, exactly; ``None`` where there are none.

    The input size must be known along every axis.
    """
    one: Any = 1
    for _ in index:
        one = [one]
    waiting: dict[int, PathCounts] = {node: PathCounts(tuple(index), one)}
    graph = fields.graph
    for at in reversed(graph.order[: graph.order.index(node) + 1] if node else ()):
        counts = waiting.pop(at, None)
        if counts is None:
            continue
        for place, source in enumerate(graph.sources[at]):
            read = counts
            for along, axis in enumerate(fields.axes):
                # The last of the reads: a feature that is read besides its whole map is part of it.
                read = _spread(read, along, axis.reads[at][place][-1], axis.n[source] or 0)
                if not read.rows:
                    break
            else:
                waiting[source] = _sum(waiting[source], read) if source in waiting else read
    found = waiting.get(0)
    return _trimmed(found) if found is not None and _total(found.rows) else None


def _spread(counts: PathCounts, along: int, reads: Reads, n: int) -> PathCounts:
    """Return the counts of the positions read along one axis, those in ``[0, n)``; no rows where there are none."""
    first = counts.origin[along]
    length = _length(counts.rows, along)
    ranges = [_read(reads, i, n) for i in range(first, first + length)]
    real = [positions for positions in ranges if positions]
    if not real:
        return PathCounts(counts.origin, [])
    low = min(positions[0] for positions in real)
    high = max(positions[-1] for positions in real) + 1
    shifted = [range(p.start - low, p.stop - low, p.step) for p in ranges]
    origin = (*counts.origin[:along], low, *counts.origin[along + 1 :])
    return PathCounts(origin, _at_depth(counts.rows, along, shifted, high - low))


def _read(reads: Reads, i: int, n: int) -> range:
    """Return what feature ``i`` reads of a map of ``n``."""
    turns, phase = divmod(i, reads.period)
    positions, shift = reads.ranges[phase], turns * reads.advance
    step = positions.step
    first, stop = positions.start + shift, positions.stop + shift
    if first < 0:
        first += -(first // step) * step
    inside = range(first, min(stop, n), step)
    return range(first, inside[-1] + 1, step) if inside else range(0)


def _length(block: Block, along: int) -> int:
    for _ in range(along):
        block = block[0]
    return len(block)


def _at_depth(block: Block, along: int, ranges: list[range], size: int) -> Block:
    if along:
        return [_at_depth(inner, along - 1, ranges, size) for inner in block]
    if isinstance(block[0], int):
        return _spread_numbers(block, ranges, size)
    spread: Block = [None] * size
    for item, positions in zip(block, ranges):
        for position in positions:
            spread[position] = item if spread[position] is None else _added(spread[position], item)
    nothing = _zeros(block[0])
    return [nothing if item is None else item for item in spread]


def _spread_numbers(row: list[int], ranges: list[range], size: int) -> list[int]:
    """Return the sums of the numbers whose ranges meet each position; a run without holes costs two steps."""
    if any(len(positions) > 1 and positions.step > 1 for positions in ranges):
        spread = [0] * size
        for count, positions in zip(row, ranges):
            for position in positions:
                spread[position] += count
        return spread
    changes = [0] * (size + 1)
    for count, positions in zip(row, ranges):
        if positions:
            changes[positions.start] += count
            changes[positions.stop] -= count
    return list(accumulate(changes[:size]))


def _added(one: Block, other: Block) -> Block:
    """Return the sums of two windows of one form."""
    return list(map(add if isinstance(one[0], int) else _added, one, other))


def _zeros(block: Any) -> Any:  # noqa: ANN401 - a number, or lists of them
    return 0 if isinstance(block, int) else [_zeros(item) for item in block]


def _sum(one: PathCounts, other: PathCounts) -> PathCounts:
    """Return the sum of two windows' counts over the smallest window around both."""
    depth = range(len(one.origin))
    origin = tuple(min(pair) for pair in zip(one.origin, other.origin))
    ends = [max(c.origin[a] + _length(c.rows, a) for c in (one, other)) for a in depth]
    padded = [
        _padded(c.rows, [(c.origin[a] - origin[a], ends[a] - c.origin[a] - _length(c.rows, a)) for a in depth])
        for c in (one, other)
    ]
    return PathCounts(origin, _added(padded[0], padded[1]))


def _padded(block: Block, sides: list[tuple[int, int]]) -> Block:
    (before, after), *inner = sides
    rows = [_padded(item, inner) for item in block] if inner else block
    nothing = _zeros(rows[0])
    return [*[nothing] * before, *rows, *[nothing] * after]


def _trimmed(counts: PathCounts) -> PathCounts:
    """Return the same counts without planes, rows and columns of nothing at the rim."""
    origin, rows = list(counts.origin), counts.rows
    for along in range(len(origin)):
        sums = _sums(rows, along)
        first = next(place for place, total in enumerate(sums) if total)
        last = next(place for place in range(len(sums), 0, -1) if sums[place - 1])
        rows = _cut_out(rows, along, first, last)
        origin[along] += first
    return PathCounts(tuple(origin), rows)


def _sums(block: Block, along: int) -> list[int]:
    """Return the sum of all counts for each place along one axis."""
    if along:
        return [sum(totals) for totals in zip(*[_sums(item, along - 1) for item in block])]
    return [_total(item) for item in block]


def _total(block: Any) -> int:  # noqa: ANN401 - a number, or lists of them
    return block if isinstance(block, int) else sum(map(_total, block))


def _cut_out(block: Block, along: int, first: int, end: int) -> Block:
    return [_cut_out(item, along - 1, first, end) for item in block] if along else block[first:end]
