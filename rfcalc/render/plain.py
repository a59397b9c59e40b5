"""Answers as plain text, for pipes and files: as wide as they are, never cut, never wrapped, no escape codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import (
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
from rfcalc.render.lines import width
from rfcalc.render.tables import lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeGuard

    from rfcalc.page.answer import Answer
    from rfcalc.page.parts import Page, Part
    from rfcalc.render.values import Look

ARROW = "->"
DRAWN = ("heatmap", "heatmaps")
"""The figures that are drawn here too; the others are for screens, or say no more than what they stand for."""


def write(answers: Sequence[Answer], *, look: Look) -> str:
    """Return the pages of answers, an empty line between all their parts."""
    return "\n".join([_page(page, look=look) for page in joined(answer.page() for answer in answers)])


def _page(page: Page, *, look: Look) -> str:
    drawn = [part for part in page if look.bare and _is_drawn(part)]
    blocks = [block for part in drawn for block in _figure_or_words(part, page, look=look)]
    blocks = blocks or [block for part in page for block in _figure_or_words(part, page, look=look)]
    return "\n\n".join(["\n".join(block) for block in blocks if block]) + "\n"


def _figure_or_words(part: Part, page: Page, *, look: Look) -> list[list[str]]:
    """Return the lines of a part, in blocks that an empty line parts; a figure that is drawn has its caption above."""
    if isinstance(part, Title):
        captions = [f" {other.caption}" for other in page if _is_drawn(other) and other.caption]
        return _title(part._replace(about="".join([part.about, *captions])))
    if not isinstance(part, Figure):
        return BLOCKS[type(part)](part)
    if not _is_drawn(part):
        return [block for other in part.instead for block in BLOCKS[type(other)](other)]
    if part.kind == "heatmaps":
        from rfcalc.render.chars.heatmaps import plain_blocks as pair_blocks

        return pair_blocks(part.answer, look=look)
    from rfcalc.render.chars.heatmap import plain_blocks

    return plain_blocks(part.answer, look=look)


def _is_drawn(part: Part) -> TypeGuard[Figure]:
    return isinstance(part, Figure) and part.kind in DRAWN


def _title(part: Title) -> list[list[str]]:
    head = f"{part.name}: {part.told}" if part.told else f"{part.name}, {part.size}"
    return [[head, part.about] if part.about else [head]]


def _facts(part: Facts) -> list[list[str]]:
    longest = max([width(name) for name, _ in part.rows], default=0)
    return [[f"{name:<{longest}}  {value}" for name, value in part.rows]]


def _abreast(part: Abreast) -> list[list[str]]:
    """Return the tables beside one another, each below its title."""
    blocks = [["", *lines([part.key], ARROW)]]
    for title, columns in zip(part.titles, part.tables):
        blocks.append([f"{title.name}, {title.size}", *lines(columns, ARROW)])
    return [lines([column(heading, rows) for heading, *rows in blocks], ARROW, gap="    ")]


BLOCKS: dict[type[Part], Callable[..., list[list[str]]]] = {
    Statement: lambda part: [[f"{part.subject} {part.predicate}"]],
    Text: lambda part: [[*part.sentences]],
    Notes: lambda part: [[escaped(note) for note in part.sentences]],
    Facts: _facts,
    Table: lambda part: [lines(shown(part.columns, aside=False), ARROW)],
    Equations: lambda part: [lines(shown(part.table.columns), ARROW)],
    Abreast: _abreast,
}
