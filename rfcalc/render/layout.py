"""The parts of a page as lines that fit a screen; what has no room is left out and told, and nothing is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import escaped
from rfcalc.page.parts import (
    EMPTY,
    ESSENTIAL,
    FAULTLESS,
    Abreast,
    Cell,
    Equations,
    Facts,
    Notes,
    Statement,
    Table,
    Text,
    Title,
    shown,
)
from rfcalc.render.lines import NARROWEST, WIDEST_NOTE, flowing, headed, width, width_of, wrapped
from rfcalc.render.tables import fitting, is_change, padded, stacked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.page.parts import Column, Told
    from rfcalc.render.lines import Line, Run

GAP, WIDE_GAP = 2, 3  # columns between those of a table
ROOMY = 120  # from this many columns on the gap of a page's own table is wide
NARROWEST_FLOW = 30  # sentences in a column that has fewer columns are left out
HEADLESS = ("layer", "name")
"""What needs no heading where a row is told in words."""


class Layout(NamedTuple):
    """A screen of some columns (None: as wide as it takes), and whether it has more than ASCII."""

    width: int | None
    unicode: bool
    explains: bool = True  # what the columns of tables mean

    @property
    def room(self) -> int:
        """Return the columns that sentences may take."""
        return self.width or WIDEST_NOTE

    @property
    def arrow(self) -> str:
        """Return what stands between before and after."""
        return "→" if self.unicode else "->"

    def fits(self, lines: Sequence[Line]) -> bool:
        """Return whether lines are not wider than the screen, or than any screen is taken to be."""
        return self.width is None or width_of(lines) <= max(self.width, NARROWEST)

    def part(self, part: Told, *, roomy: bool = False) -> list[Line]:
        """Return the lines of a part; a roomy table has more space between its columns where the screen is wide."""
        if isinstance(part, Table):
            return self.table(part, roomy=roomy)
        return LINES[type(part)](self, part)

    def title(self, title: Title) -> list[Line]:
        """Return a name, a size and how much there is, and below it what it is about."""
        about = ", ".join(filter(None, (title.size, title.extent)))
        head = headed((title.name, "title"), (about, "quiet"), max(self.room, NARROWEST), gap="  ")
        return [*head, *wrapped(title.about, self.room)]

    def statement(self, statement: Statement) -> list[Line]:
        """Return a sentence."""
        return headed((statement.subject, "title"), (statement.predicate, ""), self.room)

    def text(self, text: Text) -> list[Line]:
        """Return sentences, each on lines of its own."""
        return [line for sentence in text.sentences for line in wrapped(sentence, self.room)]

    def notes(self, notes: Notes) -> list[Line]:
        """Return sentences, each behind a mark."""
        mark = "• " if self.unicode else "- "
        return [line for note in notes.sentences for line in wrapped(escaped(note), self.room, mark)]

    def abreast(self, part: Abreast) -> list[Line]:
        """Return tables beside one another, as far as the screen goes."""
        from rfcalc.render.abreast import abreast

        return abreast(part, self)

    def equations(self, part: Equations) -> list[Line]:
        """Return a table of equations; where it has no room, each block's below what it is about."""
        if self.fits(self.drawn(shown(part.table.columns), GAP)):
            return self.table(part.table)
        lines: list[Line] = []
        for names, details, equations in part.blocks:
            head = [(" ".join(names), "name"), ("  " * bool(details), ""), (" ".join(details), "quiet")]
            lines += flowing([[run] for run in head if run[0].strip()], self.room, gap=GAP)
            lines += [line for each in equations for line in wrapped(each, self.room, "  ")]
        return lines

    def facts(self, facts: Facts) -> list[Line]:
        """Return names and values, one a line; a value that is too long goes on below itself."""
        longest = max((width(name) for name, _ in facts.rows), default=0)
        lines: list[Line] = []
        for name, value in facts.rows:
            behind = max(self.room, NARROWEST) - longest - 2
            parts = flowing([[(piece, "")] for piece in _pieces(value, behind)], behind, gap=1)
            for at, part in enumerate(parts):
                lines.append([(f"{'' if at else name:<{longest}}  ", "quiet"), *part])
        return lines

    def table(self, table: Table, *, roomy: bool = False) -> list[Line]:
        """Return a table, complete or without its least important columns, and which those are."""
        gap = WIDE_GAP if roomy and self.room >= ROOMY else GAP
        every = [column for column in shown(table.columns) if column.heading != table.grouped]
        kept = fitting(every, self.width, gap, self.arrow)
        columns, heights = self._flowing(kept, every, table.flowing, gap)
        lines = self.drawn(columns, gap)
        if not self.fits(lines) and any(column.paired for column in kept):
            lines = self.drawn(stacked(kept, self.arrow), gap)
        if not self.fits(lines):
            told = [column for column in every if column.importance >= ESSENTIAL]
            return [*self._records(told, table), *self.left_out(every, told), *self._legend(told)]
        for at, repeats in enumerate(table.repeats, start=2):
            if repeats:
                lines[at] = [(text, "quiet") for text, _ in lines[at]]
        return [*_grouped(lines[:2], lines[2:], heights, table), *self.left_out(every, columns), *self._legend(columns)]

    def drawn(self, columns: Sequence[Column], gap: int) -> list[Line]:
        """Return the lines of a table: headings, a rule, and one line for each row."""
        texts = [padded(column, self.arrow) for column in columns]
        rule = ("─" if self.unicode else "-") * (sum(width(cells[0]) + gap for cells in texts) - gap)
        painted = [_runs(column, cells[1:], self.arrow) for column, cells in zip(columns, texts)]
        lines: list[Line] = [_spaced([[(cells[0], "heading")] for cells in texts], gap), [(rule, "quiet")]]
        return [*lines, *[_spaced(row, gap) for row in zip(*painted)]]

    def left_out(self, every: Sequence[Column], kept: Sequence[Column], room: int | None = None) -> list[Line]:
        """Return a sentence on the columns that there is no room for, if there are any, below an empty line."""
        headings = [column.heading for column in kept]
        missing = [column.heading for column in every if column.heading not in headings]
        if not missing:
            return []
        return [[], *wrapped(f"left out for want of width: {', '.join(missing)}", room or self.room, role="quiet")]

    def _legend(self, columns: Sequence[Column]) -> list[Line]:
        """Return what columns mean that say so, below an empty line."""
        explained = [(column.heading, column.meaning) for column in columns if column.meaning and self.explains]
        longest = max((width(heading) for heading, _ in explained), default=0)
        lines: list[Line] = [[]] if explained else []
        for heading, meaning in explained:
            lines += wrapped(meaning, self.room, f"{heading:<{longest}}  ", "quiet")
        return [[(text, "quiet") for text, _ in line] for line in lines]

    def _records(self, columns: Sequence[Column], table: Table) -> list[Line]:
        """Return rows that a table of this width has no room for: each in words, as many as a line holds."""
        room = max(self.room, NARROWEST)
        lines: list[Line] = []
        heights = []
        for cells in zip(*[column.cells for column in columns]):
            items: list[Line] = []
            for column, cell in zip(columns, cells):
                role = cell.role or column.role
                if cell == EMPTY:
                    continue
                heading = [] if not items or role in HEADLESS else [(f"{column.heading} ", "quiet")]
                if is_change(cell):
                    before, after = (f"{cell.text} {self.arrow}", "quiet"), (cell.after, "after")
                    item = [*heading, before, (" ", ""), after]
                    items += [item] if width_of([item]) <= room - GAP else [[*heading, before], [after]]
                else:
                    items.append([*heading, *_run(" ".join((cell.text or cell.after).split()), role)])
            record = flowing(items, room, gap=GAP, indent=GAP)
            lines += record
            heights.append(len(record))
        return _grouped([], lines, heights, table)

    def _flowing(
        self, columns: list[Column], every: Sequence[Column], heading: str, gap: int
    ) -> tuple[list[Column], list[int]]:
        """Return the columns with one of sentences that go on below themselves, and how many lines each row takes."""
        one_line = [1] * len(every[0].cells)
        sentences = next((column for column in every if column.heading == heading), None)
        if sentences is None or heading in [column.heading for column in columns]:
            return columns, one_line
        room = self.room - sum(width(padded(column, self.arrow)[0]) + gap for column in columns)
        if room < NARROWEST_FLOW:
            return columns, one_line
        texts = [_sentence_lines(cell.text, room) for cell in sentences.cells]
        heights = [len(text) for text in texts]
        longer = [
            column._replace(
                cells=[part for cell, height in zip(column.cells, heights) for part in (cell, *[EMPTY] * (height - 1))]
            )
            for column in columns
        ]
        return [*longer, sentences._replace(cells=[Cell(line) for text in texts for line in text])], heights


def _sentence_lines(text: str, room: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and width(lines[-1]) + 1 + width(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def _pieces(value: str, room: int) -> list[str]:
    """Return a value cut where it may be broken: between the axes, and one that has no room between its words."""
    words = value.split(", ")
    pieces: list[str] = []
    for word in words:  # a box has a comma of its own
        if pieces and pieces[-1].count("[") > pieces[-1].count(")"):
            pieces[-1] += f", {word}"
        else:
            pieces.append(word)
    along = [f"{piece}," for piece in pieces[:-1]] + pieces[-1:]
    return [part for piece in along for part in ([piece] if width(piece) <= room else piece.split())]


def _spaced(cells: Sequence[Line], gap: int) -> Line:
    line: Line = []
    for cell in cells:
        line += [*([(" " * gap, "")] if line else []), *cell]
    return line


def _runs(column: Column, texts: Sequence[str], arrow: str) -> list[Line]:
    """Return the padded cells of a column as runs: a fault stands out where it begins or changes, none stands back."""
    lines: list[Line] = []
    above: str | None = None
    for cell, text in zip(column.cells, texts):
        role = cell.role or column.role
        if is_change(cell):
            before, mark, after = text.partition(arrow)
            lines.append([(before + mark, "quiet"), (after, "after")])
        elif role == "fault":
            lines.append([(text, "quiet" if text.strip() in FAULTLESS else "fault" if above != text else "")])
        else:
            lines.append(_run(text, role))
        above = text
    return lines


def _run(text: str, role: str) -> Line:
    """Return a cell; of a layer's name the stages before the last point stand back."""
    if role != "layer":
        return [(text, role)]
    stage, point, name = text.rpartition(".")
    return [(stage + point, "stage"), (name, "name")]


def _grouped(head: list[Line], rows: list[Line], heights: Sequence[int], table: Table) -> list[Line]:
    """Return the lines of a table with its rows under the names of their groups, if it has any."""
    group = next((column for column in table.columns if column.heading == table.grouped), None)
    if group is None:
        return [*head, *rows]
    names = [cell.text for cell in group.cells]
    for at, (name, height) in enumerate(zip(names, heights)):
        if at == 0 or name != names[at - 1]:
            title: list[Run] = [(name or f"no {group.heading}", "title"), (f"  {names.count(name)}", "quiet")]
            head += [[]] * bool(at) + [title]
        head += rows[:height]
        del rows[:height]
    return head


LINES: dict[type[Told], Callable[..., list[Line]]] = {
    Title: Layout.title,
    Statement: Layout.statement,
    Text: Layout.text,
    Notes: Layout.notes,
    Facts: Layout.facts,
    Equations: Layout.equations,
    Abreast: Layout.abreast,
}
