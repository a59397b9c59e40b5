"""Networks cured of what strides do to the form of receptive fields: average pools take the strides over.

Ge and Wu, "Beyond size: how the appearance of the receptive field can affect the performance of a convolutional neural
network": convolutions of stride 2 shift fields to the left and up, and lay a grid over them. Their cure is a 2x2
average pool of stride 2, followed by the same convolution with stride 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.values import setting_of
from rfcalc.layers.windows import SAME, Window
from rfcalc.layers.words import is_depthwise
from rfcalc.network import INPUT, Layer
from rfcalc.network.build import MAX_TEXT
from rfcalc.network.inputs import NAME_LIMIT
from rfcalc.network.pixel import surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.network import Network

ALL = "all"
KERNELS = {1: "1x1", 3: "3x3"}
"""The kernels that the cure is for. Along axes without a stride a convolution may have any other."""

KINDS = (*KERNELS.values(), ALL)
"""What the cure may be asked for; every one also for one and three axes."""

STRIDE = 2


class Cure(NamedTuple):
    """A network cured."""

    network: Network
    cured: tuple[str, ...]  # names of the convolutions that had a stride
    left: tuple[tuple[str, str], ...]  # names of those that still have one, and why


UNTOLD = "nothing is told of it: it lies behind an unknown operator, or is constant"


def cured(fields: Fields, on: str) -> Cure:
    """Return a network, given its fields, with strides of 2 in pools wherever the cure is asked for and fits.

    ``on`` is one of `KINDS`. No layer's n changes, and every name still means what it meant; a pool is called
    ``conv.pool`` after the convolution that reads it. Where nothing is cured, the network is the same.
    """
    network = fields.network
    stems = readers_of_the_image(fields)
    taken = {INPUT, *network.inputs, *network.outputs, *(layer.name for layer in network.layers)}
    layers: list[Layer] = []
    done: list[str] = []
    left: list[tuple[str, str]] = []
    for node, layer in enumerate(network.layers, start=1):
        strided = _strided(layer)
        if not strided:
            layers.append(layer)
            continue
        reason = (
            UNTOLD
            if not fields.graph.tells(node)
            else f"a stem: it reads the {surface(network.axes)}"
            if node in stems
            else _reason_against(layer, strided, on) or _border_against(fields, node, layer)
        )
        if reason:
            layers.append(layer)
            left.append((layer.name, reason))
            continue
        source = fields.graph.sources[node][0]
        pool = _pool(layer, [axis.n[source] for axis in fields.axes], taken)
        layers += (pool, layer.changed(inputs=(pool.name,), stride=1))
        done.append(layer.name)
    if done:
        network = network.changed(layers=layers, name=_name(network, on), description=_description(network, on))
    return Cure(network, tuple(done), tuple(left))


def _strided(layer: Layer) -> list[Window]:
    """Return what a convolution does along the axes along which it has a stride."""
    if layer.type != "conv":
        return []
    return [window for window in layer.operations if isinstance(window, Window) and window.stride > 1]


def readers_of_the_image(fields: Fields) -> set[int]:
    """Return the nodes that read the image before any window or weight of the network did."""
    sources = fields.graph.sources
    image = {0}
    readers: set[int] = set()
    for node in fields.graph.order:
        if image.issuperset(sources[node]):
            still = LAYER_TYPES[fields.network.layers[node - 1].type].keeps_image
            (image if still else readers).add(node)
    return readers


def _strides(layer: Layer) -> list[int]:
    return [window.stride for window in layer.operations if isinstance(window, Window)]


def _reason_against(layer: Layer, strided: list[Window], on: str) -> str:
    """Return why a convolution with a stride is left alone, in words; an empty text if nothing is against it."""
    stride = max(window.stride for window in strided)
    sizes = {window.kernel for window in strided}
    kernel = "x".join([str(setting_of(window, "kernel")) for window in layer.operations])
    kind = KERNELS.get(sizes.pop() or 0) if len(sizes) == 1 else None
    if is_depthwise(layer.name):
        return "depthwise, by its name: Ge and Wu saw no gain there"
    if stride > STRIDE:
        return f"its stride is {stride}: only {STRIDE} is cured"
    if any(window.taps is not None for window in strided):
        return f"it has taps: only kernels of {' and '.join(KERNELS.values())} are cured"
    if kind is None:
        return f"its kernel is {kernel}: only {' and '.join(KERNELS.values())} are cured"
    if on not in {kind, ALL}:
        return f"its kernel is {kernel}: only {on} was asked for"
    return next(filter(None, map(_padding_against, strided)), "")


def _padding_against(window: Window) -> str:
    """Return what is wrong with a padding along one axis: with stride 1 n must be that of the pool before."""
    if window.padding in SAME:
        return ""  # ceil(n / 2) features before and after; with stride 1 it lies evenly on both sides
    before, after = window.sides
    even = (window.reach - 1) // 2  # of kernel 1 or 3
    if before + after != 2 * even:
        return f"its padding is {before} + {after}: n would change, only {even} + {even} keeps it"
    return "" if before == after else f"its padding is {before} + {after}: only {even} + {even} keeps features in place"


def _border_against(fields: Fields, node: int, layer: Layer) -> str:
    """Return why a convolution cannot read what its pool would leave: its border may need a larger map."""
    source = fields.graph.sources[node][0]
    try:
        for window, stride, axis in zip(layer.changed(stride=1).operations, _strides(layer), fields.axes):
            window.over(axis.n[node if stride > 1 else source])  # the pool makes as many features as it did
    except RfcalcError as error:
        return f"behind its pool, {error.found}"
    return ""


def _pool(layer: Layer, sizes: Sequence[int | None], taken: set[str]) -> Layer:
    """Return the pool that takes the stride of a convolution over, given the n that it reads.

    A last window that hangs over an odd map makes ceil(n / 2) features, as many as the convolution made.
    """
    strides = _strides(layer)
    hangs_over = any(stride > 1 and (n is None or n % stride) for stride, n in zip(strides, sizes))
    pool = Layer(_pool_name(layer.name, taken), "avgpool", layer.inputs, kernel=strides, ceil_mode=hangs_over)
    return pool.described_at(layer.origin)


def _pool_name(convolution: str, taken: set[str]) -> str:
    """Return ``conv.pool``, or ``conv.pool2`` and so on if that is taken, short enough for a file."""
    ending, number = ".pool", 1
    while (name := convolution[: NAME_LIMIT - len(ending)] + ending) in taken:
        number += 1
        ending = f".pool{number}"
    taken.add(name)
    return name


def _name(network: Network, on: str) -> str:
    """Return a name that says that a network is cured."""
    mark = f" (pooled strides: {on})"
    return network.name[: MAX_TEXT - len(mark)] + mark


def _description(network: Network, on: str) -> str:
    """Return a description that says how a network is cured."""
    kernels = " and ".join(KERNELS.values()) if on == ALL else on
    said = f"stride-2 convolutions of {kernels} cured as by Ge and Wu: 2x2 average pools have their strides"
    return f"{network.description[: MAX_TEXT - len(said) - 2]}; {said}" if network.description else said
