"""The first layer for which a condition holds: ``rf >= 200``."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError, escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.reports.layer import LayerRow

SIGNS: dict[str, Callable[[Number, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}
NUMBERS = ("n", "jump", "rf", "start")
CONDITION = re.compile(
    rf"\s*({'|'.join(NUMBERS)})\s*({'|'.join(SIGNS)})\s*(-?[0-9]{{1,15}}(?:\.[0-9]{{1,9}})?)\s*", re.ASCII
)


class Until(NamedTuple):
    """A condition, and the first layer for which it holds along every axis; ``None`` where it holds for none."""

    condition: str
    layer: str | None
    number: int | None  # of the layer, counted from 1

    def sentence(self, layers: int) -> str:
        """Return what is said below a table of so many layers."""
        if self.layer is None:
            return f"No layer has {self.condition}."
        return f"{escaped(self.layer)} is the first layer with {self.condition}: number {self.number} of {layers}."


def until_of(condition: str, rows: Sequence[LayerRow]) -> Until:
    """Return the first of some layers, in the order as written, for which a condition holds. Raises `RfcalcError`."""
    parts = CONDITION.fullmatch(condition) if isinstance(condition, str) else None
    if parts is None:
        raise RfcalcError(
            f"found {quoted(condition)}",
            allowed=f"allowed: {', '.join(NUMBERS)}, one of {' '.join(SIGNS)}, and a number, such as 'rf >= 200'",
            key="--until",
        )
    name, sign, text = parts.groups()
    bound = float(text) if "." in text else int(text)
    holds = SIGNS[sign]
    spelled = f"{name} {sign} {text}"
    for number, row in enumerate(rows, start=1):
        if all(value is not None and holds(value, bound) for value in getattr(row, name)):
            return Until(spelled, row.name, number)
    return Until(spelled, None, None)
