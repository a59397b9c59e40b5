"""What is written beside the pictures: titles, how paths were counted, and the numbers, as values along each axis."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.planes import DRAWN
from rfcalc.page.spelling import amount, escaped, number, percent, rounded
from rfcalc.render.form_columns import about_growth, about_map
from rfcalc.render.wording import title

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.axis import Box
    from rfcalc.render.figures.pixels import Scale
    from rfcalc.reports.forms import Growth, Map

POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
DECADES = 5  # powers of ten below a color bar, at most
LONGEST = 10**20
"""Numbers of paths below it are told to the last digit."""

EXACT_POWER = 9  # of ten, below which a power is spelled as a number


class Line(NamedTuple):
    """One number, or the number along one axis; only the first of several has a name."""

    name: str
    axis: str  # empty where all axes agree
    value: str


def numbers_of(report: Map) -> list[Line]:
    """Return the numbers of a map that are known; where the axes differ, a line for each of them, x first."""
    form = report.form
    return [
        *_along("rf", report.axes, form.rf, number),
        *_along("box", report.axes, form.box, _box),
        *_along("counted", report.axes, form.counted, _box),
        *_alone("pixels", form.pixels, number),
        *_alone("holes", form.holes, percent),
        *_alone("paths", form.paths, _paths),
        *_alone("largest", form.largest, _paths),
        *_alone("erf", form.erf, rounded),
        *_alone("erf/rf", form.erf_share, percent),
        *_along("std", report.axes, form.std, rounded),
        *_along("std_formula", report.axes, form.std_formula, rounded),
        *_alone("gridding", form.gridding, percent),
        *_along("checkerboard", report.axes, form.checkerboard, percent),
        *_along("center", report.axes, form.center, number),
        *_along("shift", report.axes, form.shift, rounded),
        *_along("shift_image", report.axes, form.shift_image, rounded),
        *_along("shift_mass", report.axes, form.shift_mass, rounded),
    ]


def _alone(name: str, value: Number | None, spelled: Callable[..., str]) -> list[Line]:
    return [] if value is None else [Line(name, "", spelled(value))]


def _along(name: str, axes: Sequence[str], values: Sequence[object] | None, spelled: Callable[..., str]) -> list[Line]:
    words = [spelled(value) for value in values or ()]
    if len(set(words)) <= 1:
        return [Line(name, "", word) for word in words[:1]]
    pairs = reversed(list(zip(axes, words)))
    return [Line("" if at else name, axis, word) for at, (axis, word) in enumerate(pairs)]


def _box(bounds: Box) -> str:
    return f"[{bounds[0]}, {bounds[1]})"


def _paths(count: Number) -> str:
    return str(count) if isinstance(count, int) and count < LONGEST else amount(count)


def shortened(name: str, most: int) -> str:
    """Return a name, its middle left out where it is long: both ends tell layers apart."""
    name = escaped(name)
    return name if len(name) <= most else f"{name[: most // 2]}…{name[1 - most // 2 :]}"


def about_counts(report: Map) -> str:
    """Return the size of the input and how paths were counted."""
    known = title(report)[1]
    return f"{known[0].upper()}{known[1:]}. {about_map(report)}"


def about_depth(report: Growth) -> str:
    """Return what grows, and how paths were counted."""
    return about_growth(report)


def meaning(report: Map, *, log: bool) -> str:
    """Return what the colors stand for."""
    what = "weight of" if report.weights == "mean" else "paths from"
    if len(report.axes) > DRAWN:
        return f"{what} a line of pixels ({'logarithmic' if log else 'each: % of largest'})"
    return f"{what} a pixel (logarithmic)" if log else f"{what} a pixel (100% = {_short(report.form.largest or 0)})"


def _short(count: Number) -> str:
    """Return a number of paths, or by three digits what they weigh if that is little."""
    return amount(count) if count >= 1 else f"{float(count):.3g}".replace("e-0", "e-")


def ticks_of(scale: Scale) -> dict[float, str]:
    """Return which values are told and how: shares, powers of ten, or the ends where there are no two powers."""
    if not scale.log:
        return {part / 4: f"{part / 4:.0%}" for part in range(5)}
    first, last = ceil(scale.least), floor(scale.high)
    if first >= last:
        return {end: _spelled(end) for end in (scale.least, scale.high)}
    step = -(-(last - first) // DECADES)
    return {power: f"10{power}".translate(POWERS).replace("¹⁰", "10", 1) for power in range(first, last + 1, step)}


def _spelled(power: float) -> str:
    """Return ten to a power, to three digits; the number may be too large for a float."""
    whole = floor(power)
    return amount(round(10**power, 2)) if 0 <= power < EXACT_POWER else f"{10 ** (power - whole):.3g}e{whole}"
