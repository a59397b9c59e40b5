"""Where features lie by their own path, whatever else they see on the way: whole maps, coarser maps from above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.axis import FIRST, Field, jump_of, seen_through, united

if TYPE_CHECKING:
    from rfcalc.analysis.fields import AxisFields, Fields

UNKNOWN: Field = ()
"""What is seen by way of one feature of a whole map whose size is not known."""

Jump = tuple[int, int]
"""``(numerator, denominator)``."""


def own_fields(fields: Fields) -> tuple[list[Field], ...]:
    """Return along each axis, by node, what features see by their own path: the same value where it is all they see.

    A feature that reads itself and the whole map goes back to itself. Where branches meet, the own path is that of the
    branch whose maps were never coarser than need be: its largest jump on the way is the smallest. Branches alike in
    that are all of it.
    """
    known: dict[int, list[Field]] = {}
    for axis in fields.axes:
        if id(axis) not in known:
            known[id(axis)] = _walk(fields, axis)
    return tuple([known[id(axis)] for axis in fields.axes])


def _walk(fields: Fields, axis: AxisFields) -> list[Field]:
    own = [axis.fields[0]] * len(axis.fields)
    coarsest: list[Jump] = [(1, 1)] * len(axis.fields)
    for node in fields.graph.order:
        sources, reads = fields.graph.sources[node], axis.reads[node]
        if len(sources) == 1:
            (source,) = sources
            if not own[source] or (axis.n[source] is None and axis.n[node] == 1):
                own[node] = UNKNOWN
            elif len(reads[0]) == 1 and own[source] is axis.fields[source]:
                own[node] = axis.fields[node]
            else:
                own[node] = _moving(seen_through(own[source], reads[0], axis.n[node]))
            coarsest[node] = _larger(coarsest[source], own[node])
            continue
        kept = [at for at in range(len(sources)) if reads[at][0] is not FIRST] or [*range(len(sources))]
        least = coarsest[sources[kept[0]]]
        for at in kept:
            if _is_less(coarsest[sources[at]], least):
                least = coarsest[sources[at]]
        if reads[0][0].period == 1:  # else the maps follow each other, and none is another's
            kept = [at for at in kept if coarsest[sources[at]] == least]
        coarsest[node] = least
        if len(kept) == len(sources) and all(own[source] is axis.fields[source] for source in sources):
            own[node] = _moving(axis.fields[node])
        else:
            parts = [part for at in kept for part in seen_through(own[sources[at]], reads[at], axis.n[node])]
            own[node] = _moving(united(parts, axis.n[node]))
    return [field if field != axis.fields[node] else axis.fields[node] for node, field in enumerate(own)]


def _moving(field: Field) -> Field:
    """Return the parts of a field that move from feature to feature; all of it where none does."""
    moving = tuple([part for part in field if part.advance])
    return moving if 0 < len(moving) < len(field) else field


def _larger(jump: Jump, field: Field) -> Jump:
    """Return the largest of a jump and those of a field's parts."""
    for part in field:
        of_part = jump_of(part)
        if _is_less(jump, of_part):
            jump = of_part
    return jump


def _is_less(one: Jump, other: Jump) -> bool:
    return one[0] * other[1] < other[0] * one[1]
