"""Lines of a terminal: runs of characters that look alike, in blocks that stand beside one another."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from rfcalc.page.spelling import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.columns import Column
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


def flowing(items: Sequence[Line], width: int) -> list[Line]:
    """Return items one after another, in lines of at most some columns."""
    lines: list[Line] = []
    for item in items:
        if lines and width_of([lines[-1]]) + 3 + width_of([item]) <= width:
            lines[-1] = [*lines[-1], ("   ", ""), *item]
        else:
            lines.append(item)
    return lines


def joined(line: Line) -> Line:
    """Return a line with neighbors that look alike as one run."""
    joined: Line = []
    for text, role in line:
        if joined and joined[-1][1] == role:
            joined[-1] = (joined[-1][0] + text, role)
        else:
            joined.append((text, role))
    return joined


def left_out(every: Sequence[Column], shown: Sequence[Column], room: int | None = None) -> list[Line]:
    """Return a sentence on the columns that a screen has no room for, if there are any; wrapped if a room is given."""
    headings = [column.heading for column in shown]
    missing = [column.heading for column in every if column.heading not in headings]
    said = f"left out for want of width: {', '.join(missing)}"
    parts = [said] if room is None else textwrap.wrap(said, max(room, NARROWEST_NOTE))
    return [[], *([(part, "quiet")] for part in parts)] if missing else []
