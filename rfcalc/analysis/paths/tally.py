"""What counts come to, told from packed rows: no number of a large map is looked at by itself.

The highest bit of each field is free (`width_for`), so that all fields of a row are compared at once: a difference that
does not borrow leaves the bit that was set before. Mirrored rows are equal in most maps, and looked at once.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from math import prod
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.effective import threshold_of
from rfcalc.analysis.marginals import Marginal, marginals_of
from rfcalc.analysis.paths.packed import BYTE, field_sum, repeated, unpacked
from rfcalc.analysis.paths.rows import PackedRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.paths.counts import PathCounts
    from rfcalc.analysis.paths.products import Counted, Line, Products
    from rfcalc.axis import Box


class Tally(NamedTuple):
    """What a form tells of the counts of one feature; tuples have one entry per axis, in pixels."""

    paths: int  # these two over the denominator
    largest: int
    denominator: int
    pixels: int  # how many count
    effective: int  # how many of them belong to the effective field
    counted: tuple[Box, ...]  # the smallest box around them
    mass: tuple[float, ...]  # center of mass
    std: tuple[float, ...]


def tally_of(counts: PathCounts) -> Tally:
    """Return what counts in lists come to."""
    flat = [count for line in counts.lines() for count in line]
    largest = max(flat)
    threshold = threshold_of(largest)
    return told(
        marginals_of(counts),
        paths=sum(flat),
        largest=largest,
        denominator=counts.denominator,
        pixels=len(flat) - flat.count(0),
        effective=sum(count > threshold for count in flat),
    )


def told(
    along: tuple[Marginal, ...], *, paths: int, largest: int, denominator: int, pixels: int, effective: int
) -> Tally:
    """Return a tally, given what it does not draw from the marginals."""
    masses = [marginal.mass() for marginal in along]
    return Tally(
        paths=paths,
        largest=largest,
        denominator=denominator,
        pixels=pixels,
        effective=effective,
        counted=tuple([marginal.support() for marginal in along]),
        mass=tuple([center for center, _ in masses]),
        std=tuple([std for _, std in masses]),
    )


def tally_of_counted(counted: Counted, width: int, denominator: int) -> Tally | None:
    """Return what counts in either form come to; ``None`` where no pixel counts."""
    if isinstance(counted, PackedRows):
        return tally_of_rows(counted, width, denominator)
    if len(counted.terms) > 1:
        return tally_of_terms(counted, width, denominator)
    (lines, factor), *_ = counted.terms
    by_line: dict[int, list[int]] = {}  # axes alike share their line
    numbers = [by_line.setdefault(id(line), unpacked(line.row, line.size, width)) for line in lines]
    if not all(map(any, numbers)):
        return None
    largest = factor * prod(map(max, numbers))
    return told(
        tuple([_trimmed(line.first, one) for line, one in zip(lines, numbers)]),
        paths=factor * prod(map(sum, numbers)),
        largest=largest,
        denominator=denominator,
        pixels=prod([len(one) - one.count(0) for one in numbers]),
        effective=exceeding(numbers, threshold_of(largest) // factor),
    )


def exceeding(numbers: Sequence[Sequence[int]], threshold: int) -> int:
    """Return how many products of one number from each of some lists exceed a threshold."""
    *others, last = [sorted(Counter(some).items(), reverse=True) for some in numbers]
    *outer, one = others or [[(1, 1)]]
    found = 0
    for numbers_and_times in product(*outer):
        factor = prod([number for number, _ in numbers_and_times])
        if factor:
            times = prod([often for _, often in numbers_and_times])
            found += times * _pairs_exceeding(one, last, threshold // factor)
    return found


def _pairs_exceeding(one: list[tuple[int, int]], other: list[tuple[int, int]], threshold: int) -> int:
    """Return how many products of pairs exceed a threshold, given numbers and how often each is there, falling.

    The larger the one, the more of the others will do: both are gone through once, from opposite ends.
    """
    left, enough, found = len(other), sum([times for _, times in other]), 0
    for number, times in one:
        while left and number * other[left - 1][0] <= threshold:
            left -= 1
            enough -= other[left][1]
        if not left:
            break
        found += times * enough
    return found


def tally_of_rows(counted: PackedRows, width: int, denominator: int) -> Tally | None:
    """Return what packed counts come to; ``None`` where no pixel counts."""
    times = Counter(counted.rows)
    times.pop(0, None)
    return (
        _tally(list(times.items()), counted.shape[-1], width, _marginals(counted, width), denominator)
        if times
        else None
    )


def tally_of_terms(counted: Products, width: int, denominator: int) -> Tally | None:
    """Return what a sum of products comes to: only rows that differ are written out; ``None`` where no pixel counts."""
    origin, shape = counted.box()
    numbers = [
        [_placed(line, low, size, width) for line, low, size in zip(lines, origin, shape)] for lines, _ in counted.terms
    ]
    factors = [factor for _, factor in counted.terms]
    along = []
    for axis, low in enumerate(origin):
        others = [
            factor * prod([sum(line) for at, line in enumerate(each) if at != axis])
            for each, factor in zip(numbers, factors)
        ]
        sums = [sum(map(mul, others, place)) for place in zip(*[each[axis] for each in numbers])]
        if not any(sums):
            return None
        along.append(_trimmed(low, sums))
    rows = [lines[-1].row << ((lines[-1].first - origin[-1]) * width * BYTE) for lines, _ in counted.terms]
    pairs = [
        (sum(map(mul, rows, shares)), times) for shares, times in _coefficients(numbers, factors).items() if any(shares)
    ]
    return _tally(pairs, shape[-1], width, tuple(along), denominator)


def _placed(line: Line, low: int, size: int, width: int) -> list[int]:
    """Return the numbers of a line between zeros, over so many pixels from the lowest on."""
    before = line.first - low
    return [*[0] * before, *unpacked(line.row, line.size, width), *[0] * (size - before - line.size)]


def _coefficients(numbers: list[list[list[int]]], factors: list[int]) -> Counter[tuple[int, ...]]:
    """Return what each product gives to a row of pixels, and how many rows it is so; axes alike give the same twice."""
    found = Counter([tuple(factors)])
    for axis in range(len(numbers[0]) - 1):
        places = Counter(zip(*[each[axis] for each in numbers]))
        more: Counter[tuple[int, ...]] = Counter()
        for shares, times in found.items():
            for place, often in places.items():
                more[tuple(map(mul, shares, place))] += times * often
        found = more
    return found


def _tally(
    pairs: Sequence[tuple[int, int]], count: int, width: int, along: tuple[Marginal, ...], denominator: int
) -> Tally:
    """Return what rows come to, each with how often it is there, of so many fields."""
    largest = _largest([row for row, _ in pairs], count, width)
    return told(
        along,
        paths=sum(along[-1].sums),
        largest=largest,
        denominator=denominator,
        pixels=_above(pairs, 0, count, width),
        effective=_above(pairs, threshold_of(largest), count, width),
    )


def _largest(rows: Sequence[int], count: int, width: int) -> int:
    """Return the largest number of all fields."""
    top = width * BYTE - 1
    high = repeated(1 << top, count, width)
    best = 0  # the larger of the fields so far, place by place
    for row in rows:
        kept = ((best | high) - row) & high  # set where the best so far is at least as large
        if kept != high:
            best = row ^ ((best ^ row) & (kept - (kept >> top)))
    return max(unpacked(best, count, width))


def _above(pairs: Sequence[tuple[int, int]], threshold: int, count: int, width: int) -> int:
    """Return how many fields exceed a number, given rows and how often each is there."""
    top = 1 << (width * BYTE - 1)
    high, lift = repeated(top, count, width), repeated(top - 1 - threshold, count, width)
    return sum([((row + lift) & high).bit_count() * times for row, times in pairs])


def _marginals(counted: PackedRows, width: int) -> tuple[Marginal, ...]:
    """Return the marginal along each axis: rows are added up before the numbers in them are."""
    rows, count = counted.rows, counted.shape[-1]
    found = []
    for axis, size in enumerate(counted.shape[:-1]):
        inner = prod(counted.shape[axis + 1 : -1])
        block = size * inner
        lines = [
            sum([sum(rows[start + at * inner : start + (at + 1) * inner]) for start in range(0, len(rows), block)])
            for at in range(size)
        ]
        found.append(_trimmed(counted.origin[axis], [field_sum(line, count, width) for line in lines]))
    found.append(_trimmed(counted.origin[-1], unpacked(sum(rows), count, width)))
    return tuple(found)


def _trimmed(first: int, sums: list[int]) -> Marginal:
    """Return a marginal without zeros at its ends."""
    some = [place for place, total in enumerate(sums) if total]
    return Marginal(first + some[0], sums[some[0] : some[-1] + 1])
