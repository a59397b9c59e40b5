"""Sets of positions along several axes, compared with plain sets of their positions."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from rfcalc.axis import IndexMap
from rfcalc.axis.bricks import shared, volume, without
from rfcalc.axis.readers import readers_of, unfolded
from rfcalc.axis.sets import Brick, Runs, folded_position, merged, united_bricks

from .law import law

N = 6
RUNS = st.sets(st.integers(0, N - 1), min_size=1).map(lambda found: merged([(i, i + 1) for i in found]))


def test_runs_that_touch_are_one() -> None:
    assert merged([(5, 6), (2, 4), (0, 2)]) == ((0, 4), (5, 6))


def bricks(axes: int) -> st.SearchStrategy[list[Brick]]:
    """Return what draws sets along so many axes, in bricks that share nothing."""
    several = st.lists(st.tuples(*[RUNS] * axes), max_size=3)
    return several.map(lambda drawn: united_bricks(drawn) if drawn else [])


def positions(drawn: list[Brick]) -> set[tuple[int, ...]]:
    return {
        index
        for brick in drawn
        for index in itertools.product(*[[i for first, end in runs for i in range(first, end)] for runs in brick])
    }


@law(30)
@given(st.integers(1, 3).flatmap(lambda axes: st.lists(bricks(axes), min_size=2, max_size=4)))
def test_what_sets_share_and_do_not_is_that_of_plain_sets(sets: list[list[Brick]]) -> None:
    first, second = sets[:2]
    both, left = shared(sets), without(first, second)
    assert positions(both) == set.intersection(*map(positions, sets))
    assert positions(left) == positions(first) - positions(second)
    assert all(volume(found) == len(positions(found)) for found in (*sets, both, left))


@law(30)
@given(RUNS, st.sampled_from(("reflect", "replicate", "circular")))
def test_a_position_beside_a_map_is_unfolded_where_it_is_folded_back_to(runs: Runs, border: str) -> None:
    at = {i for first, end in unfolded(runs, N, border) for i in range(max(first, 1 - N), min(end, 2 * N - 1))}
    real = {i for first, end in runs for i in range(first, end)}
    assert at == {i for i in range(1 - N, 2 * N - 1) if folded_position(i, N, border) in real}


@law(60)
@given(RUNS, st.lists(st.integers(-3, N + 3), min_size=1, max_size=4, unique=True), st.integers(0, 3))
def test_readers_of_positions_are_those_whose_taps_meet_them(runs: Runs, taps: list[int], advance: int) -> None:
    """Two phases: one of taps with any gaps, one of a progression that may step over what is looked for."""
    ranges = (tuple(sorted(taps)), range(min(taps), max(taps) + 1, 2))
    at = {i for first, end in runs for i in range(first, end)}
    right = [i for i in range(9) if any(tap + i // 2 * advance in at for tap in ranges[i % 2])]
    found = readers_of(runs, IndexMap(2, advance, ranges), 9)
    assert [i for first, end in found for i in range(first, end)] == right
