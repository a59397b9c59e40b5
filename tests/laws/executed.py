"""Networks with random weights and a non-linearity, computed exactly: whole numbers modulo a prime.

A weight belongs to a tap, not to a place, as in every network; padding holds zeros, or what its mode says. So two runs
agree in an output if and only if it was computed from the same numbers by the same weights (but for chances of one in
the prime).
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PRIME = 2**61 - 1

Described = dict[str, Any]
"""A layer: name, type, the keys of its type, and names of inputs if not the layer before. Sides are tuples."""


Reads = list[tuple[int, object, int, int]]
"""What an output reads along an axis: input, tap, position in the map, and a factor."""


def dice(seed: int | str) -> random.Random:
    """Return what draws the same in every run."""
    return random.Random(seed)  # noqa: S311 - not for secrets


class TooSmallError(Exception):
    """A map is too small for a layer, or branches differ."""


class Executed:
    """A network whose weights are drawn once."""

    def __init__(self, layers: Sequence[Described], seed: int) -> None:
        """Remember layers; weights are drawn when first used."""
        self.layers = layers
        self._draw = dice(seed)
        self._weights: dict[object, int] = {}

    def _weight(self, *what: object) -> int:
        if what not in self._weights:
            self._weights[what] = self._draw.randrange(1, PRIME)
        return self._weights[what]

    def run(self, pixels: Sequence[int]) -> list[int]:
        """Return the outputs of the last layer; raise `TooSmallError` where the pixels are too few."""
        (outputs,) = self.run_plane([pixels])
        return outputs

    def run_plane(self, rows: Sequence[Sequence[int]]) -> list[list[int]]:
        """Return the outputs of the last layer for an image.

        Of a layer a key holds for both axes, unless it has a list of two; an image of one row is a network of one axis.
        """
        maps: dict[str, list[list[int]]] = {"input": [list(row) for row in rows]}
        before = "input"
        for layer in self.layers:
            sources = [maps[name] for name in layer.get("inputs", [before])]
            like = maps[layer["like"]] if "like" in layer else None
            maps[layer["name"]] = self._layer(layer, sources, like)
            before = layer["name"]
        return maps[before]

    def _layer(self, layer: Described, inputs: list[list[list[int]]], like: list[list[int]] | None) -> list[list[int]]:
        rule, plane = RULES[layer["type"]], len(inputs[0]) > 1
        along = [
            rule(
                {**_along(layer, axis), "m": 0 if like is None else _size(like, axis)},
                [_size(each, axis) for each in inputs],
            )
            for axis in (0, 1)
            if plane or axis
        ]
        if not all(along):
            raise TooSmallError
        line: list[Reads] = [[(source, "only", 0, 1) for source in range(len(inputs))]]
        down, across = along if plane else (line, along[0])
        return [[self._output(layer["name"], inputs, row, cell) for cell in across] for row in down]

    def _output(self, name: str, inputs: list[list[list[int]]], row: Reads, cell: Reads) -> int:
        total = self._weight(name)
        for source, tap, y, weighs in row:
            for other, tap_across, x, factor in cell:
                if source == other:
                    value = inputs[source][y][x] * weighs * factor
                    total += self._weight(name, source, tap, tap_across) * value
        return (total * total + 3 * total + 1) % PRIME


def _size(rows: list[list[int]], axis: int) -> int:
    return len(rows[0]) if axis else len(rows)


def _along(layer: Described, axis: int) -> Described:
    """Return a layer along one axis: the items of its lists of two."""
    lists = {key: value[axis] for key, value in layer.items() if isinstance(value, list) and key != "inputs"}
    return {**layer, **lists}


def _conv(layer: Mapping[str, Any], n: list[int]) -> list[Reads]:
    kernel, stride, dilation = layer["kernel"], layer.get("stride", 1), layer.get("dilation", 1)
    extent, size = (kernel - 1) * dilation + 1, n[0]
    padding = layer.get("padding", 0)
    if padding == "same":
        count = -(-size // stride)
        total = max((count - 1) * stride + extent - size, 0)
        before, after = total // 2, total - total // 2
    elif padding == "causal":
        before, after = extent - 1, 0
        count = -(-size // stride)
    else:
        before, after = padding if isinstance(padding, (list, tuple)) else (padding, padding)
        room = size + before + after - extent
        count = (-(-room // stride) if layer.get("ceil_mode") else room // stride) + 1
        if layer.get("ceil_mode") and (count - 1) * stride >= size + before:
            count -= 1
    mode = layer.get("padding_mode", "zeros")
    if mode == "reflect" and max(before, after) >= size:
        return []
    outputs: list[Reads] = []
    for i in range(count):
        reads: Reads = []
        for tap in range(kernel):
            at = i * stride - before + tap * dilation
            if not 0 <= at < size:
                if mode == "zeros":
                    continue
                at = min(max(at, 0), size - 1) if mode == "replicate" else (-at if at < 0 else 2 * (size - 1) - at)
            reads.append((0, tap, at, 1))
        outputs.append(reads)
    return outputs


def _transposed(layer: Mapping[str, Any], n: list[int]) -> list[Reads]:
    kernel, stride, padding = layer["kernel"], layer["stride"], layer.get("padding", 0)
    count = (n[0] - 1) * stride - 2 * padding + kernel
    outputs: list[Reads] = [[] for _ in range(count)]
    for q in range(n[0]):
        for tap in range(kernel):
            if 0 <= q * stride - padding + tap < count:
                outputs[q * stride - padding + tap].append((0, tap, q, 1))
    return outputs


def _upsample(layer: Mapping[str, Any], n: list[int]) -> list[Reads]:
    size = n[0]
    scale = Fraction(str(layer["scale"])) if "scale" in layer else Fraction(layer["m"] or layer["size"], size)
    outputs: list[Reads] = []
    for i in range(int(size * scale)):
        if layer.get("mode", "nearest") == "nearest":
            outputs.append([(0, "only", int(i / scale), 1)])
            continue
        place = (i + Fraction(1, 2)) / scale - Fraction(1, 2)
        low = place.numerator // place.denominator
        unit = 2 * scale.numerator
        share = int((place - low) * unit)
        pair = [(low, unit - share), (low + 1, share)]
        outputs.append([(0, "only", min(max(at, 0), size - 1), factor) for at, factor in pair if factor])
    return outputs


def _crop(layer: Mapping[str, Any], n: list[int]) -> list[Reads]:
    before, after = layer["crop"] if "crop" in layer else ((n[0] - layer["m"]) // 2, -((layer["m"] - n[0]) // 2))
    return [[(0, "only", at, 1)] for at in range(before, n[0] - after)]


def _slice(layer: Mapping[str, Any], n: list[int]) -> list[Reads]:
    return [[(0, "only", at, 1)] for at in range(n[0])[layer["start"] : layer.get("stop") : layer.get("step", 1)]]


def _join(_: Mapping[str, Any], n: list[int]) -> list[Reads]:
    if len(set(n)) > 1:
        return []
    return [[(source, "only", i, 1) for source in range(len(n))] for i in range(n[0])]


def _window_attention(layer: Mapping[str, Any], n: list[int]) -> list[Reads]:
    window, shift, size = layer["window"], layer.get("shift", 0), n[0]
    outputs: list[Reads] = []
    for i in range(size):
        first = (i - shift) // window * window + shift
        outputs.append([(0, (i - first, at - first), at, 1) for at in range(max(first, 0), min(first + window, size))])
    return outputs


def _shuffle(layer: Mapping[str, Any], n: list[int]) -> list[Reads]:
    return [[(0, i % layer["scale"], i // layer["scale"], 1)] for i in range(n[0] * layer["scale"])]


RULES = {
    "conv": _conv,
    "maxpool": _conv,
    "conv_transpose": _transposed,
    "upsample": _upsample,
    "crop": _crop,
    "slice": _slice,
    "add": _join,
    "concat": _join,
    "window_attention": _window_attention,
    "pixel_shuffle": _shuffle,
}
