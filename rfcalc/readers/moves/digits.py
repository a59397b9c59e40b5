"""Where the places of a map stand in a tensor: each dim as digits, which reshapes and transposes only move.

A dim is a number with mixed radix, most significant digit first. A digit of an axis counts features of the map: along
the axis, a place is the sum of its digits' values times their weights. A digit of no axis counts channels, heads,
items of a batch. All digits of an axis together, wherever they stand, spell every place of the map once.

>>> image = ((), (channels(3),), (Digit(0, 14, 1),), (Digit(1, 14, 1),))
>>> windows = reshaped(image, (1, 3, 2, 7, 2, 7))
>>> windows[2:4]
((Digit(axis=0, size=2, weight=7),), (Digit(axis=0, size=7, weight=1),))
"""

from __future__ import annotations

from math import prod
from typing import NamedTuple

from rfcalc.readers.moves.unread import Unread

CHANNELS = -1
"""The axis of digits that count no places."""

TOKENS = -2
"""The axis of what is no digit: ``size`` values beside a dim's places (class tokens), ``weight`` of them before."""


class Digit(NamedTuple):
    """One digit of a dim."""

    axis: int
    size: int | None  # None: not known
    weight: int


Dim = tuple[Digit, ...]
Places = tuple[Dim, ...]


def channels(size: int | None) -> Digit:
    """Return a digit that counts no places."""
    return Digit(CHANNELS, size, 0)


def plain(size: int | None) -> Dim:
    """Return a dim without places; one of size 1 has no digits."""
    return () if size == 1 else (channels(size),)


def product(sizes: list[int | None]) -> int | None:
    """Return a product, not known where a factor is not."""
    return None if None in sizes else prod([size for size in sizes if size is not None])


def size_of(dim: Dim) -> int | None:
    """Return how long a dim is."""
    if dim and dim[0].axis == TOKENS:
        places = product([digit.size for digit in dim[1:]])
        return None if places is None else places + (dim[0].size or 0)
    return product([digit.size for digit in dim])


def shape_of(places: Places) -> tuple[int | None, ...]:
    """Return the sizes of all dims."""
    return tuple([size_of(dim) for dim in places])


def axes_in(dim: Dim) -> set[int]:
    """Return the axes whose places a dim counts, more than one of them each."""
    return {digit.axis for digit in dim if digit.axis >= 0 and digit.size != 1}


def has_tokens(dim: Dim) -> bool:
    """Return whether a dim holds values that are no places."""
    return bool(dim) and dim[0].axis == TOKENS


def digits_of(places: Places, axis: int) -> list[Digit]:
    """Return all digits of an axis, most significant first."""
    return sorted([digit for dim in places for digit in dim if digit.axis == axis], key=lambda digit: -digit.weight)


def merged(dim: Dim) -> Dim:
    """Return a dim with neighbours that count on from each other as one digit."""
    found: list[Digit] = []
    for digit in dim:
        if digit.axis == CHANNELS and digit.size == 1:
            continue
        last = found[-1] if found else None
        if last is not None and last.axis == digit.axis >= CHANNELS and _counts_on(last, digit):
            found[-1] = Digit(digit.axis, product([last.size, digit.size]), digit.weight)
        else:
            found.append(digit)
    return tuple(found)


def _counts_on(high: Digit, low: Digit) -> bool:
    return high.axis == CHANNELS or (low.size is not None and high.weight == low.weight * low.size)


def is_regular(places: Places, at: int) -> bool:
    """Return whether a dim is one axis, and all of it."""
    dim = places[at]
    return len(dim) == 1 and dim[0].axis >= 0 and dim[0].weight == 1 and len(digits_of(places, dim[0].axis)) == 1


def reshaped(places: Places, shape: tuple[int | None, ...]) -> Places:
    """Return places whose dims are cut anew, row by row. Raises `Unread` where a row is cut unevenly.

    What is left as it is passes, so that sizes need not be known but where dims are cut or put together.
    """
    old, new = list(places), list(shape)
    after: list[Dim] = []
    if None in shape or None in shape_of(places):  # what is cut may be told from both ends only
        while old and new and new[-1] not in {1, None} and size_of(old[-1]) == new[-1]:
            after.insert(0, old.pop())
            new.pop()
    made: list[Dim] = []
    while old or new:
        _even_ones(old, new, made)
        if old and new and size_of(old[0]) == new[0] and (new[0] is not None or _alike(old, new)):
            made.append(old.pop(0))
            new.pop(0)
        elif old and size_of(old[0]) == 1:
            old.pop(0)
        elif new and new[0] == 1:
            made.append(())
            new.pop(0)
        else:
            group, wanted = _group(old, new)
            made += _cut(group, wanted)
    return (*made, *after)


def _even_ones(old: list[Dim], new: list[int | None], made: list[Dim]) -> None:
    """Let as many dims of size 1 stand in front on both sides: of more than there were, the first are new."""
    ones = next((at for at, dim in enumerate(old) if size_of(dim) != 1), len(old))
    wanted = next((at for at, size in enumerate(new) if size != 1), len(new))
    if ones and wanted:
        del old[: max(0, ones - wanted)]
        made += [()] * max(0, wanted - ones)
        del new[: max(0, wanted - ones)]


def _alike(old: list[Dim], new: list[int | None]) -> bool:
    """Return whether as many sizes are not known on both sides: then they may be the same ones."""
    return [size_of(dim) for dim in old].count(None) == new.count(None)


def _group(old: list[Dim], new: list[int | None]) -> tuple[list[Dim], list[int | None]]:
    """Take the fewest dims off both lists that are of equal size together."""
    if len(new) == 1:
        group, wanted = old[:], new[:]
        have, want = product([size_of(dim) for dim in group]), wanted[0]
        if None not in {have, want} and have != want:
            raise Unread(f"{have} values cannot be {want}", misfit=True)
        del old[:], new[:]
        return group, wanted
    group, wanted = [], []
    have = want = 1
    while old or new:
        if have is None or want is None:
            raise Unread("its sizes depend on the size of the input", needs_size=True)
        if (have < want and old) or not new:
            group.append(old.pop(0))
            have = product([have, size_of(group[-1])])
        else:
            wanted.append(new.pop(0))
            want = product([want, wanted[-1]])
        if have == want and group and wanted:
            return group, wanted
    raise Unread(f"{have} values cannot be {want}", misfit=True)


def _cut(group: list[Dim], wanted: list[int | None]) -> list[Dim]:
    """Return the digits of some dims dealt out to dims of the wanted sizes."""
    if any(has_tokens(dim) for dim in group):
        raise Unread("values beside the places (class tokens) are cut together with them")
    digits = list(merged(tuple([digit for dim in group for digit in dim if digit.size != 1])))
    if len(wanted) == 1:
        return [tuple(digits)]
    made = []
    for size in wanted:
        dim: list[Digit] = []
        left = size or 0
        while left > 1 and digits:
            digit = digits.pop(0)
            have = digit.size or 0
            if left % have == 0:
                dim.append(digit)
                left //= have
            elif have % left == 0:
                low = have // left
                dim.append(Digit(digit.axis, left, digit.weight * low))
                digits.insert(0, digit._replace(size=low))
                left = 1
            else:
                raise Unread("rows are cut unevenly")
        made.append(merged(tuple(dim)))
    return made
