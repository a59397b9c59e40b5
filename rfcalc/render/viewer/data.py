"""What the script of a page is told: the record of a network, and what is drawn beside its table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from rfcalc.errors import escaped
from rfcalc.page.pixels import length_pattern
from rfcalc.render.svg.lanes import drawn, lanes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.reports.layer import LayerRow
    from rfcalc.reports.viewer import Viewer

Layer = dict[str, object]

IN_ROWS = frozenset({"jump", "rf", "rf_min", "start", "period", "place"})
"""What the script reads in the table alone, or not at all."""


def data_of(answer: Viewer) -> dict[str, object]:
    """Return the record of a network without what its table and its notes say as well, and how its page draws it.

    ``branches`` are lanes with their drawings, each once, and ``rows`` for each layer the one that is its own.
    ``chosen`` is the number of the layer that is shown first. ``length`` is how so many pixels are told in their unit:
    every second entry is an axis, whose length stands there.
    """
    record = answer.record()
    layers = cast("list[Layer]", record["layers"])
    branches, rows = _branches([cast("tuple[int, ...]", layer["sources"]) for layer in layers])
    image, *told = layers
    for at, row in enumerate(answer.summary.layers):
        told[at] = _untold(told[at], row, at)
    kept = {key: value for key, value in record.items() if key != "notes"}
    return {
        **kept,
        "layers": [image, *told],
        "branches": branches,
        "rows": rows,
        "chosen": _chosen(answer),
        "length": _length(answer),
    }


def _length(answer: Viewer) -> list[str]:
    """Return how lengths are told, in brackets behind the number of pixels; nothing where none is known."""
    pattern = length_pattern(answer.pixel, answer.axes, x_first=True)
    return [f" ({pattern[0]}", *pattern[1:-1], f"{pattern[-1]})"] if pattern else []


def _chosen(answer: Viewer) -> int:
    """Return the layer that is shown first, by number: the one that was asked for, or the last of several features."""
    layers = enumerate(answer.summary.layers, start=1)
    if answer.chosen:
        return next((at for at, row in layers if row.name == answer.chosen), 0)
    return max((at for at, row in layers if any(size != 1 for size in row.n)), default=0)


def _untold(layer: Layer, row: LayerRow, before: int) -> Layer:
    """Return what the row of a layer does not say; it reads the layer before if it does not say what it reads."""
    told: Layer = {"name": escaped(row.name), "type": escaped(row.type), "n": row.n, "sources": [before]}
    return {
        key: value
        for key, value in layer.items()
        if key not in IN_ROWS and (key not in told or json.dumps(value) != json.dumps(told[key]))
    }


def _branches(sources: Sequence[Sequence[int]]) -> tuple[list[tuple[int, str]], list[int]]:
    """Return lanes with their drawings, each once, and for each layer which it has."""
    ids: dict[tuple[int, str], int] = {}
    rows = [ids.setdefault((row.lane, drawn(row)), len(ids)) for row in lanes(sources)]
    return list(ids), rows
