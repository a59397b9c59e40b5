"""The form of receptive fields as columns and sentences, whatever they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.page.spelling import amount, escaped, number, per_axis, percent, rounded
from rfcalc.render.changes import Cell, Told, beside
from rfcalc.render.columns import KEEP, Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.analysis.form import Form
    from rfcalc.analysis.numbers import Number
    from rfcalc.reports.forms import Forms, Growth, Map
    from rfcalc.reports.remedy import Effect

LONGEST_AMOUNT = 10**20  # numbers of paths below it are told to the last digit where there is room
COMPARED = 6  # the least importance of the numbers that stand before and after a cure


class _Number(NamedTuple):
    """One number of a form, as it is spelled in a table."""

    heading: str
    spelled: Callable[[Form], str]
    importance: int = KEEP


NUMBERS = (
    _Number("n", lambda form: per_axis(form.n)),
    _Number("rf", lambda form: _each(form.rf, number)),
    _Number("erf", lambda form: _one(form.erf, rounded)),
    _Number("erf/rf", lambda form: _one(form.erf_share, percent), 8),
    _Number("std", lambda form: _each(form.std, rounded), 6),
    _Number("std_formula", lambda form: _each(form.std_formula, rounded), 4),
    _Number("holes", lambda form: _one(form.holes, percent), 7),
    _Number("gridding", lambda form: _one(form.gridding, percent)),
    _Number("shift", lambda form: _each(form.shift, rounded, _unknown(form))),
    _Number("shift_image", lambda form: _each(form.shift_image, rounded, _unknown(form)), 3),
    _Number("shift_mass", lambda form: _each(form.shift_mass, rounded), 2),
    _Number("pixels", lambda form: _one(form.pixels, number), 0),
    _Number("paths", lambda form: _one(form.paths, amount), 1),
)


def terms(weights: str, *, unclipped: bool = False) -> str:
    """Return how paths were counted: ``every tap counts one path``."""
    counted = "the taps of a window share one path" if weights == "mean" else "every tap counts one path"
    return counted + ", as if image and maps had no borders" * unclipped


def about_forms(report: Forms) -> str:
    """Return which features the rows of a table tell of."""
    return f"Middle feature of each layer; {terms(report.weights, unclipped=report.unclipped)}."


def about_map(report: Map) -> str:
    """Return how the paths of a map were counted."""
    said = terms(report.weights, unclipped=report.unclipped)
    return f"{said[0].upper()}{said[1:]}."


def about_growth(report: Growth) -> str:
    """Return what grows, and how paths were counted."""
    said = terms(report.weights, unclipped=report.unclipped)
    return f"Receptive field and effective receptive field of middle features; {said}."


def about_effect(report: Effect) -> str:
    """Return which features stand before and after."""
    return f"Middle feature of the last map of each stage, before and after the cure; {terms(report.weights)}."


def form_columns(report: Forms) -> list[Column]:
    """Return the columns of a network's forms."""
    rows = report.layers
    return [
        Column("name", [escaped(row.layer) for row in rows]),
        Column("type", [escaped(row.type) for row in rows], importance=5),
        *(
            Column(each.heading, [each.spelled(row) for row in rows], right=True, importance=each.importance)
            for each in NUMBERS
        ),
    ]


def effect_columns(report: Effect, arrow: str) -> list[Column]:
    """Return the numbers of layers before and after the cure, ``-15.5 -> -1.5``; those that stay alone."""
    columns = [Column("name", [escaped(before.layer) for before, _ in report.layers])]
    for each in NUMBERS:
        if each.importance >= COMPARED:
            texts = [(each.spelled(before), each.spelled(after)) for before, after in report.layers]
            cells = [Cell(before) if before == after else Cell(before, after) for before, after in texts]
            told = beside(Told(each.heading, cells, right=True), arrow) if cells else []
            columns.append(Column(each.heading, told, importance=each.importance))
    return columns


def growth_columns(report: Growth) -> list[Column]:
    """Return how far each layer sees, and how far it would by the law."""
    rows = report.rows
    return [
        Column("name", [escaped(row.layer) for row in rows]),
        Column("depth", [str(row.depth) for row in rows], right=True),
        Column("rf", [rounded(row.rf) for row in rows], right=True),
        Column("erf", [rounded(row.erf) for row in rows], right=True),
        Column("erf/rf", [percent(row.erf / row.rf) for row in rows], right=True, importance=1),
        Column("law", [_one(row.law, rounded) for row in rows], right=True, importance=2),
    ]


def map_columns(report: Map) -> list[Column]:
    """Return the numbers of a map, one in each row, or no column where there is none.

    Where the axes differ, each stands with its axis, x first.
    """
    form = report.form

    def by_axis(values: Sequence[object] | None, spelled: Callable[..., str]) -> str:
        if values is None:
            return ""
        words = [spelled(value) for value in values]
        if words.count(words[0]) == len(words):
            return words[0]
        return ", ".join([f"{axis} {word}" for axis, word in reversed(list(zip(report.axes, words)))])

    rows = [
        ("rf", by_axis(form.rf, number)),
        ("box", by_axis(form.box, _box)),
        ("counted", by_axis(form.counted, _box)),
        ("pixels", _one(form.pixels, number, "")),
        ("holes", _one(form.holes, percent, "")),
        ("paths", _one(form.paths, _whole_amount, "")),
        ("largest", _one(form.largest, _whole_amount, "")),
        ("erf", _one(form.erf, rounded, "")),
        ("erf/rf", _one(form.erf_share, percent, "")),
        ("std", by_axis(form.std, rounded)),
        ("std_formula", by_axis(form.std_formula, rounded)),
        ("gridding", _one(form.gridding, percent, "")),
        ("center", by_axis(form.center, number)),
        ("shift", by_axis(form.shift, rounded)),
        ("shift_image", by_axis(form.shift_image, rounded)),
        ("shift_mass", by_axis(form.shift_mass, rounded)),
    ]
    told = [list(cells) for cells in zip(*[row for row in rows if row[1]])]
    return [Column(heading, cells) for heading, cells in zip(("number", "value"), told)]


def _unknown(form: Form) -> str:
    """Return ``?`` for what an input size would tell, ``-`` for what does not exist."""
    return "?" if None in form.n else "-"


def _one(value: Number | None, spelled: Callable[..., str], unknown: str = "-") -> str:
    return unknown if value is None else spelled(value)


def _each(values: Sequence[Number] | None, spelled: Callable[..., str], unknown: str = "-") -> str:
    """Return ``224`` where the axes agree and ``224x320`` (in axis order) where they do not."""
    if values is None:
        return unknown
    words = [spelled(value) for value in values]
    return words[0] if words.count(words[0]) == len(words) else "x".join(words)


def _box(bounds: tuple[int, int]) -> str:
    return f"[{bounds[0]}, {bounds[1]})"


def _whole_amount(count: Number) -> str:
    return str(count) if isinstance(count, int) and count < LONGEST_AMOUNT else amount(count)
