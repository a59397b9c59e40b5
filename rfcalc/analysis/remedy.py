"""Networks cured of what strides do to the form of receptive fields: average pools take the strides over.

Ge and Wu, "Beyond size: how the appearance of the receptive field can affect the performance of a convolutional neural
network": convolutions of stride 2 shift fields to the left and up, and lay a grid over them. Their cure is a 2x2
average pool of stride 2, followed by the same convolution with stride 1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from rfcalc.layers.types import UNCHANGING
from rfcalc.network import INPUT, Layer
from rfcalc.readers.document.build import MAX_TEXT
from rfcalc.readers.netfile.expansion import NAME_LIMIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.layers import Settings
    from rfcalc.network import Network

ALL = "all"
KERNELS = {1: "1x1", 3: "3x3"}
"""The kernels that the cure is for. Along axes without a stride a convolution may have any other."""

KINDS = (*KERNELS.values(), ALL)
"""What the cure may be asked for; every one also for one and three axes."""

STRIDE = 2

SharedSettings = dict[tuple[tuple[tuple[str, Any], ...], ...], tuple["Settings", ...]]

_OF_THE_IMAGE = frozenset(
    {*UNCHANGING, "pad", "crop", "upsample", "resize", "instancenorm", "groupnorm", "add", "mul", "concat"}
)
"""The types that hand on the image as an image: a convolution behind them alone is a stem."""

_DEPTHWISE = re.compile(r"depth_?wise|separable|sep_?conv|dw_?conv|conv_?dw|(?<![a-z])dw(?![a-z])", re.IGNORECASE)
"""Names of depthwise convolutions, and of separable ones, whose strides are those of their depthwise half."""


class Cure(NamedTuple):
    """A network cured."""

    network: Network
    cured: tuple[str, ...]  # names of the convolutions that had a stride
    left: tuple[tuple[str, str], ...]  # names of those that still have one, and why


def cured(fields: Fields, on: str) -> Cure:
    """Return a network, given its fields, with strides of 2 in pools wherever the cure is asked for and fits.

    ``on`` is one of `KINDS`. No layer's n changes, and every name still means what it meant; a pool is called
    ``conv.pool`` after the convolution that reads it. Where nothing is cured, the network is the same.
    """
    network = fields.network
    stems = _readers_of_the_image(fields)
    taken = {INPUT, *network.outputs, *(layer.name for layer in network.layers)}
    known: SharedSettings = {}
    layers: list[Layer] = []
    done: list[str] = []
    left: list[tuple[str, str]] = []
    for node, layer in enumerate(network.layers, start=1):
        if layer.type == "conv" and any(along["stride"] > 1 for along in layer.settings):
            reason = "a stem: it reads the image" if node in stems else _reason_against(layer, on)
            if reason:
                left.append((layer.name, reason))
            else:
                source = fields.graph.sources[node][0]
                pooling = _pooling(layer, [axis.n[source] for axis in fields.axes])
                pool = Layer(
                    _pool_name(layer.name, taken), "avgpool", layer.inputs, _shared(pooling, known), layer.line
                )
                layers.append(pool)
                sliding = [{**along, "stride": 1} for along in layer.settings]
                layer = layer._replace(inputs=(pool.name,), settings=_shared(sliding, known))  # noqa: PLW2901 - cured
                done.append(layer.name)
        layers.append(layer)
    if done:
        network = _renamed(network, on)._replace(layers=tuple(layers))
    return Cure(network, tuple(done), tuple(left))


def _readers_of_the_image(fields: Fields) -> set[int]:
    """Return the nodes that read the image before any window or weight of the network did."""
    sources = fields.graph.sources
    image = {0}
    readers: set[int] = set()
    for node in fields.graph.order:
        if image.issuperset(sources[node]):
            still = fields.network.layers[node - 1].type in _OF_THE_IMAGE
            (image if still else readers).add(node)
    return readers


def _reason_against(layer: Layer, on: str) -> str:
    """Return why a convolution with a stride is left alone, in words; an empty text if nothing is against it."""
    strided = [along for along in layer.settings if along["stride"] > 1]
    stride = max(along["stride"] for along in strided)
    sizes = {along["kernel"] for along in strided}
    kernel = "x".join([str(along["kernel"]) for along in layer.settings])
    kind = KERNELS.get(sizes.pop()) if len(sizes) == 1 else None
    if _DEPTHWISE.search(layer.name):
        return "depthwise, by its name: Ge and Wu saw no gain there"
    if stride > STRIDE:
        return f"its stride is {stride}: only {STRIDE} is cured"
    if kind is None:
        return f"its kernel is {kernel}: only {' and '.join(KERNELS.values())} are cured"
    if on not in {kind, ALL}:
        return f"its kernel is {kernel}: only {on} was asked for"
    return next(filter(None, map(_padding_against, strided)), "")


def _padding_against(settings: Settings) -> str:
    """Return what is wrong with a padding along one axis: with stride 1 n must be that of the pool before."""
    padding = settings["padding"]
    if padding in {"same", "same_lower"}:
        return ""  # ceil(n / 2) features before and after; with stride 1 it lies evenly on both sides
    before, after = (0, 0) if padding == "valid" else padding
    even = (settings["kernel"] - 1) // 2 * settings["dilation"]
    if before + after != 2 * even:
        return f"its padding is {before} + {after}: n would change, only {even} + {even} keeps it"
    return "" if before == after else f"its padding is {before} + {after}: only {even} + {even} keeps features in place"


def _pooling(layer: Layer, sizes: Sequence[int | None]) -> list[Settings]:
    """Return the settings of the pool that takes the stride of a convolution over, given the n that it reads.

    A last window that hangs over an odd map makes ceil(n / 2) features, as many as the convolution made.
    """
    strides = [along["stride"] for along in layer.settings]
    hangs_over = any(stride > 1 and (n is None or n % stride) for stride, n in zip(strides, sizes))
    return [
        {"kernel": stride, "stride": stride, "padding": (0, 0), "dilation": 1, "ceil_mode": hangs_over}
        for stride in strides
    ]


def _shared(columns: Sequence[Settings], known: SharedSettings) -> tuple[Settings, ...]:
    """Return settings per axis; equal axes and equal layers share theirs, as in a network that was read."""
    form = tuple([tuple(along.items()) for along in columns])
    alike = columns.count(columns[0]) == len(columns)
    return known.setdefault(form, (columns[0],) * len(columns) if alike else tuple(columns))


def _pool_name(convolution: str, taken: set[str]) -> str:
    """Return ``conv.pool``, or ``conv.pool2`` and so on if that is taken, short enough for a file."""
    ending, number = ".pool", 1
    while (name := convolution[: NAME_LIMIT - len(ending)] + ending) in taken:
        number += 1
        ending = f".pool{number}"
    taken.add(name)
    return name


def _renamed(network: Network, on: str) -> Network:
    """Return a network under a name that says that it is cured, with a description that says how."""
    kernels = " and ".join(KERNELS.values()) if on == ALL else on
    said = f"stride-2 convolutions of {kernels} cured as by Ge and Wu: 2x2 average pools have their strides"
    description = f"{network.description[: MAX_TEXT - len(said) - 2]}; {said}" if network.description else said
    mark = f" (pooled strides: {on})"
    return network._replace(name=network.name[: MAX_TEXT - len(mark)] + mark, description=description)
