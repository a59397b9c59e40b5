"""The changes from one network to another as the columns of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import escaped
from rfcalc.page.parts import EMPTY, Cell, Column
from rfcalc.reports.layer_cells import flags_text, jump_text, n_text, period_text, rf_text, start_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.reports.comparison import Change
    from rfcalc.reports.layer import LayerRow

LONGEST_RUN = 3  # layers with the same change that are all shown


class _Row(NamedTuple):
    """One row: a change, or in place of several how many there are."""

    change: Change | None
    left_out: int = 0


def change_columns(changes: Sequence[Change]) -> tuple[Column, ...]:
    """Return a row for each change; of a long run of layers with the same change only the first and the last."""
    rows = _rows(changes)
    return (
        _paired("change", [Cell(row.change.what, role=row.change.what) if row.change else EMPTY for row in rows]),
        _paired("layer", [_name(row) for row in rows], "layer"),
        _paired("window", [_settings(row.change) for row in rows], "quiet"),
        _paired("n", _numbers(rows, n_text), right=True),
        _paired("jump", _numbers(rows, jump_text), right=True),
        _paired("rf", _numbers(rows, rf_text), "main", right=True),
        _paired("start", _numbers(rows, start_text), right=True),
        _paired("period", _numbers(rows, period_text), right=True),
        _paired("flags", _numbers(rows, flags_text), "flag"),
    )


def _paired(heading: str, cells: Sequence[Cell], role: str = "", *, right: bool = False) -> Column:
    return Column(heading, cells, role, right=right, paired=True, optional=True)


def _rows(changes: Sequence[Change]) -> list[_Row]:
    runs: list[list[Change]] = []
    for change in changes:
        if runs and _kind(runs[-1][-1]) == _kind(change):
            runs[-1].append(change)
        else:
            runs.append([change])
    rows = []
    for run in runs:
        every = [_Row(change) for change in run]
        rows += every if len(run) <= LONGEST_RUN else [every[0], _Row(None, len(run) - 2), every[-1]]
    return rows


def _kind(change: Change) -> tuple[object, ...]:
    """Return what the layers of a run have in common; rf and start move from each to the next."""
    both = [row for row in (change.first, change.second) if row is not None]
    steps = [(row.n, row.jump, row.flags()) for row in both] if len(both) > 1 else []
    return change.what, change.numbers, _settings(change), steps


def _name(row: _Row) -> Cell:
    if row.change is None:
        return Cell(f"... {row.left_out} more", role="quiet")
    layers = (row.change.first, row.change.second)
    before, *after = dict.fromkeys([escaped(layer.name) for layer in layers if layer is not None])
    return Cell(before, *after)


def _settings(change: Change | None) -> Cell:
    """Return what a layer does to its input, where it has come to do something else."""
    if change is None or change.first is None or change.second is None:
        return EMPTY
    (kind, before), (other, after) = [
        (escaped(layer.type), escaped(layer.window)) for layer in (change.first, change.second)
    ]
    if kind != other:
        return Cell(f"{kind} {before}".strip(), f"{other} {after}".strip())
    return EMPTY if before == after else Cell(before or "-", after or "-")


def _numbers(rows: Sequence[_Row], spelled: Callable[[LayerRow], str]) -> list[Cell]:
    """Return a number of each layer before and after, where it differs; of a layer in one network only, its own."""
    cells = []
    for row in rows:
        layers = (row.change.first, row.change.second) if row.change else (None, None)
        before, after = ["" if layer is None else spelled(layer) or "-" * (None not in layers) for layer in layers]
        cells.append(EMPTY if before == after else Cell(before, after))
    return cells
