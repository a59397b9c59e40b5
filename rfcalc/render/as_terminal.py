"""The table and the place of a feature for a terminal: coloured, fitted to its width, complete at any width."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Protocol

from rfcalc.render import columns as tables
from rfcalc.render import drawing as drawings
from rfcalc.render import wording
from rfcalc.render.spelling import escaped, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.render.columns import Column
    from rfcalc.render.drawing import Run
    from rfcalc.render.values import Preset, Screen
    from rfcalc.report.values import LayerRow, Place, Summary

    Line = list[Run]

# What a run of characters is, and how it looks: only the sixteen colours that every terminal has,
# so that the user's own theme decides how they look. What is not listed looks like any text.
STYLES = {
    "title": "bold",
    "quiet": "dim",
    "heading": "bold",
    "name": "bold cyan",
    "stage": "cyan",
    "type": "green",
    "window": "dim",
    "rf": "bold",
    "center": "bold",
    "flags": "yellow",
    "inputs": "dim",
    "note": "yellow",
    "axis": "bold cyan",
    drawings.SEEN: "cyan",
    drawings.PADDING: "yellow",
    drawings.UNREAD: "magenta",
    drawings.FRAME: "dim",
}
ROOMY = 120  # from this many columns on there is more space between those of a table
NARROWEST_NOTE, WIDEST_NOTE = 40, 100  # columns that a wrapped sentence takes, however small or large the screen is
GUTTER = 4  # columns between the facts and the drawing


class Terminal:
    """A renderer for one screen."""

    def __init__(self, screen: Screen) -> None:
        """Keep what the screen can show."""
        self.screen = screen
        self.width = screen.width or WIDEST_NOTE

    def summaries(self, networks: Sequence[Summary], /) -> str:
        """Return one table for each network; on a narrow screen without its least important columns."""
        return "\n".join(self._painted(self._summary(network)) for network in networks)

    def place(self, feature: Place, /) -> str:
        """Return what the plain table says, and a drawing: beside it if there is room, else below."""
        subject, predicate = wording.subject(feature), wording.predicate(feature)
        sentence: list[Line] = [[(subject, "title"), (f" {predicate}", "")]]
        if _width(sentence) > self.width:
            sentence = [[(subject, "title")], [(predicate, "")]]
        picture = drawings.drawing(feature, unicode=self.screen.unicode)
        every = wording.axis_columns(feature)
        beside_picture = self.width - GUTTER - _width(picture)
        columns = tables.fitting(every, beside_picture, 2)
        table = self._table(columns, 2, _axis_cell)
        room = max(_width(table), NARROWEST_NOTE)
        beside = bool(picture) and room <= beside_picture
        if not beside:
            table = self._table(every, 2, _axis_cell)
        facts = table + [[]] * bool(wording.remarks(feature))
        for remark in wording.remarks(feature):
            facts += _wrapped(remark, room if beside else self.width, "")
        below = [[], *picture] if picture else []
        lines = _side_by_side(facts, picture, room) if beside else [*facts, *below]
        return self._painted([*sentence, [], *lines])

    def presets(self, networks: Sequence[Preset], /) -> str:
        """Return name, input and description of each, which goes on below itself where the screen is narrow."""
        *short, descriptions = tables.preset_columns(networks)
        room = max(self.width - sum(column.width() + 2 for column in short), NARROWEST_NOTE)
        texts = [textwrap.wrap(text, room) or [""] for text in descriptions.cells]
        goes_on = [[""] * (len(text) - 1) for text in texts]
        short = [
            column._replace(cells=[part for cell, empty in zip(column.cells, goes_on) for part in (cell, *empty)])
            for column in short
        ]
        descriptions = descriptions._replace(cells=[line for text in texts for line in text])
        return self._painted(self._table([*short, descriptions], 2, _layer_cell))

    def _summary(self, summary: Summary) -> list[Line]:
        name, size = wording.title(summary)
        count = len(summary.layers)
        about = f"{size}, {count} layer{'s' * (count != 1)}"
        every = [*tables.layer_columns(summary), *tables.inputs_column(summary)]
        gap = 3 if self.width >= ROOMY else 2
        columns = tables.fitting(every, self.screen.width, gap)
        lines = [[(name, "title"), (f"  {about}", "quiet")], [], *self._table(columns, gap, _layer_cell)]
        for at, unchanged in enumerate(_unchanged(summary.layers), start=len(lines) - count):
            if unchanged:
                lines[at] = [(text, "quiet") for text, _ in lines[at]]
        missing = [column.heading for column in every if column not in columns and column.heading != "inputs"]
        if missing:
            lines += [[], [(f"left out for want of width: {', '.join(missing)}", "quiet")]]
        if summary.notes:
            mark = "• " if self.screen.unicode else "- "
            lines += [[], *(line for note in summary.notes for line in _wrapped(escaped(note), self.width, mark))]
        return lines

    def _table(self, columns: Sequence[Column], gap: int, cell: _Cell) -> list[Line]:
        """Return the lines of a table: headings, a rule, and one line for each row."""
        padded = [column.padded() for column in columns]
        rule = ("─" if self.screen.unicode else "-") * (sum(width(cells[0]) + gap for cells in padded) - gap)
        lines: list[Line] = []
        for row in zip(*padded):
            line: Line = []
            for column, text in zip(columns, row):
                line += [*([(" " * gap, "")] if line else []), *cell(column.heading, text, heading=not lines)]
            lines.append(line)
        return [lines[0], [(rule, "quiet")], *lines[1:]]

    def _painted(self, lines: Iterable[Line]) -> str:
        """Return the lines as text, with escape codes if the screen shows colours."""
        if not self.screen.color:
            return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)
        from rich.color import ColorSystem  # noqa: PLC0415 - only colours need it
        from rich.style import Style  # noqa: PLC0415

        styles = {role: Style.parse(style) for role, style in STYLES.items()}
        plain = Style()
        return "".join(
            "".join(
                styles.get(role, plain).render(text, color_system=ColorSystem.STANDARD)
                for text, role in _stripped(line)
            )
            + "\n"
            for line in lines
        )


class _Cell(Protocol):
    """How a padded cell of a column is cut into runs."""

    def __call__(self, column: str, text: str, *, heading: bool) -> Line: ...


def _layer_cell(column: str, text: str, *, heading: bool) -> Line:
    """Return a cell of a network's table; the stages before the last point of a name stand back."""
    if heading:
        return [(text, "heading")]
    if column == "name":
        stage, point, name = text.rpartition(".")
        return [(stage + point, "stage"), (name, "name")]
    return [(text, column)]


def _axis_cell(column: str, text: str, *, heading: bool) -> Line:
    """Return a cell of a feature's table."""
    return [(text, "heading" if heading else column)]


def _unchanged(rows: Sequence[LayerRow]) -> list[bool]:
    """Return for each layer whether all its numbers are those of its only input."""
    numbers = {row.name: (row.n, row.jump, row.rf, row.start, row.rf_min) for row in rows}
    return [len(row.inputs) == 1 and numbers[row.name] == numbers.get(row.inputs[0]) for row in rows]


def _wrapped(sentence: str, screen: int, mark: str) -> list[Line]:
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


def _side_by_side(left: Sequence[Line], right: Sequence[Line], room: int) -> list[Line]:
    """Return two blocks of lines, the right one behind the given columns."""
    height = max(len(left), len(right))
    both = zip([*left, *[[]] * (height - len(left))], [*right, *[[]] * (height - len(right))])
    return [[*line, (" " * (room + GUTTER - _width([line])), ""), *drawn] for line, drawn in both]


def _width(lines: Sequence[Line]) -> int:
    """Return the columns that the longest of some lines takes."""
    return max((sum(width(text) for text, _ in line) for line in lines), default=0)


def _stripped(line: Line) -> Line:
    """Return a line without the blanks at its end."""
    kept = list(line)
    while kept and not kept[-1][0].rstrip():
        kept.pop()
    if kept:
        kept[-1] = (kept[-1][0].rstrip(), kept[-1][1])
    return kept
