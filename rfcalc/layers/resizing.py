"""Layers that make a map of another size: upsampling, resizing, adaptive pools."""

from __future__ import annotations

from math import gcd

from rfcalc.axis import FIRST, KEEP, IndexMap, check_phases
from rfcalc.errors import RfcalcError
from rfcalc.layers.values import Ratio, Step, needs_size
from rfcalc.layers.whole import whole_map


def pool_to(n: int | None, *, output_size: int | None) -> Step:
    """Return the step of an adaptive pool: feature i of m reads ``floor(i n / m) .. ceil((i + 1) n / m) - 1``.

    PyTorch, AdaptiveAvgPool2d. One feature is a kernel of the map's size, like global pooling.
    """
    m = output_size
    if m is None:
        return Step(n, (KEEP,))
    if m == 1:
        return whole_map(n)
    if n is None:
        raise needs_size("what an adaptive pool reads", "output_size")
    period, advance = m // gcd(n, m), n // gcd(n, m)
    check_phases(period)
    ranges = [range(i * advance // period, -(-(i + 1) * advance // period)) for i in range(period)]
    return Step(m, (IndexMap(period, advance, tuple(ranges)),))


def resize(n: int | None, *, scale: Ratio | None, size: int | None, mode: str, align_corners: bool) -> Step:
    """Return the step of an upsampling or resizing.

    Where feature i lies in the input, by PyTorch (``interpolate``) and ONNX (``Resize``): with ``r`` input
    features per output feature, ``floor(i r)`` for nearest, ``floor((i + 1/2) r)`` for nearest-exact,
    ``(i + 1/2) r - 1/2`` for the others, ``i (n - 1) / (m - 1)`` where corners are aligned.
    """
    m = size
    if scale is not None:
        m = None if n is None else n * scale[0] // scale[1]
        if m == 0:
            raise RfcalcError(f"nothing is left of the map of {n}", key="scale")
    if align_corners:
        if n is None or m is None:
            raise needs_size("where aligned corners lie", "align_corners")
        numerator, denominator = (n - 1, m - 1) if m > 1 else (0, 1)
    elif scale is not None:
        numerator, denominator = scale[1], scale[0]
    else:
        if n is None or m is None:
            raise needs_size("what a resizing to a given size reads", "size")
        numerator, denominator = (n, m) if n > 1 else (0, 1)
    divisor = gcd(numerator, denominator)
    advance, period = numerator // divisor, denominator // divisor
    check_phases(period)
    ranges = [_taps(i, advance, period, mode, align_corners=align_corners) for i in range(period)]
    reads = FIRST if advance == 0 else IndexMap(period, advance, tuple(ranges))
    return Step(m, (reads,))


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
