"""What features see that repeat too seldom to be listed by phase: each box is worked out when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.axis.field import check_work
from rfcalc.axis.index_map import box_of, decisive, hull, moved, progressions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.axis.index_map import Box, Boxes, IndexMap

COST = 4  # of a box on demand, in boxes that are listed


class OnDemand:
    """The boxes of a map of ``features`` features, by phase; it is iterated over those that the map has.

    A layer may read beyond its map (padding) and so ask for any phase, which asks for phases of the map before. They
    are worked out from the image on, without recursion, because networks may be deep, and kept.
    """

    def __init__(self, features: int, parts: Sequence[tuple[Boxes, IndexMap]]) -> None:
        """Take what each feature reads (the hull of all parts) and what the features read see."""
        self.features = features
        self.parts = parts
        self.known: dict[int, Box | None] = {}
        before = [boxes.boxes for boxes, _ in parts if isinstance(boxes.boxes, OnDemand)]
        self.work: list[int] = before[0].work if before else [0]

    def __len__(self) -> int:
        """Return how many features the map has."""
        return self.features

    def __iter__(self) -> Iterator[Box | None]:
        """Yield the boxes of the features that the map has."""
        return (self[feature] for feature in range(self.features))

    def __getitem__(self, phase: int) -> Box | None:
        """Return the box of a phase, which may lie beyond the map. Raises `RfcalcError` beyond the limit of work."""
        waiting = [] if phase in self.known else [(self, phase)]
        while waiting:
            asked, at = waiting[-1]
            read = asked.read(at)
            unknown = [
                (boxes.boxes, position % boxes.period)
                for boxes, positions in read
                if isinstance(boxes.boxes, OnDemand)
                for position in positions
                if position % boxes.period not in boxes.boxes.known
            ]
            if unknown:
                waiting += unknown
            else:
                waiting.pop()
                asked.known[at] = hull([box_of(boxes, position) for boxes, positions in read for position in positions])
        return self.known[phase]

    def read(self, phase: int) -> list[tuple[Boxes, Sequence[int]]]:
        """Return what a phase reads of each part: the positions that decide where its box begins and ends."""
        found = []
        for boxes, reads in self.parts:
            turns, at = divmod(phase, reads.period)
            for positions in progressions(moved(reads.ranges[at], turns * reads.advance)):
                found.append((boxes, decisive(boxes, positions)))
                self.work[0] += COST * len(found[-1][1])
        check_work(self.work[0])
        return found
