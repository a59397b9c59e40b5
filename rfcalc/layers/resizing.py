"""Layers that make a map of another size: upsampling, resizing, adaptive pools."""

from __future__ import annotations

from math import gcd
from typing import NamedTuple

from rfcalc.axis import FIRST, KEEP, IndexMap, check_phases
from rfcalc.errors import RfcalcError
from rfcalc.layers.values import Factor, Step, needs_size, operation
from rfcalc.layers.whole import WholeMap


@operation
class AdaptivePool(NamedTuple):
    """An adaptive pool: feature i of m reads ``floor(i n / m) .. ceil((i + 1) n / m) - 1``.

    PyTorch, AdaptiveAvgPool2d.
    """

    output_size: int | None  # None: an axis that is kept

    def over(self, n: int | None) -> Step:
        """Return m features; one alone is a kernel of the map's size, like global pooling."""
        m = self.output_size
        if m is None:
            return Step(n, (KEEP,))
        if m == 1:
            return WholeMap().over(n)
        if n is None:
            raise needs_size("what an adaptive pool reads", "output_size")
        period, advance = m // gcd(n, m), n // gcd(n, m)
        check_phases(period)
        ranges = [range(i * advance // period, -(-(i + 1) * advance // period)) for i in range(period)]
        return Step(m, (IndexMap(period, advance, tuple(ranges)),))


@operation
class Resize(NamedTuple):
    """An upsampling or resizing, by a scale or else to a size.

    Where feature i lies in the input, by PyTorch (``interpolate``) and ONNX (``Resize``): with ``r`` input
    features per output feature, ``floor(i r)`` for nearest, ``floor((i + 1/2) r)`` for nearest-exact,
    ``(i + 1/2) r - 1/2`` for the others, ``i (n - 1) / (m - 1)`` where corners are aligned. A map of one feature is
    spread, by a scale as to a size: there is nothing else that its features could be read with.
    """

    scale: Factor | None
    size: int | None
    mode: str
    align_corners: bool
    like: str | None = None

    def over(self, n: int | None) -> Step:
        """Return ``floor(n * scale)`` features, or as many as the size says."""
        m = self._count(n)
        if n == 1:
            return Step(m, (KEEP if m == 1 else FIRST,))
        numerator, denominator = self._inputs_per_feature(n, m)
        divisor = gcd(numerator, denominator)
        advance, period = numerator // divisor, denominator // divisor
        check_phases(period)
        ranges = [_taps(i, advance, period, self.mode, align_corners=self.align_corners) for i in range(period)]
        reads = FIRST if advance == 0 else IndexMap(period, advance, tuple(ranges))
        return Step(m, (reads,))

    def _count(self, n: int | None) -> int | None:
        if self.scale is None:
            return self.size
        if n is None:
            return None
        m = n * self.scale[0] // self.scale[1]
        if m == 0:
            raise RfcalcError(f"nothing is left of the map of {n}", key="scale")
        return m

    def _inputs_per_feature(self, n: int | None, m: int | None) -> Factor:
        if self.align_corners:
            if n is None or m is None:
                raise needs_size("where aligned corners lie", "align_corners")
            return (n - 1, m - 1) if m > 1 else (0, 1)
        if self.scale is not None:
            return self.scale[1], self.scale[0]
        if n is None or m is None:
            raise needs_size("what a resizing to a given size reads", "size")
        return n, m


def _taps(i: int, advance: int, period: int, mode: str, *, align_corners: bool) -> range:
    """Return the input features that output feature ``i`` weighs, those with weight 0 left out."""
    if mode == "nearest":
        place, rest = i * advance // period, 0
    elif mode == "nearest-exact":
        place, rest = (2 * i + 1) * advance // (2 * period), 0
    elif align_corners:
        place, rest = divmod(i * advance, period)
    else:
        place, rest = divmod((2 * i + 1) * advance - period, 2 * period)
    if not rest:
        return range(place, place + 1)
    return range(place - 1, place + 3) if mode == "bicubic" else range(place, place + 2)
