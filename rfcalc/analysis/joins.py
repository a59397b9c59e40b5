"""Where branches meet: side by side or one after another, and what of them is constant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.axis import FIRST, GAPS, KEEP, checked, seen_through, united
from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.choices import WHOLE
from rfcalc.layers.like import over_like
from rfcalc.layers.rearranging import Concat, pieces_of
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.unknown import Unknown
from rfcalc.network.graph import node_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import AxisFields
    from rfcalc.layers import Operation
    from rfcalc.network import Layer, Network
    from rfcalc.network.graph import Graph

KEPT = (KEEP,)
SPREAD = (FIRST,)


def join(network: Network, graph: Graph, node: int, known: AxisFields, axis: int) -> None:
    """Note size, field, marks and reads of a layer that joins branches; of constants only the size counts."""
    n, fields, marks, reads = known
    sources = graph.sources[node]
    every = graph.mixed.get(node, sources)
    operation = network.layers[node - 1].operations[axis]
    marks[node] = 0
    if _follow(operation, network.axes[axis]):
        pieces = pieces_of([n[source] for source in every])
        n[node] = pieces[0].n
        reads[node] = tuple([(piece.reads(),) for piece, source in zip(pieces, every) if source in sources])
    else:
        n[node], spread = _met(network, node, every, n, axis)
        whole = operation.__class__ is Unknown and operation.treat == WHOLE
        ways = 2 if whole else 1
        reads[node] = tuple(
            [
                SPREAD * ways if spread and n[source] == 1 else operation.over(n[source]).reads if whole else KEPT
                for source in sources
            ]
        )
        marks[node] = operation.over(n[node]).marks if whole else 0
    field = fields[node] = united(
        [part for source, read in zip(sources, reads[node]) for part in seen_through(fields[source], read, n[node])],
        n[node],
    )
    marks[node] |= checked(field)
    for source in sources:
        marks[node] |= marks[source]


def _met(
    network: Network, node: int, sources: Sequence[int], n: Sequence[int | None], axis: int
) -> tuple[int | None, bool]:
    """Return how many features maps side by side make, and whether one of a single feature is spread."""
    sizes = {n[source] for source in sources}
    spread = LAYER_TYPES[network.layers[node - 1].type].broadcasts and 1 in sizes and len(sizes) > 1
    if spread:
        sizes.remove(1)
    sizes.discard(None)
    if len(sizes) > 1:
        raise _misfit(network, node, sources, n, axis)
    return sizes.pop() if sizes else None, spread


def _misfit(network: Network, node: int, sources: Sequence[int], n: Sequence[int | None], axis: int) -> RfcalcError:
    names = [node_name(network, source) for source in sources]
    by_size = {n[source]: name for source, name in zip(reversed(sources), reversed(names)) if n[source] is not None}
    found = ", ".join(f"{quoted(name)} has {size}" for size, name in list(by_size.items())[::-1][:4])
    along = f" along {network.axes[axis]}" if len(network.axes) > 1 else ""
    return RfcalcError(
        f"the branches differ in size{along}: {found}",
        allowed=f"{network.layers[node - 1].type} joins maps of equal size",
        key="inputs",
    )


def constant_sizes(network: Network, graph: Graph, axis: int) -> dict[int, int | None]:
    """Return how many features each constant map has along an axis. Raises `RfcalcError` where sizes do not fit."""
    others = [size[axis] for name, size in network.inputs.items() if name != network.start]
    n: dict[int, int | None] = dict(enumerate(others, start=len(network.layers) + 1))
    with RfcalcError.within() as place:
        for node, sources in graph.constant.items():
            if node in n:
                continue
            place.layer, _, _, operations, (place.file, place.line), _, place.operator = network.layers[node - 1]
            operation = operations[axis]
            if None in {n[source] for source in sources}:
                n[node] = None
            elif _follow(operation, network.axes[axis]):
                n[node] = sum([n[source] or 0 for source in sources])
            elif len(sources) > 1:
                n[node], _ = _met(network, node, sources, [n.get(each) for each in range(max(sources) + 1)], axis)
            elif node in graph.likes:  # the size of a map that is no constant is not known yet
                m = n.get(graph.likes[node])
                n[node] = None if m is None else over_like(operation, n[sources[0]], m).n
            else:
                n[node] = operation.over(n[sources[0]]).n
    return n


def mark_apart(network: Network, graph: Graph, axes: Sequence[AxisFields]) -> None:
    """Mark with ``GAPS`` what maps one after another make whose fields differ along another axis.

    A feature in one of them must not be lent what those in another see there.
    """
    apart = False
    for node in graph.order:
        sources = graph.sources[node]
        operations = network.layers[node - 1].operations
        for along, axis in enumerate(axes):
            if _follow(operations[along], network.axes[along]) and any(
                len({other.fields[source] for source in sources}) > 1 for other in axes if other is not axis
            ):
                apart = True
                axis.marks[node] |= GAPS
            if apart and any(axis.marks[source] & GAPS for source in sources):
                axis.marks[node] |= GAPS


def follow_somewhere(layer: Layer) -> bool:
    """Return whether a layer's inputs follow each other along some axis."""
    operation = layer.operations[0]
    return isinstance(operation, Concat) and operation.along is not None


def _follow(operation: Operation, axis: str) -> bool:
    """Return whether maps follow each other along an axis."""
    return isinstance(operation, Concat) and operation.along == axis
