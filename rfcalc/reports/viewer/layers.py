"""The layers of a network as a viewer has them: each with its numbers and the ids of what it reads and sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.axis import GAPS, UNBOUNDED
from rfcalc.network import INPUT
from rfcalc.network.graph import node_name
from rfcalc.reports.viewer.keys import Keys, keys_for
from rfcalc.reports.viewer.tables import Tables
from rfcalc.writers.text import parted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.network.graph import Graph
    from rfcalc.reports.layer import LayerRow

    Record = dict[str, object]


class Drawn(NamedTuple):
    """The layers, the network's input first, with the tables that their ids lead into."""

    tables: Tables
    keys: list[Keys]
    head: list[str]  # the lines of the network's file before its layers
    layers: list[Record]
    order: list[int]  # each layer after those that it reads; none where they stand in such an order


def drawn(analysis: Analysis, rows: Sequence[LayerRow]) -> Drawn:
    """Return the layers of a network, given their rows of a summary. Raises `RfcalcError` naming a layer."""
    network = analysis.network
    tables = Tables()
    head, texts = parted(network)
    keys: list[Keys] = []
    known: dict[object, int] = {}
    layers = [_input(analysis, tables)]
    for node, (row, layer, text) in enumerate(zip(rows, network.layers, texts), start=1):
        form = (layer.operations, text)
        if form not in known:
            known[form] = len(keys)
            keys.append(keys_for(layer.operations, text))
        layers.append({**_layer(analysis, tables, node, row), "keys": known[form]})
    others = range(len(network.layers) + 1, len(network.layers) + len(network.inputs))
    layers += [_other_input(analysis, node) for node in others]
    return Drawn(tables, keys, head, layers, _order(analysis.fields.graph))


def _order(graph: Graph) -> list[int]:
    """Return the numbers of all layers, each after those whose map it reads or is made like."""
    needed = {node: [*graph.mixed.get(node, sources)] for node, sources in enumerate(graph.sources)}
    for node, like in graph.likes.items():
        needed[node].append(like)
    if all(before < node for node, several in needed.items() for before in several):
        return []
    import graphlib

    return list(graphlib.TopologicalSorter(needed).static_order())


def _input(analysis: Analysis, tables: Tables) -> Record:
    fields, network = analysis.fields, analysis.network
    ones = [1] * len(network.axes)
    return {
        "name": network.start,
        "type": INPUT,
        "sources": (),
        "n": network.input,
        "boxes": [tables.seeing(axis.fields[0], None) for axis in fields.axes],
        "reads": (),
        "jump": ones,
        "rf": ones,
        "start": [0.5] * len(ones),
    }


def _other_input(analysis: Analysis, node: int) -> Record:
    """Return an input that is not asked about; of it only the size counts."""
    network = analysis.network
    name = node_name(network, node)
    nothing = [None] * len(network.axes)
    return {
        "name": name,
        "type": INPUT,
        "sources": (),
        "n": network.inputs[name],
        "boxes": [()] * len(nothing),
        "reads": (),
        "jump": nothing,
        "rf": nothing,
        "start": nothing,
        "constant": True,
    }


def _layer(analysis: Analysis, tables: Tables, node: int, row: LayerRow) -> Record:
    fields = analysis.fields
    graph, axes = fields.graph, fields.axes
    bounded = graph.tells(node) and not any(axis.marks[node] & UNBOUNDED for axis in axes)
    record: Record = {
        "name": row.name,
        "type": row.type,
        "sources": graph.sources[node],
        "n": row.n,
        "boxes": [tables.seeing(axis.fields[node], n) if bounded else () for axis, n in zip(axes, row.n)],
        "reads": [[tables.reading(axis.reads[node][at]) for axis in axes] for at in range(len(axes[0].reads[node]))],
        "jump": row.jump,
        "rf": row.rf,
        "start": row.start,
    }
    if row.rf_min is not None:
        record["rf_min"] = row.rf_min
    record |= dict.fromkeys(row.flags(), True)
    if row.period is not None:
        record["period"] = row.period
    if row.place is not None:
        record["place"] = row.place
    if bounded and len(axes) > 1 and fields.marked(node, GAPS):
        record["gaps"] = True
    if bounded and any(own[node] != axis.fields[node] for own, axis in zip(analysis.own, axes)):
        record["own"] = [tables.seeing(own[node], n) for own, n in zip(analysis.own, row.n)]
    if node in graph.mixed:
        record["inputs"] = graph.mixed[node]
    if node in graph.likes:
        record["like"] = graph.likes[node]
    return record
