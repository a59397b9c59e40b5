"""What forms tell: holes, a grid, a checkerboard, how much of the rf is effective; for findings and for notes alike."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.network.pixel import surface
from rfcalc.page.pixels import counted_in, many
from rfcalc.page.spelling import percent, rounded, share
from rfcalc.page.words import listed
from rfcalc.reports.findings.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rfcalc.analysis.form import Form
    from rfcalc.network import Network
    from rfcalc.network.pixel import Pixel


def of_holes(holed: Sequence[Form], pixel: Pixel) -> Finding:
    """Return which fields have holes, given the forms that have."""
    worst = max(holed, key=lambda form: form.holes or 0)
    names = [worst.layer, *[form.layer for form in holed if form is not worst]]
    text = f"Holes: {share(worst.holes or 0)} of the {many(pixel)} within the field do not count at {listed(names, 1)}."
    numbers = {"count": len(holed), "worst": worst.layer, "holes": worst.holes}
    return Finding("holes", tuple([form.layer for form in holed]), numbers, text)


def of_grid(shares: Mapping[str, float], last: str, at_last: float | None, pixel: Pixel) -> Finding:
    """Return which maps read neighbouring pixels unevenly, given how unevenly by layer, and the last map's share."""
    first = escaped(next(iter(shares)))
    text = f"Grid: neighboring {many(pixel)} count unevenly from {first} on: {_worst(shares, last, at_last)}."
    return Finding("gridding", tuple(shares), _numbers("gridding", shares), text)


def of_checkerboard(shares: Mapping[str, float], last: str, at_last: float | None) -> Finding:
    """Return which maps' features are reached unevenly, given how unevenly by layer, and the last map's share."""
    first = escaped(next(iter(shares)))
    text = f"Checkerboard: neighboring features are reached unevenly from {first} on: {_worst(shares, last, at_last)}."
    return Finding("checkerboard", tuple(shares), _numbers("checkerboard", shares), text)


def _worst(shares: Mapping[str, float], last: str, at_last: float | None) -> str:
    """Return the largest share and where it is, and that of the last map if it is another."""
    worst = max(shares, key=lambda name: shares[name])
    parts = [f"{share(shares[worst])} at {escaped(worst)}"]
    if at_last is not None and percent(at_last) != percent(shares[worst]):
        parts.append(f"{share(at_last)} at {escaped(last)}")
    return ", ".join(parts)


def _numbers(key: str, shares: Mapping[str, float]) -> dict[str, object]:
    worst = max(shares, key=lambda name: shares[name])
    return {"count": len(shares), "worst": worst, key: shares[worst]}


def of_size(last: Form, network: Network) -> Finding:
    """Return how much of the rf of the last map's feature is effective: a number, no verdict."""
    rf = prod(last.rf or ()) ** (1 / len(network.axes))
    size = f"The effective field of {escaped(last.layer)} is {counted_in(network.pixel, rounded(last.erf or 0))}, "
    size += f"{share(last.erf_share or 0)} of its rf of {rounded(rf)}"
    side = side_of(network.input)
    if side is not None:
        size += f" and {share((last.erf or 0) / side)} of the {surface(network.axes)}"
    numbers = {"erf": last.erf, "rf": dict(zip(network.axes, last.rf or ())), "share": last.erf_share}
    return Finding("erf-share", (last.layer,), numbers, f"{size}.")


def side_of(size: Sequence[int | None]) -> float | None:
    """Return the geometric mean of an image's sides, if its size is known."""
    sides = [n for n in size if n is not None]
    return prod(sides) ** (1 / len(sides)) if len(sides) == len(size) else None
