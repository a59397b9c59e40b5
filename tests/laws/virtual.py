"""Which features of a small network read a virtual position, by looking at every position that every feature reads."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from .joins import itself, ways_in
from .model_definitions import axis_rule
from .oracle import feature_maps, input_size, plain_layers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .definitions import Layer
    from .oracle import Index, Span


def clean_boxes(network: dict[str, Any]) -> dict[str, tuple[Span, ...] | None]:
    """Return for each layer the hull of its features that read no virtual position, on any layer of the way back."""
    layers = plain_layers(network)
    sizes = {name: seen.n for name, seen in feature_maps(network).items()} | {"input": input_size(network)}
    touched: dict[str, dict[Index, bool]] = {"input": dict.fromkeys(features(sizes["input"]), False)}
    waiting = dict(layers)
    while waiting:
        for name in [name for name, layer in waiting.items() if all(each in touched for each in layer["inputs"])]:
            layer = waiting.pop(name)
            inputs = [(touched[layer["inputs"][place]], ways) for place, ways in enumerate(reads_of(layer, sizes))]
            touched[name] = {
                index: any(
                    any(known.get(position, True) for position in itertools.product(*[read(i) for read, i in pairs]))
                    for known, ways in inputs
                    for way in ways
                    for pairs in [list(zip(way, index))]
                )
                for index in features(sizes[name])
            }
    return {name: hull(index for index, is_touched in touched[name].items() if not is_touched) for name in layers}


def reads_of(layer: Layer, sizes: dict[str, Index]) -> list[list[list[Any]]]:
    """Return for each input the ways in which a layer reads it: for each axis, from a feature to positions."""
    inputs = [sizes[source] for source in layer["inputs"]]
    if len(inputs) > 1:
        return [[*ways_in(layer, inputs, place)] for place in range(len(inputs))]
    rules = [axis_rule(layer, axis, size) for axis, size in enumerate(inputs[0])]
    found: list[list[Any]] = [[rule.reads for rule in rules]]
    return [[*found, [itself] * len(rules)] if any(rule.itself for rule in rules) else found]


def features(n: Index) -> Iterable[Index]:
    """Return the indices of a map."""
    return itertools.product(*map(range, n))


def hull(indices: Iterable[Index]) -> tuple[Span, ...] | None:
    """Return the smallest box around indices, None if there are none."""
    along = list(zip(*indices))
    return tuple((min(axis), max(axis) + 1) for axis in along) or None
