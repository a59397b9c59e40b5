"""What a layer with several inputs reads of each, written straight from its definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .definitions import Layer, MisfitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def joined_size(layer: Layer, sizes: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return how many positions a join has along each axis: the largest, or the sum of maps one after another."""
    follow = followed(layer, len(sizes[0]))
    return tuple((sum if axis == follow else max)(n) for axis, n in enumerate(zip(*sizes)))


def followed(layer: Layer, axes: int) -> int | None:
    """Return the axis along which maps follow each other, None where they do not."""
    return axes - 1 - "xyz".index(layer["along"]) if "along" in layer else None


def ways_in(layer: Layer, sizes: Sequence[Sequence[int]], source: int) -> list[list[Callable[[int], Iterable[int]]]]:
    """Return the ways in which a join reads one of its maps, each a function along every axis.

    All but concat repeat a map of one position. Maps one after another are a table; beyond it, it begins anew.
    """
    n, follow = joined_size(layer, sizes), followed(layer, len(sizes[0]))
    reads: list[Callable[[int], Iterable[int]]] = []
    whole: list[Callable[[int], Iterable[int]]] = []
    for axis, size in enumerate(sizes[source]):
        if axis == follow:
            reads.append(piece(sum(each[axis] for each in sizes[:source]), size, n[axis]))
        elif size == n[axis]:
            reads.append(itself)
        elif size == 1 and layer["type"] != "concat":
            reads.append(lambda _: [0])
        else:
            why = f"{size} and {n[axis]} positions meet"
            raise MisfitError(why)
        whole.append(all_of(size))
    return [reads, whole] if layer.get("treat") == "whole" else [reads]


def itself(i: int) -> list[int]:
    """Return the position itself."""
    return [i]


def piece(first: int, size: int, n: int) -> Callable[[int], Iterable[int]]:
    """Return what positions of n read of a map that lies among them from ``first`` on: itself, others nothing."""
    return lambda i: [i - first] if first <= i % n < first + size else []


def all_of(size: int) -> Callable[[int], Iterable[int]]:
    """Return all positions of a map, whichever one reads them."""
    return lambda _: range(size)
