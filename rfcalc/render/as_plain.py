"""The table as plain text, for pipes and files: as wide as it is, never cut, never wrapped, no escape codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.page.spelling import escaped
from rfcalc.render.columns import Column, layer_columns, lines, preset_columns
from rfcalc.render.wording import axis_columns, predicate, remarks, subject, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.reports.comparison import Comparison
    from rfcalc.reports.forms import Forms, Growth, Map
    from rfcalc.reports.preset import Preset
    from rfcalc.reports.remedy import Effect
    from rfcalc.reports.values import Place, Summary


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


def forms(reports: Sequence[Forms]) -> str:
    """Return one table for each network, with an empty line between them."""
    from rfcalc.render import form_columns as tables  # noqa: PLC0415 - only forms need them

    return "\n".join(
        _titled(report, tables.about_forms(report), tables.form_columns(report), report.notes) for report in reports
    )


def effect(report: Effect) -> str:
    """Return the numbers before and after a cure, and in words what was cured."""
    from rfcalc.render import form_columns as tables  # noqa: PLC0415

    return _titled(report, tables.about_effect(report), tables.effect_columns(report, "->"), report.notes)


def _titled(report: Forms | Effect | Growth, about: str, columns: Sequence[Column], notes: Sequence[str]) -> str:
    text = [", ".join(title(report)), about, "", *lines(columns)]
    if notes:
        text += ["", *(escaped(note) for note in notes)]
    return "\n".join(text) + "\n"


def map(report: Map, *, log: bool) -> str:  # noqa: A001 - the word of the command
    """Return the numbers of a map, and below them a picture of it in ASCII."""
    from rfcalc.render.heat import plain_lines  # noqa: PLC0415 - only maps need it

    text = ["".join(part for part, _ in line).rstrip() for line in plain_lines(report, logarithmic=log)]
    return "\n".join(text) + "\n"


def growth(report: Growth) -> str:
    """Return one row for each layer that widens the field."""
    from rfcalc.render import form_columns as tables  # noqa: PLC0415

    return _titled(report, tables.about_growth(report), tables.growth_columns(report), report.notes)


def presets(networks: Sequence[Preset]) -> str:
    """Return a row for each, with the numbers of its last map."""
    return "\n".join(lines(preset_columns(networks))) + "\n"
