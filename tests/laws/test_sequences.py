"""How far ways through a tree are alike: by powers of two as by going step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from rfcalc.analysis.paths.sequences import sequences_of

if TYPE_CHECKING:
    from collections.abc import Sequence


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Return the kinds of nodes, and for each the node before it that its way goes on at; node 0 ends all ways."""
    count = draw(st.integers(1, 40))
    starts = [0, *[draw(st.integers(max(0, node - 3), node - 1)) for node in range(1, count)]]
    return [draw(st.integers(0, 2)) for _ in range(count)], starts


def step_by_step(kinds: Sequence[int], starts: Sequence[int], one: int, other: int, most: int) -> tuple[int, int, int]:
    count = 0
    while one and other and count < most and kinds[one] == kinds[other]:
        one, other, count = starts[one], starts[other], count + 1
    return count, one, other


@given(trees(), st.data())
def test_ways_are_alike_as_far_as_their_steps_are(tree: tuple[list[int], list[int]], data: st.DataObject) -> None:
    kinds, starts = tree
    found = sequences_of(kinds, starts)
    nodes = st.integers(0, len(kinds) - 1)
    for _ in range(5):
        one, other, most = data.draw(nodes), data.draw(nodes), data.draw(st.integers(0, 45))
        assert found.alike(one, other, most) == step_by_step(kinds, starts, one, other, most)
