"""Reports as JSON, ASCII only: one object on one line, whose form is that of the schemas shipped with rfcalc."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.values import Preset
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
    layer: dict[str, object] = {
        "name": row.name,
        "type": row.type,
        "inputs": row.inputs,
        "n": dict(zip(axes, row.n)),
        "jump": dict(zip(axes, row.jump)),
        "rf": dict(zip(axes, row.rf)),
        "start": dict(zip(axes, row.start)),
    }
    if row.rf_min is not None:
        layer["rf_min"] = dict(zip(axes, row.rf_min))
    if row.whole:
        layer["whole"] = True
    if row.misaligned:
        layer["misaligned"] = True
    if row.irregular:
        layer["irregular"] = True
    return layer


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


def presets(networks: Sequence[Preset]) -> str:
    """Return one object a line."""
    return "".join(
        _line(
            {
                "schema": "rfcalc.preset/1",
                "name": preset.name,
                "network": preset.network,
                "axes": preset.axes,
                "input": dict(zip(preset.axes, preset.input)),
                "description": preset.description,
            }
        )
        for preset in networks
    )
