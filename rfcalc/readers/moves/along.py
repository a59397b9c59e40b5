"""What the features of a new map read of an old one along one axis, said in digits, and as a type of layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.readers.moves.digits import product
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from rfcalc.layers.kinds import Plain

Part = tuple[int | None, int]
"""``(size, weight)``: a digit, and how far apart in the old map its values lie."""

MOST_RANGES = 4096


class Along(NamedTuple):
    """Feature i reads ``offset``, its digits times their weights, and of the digits in ``every`` each value.

    A digit with weight 0 has no say in what is read.
    """

    digits: tuple[Part, ...]
    every: tuple[Part, ...] = ()
    offset: int = 0


class Kind(NamedTuple):
    """A type of layer with its key along one axis."""

    type: str
    keys: tuple[tuple[str, Plain], ...]


NEUTRAL: dict[str, tuple[tuple[str, Plain], ...]] = {
    "slice": (("start", 0), ("stop", None), ("step", 1)),
    "crop": (("crop", (0, 0)),),
    "space_to_depth": (("scale", 1),),
    "pixel_shuffle": (("scale", 1),),
    "window_attention": (("window", 1),),
    "grid_attention": (("grid", 1),),
    "adaptive_avgpool": (("output_size", None),),
    "index_map": (("size", None), ("advance", 1), ("ranges", ((0, 1, 1),))),
}
"""What a type's keys are along an axis that it leaves alone."""


def kinds_of(along: Along, n: int | None) -> list[Kind]:
    """Return the types of layers, one after another, that read a map of ``n`` features so; none where all is kept."""
    digits, every = _joined(along.digits), _joined(along.every)
    if len(every) > 1:
        return _one_after_another(digits, every, along.offset, n)
    if not every:
        return _picked(digits, along.offset, n)
    ((count, step),) = every
    if along.offset == 0:
        found = _together(digits, count, step, n)
        if found is not None:
            return [found]
    return [_index_map(digits, along.offset, every)]


def _picked(digits: tuple[Part, ...], offset: int, n: int | None) -> list[Kind]:
    """Return what reads one feature for each."""
    if not digits:
        digits = ((1, 1),)
    size, weight = digits[0]
    if len(digits) == 1 and (weight or size == 1):
        weight = weight or 1
        if offset == 0 and weight == 1 and size == n:
            return []
        if size is None:
            return [Kind("slice", (("start", offset), ("stop", None), ("step", weight)))]
        last = offset + (size - 1) * weight + 1
        if weight == 1 and n is not None:
            return [Kind("crop", (("crop", (offset, n - last)),))]
        return [Kind("slice", (("start", offset), ("stop", last), ("step", weight)))]
    if len(digits) == 2 and weight == 1 and digits[1][1] == 0 and size == n and offset == 0:  # noqa: PLR2004 - high and low
        return [Kind("pixel_shuffle", (("scale", digits[1][0]),))]
    return [_index_map(digits, offset, ())]


def _together(digits: tuple[Part, ...], count: int | None, step: int, n: int | None) -> Kind | None:
    """Return what reads ``count`` features ``step`` apart, if there is a type for it."""
    if step == 1 and (not digits or digits == ((1, 0),)) and count == n:
        return Kind("adaptive_avgpool", (("output_size", 1),))
    if len(digits) == 1:
        size, weight = digits[0]
        if step == 1 and weight == count and count is not None and product([size, count]) == n:
            return Kind("space_to_depth", (("scale", count),))
        if weight == 0 and step == 1 and size == count == n:
            return Kind("attention", ())
    if len(digits) == 2 and count is not None:  # noqa: PLR2004 - high and low
        (high, above), (low, below) = digits
        if product([high, low]) == n and below == 0 and step == 1 and low == count == above:
            return Kind("window_attention", (("window", count),))
        if product([high, low]) == n and above == 0 and below == 1 and high == count and step == low:
            return Kind("grid_attention", (("grid", count),))
    return None


def _index_map(digits: tuple[Part, ...], offset: int, every: tuple[Part, ...]) -> Kind:
    """Return the general word for it: it repeats with all digits but the highest."""
    (top, advance), *lower = digits or ((1, 1),)
    count, step = every[0] if every else (1, 1)
    if count is None or any(size is None for size, _ in lower):
        raise Unread("what it reads depends on the size of the input", needs_size=True)
    firsts = [offset]
    for size, weight in lower:
        if len(firsts) * (size or 1) > MOST_RANGES:
            raise Unread(f"its features repeat with a period above {MOST_RANGES}")
        firsts = [first + value * weight for first in firsts for value in range(size or 1)]
    n = product([top, len(firsts)])
    ranges = tuple([(first, count, step) for first in firsts])
    return Kind("index_map", (("size", n), ("advance", advance), ("ranges", ranges)))


def _one_after_another(digits: tuple[Part, ...], every: tuple[Part, ...], offset: int, n: int | None) -> list[Kind]:
    """Return layers that read what is read together one digit at a time: the last picks what the others gathered."""
    (count, step), *rest = every
    if n is None or count is None:
        raise Unread("what it reads depends on the size of the input", needs_size=True)
    high = n // (count * step)
    gathered = Along(((high, count * step), (count, 0), (step, 1)), ((count, step),))
    return [*kinds_of(gathered, n), *kinds_of(Along(digits, tuple(rest), offset), n)]


def _joined(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return parts with neighbours that count on from each other as one, without those of a single value."""
    found: list[Part] = []
    for size, weight in parts:
        if size == 1:
            continue
        if found and size is not None and found[-1][1] == weight * size:
            found[-1] = (product([found[-1][0], size]), weight)
        else:
            found.append((size, weight))
    return tuple(found)
