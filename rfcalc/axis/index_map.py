"""What the features of one layer read, and what those of one map see: both repeat with a period.

Whole numbers only. What features *read* of the layer's input is a `IndexMap`: feature ``i`` reads an
arithmetic progression that moves by ``advance`` each time ``i`` grows by ``period``. What they *see*
of the image is a `Boxes`: one box per phase, moving alike. Composing the two is exact: see `composed`.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import gcd
from typing import TYPE_CHECKING, NamedTuple, Union

from rfcalc.errors import RfcalcError, quoted

if TYPE_CHECKING:
    from rfcalc.axis.on_demand import OnDemand

Box = tuple[int, int]
"""``(first, end)`` in input pixels, end not included."""

Positions = range | tuple[int, ...]
"""What one feature reads, in rising order: an arithmetic progression, or positions with any gaps."""

PHASE_LIMIT = 65_536
PERIOD_BITS = 1000  # of a period that nobody lists; its numbers are computed with all the same


class IndexMap(NamedTuple):
    """What each feature of a layer reads of the layer's input.

    Feature ``i`` reads ``ranges[i % period]`` moved by ``(i // period) * advance`` features.
    Positions outside the input are virtual (padding). A range may be empty; any other ends right after
    its last position. Where the taps of a window are not evenly spaced, they are a tuple.
    A convolution has period 1 and advance ``stride``; a nearest upsampling by ``s`` has
    period ``s`` and advance 1.
    """

    period: int
    advance: int
    ranges: tuple[Positions, ...]
    past: int = 0  # of a map of so many features each also reads all from the first to its own; below 0: to the last
    border: str = ""  # where positions outside the map are read: reflect, replicate, circular; else they are zeros

    def __hash__(self) -> int:
        """Return a hash of few of the ranges: there may be many, and maps with the same ends are hardly ever others."""
        return hash((self.period, self.advance, self.ranges[0], self.ranges[-1], self.past, self.border))


class Boxes(NamedTuple):
    """What each feature of a map sees of the image, where the features share one jump.

    Feature ``i`` sees ``boxes[i % period]`` moved by ``(i // period) * advance`` pixels;
    ``None`` where it sees nothing at all. The jump is ``advance / period``. Where a small map has a
    period too long to be listed, boxes are worked out on demand, and iterated over the map's features. An outline
    has none: it tells how large the work would be, and what is made of outlines is one.
    """

    period: int
    advance: int
    boxes: Union[tuple[Box | None, ...], "OnDemand"]


KEEP = IndexMap(1, 1, (range(1),))
"""Feature ``i`` reads feature ``i``."""


def past_of(n: int | None) -> IndexMap:
    """Return the reads of a layer that looks back: feature ``i`` of ``n`` reads all from feature 0 to ``i``."""
    return KEEP._replace(past=n or 1)


def future_of(n: int) -> IndexMap:
    """Return the reads of a layer that looks ahead: feature ``i`` of ``n`` reads all from ``i`` to the last."""
    return KEEP._replace(past=-n)


FIRST = IndexMap(1, 0, (range(1),))
"""Every feature reads feature 0: a map of one feature, spread."""


def sliding(first: int, count: int, dilation: int, stride: int) -> IndexMap:
    """Return the reads of a window of ``count`` taps, feature 0's first tap at ``first``."""
    return IndexMap(1, stride, (range(first, first + (count - 1) * dilation + 1, dilation),))


def progressions(positions: Positions) -> tuple[range, ...]:
    """Return positions as arithmetic progressions; empty ones as one that is empty."""
    return (positions,) if isinstance(positions, range) else tuple([range(at, at + 1) for at in positions])


def moved(positions: Positions, by: int) -> Positions:
    """Return positions that lie ``by`` further on."""
    if isinstance(positions, range):
        return range(positions.start + by, positions.stop + by, positions.step)
    return tuple([at + by for at in positions])


def transposed(kernel: int, stride: int, before: int, dilation: int) -> IndexMap:
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
    return IndexMap(stride, 1, tuple(ranges))


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


def decisive(boxes: Boxes, positions: range) -> Sequence[int]:
    """Return those of ``positions`` that decide where the hull of their boxes begins and ends.

    Along a progression each phase comes back with its box moved forward, so the first
    occurrence of each phase decides where the hull begins and the last where it ends.
    """
    meets = boxes.period // gcd(boxes.period, positions.step)
    return positions if len(positions) <= 2 * meets else [*positions[:meets], *positions[-meets:]]


def _hull_over(boxes: Boxes, positions: range) -> Box | None:
    """Return the hull of the boxes at ``positions``, in time that depends on the period alone."""
    return hull(box_of(boxes, position) for position in decisive(boxes, positions))


def rises(boxes: Boxes) -> bool:
    """Return whether every feature sees something, and begins and ends no earlier than the one before.

    Then what some features in a row see together begins where the first does and ends where the last does.
    """
    listed = len(boxes.boxes)
    seen = [box for box in boxes.boxes if box is not None]
    if listed == boxes.period:  # the first comes back, moved on; of a smaller map all features are here
        seen += [(first + boxes.advance, end + boxes.advance) for first, end in seen[:1]]
        listed += 1
    return len(seen) == listed and all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(seen))


def _from_to(boxes: Boxes, first: int, last: int) -> Box | None:
    """Return what begins where the box of one feature does and ends where that of another does."""
    begins, ends = box_of(boxes, first), box_of(boxes, last)
    return begins and ends and (begins[0], ends[1])


_new = tuple.__new__  # a named tuple's own constructor costs twice as much, and `composed` makes one per layer


def composed(boxes: Boxes, reads: IndexMap, n: int | None) -> Boxes:
    """Return what a layer's features see, ``n`` of them, given what they read and what the features read see.

    The new period is ``P * (p / gcd(p, T))`` for reads of period P and advance T over boxes of
    period p: only then do both return to the same phase.
    """
    period, advance, ranges, past, _ = reads
    if past:  # the first or the last and itself are its ends: see `rfcalc.axis.field.check_rising`
        return composed(boxes, FIRST if past > 0 else IndexMap(1, 0, (range(-past - 1, -past),)), n)
    inner_period, inner_advance, inner = boxes
    first_box = inner[0] if inner else None
    if inner_period == 1 and first_box is not None:  # nearly all layers: the ends of a range say it all
        first, end = first_box
        positions = ranges[0]
        if period == 1 and positions:
            start = first + positions[0] * inner_advance
            return _new(Boxes, (1, advance * inner_advance, ((start, end + positions[-1] * inner_advance),)))
        return Boxes(
            period,
            advance * inner_advance,
            tuple(
                [
                    (first + positions[0] * inner_advance, end + positions[-1] * inner_advance) if positions else None
                    for positions in ranges
                ]
            ),
        )
    turns = inner_period // gcd(inner_period, advance)
    travelled = turns * advance // inner_period * inner_advance
    if not inner or is_seldom(period * turns, n):
        return _unlisted(period * turns, travelled, n, [(boxes, reads)])
    check_phases(period * turns)
    shifted = [(positions, turn * advance) for turn in range(turns) for positions in ranges]
    if isinstance(inner, tuple) and rises(boxes):  # nearly all maps: again the ends of what is read say it all
        found = [_from_to(boxes, at[0] + by, at[-1] + by) if at else None for at, by in shifted]
        return Boxes(period * turns, travelled, tuple(found))
    hulls = [[_hull_over(boxes, part) for part in progressions(moved(at, by))] for at, by in shifted]
    return Boxes(period * turns, travelled, tuple([hull(each) for each in hulls]))


def together(parts: Sequence[Boxes], period: int, n: int | None) -> Boxes:
    """Return what the ``n`` features of a map see by several ways of equal jump, which repeat with a common period."""
    advance = period // parts[0].period * parts[0].advance
    if not parts[0].boxes or is_seldom(period, n):
        return _unlisted(period, advance, n, [(part, KEEP) for part in parts])
    check_phases(period)
    return Boxes(period, advance, tuple([hull([box_of(part, i) for part in parts]) for i in range(period)]))


def _unlisted(period: int, advance: int, n: int | None, parts: Sequence[tuple[Boxes, IndexMap]]) -> Boxes:
    """Return what features see whose phases are not listed: an outline of outlines, else boxes on demand."""
    if parts[0][0].boxes:
        from rfcalc.axis.on_demand import OnDemand

        return Boxes(period, advance, OnDemand(n or 0, parts))
    if not is_seldom(period, n):
        check_phases(period)
    return Boxes(period, advance, ())


def is_seldom(period: int, n: int | None) -> bool:
    """Return whether features that repeat so seldom are worked out one by one: a map has few of them."""
    return period > PHASE_LIMIT and n is not None and n <= PHASE_LIMIT and period.bit_length() <= PERIOD_BITS


def looked_at(boxes: Boxes, reads: IndexMap) -> int:
    """Return how many boxes `composed` looks at and makes; 0 where it refuses to, or they are counted on demand."""
    period, advance, ranges = reads.period, reads.advance, reads.ranges
    inner_period = boxes.period
    turns = inner_period // gcd(inner_period, advance)
    if period * turns > PHASE_LIMIT:
        return 0
    if inner_period == 1:
        return 2 * period
    parts = [part for positions in ranges for part in progressions(positions)]
    return turns * sum([1 + min(len(each), 2 * (inner_period // gcd(inner_period, each.step))) for each in parts])


def jump_of(boxes: Boxes) -> tuple[int, int]:
    """Return the jump as ``(numerator, denominator)``, in lowest terms."""
    divisor = gcd(boxes.advance, boxes.period)
    return (boxes.advance // divisor, boxes.period // divisor)


def offset(boxes: Boxes) -> tuple[int, int] | None:
    """Return where feature 0 would be centred if the phases' centres were evenly spread.

    A ``(numerator, denominator)`` of pixels: the mean over one period of each centre less its
    phase's share of the advance. Upsampling makes single phases look a little left or right;
    their mean tells whether the map as a whole does. ``None`` where nothing is seen, or not all
    phases are listed.
    """
    seen = [(phase, box) for phase, box in enumerate(boxes.boxes) if box is not None]
    if not seen or len(boxes.boxes) < boxes.period:
        return None
    ends = sum(box[0] + box[1] for _, box in seen)
    drift = 2 * boxes.advance * sum(phase for phase, _ in seen)
    return (ends * boxes.period - drift, 2 * len(seen) * boxes.period)


def check_phases(period: int) -> None:
    """Raise `RfcalcError` where features repeat too seldom to be listed."""
    if period > PHASE_LIMIT:
        raise RfcalcError(
            f"its features' receptive fields repeat only every {quoted(period)} features",
            allowed=f"at most {PHASE_LIMIT} are supported",
        )
