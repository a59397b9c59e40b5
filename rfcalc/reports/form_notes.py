"""What stands out in the form of receptive fields, in words: the sentences below the tables."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rfcalc.axis import WHOLE
from rfcalc.errors import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.form import Form
    from rfcalc.analysis.statistics import Statistics
    from rfcalc.network import Network
    from rfcalc.reports.forms import GrowthRow

SIDES = {"x": ("left", "right"), "y": ("above", "below"), "z": ("in front", "behind")}
"""Where something lies that is off its place along an axis: before it, after it."""


def notes_on_forms(statistics: Statistics, forms: Sequence[Form]) -> tuple[str, ...]:
    """Return one sentence for each thing that stands out: shift, grid, holes, size, whole maps."""
    seen = [form for form in forms if form.erf is not None]
    if not seen:
        return ("No path leads to any of the features.",)
    last = next((form for form in reversed(seen) if any(n != 1 for n in form.n)), seen[-1])
    notes = [
        *_on_shift(seen, last, statistics.network.axes),
        *_on_grid(seen, last),
        *_on_holes(seen),
        *_on_size(last, statistics.network),
    ]
    whole = [
        form.layer
        for node, form in enumerate(forms, start=1)
        if all(axis.marks[node] & WHOLE for axis in statistics.fields.axes)
    ]
    if whole and whole[0] != forms[-1].layer:
        notes.append(
            f"From {escaped(whole[0])} on some ways read a whole map, all of whose features count alike on them."
        )
    return tuple(notes)


def _on_shift(forms: Sequence[Form], last: Form, axes: tuple[str, ...]) -> list[str]:
    off = [form for form in forms if form.shift and any(form.shift)]
    if not off:
        centered = any(form.shift is not None for form in forms)
        return ["Centered: every map lies in the middle of the image."] if centered else []
    if last not in off:
        return [f"Off-center: maps do not lie in the middle of the image at {_named(off)}."]
    place = f"{displacement(last.shift or (), axes)} the middle of the image"
    begins = f"; it begins at {escaped(off[0].layer)}" if off[0] != last else ""
    return [f"Off-center: the map of {escaped(last.layer)} lies {place}{begins}."]


def displacement(shift: Sequence[object], axes: tuple[str, ...]) -> str:
    """Return a shift in words: ``15.5 px left of and above``."""
    amounts: dict[str, list[str]] = {}
    for axis, along in reversed(list(zip(axes, shift))):
        pixels = float(along)  # type: ignore[arg-type]
        if pixels:
            side = SIDES[axis][pixels > 0]
            amounts.setdefault(f"{abs(pixels):.4g} px", []).append(f"{side} of" if axis != "y" else side)
    return ", ".join(f"{amount} {' and '.join(sides)}" for amount, sides in amounts.items())


def _on_grid(forms: Sequence[Form], last: Form) -> list[str]:
    uneven = [form for form in forms if form.gridding]
    if not uneven:
        known = any(form.gridding is not None for form in forms)
        return ["Smooth: over a map, all pixels count alike."] if known else []
    worst = max(uneven, key=lambda form: form.gridding or 0)
    told = [f"{_percent(worst.gridding)} at {escaped(worst.layer)}"]
    if last.gridding is not None and _percent(last.gridding) != _percent(worst.gridding):
        told.append(f"{_percent(last.gridding)} at {escaped(last.layer)}")
    return [f"Grid: neighboring pixels count unevenly from {escaped(uneven[0].layer)} on: {', '.join(told)}."]


def _on_holes(forms: Sequence[Form]) -> list[str]:
    holed = [form for form in forms if form.holes]
    if not holed:
        return []
    worst = max(holed, key=lambda form: form.holes or 0)
    return [f"Holes: {_percent(worst.holes)} of the pixels within the field do not count at {_named(holed, worst)}."]


def _on_size(last: Form, network: Network) -> list[str]:
    rf = prod(last.rf or ()) ** (1 / len(network.axes))
    size = f"The effective field of {escaped(last.layer)} is {last.erf:.4g} px, "
    size += f"{_percent(last.erf_share)} of its rf of {rf:.4g}"
    known = [n for n in network.input if n is not None]
    if len(known) == len(network.input):
        size += f" and {_percent((last.erf or 0) / prod(known) ** (1 / len(known)))} of the image"
    return [size + "."]


def notes_on_growth(network: Network, rows: Sequence[GrowthRow]) -> tuple[str, ...]:
    """Return in words how far the fields grow against the image and the law."""
    if not rows:
        return ("No path leads to any of the features.",)
    notes = []
    last = rows[-1]
    known = [n for n in network.input if n is not None]
    if len(known) == len(network.input):
        side = prod(known) ** (1 / len(known))
        beyond = [row for row in rows if row.rf > side]
        if beyond:
            notes.append(f"The rf is larger than the image ({side:.4g} px) from {escaped(beyond[0].layer)} on.")
        else:
            notes.append(f"The rf never reaches the size of the image ({side:.4g} px).")
    notes.append(
        f"The effective field grows from {rows[0].erf:.4g} to {last.erf:.4g} px, while its share of the rf falls "
        f"from {_percent(rows[0].erf / rows[0].rf)} to {_percent(last.erf / last.rf)}."
        if last.erf / last.rf < rows[0].erf / rows[0].rf
        else f"The effective field grows from {rows[0].erf:.4g} to {last.erf:.4g} px."
    )
    if last.law is not None:
        notes.append(f"By the square-root law it would be {last.law:.4g} px without borders.")
    return tuple(notes)


def _named(forms: Sequence[Form], first: Form | None = None) -> str:
    """Return a layer and how many more there are."""
    named = first or forms[0]
    return escaped(named.layer) + (f" and {len(forms) - 1} more" if len(forms) > 1 else "")


def _percent(share: float | None) -> str:
    return f"{(share or 0) * 100:.3g}%"
