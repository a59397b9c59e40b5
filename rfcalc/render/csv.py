"""Answers as comma-separated values: a header, then one row for each layer, feature, pixel or preset.

Numbers that differ by axis have a column for each: ``n_y,n_x``. The columns are those of the network with the most
axes; a network that lacks one leaves its cells empty, as does a number that is not known. Control characters are
escaped.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.spelling import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.page.answer import Answer, Grid, Single
    from rfcalc.render.values import Look

ORDER = ("z", "y", "x")


def write(answers: Sequence[Answer], *, look: Look) -> str:  # noqa: ARG001 - rows hold numbers, which have no look
    """Return the rows of all answers under one header; nothing for no answer."""
    grids = [answer.grid() for answer in answers]
    if not grids:
        return ""
    first = grids[0]
    axes = [axis for axis in ORDER if any(axis in grid.axes for grid in grids)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        [
            name
            for column in first.columns
            for name in ([f"{column}_{axis}" for axis in axes] if column in first.by_axis else [column])
        ]
    )
    for grid in grids:
        writer.writerows(_rows(grid, axes))
    return text.getvalue()


def _rows(grid: Grid, axes: Sequence[str]) -> Iterator[list[str]]:
    for row in grid.rows:
        cells: list[str] = []
        for value in row:
            cells += [_cell(value.get(axis)) for axis in axes] if isinstance(value, Mapping) else [_cell(value)]
        yield cells


def _cell(value: Single) -> str:
    return escaped(value) if isinstance(value, str) else number(value, "")
