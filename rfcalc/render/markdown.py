"""Answers as GitHub-flavoured Markdown; text of the user is escaped, never markup."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import (
    FORMULA,
    Abreast,
    Equations,
    Facts,
    Figure,
    Notes,
    Statement,
    Table,
    Text,
    Title,
    column,
    joined,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.page.answer import Answer
    from rfcalc.page.parts import Cell, Column, Page, Part
    from rfcalc.render.values import Look

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"} | {mark: "\\" + mark for mark in "\\`*_[]|~#$"})

ARROW = "→"


def write(answers: Sequence[Answer], *, look: Look) -> str:  # noqa: ARG001 - no figure is drawn
    """Return the pages of answers, an empty line between all their parts."""
    return "\n".join([_page(page) for page in joined(answer.page() for answer in answers)])


def _page(page: Page) -> str:
    blocks = [block for part in page for block in _blocks(part)]
    return "\n\n".join(["\n".join(lines) for lines in blocks if lines]) + "\n"


def _blocks(part: Part) -> list[list[str]]:
    """Return the lines of a part, in blocks that an empty line parts."""
    return BLOCKS[type(part)](part)


def _title(part: Title) -> list[list[str]]:
    return [[f"**{_text(part.name)}**, {part.size}"], [part.about] if part.about else []]


def _statement(part: Statement) -> list[list[str]]:
    return [[f"**{_text(part.subject)}** {part.predicate}"]]


def _paragraphs(part: Text) -> list[list[str]]:
    return [[_text(sentence)] for sentence in part.sentences]


def _notes(part: Notes) -> list[list[str]]:
    return [[f"- {_text(escaped(note))}" for note in part.sentences]]


def _facts(part: Facts) -> list[list[str]]:
    return [_table([column(heading, cells) for heading, cells in zip(part.headings, zip(*part.rows))])]


def _figure(part: Figure) -> list[list[str]]:
    """Return what stands for a figure: none is drawn here."""
    return [block for other in part.instead for block in _blocks(other)]


def _abreast(part: Abreast) -> list[list[str]]:
    """Return a list of the titles, and one table whose columns tell whose they are."""
    columns = [part.key]
    for title, (first, *others) in zip(part.titles, part.tables):
        columns += [first._replace(heading=f"{title.name}: {first.heading}"), *others]
    return [[f"- **{_text(title.name)}**, {title.size}" for title in part.titles], _table(columns)]


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _table(columns: Sequence[Column]) -> list[str]:
    if not columns:
        return []
    lines = [" | ".join(_text(each.heading) for each in columns)]
    lines.append(" | ".join("--:" if each.right and not each.paired else ":--" for each in columns))
    lines += [" | ".join(cells) for cells in zip(*(map(_cell, each.cells, repeat(each.role)) for each in columns))]
    return [f"| {line} |" for line in lines]


def _cell(cell: Cell, role: str) -> str:
    if role == FORMULA and cell.text:
        return f"`{cell.text}`"  # arithmetic has marks of its own
    return _text(f"{cell.text} {ARROW} {cell.after}" if cell.text and cell.after else cell.text or cell.after)


BLOCKS: dict[type[Part], Callable[..., list[list[str]]]] = {
    Title: _title,
    Statement: _statement,
    Text: _paragraphs,
    Notes: _notes,
    Facts: _facts,
    Table: lambda part: [_table(shown(part.columns))],
    Equations: lambda part: [_table(shown(part.table.columns))],
    Abreast: _abreast,
    Figure: _figure,
}
