"""The form of receptive fields on a terminal: tables in which one sees where holes, grid and shift begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.page.spelling import escaped
from rfcalc.render import form_columns as tables
from rfcalc.render.blocks import left_out, wrapped
from rfcalc.render.columns import fitting
from rfcalc.render.wording import title

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.analysis.form import Form
    from rfcalc.render.blocks import Line
    from rfcalc.render.columns import Column
    from rfcalc.reports.forms import Forms
    from rfcalc.reports.remedy import Effect

GAP, WIDE_GAP = 2, 3  # columns between those of a table
ROOMY = 120  # from this many columns on the gap is wide
FAULTS = ("holes", "gridding", "shift")  # numbers that are 0 where nothing is wrong
NOTHING = ("0", "0%", "-", "?")


class FormPage(NamedTuple):
    """A screen of some columns (None: as wide as it takes), how its tables are drawn and its sentences wrapped."""

    width: int | None
    widest: int  # columns that a sentence may take
    unicode: bool
    table: Callable[..., list[Line]]

    def forms(self, report: Forms) -> list[Line]:
        """Return a network's table; layers with the numbers of the row above stand back."""
        count = len(report.layers)
        lines = self._head(report, f", {count} layer{'s' * (count != 1)}", tables.about_forms(report))
        lines += self._fitted(tables.form_columns(report), _FormCells())
        for at, alike in enumerate(_alike(report.layers), start=len(lines) - count):
            if alike:
                lines[at] = [(text, "quiet") for text, _ in lines[at]]
        return [*lines, *self._missing(tables.form_columns(report)), *self._notes(report.notes)]

    def effect(self, report: Effect) -> list[Line]:
        """Return the numbers before and after, what changed in bold."""
        arrow = "→" if self.unicode else "->"

        def cell(column: str, text: str, *, heading: bool) -> Line:
            before, mark, after = text.partition(arrow)
            return [(before + mark, "quiet"), (after, "after")] if mark else name_cell(column, text, heading=heading)

        columns = tables.effect_columns(report, arrow)
        lines = self._head(report, "", tables.about_effect(report))
        return [*lines, *self._fitted(columns, cell), *self._missing(columns), *self._notes(report.notes)]

    def _head(self, report: Forms | Effect, more: str, about: str) -> list[Line]:
        name, size = title(report)
        return [[(name, "title"), (f"  {size}{more}", "quiet")], *wrapped(about, self.widest, ""), []]

    def _gap(self) -> int:
        return WIDE_GAP if self.widest >= ROOMY else GAP

    def _fitted(self, every: Sequence[Column], cell: Callable[..., Line]) -> list[Line]:
        gap = self._gap()
        return self.table(fitting(every, self.width, gap), gap, cell)

    def _missing(self, every: Sequence[Column]) -> list[Line]:
        return left_out(every, fitting(every, self.width, self._gap()), self.widest)

    def _notes(self, notes: Sequence[str]) -> list[Line]:
        mark = "• " if self.unicode else "- "
        return [[]] * bool(notes) + [line for note in notes for line in wrapped(escaped(note), self.widest, mark)]


class _FormCells:
    """Cuts cells into runs, row after row: a fault stands out where it begins or changes, none stands back."""

    def __init__(self) -> None:
        """Begin a table."""
        self.above: dict[str, str] = {}

    def __call__(self, column: str, text: str, *, heading: bool) -> Line:
        """Return the runs of a padded cell."""
        if heading or column not in FAULTS:
            return name_cell(column, text, heading=heading)
        changed = self.above.get(column) != text
        self.above[column] = text
        return [(text, "quiet" if text.strip() in NOTHING else "fault" * changed)]


def name_cell(column: str, text: str, *, heading: bool) -> Line:
    """Return a cell of a layer's row; the stages before the last point of a name stand back."""
    if heading:
        return [(text, "heading")]
    if column == "name":
        stage, point, name = text.rpartition(".")
        return [(stage + point, "stage"), (name, "name")]
    return [(text, column)]


def _alike(rows: Sequence[Form]) -> list[bool]:
    """Return for each layer whether all its numbers are those of the row above."""
    numbers = [row._replace(layer="", type="") for row in rows]
    return [at > 0 and numbers[at] == numbers[at - 1] for at in range(len(rows))]
