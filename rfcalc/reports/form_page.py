"""The forms of receptive fields as people read them: a row for each layer, before and after a cure if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.analysis.form import GRADIENT
from rfcalc.errors import escaped
from rfcalc.network.pixel import surface
from rfcalc.page.parts import Cell, Column, Notes, Table, Text, Title, column
from rfcalc.page.words import counted, input_size
from rfcalc.reports.choice import left_out_text
from rfcalc.reports.form_numbers import OF_A_CURE, OF_LAYERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.form import Form
    from rfcalc.page.parts import Page
    from rfcalc.reports.forms import Forms
    from rfcalc.reports.remedy import Effect


_WAYS = {
    "uniform": "every tap counts one path",
    "mean": "the taps of a window share one path",
    GRADIENT: "gradients of the feature without their sign, as a mean over images",
}


def terms(weights: str, axes: Sequence[str], *, unclipped: bool = False) -> str:
    """Return how paths were counted, or what was measured: ``every tap counts one path``."""
    return _WAYS[weights] + f", as if {surface(axes)} and maps had no borders" * unclipped


def forms_page(report: Forms) -> Page:
    """Return a title, a row for each layer, and the notes."""
    rows = report.layers
    title = Title(
        escaped(report.network),
        input_size(report.input, report.axes, report.pixel),
        extent=counted(len(rows) + report.left_out, "layer"),
        about=f"Middle feature of each layer; {terms(report.weights, report.axes, unclipped=report.unclipped)}.",
    )
    columns = (
        column("name", [escaped(row.layer) for row in rows], "layer"),
        column("type", [escaped(row.type) for row in rows], "kind", importance=5),
        *[
            column(
                each.named(report.axes), map(each.text, rows), each.role, right=True, importance=each.importance
            )._replace(meaning=each.meaning(report.axes))
            for each in OF_LAYERS
        ],
    )
    left_out = left_out_text(len(rows), report.left_out)
    texts = (Text((left_out,)),) if left_out else ()
    return (title, Table(columns, repeats=_alike(rows)), *texts, Notes(report.notes))


def _alike(rows: Sequence[Form]) -> list[bool]:
    """Return for each layer whether all its numbers are those of the row above."""
    numbers = [row._replace(layer="", type="") for row in rows]
    return [at > 0 and numbers[at] == numbers[at - 1] for at in range(len(rows))]


def effect_page(report: Effect) -> Page:
    """Return a title, the numbers of each layer before and after a cure, and in words what was cured."""
    title = Title(
        escaped(report.network),
        input_size(report.input, report.axes, report.pixel),
        about="Middle feature of the last map of each stage, before and after the cure; "
        f"{terms(report.weights, report.axes)}.",
    )
    columns = [column("name", [escaped(before.layer) for before, _ in report.layers], "layer")]
    for each in OF_A_CURE:
        texts = [(each.text(before), each.text(after)) for before, after in report.layers]
        cells = [Cell(before, "" if before == after else after) for before, after in texts]
        role = "" if each.role == "fault" else each.role
        columns.append(
            Column(
                each.named(report.axes),
                cells,
                role,
                right=True,
                paired=True,
                importance=each.importance,
                meaning=each.meaning(report.axes),
            )
        )
    return (title, Table(tuple(columns)), Notes(report.notes))
