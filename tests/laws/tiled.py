"""Networks that are cut into tiles: of every family that people tile, and random ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rfcalc

if TYPE_CHECKING:
    import random

    from .executed import Described


def made(layers: list[Described]) -> list[rfcalc.Layer]:
    """Return the layers of a network; pairs are sides of one axis."""
    return [
        rfcalc.Layer(
            layer["name"],
            layer["type"],
            layer.get("inputs", ()),
            **{
                key: [[*value]] if isinstance(value, tuple) else value
                for key, value in layer.items()
                if key not in {"name", "type", "inputs"}
            },
        )
        for layer in layers
    ]


def _named(*layers: Described) -> list[Described]:
    return [{"name": f"l{place}", **layer} for place, layer in enumerate(layers)]


def _conv(kernel: int = 3, **keys: object) -> Described:
    return {"type": "conv", "kernel": kernel, "padding": keys.pop("padding", (kernel - 1) // 2), **keys}


def _unet(depth: int, up: Described) -> list[Described]:
    """Return a padded U-Net."""
    down: list[Described] = []
    for level in range(depth):
        down += [{"name": f"d{level}", **_conv()}, {"name": f"p{level}", "type": "maxpool", "kernel": 2, "stride": 2}]
    climbing: list[Described] = []
    for level in reversed(range(depth)):
        climbing += [
            {"name": f"u{level}", **up},
            {"name": f"j{level}", "type": "concat", "inputs": [f"u{level}", f"d{level}"]},
            {"name": f"c{level}", **_conv()},
        ]
    return [*down, {"name": "bottom", **_conv()}, *climbing]


def _halving(scale: Described) -> list[Described]:
    """Return two convolutions around a map that is made half as large and as large again."""
    return [
        {"name": "a", **_conv()},
        {"name": "half", **_conv(stride=2)},
        {"name": "up", **scale},
        {"name": "b", **_conv()},
    ]


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
    "padded U-Net, transposed": _unet(3, {"type": "conv_transpose", "kernel": 2, "stride": 2}),
    "padded U-Net, nearest": _unet(2, {"type": "upsample", "scale": 2}),
    "padded U-Net, bilinear": _unet(2, {"type": "upsample", "scale": 2, "mode": "bilinear"}),
    "valid U-Net": [
        {"name": "d1", **_conv(3, padding=0)},
        {"name": "p1", "type": "maxpool", "kernel": 2, "stride": 2},
        {"name": "d2", **_conv(3, padding=0)},
        {"name": "up", "type": "conv_transpose", "kernel": 2, "stride": 2},
        {"name": "cut", "type": "crop", "crop": (2, 2), "inputs": ["d1"]},
        {"name": "cat", "type": "concat", "inputs": ["up", "cut"]},
        {"name": "out", **_conv(3, padding=0)},
    ],
    "valid U-Net, cropped like": [
        {"name": "d1", **_conv(3, padding=0)},
        {"name": "p1", "type": "maxpool", "kernel": 2, "stride": 2},
        {"name": "d2", **_conv(3, padding=0)},
        {"name": "up", "type": "conv_transpose", "kernel": 2, "stride": 2},
        {"name": "cut", "type": "crop", "like": "up", "inputs": ["d1"]},
        {"name": "cat", "type": "concat", "inputs": ["up", "cut"]},
    ],
    "resized like": _halving({"type": "upsample", "like": "a"}),
    "every other": _named(_conv(), {"type": "slice", "start": 1, "step": 2}, _conv(padding=0)),
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
    "features that read nothing": _named(_conv(), {"type": "conv_transpose", "kernel": 2, "stride": 3}, _conv(5)),
    "overlapping transposed": _named(
        _conv(3, stride=2), {"type": "conv_transpose", "kernel": 4, "stride": 2, "padding": 1}, _conv()
    ),
}


PLANES: dict[str, list[Described]] = {
    "padded U-Net": _unet(1, {"type": "conv_transpose", "kernel": 2, "stride": 2}),
    "two kernels": _named(
        {"type": "conv", "kernel": [1, 5], "padding": [0, 2]},
        {"type": "conv", "kernel": [3, 1], "padding": [1, 0], "stride": [2, 1]},
    ),
    "ceil_mode": _named(_conv(), {"type": "maxpool", "kernel": 3, "stride": 2, "ceil_mode": True}),
    "windows": _named({"type": "window_attention", "window": [2, 4]}, _conv()),
}


def random_graph(draw: random.Random) -> list[Described]:
    """Return a random graph of one axis, whose branches meet in maps of one size."""
    layers: list[Described] = []
    for _ in range(draw.randint(2, 5)):
        first = len(layers)
        for place, layer in enumerate(draw.choice(MAKERS)(draw), start=first):
            before = [layers[-1]["name"]] if layers else ["input"]
            inputs = [f"l{first + at}" for at in layer.pop("of", ())] or before
            layers.append({"name": f"l{place}", "inputs": inputs, **layer})
    return layers


def _some_conv(draw: random.Random) -> list[Described]:
    sides = (draw.randint(0, 2), draw.randint(0, 2))
    return [
        _conv(draw.choice(KERNELS), padding=sides, stride=draw.choice((1, 1, 2, 3)), dilation=draw.choice((1, 1, 2)))
    ]


def _sized_conv(draw: random.Random) -> list[Described]:
    return [_conv(draw.choice(KERNELS), padding=draw.choice(("same", "causal")), stride=draw.choice((1, 2)))]


def _bordered_conv(draw: random.Random) -> list[Described]:
    return [_conv(3, padding_mode=draw.choice(("reflect", "replicate")))]


def _pool(draw: random.Random) -> list[Described]:
    return [{"type": "maxpool", "kernel": 3, "stride": 2, "ceil_mode": draw.random() < 1 / 2, "padding": 0}]


def _upsampling(draw: random.Random) -> list[Described]:
    return [{"type": "upsample", "scale": draw.choice((2, 2, 1.5)), "mode": draw.choice(("nearest", "bilinear"))}]


def _transposed(draw: random.Random) -> list[Described]:
    stride = draw.choice((1, 2, 3))
    return [{"type": "conv_transpose", "kernel": stride + draw.randint(0, 2), "stride": stride, "padding": 1}]


def _cut(draw: random.Random) -> list[Described]:
    crop = {"type": "crop", "crop": (draw.randint(0, 3), draw.randint(0, 3))}
    return [draw.choice((crop, {"type": "slice", "start": draw.randint(0, 2), "step": draw.choice((1, 2))}))]


def _windows(draw: random.Random) -> list[Described]:
    return [{"type": "window_attention", "window": 4, "shift": draw.choice((0, 1, 2))}]


def _branches(draw: random.Random) -> list[Described]:
    first, second = draw.sample(((3, 1), (3, 2), (5, 1)), 2)
    joined = draw.choice(((0, 1), (1, 2)))
    return [
        _conv(1),
        *[{**_conv(k, dilation=d, padding=k // 2 * d), "of": (0,)} for k, d in (first, second)],
        {"type": "concat", "of": joined},
    ]


KERNELS = (1, 2, 3, 3, 5)
MAKERS = (
    *(_some_conv, _some_conv, _sized_conv, _bordered_conv, _pool, _upsampling),
    *(_transposed, _cut, _cut, _windows, _branches),
)
