"""A layer of which nothing is known but the name of its operator, and what may be made of it all the same."""

from typing import NamedTuple

from rfcalc.layers.choices import WHOLE
from rfcalc.layers.values import Operation, Step, operation, setting_of
from rfcalc.layers.whole import Attention, Gate


@operation
class Unknown(NamedTuple):
    """An operator whose reads depend on values, or are not known: nothing is told of what lies behind it.

    It can be treated as one that reads each feature by itself, or as one that reads the whole map besides.
    """

    operator: str
    treat: str | None

    def over(self, n: int | None) -> Step:
        """Return as many features as there are; only of a layer that is treated as something."""
        return Attention(causal=False).over(n) if self.treat == WHOLE else Gate(whole=False).over(n)


def is_unknown(operation: Operation) -> bool:
    """Return whether nothing is known of what an operation reads."""
    return operation.__class__ is Unknown and setting_of(operation, "treat") is None
