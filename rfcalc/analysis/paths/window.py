"""Counts over a window of positions, moved from a layer's features to what they read."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from rfcalc.analysis.paths.packed import BYTE, combed, cut, every, extent, stretched, unpacked
from rfcalc.analysis.paths.weights import share_of, shared
from rfcalc.axis import KEEP
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.axis import IndexMap

PIXEL_LIMIT = 2**23  # of one map: an image of 3840 x 2160
BYTE_LIMIT = 2**29  # of one map's counts
WORK_LIMIT = 2**34  # bytes of counts on the whole way

Block = list[Any]
"""Counts over a window, nested: planes of rows of whole numbers, as many levels as axes."""


class PathCounts(NamedTuple):
    """The counts over the smallest box around the pixels that count, one level of lists per axis.

    ``rows[0][0]`` is that of pixel ``origin``. A pixel counts its whole number divided by ``denominator``,
    which is 1 for uniform weights.
    """

    origin: tuple[int, ...]
    rows: Block
    denominator: int = 1


class Window(NamedTuple):
    """Counts on their way back: lists for all axes but the last, along which they are packed; a lone axis is a row."""

    origin: tuple[int, ...]
    shape: tuple[int, ...]
    rows: Any


def seen(
    window: Window, reads: Sequence[IndexMap], ends: Sequence[int | None], width: int, *, sharing: bool
) -> Window | None:
    """Return the counts of the positions read, those in ``[0, end)``; ``None`` where there are none.

    ``sharing``: the positions that a feature reads share `shared` of the reads; else each gets its whole count.
    Raises `RfcalcError` where they are too many.
    """
    last = len(reads) - 1
    for along, (read, n) in enumerate(zip(reads, ends)):
        before, count = window.origin[along], window.shape[along]
        if read == KEEP and (n is None or before + count <= n):  # a kernel of 1 may have padding after the map
            continue
        factors = _factors(read, before, count) if sharing else None
        if along < last:
            ranges = _ranges(read, range(before, before + count), n)
            bounds = _hull([(p.start, p[-1] + 1) for p in ranges if p], None)
        else:
            combs = _combs(read, before, count, factors)
            bounds = _hull([comb.reach() for comb in combs], n)
        if bounds is None:
            return None
        low, high = bounds
        shape = (*window.shape[:along], high - low, *window.shape[along + 1 :])
        _check_size(shape, width)
        if along < last:
            moved = [range(p.start - low, p.stop - low, p.step) for p in ranges]
            rows = _at_depth(window.rows, along, moved, high - low, factors)
        else:
            rows = _rows_read(window.rows, last, Plan(count, combs, low, high, width))
        window = Window((*window.origin[:along], low, *window.origin[along + 1 :]), shape, rows)
    return window


def _hull(bounds: list[tuple[int, int]], n: int | None) -> tuple[int, int] | None:
    """Return the smallest bounds around all of some, cut to those of a map; ``None`` where nothing is left."""
    if not bounds:
        return None
    low, high = min([first for first, _ in bounds]), max([end for _, end in bounds])
    if n is not None:
        low, high = max(low, 0), min(high, n)
    return (low, high) if low < high else None


def check_work(done: int, more: Window, width: int) -> int:
    """Return the bytes that have been worked on with one more window. Raises `RfcalcError` where they are too many."""
    done += prod(more.shape) * width
    if done > WORK_LIMIT:
        raise RfcalcError(
            f"the counts on the way to the image take more than {WORK_LIMIT} bytes",
            allowed="a smaller input or fewer layers are supported",
        )
    return done


def _check_size(shape: Sequence[int], width: int) -> None:
    pixels = prod(shape)
    if pixels > PIXEL_LIMIT or pixels * width > BYTE_LIMIT:
        raise RfcalcError(
            f"its paths come from {' x '.join(map(str, shape))} positions",
            allowed=f"counts of at most {PIXEL_LIMIT} positions and {BYTE_LIMIT} bytes are supported",
        )


def _ranges(reads: IndexMap, features: range, n: int | None) -> list[range]:
    """Return what each of some features reads of a map of ``n``, or of one without borders."""
    ranges = []
    period, advance, own = reads
    for i in features:
        turns, phase = divmod(i, period)
        start, stop, step = own[phase].start, own[phase].stop, own[phase].step
        first = start + turns * advance
        stop += turns * advance
        if n is not None:
            if first < 0:
                first += -(first // step) * step
            if stop > n:
                inside = range(first, n, step)
                stop = inside[-1] + 1 if inside else first
        ranges.append(range(first, stop, step))
    return ranges


def _factors(reads: IndexMap, first: int, count: int) -> list[int]:
    """Return by what the count of each feature is multiplied, so that each hands on the same whole."""
    whole = shared([reads])
    return [share_of(reads, feature, whole) for feature in range(first, first + count)]


class Comb(NamedTuple):
    """Features of a row that read alike: every ``step``-th from ``first`` on, each ``taps`` positions."""

    first: int
    step: int
    features: int
    advance: int  # positions from what one reads to what the next reads
    start: int  # first position that the first reads
    taps: range
    factor: int

    def reach(self) -> tuple[int, int]:
        """Return the positions ``[first, end)`` between which all that is read lies."""
        last = self.start + (self.features - 1) * self.advance + self.taps[-1] - self.taps[0]
        return self.start, last + 1


class Plan(NamedTuple):
    """How a packed row is read: ``features`` in groups, of which positions ``[low, high)`` are handed on."""

    features: int
    combs: list[Comb]
    low: int
    high: int
    width: int


def _combs(reads: IndexMap, origin: int, count: int, factors: list[int] | None) -> list[Comb]:
    """Return the features of a row in groups, one for each phase."""
    combs = []
    for first in range(min(reads.period, count)):
        turns, phase = divmod(origin + first, reads.period)
        taps = reads.ranges[phase]
        if taps:
            number = len(range(first, count, reads.period))
            start = taps.start + turns * reads.advance
            factor = factors[first] if factors else 1
            combs.append(Comb(first, reads.period, number, reads.advance, start, taps, factor))
    return combs


def _rows_read(rows: Any, depth: int, plan: Plan) -> Any:  # noqa: ANN401 - a packed row, or lists of them
    """Return packed rows of the positions that the features of packed rows read."""
    if depth:
        return [_rows_read(inner, depth - 1, plan) for inner in rows]
    if not rows:
        return 0
    count, combs, low, high, width = plan
    base = min([low, *[comb.start for comb in combs]])
    total = 0
    for first, step, number, advance, start, taps, factor in combs:
        part = rows if step == 1 else every(rows, count, first, step, width)
        part = stretched(part, number, advance, width) if advance else sum(unpacked(part, number, width))
        if factor > 1:
            part *= factor
        total += combed(part, len(taps), taps.step, width) << ((start - base) * width * BYTE)
    return cut(total, low - base, high - base, width)


def _at_depth(block: Block, along: int, ranges: list[range], size: int, factors: list[int] | None) -> Block:
    """Return lists of rows or of lists, each item added wherever it is read."""
    if along:
        return [_at_depth(inner, along - 1, ranges, size, factors) for inner in block]
    items = [multiplied(item, factor) for item, factor in zip(block, factors)] if factors else block
    nothing = _zeros(block[0])
    if any(len(positions) > 1 and positions.step > 1 for positions in ranges):
        spread: Block = [nothing] * size
        for item, positions in zip(items, ranges):
            for position in positions:
                spread[position] = item if spread[position] is nothing else _added(spread[position], item)
        return spread
    return _running_sums(items, ranges, size, nothing)


def _running_sums(items: Block, ranges: list[range], size: int, nothing: Any) -> Block:  # noqa: ANN401 - 0, or lists of it
    """Return for each position the sum of the items whose runs cover it: each enters once and leaves once."""
    enters: Block = [None] * (size + 1)
    leaves: Block = [None] * (size + 1)
    for item, positions in zip(items, ranges):
        if positions:
            for changes, at in ((enters, positions.start), (leaves, positions.stop)):
                changes[at] = item if changes[at] is None else _added(changes[at], item)
    sums = []
    running = nothing
    for more, less in zip(enters[:size], leaves):
        if more is not None:
            running = _added(running, more)
        if less is not None:
            running = _less(running, less)
        sums.append(running)
    return sums


def summed(one: Window, other: Window, width: int) -> Window:
    """Return the sum of two windows' counts over the smallest window around both."""
    origin = tuple([min(pair) for pair in zip(one.origin, other.origin)])
    ends = [max(w.origin[axis] + w.shape[axis] for w in (one, other)) for axis in range(len(origin))]
    shape = tuple([end - first for first, end in zip(origin, ends)])
    _check_size(shape, width)
    first, second = [
        window.rows if window[:2] == (origin, shape) else _padded(window.rows, _sides(window, origin, shape), width)
        for window in (one, other)
    ]
    return Window(origin, shape, _added(first, second))


def _sides(window: Window, origin: tuple[int, ...], shape: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return how many positions a larger window has before and after a window, along each axis."""
    before = [own - first for own, first in zip(window.origin, origin)]
    return [(gap, all_ - own - gap) for gap, own, all_ in zip(before, window.shape, shape)]


def _padded(rows: Any, sides: list[tuple[int, int]], width: int) -> Any:  # noqa: ANN401 - a packed row, or lists of them
    (before, after), *inner = sides
    if not inner:
        return rows << (before * width * BYTE)
    padded = [_padded(item, inner, width) for item in rows]
    nothing = _zeros(padded[0])
    return [*[nothing] * before, *padded, *[nothing] * after]


def finished(window: Window, width: int, denominator: int) -> PathCounts | None:
    """Return the counts without planes, rows and columns of nothing at the rim; ``None`` if there is nothing else."""
    bounds = _bounds(window.rows, len(window.shape) - 1, width)
    if bounds is None:
        return None
    origin = tuple([own + first for own, (first, _) in zip(window.origin, bounds)])
    return PathCounts(origin, _unpacked(window.rows, bounds, width), denominator)


def _bounds(rows: Any, depth: int, width: int) -> list[tuple[int, int]] | None:  # noqa: ANN401 - likewise
    """Return between which positions of each axis there are counts."""
    if not depth:
        return [extent(rows, width)] if rows else None
    found = [(place, _bounds(item, depth - 1, width)) for place, item in enumerate(rows)]
    real = [(place, inner) for place, inner in found if inner is not None]
    if not real:
        return None
    hulls = [(min(first for first, _ in axis), max(end for _, end in axis)) for axis in zip(*[i for _, i in real])]
    return [(real[0][0], real[-1][0] + 1), *hulls]


def _unpacked(rows: Any, bounds: list[tuple[int, int]], width: int) -> Block:  # noqa: ANN401 - likewise
    (first, end), *inner = bounds
    if not inner:
        return unpacked(cut(rows, first, end, width), end - first, width)
    return [_unpacked(item, inner, width) for item in rows[first:end]]


def _added(one: Any, other: Any) -> Any:  # noqa: ANN401 - a row, or lists of them
    return one + other if isinstance(one, int) else list(map(_added, one, other))


def _less(one: Any, other: Any) -> Any:  # noqa: ANN401 - likewise
    return one - other if isinstance(one, int) else list(map(_less, one, other))


def multiplied(one: Any, factor: int) -> Any:  # noqa: ANN401 - likewise
    """Return packed rows, or lists of them, with every count multiplied."""
    return one * factor if isinstance(one, int) else [multiplied(item, factor) for item in one]


def _zeros(block: Any) -> Any:  # noqa: ANN401 - likewise
    return 0 if isinstance(block, int) else [_zeros(item) for item in block]
