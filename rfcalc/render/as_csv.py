"""Reports as comma-separated values: a header, then one row for each layer, feature, pixel or preset.

Numbers that differ by axis have a column for each: ``n_y,n_x``. The columns are those of the
network with the most axes; a network that lacks one leaves its cells empty, as does a number
that is not known. ``rf_min`` is always there and repeats ``rf`` where all fields are alike.
Inputs are separated by ``;``, flags by a blank; control characters are escaped.
"""

from __future__ import annotations

import csv
import io
from itertools import chain, product
from typing import TYPE_CHECKING, Any

from rfcalc.page.spelling import escaped, flags, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.analysis.form import Form
    from rfcalc.analysis.numbers import Number
    from rfcalc.reports.comparison import Compared, Comparison
    from rfcalc.reports.forms import Forms, Growth, Map
    from rfcalc.reports.preset import Preset
    from rfcalc.reports.remedy import Effect
    from rfcalc.reports.values import LayerRow, Place, Summary

ORDER = ("z", "y", "x")


def summaries(networks: Sequence[Summary]) -> str:
    """Return one row for each layer of each network."""
    axes = tuple(axis for axis in ORDER if any(axis in summary.axes for summary in networks))
    header = ["network", "layer", "type", "inputs", "window", *_names(("n", "jump", "rf", "rf_min", "start"), axes)]
    rows = (_layer(summary, row, axes) for summary in networks for row in summary.layers)
    return _table([*header, "flags"], rows)


def _layer(summary: Summary | Compared, row: LayerRow, axes: tuple[str, ...]) -> list[str]:
    cells = [summary.network, row.name, row.type, ";".join(row.inputs), row.window]
    for values in (row.n, row.jump, row.rf, row.rf_min or row.rf, row.start):
        cells += _by_axis(values, summary.axes, axes)
    return [*cells, " ".join(flags(row))]


def place(feature: Place) -> str:
    """Return one row; a box has its first and its end (not included) in columns of their own."""
    axes = feature.axes
    names = ("index", "rf", "center", "first", "end", "visible_first", "visible_end")
    nothing = (None,) * len(axes)
    corners = [tuple(zip(*box)) if box else (nothing, nothing) for box in (feature.box, feature.visible)]
    cells = [feature.network, feature.layer]
    for values in (feature.index, feature.rf or nothing, feature.center or nothing, *corners[0], *corners[1]):
        cells += _by_axis(values, axes, axes)
    padding = "" if feature.padding is None else number(feature.padding)
    return _table(["network", "layer", *_names(names, axes), "padding"], [[*cells, padding]])


def comparison(networks: Comparison) -> str:
    """Return one row for each layer of each network: at the jumps or names first, then, in pairs, where two differ."""
    from rfcalc.render.comparing import what_changed, what_of  # noqa: PLC0415 - only a comparison needs them

    axes = tuple(axis for axis in ORDER if any(axis in each.axes for each in networks.networks))
    numbers = _names(("n", "jump", "rf", "rf_min", "start"), axes)
    header = ["what", "at", "file", "network", "layer", "type", "inputs", "window", *numbers, "flags", "changed"]
    groups = [(*what_of(level), level.layers, "") for level in networks.levels]
    changes = networks.difference.changes if networks.difference else ()
    groups += [(what_changed(change), "", change[:2], " ".join(change.numbers)) for change in changes]
    rows = (
        [what, at, each.file, *_layer(each, row, axes), changed]
        for what, at, layers, changed in groups
        for each, row in zip(networks.networks, layers)
        if row is not None
    )
    return _table(header, rows)


def map(report: Map, *, log: bool) -> str:  # noqa: A001, ARG001 - the word of the command; numbers have no scale
    """Return one row for each pixel of the box around those that count; with weights ``mean`` counts are decimals."""
    counts = report.counts
    rows: Iterable[list[str]] = ()
    if counts is not None and report.form.counted is not None:
        block: list[Any] = counts.rows
        for _ in report.axes[1:]:
            block = list(chain.from_iterable(block))
        one = counts.denominator
        told = block if one == 1 else [count / one for count in block]
        places = product(*(range(first, end) for first, end in report.form.counted))
        rows = ([*(str(along) for along in place), number(count)] for place, count in zip(places, told))
    return _table([*report.axes, "count"], rows)


def forms(reports: Sequence[Forms]) -> str:
    """Return one row for each layer of each network; boxes have their first and their end in columns of their own."""
    axes = tuple(axis for axis in ORDER if any(axis in report.axes for report in reports))
    rows = (
        [report.network, form.layer, form.type, *_form(form, report.axes, axes)]
        for report in reports
        for form in report.layers
    )
    return _table(["network", "layer", "type", *_form_names(axes)], rows)


def growth(report: Growth) -> str:
    """Return one row for each layer that widens the field."""
    rows = ([report.network, row.layer, *(number(value, "") for value in row[1:])] for row in report.rows)
    return _table(["network", "layer", "depth", "rf", "erf", "law"], rows)


def effect(report: Effect) -> str:
    """Return two rows for each layer, before and after the cure."""
    axes = report.axes
    rows = (
        [report.network, form.layer, when, form.type, *_form(form, axes, axes)]
        for pair in report.layers
        for when, form in zip(("before", "after"), pair)
    )
    return _table(["network", "layer", "when", "type", *_form_names(axes)], rows)


def _form_names(axes: tuple[str, ...]) -> list[str]:
    return [
        *_names(("index", "n", "rf", "first", "end", "counted_first", "counted_end"), axes),
        *("paths", "largest", "pixels", "holes", "erf", "erf_share"),
        *_names(("std", "std_formula", "center", "mass", "shift", "shift_image", "shift_mass"), axes),
        "gridding",
    ]


def _form(form: Form, own: tuple[str, ...], axes: tuple[str, ...]) -> list[str]:
    nothing = (None,) * len(own)
    corners = [corner for box in (form.box, form.counted) for corner in (zip(*box) if box else (nothing, nothing))]
    places = (form.std, form.std_formula, form.center, form.mass, form.shift, form.shift_image, form.shift_mass)
    cells = []
    for values in (form.index, form.n, form.rf or nothing, *corners):
        cells += _by_axis(values, own, axes)
    for value in (form.paths, form.largest, form.pixels, form.holes, form.erf, form.erf_share):
        cells.append(number(value, ""))
    for along in places:
        cells += _by_axis(along or nothing, own, axes)
    return [*cells, number(form.gridding, "")]


def presets(networks: Sequence[Preset]) -> str:
    """Return one row for each, with the numbers of its last map, the one of ``layer``."""
    axes = tuple(axis for axis in ORDER if any(axis in preset.axes for preset in networks))
    numbers = _names(("n", "jump", "rf", "rf_min", "start"), axes)
    header = ["name", "network", "family", *_names(("input",), axes), "layer", *numbers, "flags"]
    return _table([*header, "description", "source"], (_preset(preset, axes) for preset in networks))


def _preset(preset: Preset, axes: tuple[str, ...]) -> list[str]:
    last = preset.last
    cells = [preset.name, preset.network, preset.family, *_by_axis(preset.input, preset.axes, axes), last.name]
    for values in (last.n, last.jump, last.rf, last.rf_min or last.rf, last.start):
        cells += _by_axis(values, preset.axes, axes)
    return [*cells, " ".join(flags(last)), preset.description, preset.source]


def _names(values: Iterable[str], axes: tuple[str, ...]) -> list[str]:
    return [f"{value}_{axis}" for value in values for axis in axes]


def _by_axis(values: Sequence[Number | None], own: tuple[str, ...], axes: tuple[str, ...]) -> list[str]:
    by_name = dict(zip(own, values))
    return [number(by_name.get(axis), "") for axis in axes]


def _table(header: list[str], rows: Iterable[list[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([escaped(cell) for cell in row] for row in rows)
    return text.getvalue()
