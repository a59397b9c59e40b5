"""Sets of positions along one axis and along several: the exact way back from a feature to its pixels.

Along one axis a set is a tuple of runs ``(first, end)``, end not included, in order, with gaps between.
Along several it is a list of bricks: products of such sets, one per axis. One path's set is one
brick; a union of paths is a union of bricks, and not the product of the axes' unions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.axis.index_map import progressions
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from rfcalc.axis.index_map import IndexMap

Runs = tuple[tuple[int, int], ...]
Brick = tuple[Runs, ...]

RUN_LIMIT = 1_000_000


def merged(runs: list[tuple[int, int]]) -> Runs:
    """Return the union of ``runs``, which may come in any order and overlap or touch."""
    runs.sort()
    union: list[tuple[int, int]] = []
    last_first, last_end = runs[0]
    for first, end in runs:
        if first > last_end:
            union.append((last_first, last_end))
            last_first, last_end = first, end
        elif end > last_end:
            last_end = end
    union.append((last_first, last_end))
    return tuple(union)


def cut(runs: Runs, n: int) -> Runs:
    """Return what lies in ``[0, n)``."""
    if not runs or (runs[0][0] >= 0 and runs[-1][1] <= n):
        return runs
    return tuple([(max(first, 0), min(end, n)) for first, end in runs if end > 0 and first < n])


def read_by(runs: Runs, reads: tuple[IndexMap, ...], n: int | None) -> Runs:
    """Return the positions that the features in ``runs`` read, only those in ``[0, n)`` if ``n`` is given.

    Raises `RfcalcError` where they fall into more than a million separate pieces.
    """
    found: list[tuple[int, int]] = []
    border = reads[0].border if n is not None else ""
    inside = None if border else n
    for period, advance, ranges, past, _ in reads:
        if past and runs:
            first, end = (0, 1) if past > 0 else (-past - 1, -past)
            found.append((min(runs[0][0], first), max(runs[-1][1], end)))
            continue
        for first, end in runs:
            for phase in range(min(period, end - first)):
                turn, residue = divmod(first + phase, period)
                count = (end - first - phase - 1) // period + 1
                for positions in progressions(ranges[residue]):
                    if positions:
                        found += _swept(positions, turn * advance, advance, count, inside)
                if len(found) > RUN_LIMIT:
                    raise _too_many()
    if not found:
        return ()
    union = merged(found) if len(found) > 1 else tuple(found)
    if border and n is not None:
        return folded(union, n, border)
    return union if n is None else cut(union, n)


def folded(runs: Runs, n: int, border: str) -> Runs:
    """Return where positions lie in ``[0, n)`` that a border mirrors, repeats or wraps; they lie at most n outside."""
    found = [*cut(runs, n)]
    for first, end in runs:
        for low, high in ((first, min(end, 0)), (max(first, n), end)):
            if low < high:
                ends = folded_position(low, n, border), folded_position(high - 1, n, border)
                found.append((min(ends), max(ends) + 1))
    return merged(found)


def folded_position(position: int, n: int, border: str) -> int:
    """Return which position of a map of ``n`` stands at one that may lie outside it."""
    if 0 <= position < n:
        return position
    if border == "circular":
        return position % n
    if border == "replicate":
        return 0 if position < 0 else n - 1
    return -position if position < 0 else 2 * (n - 1) - position


def _swept(positions: range, shift: int, advance: int, count: int, n: int | None) -> list[tuple[int, int]]:
    """Return the runs of ``positions + shift + advance * (0 .. count - 1)``.

    Two progressions are added: the taps of one feature and the same tap of neighbouring
    features. The finer one comes first, and each that leaves no gap grows the run instead.
    """
    size = 1
    open_steps: list[tuple[int, int]] = []
    for step, times in sorted([(positions.step, len(positions)), (advance, count)]):
        if step <= size:
            size += (times - 1) * step
        elif times > 1:
            open_steps.append((times, step))
    first = positions[0] + shift
    if len(open_steps) < 2:  # noqa: PLR2004 - two progressions
        times, step = open_steps[0] if open_steps else (1, 1)
        return _pieces(first, times, step, size, n)
    (few, far), (many, step) = sorted(open_steps)
    if few > RUN_LIMIT:
        raise _too_many()
    return [piece for turn in range(few) for piece in _pieces(first + turn * far, many, step, size, n)]


def _pieces(first: int, times: int, step: int, size: int, n: int | None) -> list[tuple[int, int]]:
    """Return ``times`` runs of ``size`` positions, ``step`` apart from ``first`` on, those that meet ``[0, n)``."""
    low, high = 0, times
    if n is not None:
        low = max(low, -((first + size - 1) // step))
        high = min(high, (n - 1 - first) // step + 1)
    if high - low > RUN_LIMIT:
        raise _too_many()
    return [(first + turn * step, first + turn * step + size) for turn in range(low, high)]


def limited(pieces: int) -> None:
    """Raise `RfcalcError` for more separate pieces than are looked at."""
    if pieces > RUN_LIMIT:
        raise _too_many()


def _too_many() -> RfcalcError:
    return RfcalcError(
        "what the feature sees falls into too many separate pieces",
        allowed=f"at most {RUN_LIMIT} are supported",
    )


def united_bricks(bricks: list[Brick]) -> list[Brick]:
    """Return the same set in as few bricks as a split along the axes, first axis first, gives.

    Their first axes' sets are disjoint, so there are never more of them than positions.
    """
    distinct = list(dict.fromkeys(bricks))
    if len(distinct) == 1:
        return distinct
    if len(distinct[0]) == 1:
        return [(merged([run for brick in distinct for run in brick[0]]),)]
    for brick in distinct:
        if all(other is brick or _contains(brick, other) for other in distinct):
            return [brick]
    marks = sorted({mark for brick in distinct for run in brick[0] for mark in run})
    covers: dict[int, list[Brick]] = {mark: [] for mark in marks}
    places = {mark: place for place, mark in enumerate(marks)}
    for brick in distinct:
        for first, end in brick[0]:
            for place in range(places[first], places[end]):
                covers[marks[place]].append(brick[1:])
    by_rest: dict[tuple[Brick, ...], list[tuple[int, int]]] = {}
    for place, mark in enumerate(marks[:-1]):
        if covers[mark]:
            rest = tuple(united_bricks(covers[mark]))
            by_rest.setdefault(rest, []).append((mark, marks[place + 1]))
    return [(merged(runs), *rest) for rests, runs in by_rest.items() for rest in rests]


def _contains(outer: Brick, inner: Brick) -> bool:
    return all(merged([*a, *b]) == a for a, b in zip(outer, inner))


def brick_hull(bricks: list[Brick]) -> tuple[tuple[int, int], ...] | None:
    """Return the smallest box around all bricks, one ``(first, end)`` per axis; ``None`` if there are none."""
    if not bricks:
        return None
    return tuple((min(runs[0][0] for runs in along), max(runs[-1][1] for runs in along)) for along in zip(*bricks))
