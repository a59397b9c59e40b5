"""Layers that get the size of another map, as layers that need no other: written out for the sizes at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .definitions import RESIZES, Layer, MisfitError, along

if TYPE_CHECKING:
    from collections.abc import Sequence


def sized_like(layer: Layer, n: Sequence[int], wanted: Sequence[int]) -> Layer:
    """Return the layer that makes a map of so many positions of one of n, without looking at another."""
    plain = {key: value for key, value in layer.items() if key != "like"}
    if layer["type"] in RESIZES:
        return {**plain, "size": [*wanted]}
    key = "crop" if layer["type"] == "crop" else "padding"
    more = n if key == "crop" else wanted
    less = wanted if key == "crop" else n
    plain[key] = [
        shared_out(a - b, along(layer.get(key, "middle"), axis)) for axis, (a, b) in enumerate(zip(more, less))
    ]
    return plain


def shared_out(count: int, word: str) -> list[int]:
    """Return how many of so many positions lie before and after a map: one by one to each side, the first one after."""
    if count < 0:
        why = f"{count} positions"
        raise MisfitError(why)
    turns = {"before": [0], "after": [1], "middle": [1, 0]}[word]
    sides = [0, 0]
    for turn in range(count):
        sides[turns[turn % len(turns)]] += 1
    return sides
