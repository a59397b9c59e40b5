"""Counts as arrays of floats, ready to be colored: made of quotients and logarithms, for a count may have any size."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING, Any, NamedTuple

from rfcalc.analysis.planes import DRAWN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from rfcalc.analysis.planes import Plane

    Span = tuple[int, int]
    Share = Fraction


class Pixels(NamedTuple):
    """What is drawn of counts along one or two axes; pixels that do not count are nan."""

    spans: tuple[Span, ...]  # first and end along each axis
    values: NDArray[Any]  # shares of the largest, or logarithms of counts to the base 10
    effective: NDArray[Any]  # whether a pixel belongs to the effective receptive field


class Scale(NamedTuple):
    """The values at the two ends of the colors."""

    low: float
    high: float
    log: bool
    least: float = 0  # the smallest value there is; the colors end below it where all are equal


def values_of(counts: NDArray[Any], denominator: int, *, log: bool) -> NDArray[Any]:
    """Return shares of the largest, or logarithms; nan for pixels that do not count."""
    import numpy as np

    counted = counts > 0
    if log:
        values = np.frompyfunc(log10, 1, 1)(np.where(counted, counts, 1)).astype(float) - log10(denominator)
    else:
        values = (counts / counts.max()).astype(float)
    return np.where(counted, values, np.nan)


def pixels_of(plane: Plane, *, log: bool, peak: Share | None = None) -> Pixels:
    """Return a plane's counts, of a lone axis without the level of rows.

    With a ``peak``, values are of shares of all paths, and relative to this one if they are linear.
    """
    import numpy as np

    counts, effective = np.array(plane.rows, dtype=object), np.array(plane.effective)
    if len(plane.axes) < DRAWN:
        counts, effective = counts[0], effective[0]
    if peak is None:
        return Pixels(plane.spans, values_of(counts, plane.denominator, log=log), effective)
    whole = int(counts.sum())
    if log:
        return Pixels(plane.spans, values_of(counts, whole, log=log), effective)
    values = (counts * peak.denominator / (whole * peak.numerator)).astype(float)
    return Pixels(plane.spans, np.where(counts > 0, values, np.nan), effective)


def peak_of(planes: Sequence[Plane]) -> Share:
    """Return the largest share of all its paths that a pixel has in any of some planes, exactly."""
    from fractions import Fraction

    return max(Fraction(max(map(max, plane.rows)), sum(map(sum, plane.rows))) for plane in planes)


def scale_of(shown: Sequence[Pixels], *, log: bool) -> Scale:
    """Return the scale of all that is shown together."""
    if not log:
        return Scale(0, 1, log)
    known = [part.values[part.values == part.values] for part in shown]
    low, high = min(part.min() for part in known), max(part.max() for part in known)
    return Scale(low if low < high else high - 1, high, log, low)


def reduced(values: NDArray[Any], block: int) -> NDArray[Any]:
    """Return the largest of each block of so many pixels along every axis; the last may be cut off."""
    import numpy as np

    for along, count in enumerate(values.shape):
        values = np.fmax.reduceat(values, range(0, count, block), axis=along)
    return values


def smoothed(mask: NDArray[Any], side: int) -> NDArray[Any]:
    """Return for each pixel whether most of the pixels around it are true; edges go on outwards.

    They are weighed twice with a window of ``side`` pixels, so that a grid whose period divides it leaves no trace.
    """
    import numpy as np

    sums = np.pad(mask.astype(float), side - 1, mode="edge")
    for axis in (0, 1, 0, 1):
        sums = np.lib.stride_tricks.sliding_window_view(sums, side, axis=axis).sum(axis=-1)
    return sums > side**4 / 2


def outline(mask: NDArray[Any], spans: Sequence[Span]) -> list[list[tuple[int, int]]]:
    """Return the borders of what is true as straight lines along the pixels' edges, ``(x, y)`` to ``(x, y)``."""
    import numpy as np

    framed = np.pad(mask, 1)
    (top, _), (left, _) = spans
    lines = []
    for y, row in enumerate(framed[1:] != framed[:-1], start=top):
        lines += [[(left - 1 + first, y), (left - 1 + end, y)] for first, end in runs(row)]
    for x, column in enumerate((framed[:, 1:] != framed[:, :-1]).T, start=left):
        lines += [[(x, top - 1 + first), (x, top - 1 + end)] for first, end in runs(column)]
    return lines


def runs(line: NDArray[Any]) -> list[Span]:
    """Return where neighbors are true together, ends not included."""
    import numpy as np

    changes = np.flatnonzero(np.diff(np.pad(line.astype(int), 1))).tolist()
    return list(zip(changes[::2], changes[1::2]))
