"""Lines of a terminal: runs of characters that look alike, in blocks that stand beside one another."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from rfcalc.render.spelling import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.drawing import Run

    Line = list[Run]

NARROWEST_NOTE, WIDEST_NOTE = 40, 100  # columns that a wrapped sentence takes, however small or large the screen is
GUTTER = 4  # columns between two blocks


def wrapped(sentence: str, screen: int, mark: str) -> list[Line]:
    """Return a sentence in lines that fit the screen; a word is never broken."""
    room = min(max(screen, NARROWEST_NOTE), WIDEST_NOTE)
    lines = textwrap.wrap(
        sentence,
        room,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [[(line[: len(mark)], "note"), (line[len(mark) :], "")] for line in lines]


def beside(left: Sequence[Line], right: Sequence[Line], room: int) -> list[Line]:
    """Return two blocks of lines, the right one behind the given columns."""
    height = max(len(left), len(right))
    both = zip([*left, *[[]] * (height - len(left))], [*right, *[[]] * (height - len(right))])
    return [[*line, (" " * (room + GUTTER - width_of([line])), ""), *drawn] for line, drawn in both]


def width_of(lines: Sequence[Line]) -> int:
    """Return the columns that the longest of some lines takes."""
    return max((sum(width(text) for text, _ in line) for line in lines), default=0)


def stripped(line: Line) -> Line:
    """Return a line without the blanks at its end."""
    kept = list(line)
    while kept and not kept[-1][0].rstrip():
        kept.pop()
    if kept:
        kept[-1] = (kept[-1][0].rstrip(), kept[-1][1])
    return kept
