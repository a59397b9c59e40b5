"""The columns of a table for people, measured and padded; what they look like is up to the renderer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.page.spelling import apart, escaped, field, flags, per_axis, size, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.reports.preset import Preset
    from rfcalc.reports.values import Summary

KEEP = 9  # the importance of a column that is never left out


class Column(NamedTuple):
    """One column; the cells stand below the heading, one for each row."""

    heading: str
    cells: list[str]
    right: bool = False  # numbers, with their decimal points below one another
    importance: int = KEEP  # the lowest is left out first where the screen is narrow

    def padded(self) -> list[str]:
        """Return heading and cells, all of one width."""
        cells = points_aligned(self.cells) if self.right else self.cells
        widths = [width(cell) for cell in cells]
        longest = max([width(self.heading), *widths])
        texts = [self.heading, *cells]
        gaps = [" " * (longest - taken) for taken in (width(self.heading), *widths)]
        if self.right:
            return [gap + text for gap, text in zip(gaps, texts)]
        return [text + gap for gap, text in zip(gaps, texts)]

    def width(self) -> int:
        """Return how many screen columns it takes."""
        return width(self.padded()[0])


def points_aligned(cells: Sequence[str]) -> list[str]:
    """Return numbers with blanks behind them, so that right-aligned their decimal points meet."""
    simple = [cell.partition(".")[2] if cell.replace(".", "", 1).isdigit() else "" for cell in _unsigned(cells)]
    longest = max(map(len, simple), default=0)
    if not longest:
        return list(cells)
    return [
        cell + " " * (longest - len(decimals) + ("." not in cell)) if unsigned.replace(".", "", 1).isdigit() else cell
        for cell, unsigned, decimals in zip(cells, _unsigned(cells), simple)
    ]


def _unsigned(cells: Sequence[str]) -> list[str]:
    return [cell.removeprefix("-") for cell in cells]


def layer_columns(summary: Summary) -> list[Column]:
    """Return the columns of a network's table; windows and flags only where some layer has one."""
    rows = summary.layers
    columns = [
        Column("name", [escaped(row.name) for row in rows]),
        Column("type", [escaped(row.type) for row in rows], importance=2),
        Column("window", [escaped(row.window) for row in rows], importance=1),
        Column("n", [per_axis(row.n) for row in rows], right=True),
        Column("jump", [apart(row) for row in rows], right=True),
        Column("rf", [field(row) for row in rows], right=True),
        Column("start", [per_axis(row.start, "?" if row.whole else "-") for row in rows], right=True),
        Column("flags", [" ".join(flags(row)) for row in rows], importance=3),
    ]
    return [column for column in columns if column.right or column.heading == "name" or any(column.cells)]


def inputs_column(summary: Summary) -> list[Column]:
    """Return the inputs of the layers that read something else than the layer before, if there are any."""
    before = ["input", *(row.name for row in summary.layers)]
    cells = [
        "" if row.inputs == (previous,) else escaped(", ".join(row.inputs))
        for row, previous in zip(summary.layers, before)
    ]
    return [Column("inputs", cells, importance=0)] if any(cells) else []


def preset_columns(presets: Sequence[Preset]) -> list[Column]:
    """Return the columns of the list of presets, with the numbers of their last maps; flags only where there are."""
    rows = [preset.last for preset in presets]
    columns = [
        Column("name", [escaped(preset.name) for preset in presets]),
        Column("family", [escaped(preset.family) for preset in presets], importance=3),
        Column("input", [size(preset.input) or "any" for preset in presets], right=True, importance=4),
        Column("n", [per_axis(row.n) for row in rows], right=True),
        Column("jump", [apart(row) for row in rows], right=True),
        Column("rf", [field(row) for row in rows], right=True),
        Column("flags", [" ".join(flags(row)) for row in rows], importance=2),
        Column("description", [escaped(preset.description) for preset in presets], importance=1),
        Column("source", [escaped(preset.source) for preset in presets], importance=0),
    ]
    return [column for column in columns if column.right or any(column.cells)]


def fitting(columns: Sequence[Column], screen: int | None, gap: int) -> list[Column]:
    """Return the columns without the least important ones, until the rest fits or must stay."""
    kept = [(column, column.width() + gap) for column in columns]
    while screen is not None and sum(taken for _, taken in kept) - gap > screen:
        least = min(kept, key=lambda entry: entry[0].importance)
        if least[0].importance == KEEP:
            break
        kept.remove(least)
    return [column for column, _ in kept]


def lines(columns: Sequence[Column], gap: str = "  ") -> list[str]:
    """Return the heading's line and one for each row, without blanks at the end."""
    return [gap.join(cells).rstrip() for cells in zip(*(column.padded() for column in columns))]
