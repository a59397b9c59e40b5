"""The changes from one network to another as the columns of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.page.spelling import apart, escaped, field, flags, per_axis, start, width
from rfcalc.render.columns import Column, points_aligned
from rfcalc.render.comparing import what_changed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.reports.comparison import Change
    from rfcalc.reports.values import LayerRow

LONGEST_RUN = 3  # layers with the same change that are all shown


class _Row(NamedTuple):
    """One row: a change, or in place of several how many there are."""

    change: Change | None
    left_out: int = 0


class Cell(NamedTuple):
    """What a cell tells of before and after; what is in one network only, or did not change, stands alone."""

    before: str = ""
    after: str = ""


class Told(NamedTuple):
    """A column before it is laid out."""

    heading: str
    cells: list[Cell]
    right: bool = False


def change_columns(changes: Sequence[Change], arrow: str, *, stacked: bool = False) -> list[Column]:
    """Return a row for each change, ``56 -> 112``, or stacked for a narrow screen two, ``-> 112`` below ``56``.

    Of a long run of layers with the same change only the first and the last are shown.
    """
    rows = _rows(changes)
    every = [
        Told("change", [Cell(what_changed(row.change)) if row.change else Cell() for row in rows]),
        Told("layer", [_name(row) for row in rows]),
        Told("window", [_settings(row.change) for row in rows]),
        Told("n", _numbers(rows, lambda row: per_axis(row.n)), right=True),
        Told("jump", _numbers(rows, apart), right=True),
        Told("rf", _numbers(rows, field), right=True),
        Told("start", _numbers(rows, start), right=True),
        Told("flags", _numbers(rows, lambda row: " ".join(flags(row)))),
    ]
    columns = [column for column in every if any(map(any, column.cells))]
    if not stacked:
        return [Column(column.heading, beside(column, arrow)) for column in columns]
    heights = [2 if any(map(all, cells)) else 1 for cells in zip(*[column.cells for column in columns])]
    return [Column(column.heading, _below(column, heights, arrow), column.right) for column in columns]


def _rows(changes: Sequence[Change]) -> list[_Row]:
    runs: list[list[Change]] = []
    for change in changes:
        if runs and _kind(runs[-1][-1]) == _kind(change):
            runs[-1].append(change)
        else:
            runs.append([change])
    rows = []
    for run in runs:
        shown = [_Row(change) for change in run]
        rows += shown if len(run) <= LONGEST_RUN else [shown[0], _Row(None, len(run) - 2), shown[-1]]
    return rows


def _kind(change: Change) -> tuple[object, ...]:
    """Return what the layers of a run have in common; rf and start move from each to the next."""
    both = [row for row in change[:2] if row is not None]
    steps = [(row.n, row.jump, flags(row)) for row in both] if len(both) > 1 else []
    return what_changed(change), change.numbers, _settings(change), steps


def _name(row: _Row) -> Cell:
    if row.change is None:
        return Cell(f"... {row.left_out} more")
    names = dict.fromkeys(escaped(layer.name) for layer in row.change[:2] if layer is not None)
    return Cell(*names)


def _settings(change: Change | None) -> Cell:
    """Return what a layer does to its input, where it has come to do something else."""
    if change is None or change.first is None or change.second is None:
        return Cell()
    made = [(escaped(layer.type), escaped(layer.window)) for layer in (change.first, change.second)]
    (kind, before), (other, after) = made
    if kind != other:
        return Cell(*(" ".join(words).strip() for words in made))
    return Cell() if before == after else Cell(before or "-", after or "-")


def _numbers(rows: Sequence[_Row], spelled: Callable[[LayerRow], str]) -> list[Cell]:
    """Return a number of each layer before and after, where it differs; of a layer in one network only, its own."""
    cells = []
    for row in rows:
        layers = row.change[:2] if row.change else (None, None)
        before, after = ["" if layer is None else spelled(layer) or "-" * (None not in layers) for layer in layers]
        cells.append(Cell() if before == after else Cell(before, after))
    return cells


def beside(column: Told, arrow: str) -> list[str]:
    """Return the cells with all arrows below one another; what is in one network only stands on its side of them."""
    before, after = [_justified(cells, right=column.right) for cells in zip(*column.cells)]
    gap = " " * (width(arrow) + 2)
    return [
        f"{left} {arrow} {right}" if all(cell) else left + gap + right if width(right) else left
        for left, right, cell in zip(before, after, column.cells)
    ]


def _justified(cells: Sequence[str], *, right: bool) -> list[str]:
    aligned = points_aligned(cells) if right else cells
    longest = max(map(width, aligned))
    blanks = [" " * (longest - width(cell)) for cell in aligned]
    return [blank + cell if right else cell + blank for cell, blank in zip(aligned, blanks)]


def _below(column: Told, heights: Sequence[int], arrow: str) -> list[str]:
    """Return what a cell tells of before, and in the line below it of after."""
    lines = []
    for cell, height in zip(column.cells, heights):
        second = f"{arrow} {cell.after}" if all(cell) else ""
        lines += [cell.before or cell.after, second][:height]
    return lines
