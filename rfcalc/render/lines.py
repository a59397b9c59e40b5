"""Lines of a terminal: runs of characters that look alike, in blocks that stand beside one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Run = tuple[str, str]
"""Characters, and what they are; a terminal's styles tell how each of these looks."""

Line = list[Run]

NARROWEST, WIDEST_NOTE = 40, 100
"""Columns that a wrapped sentence takes, however small or large the screen is: any is taken to have the first."""

GUTTER = 4  # columns between two blocks


def width(text: str) -> int:
    """Return how many terminal columns a printable text takes."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def wrapped(sentence: str, screen: int, mark: str = "", role: str = "") -> list[Line]:
    """Return a sentence in lines that fit the screen, behind a mark; a word is never broken."""
    room = min(max(screen, NARROWEST), WIDEST_NOTE)
    return [
        [((mark if not at else " " * len(mark)), "note"), (text, role)]
        for at, text in enumerate(_filled(sentence.split(), room - len(mark)))
    ]


def _filled(words: Sequence[str], room: int) -> list[str]:
    """Return words in lines of at most some columns; one that is longer has a line of its own."""
    texts: list[str] = []
    for word in words:
        if texts and width(texts[-1]) + 1 + width(word) <= room:
            texts[-1] += f" {word}"
        else:
            texts.append(word)
    return texts


def headed(name: Run, more: Run, screen: int, gap: str = " ") -> list[Line]:
    """Return a name and what is told of it: in one line, or below it where that does not fit."""
    line = [name, (gap + more[0], more[1])]
    if width_of([line]) <= screen:
        return [line]
    room = max(screen, NARROWEST)
    return [[(text, role)] for words, role in (name, more) for text in _filled(words.split(), room)]


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


def flowing(items: Sequence[Line], room: int, gap: int = 3, indent: int = 0) -> list[Line]:
    """Return items one after another, in lines of at most some columns; all but the first are indented."""
    lines: list[Line] = []
    for item in items:
        if lines and width_of([lines[-1]]) + gap + width_of([item]) <= room:
            lines[-1] = [*lines[-1], (" " * gap, ""), *item]
        else:
            lines.append([(" " * indent, ""), *item] if lines and indent else [*item])
    return lines


def joined(line: Line) -> Line:
    """Return a line with neighbors that look alike as one run."""
    runs: Line = []
    for text, role in line:
        if runs and runs[-1][1] == role:
            runs[-1] = (runs[-1][0] + text, role)
        else:
            runs.append((text, role))
    return runs


def parted(blocks: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the lines of blocks that are not empty, with an empty line between them."""
    lines: list[Line] = []
    for block in blocks:
        if block:
            lines += [[]] * bool(lines)
            lines += block
    return lines
