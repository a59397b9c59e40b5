"""Nodes that change nothing as layers all the same, for whoever wants to see every node of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.layers.types import LAYER_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rfcalc.readers.moves.drawing import Drawing
    from rfcalc.readers.moves.tensor import Tensor

IDENTITY = "identity"


def with_rows(drawing: Drawing, tensors: Iterable[Tensor], begin: int, type_name: str) -> tuple[Tensor, ...]:
    """Return what a node makes as maps of layers of its own, so that whoever reads them reads these.

    ``begin`` is how many layers there were before the node. Each map that it only hands on gets a layer of a type that
    changes nothing.
    """
    own = {each.name: each.name for each in drawing.layers[begin:]}
    found = []
    for tensor in tensors:
        if not tensor.is_constant and tensor.layer not in own:
            own[tensor.layer] = drawing.layer(type_name, (tensor.layer,), {})
        found.append(tensor._replace(layer=own.get(tensor.layer, "")))
    return tuple(found)


def type_of_unchanging(operator: str) -> str:
    """Return the type of an operator that changes nothing: its own word if files have it, else identity."""
    row = LAYER_TYPES.get(operator)
    return operator if row is not None and not row.keys and not row.joins and row.keeps_image else IDENTITY
