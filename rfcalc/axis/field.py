"""What the features of a map see of the image, branches of any jump joined."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.axis.periodic import KEEP, Boxes, box_of, check_phases, composed, hull, jump_of
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.axis.periodic import Box, Reads

PIXEL_LIMIT = 2**52  # half pixels below it are exact in the doubles of JSON's readers


class Field(NamedTuple):
    """What each feature of a map sees of the image: the hull of its ``parts``, feature by feature.

    One part per distinct jump: a single one, unless branches of different jumps met.
    A part with advance 0 is seen by every feature alike.
    """

    parts: tuple[Boxes, ...]
    whole: bool = False  # some path reads a whole map
    unbounded: bool = False  # some path reads a whole map whose size is not known
    gaps: bool = False  # some path has features that read nothing


PIXELS = Field((Boxes(1, 1, ((0, 1),)),))
"""The network's input: pixel ``i`` sees ``[i, i + 1)``."""


def field_box(field: Field, feature: int) -> Box | None:
    """Return the box of one feature of a map."""
    return hull(box_of(part, feature) for part in field.parts)


def seen_through(field: Field, reads: tuple[Reads, ...], whole: bool, unbounded: bool) -> Field:  # noqa: FBT001 - hot
    """Return what the features of a layer see, whose features read ``reads`` of a map that sees ``field``.

    Raises `RfcalcError` where a number grows too large to be told exactly.
    """
    parts = field.parts
    if len(reads) > 1 or len(parts) > 1:
        parts = united([composed(part, read) for read in reads for part in parts])
    elif reads[0] is not KEEP:
        parts = (composed(parts[0], reads[0]),)
    elif not whole:
        return field
    return Field(parts, whole or field.whole, unbounded or field.unbounded, has_gaps(parts) or field.gaps)


def joined(fields: Sequence[Field]) -> Field:
    """Return what the features see of maps that are added, multiplied or concatenated."""
    parts = united([part for field in fields for part in field.parts])
    return Field(
        parts,
        any(field.whole for field in fields),
        any(field.unbounded for field in fields),
        has_gaps(parts) or any(field.gaps for field in fields),
    )


def united(boxes: Sequence[Boxes]) -> tuple[Boxes, ...]:
    """Return the same features' boxes with those of equal jump merged into one, phase by phase."""
    by_jump: dict[tuple[int, int], list[Boxes]] = {}
    for part in boxes:
        by_jump.setdefault(jump_of(part), []).append(part)
    merged = []
    for alike in by_jump.values():
        distinct = list(dict.fromkeys(alike))
        if len(distinct) == 1:
            merged.append(distinct[0])
            continue
        period = lcm(*[part.period for part in distinct])
        check_phases(period)
        merged.append(
            Boxes(
                period,
                period // distinct[0].period * distinct[0].advance,
                tuple([hull([box_of(part, i) for part in distinct]) for i in range(period)]),
            )
        )
    return tuple(merged)


def has_gaps(parts: tuple[Boxes, ...]) -> bool:
    """Return whether some features read nothing.

    Raises `RfcalcError` where a number is too large to be told exactly in any format: looked at
    here, where every new box passes, so that it costs next to nothing.
    """
    gaps = False
    for _, advance, boxes in parts:
        if advance > PIXEL_LIMIT:
            raise RfcalcError("its jump is beyond 2^52 pixels", allowed="at most 2^52 are supported")
        for box in boxes:
            if box is None:
                gaps = True
            elif box[1] > PIXEL_LIMIT or box[0] < -PIXEL_LIMIT:
                raise RfcalcError(
                    "its receptive field reaches beyond 2^52 pixels", allowed="at most 2^52 are supported"
                )
    return gaps


def jumps(field: Field) -> list[tuple[int, int]]:
    """Return the distinct jumps of a field's parts, each in lowest terms.

    What all features see alike has no say in it, unless there is nothing else.
    """
    return [jump_of(part) for part in field.parts if part.advance] or [(0, 1)]


def sizes(field: Field, n: int | None) -> tuple[int, int] | None:
    """Return the smallest and the largest box size over the ``n`` features that see anything.

    ``None`` where no feature does, or where sizes differ from feature to feature without end
    (branches of different jumps) and ``n`` is not known.
    """
    period = lcm(*[part.period for part in field.parts])
    check_phases(period)
    found: list[int] = []
    if len(field.parts) == 1:
        boxes = field.parts[0].boxes
        found = [box[1] - box[0] for box in (boxes if n is None else boxes[:n]) if box is not None]
    elif n is None:
        return None
    else:
        for phase in range(min(period, n)):
            found += _convex_range(field, phase, period, (n - 1 - phase) // period)
    return (min(found), max(found)) if found else None


def _convex_range(field: Field, phase: int, period: int, turns: int) -> list[int]:
    """Return the smallest and largest sizes over the features ``phase + period * (0 .. turns)``.

    Along them each part's box moves at its own constant speed: the hull's end is a maximum of
    straight lines and its beginning a minimum, so its size is convex: largest at one of the ends,
    smallest where it stops falling.
    """
    lines = [
        (box, period // part.period * part.advance)
        for part in field.parts
        for box in [box_of(part, phase)]
        if box is not None
    ]
    if not lines:
        return []

    def size(turn: int) -> int:
        return max(box[1] + turn * speed for box, speed in lines) - min(box[0] + turn * speed for box, speed in lines)

    low, high = 0, turns
    while low < high:
        middle = (low + high) // 2
        if size(middle) <= size(middle + 1):
            high = middle
        else:
            low = middle + 1
    return [size(0), size(turns), size(low)]
