"""Sequences of kinds that lead from node to node: how far two of them are alike, in few steps however long they are."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

TOO_SHORT = -1


class Sequences(NamedTuple):
    """For each power of two and each node: the node so many steps on, and a number for the kinds on the way there.

    Two ways of that length have the same number if and only if their kinds are the same; it is `TOO_SHORT` where a
    way ends before, at node 0.
    """

    ahead: list[Sequence[int]]
    numbers: list[Sequence[int]]

    def alike(self, one: int, other: int, most: int) -> tuple[int, int, int]:
        """Return how many kinds, at most so many, the ways from two nodes begin with alike, and where that leads to."""
        count = 0
        for power in range(len(self.numbers) - 1, -1, -1):
            numbers, length = self.numbers[power], 1 << power
            if count + length <= most and numbers[one] == numbers[other] != TOO_SHORT:
                one, other, count = self.ahead[power][one], self.ahead[power][other], count + length
        return count, one, other


def sequences_of(kinds: Sequence[int], starts: Sequence[int]) -> Sequences:
    """Return the sequences of the kinds of nodes; each way goes on at a node's start, and ends at node 0."""
    ahead: list[Sequence[int]] = [starts]
    numbers: list[Sequence[int]] = [[TOO_SHORT, *kinds[1:]]]
    while any(number != TOO_SHORT for number in numbers[-1]):
        steps, halves = ahead[-1], numbers[-1]
        known: dict[tuple[int, int], int] = {}
        whole = [
            TOO_SHORT if TOO_SHORT in {half, halves[step]} else known.setdefault((half, halves[step]), len(known))
            for half, step in zip(halves, steps)
        ]
        numbers.append(whole)
        ahead.append([steps[step] for step in steps])
    return Sequences(ahead[:-1], numbers[:-1])
