"""Columns of a table as padded text, and which of them a screen has room for; what they look like is up to a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.page.parts import ESSENTIAL, KEEP
from rfcalc.render.lines import NARROWEST, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.page.parts import Cell, Column


def padded(column: Column, arrow: str) -> list[str]:
    """Return heading and cells, all of one width."""
    texts = [column.heading, *_texts(column, arrow)]
    widths = [width(text) for text in texts]
    longest = max(widths)
    gaps = [" " * (longest - taken) for taken in widths]
    if column.right and not column.paired:
        return [gap + text for gap, text in zip(gaps, texts)]
    return [text + gap for gap, text in zip(gaps, texts)]


def width_of(column: Column, arrow: str) -> int:
    """Return how many screen columns a column takes."""
    return width(padded(column, arrow)[0])


def _texts(column: Column, arrow: str) -> list[str]:
    if column.paired:
        return _beside(column, arrow)
    texts = [cell.text for cell in column.cells]
    return points_aligned(texts) if column.right else texts


def _beside(column: Column, arrow: str) -> list[str]:
    """Return the cells with all arrows below one another; what is in one network only stands on its side of them."""
    before = _justified([cell.text for cell in column.cells], right=column.right)
    after = _justified([cell.after for cell in column.cells], right=column.right)
    gap = " " * (width(arrow) + 2)
    return [
        f"{left} {arrow} {right}" if cell.text and cell.after else left + gap + right if width(right) else left
        for left, right, cell in zip(before, after, column.cells)
    ]


def _justified(cells: Sequence[str], *, right: bool) -> list[str]:
    aligned = points_aligned(cells) if right else cells
    longest = max(map(width, aligned), default=0)
    blanks = [" " * (longest - width(cell)) for cell in aligned]
    return [blank + cell if right else cell + blank for cell, blank in zip(aligned, blanks)]


def stacked(columns: Sequence[Column], arrow: str) -> list[Column]:
    """Return columns without pairs: a row with a change has two lines, ``-> 112`` below ``56``."""
    heights = [2 if any(map(is_change, cells)) else 1 for cells in zip(*[column.cells for column in columns])]
    return [
        column._replace(
            cells=[line for cell, height in zip(column.cells, heights) for line in _below(cell, arrow)[:height]],
            paired=False,
        )
        for column in columns
    ]


def is_change(cell: Cell) -> bool:
    """Return whether a cell tells of before and after."""
    return bool(cell.text and cell.after)


def _below(cell: Cell, arrow: str) -> list[Cell]:
    """Return what a cell tells of before, and in the line below it of after."""
    after = f"{arrow} {cell.after}" if is_change(cell) else ""
    return [cell._replace(text=cell.text or cell.after, after=""), cell._replace(text=after, after="")]


def points_aligned(cells: Sequence[str]) -> list[str]:
    """Return numbers with blanks behind them, so that right-aligned their decimal points meet."""
    unsigned = [cell.removeprefix("-") for cell in cells]
    simple = [cell.replace(".", "", 1).isdigit() for cell in unsigned]
    decimals = [cell.partition(".")[2] if plain else "" for cell, plain in zip(unsigned, simple)]
    longest = max(map(len, decimals), default=0)
    if not longest:
        return list(cells)
    return [
        cell + " " * (longest - len(behind) + ("." not in cell)) if plain else cell
        for cell, plain, behind in zip(cells, simple, decimals)
    ]


def fitting(columns: Sequence[Column], screen: int | None, gap: int, arrow: str) -> list[Column]:
    """Return the columns without the least important ones, until the rest fits or must stay."""
    kept = [(column, width_of(column, arrow) + gap) for column in columns]
    while screen is not None:
        taken = sum(wide for _, wide in kept) - gap
        column, _ = least = min(kept, key=lambda entry: entry[0].importance)
        room = screen if column.importance < ESSENTIAL else max(screen, NARROWEST)
        if taken <= room or column.importance == KEEP:
            break
        kept.remove(least)
    return [column for column, _ in kept]


def lines(columns: Sequence[Column], arrow: str, gap: str = "  ") -> list[str]:
    """Return the heading's line and one for each row, without blanks at the end."""
    return [gap.join(cells).rstrip() for cells in zip(*(padded(column, arrow) for column in columns))]
