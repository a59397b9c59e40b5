"""What is found out about where the numbers of a layer come from, along one axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

    from rfcalc.analysis.equations import Alike, Equation
    from rfcalc.axis import Box

FIRST_BORDER, END_BORDER = 0, 1


class DerivedStep(NamedTuple):
    """One layer on the way forward; ``sources`` are those nodes that decide where its box begins and ends."""

    node: int
    sources: tuple[int, int]
    before: Alike | None  # the numbers that its equations begin with; None where branches meet
    after: Alike
    equations: tuple[Equation, ...]  # of those of its numbers that change


class Hop(NamedTuple):
    """One layer on the way back to a border: a feature, and the position of a source that decides."""

    node: int
    feature: int
    source: int
    position: int
    equation: Equation | None  # None where the position is the feature itself
    joins: bool  # branches meet at the layer


class DerivedBox(NamedTuple):
    """Where the box of one feature comes from: both ways back, and what its borders come to there."""

    feature: int
    box: Box | None
    first: tuple[Hop, ...]
    end: tuple[Hop, ...]
    equations: tuple[Equation, ...]


class Derivation(NamedTuple):
    """Where the numbers of a layer come from, along one axis."""

    steps: tuple[DerivedStep, ...]  # in an order in which each follows its sources
    boxes: tuple[DerivedBox, ...]
    period: int  # after how many features fields repeat
    moved: Fraction  # by how many pixels they are then
    alike: Alike | None  # the layer's own numbers, where its features see alike and that follows from steps alone

    @property
    def widest(self) -> DerivedBox | None:
        """Return the widest of the boxes; the first of several."""
        boxes = [each for each in self.boxes if each.box is not None]
        return max(boxes, key=lambda each: each.box[1] - each.box[0] if each.box else 0, default=None)

    @property
    def joins(self) -> dict[int, tuple[int, int]]:
        """Return the nodes where branches meet, with the sources that decide where boxes begin and end."""
        joins = {step.node: step.sources for step in self.steps if step.before is None}
        box = self.widest
        first, end = (
            {hop.node: hop.source for hop in hops if hop.joins} for hops in ((box.first, box.end) if box else ((), ()))
        )
        for node in (*first, *end):
            joins[node] = (first.get(node, end.get(node, 0)), end.get(node, first.get(node, 0)))
        return joins

    def path(self, border: int, node: int) -> list[int]:
        """Return the nodes from the input to this one that decide a border of the widest box; none where no box is."""
        box = self.widest
        if self.alike is None and box is None:
            return []
        hops = (box.first, box.end)[border] if box else ()
        deciding = {step.node: step.sources[border] for step in self.steps}
        nodes = [hop.node for hop in hops]
        at = hops[-1].source if hops else node
        while at:
            nodes.append(at)
            at = deciding[at]
        return [0, *reversed(nodes)]
