"""Tensors on their way through a model: where a map's places stand in one, or what a constant holds."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from rfcalc.readers.moves.digits import Places, plain, shape_of

Number = int | Fraction
"""A value of a constant: whole numbers and truth values as such, all others exact."""

Values = tuple[Number | None, ...]
"""Values row by row; ``None``: not known."""

Shape = tuple[int | None, ...]

MOST_VALUES = 4096
"""Values of a constant that are kept; of a larger one it is known only how large it is."""


class Cut(NamedTuple):
    """A stretch of a map along one axis, as concatenation may put it back elsewhere."""

    layer: str  # whose map it is cut from
    axis: int
    first: int
    length: int


class Tensor(NamedTuple):
    """A map, as the layer that makes it and where its places stand; or a constant, which no layer makes.

    Of a map ``value`` is ``None``; of a constant it holds the values row by row, those that are not known ``None``.
    ``places`` is ``None`` where not even the number of dims is known: of a map that is no map any more, or behind what
    nothing is known of.
    """

    places: Places | None
    layer: str = ""
    value: Values | None = None
    cut: Cut | None = None
    beside: str = ""  # the layer of what lies beside the places of a dim (class tokens), if it is no constant

    @property
    def is_constant(self) -> bool:
        """Return whether nothing of the image is in it."""
        return not self.layer

    @property
    def shape(self) -> Shape | None:
        """Return the sizes of its dims."""
        return None if self.places is None else shape_of(self.places)


UNKNOWN_CONSTANT = Tensor(None)
"""A constant of which nothing is known."""


def constant(shape: Shape, value: Values | None = None) -> Tensor:
    """Return a constant; values that are too many are let go, and so are none along dims that are too long."""
    few = value is not None and len(value) <= MOST_VALUES and all((size or 0) <= MOST_VALUES for size in shape)
    return Tensor(tuple([plain(size) for size in shape]), "", value if few else None)
