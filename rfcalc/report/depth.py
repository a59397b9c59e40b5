"""The form of receptive fields through the depth of a network: one feature for each layer, the middle one."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rfcalc.axis import KEEP
from rfcalc.description import INPUT
from rfcalc.errors import RfcalcError, quoted
from rfcalc.report.form import Former, gaussian_size
from rfcalc.report.form_notes import notes_on_forms, notes_on_growth
from rfcalc.report.forms import Forms, Growth, GrowthRow, Map

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.counting import PathCounts
    from rfcalc.description import Network
    from rfcalc.report.forms import Form


LAYERS = 4096
"""Each layer's counts go all the way back: more of them would take minutes."""


def map_of(
    network: Network,
    layer: str | None = None,
    index: Sequence[int] | None = None,
    weights: str = "uniform",
    *,
    unclipped: bool = False,
) -> Map:
    """Return how much each pixel counts for a feature; by default for the middle one of the last map with several.

    Raises `RfcalcError` for an unknown layer, an index that the layer's map does not have, and where counts
    depend on a size that is not known.
    """
    former = Former(network, weights, unclipped=unclipped)
    layer = layer or _last_map(former)
    return _map(former, *_place(former, layer, index), layer)


def counts_for(
    network: Network, layer: str, index: Sequence[int] | None, weights: str, *, unclipped: bool
) -> PathCounts | None:
    """Return the counts of `map_of` alone."""
    former = Former(network, weights, unclipped=unclipped)
    return former.counts(*_place(former, layer, index))


def _place(former: Former, layer: str, index: Sequence[int] | None) -> tuple[int, tuple[int, ...]]:
    """Return a layer's node, and an index that it has: the middle one if none is asked for."""
    node = former.locator.node(layer)
    at = former.middle(node) if index is None else tuple(index)
    former.locator.check_index(layer, node, at)
    return node, at


def maps_of(network: Network, weights: str = "uniform", *, unclipped: bool = False) -> Iterator[Map]:
    """Yield the maps of the middle features of all layers but those that change nothing. Raises `RfcalcError`."""
    _check_number(network)
    former = Former(network, weights, unclipped=unclipped)
    for node, layer in enumerate(network.layers, start=1):
        if _unchanged_from(former, node) is None:
            yield _map(former, node, former.middle(node), layer.name)


def _map(former: Former, node: int, index: tuple[int, ...], layer: str) -> Map:
    network = former.network
    counts = former.counts(node, index)
    form = former.form(node, index, counts)
    return Map(network.name, network.axes, network.input, former.weights, former.unclipped, layer, index, counts, form)


def _check_number(network: Network) -> None:
    if len(network.layers) > LAYERS:
        raise RfcalcError(
            f"{quoted(network.name)} has {len(network.layers)} layers",
            allowed=f"the forms of at most {LAYERS} are told; rfcalc map tells that of one",
            file=network.file,
        )


def _last_map(former: Former) -> str:
    """Return the last layer whose map has more than one feature, or else the last; the input if all are left out."""
    layers = former.network.layers
    for node in range(len(layers), 0, -1):
        if any(axis.n[node] != 1 for axis in former.fields.axes):
            return layers[node - 1].name
    return layers[-1].name if layers else INPUT


def _unchanged_from(former: Former, node: int) -> int | None:
    """Return the only source of a layer whose features read just themselves."""
    sources = former.fields.graph.sources[node]
    alike = len(sources) == 1 and sources[0] and all(axis.reads[node][0] == (KEEP,) for axis in former.fields.axes)
    return sources[0] if alike and all(axis.n[node] == axis.n[sources[0]] for axis in former.fields.axes) else None


def forms_of(network: Network, weights: str = "uniform", *, unclipped: bool = False) -> Forms:
    """Return the form of the middle feature of each layer, in the order as written, and what stands out in words.

    Raises `RfcalcError` naming the layer where counts depend on a size that is not known.
    """
    former = Former(network, weights, unclipped=unclipped)
    layers = _forms(former)
    notes = notes_on_forms(former, layers)
    return Forms(network.name, network.axes, network.input, weights, unclipped, layers, notes)


def _forms(former: Former) -> tuple[Form, ...]:
    """Return the forms of the middle features of all layers; one that changes nothing has that of its source."""
    _check_number(former.network)
    formed: dict[int, Form] = {}
    for node in former.fields.graph.order:
        layer = former.network.layers[node - 1]
        same = _unchanged_from(former, node)
        if same is not None:
            formed[node] = formed[same]._replace(layer=layer.name, type=layer.type)
            continue
        index = former.middle(node)
        formed[node] = former.form(node, index, former.counts(node, index))
    return tuple([formed[node] for node in range(1, len(former.network.layers) + 1)])


def growth_of(network: Network, weights: str = "uniform", *, unclipped: bool = False) -> Growth:
    """Return rf and effective receptive field of the layers that widen them or join, with the depth of each.

    Raises `RfcalcError` as `forms_of` does.
    """
    former = Former(network, weights, unclipped=unclipped)
    depths = _depths(former)
    rows = []
    for node, form in enumerate(_forms(former), start=1):
        if form.rf is None or form.erf is None or _unchanged_from(former, node) is not None:
            continue
        law = None if form.std_formula is None else gaussian_size(form.std_formula)
        rf = round(prod(form.rf) ** (1 / len(form.rf)), 6)
        rows.append(GrowthRow(form.layer, depths[node], rf, form.erf, law))
    notes = notes_on_growth(network, rows)
    return Growth(network.name, network.axes, network.input, weights, unclipped, tuple(rows), notes)


def _depths(former: Former) -> list[int]:
    """Return for each node how many layers with a window of more than one feature lie on the longest way to it."""
    graph = former.fields.graph
    depths = [0] * len(graph.sources)
    for node in graph.order:
        wide = any(
            len(positions) > 1
            for axis in former.fields.axes
            for reads in axis.reads[node]
            for read in reads
            for positions in read.ranges
        )
        depths[node] = max(depths[source] for source in graph.sources[node]) + wide
    return depths
