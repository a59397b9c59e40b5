"""A network that ships with rfcalc as people read it: a row in the list of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import ESSENTIAL, Table, column
from rfcalc.page.spelling import size
from rfcalc.reports.layer_cells import flags_text, jump_text, n_text, rf_text

if TYPE_CHECKING:
    from rfcalc.page.parts import Page
    from rfcalc.reports.preset import Preset


def preset_page(preset: Preset) -> Page:
    """Return one row, with the numbers of the last map; the rows of several presets are one list."""
    last = preset.last
    columns = (
        column("name", [escaped(preset.name)], "name"),
        column("family", [escaped(preset.family)], optional=True, importance=3),
        column("input", [size(preset.input) or "any"], right=True, importance=4),
        column("n", [n_text(last)], right=True),
        column("jump", [jump_text(last)], right=True, importance=ESSENTIAL),
        column("rf", [rf_text(last)], "main", right=True),
        column("flags", [flags_text(last)], "flag", optional=True, importance=2),
        column("description", [escaped(preset.description)], optional=True, importance=1),
        column("source", [escaped(preset.source)], "quiet", optional=True, importance=0),
    )
    return (Table(columns, grouped="family", flowing="description", listed=True),)
