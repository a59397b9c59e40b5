"""How pixels are told: by the name that a network gives them, and with their lengths in its unit beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.network.pixel import PIXEL
from rfcalc.page.spelling import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.network.pixel import Pixel

DIGITS = 6  # of a length that is told exactly; of others, the first four


def one(pixel: Pixel) -> str:
    """Return what a single one is called: ``sample``."""
    return pixel.name or PIXEL


def with_article(pixel: Pixel) -> str:
    """Return what any of them is called: ``a sample``, ``an event``."""
    word = one(pixel)
    return f"an {word}" if word[0] in "aeiouAEIOU" else f"a {word}"


def many(pixel: Pixel) -> str:
    """Return what several are called: ``samples``."""
    return f"{one(pixel)}s"


def counted_in(pixel: Pixel, amount: str) -> str:
    """Return a spelled number of pixels, short where they have no name: ``16 px``, ``1 sample``, ``2.5 samples``."""
    if not pixel.name:
        return f"{amount} px"
    return f"{amount} {one(pixel) if amount == '1' else many(pixel)}"


def lengths(pixel: Pixel, axes: Sequence[str], counts: Sequence[Number], *, x_first: bool = False) -> str:
    """Return so many pixels along each axis in the unit: ``65 ms``, ``40 x 20 um``; nothing where there is none.

    Counts stand in the order of the axes. Axes without a length are left out, and the others then say which they are.
    """
    told = {axis: _length(count, size) for axis, count, size in zip(axes, counts, pixel.size) if size is not None}
    pattern = length_pattern(pixel, axes, x_first=x_first)
    return "".join([told[word] if at % 2 else word for at, word in enumerate(pattern)])


def length_pattern(pixel: Pixel, axes: Sequence[str], *, x_first: bool = False) -> list[str]:
    """Return how `lengths` are told: every second entry is an axis, whose length stands there. Empty where none is."""
    known = [(axis, unit) for axis, size, unit in zip(axes, pixel.size, pixel.unit) if size is not None]
    if x_first:
        known.reverse()
    if not known:
        return []
    every = len(known) == len(axes)
    units = [f" {unit}" if every else f" {unit} along {axis}" for axis, unit in known]
    if every and len(set(units)) == 1:  # it is told once, behind the last
        units[:-1] = [""] * (len(units) - 1)
    pattern = [""]
    for (axis, _), unit in zip(known, units):
        pattern += [axis, unit + (" x " if every else ", ")]
    return [*pattern[:-1], units[-1]]


def beside(told: str) -> str:
    """Return a length as it stands behind a number of pixels: `` (65 ms)``."""
    return f" ({told})" if told else ""


def _length(count: Number, size: tuple[int, int]) -> str:
    """Return the length of some pixels, exactly if six digits can spell it, and else by its first four."""
    from fractions import Fraction

    exact = Fraction(str(count)) * Fraction(*size)
    if exact.denominator == 1:
        return str(exact.numerator)
    value = float(exact)
    short = f"{value:.{DIGITS}g}"
    if "e" not in short and Fraction(short) == exact:
        return short
    return number(float(f"{value:.4g}")) if abs(value) >= 1 else f"{value:.4g}"


def _quotient(numerator: int, denominator: int) -> int | float:
    return numerator / denominator if numerator % denominator else numerator // denominator


def pixel_record(pixel: Pixel, axes: Sequence[str]) -> dict[str, object]:
    """Return the key that tells what a pixel is, as JSON has it: numbers stay in pixels. None where nothing is said."""
    if not pixel.name and not pixel.size:
        return {}
    record: dict[str, object] = {"name": one(pixel)}
    if pixel.size:
        record["size"] = {axis: each and _quotient(*each) for axis, each in zip(axes, pixel.size)}
        record["unit"] = dict(zip(axes, pixel.unit))
    return {PIXEL: record}
