"""How far features see through the depth of a network, as people read it: curves or rows, and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import Figure, Notes, Table, Title, column
from rfcalc.page.pixels import many
from rfcalc.page.spelling import percent, rounded
from rfcalc.page.words import input_size
from rfcalc.reports.choice import left_out_text
from rfcalc.reports.form_page import terms

if TYPE_CHECKING:
    from rfcalc.page.parts import Page
    from rfcalc.reports.forms import Growth


def growth_page(report: Growth) -> Page:
    """Return curves, or where they cannot be drawn a row for each layer, and the notes."""
    left_out = left_out_text(len(report.rows), report.left_out)
    folded = ", as geometric means over the axes" if report.averaged else ""
    title = Title(
        escaped(report.network),
        input_size(report.input, report.axes, report.pixel),
        about=f"Receptive field and effective receptive field of middle features{folded}; "
        f"{terms(report.weights, report.axes, unclipped=report.unclipped)}.{left_out and f' {left_out}'}",
    )
    figure = Figure(
        "curves",
        report,
        caption=f"Upwards {many(report.pixel)}, by doublings; to the right layers, by depth.",
        instead=(_table(report),),
    )
    return (title, figure, Notes(report.notes))


def _table(report: Growth) -> Table:
    """Return how far each layer sees, and how far it would by the closed formula."""
    rows = report.rows
    return Table(
        (
            column("name", [escaped(row.layer) for row in rows], "layer"),
            column("depth", [str(row.depth) for row in rows], right=True),
            column("rf", [rounded(row.rf) for row in rows], "main", right=True),
            column("erf", [rounded(row.erf) for row in rows], "main", right=True),
            column("erf/rf", [percent(row.erf / row.rf) for row in rows], right=True, importance=1),
            column(
                "erf_formula",
                ["-" if row.law is None else rounded(row.law) for row in rows],
                right=True,
                importance=2,
            ),
        )
    )
