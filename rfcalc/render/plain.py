"""Answers as plain text, for pipes and files: as wide as they are, never cut, never wrapped, no escape codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import Abreast, Facts, Figure, Notes, Statement, Table, Text, Title, column, joined, shown
from rfcalc.render.lines import width
from rfcalc.render.tables import lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeGuard

    from rfcalc.page.answer import Answer
    from rfcalc.page.parts import Page, Part

ARROW = "->"
DRAWN = ("heatmap",)
"""The figures that are drawn here too; the others are for screens, or say no more than what they stand for."""


def write(answers: Sequence[Answer], *, log: bool) -> str:
    """Return the pages of answers, an empty line between all their parts."""
    return "\n".join([_page(page, log=log) for page in joined(answer.page() for answer in answers)])


def _page(page: Page, *, log: bool) -> str:
    caption = "".join([f" {part.caption}" for part in page if _is_drawn(part) and part.caption])
    blocks = [
        block
        for part in page
        for block in _blocks(part._replace(about=part.about + caption) if isinstance(part, Title) else part, log=log)
    ]
    return "\n\n".join(["\n".join(block) for block in blocks if block]) + "\n"


def _blocks(part: Part, *, log: bool) -> list[list[str]]:
    """Return the lines of a part, in blocks that an empty line parts."""
    if isinstance(part, Title):
        head = f"{part.name}: {part.told}" if part.told else f"{part.name}, {part.size}"
        return [[head, part.about] if part.about else [head]]
    if isinstance(part, Statement):
        return [[f"{part.subject} {part.predicate}"]]
    if isinstance(part, Text):
        return [[*part.sentences]]
    if isinstance(part, Notes):
        return [[escaped(note) for note in part.sentences]]
    if isinstance(part, Facts):
        longest = max([width(name) for name, _ in part.rows], default=0)
        return [[f"{name:<{longest}}  {value}" for name, value in part.rows]]
    if isinstance(part, Table):
        return [lines(shown(part.columns, aside=False), ARROW)]
    if isinstance(part, Abreast):
        return [_abreast(part)]
    if _is_drawn(part):
        from rfcalc.render.chars.heatmap import plain_blocks

        return plain_blocks(part.answer, log=log)
    return [block for other in part.instead for block in _blocks(other, log=log)]


def _is_drawn(part: Part) -> TypeGuard[Figure]:
    return isinstance(part, Figure) and part.kind in DRAWN


def _abreast(part: Abreast) -> list[str]:
    """Return the tables beside one another, each below its title."""
    blocks = [["", *lines([part.key], ARROW)]]
    for title, columns in zip(part.titles, part.tables):
        blocks.append([f"{title.name}, {title.size}", *lines(columns, ARROW)])
    return lines([column(heading, rows) for heading, *rows in blocks], ARROW, gap="    ")
