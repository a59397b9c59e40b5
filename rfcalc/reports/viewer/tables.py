"""The two small tables of a viewer: what features read, and what they see; each entry stands there once."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rfcalc.axis import progressions
from rfcalc.axis.on_demand import OnDemand

if TYPE_CHECKING:
    from rfcalc.axis import Boxes, Field, IndexMap, Positions

    Entry = list[object]


NEVER = -1
"""The advance of boxes that are listed for every feature of a map: none is ever moved, and no other is below 0."""


class Tables:
    """Two tables that grow as entries are asked for; an entry's id is its place."""

    def __init__(self) -> None:
        """Begin with none."""
        self.reads: list[Entry] = []
        self.boxes: list[Entry] = []
        self._reads: dict[IndexMap, int] = {}
        self._boxes: dict[tuple[object, ...], int] = {}

    def reading(self, ways: tuple[IndexMap, ...]) -> list[int]:
        """Return the ids of what features read along an axis, way by way."""
        return [self._reading(read) for read in ways]

    def _reading(self, read: IndexMap) -> int:
        if read not in self._reads:
            self._reads[read] = len(self.reads)
            self.reads.append(_read_entry(read))
        return self._reads[read]

    def seeing(self, field: Field, n: int | None) -> list[int]:
        """Return the ids of the parts of what ``n`` features see along an axis."""
        return [self._seeing(part, n) for part in field]

    def _seeing(self, part: Boxes, n: int | None) -> int:
        period, advance, boxes = part
        if isinstance(boxes, OnDemand):  # nobody lists its phases: each feature of the map is one, and none is moved
            period, advance, boxes = len(boxes), NEVER, tuple(boxes)
        elif n is not None and n < period:
            boxes = tuple(islice(boxes, n))
        key = (period, advance, boxes)
        if key not in self._boxes:
            self._boxes[key] = len(self.boxes)
            self.boxes.append([*key])
        return self._boxes[key]


def _read_entry(read: IndexMap) -> Entry:
    """Return period, advance and ranges of reads; behind them a border, and over how many features they look back."""
    entry: Entry = [read.period, read.advance, [_triples(positions) for positions in read.ranges]]
    if read.past:
        return [*entry, read.border, read.past]
    return [*entry, read.border] if read.border else entry


def _triples(positions: Positions) -> list[int]:
    """Return first, count and step of a progression, of irregular taps one after another."""
    return [
        number
        for each in progressions(positions)
        for number in ((each.start, len(each), each.step) if each else (0, 0, 1))
    ]
