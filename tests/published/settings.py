"""What a file says of a layer, along one axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.values import setting_of

if TYPE_CHECKING:
    import rfcalc

Settings = dict[str, Any]
"""The values of a layer's keys; of which type each is, its key says."""


def settings_along(layer: rfcalc.Layer, axis: int) -> Settings:
    """Return the values of a layer's keys along one axis."""
    return {key: setting_of(layer.operations[axis], key) for key in LAYER_TYPES[layer.type].keys}
