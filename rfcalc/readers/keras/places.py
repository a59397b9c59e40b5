"""Which part of a tensor's shape is places of the image, and which is channels.

A dim of a tensor is a list of digits, most significant first, each a whole axis of the map or a number of channels: after
``Flatten`` the only dim of a map of 7 x 5 with 64 channels is y 7, x 5, channels 64. Reshapes and permutations move
digits; what slides asks for dims of one digit; what mixes reads all values of the digits in its dims. The batch is no
dim here.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Digit(NamedTuple):
    """An axis of the map, or channels."""

    axis: int | None  # None: channels
    size: int | None  # None: not known


Dim = tuple[Digit, ...]
Dims = tuple[Dim, ...]


class Uneven(Exception):  # noqa: N818 - it is no mistake of anybody
    """The places of a tensor are not laid out as a map any more."""


def dim(size: int | None, axis: int | None = None) -> Dim:
    """Return a dim of one digit; one value alone is none."""
    return () if size == 1 and axis is None else (Digit(axis, size),)


def size_of(a_dim: Dim) -> int | None:
    """Return how many values a dim has."""
    sizes = [digit.size for digit in a_dim]
    return prod([size for size in sizes if size is not None]) if None not in sizes else None


def axes_in(dims: Iterable[Dim]) -> tuple[int, ...]:
    """Return the axes that some dims hold, in the network's order."""
    return tuple(sorted({digit.axis for each in dims for digit in each if digit.axis is not None}))


def without_axes(a_dim: Dim) -> Dim:
    """Return a dim all of whose digits are channels."""
    return dim(size_of(a_dim))


def reshaped(dims: Dims, target: Sequence[int]) -> Dims:
    """Return the digits in dims of other sizes, in the same order; one size may be -1, what is left.

    Raises `Uneven` where an axis would be cut into parts or sizes do not fit.
    """
    digits = [digit for each in dims for digit in each if digit.size != 1]
    at = target.index(-1) if -1 in target else len(target)
    before = [_taken(digits, size, -1) for size in target[:at]]
    digits.reverse()
    after = [_taken(digits, size, 0) for size in reversed(target[at + 1 :])]
    digits.reverse()
    if at == len(target):
        if digits:
            raise Uneven
        return tuple(before)
    return (*before, tuple(digits), *reversed(after))


def _taken(digits: list[Digit], size: int, end: int) -> Dim:
    """Return the next digits that have so many values together, and take them out of a list.

    ``end`` is where the least significant of the digits stands: -1 or 0. Channels may be cut.
    """
    taken: list[Digit] = []
    left = size
    while left != 1:
        digit = digits.pop(0) if digits else Digit(None, None)
        if digit.size is None:
            raise Uneven
        if left % digit.size:
            if digit.axis is not None or digit.size % left:
                raise Uneven
            digits.insert(0, Digit(None, digit.size // left))
            digit = Digit(None, left)
        taken.append(digit)
        left //= digit.size or 1
    return tuple(taken if end else taken[::-1])


def broadcast(several: Sequence[Dims], *, joined: int | None = None, lax: bool = False) -> Dims:
    """Return the dims of a join; maps of fewer dims have them last, as numpy says. ``joined`` is put together.

    Raises `Uneven` where the same dim holds different places, unless ``lax``: then it holds those of the first.
    """
    rank = max(len(dims) for dims in several)
    full = [((),) * (rank - len(dims)) + dims for dims in several]
    made = []
    for at, alike in enumerate(zip(*full)):
        if at == joined:
            made.append(_together(alike))
            continue
        large = [each for each in alike if each] or [()]
        placed = [each for each in large if axes_in([each])] or large
        if not lax and any(_laid_out(each) != _laid_out(placed[0]) for each in placed):
            raise Uneven
        made.append(placed[0])
    return tuple(made)


def _laid_out(a_dim: Dim) -> list[int | None]:
    """Return the axes of a dim in their order; how channels are cut between them does not matter."""
    return [digit.axis for digit in a_dim if digit.axis is not None]


def _together(dims: Sequence[Dim]) -> Dim:
    """Return the dim of channels that stand one after another."""
    sizes = [size_of(each) for each in dims]
    return dim(sum([size for size in sizes if size is not None]) if None not in sizes else None)
