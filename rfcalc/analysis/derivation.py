"""Where the numbers of a layer come from, along one axis: which path decides each border, and the equations on it.

Where all features of a map see alike, a jump apart, and so do those of all maps before, each layer has equations of
its own. Other maps have none that hold for all features: there the borders of a feature are followed back, position by
position, to a map that has.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rfcalc.analysis.derived import END_BORDER, FIRST_BORDER, Derivation, DerivedBox, DerivedStep, Hop
from rfcalc.analysis.equations import (
    Alike,
    Equation,
    Reads,
    alike_equations,
    border_equations,
    box_equations,
    hull_equations,
    position_equation,
    step_equations,
)
from rfcalc.axis import KEEP, field_box, field_period, jump_of, moved, progressions
from rfcalc.axis.index_map import decisive
from rfcalc.layers.rearranging import Concat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import Box, Field, IndexMap

FEW = 4
"""Phases that are all explained; of more, feature 0 and those with the smallest and the largest field."""

SCANNED = 4096
"""Features that are looked at for these."""


class _Axis:
    """What is worked out along one axis, for one layer."""

    def __init__(self, fields: Fields, axis: int, target: int) -> None:
        """Find out which maps before a layer have equations of their own."""
        self.fields, self.axis, self.target = fields, axis, target
        self.known = fields.axes[axis]
        self.sources = fields.graph.sources
        self.alike: dict[int, Alike] = {0: Alike.of(Fraction(1), (0, 1))}
        before = _before(self.sources, target)
        self.order = [node for node in fields.graph.order if node in before]
        for node in self.order:
            field = self.known.fields[node]
            if self._is_simple(node) and all(source in self.alike for source in self._deciding_sources(node)):
                alike = _alike(field)
                if alike is not None:
                    self.alike[node] = alike

    def _is_simple(self, node: int) -> bool:
        """Return whether every feature of a layer reads what feature 0 does, moved on."""
        return all(
            len(reads) == 1 and reads[0].period == 1 and not reads[0].past and len(reads[0].ranges[0]) > 0
            for reads in self.known.reads[node]
        ) and bool(self._candidates(node, 0))

    def _deciding_sources(self, node: int) -> tuple[int, int]:
        return self.decisive(node, 0, FIRST_BORDER)[0], self.decisive(node, 0, END_BORDER)[0]

    def _candidates(self, node: int, feature: int) -> list[tuple[int, int, Box]]:
        """Return sources with positions that a feature reads, those among them that decide, and what these see."""
        return [
            (source, position, box)
            for source, reads in zip(self.sources[node], self.known.reads[node])
            for read in reads
            for position in _deciding(self.known.fields[source], read, feature)
            for box in [field_box(self.known.fields[source], position)]
            if box is not None
        ]

    def decisive(self, node: int, feature: int, border: int) -> tuple[int, int]:
        """Return the source and the position there that decide where a feature's box begins or ends.

        Where several end it alike, it is the one that begins it, if it can be: one path is told more easily than two.
        """
        found = self._candidates(node, feature)
        first, begins, _ = min(found, key=lambda each: each[2][0])
        if border == FIRST_BORDER:
            return first, begins
        source, position, _ = max(found, key=lambda each: (each[2][1], each[0] == first, each[1]))
        return source, position

    def reads(self, node: int, source: int) -> Reads:
        """Return what a layer reads of one of its sources."""
        at = self.sources[node].index(source)
        operation = self.fields.network.layers[node - 1].operations[self.axis]
        return operation, self.known.reads[node][at][0], self.known.n[source], self.known.n[node]

    def steps(self, nodes: set[int]) -> tuple[DerivedStep, ...]:
        """Return the steps that lead to some nodes that have equations of their own."""
        needed = set(nodes)
        made = []
        for node in reversed(self.order):
            if node not in needed:
                continue
            sources = self._deciding_sources(node)
            needed.update(sources)
            before = None if len(self.sources[node]) > 1 else self.alike[sources[0]]
            equations = self._step_equations(node, before)
            made.append(
                DerivedStep(node=node, sources=sources, before=before, after=self.alike[node], equations=equations)
            )
        return tuple(reversed(made))

    def _step_equations(self, node: int, before: Alike | None) -> tuple[Equation, ...]:
        if before is None:
            boxes = []
            for source, read in zip(self.sources[node], self.known.reads[node]):
                box = field_box(self.known.fields[source], read[0].ranges[0][0])
                boxes += [] if box is None else [box]
            return hull_equations(boxes)
        reads = self.reads(node, self.sources[node][0])
        return () if reads[1] is KEEP else step_equations(before, reads)

    def box(self, feature: int) -> DerivedBox:
        """Return where the box of one of the layer's features comes from."""
        box = field_box(self.known.fields[self.target], feature)
        if box is None:
            return DerivedBox(feature, None, (), (), ())
        if self.target in self.alike:
            return DerivedBox(feature, box, (), (), alike_equations(self.alike[self.target], feature))
        first, end = (tuple(self._way_back(feature, border)) for border in (FIRST_BORDER, END_BORDER))
        borders = []
        for border, last in ((FIRST_BORDER, first[-1]), (END_BORDER, end[-1])):
            alike = self.alike[last.source]
            borders.append(border_equations(alike, last.position, at_input=last.source == 0)[border])
        return DerivedBox(feature, box, first, end, (*borders, *box_equations(*box, "center")))

    def _way_back(self, feature: int, border: int) -> Iterator[Hop]:
        node = self.target
        while node not in self.alike:
            source, position = self.decisive(node, feature, border)
            yield Hop(
                node=node,
                feature=feature,
                source=source,
                position=position,
                equation=self._hop_equation(node, feature, source, position, border),
                joins=len(self.sources[node]) > 1,
            )
            node, feature = source, position

    def _hop_equation(self, node: int, feature: int, source: int, position: int, border: int) -> Equation | None:
        if len(self.sources[node]) == 1 and position == feature and self.reads(node, source)[1] is KEEP:
            return None
        name = ("first", "last")[border]
        operation, reads, n, m = self.reads(node, source)
        if isinstance(operation, Concat) and reads is not KEEP:  # the maps before it lie before its own features
            return Equation(name, "i - before", {"i": feature, "before": feature - position})
        at = self.sources[node].index(source)
        for each in self.known.reads[node][at]:
            if position in _deciding(self.known.fields[source], each, feature):
                reads = each
        if reads is KEEP:
            return Equation(name, "i", {"i": feature})
        return position_equation(name, feature, position, (operation, reads, n, m))


def derivation_of(fields: Fields, axis: int, node: int, feature: int | None) -> Derivation:
    """Return where the numbers of a layer come from along an axis, and where the box of a feature does.

    Without a feature those are told that stand for all, if the layer has no equations of its own. Raises `RfcalcError`
    where numbers go beyond what is told.
    """
    known = _Axis(fields, axis, node)
    field = known.known.fields[node]
    n = known.known.n[node]
    alike = known.alike.get(node)
    features = [feature] if feature is not None else [] if alike else _representatives(field, n)
    boxes = tuple([known.box(each) for each in features])
    ends = {hops[-1].source for box in boxes for hops in (box.first, box.end) if hops}
    steps = known.steps(ends or ({node} if alike else set()))
    period = 1 if n == 1 else field_period(field)
    return Derivation(steps, boxes, period, period * Fraction(*jump_of(field[0])), alike)


def _before(sources: Sequence[tuple[int, ...]], target: int) -> set[int]:
    """Return a node and all from which a way leads to it."""
    found = {target}
    waiting = [target]
    while waiting:
        for source in sources[waiting.pop()]:
            if source not in found:
                found.add(source)
                waiting.append(source)
    return found


def _alike(field: Field) -> Alike | None:
    """Return the numbers of a map whose features all see alike, a jump apart; ``None`` for another."""
    if len(field) > 1 or len(field[0].boxes) < field[0].period or field_period(field) > 1:
        return None
    box = field[0].boxes[0]
    return None if box is None else Alike.of(Fraction(*jump_of(field[0])), box)


def _deciding(field: Field, read: IndexMap, feature: int) -> list[int]:
    """Return those of the positions that a feature reads which may decide where what it sees begins or ends."""
    past = read.past
    if past:
        return [0 if past > 0 else -past - 1]
    turns, phase = divmod(feature, read.period)
    positions = moved(read.ranges[phase], turns * read.advance)
    return [at for part in field for run in progressions(positions) for at in decisive(part, run)]


def _representatives(field: Field, n: int | None) -> list[int]:
    """Return features that stand for all: every phase of few, else feature 0, the narrowest and the widest field."""
    if len(field) > 1 and n is None:
        return [0]
    count = field[0].period if len(field) == 1 else SCANNED
    count = min(count, SCANNED, SCANNED if n is None else n)
    if count <= FEW:
        return [*range(count)]
    sizes = {}
    for feature in range(count):
        box = field_box(field, feature)
        if box is not None:
            sizes[feature] = box[1] - box[0]
    if not sizes:
        return [0]
    return sorted({0, min(sizes, key=sizes.__getitem__), max(sizes, key=sizes.__getitem__)})
