"""How much each pixel really counts for a feature of a PyTorch module: its gradient over some images.

Luo et al., "Understanding the effective receptive field in deep convolutional neural networks" (NIPS 2016), section 3,
as Ding et al. (RepLKNet, arXiv 2203.06717) measure it: the feature's activation, summed over its channels, is
differentiated by the image; the gradient is summed over the image's channels, and its absolute values averaged over the
images.

PyTorch is loaded here, and only when a module is given.
"""

from __future__ import annotations

from math import frexp, isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from rfcalc.analysis.paths import PathCounts
from rfcalc.data.extras import library
from rfcalc.errors import RfcalcError, first_few, nearest, quoted
from rfcalc.layers.kinds import is_whole, shown
from rfcalc.network import AXES
from rfcalc.readers.pytorch.recording import evaluating

if TYPE_CHECKING:
    from collections.abc import Sequence

Torch = Any
"""A module or tensor of PyTorch, whose types are not loaded for a type's sake."""

BITS = 53
"""Binary digits that are kept of the largest gradient, as many as a double has."""


class Gradients(NamedTuple):
    """The gradient of one feature: what `PathCounts` are to paths, in whole numbers over a denominator."""

    size: tuple[int, ...]  # of the images
    n: tuple[int, ...]  # of the feature's map
    index: tuple[int, ...]  # type: ignore[assignment] # the word of the contract; tuple.index is not needed
    type: str  # the class of the module that makes the map
    images: int
    counts: PathCounts | None  # None: the feature does not depend on the images


def gradients_of(
    module: Torch, images: Torch, layer: str, index: Sequence[int] | None = None, *, channels_last: bool = False
) -> Gradients:
    """Return the gradient of a feature of the module's submodule ``layer``; by default of the middle one, n // 2.

    ``images`` is a tensor of batch, channels and one to three axes, or an iterable of such tensors. ``channels_last``:
    the layer's map has its channels last. The module is set to evaluate while it is measured, and then as it was.
    Raises `RfcalcError`.
    """
    torch = _torch()
    if not isinstance(module, torch.nn.Module):
        raise RfcalcError(f"found {shown(module)}", allowed="allowed: a torch.nn.Module", key="module")
    watched = _submodule(module, layer)
    total: Torch = None
    count = 0
    n: tuple[int, ...] = ()
    at: tuple[int, ...] = ()
    with evaluating(module), torch.enable_grad():
        for batch in [images] if isinstance(images, torch.Tensor) else images:
            _check_images(torch, batch)
            pixels = batch.detach().clone().requires_grad_()
            features = _features(module, watched, layer, pixels)
            features = features.movedim(-1, 1) if channels_last else features
            n = _axes_of(features, pixels, layer)
            at = _index_of(index, n, layer)
            if total is not None and total.shape != pixels.shape[2:]:
                raise RfcalcError(
                    "the images differ in size", allowed="one field is measured at one size", key="images"
                )
            found = _gradient(torch, features, pixels, at)
            total = found if total is None else total + found
            count += len(batch)
    if not count:
        raise RfcalcError("there are no images", allowed="at least one is needed", key="images")
    counts = _in_whole_numbers(torch, total / count, layer)
    return Gradients(tuple(total.shape), n, at, type(watched).__name__, count, counts)


def _torch() -> Torch:
    try:
        import torch
    except ImportError:
        makes = f"{library('torch')} makes gradients possible"
        raise RfcalcError("PyTorch is not installed", allowed=makes) from None
    return torch


def _submodule(module: Torch, layer: str) -> Torch:
    """Return a submodule by its name; raise `RfcalcError` where there is none."""
    modules = dict(module.named_modules())
    if layer not in modules:
        names = [name for name in modules if name]
        allowed = nearest(str(layer), names) or first_few(names) or "the module has no submodules"
        raise RfcalcError(f"there is no submodule {quoted(layer)}", allowed=allowed, key="layer")
    return modules[layer]


def _check_images(torch: Torch, images: Torch) -> None:
    if not isinstance(images, torch.Tensor) or images.dim() - 2 not in AXES or not images.is_floating_point():
        found = (
            f"a tensor of shape {[*images.shape]}, {images.dtype}"
            if isinstance(images, torch.Tensor)
            else shown(images)
        )
        raise RfcalcError(
            f"found {found}",
            allowed="allowed: a tensor of floating point numbers: batch, channels and 1 to 3 axes",
            key="images",
        )


def _features(module: Torch, watched: Torch, layer: str, images: Torch) -> Torch:
    """Return what a submodule makes of some images. Raises `RfcalcError` unless it is one tensor, made once."""
    made: list[Torch] = []
    handle = watched.register_forward_hook(lambda _module, _given, result: made.append(result))
    try:
        module(images)
    finally:
        handle.remove()
    if len(made) != 1:
        raise RfcalcError(
            "it is not used" if not made else f"it is used {len(made)} times",
            allowed="a submodule is measured that is used once",
            layer=layer,
        )
    features = made[0][0] if isinstance(made[0], (tuple, list)) and made[0] else made[0]
    if not hasattr(features, "movedim"):
        raise RfcalcError(f"it hands on {quoted(type(features).__name__)}", allowed="a tensor is needed", layer=layer)
    return features


def _axes_of(features: Torch, images: Torch, layer: str) -> tuple[int, ...]:
    """Return n of a map along each axis: one where a whole map has become a vector."""
    axes: int = images.dim() - 2
    if features.dim() == 2:  # noqa: PLR2004 - batch and channels
        return (1,) * axes
    if features.dim() != images.dim() or features.shape[0] != images.shape[0]:
        raise RfcalcError(
            f"it makes a tensor of shape {[*features.shape]}",
            allowed=f"a map is needed: batch, channels, {', '.join(AXES[axes])}",
            layer=layer,
        )
    return tuple([int(n) for n in features.shape[2:]])


def _index_of(index: Sequence[int] | None, n: tuple[int, ...], layer: str) -> tuple[int, ...]:
    """Return an index that a map has, counted from 0. Raises `RfcalcError`."""
    if index is None:
        return tuple([count // 2 for count in n])
    at: list[int] = [index] if isinstance(index, int) else list(index)
    if len(at) != len(n) or not all(is_whole(i, -count) and i < count for i, count in zip(at, n)):
        bounds = ", ".join(f"{axis} 0 to {count - 1}" for axis, count in zip(AXES[len(n)], n))
        raise RfcalcError(f"found {shown(at)}", allowed=f"allowed: {bounds}", layer=layer, key="index")
    return tuple([i + count if i < 0 else i for i, count in zip(at, n)])


def _gradient(torch: Torch, features: Torch, images: Torch, index: tuple[int, ...]) -> Torch:
    """Return the absolute gradient of a feature over the pixels of some images, added up."""
    activation = features if features.dim() == 2 else features[(slice(None), slice(None)) + index]  # noqa: PLR2004, RUF005 - Python 3.10 unpacks none there
    nothing = torch.zeros(images.shape[2:], dtype=torch.float64)
    if not activation.requires_grad:
        return nothing
    (gradient,) = torch.autograd.grad(activation.sum(), images, allow_unused=True)
    if gradient is None:
        return nothing
    return gradient.double().sum(1).abs().sum(0).cpu()


def _in_whole_numbers(torch: Torch, gradient: Torch, layer: str) -> PathCounts | None:
    """Return a gradient over the smallest box around what is not 0, each value times a power of 2, rounded."""
    largest = float(gradient.max())
    if not isfinite(float(gradient.sum())):
        raise RfcalcError(
            "its gradient is not finite", allowed="weights and images of usual size make one", layer=layer
        )
    if not largest:
        return None
    shift = BITS - frexp(largest)[1]
    whole = torch.round(torch.ldexp(gradient, torch.tensor(shift)))
    places = whole.nonzero()
    first, last = places.amin(0).tolist(), places.amax(0).tolist()
    kept = whole[tuple([slice(low, high + 1) for low, high in zip(first, last)])].long().tolist()
    return PathCounts(tuple(first), kept if shift >= 0 else _times(kept, 1 << -shift), 1 << max(shift, 0))


def _times(block: list[Any], factor: int) -> list[Any]:
    return [_times(each, factor) if isinstance(each, list) else each * factor for each in block]
