"""A layer's settings along one axis, and the step that it is there."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from rfcalc.axis import IndexMap
from rfcalc.errors import GIVE_SIZE, RfcalcError

Sides = str | tuple[int, int]
"""``(before, after)``, or ``same``, ``same_lower``, ``valid``."""

Ratio = tuple[int, int]
"""``(numerator, denominator)``."""

Settings = Mapping[str, Any]
"""The values of a type's keys along one axis; equal layers share one, so nobody changes it."""


class Step(NamedTuple):
    """What a layer does along one axis."""

    n: int | None
    reads: tuple[IndexMap, ...]  # their union
    marks: int = 0  # WHOLE and UNBOUNDED of `rfcalc.axis`, where they apply


Rule = Callable[..., Step]
"""Takes ``n`` and, by keyword, the settings of its type."""


def needs_size(what: str, key: str) -> RfcalcError:
    """Return the error that a step needs a size that is not known."""
    return RfcalcError(
        f"{what} depends on the input size",
        allowed=GIVE_SIZE,
        key=key,
    )
