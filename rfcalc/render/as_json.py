"""Reports as JSON, ASCII only: one object on one line, whose form is that of the schemas shipped with rfcalc."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.analysis.form import Form
    from rfcalc.reports.comparison import Comparison
    from rfcalc.reports.forms import Forms, Growth, Map
    from rfcalc.reports.preset import Preset
    from rfcalc.reports.remedy import Effect
    from rfcalc.reports.values import LayerRow, Place, Summary


def summaries(networks: Sequence[Summary]) -> str:
    """Return one object a line (JSON Lines), for one network as for many."""
    return "".join(_line(_summary(network)) for network in networks)


def _line(report: dict[str, object]) -> str:
    # A number that no decimal spells exactly is a Fraction, the only value json does not know: "7/3".
    return json.dumps(report, default=str, allow_nan=False) + "\n"


def _summary(summary: Summary) -> dict[str, object]:
    layers = [_layer(row, summary.axes) for row in summary.layers]
    return {"schema": "rfcalc.summary/1", **_about(summary), "layers": layers}


def _layer(row: LayerRow, axes: tuple[str, ...]) -> dict[str, object]:
    return {"name": row.name, "type": row.type, "inputs": row.inputs, **_numbers(row, axes)}


def _numbers(row: LayerRow, axes: tuple[str, ...]) -> dict[str, object]:
    numbers: dict[str, object] = {
        "n": dict(zip(axes, row.n)),
        "jump": dict(zip(axes, row.jump)),
        "rf": dict(zip(axes, row.rf)),
        "start": dict(zip(axes, row.start)),
    }
    if row.rf_min is not None:
        numbers["rf_min"] = dict(zip(axes, row.rf_min))
    if row.whole:
        numbers["whole"] = True
    if row.misaligned:
        numbers["misaligned"] = True
    if row.irregular:
        numbers["irregular"] = True
    return numbers


def place(feature: Place) -> str:
    """Return one object; ``visible`` is left out where the size of the input is not fully known."""
    axes = feature.axes
    report: dict[str, object] = {
        "schema": "rfcalc.locate/1",
        "network": feature.network,
        "layer": feature.layer,
        "index": dict(zip(axes, feature.index)),
        "rf": None if feature.rf is None else dict(zip(axes, feature.rf)),
        "center": None if feature.center is None else dict(zip(axes, feature.center)),
        "box": None if feature.box is None else dict(zip(axes, feature.box)),
    }
    if None not in feature.input:
        report["visible"] = None if feature.visible is None else dict(zip(axes, feature.visible))
    return _line(report)


def comparison(networks: Comparison) -> str:
    """Return one object; only two networks are the same or not, and only those of equal axes have changes."""
    from rfcalc.render.comparing import what_changed, what_of  # noqa: PLC0415 - only a comparison needs them

    axes = [each.axes for each in networks.networks]

    def layers(rows: Iterable[LayerRow | None]) -> list[dict[str, object] | None]:
        return [None if row is None else _layer(row, own) for row, own in zip(rows, axes)]

    report: dict[str, object] = {
        "schema": "rfcalc.compare/1",
        "networks": [
            {"network": each.network, "file": each.file, "axes": each.axes, "input": dict(zip(each.axes, each.input))}
            for each in networks.networks
        ],
        "levels": [
            {**dict(zip(("what", "at"), filter(None, what_of(level)))), "layers": layers(level.layers)}
            for level in networks.levels
        ],
    }
    if networks.same is not None:
        report["same"] = networks.same
    if networks.difference is not None:
        report["agreeing"] = networks.difference.agreeing
        report["changes"] = [
            {"what": what_changed(change), "numbers": change.numbers, "layers": layers(change[:2])}
            for change in networks.difference.changes
        ]
    return _line(report)


def map(report: Map, *, log: bool) -> str:  # noqa: A001, ARG001 - the word of the command; numbers have no scale
    """Return one object; counts are whole numbers, over a denominator with weights ``mean``, null without a path."""
    axes, counts = report.axes, report.counts
    form: dict[str, object] = {
        "schema": "rfcalc.map/1",
        "network": report.network,
        "layer": report.layer,
        "index": dict(zip(axes, report.index)),
    }
    if report.weights != "uniform":
        form["weights"] = report.weights
    form |= _unclipped(report)
    form["origin"] = None if counts is None else dict(zip(axes, counts.origin))
    if counts is not None and report.weights != "uniform":
        form["denominator"] = counts.denominator
    form["counts"] = None if counts is None else counts.rows
    return _line(form)


def forms(reports: Sequence[Forms]) -> str:
    """Return one object a line (JSON Lines), for one network as for many."""
    return "".join(
        _line(
            {
                "schema": "rfcalc.form/1",
                **_about(report),
                "weights": report.weights,
                **_unclipped(report),
                "layers": [_form(form, report.axes) for form in report.layers],
                "notes": report.notes,
            }
        )
        for report in reports
    )


def growth(report: Growth) -> str:
    """Return one object with the layers that widen the field."""
    layers = [dict(zip(("name", "depth", "rf", "erf", "law"), row)) for row in report.rows]
    about = {"schema": "rfcalc.growth/1", **_about(report), "weights": report.weights, **_unclipped(report)}
    return _line({**about, "layers": layers, "notes": report.notes})


def effect(report: Effect) -> str:
    """Return one object with the forms of layers before and after a cure."""
    axes = report.axes
    return _line(
        {
            "schema": "rfcalc.remedy/1",
            **_about(report),
            "on": report.on,
            "weights": report.weights,
            "cured": report.cured,
            "left": [dict(zip(("layer", "reason"), left)) for left in report.left],
            "layers": [{"before": _form(before, axes), "after": _form(after, axes)} for before, after in report.layers],
            "notes": report.notes,
        }
    )


def _about(report: Summary | Forms | Growth | Effect) -> dict[str, object]:
    return {"network": report.network, "axes": report.axes, "input": dict(zip(report.axes, report.input))}


def _unclipped(report: Forms | Map | Growth) -> dict[str, object]:
    return {"unclipped": True} if report.unclipped else {}


def _form(form: Form, axes: tuple[str, ...]) -> dict[str, object]:
    numbers = {key: dict(zip(axes, told)) if isinstance(told, tuple) else told for key, told in form._asdict().items()}
    return {"name": numbers.pop("layer"), "type": numbers.pop("type"), "index": numbers.pop("index"), **numbers}


def presets(networks: Sequence[Preset]) -> str:
    """Return one object a line, with the numbers of the last map, the one of ``layer``."""
    return "".join(
        _line(
            {
                "schema": "rfcalc.preset/1",
                "name": preset.name,
                "network": preset.network,
                "family": preset.family,
                "axes": preset.axes,
                "input": dict(zip(preset.axes, preset.input)),
                "description": preset.description,
                "source": preset.source,
                "layer": preset.last.name,
                **_numbers(preset.last, preset.axes),
            }
        )
        for preset in networks
    )
