"""Networks changed to be asked again: with another input, with other layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.analysis import Analysis
from rfcalc.analysis.remedy import ALL, cured
from rfcalc.analysis.sizes import ADVICE, Sizes
from rfcalc.errors import RfcalcError
from rfcalc.layers.windows import Transposed, Window
from rfcalc.network import Layer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.analysis.sizes import Fitting
    from rfcalc.layers.kinds import Plain
    from rfcalc.network import Network

TURNS = (-1, 0, 1)
"""What is added to dilations by turns: three of one size become such that have no common factor."""

SHOWN = 6  # dilations that a sentence names


def with_input(network: Network, size: Sequence[int | None]) -> Analysis | None:
    """Return what is known of a network with another input; ``None`` where that does not fit."""
    return _fitting(Analysis(network.resized(tuple(size))))


def with_layers(network: Network, change: Callable[[], Iterable[Layer]]) -> Analysis | None:
    """Return what is known of a network with other layers; ``None`` where there are no such, or they do not fit."""
    try:
        return _fitting(Analysis(network.changed(layers=change())))
    except RfcalcError:
        return None


def _fitting(analysis: Analysis) -> Analysis | None:
    try:
        return analysis if analysis.fields else None
    except RfcalcError:
        return None


def fitting_sizes(analysis: Analysis) -> list[Fitting] | None:
    """Return along each axis which sizes fit; ``None`` where that would take long."""
    network, graph = analysis.network, analysis.fields.graph
    known: dict[object, Fitting] = {}
    found = []
    for axis in range(len(network.axes)):
        operations = tuple([layer.operations[axis] for layer in network.layers])
        if operations not in known:
            try:
                known[operations] = Sizes(network, graph, axis).fitting(ADVICE)
            except RfcalcError:
                return None
        found.append(known[operations])
    return found


def by_axis(analysis: Analysis, values: Iterable[Number | None]) -> Mapping[str, Number | None]:
    """Return a number for each axis by its name."""
    return dict(zip(analysis.network.axes, values))


def known_input(analysis: Analysis) -> tuple[int, ...]:
    """Return the size of an input that is known."""
    return tuple([size for size in analysis.network.input if size is not None])


def dilations(network: Network) -> list[tuple[str, list[Layer]]]:
    """Return the network with dilations without a common factor: by turns one less, the same and one more.

    Wang et al., section 3.2: that of a row of layers with one dilation, or with multiples of one; what they see
    together stays as large after every three. Only padding that keeps n is changed along.
    """
    changed: list[Layer] = []
    old: list[int] = []
    new: list[int] = []
    for layer in network.layers:
        dilation = _even_dilation(layer)
        if dilation is None:
            changed.append(layer)
            continue
        other = max(dilation + TURNS[len(new) % len(TURNS)], 1)
        reach = [(len(window.positions) - 1) // 2 for window in layer.operations if isinstance(window, Window)]
        changed.append(layer.changed(dilation=other, padding=[[each * other] * 2 for each in reach]))
        old.append(dilation)
        new.append(other)
    if old == new:
        return []
    spelled = " ".join(f"{was}->{now}" for was, now in list(zip(old, new))[:SHOWN]) + " ..." * (len(old) > SHOWN)
    return [(f"With dilations without a common factor ({spelled})", changed)]


def _even_dilation(layer: Layer) -> int | None:
    """Return the dilation of a convolution that is dilated alike along all axes and padded so that n stays."""
    windows = [each for each in layer.operations if isinstance(each, Window)]
    if layer.type != "conv" or any(window.taps is not None or window.dilation == 1 for window in windows):
        return None
    if len({window.dilation for window in windows}) > 1 or any(window.stride > 1 for window in windows):
        return None
    kept = all(window.sides == ((window.reach - 1) // 2,) * 2 and window.reach % 2 for window in windows)
    return windows[0].dilation if kept else None


def pooled(analysis: Analysis) -> list[tuple[str, Sequence[Layer]]]:
    """Return the network with Ge and Wu's pools in place of strides, where there are any to take over."""
    cure = cured(analysis.fields, ALL)
    return [("With average pools in place of strides (rfcalc remedy)", cure.network.layers)] if cure.cured else []


def replaced(layers: Sequence[Layer], parts: Mapping[str, list[Layer]]) -> list[Layer]:
    """Return layers, some of which others stand for."""
    return [new for layer in layers for new in parts.get(layer.name, [layer])]


def _transposed(layer: Layer) -> list[Transposed]:
    return [each for each in layer.operations if isinstance(each, Transposed)]


def with_multiple(layer: Layer) -> list[Layer]:
    """Return a transposed convolution with a kernel that its stride divides, and as many features as before."""
    kernels: list[int] = []
    paddings: list[Plain] = []
    outputs: list[int] = []
    for each in _transposed(layer):
        more = -each.kernel % each.stride
        kernels.append(each.kernel + more)
        if not isinstance(each.padding, tuple):
            paddings.append(each.padding)
            outputs.append(0)
            continue
        less = min(more, each.output_padding)
        before, after = each.padding
        rest = more - less
        paddings.append([before + rest // 2, after + rest - rest // 2])
        outputs.append(each.output_padding - less)
    return [layer.changed(kernel=kernels, padding=paddings, output_padding=outputs)]


def resized(layer: Layer) -> list[Layer]:
    """Return a nearest upsampling and a convolution of an odd kernel and stride 1 in place of a transposed one."""
    strides = [each.stride for each in _transposed(layer)]
    kernels = [each.kernel + (each.kernel + 1) % 2 for each in _transposed(layer)]
    resizing = Layer(f"{layer.name}.resize", "upsample", layer.inputs, scale=strides)
    convolution = Layer(layer.name, "conv", resizing.name, kernel=kernels, padding=[kernel // 2 for kernel in kernels])
    return [resizing.described_at(layer.origin), convolution.described_at(layer.origin)]
