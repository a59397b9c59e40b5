"""The views of `rfcalc figure` as people read them where nothing is drawn: a row for each map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import Figure, Table, Title, column
from rfcalc.page.spelling import box, box_by_axis, number, per_axis
from rfcalc.page.words import counted, input_size

if TYPE_CHECKING:
    from rfcalc.page.parts import Page
    from rfcalc.reports.fixed_view import FixedView
    from rfcalc.reports.side_view import SideView


def fixed_page(view: FixedView) -> Page:
    """Return the picture of maps over their image, or a row for each map."""
    maps = view.maps
    rows = Table(
        (
            column("name", [escaped(each.layer) for each in maps], "layer"),
            column("n", [per_axis(each.n) for each in maps], right=True),
            column("start", [per_axis(each.start) for each in maps], right=True),
            column("jump", [per_axis(each.jump, "varies") for each in maps], right=True),
            column("middle feature", [", ".join(map(str, reversed(each.index))) for each in maps], right=True),
            column("box", ["-" if each.box is None else box_by_axis(view.axes, each.box) for each in maps]),
        )
    )
    title = Title(
        escaped(view.network),
        input_size(view.input, view.axes, view.pixel),
        about="Each feature stands at the center of its receptive field.",
    )
    return (title, Figure("fixed", view, instead=(rows,)))


def side_page(view: SideView) -> Page:
    """Return the picture of what a feature reads, or a row for each layer on the way, from its own to the input."""
    rows = view.rows[::-1]
    seen = [[unit for unit in row.units if unit.seen] for row in rows]
    table = Table(
        (
            column("name", [escaped(row.layer) for row in rows], "layer"),
            column("n", [number(row.n) for row in rows], right=True),
            column("rf", [number(row.rf, "-") for row in rows], "main", right=True),
            column("reads", [box((units[0].index, units[-1].index + 1)) if units else "-" for units in seen]),
        )
    )
    title = Title(
        f"Feature {view.index} of {escaped(view.layer)} of {escaped(view.network)}",
        input_size((view.input,), (view.axis,), view.pixel),
        about=f"What it reads along {view.axis}, from the first to the last, in {counted(len(rows), 'layer')}.",
    )
    return (title, Figure("side", view, instead=(table,)))
