"""Values of constants picked by where they lie, row by row."""

from __future__ import annotations

from itertools import product as combinations
from typing import TYPE_CHECKING

from rfcalc.readers.moves.tensor import Tensor, constant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.readers.moves.tensor import Shape, Values


def spread(tensor: Tensor, shape: Shape) -> Values | None:
    """Return a constant's values, repeated over a shape that its own fits."""
    own = tensor.shape
    if tensor.value is None or own is None:
        return None
    if own == shape:
        return tensor.value
    own = (1,) * (len(shape) - len(own)) + own
    steps = steps_of(own)
    by_dim = [[0 if mine == 1 else at * step for at in range(size or 0)] for mine, step, size in zip(own, steps, shape)]
    return tuple([tensor.value[sum(places)] for places in combinations(*by_dim)])


def steps_of(shape: Shape) -> list[int]:
    """Return how far apart neighbours along each dim lie, row by row."""
    found, step = [], 1
    for size in reversed(shape):
        found.append(step)
        step *= size or 0
    return found[::-1]


def chosen(tensor: Tensor, shape: Shape, by_dim: Sequence[Sequence[int]]) -> Tensor:
    """Return the constant of a shape whose values lie at all sums of one of each dim's places."""
    if tensor.value is None:
        return constant(shape)
    return constant(shape, tuple([tensor.value[sum(places)] for places in combinations(*by_dim)]))
