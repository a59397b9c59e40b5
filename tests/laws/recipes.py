"""One random layer of every type, its values drawn so that most layers fit a small map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .definitions import ADAPTIVE, GATES, GLOBAL, POOLS, RESIZES, UNCHANGING, Layer, Value, looks_back

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

SCALES: tuple[float, ...] = (2, 2, 3, 1, 1.5, 0.5, 2.5, 0.75, 1.25, 0.4)
CUTS = ("same", "same_lower", "valid")
COORDINATES = ("half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "asymmetric", "align_corners")
ROUNDINGS = ("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")
MODES = ("nearest", "nearest", "nearest-exact", "bilinear", "bicubic")


def chance(draw: random.Random, often: float) -> bool:
    """Return true so often (0 to 1); the smallest number drawn means false, the plainer choice."""
    return draw.random() > 1 - often


def per_axis(draw: random.Random, axes: int, drawn: Callable[[], Any]) -> Value:
    """Return one drawn value for all axes, or at times a list of one per axis."""
    if chance(draw, 0.6):
        return drawn()
    return [drawn() for _ in range(axes)]


def paddings(draw: random.Random, axes: int, most: int) -> Value:
    """Return a padding: a number, one per axis, or pairs of before and after."""
    if chance(draw, 0.6):
        return per_axis(draw, axes, lambda: draw.randint(0, most))
    return [
        [draw.randint(0, most), draw.randint(0, most)] if chance(draw, 0.8) else draw.randint(0, most)
        for _ in range(axes)
    ]


def sometimes(draw: random.Random, often: float, key: str, value: Callable[[], Any]) -> Layer:
    """Return the key with a drawn value, or nothing."""
    return {key: value()} if chance(draw, often) else {}


def conv(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return a convolution."""
    axes = len(n)
    if axes == 1 and chance(draw, 0.1):  # long enough to meet every phase more than twice
        return {"type": "conv", "kernel": draw.randint(8, 24), "padding": "same", "dilation": draw.randint(1, 3)}
    layer: Layer = {"type": "conv", "kernel": per_axis(draw, axes, lambda: draw.choice((3, 1, 2, 3, 4, 5, 7)))}
    layer |= sometimes(draw, 0.5, "stride", lambda: per_axis(draw, axes, lambda: draw.choice((1, 2, 2, 3))))
    if chance(draw, 0.1):
        del layer["kernel"]
        layer["taps"] = per_axis(draw, axes, lambda: draw.sample(range(-4, 5), draw.randint(1, 4)))
        return layer | drawn_padding(draw, axes, 3)
    layer |= sometimes(draw, 0.3, "dilation", lambda: per_axis(draw, axes, lambda: draw.choice((1, 2, 3))))
    return layer | drawn_padding(draw, axes, 3) | bordered(draw, "padding_mode")


def drawn_padding(draw: random.Random, axes: int, most: int, words: Sequence[str] = (*CUTS, "causal")) -> Layer:
    """Return a padding key of any form, or none."""
    form = draw.choice(("numbers", "numbers", "named", "none"))
    if form == "numbers":
        return {"padding": paddings(draw, axes, most)}
    if form == "named":
        if chance(draw, 0.2):
            drawn = [draw.choice((*words, draw.randint(0, most), [0, draw.randint(0, most)])) for _ in range(axes)]
            return {"padding": drawn}
        return {"padding": draw.choice(words)}
    return {}


def bordered(draw: random.Random, key: str) -> Layer:
    """Return what the padding holds, mostly nothing."""
    return sometimes(draw, 0.2, key, lambda: draw.choice(("zeros", "reflect", "replicate", "circular")))


def has_word(layer: Layer) -> bool:
    """Return whether a padding says a word along any axis."""
    padding = layer.get("padding", 0)
    return any(isinstance(entry, str) for entry in (padding if isinstance(padding, list) else [padding]))


def pool(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return a pool; its padding never holds a whole window."""
    axes = len(n)
    kernel = per_axis(draw, axes, lambda: draw.choice((2, 3, 2, 4)))
    smallest = min(kernel) if isinstance(kernel, list) else kernel
    layer: Layer = {"type": draw.choice(POOLS), "kernel": kernel}
    layer |= sometimes(draw, 0.5, "stride", lambda: per_axis(draw, axes, lambda: draw.choice((2, 1, 3))))
    layer |= sometimes(draw, 0.15, "dilation", lambda: per_axis(draw, axes, lambda: draw.choice((1, 2))))
    layer |= drawn_padding(draw, axes, smallest // 2)
    if not has_word(layer):
        layer |= sometimes(draw, 0.5, "ceil_mode", lambda: draw.choice((True, True, False)))
    return layer if layer.get("ceil_mode") else layer | bordered(draw, "padding_mode")


def conv_transpose(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return a transposed convolution, at times with gaps or dilated."""
    axes = len(n)
    stride = per_axis(draw, axes, lambda: draw.choice((2, 1, 2, 3)))
    kernel = per_axis(draw, axes, lambda: draw.choice((2, 3, 1, 2, 4)))
    layer: Layer = {"type": "conv_transpose", "kernel": kernel, "stride": stride}
    layer |= sometimes(draw, 0.3, "dilation", lambda: per_axis(draw, axes, lambda: draw.choice((1, 2, 3))))
    layer |= drawn_padding(draw, axes, 2, CUTS)
    if not has_word(layer):
        layer |= sometimes(draw, 0.3, "output_padding", lambda: per_axis(draw, axes, lambda: draw.randint(0, 1)))
        if layer.get("output_padding") and min(stride if isinstance(stride, list) else [stride]) == 1:
            del layer["output_padding"]  # PyTorch allows none larger than the stride
    return layer


def resize(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return an interpolation by scale or to a size."""
    axes = len(n)
    layer: Layer = {"type": draw.choice(RESIZES)}
    if chance(draw, 0.6):
        layer["scale"] = per_axis(draw, axes, lambda: draw.choice(SCALES))
    else:
        layer["size"] = target_sizes(draw, n)
    layer |= sometimes(draw, 0.7, "mode", lambda: draw.choice(MODES))
    if layer.get("mode") in ("bilinear", "bicubic"):
        layer |= sometimes(draw, 0.5, "align_corners", lambda: draw.choice((True, True, False)))
        if layer["mode"] == "bilinear" and chance(draw, 0.3):
            layer["mode"] = {1: "linear", 2: "bilinear", 3: "trilinear"}[axes]
    return layer


def in_words(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return an interpolation in ONNX's words."""
    layer = {key: value for key, value in resize(draw, n).items() if key in ("type", "scale", "size")}
    layer["coordinates"] = draw.choice(COORDINATES)
    mode = draw.choice(("nearest", "bilinear", "bicubic"))
    if mode == "nearest":
        return layer | {"rounding": draw.choice(ROUNDINGS)}
    return layer | {"mode": mode}


def target_sizes(draw: random.Random, n: Sequence[int]) -> Value:
    """Return a size to resize or pool to: one number, or near the present size on each axis."""
    if chance(draw, 0.3):
        return draw.randint(1, max(n))
    return [draw.randint(1, size + 3) for size in n]


def adaptive(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return an adaptive pool."""
    size = target_sizes(draw, n)
    if isinstance(size, list):
        size = [None if chance(draw, 0.15) else m for m in size]
    return {"type": draw.choice(ADAPTIVE), "output_size": size}


def pad(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return a pad, at times one that cuts."""
    if chance(draw, 0.3):
        return {"type": "pad", "padding": [[draw.randint(-2, 2), draw.randint(-2, 2)] for _ in n]}
    return {"type": "pad", "padding": paddings(draw, len(n), 2)} | bordered(draw, "mode")


def kept(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return a slice."""
    axes = len(n)
    layer: Layer = {"type": "slice"}
    layer |= sometimes(draw, 0.6, "start", lambda: per_axis(draw, axes, lambda: draw.choice((1, 0, 2, -3, -5, -9))))
    layer |= sometimes(draw, 0.5, "stop", lambda: [draw.choice((None, -1, -2, size, size - 1, 99)) for size in n])
    return layer | sometimes(draw, 0.5, "step", lambda: per_axis(draw, axes, lambda: draw.choice((2, 1, 3))))


def crop(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return a crop."""
    return {"type": "crop", "crop": paddings(draw, len(n), 2)}


def like(draw: random.Random, axes: int) -> Layer:
    """Return what a layer is that is made like another, without the other's name."""
    kind = draw.choice(("crop", "pad", *RESIZES))
    if kind in RESIZES:
        layer: Layer = {"type": kind} | sometimes(draw, 0.6, "mode", lambda: draw.choice(MODES))
        corners = layer.get("mode") in ("bilinear", "bicubic") and chance(draw, 0.3)
        return {**layer, "align_corners": True} if corners else layer
    words = ("before", "middle", "after")
    layer = {"type": kind} | sometimes(
        draw, 0.7, "crop" if kind == "crop" else "padding", lambda: per_axis(draw, axes, lambda: draw.choice(words))
    )
    return layer if kind == "crop" else layer | bordered(draw, "mode")


def shuffle(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return a layer that moves positions to channels or back."""
    scale = per_axis(draw, len(n), lambda: draw.choice((2, 2, 1, 3)))
    return {"type": draw.choice(("pixel_shuffle", "space_to_depth")), "scale": scale}


def window_attention(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return an attention within windows, at times shifted."""
    layer: Layer = {"type": "window_attention", "window": per_axis(draw, len(n), lambda: draw.choice((2, 3, 4, 1)))}
    return layer | sometimes(draw, 0.5, "shift", lambda: per_axis(draw, len(n), lambda: draw.randint(0, 3)))


def whole(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return a layer that sees the whole map."""
    layer: Layer = {"type": draw.choice((*GLOBAL, *GATES, "attention", "recurrent"))}
    if layer["type"] in GATES:
        layer |= sometimes(draw, 0.4, "whole", lambda: draw.choice((False, True)))
    switch = {
        "attention": "causal",
        "recurrent": "bidirectional",
        "instancenorm": "cumulative",
        "groupnorm": "cumulative",
    }
    if layer["type"] == "recurrent" and chance(draw, 0.5):
        return layer | {
            "direction": per_axis(draw, len(n), lambda: draw.choice(("forward", "reverse", "both", "none")))
        }
    if layer["type"] in switch:
        layer |= sometimes(draw, 0.6, switch[layer["type"]], lambda: per_axis(draw, len(n), lambda: chance(draw, 0.7)))
    return layer


def is_recurrence(layer: Layer, axes: int) -> bool:
    """Return whether a layer's features read those up to themselves along some axis."""
    if layer["type"] not in ("attention", "recurrent", *GATES) or not layer.get("whole", True):
        return False
    ahead = layer.get("direction", ())
    return "reverse" in ahead or any(looks_back(layer, axis) for axis in range(axes))


def rearranged(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return a roll, a grid attention, or features picked by their indices."""
    kind = draw.choice(("roll", "grid_attention", "take"))
    if kind == "roll":
        return {"type": kind, "shift": per_axis(draw, len(n), lambda: draw.randint(-4, 4))}
    if kind == "grid_attention":
        return {"type": kind, "grid": [draw.choice([g for g in range(1, size + 1) if size % g == 0]) for size in n]}
    picked = [drawn_indices(draw, size) for size in n]
    return (
        {"type": kind, "indices": picked[0] if len(n) == 1 and chance(draw, 0.5) and picked[0] else picked}
        if any(picked)
        else unchanging(draw, n)
    )


def drawn_indices(draw: random.Random, n: int) -> list[int] | None:
    """Return indices of a map along an axis: any, at even distances, or none."""
    if chance(draw, 0.3):
        return None
    if chance(draw, 0.3):
        return [*range(draw.randrange(n), n, draw.choice((1, 2, 3)))]
    return [draw.randint(-n, n - 1) for _ in range(draw.randint(1, n))]


def table(draw: random.Random, n: Sequence[int]) -> Layer:
    """Return a table of progressions."""

    def drawn() -> list[list[int]]:
        return [
            [draw.randint(-1, 2), draw.choice((1, 2, 0, 3)), draw.choice((1, 2))][: draw.choice((3, 2, 1))]
            for _ in range(draw.choice((1, 2, 3)))
        ]

    layer: Layer = {"type": "index_map", "size": [draw.choice((None, size, size // 2 + 1)) for size in n]}
    layer |= sometimes(draw, 0.5, "advance", lambda: per_axis(draw, len(n), lambda: draw.choice((2, 1, 3))))
    layer["ranges"] = drawn() if chance(draw, 0.5) else [drawn() for _ in n]
    return layer | bordered(draw, "mode")


def unknown(draw: random.Random, _: Sequence[int]) -> Layer:
    """Return an operator of which nothing is known, but that is treated as something."""
    return {"type": "unknown", "operator": "Custom", "treat": draw.choice(("pointwise", "whole"))}


def unchanging(draw: random.Random, _: Sequence[int]) -> Layer:
    """Return a layer that changes nothing."""
    return {"type": draw.choice(UNCHANGING)}


PLAIN = (conv, conv, conv, conv, pool, pool, conv_transpose, conv_transpose, resize, in_words)
RARE = (
    shuffle,
    pad,
    crop,
    kept,
    window_attention,
    adaptive,
    whole,
    whole,
    unchanging,
    rearranged,
    rearranged,
    table,
    unknown,
)


def draw_layer(draw: random.Random, n: Sequence[int], *, greedy: bool = False) -> Layer:
    """Return a random layer over a map of size n; a greedy one asks for more than small maps hold."""
    recipe = draw.choice((*PLAIN, *RARE))
    layer = recipe(draw, n)
    if greedy and layer["type"] in ("conv", *POOLS):
        layer.pop("taps", None)
        layer["kernel"] = max(n) + draw.randint(1, 4)
    if greedy and layer["type"] == "crop":
        layer["crop"] = draw.randint(1, max(n))
    return layer


def detour(draw: random.Random) -> list[Layer]:
    """Return one or two layers after which a map has its size and jump again, but another period or phase."""
    scale = draw.choice((2, 3))
    return draw.choice(
        (
            [{"type": "window_attention", "window": draw.choice((2, 3, 4)), "shift": draw.choice((0, 1))}],
            [{"type": "conv", "kernel": draw.choice((1, 2, 3)), "padding": "same", "dilation": draw.choice((1, 2))}],
            [{"type": "upsample", "scale": scale}, {"type": "avgpool", "kernel": scale}],
            [{"type": "conv", "kernel": 2, "stride": scale, "padding": "same"}, {"type": "upsample", "scale": scale}],
            [{"type": "space_to_depth", "scale": scale}, {"type": "conv_transpose", "kernel": scale, "stride": scale}],
            [{"type": "upsample", "scale": scale, "mode": "bilinear"}, {"type": "conv", "kernel": 1, "stride": scale}],
        )
    )


def fitted(draw: random.Random, n: Sequence[int], target: Sequence[int]) -> list[Layer]:
    """Return the crop and the pad, as far as needed, that bring a map of size n to another size."""
    cuts, pads = [], []
    for have, want in zip(n, target):
        too_much, too_little = max(have - want, 0), max(want - have, 0)
        cut, added = draw.choice((too_much // 2, 0, too_much)), draw.choice((too_little // 2, 0, too_little))
        cuts.append([cut, too_much - cut])
        pads.append([added, too_little - added])
    layers: list[Layer] = []
    if any(map(any, cuts)):
        layers.append({"type": "crop", "crop": cuts})
    if any(map(any, pads)):
        layers.append({"type": "pad", "padding": pads})
    return layers


def has_ratio(layer: Layer) -> bool:
    """Return whether a layer's jump is a ratio such as 7/5, which multiplies the number of phases."""
    if layer["type"] in (*ADAPTIVE, *RESIZES):
        scales = layer["scale"] if isinstance(layer.get("scale"), list) else [layer.get("scale", 0.1)]
        return any(scale not in (1, 2, 3) or layer.get("align_corners", False) for scale in scales)
    if layer["type"] == "take":
        return True
    return bool(layer["type"] == "index_map" and layer.get("advance", 1) != 1)


def needs_size(layer: Layer) -> bool:
    """Return whether what a layer reads depends on the size of its map."""
    kind = layer["type"]
    if kind in RESIZES:
        if layer.get("coordinates", "asymmetric") not in ("asymmetric", "half_pixel"):
            return True
        return "size" in layer or layer.get("align_corners", False)
    padding = layer.get("padding", 0)
    if any(entry in ("same", "same_lower") for entry in (padding if isinstance(padding, list) else [padding])):
        stride = layer.get("stride", layer["kernel"] if kind in POOLS else 1)
        return "taps" not in layer and kind != "conv_transpose" and stride not in (1, [1], [1, 1], [1, 1, 1])
    if kind == "slice":
        start = layer.get("start", 0)
        return any(first < 0 for first in (start if isinstance(start, list) else [start]))
    if kind in ("roll", "grid_attention", "take", "index_map", "unknown"):
        return True
    return kind in (*ADAPTIVE, *GLOBAL, "attention", "recurrent") or (kind in GATES and layer.get("whole", True))


def shortened(layer: Layer) -> Layer:
    """Return the short form of a convolution or pool, if it has one."""
    keys = ("kernel", "stride", "padding", "dilation")
    if layer["type"] not in ("conv", *POOLS) or set(layer) - {"name", "type", *keys}:
        return layer
    given = [key in layer for key in keys]
    if given != sorted(given, reverse=True) or has_word(layer):
        return layer
    return {layer["name"]: [layer[key] for key in keys if key in layer]}
