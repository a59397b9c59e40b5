"""Sets of positions along several axes, compared: what lies in some of them and not in others, and how much it is."""

from __future__ import annotations

from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from rfcalc.axis.sets import merged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.axis.sets import Brick, Runs

    Bricks = Sequence[Brick]


def volume(bricks: Bricks) -> int:
    """Return how many positions lie in bricks of which no two share any."""
    return sum([prod([sum([end - first for first, end in runs]) for runs in brick]) for brick in bricks])


def shared(sets: Sequence[Bricks]) -> list[Brick]:
    """Return what lies in all of some sets, in bricks that share nothing."""
    if all(len(bricks) == 1 for bricks in sets):
        along = [_shared_runs(runs) for runs in zip(*[bricks[0] for bricks in sets])]
        return [tuple(along)] if all(along) else []
    return _chosen(sets, all) if all(sets) else []


def without(bricks: Bricks, others: Bricks) -> list[Brick]:
    """Return what lies in some bricks and in none of the others, in bricks that share nothing."""
    return _chosen((bricks, others), _first_alone) if others else list(bricks)


def _first_alone(within: Sequence[bool]) -> bool:
    return within[0] and not within[1]


def _shared_runs(several: Sequence[Runs]) -> Runs:
    """Return what lies in all of some sets along one axis."""
    found, *others = dict.fromkeys(several)
    for runs in others:
        found = _met(found, runs)
    return found


def _met(one: Runs, other: Runs) -> Runs:
    found = []
    at = there = 0
    while at < len(one) and there < len(other):
        first, end = max(one[at][0], other[there][0]), min(one[at][1], other[there][1])
        if first < end:
            found.append((first, end))
        if one[at][1] < other[there][1]:
            at += 1
        else:
            there += 1
    return tuple(found)


def _chosen(sets: Sequence[Bricks], holds: Callable[[Sequence[bool]], bool]) -> list[Brick]:
    """Return the positions for which something holds of which sets they lie in; it does not hold of none."""
    if not any(brick for bricks in sets for brick in bricks):
        return [()] if holds([bool(bricks) for bricks in sets]) else []
    marks = sorted({bound for bricks in sets for brick in bricks for run in brick[0] for bound in run})
    places = {mark: place for place, mark in enumerate(marks)}
    covers: list[list[dict[Brick, None]]] = [[{} for _ in sets] for _ in marks]
    for which, bricks in enumerate(sets):
        for along, *rest in bricks:
            for first, end in along:
                for place in range(places[first], places[end]):
                    covers[place][which][tuple(rest)] = None
    known: dict[tuple[tuple[Brick, ...], ...], tuple[Brick, ...]] = {}
    found: dict[tuple[Brick, ...], list[tuple[int, int]]] = {}
    for (first, end), cover in zip(pairwise(marks), covers):
        rests = tuple([tuple(each) for each in cover])
        if rests not in known:
            known[rests] = tuple(_chosen(rests, holds))
        found.setdefault(known[rests], []).append((first, end))
    return [(merged(runs), *rest) for rests, runs in found.items() for rest in rests]
