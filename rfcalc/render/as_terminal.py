"""The table and the place of a feature for a terminal: coloured, fitted to its width, complete at any width."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Protocol

from rfcalc.page.spelling import escaped, width
from rfcalc.render import columns as tables
from rfcalc.render import drawing as drawings
from rfcalc.render import wording
from rfcalc.render.blocks import GUTTER, NARROWEST_NOTE, WIDEST_NOTE, beside, left_out, stripped, width_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.render.blocks import Line
    from rfcalc.render.columns import Column
    from rfcalc.render.form_page import FormPage
    from rfcalc.render.values import Screen
    from rfcalc.reports.comparison import Comparison
    from rfcalc.reports.forms import Forms, Growth, Map
    from rfcalc.reports.preset import Preset
    from rfcalc.reports.remedy import Effect
    from rfcalc.reports.values import LayerRow, Place, Summary

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
    "erf": "bold",
    "fault": "bold yellow",
    "center": "bold",
    "flags": "yellow",
    "inputs": "dim",
    "note": "yellow",
    "axis": "bold cyan",
    "removed": "red",
    "added": "green",
    "renamed": "yellow",
    "changed": "yellow",
    "after": "bold",
    drawings.SEEN: "cyan",
    drawings.PADDING: "yellow",
    drawings.UNREAD: "magenta",
    drawings.FRAME: "dim",
}
ROOMY = 120  # from this many columns on there is more space between those of a table
NARROWEST_DESCRIPTION = 30  # a wrapped description that has fewer columns is left out


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
        if width_of(sentence) > self.width:
            sentence = [[(subject, "title")], [(predicate, "")]]
        picture = drawings.drawing(feature, unicode=self.screen.unicode)
        every = wording.axis_columns(feature)
        beside_picture = self.width - GUTTER - width_of(picture)
        columns = tables.fitting(every, beside_picture, 2)
        table = self._table(columns, 2, _axis_cell)
        room = max(width_of(table), NARROWEST_NOTE)
        side = bool(picture) and room <= beside_picture
        if not side:
            table = self._table(every, 2, _axis_cell)
        facts = table + [[]] * bool(wording.remarks(feature))
        for remark in wording.remarks(feature):
            facts += wrapped(remark, room if side else self.width, "")
        below = [[], *picture] if picture else []
        lines = beside(facts, picture, room) if side else [*facts, *below]
        return self._painted([*sentence, [], *lines])

    def comparison(self, networks: Comparison, /) -> str:
        """Return networks beside one another, as far as the screen goes, and below them the difference of two."""
        from rfcalc.render import comparing, side_by_side  # noqa: PLC0415 - only a comparison needs them

        page = side_by_side.Page(self.screen.width, unicode=self.screen.unicode, table=self._table)
        lines = page.networks(networks)
        for sentence in comparing.verdict(networks):
            lines += [[], *wrapped(sentence, self.width, "")]
        if networks.difference and networks.difference.changes:
            lines += [[], *page.changes(networks.difference.changes)]
        return self._painted(lines)

    def presets(self, presets: Sequence[Preset], /) -> str:
        """Return the presets under the names of their families; on a narrow screen without sources or descriptions.

        Descriptions go on below themselves before they are left out.
        """
        every = [column for column in tables.preset_columns(presets) if column.heading != "family"]
        columns, heights = self._presets_fitted(every)
        heading, rule, *rows = self._table(columns, 2, _preset_cell)
        families = [escaped(preset.family) for preset in presets]
        lines = [heading, rule]
        for preset, (family, height) in enumerate(zip(families, heights)):
            if preset == 0 or family != families[preset - 1]:
                title = [(family or "no family", "title"), (f"  {families.count(family)}", "quiet")]
                lines += [[]] * bool(preset) + [title]
            lines += rows[:height]
            del rows[:height]
        return self._painted([*lines, *left_out(every, columns)])

    def forms(self, reports: Sequence[Forms], /) -> str:
        """Return one table for each network; on a narrow screen without its least important columns."""
        page = self._form_page()
        return "\n".join(self._painted(page.forms(report)) for report in reports)

    def effect(self, report: Effect, /) -> str:
        """Return the numbers before and after a cure, and in words what was cured."""
        return self._painted(self._form_page().effect(report))

    def map(self, report: Map, /, *, log: bool) -> str:
        """Return a heat map that fits the screen, and the numbers beside it."""
        from rfcalc.render.heat import map_lines  # noqa: PLC0415 - only maps need it

        return self._painted(map_lines(report, self.screen, logarithmic=log))

    def growth(self, report: Growth, /) -> str:
        """Return a chart that fits the screen."""
        from rfcalc.render.chart import growth_lines  # noqa: PLC0415 - only growth needs it

        return self._painted(growth_lines(report, self.screen))

    def _form_page(self) -> FormPage:
        from rfcalc.render.form_page import FormPage  # noqa: PLC0415 - only forms need it

        return FormPage(self.screen.width, self.width, self.screen.unicode, self._table)

    def _presets_fitted(self, every: Sequence[Column]) -> tuple[list[Column], list[int]]:
        """Return the columns that the screen has room for, and how many lines each row takes in them."""
        columns = tables.fitting(every, self.screen.width, 2)
        rows = len(every[0].cells)
        headings = [column.heading for column in columns]
        described = next((column for column in every if column.heading == "description"), None)
        room = self.width - sum(column.width() + 2 for column in columns)
        if described is None or "description" in headings or room < NARROWEST_DESCRIPTION:
            return columns, [1] * rows
        texts = [textwrap.wrap(text, room) or [""] for text in described.cells]
        heights = [len(text) for text in texts]
        lengthened = [
            column._replace(
                cells=[part for cell, height in zip(column.cells, heights) for part in (cell, *[""] * (height - 1))]
            )
            for column in columns
        ]
        return [*lengthened, described._replace(cells=[line for text in texts for line in text])], heights

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
        lines += left_out([column for column in every if column.heading != "inputs"], columns)
        if summary.notes:
            mark = "• " if self.screen.unicode else "- "
            lines += [[], *(line for note in summary.notes for line in wrapped(escaped(note), self.width, mark))]
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

        def run(text: str, role: str) -> str:
            """Return characters in their style; one that begins with a digit is an escape code's own parameters."""
            if role[:1].isdigit():
                return f"\x1b[{role}m{text}\x1b[0m"
            return styles.get(role, plain).render(text, color_system=ColorSystem.STANDARD)

        return "".join("".join(run(*each) for each in stripped(line)) + "\n" for line in lines)


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


def _preset_cell(column: str, text: str, *, heading: bool) -> Line:
    """Return a cell of the list of presets; sources stand back."""
    return [(text, "heading" if heading else "quiet" if column == "source" else column)]


def _axis_cell(column: str, text: str, *, heading: bool) -> Line:
    """Return a cell of a feature's table."""
    return [(text, "heading" if heading else column)]


def _unchanged(rows: Sequence[LayerRow]) -> list[bool]:
    """Return for each layer whether all its numbers are those of its only input."""
    numbers = {row.name: (row.n, row.jump, row.rf, row.start, row.rf_min) for row in rows}
    return [len(row.inputs) == 1 and numbers[row.name] == numbers.get(row.inputs[0]) for row in rows]
