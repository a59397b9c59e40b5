"""Brute force for networks of hundreds of layers: sets of positions along one axis, walked back to the image.

Of the package it knows only the expanded layers (names, types, inputs, operations). What a type reads is written
anew, for the types that presets use; another one is a KeyError, and then has to be written here too.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, NamedTuple

from .settings import Settings, settings_along

if TYPE_CHECKING:
    from collections.abc import Callable

    import rfcalc

Positions = set[int]
Span = tuple[int, int]


class Map(NamedTuple):
    """A feature map along one axis: its size, and for each input how positions become those read of it."""

    n: int
    reads: tuple[tuple[str, Callable[[Positions], Positions]], ...]


def maps_along(network: rfcalc.Network, axis: int) -> dict[str, Map]:
    """Return the maps of all layers along one axis, in the order as written, which is one of reading."""
    size = network.input[axis]
    assert size is not None
    maps = {"input": Map(size, ())}
    for layer in network.layers:
        sizes = [maps[name].n for name in layer.inputs]
        if layer.type in ("add", "mul", "concat"):
            n = max(sizes)
            assert set(sizes) <= ({n} if layer.type == "concat" else {n, 1})
            maps[layer.name] = Map(n, tuple((name, same if maps[name].n == n else first) for name in layer.inputs))
        else:
            (source,) = layer.inputs
            n, reads = RULES[layer.type](sizes[0], settings_along(layer, axis))
            assert n >= 1
            maps[layer.name] = Map(n, ((source, reads),))
    return maps


def seen(maps: dict[str, Map], layer: str, feature: int, *, real: bool) -> Span | None:
    """Return the hull of the pixels that a feature reads; ``real``: of those that exist, on ways that exist."""
    wanted: dict[str, Positions] = {layer: {feature}}
    names = list(maps)
    for name in reversed(names[1 : names.index(layer) + 1]):
        positions = wanted.pop(name, None)
        if not positions:
            continue
        n, sources = maps[name]
        if real:
            positions = {i for i in positions if 0 <= i < n}
        for source, reads in sources:
            wanted.setdefault(source, set()).update(reads(positions))
    pixels = wanted.get("input", set())
    if real:
        pixels = {i for i in pixels if 0 <= i < maps["input"].n}
    return (min(pixels), max(pixels) + 1) if pixels else None


def same(positions: Positions) -> Positions:
    return positions


def first(positions: Positions) -> Positions:
    return {0} if positions else set()


Rule = tuple[int, "Callable[[Positions], Positions]"]


def window(n: int, layer: Settings) -> Rule:
    """Return a window that slides over the padded map, by counting where it fits."""
    kernel, stride, dilation = layer["kernel"], layer["stride"], layer["dilation"]
    extent = (kernel - 1) * dilation + 1
    if layer["padding"] == "same":  # https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
        total = max(extent - (n % stride or stride), 0)
        before, after = total // 2, total - total // 2
    elif layer["padding"] == "causal":  # https://keras.io/api/layers/convolution_layers/convolution1d/
        before, after = extent - 1, 0
    else:
        before, after = (0, 0) if layer["padding"] == "valid" else layer["padding"]
    count = len(range(0, before + n + after - extent + 1, stride))
    if layer.get("ceil_mode"):  # one more where something is left over, unless it starts behind the map
        left_over = before + n + after - ((count - 1) * stride + extent)
        count += left_over > 0
        count -= (count - 1) * stride >= before + n
    offsets = [tap * dilation - before for tap in range(kernel)]
    return count, lambda positions: {i * stride + offset for i in positions for offset in offsets}


def scatter(n: int, layer: Settings) -> Rule:
    """Return a transposed convolution: position q is added to q * stride - before + tap * dilation."""
    kernel, stride, dilation, (before, after) = (layer[key] for key in ("kernel", "stride", "dilation", "padding"))
    length = (n - 1) * stride + (kernel - 1) * dilation + 1 - before - after + layer["output_padding"]
    offsets = [before - tap * dilation for tap in range(kernel)]
    return length, lambda positions: {
        (i + offset) // stride for i in positions for offset in offsets if (i + offset) % stride == 0
    }


def resize(n: int, layer: Settings) -> Rule:
    """Return an interpolation; https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html."""
    assert not layer["align_corners"]
    if layer["size"] is None:
        up, down = layer["scale"]
        length = n * up // down
    else:
        length = layer["size"]
        up, down = length, n
        if n == 1:
            return length, first
    if layer["mode"] == "nearest":
        return length, lambda positions: {i * down // up for i in positions}
    assert layer["mode"] == "bilinear"

    def taps(positions: Positions) -> Positions:
        read = set()
        for i in positions:
            doubled = (2 * i + 1) * down - up  # twice the place between the pixels' centres, times up
            left = floor(doubled / (2 * up))
            read |= {left} if doubled % (2 * up) == 0 else {left, left + 1}
        return read

    return length, taps


def bins(n: int, layer: Settings) -> Rule:
    """Return an adaptive pooling; https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html."""
    count = layer["output_size"]
    return count, lambda positions: {p for i in positions for p in range(i * n // count, -(-(i + 1) * n // count))}


def whole(n: int, itself: Callable[[Positions], Positions]) -> Callable[[Positions], Positions]:
    return lambda positions: set(range(n)) | itself(positions) if positions else set()


def windows(n: int, layer: Settings) -> Rule:
    """Return attention within windows that begin at shift and every so many positions from there."""
    size, shift = layer["window"], layer["shift"]
    return n, lambda positions: {
        start + k for start in {(i - shift) // size * size + shift for i in positions} for k in range(size)
    }


RULES: dict[str, Callable[[int, Settings], Rule]] = {
    "conv": window,
    "maxpool": window,
    "avgpool": window,
    "conv_transpose": scatter,
    "upsample": resize,
    "identity": lambda n, _: (n, same),
    "crop": lambda n, layer: (n - sum(layer["crop"]), lambda positions: {i + layer["crop"][0] for i in positions}),
    "pixel_shuffle": lambda n, layer: (n * layer["scale"], lambda positions: {i // layer["scale"] for i in positions}),
    "space_to_depth": lambda n, layer: (
        n // layer["scale"],
        lambda positions: {i * layer["scale"] + k for i in positions for k in range(layer["scale"])},
    ),
    "adaptive_avgpool": bins,
    "global_avgpool": lambda n, _: (1, lambda positions: {i + k for i in positions for k in range(n)}),
    "linear": lambda n, _: (1, lambda positions: {i + k for i in positions for k in range(n)}),
    "squeeze_excite": lambda n, _: (n, whole(n, same)),
    "groupnorm": lambda n, _: (n, whole(n, same)),
    "instancenorm": lambda n, _: (n, whole(n, same)),
    "attention": lambda n, _: (n, whole(n, same)),
    "window_attention": windows,
}
