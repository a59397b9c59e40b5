"""Tables beside one another on a terminal, as far as the screen goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.page.parts import KEEP, Table
from rfcalc.render.layout import GAP
from rfcalc.render.lines import GUTTER, beside, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.page.parts import Abreast, Column, Title
    from rfcalc.render.layout import Layout
    from rfcalc.render.lines import Line


def abreast(part: Abreast, layout: Layout) -> list[Line]:
    """Return the tables beside one another: all of them if need be without what matters least, else in several rows."""
    key: list[Line] = [[], *layout.drawn([part.key], GAP)]
    blocks = _blocks(part.titles, part.tables, layout)
    if _fits([key, *blocks], layout.width):
        return _row(key, blocks)
    kept = [tuple([column for column in columns if column.importance == KEEP]) for columns in part.tables]
    shorter = _blocks(part.titles, kept, layout)
    if _fits([key, *shorter], layout.width):
        return [*_row(key, shorter), *layout.left_out(part.tables[0], kept[0])]
    rows: list[list[int]] = []
    for at, block in enumerate(blocks):
        if rows and _fits([key, *[blocks[other] for other in rows[-1]], block], layout.width):
            rows[-1].append(at)
        else:
            rows.append([at])
    lines: list[Line] = []
    for row in rows:
        lines += [[]] * bool(lines)
        beside_key = _row(key, [blocks[at] for at in row])
        lines += beside_key if layout.fits(beside_key) else _alone(part, row[0], layout)
    return lines


def _blocks(titles: Sequence[Title], tables: Sequence[Sequence[Column]], layout: Layout) -> list[list[Line]]:
    """Return the lines of each table, below its title."""
    return [[*layout.title(title), *layout.drawn(columns, GAP)] for title, columns in zip(titles, tables)]


def _alone(part: Abreast, at: int, layout: Layout) -> list[Line]:
    """Return one table that fits the screen by itself, the common column being its first."""
    columns = (part.key, *part.tables[at])
    return [*layout.title(part.titles[at]), *layout.table(Table(columns))]


def _row(key: list[Line], blocks: Sequence[list[Line]]) -> list[Line]:
    row = key
    for block in blocks:
        row = beside(row, block, width_of(row))
    return row


def _fits(blocks: Sequence[Sequence[Line]], screen: int | None) -> bool:
    taken = sum(width_of(block) + GUTTER for block in blocks) - GUTTER
    return screen is None or taken <= screen
