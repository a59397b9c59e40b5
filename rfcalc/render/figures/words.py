"""What is written beside the pictures: titles, how paths were counted, and the numbers, as values along each axis."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.form import GRADIENT
from rfcalc.analysis.planes import DRAWN
from rfcalc.page.parts import Title, part_of
from rfcalc.page.pixels import many, with_article
from rfcalc.page.spelling import amount
from rfcalc.reports.form_numbers import of_map

if TYPE_CHECKING:
    from rfcalc.analysis.numbers import Number
    from rfcalc.render.figures.pixels import Scale
    from rfcalc.reports.forms import Map

POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
DECADES = 5  # powers of ten below a color bar, at most
EXACT_POWER = 9  # of ten, below which a power is spelled as a number


class Line(NamedTuple):
    """One number, or the number along one axis; only the first of several has a name."""

    name: str
    axis: str  # empty where all axes agree
    value: str


def numbers_of(report: Map) -> list[Line]:
    """Return the numbers of a map that are known; where the axes differ, a line for each of them, x first."""
    return [
        Line("" if at else each.named(report.axes), axis, value)
        for each in of_map(report.weights)
        for at, (axis, value) in enumerate(each.by_axis(report.form, report.axes))
    ]


def about_counts(report: Map) -> str:
    """Return the size of the input and how paths were counted."""
    title = part_of(report.page(), Title)
    return f"{title.size[0].upper()}{title.size[1:]}. {title.about}"


def described(report: Map) -> str:
    """Return what a map shows in sentences, for those who cannot see it."""
    told: dict[str, list[str]] = {}
    name = ""
    for row in numbers_of(report):
        name = row.name or name
        told.setdefault(name, []).append(f"{row.axis} {row.value}".lstrip())
    numbers = "; ".join([f"{name}: {', '.join(values)}" for name, values in told.items()])
    return f"{about_counts(report)} {numbers}."


_COLORS = {"mean": "weight of", GRADIENT: "gradient of"}


def meaning(report: Map, *, log: bool) -> str:
    """Return what the colors stand for."""
    what = _COLORS.get(report.weights, "paths from")
    if len(report.axes) > DRAWN:
        return f"{what} a line of {many(report.pixel)} ({'logarithmic' if log else 'each: % of largest'})"
    what += f" {with_article(report.pixel)}"
    return f"{what} (logarithmic)" if log else f"{what} (100% = {_short(report.form.largest or 0)})"


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
