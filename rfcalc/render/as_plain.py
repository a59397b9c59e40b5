"""The table as plain text, for pipes and files: as wide as it is, never cut, never wrapped, no escape codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.render.columns import Column, layer_columns, lines, preset_columns
from rfcalc.render.spelling import escaped
from rfcalc.render.wording import axis_columns, predicate, remarks, subject, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.report.comparison import Comparison
    from rfcalc.report.preset import Preset
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


def comparison(networks: Comparison) -> str:
    """Return the networks beside one another, each under its name, and below them the difference of two."""
    from rfcalc.render import changes, comparing  # noqa: PLC0415 - only a comparison needs them

    blocks = [["", *lines([comparing.level_column(networks)])]]
    for at, about in enumerate(zip(comparing.names(networks), comparing.sizes(networks))):
        blocks.append([", ".join(about), *lines(comparing.level_columns(networks, at))])
    text = lines([Column(heading, cells) for heading, *cells in blocks], gap="    ")
    verdict = comparing.verdict(networks)
    if verdict:
        text += ["", *verdict]
    if networks.difference and networks.difference.changes:
        text += ["", *lines(changes.change_columns(networks.difference.changes, "->"))]
    return "\n".join(text) + "\n"


def presets(networks: Sequence[Preset]) -> str:
    """Return a row for each, with the numbers of its last map."""
    return "\n".join(lines(preset_columns(networks))) + "\n"
