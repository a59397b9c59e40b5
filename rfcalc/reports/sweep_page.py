"""A parameter at several values as people read it: a row for each value, and the first for which a condition holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import Table, Text, Title, column
from rfcalc.page.words import counted, input_size
from rfcalc.reports.layer_cells import clean_text, flags_text, jump_text, n_text, reach_text, rf_text, start_text
from rfcalc.reports.sweep import value_text

if TYPE_CHECKING:
    from rfcalc.page.parts import Column, Page
    from rfcalc.reports.sweep import Sweep


def sweep_page(sweep: Sweep) -> Page:
    """Return a title, a row for each value and layer, and the sentence on a condition."""
    title = Title(
        escaped(sweep.network),
        input_size(sweep.input, sweep.axes, sweep.pixel),
        counted(len(sweep.steps), "value"),
        about=f"The last layer at each value of {escaped(sweep.parameter)}.",
    )
    until = () if sweep.until is None else (Text((sweep.until.sentence(sweep.parameter, len(sweep.steps)),)),)
    return (title, Table(_columns(sweep)), *until)


def _name(sweep: Sweep) -> str:
    """Return the parameter as files write it, which no number of a layer is called."""
    return f"${escaped(sweep.parameter)}"


def _columns(sweep: Sweep) -> tuple[Column, ...]:
    told = [(step, row) for step in sweep.steps for row in step.layers]
    rows = [row for _, row in told]
    number = all(not isinstance(step.value, (str, bool)) for step in sweep.steps)
    return (
        column(_name(sweep), [value_text(step.value) for step, _ in told], "main", right=number),
        column("name", [escaped(row.name) for row in rows], "layer", importance=4),
        column("type", [escaped(row.type) for row in rows], "kind", optional=True, importance=2),
        column("window", [escaped(row.window) for row in rows], "quiet", optional=True, importance=1),
        column("n", map(n_text, rows), right=True),
        column("jump", map(jump_text, rows), right=True),
        column("rf", map(rf_text, rows), "main", right=True),
        column("start", map(start_text, rows), right=True),
        *([column("reach", map(reach_text, rows), "main", right=True)] if sweep.reaching else []),
        *([column("clean", map(clean_text, rows), right=True)] if sweep.reaching else []),
        column("flags", map(flags_text, rows), "flag", optional=True, importance=3),
    )
