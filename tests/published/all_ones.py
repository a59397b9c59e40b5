"""A network in PyTorch with one channel and every weight 1, made of rfcalc's description and nothing else of it.

Maximum and average pools are sums over their windows, joins are sums. PyTorch works out all sizes by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional

from .settings import Settings, settings_along

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import rfcalc


def ones(settings: Sequence[Settings], like: torch.Tensor) -> torch.Tensor:
    """Return the weights of a window."""
    return torch.ones((1, 1, *(along["kernel"] for along in settings)), dtype=like.dtype)


def each(settings: Sequence[Settings], key: str) -> tuple[Any, ...]:
    return tuple(along[key] for along in settings)


def sides(settings: Sequence[Settings], key: str) -> list[int]:
    """Return what stands before and after each axis in PyTorch's order, the last axis first."""
    return [side for along in reversed(settings) for side in along[key]]


def alike(settings: Sequence[Settings], key: str = "padding") -> tuple[int, ...]:
    """Return the padding of each axis where PyTorch can only pad both sides alike."""
    pairs = each(settings, key)
    assert all(before == after for before, after in pairs), pairs
    return tuple(before for before, _ in pairs)


def convolution(features: torch.Tensor, settings: Sequence[Settings]) -> torch.Tensor:
    padded = functional.pad(features, sides(settings, "padding"))
    convolved = getattr(functional, f"conv{len(settings)}d")
    return convolved(
        padded, ones(settings, features), stride=each(settings, "stride"), dilation=each(settings, "dilation")
    )


def pool(features: torch.Tensor, settings: Sequence[Settings]) -> torch.Tensor:
    """Return the sum over each window: a mean that is divided by one."""
    assert set(each(settings, "dilation")) == {1}
    pooled = getattr(functional, f"avg_pool{len(settings)}d")
    return pooled(
        features,
        each(settings, "kernel"),
        each(settings, "stride"),
        alike(settings),
        settings[0]["ceil_mode"],
        divisor_override=1,
    )


def transposed(features: torch.Tensor, settings: Sequence[Settings]) -> torch.Tensor:
    scattered = getattr(functional, f"conv_transpose{len(settings)}d")
    return scattered(
        features,
        ones(settings, features),
        stride=each(settings, "stride"),
        padding=alike(settings),
        output_padding=each(settings, "output_padding"),
        dilation=each(settings, "dilation"),
    )


def upsampled(features: torch.Tensor, settings: Sequence[Settings]) -> torch.Tensor:
    assert {along["mode"] for along in settings} == {"nearest"}, "other modes have weights of their own"
    return functional.interpolate(features, scale_factor=[up / down for up, down in each(settings, "scale")])


def total(inputs: Sequence[torch.Tensor]) -> torch.Tensor:
    """Return the sum of maps; of channels side by side, the next window sees nothing else."""
    return torch.stack([*inputs]).sum(0)


ONE_INPUT: dict[str, Callable[[torch.Tensor, Sequence[Settings]], torch.Tensor]] = {
    "conv": convolution,
    "maxpool": pool,
    "avgpool": pool,
    "conv_transpose": transposed,
    "upsample": upsampled,
    "crop": lambda features, settings: functional.pad(features, [-side for side in sides(settings, "crop")]),
}


def forward(network: rfcalc.Network, layer: str, image: torch.Tensor) -> torch.Tensor:
    """Return the map of a layer, given an image of one channel."""
    maps = {"input": image}
    for made in network.layers:
        inputs = [maps[name] for name in made.inputs]
        assert made.type in {*ONE_INPUT, "add", "concat"}, made.type
        if made.type in ONE_INPUT:
            (features,) = inputs
            settings = [settings_along(made, axis) for axis in range(len(made.operations))]
            maps[made.name] = ONE_INPUT[made.type](features, settings)
        else:
            maps[made.name] = total(inputs)
        if made.name == layer:
            break
    return maps[layer]


def gradient(features: torch.Tensor, index: Sequence[int], image: torch.Tensor) -> torch.Tensor:
    """Return the gradient of one feature with respect to each pixel."""
    feature = (0, 0, *index)
    (found,) = torch.autograd.grad(features[feature], image, retain_graph=True)
    return found[0, 0]


def blank(network: rfcalc.Network, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    """Return an image of zeros: the network is linear, its gradient the same for all images."""
    return torch.zeros((1, 1, *(size or 1 for size in network.input)), dtype=dtype, requires_grad=True)
