"""Counts as floats, ready to be colored: made of quotients and logarithms, for a count may have any size."""

from __future__ import annotations

from itertools import accumulate, groupby
from math import log10
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.render.figures.style import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction
    from typing import TypeVar

    from rfcalc.analysis.planes import Plane

    Span = tuple[int, int]
    Share = Fraction
    Values = list[list[float | None]]
    Value = TypeVar("Value", int, float)


class Pixels(NamedTuple):
    """What is drawn of counts along two axes, or along one as a single row; pixels that do not count are ``None``."""

    spans: tuple[Span, ...]  # first and end along each axis
    values: Values  # shares of the largest, or logarithms of counts to the base 10
    effective: list[list[bool]]  # whether a pixel belongs to the effective receptive field


class Scale(NamedTuple):
    """The values at the two ends of the colors."""

    low: float
    high: float
    log: bool
    least: float = 0  # the smallest value there is; the colors end below it where all are equal

    def level(self, value: float) -> int:
        """Return which of the colors of counts a value has."""
        return min(int((value - self.low) / (self.high - self.low) * LEVELS), LEVELS - 1)


def pixels_of(plane: Plane, *, log: bool, peak: Share | None = None) -> Pixels:
    """Return a plane's counts: shares of the largest, or logarithms.

    With a ``peak``, values are of shares of all paths, and relative to this one if they are linear.
    """
    whole = plane.denominator if peak is None else sum(map(sum, plane.rows))
    if log:
        shift = log10(whole)
        values: Values = [[log10(count) - shift if count else None for count in row] for row in plane.rows]
    else:
        times, most = (1, max(map(max, plane.rows))) if peak is None else (peak.denominator, whole * peak.numerator)
        values = [[count * times / most if count else None for count in row] for row in plane.rows]
    return Pixels(plane.spans, values, plane.effective)


def peak_of(planes: Sequence[Plane]) -> Share:
    """Return the largest share of all its paths that a pixel has in any of some planes, exactly."""
    from fractions import Fraction

    return max(Fraction(max(map(max, plane.rows)), sum(map(sum, plane.rows))) for plane in planes)


def scale_of(shown: Sequence[Pixels], *, log: bool) -> Scale:
    """Return the scale of all that is shown together."""
    if not log:
        return Scale(0, 1, log)
    known = [value for part in shown for row in part.values for value in row if value is not None]
    low, high = min(known), max(known)
    return Scale(low if low < high else high - 1, high, log, low)


def reduced(values: list[list[Value | None]], block: int) -> list[list[Value | None]]:
    """Return the largest of each block of so many pixels along every axis; the last may be cut off."""
    if block == 1:
        return values
    across = [[_largest(row[at : at + block]) for at in range(0, len(row), block)] for row in values]
    return [[_largest(column) for column in zip(*across[at : at + block])] for at in range(0, len(across), block)]


def _largest(values: Iterable[Value | None]) -> Value | None:
    return max((value for value in values if value is not None), default=None)


def smoothed(mask: list[list[bool]], side: int) -> list[list[bool]]:
    """Return for each pixel whether most of the pixels around it are true; edges go on outwards.

    They are weighed twice with a window of ``side`` pixels, so that a grid whose period divides it leaves no trace.
    """
    across = [_weighed(row, side) for row in mask]
    down = [_weighed(column, side) for column in zip(*across)]
    return [[weight > side**4 / 2 for weight in row] for row in zip(*down)]


def _weighed(line: Sequence[int], side: int) -> list[int]:
    """Return sums of sums of so many neighbors, as many as there were."""
    room = side - 1
    weights = [*[int(line[0])] * room, *map(int, line), *[int(line[-1])] * room]
    for _ in range(2):
        sums = [0, *accumulate(weights)]
        weights = [end - first for first, end in zip(sums, sums[side:])]
    return weights


def outline(mask: list[list[bool]], spans: Sequence[Span]) -> list[list[tuple[int, int]]]:
    """Return the borders of what is true as straight lines along the pixels' edges, ``(x, y)`` to ``(x, y)``."""
    (top, _), (left, _) = spans
    lines = []
    for y, row in enumerate(_changes(mask), start=top):
        lines += [[(left + first, y), (left + end, y)] for first, end in runs(row)]
    for x, column in enumerate(_changes(list(zip(*mask))), start=left):
        lines += [[(x, top + first), (x, top + end)] for first, end in runs(column)]
    return lines


def _changes(mask: Sequence[Sequence[bool]]) -> list[list[bool]]:
    """Return where rows differ from those before them, before the first and after the last are false ones."""
    empty = [False] * len(mask[0])
    return [[a != b for a, b in zip(above, row)] for above, row in zip([empty, *mask], [*mask, empty])]


def runs(line: Iterable[bool]) -> list[Span]:
    """Return where neighbors are true together, ends not included."""
    found, at = [], 0
    for true, group in groupby(line):
        end = at + len(list(group))
        if true:
            found.append((at, end))
        at = end
    return found
