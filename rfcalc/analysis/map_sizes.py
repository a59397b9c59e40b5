"""What one operation makes of the size of a map: how many features, whether they grow with it, and in which steps."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError
from rfcalc.layers.resizing import AdaptivePool, Resize
from rfcalc.layers.whole import GridAttention
from rfcalc.layers.windows import Slice, Unshuffle, Window

if TYPE_CHECKING:
    from rfcalc.layers import Operation

LARGEST = 2**40
"""Sizes that are looked at; a network that no smaller one fits has none."""


class Count(NamedTuple):
    """What one operation makes of a map."""

    n: int
    small: bool = False  # the map is too small for it
    uneven: bool = False  # the map cannot be split
    cut: bool = False  # its last window ends before its padded map does


def count_of(operation: Operation, n: int) -> Count:
    """Return how many features an operation makes of a map, whether that fits or not."""
    if isinstance(operation, GridAttention):
        return Count(n, uneven=bool(n % operation.grid))
    if isinstance(operation, Unshuffle):
        return Count(max(n // operation.scale, 1), small=n < operation.scale, uneven=bool(n % operation.scale))
    try:
        count, reads, _ = operation.over(n)
    except RfcalcError:
        return Count(1, small=True)
    m = count or n
    if not isinstance(operation, Window):
        return Count(m)
    taps = reads[0].ranges[0]
    after = operation.padding[1] if isinstance(operation.padding, tuple) else 0
    return Count(m, cut=taps[-1] + 1 + (m - 1) * operation.stride < n + after)


def grows(operation: Operation) -> bool:
    """Return whether a larger map makes a larger one."""
    if isinstance(operation, Resize):
        return operation.scale is not None
    if isinstance(operation, AdaptivePool):
        return operation.output_size is None
    return count_of(operation, LARGEST).n < count_of(operation, 2 * LARGEST).n


def unit_of(operation: Operation, n: int) -> int:
    """Return by how many features a map must grow for what is made of it to grow evenly."""
    if isinstance(operation, Resize):
        return operation.scale[1] if operation.scale else 1
    if isinstance(operation, Unshuffle):
        return operation.scale
    if isinstance(operation, GridAttention):
        return operation.grid
    if not grows(operation):
        return 1
    reads = operation.over(n).reads[0]
    return reads.advance // gcd(reads.advance, reads.period)


def settled_from(operation: Operation) -> int:
    """Return from which size of a map on an operation makes of it what it makes of larger ones, in even steps."""
    if not isinstance(operation, Slice):
        return 1
    start, stop = abs(operation.start), abs(operation.stop or 0)
    return start + stop if may_be_left_empty(operation) else max(start, stop)


def may_be_left_empty(operation: Operation) -> bool:
    """Return whether an operation leaves something of small maps and nothing of larger ones.

    That is so of a slice that starts at a distance from the end and stops at one from the begin.
    """
    return isinstance(operation, Slice) and operation.start < 0 and operation.stop is not None and operation.stop >= 0
