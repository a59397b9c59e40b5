"""The form of receptive fields through the depth of a network: one feature for each layer, the middle one."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, TypedDict

from rfcalc.analysis.effective import gaussian_size
from rfcalc.analysis.form import Form
from rfcalc.analysis.statistics import rounded
from rfcalc.analysis.watch import unwatched
from rfcalc.axis import KEEP
from rfcalc.errors import RfcalcError, quoted
from rfcalc.reports.choice import EVERY_LAYER, KEY
from rfcalc.reports.form_notes import notes_on_forms, notes_on_growth
from rfcalc.reports.forms import Forms, Growth, GrowthRow, Map
from rfcalc.reports.untold import notes_on_untold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.paths import PathCounts
    from rfcalc.analysis.statistics import Statistics
    from rfcalc.analysis.watch import Watch
    from rfcalc.network import Network
    from rfcalc.network.pixel import Pixel
    from rfcalc.reports.choice import Choice
    from rfcalc.reports.layer import LayerRow


LAYERS = 4096
"""Each layer's counts go all the way back: more of them would take minutes."""


def map_of(
    analysis: Analysis,
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
    statistics = analysis.statistics(weights, unclipped=unclipped)
    layer = analysis.name(analysis.last_map) if layer is None else analysis.called(layer)
    return _map(statistics, *_place(statistics, layer, index), layer, analysis.watch)


def counts_for(
    analysis: Analysis, layer: str, index: Sequence[int] | None, weights: str, *, unclipped: bool
) -> PathCounts | None:
    """Return the counts of `map_of` alone."""
    statistics = analysis.statistics(weights, unclipped=unclipped)
    return statistics.counts(*_place(statistics, layer, index))


def _place(statistics: Statistics, layer: str, index: Sequence[int] | None) -> tuple[int, tuple[int, ...]]:
    """Return a layer's node, and an index that it has: the middle one if none is asked for."""
    node = statistics.analysis.node(layer)
    statistics.analysis.check_told(node)
    return node, statistics.middle(node) if index is None else statistics.analysis.index_of(layer, index)


def maps_of(
    analysis: Analysis, weights: str = "uniform", *, unclipped: bool = False, check: Callable[[int], None] | None = None
) -> Iterator[Map]:
    """Yield the maps of the middle features of all layers but those that change nothing. Raises `RfcalcError`.

    ``check`` is told how many there will be, before the first is worked out, and may raise.
    """
    network = analysis.network
    _check_number(network)
    statistics = analysis.statistics(weights, unclipped=unclipped)
    graph = statistics.fields.graph
    nodes = [
        node
        for node in range(1, len(network.layers) + 1)
        if graph.tells(node) and _unchanged_from(statistics, node) is None
    ]
    if check is not None:
        check(len(nodes))
    for node in nodes:
        analysis.watch(node - 1, len(network.layers), "layers")
        yield _map(statistics, node, statistics.middle(node), analysis.name(node))


def _map(statistics: Statistics, node: int, index: tuple[int, ...], layer: str, watch: Watch = unwatched) -> Map:
    counts = statistics.counts(node, index, watch)
    form = statistics.form(node, index, counts)
    return Map(**_subject(statistics), layer=layer, index=index, counts=counts, form=form)


class _Subject(TypedDict):
    """What every answer about forms is about: a network, and one way to count."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    weights: str
    unclipped: bool
    pixel: Pixel


def _subject(statistics: Statistics) -> _Subject:
    network = statistics.network
    return {
        "network": network.name,
        "axes": network.axes,
        "input": network.input,
        "weights": statistics.weights,
        "unclipped": statistics.unclipped,
        "pixel": network.pixel,
    }


def _check_number(network: Network) -> None:
    if len(network.layers) > LAYERS:
        raise RfcalcError(
            f"{quoted(network.name)} has {len(network.layers)} layers",
            allowed=f"the forms of at most {LAYERS} are told; rfcalc map tells that of one",
            file=network.file,
        )


def _unchanged_from(statistics: Statistics, node: int) -> int | None:
    """Return the only source of a layer whose features read just themselves."""
    sources = statistics.fields.graph.sources[node]
    alike = len(sources) == 1 and sources[0] and all(axis.reads[node][0] == (KEEP,) for axis in statistics.fields.axes)
    return sources[0] if alike and all(axis.n[node] == axis.n[sources[0]] for axis in statistics.fields.axes) else None


def forms_of(
    analysis: Analysis, weights: str = "uniform", *, unclipped: bool = False, choice: Choice = EVERY_LAYER
) -> Forms:
    """Return the form of the middle feature of each layer, in the order as written, and what stands out in words.

    Of layers that ``choice`` leaves out only the words tell. Raises `RfcalcError` naming the layer where counts depend
    on a size that is not known.
    """
    statistics = analysis.statistics(weights, unclipped=unclipped)
    nodes = choice.nodes(analysis, lambda: _rows(analysis))
    layers = _forms(statistics)
    return Forms(
        **_subject(statistics),
        layers=tuple([form for node, form in enumerate(layers, start=1) if node in nodes]),
        notes=notes_on_forms(statistics, layers),
        left_out=len(layers) - len(nodes),
    )


def _rows(analysis: Analysis) -> Sequence[LayerRow]:
    from rfcalc.reports.summary import summarize

    return summarize(analysis).layers


def _forms(statistics: Statistics) -> tuple[Form, ...]:
    """Return the forms of the middle features of all layers; one that changes nothing has that of its source."""
    _check_number(statistics.network)
    order = statistics.fields.graph.order
    same = {node: _unchanged_from(statistics, node) for node in order}
    formed = statistics.middle_forms([node for node in order if same[node] is None])
    for node, source in same.items():
        if source is not None:
            layer = statistics.network.layers[node - 1]
            formed[node] = formed[source]._replace(layer=layer.name, type=layer.type)
    nothing = (None,) * len(statistics.network.axes)
    return tuple(
        [
            formed.get(node) or Form(layer=layer.name, type=layer.type, n=nothing, index=None, rf=None, box=None)
            for node, layer in enumerate(statistics.network.layers, start=1)
        ]
    )


def growth_of(
    analysis: Analysis, weights: str = "uniform", *, unclipped: bool = False, choice: Choice = EVERY_LAYER
) -> Growth:
    """Return rf and effective receptive field of the layers that widen them or join, with the depth of each.

    Of those that ``choice`` leaves out only the words tell. Raises `RfcalcError` as `forms_of` does, and for a choice
    of which no layer widens a field.
    """
    statistics = analysis.statistics(weights, unclipped=unclipped)
    nodes = choice.nodes(analysis, lambda: _rows(analysis))
    depths = _depths(statistics)
    network = analysis.network
    folded = len(set(network.input)) > 1
    rows: dict[int, GrowthRow] = {}
    for node, form in enumerate(_forms(statistics), start=1):
        if form.rf is None or form.erf is None or _unchanged_from(statistics, node) is not None:
            continue
        law = None if form.std_formula is None else rounded(gaussian_size(form.std_formula))
        rf = rounded(prod(form.rf) ** (1 / len(form.rf)))
        folded |= len(set(form.rf)) > 1
        rows[node] = GrowthRow(layer=form.layer, depth=depths[node], rf=rf, erf=form.erf, law=law)
    chosen = tuple([row for node, row in rows.items() if node in nodes])
    if rows and not chosen:
        raise RfcalcError(
            "no layer that is asked for widens a field or joins branches",
            allowed="rfcalc form tells of every layer",
            file=network.file,
            key=KEY,
        )
    growth = Growth(**_subject(statistics), rows=tuple(rows.values()), notes=(), folded=folded)
    return growth._replace(
        notes=(*notes_on_untold(analysis), *notes_on_growth(growth)), rows=chosen, left_out=len(rows) - len(chosen)
    )


def _depths(statistics: Statistics) -> list[int]:
    """Return for each node how many layers with a window of more than one feature lie on the longest way to it."""
    graph = statistics.fields.graph
    depths = [0] * len(graph.sources)
    for node in graph.order:
        wide = any(
            read.past or len(positions) > 1
            for axis in statistics.fields.axes
            for reads in axis.reads[node]
            for read in reads
            for positions in read.ranges
        )
        depths[node] = max(depths[source] for source in graph.sources[node]) + wide
    return depths
