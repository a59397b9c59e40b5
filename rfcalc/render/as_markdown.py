"""Reports as GitHub-flavoured Markdown tables; text of the user is escaped, never markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.render.columns import inputs_column, layer_columns, preset_columns
from rfcalc.render.spelling import escaped
from rfcalc.render.wording import axis_columns, predicate, remarks, subject, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.columns import Column
    from rfcalc.report.comparison import Comparison
    from rfcalc.report.preset import Preset
    from rfcalc.report.values import Place, Summary

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"} | {mark: "\\" + mark for mark in "\\`*_[]|~#$"})


def summaries(networks: Sequence[Summary]) -> str:
    """Return a title, a table and a list of notes for each network."""
    return "\n".join(_summary(network) for network in networks)


def _summary(summary: Summary) -> str:
    name, size = title(summary)
    text = [f"**{_text(name)}**, {size}", "", *_table(layer_columns(summary) + inputs_column(summary))]
    if summary.notes:
        text += ["", *(f"- {_text(escaped(note))}" for note in summary.notes)]
    return "\n".join(text) + "\n"


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
        columns = [
            column._replace(cells=[" ".join(cell.split()) for cell in column.cells])
            for column in changes.change_columns(networks.difference.changes, "→")
        ]
        text += ["", *_table(columns)]
    return "\n".join(text) + "\n"


def presets(networks: Sequence[Preset]) -> str:
    """Return a table with a row for each, with the numbers of its last map."""
    return "\n".join(_table(preset_columns(networks))) + "\n"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _table(columns: Sequence[Column]) -> list[str]:
    lines = [" | ".join(_text(column.heading) for column in columns)]
    lines.append(" | ".join("--:" if column.right else ":--" for column in columns))
    lines += [" | ".join(map(_text, cells)) for cells in zip(*(column.cells for column in columns))]
    return [f"| {line} |" for line in lines]
