"""What one layer spoils at the ends of a tile's map, and what its padding holds there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rfcalc.axis import IndexMap


def spoiled_before(reads: IndexMap, spoiled: int) -> int:
    """Return how many features are spoiled at a begin: up to the last that reads beyond it, or a spoiled feature.

    For a convolution ``ceil((spoiled + padding) / stride)``.
    """
    found = 0
    for phase, positions in enumerate(reads.ranges):
        turns = -((positions[0] - spoiled) // reads.advance) if positions else 0
        if turns > 0:
            found = max(found, phase + reads.period * (turns - 1) + 1)
    return found


def spoiled_after(reads: IndexMap, right: int, n: int) -> int:
    """Return how many of n features are spoiled at an end: from the first that reads beyond ``right`` features."""
    first = n
    for phase, positions in enumerate(reads.ranges):
        if positions:
            turns = max(-((positions[-1] - right) // reads.advance), 0)
            first = min(first, phase + reads.period * turns)
    return n - first


def read_beside(reads: IndexMap, m: int, n: int) -> tuple[int, int]:
    """Return how many positions before a map of m features, and after it, n features read."""
    firsts = [-positions[0] for positions in reads.ranges[:n] if positions]
    lasts = [
        positions[-1] + (n - 1 - phase) // reads.period * reads.advance
        for phase, positions in enumerate(reads.ranges[:n])
        if positions
    ]
    return max([*firsts, 0]), max([last + 1 - m for last in lasts] + [0])
