"""Where the features of a resized map lie in the one before, in the words and by the rules of ONNX's Resize.

All of them are straight lines, so that what features read repeats once the line has gone a whole number of features.
Source: ONNX, Operators.md, "Resize", version 19. Runtimes compute in float32 and err at some sizes: 14 features made 4
by ``asymmetric`` and ``floor`` read 0 3 7 10, where ONNX Runtime has 0 3 6 10.
"""

from math import lcm
from typing import NamedTuple

from rfcalc.axis import FIRST, IndexMap, check_phases
from rfcalc.layers.values import Factor, needs_size

ALIGNED = "align_corners"
ASYMMETRIC = "asymmetric"
SYMMETRIC = "half_pixel_symmetric"
PYTORCH = "pytorch_half_pixel"


class Line(NamedTuple):
    """Feature i lies at ``(i * slope + first) / unit``, in features of the map before."""

    slope: int
    first: int
    unit: int


def line_of(coordinates: str, scale: Factor | None, n: int | None, m: int | None) -> Line:
    """Return where features lie that a scale, or else a size of ``m``, makes of a map of ``n``.

    Raises `RfcalcError` where that depends on a size that is not known.
    """
    if coordinates == ALIGNED:
        if n is None or m is None:
            raise needs_size("where aligned corners lie", ALIGNED)
        return Line(n - 1, 0, m - 1) if m > 1 else Line(0, 0, 1)
    if scale is not None:
        above, below = scale
    elif n is None or m is None:
        raise needs_size("what a resizing to a given size reads", "size")
    else:
        above, below = m, n
    if coordinates == ASYMMETRIC:
        return Line(below, 0, above)
    if coordinates == PYTORCH and m == 1:
        return Line(0, 0, 1)
    half = Line(2 * below, below - above, 2 * above)  # (i + 1/2) * below / above - 1/2
    if coordinates == SYMMETRIC and below > 1:
        if n is None or m is None:
            raise needs_size("where its features lie", "coordinates")
        # The middle of the resized map is put on that of the map: n / 2 * (1 - m / (n * scale)) further on.
        return Line(half.slope, half.first + n * above - m * below, half.unit)
    return half


def read_along(line: Line, rounding: str | None, *, wide: bool) -> IndexMap:
    """Return what the features along a line read: by a rounding the nearest, else the two around, or four if wide."""
    if not line.slope:
        return FIRST
    turn = lcm(line.slope, line.unit)
    period, advance = turn // line.slope, turn // line.unit
    check_phases(period)
    ranges = []
    for i in range(period):
        place, rest = divmod(i * line.slope + line.first, line.unit)
        if rounding is not None:
            place += _rounds_up(rounding, 2 * rest, line.unit)
            rest = 0
        if not rest:
            ranges.append(range(place, place + 1))
        else:
            ranges.append(range(place - 1, place + 3) if wide else range(place, place + 2))
    return IndexMap(period, advance, tuple(ranges))


def _rounds_up(rounding: str, twice: int, unit: int) -> bool:
    """Return whether what lies half of ``twice / unit`` past a feature is taken for the next one."""
    if rounding == "ceil":
        return twice > 0
    if rounding == "round_prefer_ceil":
        return twice >= unit
    return rounding == "round_prefer_floor" and twice > unit


def edged(reads: IndexMap) -> IndexMap:
    """Return reads whose positions beyond the map are those at its edge."""
    return reads if reads is FIRST else reads._replace(border="replicate")
