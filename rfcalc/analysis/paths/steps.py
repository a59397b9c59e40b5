"""One step back: counts moved from a layer's features to what they read, axis by axis."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.paths.packed import BYTE, combed, cut, every, packed, stretched, unpacked
from rfcalc.analysis.paths.rows import PackedRows, check_size
from rfcalc.analysis.paths.weights import share_of, shared
from rfcalc.axis import KEEP, moved, progressions
from rfcalc.axis.sets import folded_position
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.axis import IndexMap, Positions


def check_borders(reads: Sequence[IndexMap], ends: Sequence[int | None]) -> None:
    """Raise `RfcalcError` where a layer looks to the end of a map without borders, which has none."""
    past = next((read.past for read in reads if read.past), 0)
    if None in ends and past:
        looks = "looks back to the first" if past > 0 else "looks ahead to the last"
        raise RfcalcError(
            f"it {looks} feature, and without borders there is none",
            allowed="counts on the real input are supported",
        )


def handed_on(
    counted: PackedRows, reads: Sequence[IndexMap], ends: Sequence[int | None], width: int, *, sharing: bool
) -> PackedRows | None:
    """Return the counts of the positions read, those in ``[0, end)``; ``None`` where there are none.

    ``sharing``: the positions that a feature reads share `shared` of the reads; else each gets its whole count.
    Raises `RfcalcError` where they are too many.
    """
    last = len(reads) - 1
    for along in range(last, -1, -1):  # the last axis first, while there are few rows
        read, n = reads[along], ends[along]
        before, count = counted.origin[along], counted.shape[along]
        if read == KEEP and (n is None or before + count <= n):  # a kernel of 1 may have padding after the map
            continue
        factors = _factors(read, before, count) if sharing else None
        step = _across if along < last else _looking_back if read.past else _along
        found = step(counted, along, read, None if read.border else n, factors, width)
        if found is None:
            return None
        counted = found if n is None or not read.border else _folded(found, along, n, read.border, width)
    return counted


def _factors(reads: IndexMap, first: int, count: int) -> list[int]:
    """Return by what the count of each feature is multiplied, so that each hands on the same whole."""
    whole = shared([reads])
    return [share_of(reads, feature, whole) for feature in range(first, first + count)]


def _hull(bounds: list[tuple[int, int]], n: int | None) -> tuple[int, int] | None:
    """Return the smallest bounds around all of some, cut to those of a map; ``None`` where nothing is left."""
    if not bounds:
        return None
    low, high = min([first for first, _ in bounds]), max([end for _, end in bounds])
    if n is not None:
        low, high = max(low, 0), min(high, n)
    return (low, high) if low < high else None


def _shape(counted: PackedRows, along: int, count: int, width: int) -> tuple[int, ...]:
    """Return the shape of a box with another number of positions along an axis. Raises `RfcalcError` if too large."""
    shape = (*counted.shape[:along], count, *counted.shape[along + 1 :])
    check_size(shape, width)
    return shape


def _origin(counted: PackedRows, along: int, first: int) -> tuple[int, ...]:
    """Return where a box begins that begins elsewhere along an axis."""
    return (*counted.origin[:along], first, *counted.origin[along + 1 :])


# Along all axes but the last: whole rows are added.


def _across(
    counted: PackedRows, along: int, reads: IndexMap, n: int | None, factors: list[int] | None, width: int
) -> PackedRows | None:
    """Return the rows of the positions that the features along an axis of rows read."""
    before, count = counted.origin[along], counted.shape[along]
    ranges = _ranges(reads, range(before, before + count), n)
    bounds = _hull([(positions[0], positions[-1] + 1) for positions in ranges if positions], None)
    if bounds is None:
        return None
    low, high = bounds
    size = high - low
    shape = _shape(counted, along, size, width)
    inside = [moved(positions, -low) for positions in ranges]
    gaps = any(len(positions) > 1 and positions[1] - positions[0] > 1 for positions in ranges)
    add = _scattered if gaps or isinstance(ranges[0], tuple) else _running_sums

    def handed(column: list[int]) -> list[int]:
        weighed = [row * factor for row, factor in zip(column, factors)] if factors else column
        return add(weighed, inside, size)

    return PackedRows(_origin(counted, along, low), shape, _by_column(counted, along, shape, handed))


def _by_column(
    counted: PackedRows, along: int, shape: Sequence[int], handed: Callable[[list[int]], list[int]]
) -> list[int]:
    """Return the rows of a box of another size along an axis of rows, each column of which has become another."""
    count, size = counted.shape[along], shape[along]
    inner = prod(shape[along + 1 : -1])
    rows = [0] * prod(shape[:-1])
    for start in range(0, len(counted.rows), count * inner):
        target = start // count * size
        for place in range(inner):
            column = counted.rows[start + place : start + count * inner : inner]
            rows[target + place : target + size * inner : inner] = handed(column)
    return rows


def _ranges(reads: IndexMap, features: range, n: int | None) -> list[Positions]:
    """Return what each of some features reads of a map of ``n``, or of one without borders."""
    ranges: list[Positions] = []
    period, advance, phases, past, _ = reads
    for feature in features:
        if past:
            ranges.append(range(feature + 1) if past > 0 else range(feature, -past))
            continue
        turns, phase = divmod(feature, period)
        positions = phases[phase]
        if isinstance(positions, tuple):
            taps = moved(positions, turns * advance)
            ranges.append(tuple([at for at in taps if n is None or 0 <= at < n]))
            continue
        start, stop, step = positions.start, positions.stop, positions.step
        first = start + turns * advance
        stop += turns * advance
        if n is not None:
            first = max(first, first % step)
            if stop > n:
                inside = range(first, n, step)
                stop = inside[-1] + 1 if inside else first
        ranges.append(range(first, stop, step))
    return ranges


def _scattered(column: list[int], ranges: list[Positions], size: int) -> list[int]:
    """Return rows, each added wherever it is read."""
    sums = [0] * size
    for row, positions in zip(column, ranges):
        for position in positions:
            sums[position] += row
    return sums


def _running_sums(column: list[int], ranges: list[Positions], size: int) -> list[int]:
    """Return for each position the sum of the rows whose runs cover it: each enters once and leaves once."""
    enters, leaves = [0] * (size + 1), [0] * (size + 1)
    for row, positions in zip(column, ranges):
        if positions:
            enters[positions[0]] += row
            leaves[positions[-1] + 1] += row
    sums = []
    running = 0
    for more, less in zip(enters[:size], leaves):
        if more:
            running += more
        if less:
            running -= less
        sums.append(running)
    return sums


# Along the last axis: each row is moved, spread and added to itself.


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


def _along(
    counted: PackedRows, along: int, reads: IndexMap, n: int | None, factors: list[int] | None, width: int
) -> PackedRows | None:
    """Return packed rows of the positions that the features of packed rows read."""
    count = counted.shape[along]
    combs = _combs(reads, counted.origin[along], count, factors)
    bounds = _hull([comb.reach() for comb in combs], n)
    if bounds is None:
        return None
    low, high = bounds
    shape = _shape(counted, along, high - low, width)
    base = min([low, *[comb.start for comb in combs]])
    rows = []
    for row in counted.rows:
        total = 0
        for comb in combs if row else ():
            total += _combed(row, count, comb, width) << ((comb.start - base) * width * BYTE)
        rows.append(cut(total, low - base, high - base, width))
    return PackedRows(_origin(counted, along, low), shape, rows)


def _looking_back(
    counted: PackedRows, along: int, reads: IndexMap, n: int | None, factors: list[int] | None, width: int
) -> PackedRows | None:
    """Return packed rows of all positions up to the features of packed rows, or from them on."""
    before, count = counted.origin[along], counted.shape[along]
    first, end = (0, before + count) if reads.past > 0 else (before, -reads.past)
    ranges = [moved(positions, -first) for positions in _ranges(reads, range(before, before + count), n)]
    shape = _shape(counted, along, end - first, width)
    rows = []
    for row in counted.rows:
        numbers = unpacked(row, count, width)
        if factors:
            numbers = [number * factor for number, factor in zip(numbers, factors)]
        rows.append(packed(_running_sums(numbers, ranges, end - first), width))
    return PackedRows(_origin(counted, along, first), shape, rows)


def _folded(counted: PackedRows, along: int, n: int, border: str, width: int) -> PackedRows:
    """Return counts with those of positions outside a map of ``n`` added to the ones that its border puts there."""
    first, count = counted.origin[along], counted.shape[along]
    if first >= 0 and first + count <= n:
        return counted
    places = [folded_position(at, n, border) for at in range(first, first + count)]
    low, size = min(places), max(places) + 1 - min(places)
    targets: list[Positions] = [range(place - low, place - low + 1) for place in places]
    shape = _shape(counted, along, size, width)
    origin = _origin(counted, along, low)
    if along == len(counted.shape) - 1:
        lines = [_scattered(unpacked(row, count, width), targets, size) for row in counted.rows]
        return PackedRows(origin, shape, [packed(line, width) for line in lines])
    rows = _by_column(counted, along, shape, lambda column: _scattered(column, targets, size))
    return PackedRows(origin, shape, rows)


def _combs(reads: IndexMap, origin: int, count: int, factors: list[int] | None) -> list[Comb]:
    """Return the features of a row in groups, one for each phase."""
    combs = []
    for first in range(min(reads.period, count)):
        turns, phase = divmod(origin + first, reads.period)
        combs += [
            Comb(
                first=first,
                step=reads.period,
                features=len(range(first, count, reads.period)),
                advance=reads.advance,
                start=taps.start + turns * reads.advance,
                taps=taps,
                factor=factors[first] if factors else 1,
            )
            for taps in progressions(reads.ranges[phase])
            if taps
        ]
    return combs


def _combed(row: int, count: int, comb: Comb, width: int) -> int:
    """Return what the features of a comb hand on of a row of ``count``, from the first position that is read on."""
    part = row if comb.step == 1 else every(row, count, comb.first, comb.step, width)
    if comb.advance:
        part = stretched(part, comb.features, comb.advance, width)
    else:
        part = sum(unpacked(part, comb.features, width))
    if comb.factor > 1:
        part *= comb.factor
    return combed(part, len(comb.taps), comb.taps.step, width)
