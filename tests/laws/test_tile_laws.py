"""Where tiles are called exact, a network computes the very same of them; and one pixel less is too little."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.analysis import Analysis
from rfcalc.analysis.tiles import Misfit, Run, Tiling

from .executed import PRIME, Executed, TooSmallError

if TYPE_CHECKING:
    from .executed import Described


def _tiling(layers: list[Described], size: int) -> Tiling:
    made = [
        rfcalc.Layer(
            layer["name"],
            layer["type"],
            layer.get("inputs", ()),
            **{
                key: [[*value]] if isinstance(value, tuple) else value
                for key, value in layer.items()
                if key not in ("name", "type", "inputs")
            },
        )
        for layer in layers
    ]
    analysis = Analysis(rfcalc.Network(made, input=[size]))
    return Tiling(analysis.fields, 0, len(made))


def _named(*layers: Described) -> list[Described]:
    return [{"name": f"l{place}", **layer} for place, layer in enumerate(layers)]


def _conv(kernel: int = 3, **keys: object) -> Described:
    return {"type": "conv", "kernel": kernel, "padding": keys.pop("padding", (kernel - 1) // 2), **keys}


def _unet(depth: int, up: Described, *, padded: bool) -> list[Described]:
    layers: list[Described] = []
    skips: list[tuple[str, int]] = []
    at, cut = "input", 0

    def put(layer: Described, *inputs: str) -> None:
        nonlocal at
        name = f"l{len(layers)}"
        layers.append({"name": name, "inputs": list(inputs or (at,)), **layer})
        at = name

    padding = 1 if padded else 0
    for _ in range(depth):
        put(_conv(padding=padding))
        skips.append((at, 0))
        put({"type": "maxpool", "kernel": 2, "stride": 2})
    put(_conv(padding=padding))
    cut = 0 if padded else 2
    for skip, _ in reversed(skips):
        put(dict(up))
        cut *= 2
        below = at
        if cut:
            put({"type": "crop", "crop": (cut // 2, cut // 2)}, skip)
            skip = at  # noqa: PLW2901 - the cut one is what is joined
        put({"type": "concat"}, below, skip)
        put(_conv(padding=padding))
        cut += 0 if padded else 2
    if not padded:  # what is cut at a level is what all below it lost
        return []
    return layers


NETWORKS: dict[str, list[Described]] = {
    "VGG-like": _named(
        *[each for _ in range(3) for each in (_conv(), _conv(), {"type": "maxpool", "kernel": 2, "stride": 2})]
    ),
    "ResNet-like": [
        {"name": "stem", **_conv(7, stride=2)},
        {"name": "pool", "type": "maxpool", "kernel": 3, "stride": 2, "padding": 1},
        {"name": "a", **_conv(3, stride=2)},
        {"name": "b", **_conv(3)},
        {"name": "short", **_conv(1, stride=2), "inputs": ["pool"]},
        {"name": "sum", "type": "add", "inputs": ["b", "short"]},
        {"name": "out", **_conv(3)},
    ],
    "dilated": _named(*[_conv(3, dilation=d, padding=d) for d in (1, 2, 4, 2)]),
    "padded U-Net, transposed": _unet(3, {"type": "conv_transpose", "kernel": 2, "stride": 2}, padded=True),
    "padded U-Net, nearest": _unet(2, {"type": "upsample", "scale": 2}, padded=True),
    "padded U-Net, bilinear": _unet(2, {"type": "upsample", "scale": 2, "mode": "bilinear"}, padded=True),
    "valid U-Net": [
        {"name": "d1", **_conv(3, padding=0)},
        {"name": "p1", "type": "maxpool", "kernel": 2, "stride": 2},
        {"name": "d2", **_conv(3, padding=0)},
        {"name": "up", "type": "conv_transpose", "kernel": 2, "stride": 2},
        {"name": "cut", "type": "crop", "crop": (2, 2), "inputs": ["d1"]},
        {"name": "cat", "type": "concat", "inputs": ["up", "cut"]},
        {"name": "out", **_conv(3, padding=0)},
    ],
    "super-resolution": _named(_conv(5), _conv(), {"type": "pixel_shuffle", "scale": 3}, _conv()),
    "TCN": _named(*[_conv(2, dilation=2**i, padding="causal") for i in range(5)]),
    "1.5 x": _named(
        _conv(), {"type": "upsample", "scale": 1.5}, _conv(), {"type": "upsample", "scale": 2, "mode": "bilinear"}
    ),
    "ceil_mode": _named(_conv(), {"type": "maxpool", "kernel": 3, "stride": 2, "ceil_mode": True}, _conv()),
    "same": _named(_conv(3, stride=2, padding="same"), _conv(5, padding="same"), _conv(3, stride=2, padding="same")),
    "window attention": _named(
        _conv(), {"type": "window_attention", "window": 4}, {"type": "window_attention", "window": 4, "shift": 2}
    ),
    "crop before padding": _named(_conv(), {"type": "crop", "crop": (5, 5)}, _conv(5)),
    "reflect": _named(
        _conv(5, padding_mode="reflect"), _conv(3, stride=2, padding_mode="replicate"), _conv(3, padding_mode="reflect")
    ),
    "overlapping transposed": _named(
        _conv(3, stride=2), {"type": "conv_transpose", "kernel": 4, "stride": 2, "padding": 1}, _conv()
    ),
}


def _pixels(draw: random.Random, size: int) -> list[int]:
    return [draw.randrange(PRIME) for _ in range(size)]


@pytest.mark.parametrize("name", NETWORKS)
def test_tiles_that_are_called_exact_compute_what_the_whole_run_does(name: str) -> None:
    layers, draw = NETWORKS[name], random.Random(name)
    network = Executed(layers, 1)
    size = 8 * 24
    tiling = _tiling(layers, size)
    assert not tiling.reasons

    pixels = _pixels(draw, size)
    whole = network.run(pixels)
    least = tiling.least()
    assert least < size
    for tile in {least, tiling.least(above=least + 1), tiling.least(above=least + tiling.align + 3)}:
        plan = tiling.plan(tile)
        assert not isinstance(plan, Misfit)
        written: list[int] = []
        for (first, end), (keep, kept), (at, until) in plan:
            assert first % tiling.align == 0
            written += network.run(pixels[first:end])[keep:kept]
            assert at == len(written) - (kept - keep)
            assert until == len(written)
        assert written == whole


@pytest.mark.parametrize("name", NETWORKS)
def test_the_features_next_to_those_that_are_kept_are_not_right(name: str) -> None:
    layers, draw = NETWORKS[name], random.Random(name)
    network = Executed(layers, 2)
    size = 8 * 24
    tiling = _tiling(layers, size)
    pixels = _pixels(draw, size)
    whole = network.run(pixels)
    tile = tiling.least(above=size // 2 + 1) if tiling.least(above=size // 2 + 1) < size else tiling.least()
    begin = tiling.align * max((size - tile) // tiling.align // 2, 1)
    run = tiling.run(tile)
    assert isinstance(run, Run)
    outputs, shift = network.run(pixels[begin : begin + tile]), begin // tiling.align * tiling.block
    right = [output == whole[j + shift] for j, output in enumerate(outputs) if j + shift < len(whole)]

    assert len(outputs) == run.n
    assert all(right[run.before : run.n - run.after])
    assert not run.before or not right[run.before - 1]
    assert not run.after or not right[run.n - run.after]


@pytest.mark.parametrize("name", NETWORKS)
def test_no_smaller_tile_works(name: str) -> None:
    layers = NETWORKS[name]
    network, draw = Executed(layers, 3), random.Random(name)
    size = 8 * 24
    tiling = _tiling(layers, size)
    pixels = _pixels(draw, size)
    whole, least, block = network.run(pixels), tiling.least(), tiling.block
    begin = tiling.align * (size // tiling.align // 3)
    for tile in range(max(least - 3 * tiling.align, 1), least):
        try:
            outputs = network.run(pixels[begin : begin + tile])
        except TooSmallError:
            continue
        shift = begin // tiling.align * block
        right = [output == whole[j + shift] for j, output in enumerate(outputs) if j + shift < len(whole)]
        kept = right[tiling.spoiled :]
        assert not all(kept[:block]) or len(kept) < block


def test_a_tile_that_begins_off_the_grid_has_no_right_output() -> None:
    draw = random.Random(5)
    pixels = _pixels(draw, 192)
    for name in ("VGG-like", "ResNet-like", "padded U-Net, transposed", "window attention"):
        layers = NETWORKS[name]
        network, tiling = Executed(layers, 4), _tiling(layers, 192)
        whole = set(network.run(pixels))
        begin = tiling.align * 3 + tiling.align // 2

        assert not whole & set(network.run(pixels[begin : begin + 96]))
