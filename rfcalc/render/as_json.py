"""Reports as JSON, ASCII only: one object on one line, whose form is that of the schemas shipped with rfcalc."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.report.comparison import Comparison
    from rfcalc.report.preset import Preset
    from rfcalc.report.values import LayerRow, Place, Summary


def summaries(networks: Sequence[Summary]) -> str:
    """Return one object a line (JSON Lines), for one network as for many."""
    return "".join(_line(_summary(network)) for network in networks)


def _line(report: dict[str, object]) -> str:
    # A number that no decimal spells exactly is a Fraction, the only value json does not know: "7/3".
    return json.dumps(report, default=str, allow_nan=False) + "\n"


def _summary(summary: Summary) -> dict[str, object]:
    axes = summary.axes
    return {
        "schema": "rfcalc.summary/1",
        "network": summary.network,
        "axes": axes,
        "input": dict(zip(axes, summary.input)),
        "layers": [_layer(row, axes) for row in summary.layers],
    }


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
