"""How much each pixel really counts for a feature of a module, told as the map of a network is."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

from rfcalc.analysis.form import GRADIENT, Form
from rfcalc.analysis.gradients import gradients_of
from rfcalc.analysis.numbers import center, exact
from rfcalc.analysis.paths import tally_of
from rfcalc.analysis.statistics import rounded
from rfcalc.errors import RfcalcError, quoted
from rfcalc.network import AXES
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.reports.forms import Map

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.gradients import Gradients


def measured(
    module: Any,  # noqa: ANN401 - PyTorch's types are not loaded
    images: Any,  # noqa: ANN401
    layer: str,
    index: Sequence[int] | None,
    *,
    analysis: Analysis | None,
    channels_last: bool,
) -> Map:
    """Return the map of a feature's gradient; with a network beside it box, center and shift by its layer.

    Raises `RfcalcError`, also where the network's layer has another map than the module's.
    """
    found = gradients_of(module, images, layer, index, channels_last=channels_last)
    network = None if analysis is None else analysis.network
    return Map(
        network=type(module).__name__ if network is None else network.name,
        axes=AXES[len(found.size)],
        input=found.size,
        weights=GRADIENT,
        unclipped=False,
        layer=layer or type(module).__name__,
        index=found.index,
        counts=found.counts,
        form=_alone(found, layer) if analysis is None else _beside(found, layer, analysis),
        pixel=SOME_PIXEL if network is None else network.pixel,
    )


def _alone(found: Gradients, layer: str) -> Form:
    """Return what can be told of gradients without a network; the box is that of the pixels that have one."""
    form = Form(layer=layer, type=found.type, n=found.n, index=found.index, rf=None, box=None)
    if found.counts is None:
        return form
    tally = tally_of(found.counts)
    rf = tuple([end - first for first, end in tally.counted])
    erf = tally.effective ** (1 / len(rf))
    middle = tuple(map(center, tally.counted))
    return form._replace(
        rf=rf,
        box=tally.counted,
        counted=tally.counted,
        paths=tally.paths / tally.denominator,
        largest=tally.largest / tally.denominator,
        pixels=tally.pixels,
        holes=rounded(1 - tally.pixels / prod(rf)),
        erf=rounded(erf),
        erf_share=rounded(erf / prod(rf) ** (1 / len(rf))),
        std=tuple(map(rounded, tally.std)),
        center=middle,
        mass=tuple(map(rounded, tally.mass)),
        shift_image=tuple([exact(first + end - size, 2) for (first, end), size in zip(tally.counted, found.size)]),
        shift_mass=tuple([rounded(mass - float(at)) for mass, at in zip(tally.mass, middle)]),
    )


def _beside(found: Gradients, layer: str, analysis: Analysis) -> Form:
    """Return the form of gradients in the place of counts."""
    network = analysis.network
    node = analysis.node(layer)
    theirs = {
        "the input": (network.input, found.size),
        "n": (tuple(axis.n[node] for axis in analysis.fields.axes), found.n),
    }
    for what, (expected, size) in theirs.items():
        if expected != size:
            raise RfcalcError(
                f"{what} is {_spelled(size)}, and of {quoted(network.name)} {_spelled(expected)}",
                allowed="the network beside the module is another one, or for another size",
                layer=layer,
            )
    return analysis.statistics("uniform").form(node, found.index, found.counts)


def _spelled(size: Sequence[int | None]) -> str:
    return "x".join(["?" if n is None else str(n) for n in size])
