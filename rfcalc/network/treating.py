"""What is made of operators of which nothing is known, where whoever asks says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, first_few, nearest, quoted
from rfcalc.layers.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rfcalc.network.model import Layer


def treated(layers: Iterable[Layer], treat: Mapping[str, str]) -> tuple[Layer, ...]:
    """Return layers with the unknown ones of some operators treated as ``treat`` says: ``{"GridSample": "whole"}``.

    Raises `RfcalcError` for an operator that no unknown layer has, which would be treated in vain.
    """
    done: set[str] = set()
    met: dict[str, None] = {}
    made = []
    for layer in layers:
        operation = layer.operations[0]
        if isinstance(operation, Unknown):
            met[operation.operator] = None
            if operation.operator in treat:
                done.add(operation.operator)
                made.append(layer.changed(treat=treat[operation.operator]))
                continue
        made.append(layer)
    for operator in treat:
        if operator not in done:
            told = first_few(met) if met else "nothing in the network is unknown"
            raise RfcalcError(
                f"there is no unknown operator {quoted(operator)}",
                allowed=nearest(operator, met) or told,
                key="--treat",
            )
    return tuple(made)
