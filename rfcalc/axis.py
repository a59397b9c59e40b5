"""Receptive fields along one axis: whole numbers only, exact, for chains, joins and every phase.

Two things have the same periodic form. What the features of one layer *read* of its input is a
`Reads`: feature ``i`` reads an arithmetic progression that moves by ``advance`` each time ``i``
grows by ``period``. What they *see* of the image is a `Boxes`: one box per phase, moving alike.
Composing the two is exact, and so is joining branches; see `seen_through` and `joined`.
"""

from __future__ import annotations

from math import gcd, lcm
from typing import TYPE_CHECKING, NamedTuple, Tuple

from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Box = Tuple[int, int]
"""``(first, end)`` in input pixels, end not included."""

PIXEL_LIMIT = 2**52  # half pixels below it are exact in the doubles of JSON's readers
PHASE_LIMIT = 65_536


class Reads(NamedTuple):
    """What each feature of a layer reads of the layer's input.

    Feature ``i`` reads ``ranges[i % period]`` moved by ``(i // period) * advance`` features.
    Positions outside the input are virtual (padding). A range may be empty.
    A convolution has period 1 and advance ``stride``; a nearest upsampling by ``s`` has
    period ``s`` and advance 1.
    """

    period: int
    advance: int
    ranges: tuple[range, ...]


class Boxes(NamedTuple):
    """What each feature of a map sees of the image, where the features share one jump.

    Feature ``i`` sees ``boxes[i % period]`` moved by ``(i // period) * advance`` pixels;
    ``None`` where it sees nothing at all. The jump is ``advance / period``.
    """

    period: int
    advance: int
    boxes: tuple[Box | None, ...]


class Field(NamedTuple):
    """What each feature of a map sees of the image: the hull of its ``parts``, feature by feature.

    One part per distinct jump: a single one, unless branches of different jumps met.
    A part with advance 0 is seen by every feature alike.
    """

    parts: tuple[Boxes, ...]
    whole: bool = False  # some path reads a whole map
    unbounded: bool = False  # some path reads a whole map whose size is not known
    gaps: bool = False  # some path has features that read nothing


KEEP = Reads(1, 1, (range(1),))
"""Feature ``i`` reads feature ``i``."""

FIRST = Reads(1, 0, (range(1),))
"""Every feature reads feature 0: a map of one feature, spread."""

PIXELS = Field((Boxes(1, 1, ((0, 1),)),))
"""The network's input: pixel ``i`` sees ``[i, i + 1)``."""


def sliding(first: int, count: int, dilation: int, stride: int) -> Reads:
    """Return the reads of a window of ``count`` taps, feature 0's first tap at ``first``."""
    return Reads(1, stride, (range(first, first + (count - 1) * dilation + 1, dilation),))


def transposed(kernel: int, stride: int, before: int, dilation: int) -> Reads:
    """Return the reads of a transposed convolution: all q with q * stride - before + t * dilation = i.

    A tap t of 0 .. kernel - 1 meets feature i where ``i + before - t * dilation`` is a multiple of
    the stride; these t are one residue class, so the q are a progression. Dumoulin and Visin,
    "A guide to convolution arithmetic for deep learning" (arXiv 1603.07285), section 4.
    """
    check_phases(stride)
    divisor = gcd(dilation, stride)
    taps = stride // divisor  # distance between the taps that meet one feature
    inverse = pow(dilation // divisor, -1, taps)
    ranges = []
    for place in range(before, before + stride):
        tap = (place // divisor * inverse) % taps
        if place % divisor or tap >= kernel:
            ranges.append(range(0))
            continue
        step = dilation // divisor
        last = (place - tap * dilation) // stride
        count = (kernel - 1 - tap) // taps + 1
        ranges.append(range(last - (count - 1) * step, last + 1, step))
    return Reads(stride, 1, tuple(ranges))


def box_of(boxes: Boxes, feature: int) -> Box | None:
    """Return the box of one feature, which may be virtual (negative or past the end)."""
    turns, phase = divmod(feature, boxes.period)
    box = boxes.boxes[phase]
    if box is None:
        return None
    shift = turns * boxes.advance
    return (box[0] + shift, box[1] + shift)


def hull(boxes: Iterable[Box | None]) -> Box | None:
    """Return the smallest box around all of ``boxes``, ``None`` where there is none."""
    real = [box for box in boxes if box is not None]
    if not real:
        return None
    return (min(box[0] for box in real), max(box[1] for box in real))


def field_box(field: Field, feature: int) -> Box | None:
    """Return the box of one feature of a map."""
    return hull(box_of(part, feature) for part in field.parts)


def _hull_over(boxes: Boxes, positions: range) -> Box | None:
    """Return the hull of the boxes at ``positions``, in time that depends on the period alone.

    Along a progression each phase comes back with its box moved forward, so the first
    occurrence of each phase decides where the hull begins and the last where it ends.
    """
    meets = boxes.period // gcd(boxes.period, positions.step)
    if len(positions) <= 2 * meets:
        return hull(box_of(boxes, position) for position in positions)
    head = hull(box_of(boxes, position) for position in positions[:meets])
    tail = hull(box_of(boxes, position) for position in positions[-meets:])
    return hull((head, tail))


def composed(boxes: Boxes, reads: Reads) -> Boxes:
    """Return what a layer's features see, given what they read and what the features read see.

    The new period is ``P * (p / gcd(p, T))`` for reads of period P and advance T over boxes of
    period p: only then do both return to the same phase.
    """
    period, advance, ranges = reads
    if boxes.period == 1:
        jump = boxes.advance
        box = boxes.boxes[0]
        if box is None:
            return Boxes(period, advance * jump, (None,) * period)
        first, end = box
        if period == 1:
            positions = ranges[0]
            return Boxes(
                1, advance * jump, ((first + positions[0] * jump, end + positions[-1] * jump),)
            )
        return Boxes(
            period,
            advance * jump,
            tuple([
                (first + positions[0] * jump, end + positions[-1] * jump) if positions else None
                for positions in ranges
            ]),
        )
    turns = boxes.period // gcd(boxes.period, advance)
    check_phases(period * turns)
    return Boxes(
        period * turns,
        turns * advance // boxes.period * boxes.advance,
        tuple([
            _hull_over(boxes, range(positions.start + shift, positions.stop + shift, positions.step))
            for shift in [turn * advance for turn in range(turns)]
            for positions in ranges
        ]),
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


def seen_through(field: Field, reads: tuple[Reads, ...], *, whole: bool, unbounded: bool) -> Field:
    """Return what the features of a layer see, whose features read ``reads`` of a map that sees ``field``."""
    if len(reads) == 1 and len(field.parts) == 1:
        read = reads[0]
        if read is KEEP:
            parts = field.parts
        else:
            parts = (composed(field.parts[0], read),)
    else:
        parts = united([composed(part, read) for read in reads for part in field.parts])
    gaps = field.gaps or (parts is not field.parts and _has_gaps(parts))
    return Field(parts, whole or field.whole, unbounded or field.unbounded, gaps)


def joined(fields: Sequence[Field]) -> Field:
    """Return what the features see of maps that are added, multiplied or concatenated."""
    return Field(
        united([part for field in fields for part in field.parts]),
        any(field.whole for field in fields),
        any(field.unbounded for field in fields),
        any(field.gaps for field in fields),
    )


def _has_gaps(parts: tuple[Boxes, ...]) -> bool:
    return any(None in part.boxes for part in parts)


def jump_of(boxes: Boxes) -> tuple[int, int]:
    """Return the jump as ``(numerator, denominator)``, in lowest terms."""
    divisor = gcd(boxes.advance, boxes.period)
    return (boxes.advance // divisor, boxes.period // divisor)


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

    def size(turn: int) -> int | None:
        box = field_box(field, phase + period * turn)
        return None if box is None else box[1] - box[0]

    first, last = size(0), size(turns)
    if first is None or last is None:
        return []
    low, high = 0, turns
    while low < high:
        middle = (low + high) // 2
        here, there = size(middle), size(middle + 1)
        if here is not None and there is not None and here <= there:
            high = middle
        else:
            low = middle + 1
    return [first, last, size(low) or 0]


def offset(boxes: Boxes) -> tuple[int, int] | None:
    """Return where feature 0 would be centred if the phases' centres were evenly spread.

    A ``(numerator, denominator)`` of pixels: the mean over one period of each centre less its
    phase's share of the advance. Upsampling makes single phases look a little left or right;
    their mean tells whether the map as a whole does.
    """
    seen = [(phase, box) for phase, box in enumerate(boxes.boxes) if box is not None]
    if not seen:
        return None
    ends = sum(box[0] + box[1] for _, box in seen)
    drift = 2 * boxes.advance * sum(phase for phase, _ in seen)
    return (ends * boxes.period - drift, 2 * len(seen) * boxes.period)


def check_phases(period: int) -> None:
    """Raise `RfcalcError` where features repeat too seldom to be listed."""
    if period > PHASE_LIMIT:
        raise RfcalcError(
            f"its features' receptive fields repeat only every {period} features",
            allowed=f"at most {PHASE_LIMIT} are supported",
        )


def check_pixels(field: Field) -> None:
    """Raise `RfcalcError` where a box or a jump is too large to be told exactly in any format."""
    for part in field.parts:
        for box in part.boxes:
            if box is not None and (box[0] < -PIXEL_LIMIT or box[1] > PIXEL_LIMIT):
                raise RfcalcError(
                    "its receptive field reaches beyond 2^52 pixels", allowed="at most 2^52 are supported"
                )
        if part.advance > PIXEL_LIMIT:
            raise RfcalcError("its jump is beyond 2^52 pixels", allowed="at most 2^52 are supported")
