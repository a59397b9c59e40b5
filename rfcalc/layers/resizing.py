"""Layers that make a map of another size: upsampling, resizing, adaptive pools."""

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


IN_WORDS = {
    ("nearest", False): ("asymmetric", "floor"),
    ("nearest-exact", False): ("half_pixel", "round_prefer_ceil"),
    ("bilinear", False): ("half_pixel", None),
    ("bicubic", False): ("half_pixel", None),
    ("bilinear", True): ("align_corners", None),
    ("bicubic", True): ("align_corners", None),
}
"""What PyTorch's modes and ``align_corners`` are in ONNX's words: coordinates and rounding."""


@operation
class Resize(NamedTuple):
    """An upsampling or resizing, by a scale or else to a size.

    Where feature i lies in the input, by PyTorch (``interpolate``) and ONNX (``Resize``): with ``r`` input
    features per output feature, ``floor(i r)`` for nearest, ``floor((i + 1/2) r)`` for nearest-exact,
    ``(i + 1/2) r - 1/2`` for the others, ``i (n - 1) / (m - 1)`` where corners are aligned. A map of one feature is
    spread, by a scale as to a size: there is nothing else that its features could be read with. ``coordinates`` and
    ``rounding`` say it in ONNX's words, and positions beyond the map are then those at its edge.
    """

    scale: Factor | None
    size: int | None
    mode: str
    align_corners: bool
    like: str | None = None
    coordinates: str | None = None
    rounding: str | None = None

    def over(self, n: int | None) -> Step:
        """Return ``floor(n * scale)`` features, or as many as the size says."""
        m = self._count(n)
        if n == 1:
            return Step(m, (KEEP if m == 1 else FIRST,))
        from rfcalc.layers.coordinates import edged, line_of, read_along

        coordinates, rounding = IN_WORDS[self.mode, self.align_corners]
        line = line_of(self.coordinates or coordinates, self.scale, n, m)
        reads = read_along(line, self.rounding or rounding, wide=self.mode == "bicubic")
        return Step(m, (reads if self.coordinates is None else edged(reads),))

    def _count(self, n: int | None) -> int | None:
        if self.scale is None:
            return self.size
        if n is None:
            return None
        m = n * self.scale[0] // self.scale[1]
        if m == 0:
            raise RfcalcError(f"nothing is left of the map of {n}", key="scale")
        return m
