"""Networks of one axis with random weights and a non-linearity, computed exactly: whole numbers modulo a prime.

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
"""A layer: name, type, the keys of its type along the one axis, and names of inputs if not the layer before."""


class TooSmallError(Exception):
    """A map is too small for a layer, or branches differ."""


class Executed:
    """A network whose weights are drawn once."""

    def __init__(self, layers: Sequence[Described], seed: int) -> None:
        """Remember layers; weights are drawn when first used."""
        self.layers = layers
        self._draw = random.Random(seed)  # noqa: S311 - not for secrets
        self._weights: dict[object, int] = {}

    def _weight(self, *what: object) -> int:
        if what not in self._weights:
            self._weights[what] = self._draw.randrange(1, PRIME)
        return self._weights[what]

    def run(self, pixels: Sequence[int]) -> list[int]:
        """Return the outputs of the last layer; raise `TooSmallError` where the pixels are too few."""
        maps: dict[str, list[int]] = {"input": list(pixels)}
        before = "input"
        for layer in self.layers:
            maps[layer["name"]] = self._layer(layer, [maps[name] for name in layer.get("inputs", [before])])
            before = layer["name"]
        return maps[before]

    def _layer(self, layer: Described, inputs: list[list[int]]) -> list[int]:
        terms = RULES[layer["type"]](layer, [len(each) for each in inputs])
        if not terms:
            raise TooSmallError
        outputs = []
        for reads in terms:
            total = self._weight(layer["name"])
            for source, tap, position, factor in reads:
                total += self._weight(layer["name"], source, tap) * inputs[source][position] * factor
            outputs.append((total * total + 3 * total + 1) % PRIME)
        return outputs


Reads = list[tuple[int, object, int, int]]
"""What an output reads: input, tap, position in the map, and a factor."""


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
    scale, size = Fraction(str(layer["scale"])), n[0]
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
    before, after = layer["crop"]
    return [[(0, "only", at, 1)] for at in range(before, n[0] - after)]


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
    "add": _join,
    "concat": _join,
    "window_attention": _window_attention,
    "pixel_shuffle": _shuffle,
}
