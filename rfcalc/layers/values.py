"""What a layer does along one axis, as a value: an operation, and the step that it is for a map of a given size."""

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from rfcalc.errors import GIVE_SIZE, RfcalcError

if TYPE_CHECKING:
    from rfcalc.axis import IndexMap

Sides = str | tuple[int, int]
"""A padding or crop along one axis: ``(before, after)``, or a word such as ``same`` that says how to find them."""

Factor = tuple[int, int]
"""``(numerator, denominator)`` of a scale, in lowest terms."""

Setting = int | str | tuple[int, ...] | tuple[tuple[int, int, int], ...] | None
"""The value of a key along one axis; true and false are whole numbers to Python."""


class Step(NamedTuple):
    """What a layer does along one axis to a map of a given size."""

    n: int | None
    reads: "tuple[IndexMap, ...]"  # their union
    marks: int = 0  # WHOLE and UNBOUNDED of `rfcalc.axis`, where they apply


class Operation(Protocol):
    """What a layer does along one axis: a frozen, hashable value whose fields are the keys of the layer's type."""

    def over(self, n: int | None) -> Step:
        """Return what it does to a map of ``n`` features (``None``: not known).

        Raises `RfcalcError` where the map does not fit.
        """


Made = TypeVar("Made", bound=type)


def operation(cls: Made) -> Made:
    """Let values equal only values of their own class: to Python, named tuples of any two classes may be equal."""
    cls.__eq__ = _is_same  # type: ignore[method-assign, assignment]
    cls.__ne__ = _differs  # type: ignore[method-assign, assignment]
    return cls


def _is_same(one: tuple[Setting, ...], other: object) -> bool:
    return one.__class__ is other.__class__ and tuple.__eq__(one, other)


def _differs(one: tuple[Setting, ...], other: object) -> bool:
    return not _is_same(one, other)


def setting_of(operation: Operation, key: str) -> Setting:
    """Return the value that a key has along one axis."""
    value: Setting = getattr(operation, key)
    return value


def needs_size(what: str, key: str) -> RfcalcError:
    """Return the error that a step needs a size that is not known."""
    return RfcalcError(
        f"{what} depends on the input size",
        allowed=GIVE_SIZE,
        key=key,
    )
