"""Which layer of one network is which of another."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence


class Layer(Protocol):
    """What layers are matched by."""

    @property
    def name(self) -> str:
        """Return its name, which no other layer of its network has."""

    @property
    def form(self) -> tuple[str, str]:
        """Return what it does, whatever it and other layers are called."""


Row = TypeVar("Row", bound=Layer)

Pair = tuple[Row | None, Row | None]
"""A layer of either network; ``None`` where one has no such layer."""

LIKENESS = 0.75  # share of layers that are alike where a stretch of a network has been renamed
LARGEST = 1_000_000  # pairs of layers that are compared in search of renamed ones: about a second


def matched(first: Sequence[Row], second: Sequence[Row]) -> list[Pair[Row]]:
    """Return the layers in pairs, in the order of the second network; one without a partner is paired with None.

    Layers of one name are a pair, in whatever order they are written. Between those, layers have been renamed
    if most of them have the same types and windows in the same order.
    """
    names = {row.name for row in second}
    partners = {row.name: row for row in first if row.name in names}
    lost, new = _between(first, partners), _between(second, partners)
    pairs = _renamed(lost[""], new[""])
    for row in second:
        if row.name in partners:
            pairs.append((partners[row.name], row))
            pairs += _renamed(lost[row.name], new[row.name])
    return pairs


def _between(rows: Sequence[Row], partners: dict[str, Row]) -> defaultdict[str, list[Row]]:
    """Return the layers without a partner, by the name of the last one before them that has one."""
    between: defaultdict[str, list[Row]] = defaultdict(list)
    before = ""
    for row in rows:
        if row.name in partners:
            before = row.name
        else:
            between[before].append(row)
    return between


def _renamed(lost: list[Row], new: list[Row]) -> list[Pair[Row]]:
    """Return renamed layers as pairs, and the others alone: lost ones before the new ones in their place."""
    alike = _alike(*[[row.form for row in rows] for rows in (lost, new)])
    if 2 * sum(length for _, _, length in alike) < LIKENESS * (len(lost) + len(new)):
        alike = []  # another structure, whose layers are alike by chance
    pairs: list[Pair[Row]] = []
    at, to = 0, 0
    for begin, beside, length in [*alike, (len(lost), len(new), 0)]:
        pairs += [(row, None) for row in lost[at:begin]]
        pairs += [(None, row) for row in new[to:beside]]
        at, to = begin + length, beside + length
        pairs += zip(lost[begin:at], new[beside:to])
    return pairs


def _alike(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> list[tuple[int, int, int]]:
    """Return where runs of equal items begin in both lists, and how long they are."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    runs = [(0, 0, same)]
    if len(one[same:]) * len(other[same:]) <= LARGEST:
        matcher = SequenceMatcher(None, one[same:], other[same:], autojunk=False)
        runs += [(same + run.a, same + run.b, run.size) for run in matcher.get_matching_blocks()]
    return runs
