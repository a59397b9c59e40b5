"""The table as plain text, for pipes and files: as wide as it is, never cut, never wrapped, no escape codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.render.columns import layer_columns, lines, preset_columns
from rfcalc.render.spelling import escaped
from rfcalc.render.wording import axis_columns, predicate, remarks, subject, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.values import Preset
    from rfcalc.report.values import Place, Summary


def summaries(networks: Sequence[Summary]) -> str:
    """Return one table for each network, with an empty line between them."""
    return "\n".join(_summary(network) for network in networks)


def _summary(summary: Summary) -> str:
    text = [", ".join(title(summary)), "", *lines(layer_columns(summary))]
    if summary.notes:
        text += ["", *(escaped(note) for note in summary.notes)]
    return "\n".join(text) + "\n"


def place(feature: Place) -> str:
    """Return a sentence, a row for each axis, and what is to be said about padding."""
    text = [f"{subject(feature)} {predicate(feature)}", "", *lines(axis_columns(feature))]
    said = remarks(feature)
    if said:
        text += ["", *said]
    return "\n".join(text) + "\n"


def presets(networks: Sequence[Preset]) -> str:
    """Return name, input and description of each."""
    return "\n".join(lines(preset_columns(networks))) + "\n"
