"""Brute force: what every feature of a small network reads, as sets of pixels.

A path from a layer back to the input reads, of one feature, a product of sets, one set per
axis. A feature reads the union of the products of all its paths; a path that reads nothing
along one axis reads nothing at all. Every set is built position by position.
"""

from __future__ import annotations

import itertools
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from .definitions import AxisRule, Layer, MisfitError
from .joins import followed, itself, joined_size, ways_in
from .likeness import sized_like
from .model_definitions import axis_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Span = tuple[int, int]
Index = tuple[int, ...]
Pixels = frozenset[int]


class Field(NamedTuple):
    """What one feature reads: hulls ``(first, end)`` per axis, or None where it reads nothing."""

    box: tuple[Span, ...] | None
    visible: tuple[Span, ...] | None


class Truth(NamedTuple):
    """The right answers about one layer, one entry per axis, and the fields of all its features."""

    n: Index
    jump: tuple[Fraction | None, ...]
    rf: tuple[int | None, ...]
    rf_min: tuple[int, ...] | None
    start: tuple[Fraction | None, ...]
    irregular: bool
    fields: dict[Index, Field]


class Path(NamedTuple):
    """One way from a layer back to the input: per axis, the pixels read by a position."""

    virtual: tuple[Callable[[int], Pixels], ...]
    visible: tuple[Callable[[int], Pixels], ...]


class Map(NamedTuple):
    """One feature map: its size, all paths back to the input, and the jump (None: irregular, 0: constant)."""

    n: Index
    paths: tuple[Path, ...]
    jump: tuple[Fraction | None, ...]


def input_map(n: Index) -> Map:
    """Return the network's input as a map that reads itself."""
    return Map(
        n,
        (Path(tuple(lambda i: frozenset([i]) for _ in n), tuple(only_inside(size) for size in n)),),
        tuple(Fraction(1) for _ in n),
    )


def only_inside(size: int) -> Callable[[int], Pixels]:
    """Return the reading of an image: a pixel inside is itself, one outside is nothing."""
    return lambda i: frozenset([i]) if 0 <= i < size else frozenset()


def through(reads: Callable[[int], Iterable[int]], pixels: Callable[[int], Pixels]) -> Callable[[int], Pixels]:
    """Return the pixels seen by a position: those of all positions it reads."""

    known: dict[int, Pixels] = {}  # functools.cache takes longer to make than most paths, which are never asked

    def seen(i: int) -> Pixels:
        if i not in known:
            known[i] = frozenset(pixel for q in reads(i) for pixel in pixels(q))
        return known[i]

    return seen


def cut(pixels: Callable[[int], Pixels], n: int) -> Callable[[int], Pixels]:
    """Return the same reading for positions of a map of size n; others do not exist and see nothing."""
    return lambda i: pixels(i) if 0 <= i < n else frozenset()


def extended(
    source: Map, reads: Sequence[Callable[[int], Iterable[int]]], really: Sequence[Callable[[int], Iterable[int]]] = ()
) -> list[Path]:
    """Return the paths of a layer that reads this map so; ``really``, if a border puts pixels outside the map."""
    return [
        Path(
            tuple(through(read, pixels) for read, pixels in zip(reads, path.virtual)),
            tuple(through(read, cut(pixels, n)) for read, pixels, n in zip(really or reads, path.visible, source.n)),
        )
        for path in source.paths
    ]


def feature_map(layer: Layer, sources: Sequence[Map]) -> Map:
    """Return the map of one layer over the maps of its inputs, or raise MisfitError."""
    if len(sources) > 1:
        return joined(layer, sources)
    (source,) = sources
    rules: list[AxisRule] = [axis_rule(layer, axis, n) for axis, n in enumerate(source.n)]
    paths = extended(source, [rule.reads for rule in rules], [folded_reads(rule) for rule in rules])
    if any(rule.itself for rule in rules):
        paths += extended(source, [itself] * len(rules))
    jump = tuple(
        Fraction(0) if not rule.step else None if before is None else before * rule.step
        for rule, before in zip(rules, source.jump)
    )
    return Map(tuple(rule.n for rule in rules), tuple(paths), jump)


def folded_reads(rule: AxisRule) -> Callable[[int], Iterable[int]]:
    """Return what a position really reads."""
    return lambda i: map(rule.fold, rule.reads(i))


def joined(layer: Layer, sources: Sequence[Map]) -> Map:
    """Return the map in which branches meet, side by side or one after another."""
    sizes = [source.n for source in sources]
    n, follow = joined_size(layer, sizes), followed(layer, len(sizes[0]))
    paths: list[Path] = []
    jumps: list[set[Fraction | None]] = [set() for _ in n]
    for place, source in enumerate(sources):
        for reads in ways_in(layer, sizes, place):
            paths += extended(source, reads)
        for axis, jump in enumerate(source.jump):
            if jump != 0 and (axis == follow or source.n[axis] == n[axis]):
                jumps[axis].add(jump)
    return Map(n, tuple(paths), tuple(agreed(found) for found in jumps))


def agreed(jumps: set[Fraction | None]) -> Fraction | None:
    """Return the jump of branches that meet: None if they differ, 0 if all are constant."""
    if not jumps:
        return Fraction(0)
    return next(iter(jumps)) if len(jumps) == 1 else None


def feature_maps(network: dict[str, Any]) -> dict[str, Map]:
    """Return the map of every layer of a network in file format (without blocks), in the order as written."""
    layers = plain_layers(network)
    maps = {"input": input_map(input_size(network))}
    waiting = dict(layers)
    while waiting:
        ready = [name for name, layer in waiting.items() if all(source in maps for source in layer["inputs"])]
        for name in ready:
            layer = waiting.pop(name)
            try:
                maps[name] = feature_map(layer, [maps[source] for source in layer["inputs"]])
            except MisfitError as error:
                raise MisfitError(error.why, name) from error
    return {name: maps[name] for name in layers}


def input_size(network: dict[str, Any]) -> Index:
    """Return the size of the input; one number holds for all axes, two unless a layer's list says otherwise."""
    size = network["input"]
    if isinstance(size, list):
        return tuple(size)
    lists = [
        len(layer[key])
        for layer in written_layers(network).values()
        for key in layer
        if key != "inputs" and isinstance(layer[key], list)
    ]
    return (size,) * (lists[0] if lists else 2)


def plain_layers(network: dict[str, Any]) -> dict[str, Layer]:
    """Return the layers by name, short forms written out, every layer with its inputs and a size of its own."""
    layers = written_layers(network)
    while alike := [layer for layer in layers.values() if "like" in layer]:
        known = {"input": input_size(network)}
        rest = {name: layer for name, layer in layers.items() if not needs_another(name, layers)}
        known |= {name: seen.n for name, seen in feature_maps({**network, "layers": [*rest.values()]}).items()}
        for layer in alike:
            (source,) = layer["inputs"]
            if source in known and layer["like"] in known:
                try:
                    layers[layer["name"]] = sized_like(layer, known[source], known[layer["like"]])
                except MisfitError as error:
                    raise MisfitError(error.why, layer["name"]) from error
    return layers


def needs_another(name: str, layers: dict[str, Layer]) -> bool:
    """Return whether a layer, or one on the way back from it, is made like another."""
    return name in layers and (
        "like" in layers[name] or any(needs_another(each, layers) for each in layers[name]["inputs"])
    )


def written_layers(network: dict[str, Any]) -> dict[str, Layer]:
    """Return the layers by name, short forms written out, every layer with its inputs."""
    layers: dict[str, Layer] = {}
    before = "input"
    for written in network["layers"]:
        layer = dict(written) if "name" in written else written_out(*next(iter(written.items())))
        inputs = layer.get("inputs", before)
        layer["inputs"] = inputs if isinstance(inputs, list) else [inputs]
        before = layer["name"]
        layers[before] = layer
    return layers


def written_out(name: str, values: list[Any]) -> Layer:
    """Return the layer of a short form ``name: [kernel, stride, padding, dilation]``."""
    kind = "conv"
    if re.fullmatch(r"(max)?pool_?\d*", name):
        kind = "maxpool"
    elif re.fullmatch(r"avgpool_?\d*", name):
        kind = "avgpool"
    return {"name": name, "type": kind, **dict(zip(("kernel", "stride", "padding", "dilation"), values))}


def hull(products: Iterable[tuple[Pixels, ...]]) -> tuple[Span, ...] | None:
    """Return the hull per axis of a union of products, None if all of them are empty."""
    real = [product for product in products if all(product)]
    if not real:
        return None
    return tuple((min(map(min, sets)), max(map(max, sets)) + 1) for sets in zip(*real))


def field(seen: Map, index: Index) -> Field:
    """Return what one feature of a map reads."""
    return Field(
        hull(tuple(pixels(i) for pixels, i in zip(path.virtual, index)) for path in seen.paths),
        hull(tuple(pixels(i) for pixels, i in zip(path.visible, index)) for path in seen.paths),
    )


def truth(seen: Map) -> Truth:
    """Return everything about one layer's map, by looking at every feature."""
    fields = {index: field(seen, index) for index in itertools.product(*map(range, seen.n))}
    boxes = [found.box for found in fields.values() if found.box]
    sizes = [[end - first for first, end in along_axis] for along_axis in zip(*boxes)]
    largest = tuple(max(axis) for axis in sizes)
    smallest = tuple(min(axis) for axis in sizes)
    first_box = fields[(0,) * len(seen.n)].box
    nothing = (None,) * len(seen.n)
    return Truth(
        seen.n,
        seen.jump,
        largest or nothing,
        smallest if smallest != largest else None,
        tuple(Fraction(first + end, 2) for first, end in first_box) if first_box else nothing,
        None in seen.jump,
        fields,
    )


def study(network: dict[str, Any]) -> dict[str, Truth]:
    """Return the right answers about every layer of a network, by name; MisfitError if sizes do not fit."""
    return {name: truth(seen) for name, seen in feature_maps(network).items()}
