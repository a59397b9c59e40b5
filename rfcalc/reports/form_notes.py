"""What stands out in the form of receptive fields, in words: the sentences below the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.axis import WHOLE
from rfcalc.errors import escaped
from rfcalc.network.pixel import surface
from rfcalc.page.note import Note
from rfcalc.page.pixels import counted_in, many
from rfcalc.page.spelling import rounded, share
from rfcalc.page.words import displacement, listed
from rfcalc.reports.findings.forms import of_checkerboard, of_grid, of_holes, of_size, side_of
from rfcalc.reports.untold import notes_on_untold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.form import Form
    from rfcalc.analysis.statistics import Statistics
    from rfcalc.network import Network
    from rfcalc.network.pixel import Pixel
    from rfcalc.reports.forms import Growth

NO_PATH = Note("no-path", (), "No path leads to any of the features.")


def notes_on_forms(statistics: Statistics, forms: Sequence[Form]) -> tuple[Note, ...]:
    """Return one note for each thing that stands out: shift, grid, checkerboard, holes, size, whole maps."""
    untold = notes_on_untold(statistics.analysis)
    seen = [form for form in forms if form.erf is not None]
    if not seen:
        return (*untold, NO_PATH)
    last = next((form for form in reversed(seen) if any(n != 1 for n in form.n)), seen[-1])
    notes = [
        *untold,
        *on_shift(seen, last, statistics.network),
        *_on_evenness(seen, forms, last, statistics.network.pixel),
        *_on_holes(seen, statistics.network.pixel),
        of_size(last, statistics.network).note(),
    ]
    whole = [
        form.layer
        for node, form in enumerate(forms, start=1)
        if all(axis.marks[node] & WHOLE for axis in statistics.fields.axes)
    ]
    if whole and whole[0] != forms[-1].layer:
        text = f"From {escaped(whole[0])} on some ways read a whole map, all of whose features count alike on them."
        notes.append(Note("whole", whole, text))
    return tuple(notes)


def _names(forms: Sequence[Form]) -> list[str]:
    return [form.layer for form in forms]


def on_shift(forms: Sequence[Form], last: Form, network: Network) -> list[Note]:
    """Return whether maps lie in the middle of the image, and where the last one does."""
    middle = f"the middle of the {surface(network.axes)}"
    off = [form for form in forms if form.shift and any(form.shift)]
    if not off:
        is_told = any(form.shift is not None for form in forms)
        return [Note("centered", (), f"Centered: every map lies in {middle}.")] if is_told else []
    if last not in off:
        text = f"Off-center: maps do not lie in {middle} at {listed(_names(off), 1)}."
    else:
        where = f"{displacement(last.shift or (), network.axes, network.pixel)} {middle}"
        begins = f"; it begins at {escaped(off[0].layer)}" if off[0] != last else ""
        text = f"Off-center: the map of {escaped(last.layer)} lies {where}{begins}."
    return [Note("off-center", _names(off), text)]


def _on_evenness(seen: Sequence[Form], forms: Sequence[Form], last: Form, pixel: Pixel) -> list[Note]:
    """Return how unevenly pixels are read, and features reached; smooth is what has neither."""
    grids = {form.layer: form.gridding for form in seen if form.gridding}
    boards = {form.layer: max(form.checkerboard) for form in forms if form.checkerboard and any(form.checkerboard)}
    notes = [of_grid(grids, last.layer, last.gridding, pixel).note()] if grids else []
    notes += [of_checkerboard(boards, last.layer, max(last.checkerboard or (0,))).note()] if boards else []
    is_told = any(form.gridding is not None and form.checkerboard is not None for form in seen)
    return (
        [Note("smooth", (), f"Smooth: over a map, all {many(pixel)} count alike.")] if is_told and not notes else notes
    )


def _on_holes(forms: Sequence[Form], pixel: Pixel) -> list[Note]:
    holed = [form for form in forms if form.holes]
    return [of_holes(holed, pixel).note()] if holed else []


def notes_on_growth(growth: Growth) -> tuple[Note, ...]:
    """Return in words how far the fields grow against the image and the closed formula."""
    rows = growth.rows
    if not rows:
        return (NO_PATH,)
    notes = []
    last = rows[-1]
    side = side_of(growth.input)
    if side is not None:
        beyond = [row.layer for row in rows if row.rf > side]
        whole = f"{surface(growth.axes)} ({counted_in(growth.pixel, rounded(side))})"
        text = f"The rf never reaches the size of the {whole}."
        if beyond:
            text = f"The rf is larger than the {whole} from {escaped(beyond[0])} on."
        notes.append(Note("exceeds-image" if beyond else "within-image", beyond, text))
    grows = f"The effective field grows from {rounded(rows[0].erf)} to {counted_in(growth.pixel, rounded(last.erf))}"
    shares = [rows[0].erf / rows[0].rf, last.erf / last.rf]
    if shares[1] < shares[0]:
        grows += f", while its share of the rf falls from {share(shares[0])} to {share(shares[1])}"
    notes.append(Note("growth", (rows[0].layer, last.layer), f"{grows}."))
    if last.law is not None:
        text = f"Without borders it would be {counted_in(growth.pixel, rounded(last.law))} (erf_formula)."
        notes.append(Note("erf-formula", (last.layer,), text))
    if growth.averaged:
        text = f"Sizes are geometric means over the axes {', '.join(growth.axes[::-1])}; rfcalc form tells each."
        notes.append(Note("geometric-mean", (), text))
    return tuple(notes)
