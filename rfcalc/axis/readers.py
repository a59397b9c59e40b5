"""The way forward: which features of a layer read any of some positions of its input."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from rfcalc.axis.index_map import KEEP, progressions
from rfcalc.axis.sets import cut, limited, merged

if TYPE_CHECKING:
    from rfcalc.axis.index_map import IndexMap, Positions
    from rfcalc.axis.sets import Brick, Runs

FAR = 2**62
"""Beyond every map: a run may begin at ``-FAR`` and end there."""

EVERYWHERE: Runs = ((-FAR, FAR),)


def outside(n: int) -> Runs:
    """Return the virtual positions of a map of ``n``: all before it and all after it."""
    return ((-FAR, 0), (n, FAR))


def unfolded(positions: Runs, n: int, border: str) -> Runs:
    """Return where positions of a map of ``n`` stand, in it and at most ``n`` beside it, by a border that folds."""
    found = list(positions)
    for first, end in cut(positions, n):
        if border == "circular":
            found += [(first - n, end - n), (first + n, end + n)]
        elif border == "replicate":
            found += [run for run, meets in zip(outside(n), (first == 0, end == n)) if meets]
        else:
            found += [(1 - end, 1 - first), (2 * n - 1 - end, 2 * n - 1 - first)]
    return merged(found)


def readers_of(positions: Runs, reads: IndexMap, m: int) -> Runs:
    """Return which of a layer's features ``0 .. m - 1`` read any of ``positions``, virtual ones among them.

    Raises `RfcalcError` where they fall into more than a million separate pieces.
    """
    if reads is KEEP:
        return cut(positions, m)
    if reads.past:
        inside = cut(positions, min(abs(reads.past), m))
        if not inside:
            return ()
        return ((inside[0][0], m),) if reads.past > 0 else ((0, inside[-1][1]),)
    period, advance, ranges = reads.period, reads.advance, reads.ranges
    turns = -(-m // period)
    opened: dict[int, list[int]] = {}  # by turn, the phases that read some of the positions from it on
    closed: dict[int, list[int]] = {}
    for phase, read in enumerate(ranges[: min(period, m)]):
        for first, end in _met_by_any(positions, read, advance, turns):
            opened.setdefault(first, []).append(phase)
            closed.setdefault(end, []).append(phase)
    reading: set[int] = set()
    found: list[tuple[int, int]] = []
    for first, end in pairwise(sorted({*opened, *closed})):
        reading.difference_update(closed.get(first, ()))
        reading.update(opened.get(first, ()))
        if len(reading) == period:
            found.append((first * period, end * period))
        elif reading:
            limited(len(reading) * (end - first))
            alike = merged([(phase, phase + 1) for phase in reading])
            found += [(turn * period + a, turn * period + b) for turn in range(first, end) for a, b in alike]
    return cut(merged(found), m) if found else ()


def _met_by_any(positions: Runs, read: Positions, advance: int, turns: int) -> Runs:
    """Return at which turns any of the progressions meets ``positions`` of which what a feature reads is made."""
    met = [run for part in progressions(read) for run in _turns(positions, part, advance, turns)]
    return merged(met) if met else ()


def _turns(positions: Runs, read: range, advance: int, turns: int) -> Runs:
    """Return at which of ``0 .. turns - 1`` a progression, moved by as many advances, meets ``positions``."""
    if not read:
        return ()
    met: list[tuple[int, int]] = []
    for first, end in _within(positions, read[0], read[-1] + (turns - 1) * advance):
        if read.step <= end - first:  # no run fits between two taps: the ends of the progression decide
            ends = [(read[0], read[-1])]
        else:
            limited(len(read))
            ends = [(tap, tap) for tap in read]
        for low, high in ends:
            if advance:
                met.append((max(-((high - first) // advance), 0), min((end - 1 - low) // advance + 1, turns)))
            elif low < end and high >= first:
                met.append((0, turns))
    real = [run for run in met if run[0] < run[1]]
    return merged(real) if real else ()


def _within(positions: Runs, low: int, high: int) -> Runs:
    """Return the runs that have a position from ``low`` to ``high``."""
    if len(positions) == 1:
        return positions
    return positions[bisect_right(positions, low, key=_end) : bisect_right(positions, high, key=_first)]


def _first(run: tuple[int, int]) -> int:
    return run[0]


def _end(run: tuple[int, int]) -> int:
    return run[1]


def uncovered_hull(bricks: list[Brick], sizes: tuple[int, ...]) -> tuple[tuple[int, int], ...] | None:
    """Return the smallest box around the features of a map that lie in none of ``bricks``; ``None`` if all do."""
    if not sizes:
        return None if bricks else ()
    bounds = sorted({0, sizes[0], *(bound for brick in bricks for run in brick[0] for bound in run)})
    left = []
    for first, end in pairwise(bounds):
        rests = [brick[1:] for brick in bricks if any(run[0] <= first < run[1] for run in brick[0])]
        rest = uncovered_hull(list(dict.fromkeys(rests)), sizes[1:])
        if rest is not None:
            left.append(((first, end), *rest))
    if not left:
        return None
    return tuple([(min(run[0] for run in along), max(run[1] for run in along)) for along in zip(*left)])
