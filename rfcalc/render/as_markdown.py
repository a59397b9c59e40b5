"""Reports as GitHub-flavoured Markdown tables; text of the user is escaped, never markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.page.spelling import escaped
from rfcalc.render.columns import inputs_column, layer_columns, preset_columns
from rfcalc.render.wording import axis_columns, predicate, remarks, subject, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.columns import Column
    from rfcalc.reports.comparison import Comparison
    from rfcalc.reports.forms import Forms, Growth, Map
    from rfcalc.reports.preset import Preset
    from rfcalc.reports.remedy import Effect
    from rfcalc.reports.values import Place, Summary

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"} | {mark: "\\" + mark for mark in "\\`*_[]|~#$"})


def summaries(networks: Sequence[Summary]) -> str:
    """Return a title, a table and a list of notes for each network."""
    return "\n".join(_summary(network) for network in networks)


def _summary(summary: Summary) -> str:
    table = _table(layer_columns(summary) + inputs_column(summary))
    return "\n".join([_title(summary), "", *table, *_list(summary.notes)]) + "\n"


def place(feature: Place) -> str:
    """Return a sentence, a table with a row for each axis, and what is to be said about padding."""
    sentence = f"**{_text(subject(feature))}** {predicate(feature)}"
    text = [sentence, "", *_table(axis_columns(feature))]
    for remark in remarks(feature):
        text += ["", remark]
    return "\n".join(text) + "\n"


def comparison(networks: Comparison) -> str:
    """Return a list of the networks, a table with all of them, and a table of the difference of two."""
    from rfcalc.render import changes, comparing  # noqa: PLC0415 - only a comparison needs them

    names = comparing.names(networks)
    text = [f"- **{_text(name)}**, {size}" for name, size in zip(names, comparing.sizes(networks))]
    columns = [comparing.level_column(networks)]
    for at, name in enumerate(names):
        first, *others = comparing.level_columns(networks, at)
        columns += [first._replace(heading=f"{name}: {first.heading}"), *others]
    text += ["", *_table(columns)]
    for sentence in comparing.verdict(networks):
        text += ["", _text(sentence)]
    if networks.difference and networks.difference.changes:
        text += ["", *_table(_unpadded(changes.change_columns(networks.difference.changes, "→")))]
    return "\n".join(text) + "\n"


def map(report: Map, *, log: bool) -> str:  # noqa: A001, ARG001 - the word of the command; numbers have no scale
    """Return the numbers of a map, one in each row."""
    from rfcalc.render import form_columns as tables  # noqa: PLC0415 - only forms need them

    name, size = f"**{_text(subject(report))}**", title(report)[1]
    notes = () if report.counts is not None else ("No path leads to it.",)
    return _titled(f"{name}, {size}", tables.about_map(report), tables.map_columns(report), notes)


def forms(reports: Sequence[Forms]) -> str:
    """Return a title, a table and a list of notes for each network."""
    from rfcalc.render import form_columns as tables  # noqa: PLC0415

    return "\n".join(
        _titled(_title(report), tables.about_forms(report), tables.form_columns(report), report.notes)
        for report in reports
    )


def growth(report: Growth) -> str:
    """Return a row for each layer that widens the field."""
    from rfcalc.render import form_columns as tables  # noqa: PLC0415

    return _titled(_title(report), tables.about_growth(report), tables.growth_columns(report), report.notes)


def effect(report: Effect) -> str:
    """Return the numbers before and after a cure, and in words what was cured."""
    from rfcalc.render import form_columns as tables  # noqa: PLC0415

    columns = _unpadded(tables.effect_columns(report, "→"))
    return _titled(_title(report), tables.about_effect(report), columns, report.notes)


def _title(report: Summary | Forms | Growth | Effect) -> str:
    name, size = title(report)
    return f"**{_text(name)}**, {size}"


def _titled(heading: str, about: str, columns: Sequence[Column], notes: Sequence[str]) -> str:
    table = ["", *_table(columns)] if columns else []
    return "\n".join([heading, "", about, *table, *_list(notes)]) + "\n"


def _list(notes: Sequence[str]) -> list[str]:
    return ["", *(f"- {_text(escaped(note))}" for note in notes)] if notes else []


def _unpadded(columns: Sequence[Column]) -> list[Column]:
    return [column._replace(cells=[" ".join(cell.split()) for cell in column.cells]) for column in columns]


def presets(networks: Sequence[Preset]) -> str:
    """Return a table with a row for each, with the numbers of its last map."""
    return "\n".join(_table(preset_columns(networks))) + "\n"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _table(columns: Sequence[Column]) -> list[str]:
    lines = [" | ".join(_text(column.heading) for column in columns)]
    lines.append(" | ".join("--:" if column.right else ":--" for column in columns))
    lines += [" | ".join([_text(cell) for cell in cells]) for cells in zip(*(column.cells for column in columns))]
    return [f"| {line} |" for line in lines]
