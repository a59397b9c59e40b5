"""A comparison on a terminal: tables beside one another as far as the screen goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.render.blocks import GUTTER, beside, width_of
from rfcalc.render.changes import change_columns
from rfcalc.render.comparing import level_column, level_columns, names, sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.render.blocks import Line
    from rfcalc.reports.comparison import Change, Comparison

GAP = 2  # columns between those of a table


class Page(NamedTuple):
    """A screen of some columns (None: as wide as it takes), and how its tables are drawn."""

    width: int | None
    unicode: bool
    table: Callable[..., list[Line]]

    def networks(self, comparison: Comparison) -> list[Line]:
        """Return the networks beside one another: all of them if need be without starts, else in several rows."""
        levels: list[Line] = [[], *self.table([level_column(comparison)], GAP, _cell)]
        blocks = self._blocks(comparison, without="")
        if self._fits([levels, *blocks]):
            return _row(levels, blocks)
        shorter = self._blocks(comparison, without="start")
        if self._fits([levels, *shorter]):
            return [*_row(levels, shorter), [], [("left out for want of width: start", "quiet")]]
        rows = [[blocks[0]]]
        for block in blocks[1:]:
            if self._fits([levels, *rows[-1], block]):
                rows[-1].append(block)
            else:
                rows.append([block])
        first, *others = [_row(levels, row) for row in rows]
        return [*first, *(line for row in others for line in ([], *row))]

    def _blocks(self, comparison: Comparison, without: str) -> list[list[Line]]:
        """Return a table for each network, with its name above."""
        blocks = []
        for at, (name, size) in enumerate(zip(names(comparison), sizes(comparison))):
            columns = [column for column in level_columns(comparison, at) if column.heading != without]
            blocks.append([[(name, "title"), (f"  {size}", "quiet")], *self.table(columns, GAP, _cell)])
        return blocks

    def _fits(self, blocks: Sequence[Sequence[Line]]) -> bool:
        taken = sum(width_of(block) + GUTTER for block in blocks) - GUTTER
        return self.width is None or taken <= self.width

    def changes(self, changes: Sequence[Change]) -> list[Line]:
        """Return the changes, one in two lines where the screen has no room for before and after in one."""
        arrow = "→" if self.unicode else "->"

        def cell(column: str, text: str, *, heading: bool) -> Line:
            before, mark, after = text.partition(arrow)
            return [(before + mark, "quiet"), (after, "after")] if mark else _cell(column, text, heading=heading)

        lines = self.table(change_columns(changes, arrow), GAP, cell)
        return lines if self._fits([lines]) else self.table(change_columns(changes, arrow, stacked=True), GAP, cell)


def _row(levels: list[Line], blocks: Sequence[list[Line]]) -> list[Line]:
    row = levels
    for block in blocks:
        row = beside(row, block, width_of(row))
    return row


def _cell(column: str, text: str, *, heading: bool) -> Line:
    """Return a cell in the role of its column; a change in that of its word."""
    if heading:
        return [(text, "heading")]
    if column == "layer" and not text.startswith("..."):
        stage, point, name = text.rpartition(".")
        return [(stage + point, "stage"), (name, "name")]
    return [(text, {"layer": "quiet", "change": text.rstrip()}.get(column, column))]
