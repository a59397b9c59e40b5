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
    from collections.abc import Sequence

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


def of_grid(grids: Sequence[Form], last: Form, pixel: Pixel) -> Finding:
    """Return which maps read neighbouring pixels unevenly, given the forms of those that do."""
    shares = [form.gridding for form in grids]
    worst = _worst(grids, last, shares, last.gridding)
    text = f"Grid: neighboring {many(pixel)} count unevenly from {escaped(grids[0].layer)} on: {worst}."
    most = max(each or 0 for each in shares)
    numbers = {"count": len(grids), "worst": grids[shares.index(most)].layer, "gridding": most}
    return Finding("gridding", tuple([form.layer for form in grids]), numbers, text)


def of_checkerboard(boards: Sequence[Form], last: Form) -> Finding:
    """Return which maps' features are reached unevenly, given the forms of those whose are."""
    shares = [max(form.checkerboard or (0,)) for form in boards]
    worst = _worst(boards, last, shares, max(last.checkerboard or (0,)))
    text = f"Checkerboard: neighboring features are reached unevenly from {escaped(boards[0].layer)} on: {worst}."
    numbers = {"count": len(boards), "worst": boards[shares.index(max(shares))].layer, "checkerboard": max(shares)}
    return Finding("checkerboard", tuple([form.layer for form in boards]), numbers, text)


def _worst(flagged: Sequence[Form], last: Form, shares: Sequence[float | None], at_last: float | None) -> str:
    """Return the largest share and where it is, and that of the last map if it is another."""
    worst = max(share or 0 for share in shares)
    parts = [f"{share(worst)} at {escaped(flagged[[*shares].index(worst)].layer)}"]
    if at_last is not None and percent(at_last) != percent(worst):
        parts.append(f"{share(at_last)} at {escaped(last.layer)}")
    return ", ".join(parts)


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
