"""What the features of a map see of the image, branches of any jump joined."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from math import lcm
from typing import TYPE_CHECKING

from rfcalc.axis.index_map import (
    KEEP,
    PHASE_LIMIT,
    Boxes,
    box_of,
    check_phases,
    composed,
    hull,
    jump_of,
    looked_at,
    rises,
    together,
)
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.axis.index_map import Box, IndexMap

PIXEL_LIMIT = 2**52  # half pixels below it are exact in the doubles of JSON's readers
WORK_LIMIT = 2**23  # boxes of a network along an axis: a microsecond each


Field = tuple[Boxes, ...]
"""What each feature of a map sees of the image: the hull of its parts, feature by feature.

One part per distinct jump: a single one, unless branches of different jumps met. A part with
advance 0 is seen by every feature alike.
"""

PIXELS: Field = (Boxes(1, 1, ((0, 1),)),)
"""The network's input: pixel ``i`` sees ``[i, i + 1)``."""

OUTLINE: Field = (Boxes(1, 1, ()),)
"""The network's input without its box: what comes of it has no boxes either, and tells how many there would be."""

Marks = int
"""What else is to be said of a field: a set of the three bits below. Sets are joined for every layer, and fast so."""

WHOLE: Marks = 0b001
"""Some path reads a whole map."""

UNBOUNDED: Marks = 0b010
"""Some path reads a whole map whose size is not known."""

GAPS: Marks = 0b100
"""Some path goes through a map that has features that read nothing."""


def field_box(field: Field, feature: int) -> Box | None:
    """Return the box of one feature of a map. Raises `RfcalcError` where it lies beyond `PIXEL_LIMIT`."""
    return check_reach(hull(box_of(part, feature) for part in field))


def seen_through(field: Field, reads: tuple[IndexMap, ...], n: int | None) -> Field:
    """Return what the features of a layer see, whose ``n`` features read ``reads`` of a map that sees ``field``."""
    if len(reads) > 1 or len(field) > 1:
        if reads[-1].past:
            check_rising(field)
        return united([composed(part, read, n) for read in reads for part in field], n)
    return field if reads[0] is KEEP else (composed(field[0], reads[0], n),)


def work_of(field: Field, reads: tuple[IndexMap, ...]) -> int:
    """Return how many boxes `seen_through` looks at and makes; of an outline, how many it would."""
    return sum([looked_at(part, read) for read in reads for part in field])


def united_work_of(fields: Sequence[Field]) -> int:
    """Return how many boxes `united` looks at and makes, at most, for the parts of several fields."""
    periods = [part.period for field in fields for part in field]
    period = lcm(*set(periods))
    return sum(periods) + len(periods) * period if period <= PHASE_LIMIT else 0


def check_work(work: int) -> None:
    """Raise `RfcalcError` where so many boxes are too many to look at, before one of them is."""
    if work > WORK_LIMIT:
        raise RfcalcError(
            "its features, with those of the layers before, have too many different receptive fields",
            allowed=f"at most {WORK_LIMIT} boxes are looked at along an axis",
        )


def check_rising(field: Field) -> None:
    """Raise `RfcalcError` unless what the features see `rises`."""
    if not all(map(rises, field)):
        raise RfcalcError(
            "the features that it reads do not all look further on than the ones before",
            allowed="only then is it known what all features up to one see together",
        )


def united(boxes: Sequence[Boxes], n: int | None) -> Field:
    """Return the boxes of the same ``n`` features with those of equal jump merged into one, phase by phase."""
    by_jump: dict[tuple[int, int], list[Boxes]] = {}
    for part in boxes:
        by_jump.setdefault(jump_of(part), []).append(part)
    merged = []
    for alike in by_jump.values():
        distinct = list(dict.fromkeys(alike))
        if len(distinct) == 1:
            merged.append(distinct[0])
            continue
        merged.append(together(distinct, lcm(*[part.period for part in distinct]), n))
    return tuple(merged)


def checked(field: Field) -> Marks:
    """Return ``GAPS`` where some features read nothing, else 0.

    Raises `RfcalcError` where a number is too large to be told exactly in any format: looked at
    here, where every new box passes, so that it costs next to nothing.
    """
    gaps: Marks = 0
    for period, advance, boxes in field:
        if advance > PIXEL_LIMIT and (len(boxes) == period or advance > PIXEL_LIMIT * period):
            raise RfcalcError("its jump is beyond 2^52 pixels", allowed="at most 2^52 are supported")
        for box in boxes:
            if box is None:
                gaps = GAPS
            elif box[1] > PIXEL_LIMIT or box[0] < -PIXEL_LIMIT:
                check_reach(box)
    return gaps


def has_gaps(field: Field, n: int | None) -> bool:
    """Return whether some of ``n`` features sees nothing by any part. Their `sizes` must have been told."""
    if not all(None in part.boxes for part in field):
        return False
    period = lcm(*[part.period for part in field])
    features = range(period if n is None else min(period, n))
    return any(all(part.boxes[feature % part.period] is None for part in field) for feature in features)


def check_reach(box: Box | None) -> Box | None:
    """Return a box whose numbers, and its centre's half pixel, are exact in any format.

    Raises `RfcalcError` for any other: the fields of a map's first features may be small and those of its last ones,
    a jump times their index away, beyond what can be told.
    """
    if box is not None and (box[1] > PIXEL_LIMIT or box[0] < -PIXEL_LIMIT):
        raise RfcalcError("its receptive field reaches beyond 2^52 pixels", allowed="at most 2^52 are supported")
    return box


def jumps(field: Field) -> list[tuple[int, int]]:
    """Return the distinct jumps of a field's parts, each in lowest terms.

    What all features see alike has no say in it, unless there is nothing else.
    """
    return [jump_of(part) for part in field if part.advance] or [(0, 1)]


def field_period(field: Field) -> int:
    """Return after how many features a field repeats, moved by as many jumps; 1 where each is the next one moved.

    The smallest p with ``box(i + p) = box(i) + p * jump`` for every i; it divides the period of the boxes. A field of
    several parts has none and counts as 1: the hull of parts that move at different speeds never repeats. Where not all
    phases are listed, it is the period of the boxes.
    """
    if len(field) > 1:
        return 1
    period, advance, boxes = field[0]
    if len(boxes) < period:
        return period
    for candidate in range(1, period):
        if period % candidate or candidate * advance % period:
            continue
        moved = candidate * advance // period
        ahead = (box_of(field[0], i + candidate) for i in range(period))
        if all(then == (box and (box[0] + moved, box[1] + moved)) for box, then in zip(boxes, ahead)):
            return candidate
    return period


def sizes(field: Field, n: int | None) -> tuple[int, int] | None:
    """Return the smallest and the largest box size over the ``n`` features that see anything.

    ``None`` where no feature does, or where sizes differ from feature to feature without end
    (branches of different jumps) and ``n`` is not known.
    """
    period = lcm(*[part.period for part in field])
    check_phases(period if n is None else min(period, n))
    found: list[int] = []
    if len(field) == 1:
        found = [box[1] - box[0] for box in islice(field[0].boxes, n) if box is not None]
    elif n is None:
        return None
    else:
        for phase in range(min(period, n)):
            along = _size_along(field, phase, period)
            found += convex_extremes(along, (n - 1 - phase) // period) if along else []
    if not found:
        return None
    check_reach((0, max(found)))
    return (min(found), max(found))


def has_size(field: Field, n: int | None, size: int) -> bool:
    """Return whether the box of any of ``n`` features has a size that lies between their `sizes`.

    A field of several parts needs an n that is known.
    """
    if len(field) == 1 or n is None:
        return any(box is not None and box[1] - box[0] == size for box in islice(field[0].boxes, n))
    period = lcm(*[part.period for part in field])
    for phase in range(min(period, n)):
        along = _size_along(field, phase, period)
        if along is not None and _takes(along, (n - 1 - phase) // period, size):
            return True
    return False


def _size_along(field: Field, phase: int, period: int) -> Callable[[int], int] | None:
    """Return what tells the size of feature ``phase + period * turn``; ``None`` where such features read nothing.

    Along them each part's box moves at its own constant speed: the hull's end is a maximum of
    straight lines and its beginning a minimum, so its size is convex: largest at one of the ends,
    smallest where it stops falling.
    """
    lines = [
        (box, period // part.period * part.advance)
        for part in field
        for box in [box_of(part, phase)]
        if box is not None
    ]

    def size(turn: int) -> int:
        return max(box[1] + turn * speed for box, speed in lines) - min(box[0] + turn * speed for box, speed in lines)

    return size if lines else None


def convex_extremes(size: Callable[[int], int], turns: int) -> list[int]:
    """Return values of a convex function among which are its smallest and largest over ``0 .. turns``."""
    return [size(0), size(turns), size(_lowest(size, turns))]


def _lowest(size: Callable[[int], int], turns: int) -> int:
    """Return where a convex function stops falling."""
    low, high = 0, turns
    while low < high:
        middle = (low + high) // 2
        if size(middle) <= size(middle + 1):
            high = middle
        else:
            low = middle + 1
    return low


def _takes(size: Callable[[int], int], turns: int, value: int) -> bool:
    """Return whether a convex function takes a value over ``0 .. turns``: where it falls, or where it rises."""
    lowest = _lowest(size, turns)
    falling = bisect_left(range(lowest + 1), -value, key=lambda turn: -size(turn))
    rising = bisect_left(range(lowest, turns + 1), value, key=size) + lowest
    return size(min(falling, lowest)) == value or size(min(rising, turns)) == value
