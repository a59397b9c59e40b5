"""What is to be said of what features see: objects that none sees whole, and maps that all see whole."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from rfcalc.analysis.visible import visible_box
from rfcalc.axis import WHOLE
from rfcalc.errors import escaped
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.page.pixels import counted_in
from rfcalc.page.spelling import per_axis
from rfcalc.page.words import listed
from rfcalc.reports.findings.changing import by_axis, with_layers
from rfcalc.reports.findings.finding import Cure, Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis import Analysis

SWITCH = "whole"
"""The key that switches a gate or a norm over the map off."""


def object_unseen(analysis: Analysis, of_object: tuple[int, ...] | None) -> Finding | None:
    """Return which of the network's last maps have no feature that sees an object whole, given its size."""
    if of_object is None:
        return None
    graph = analysis.fields.graph
    read = {source for node in graph.order for source in graph.sources[node]}
    ends = {node for node in graph.order if node not in read and _has_several(analysis, node)} | {analysis.last_map}
    blind = [node for node in sorted(ends) if node and not _sees(analysis, node, of_object)]
    if not blind:
        return None
    names = tuple([analysis.name(node) for node in blind])
    size = counted_in(analysis.network.pixel, per_axis(of_object))
    rf = {name: by_axis(analysis, _largest(analysis, node)) for name, node in zip(names, blind)}
    largest = counted_in(analysis.network.pixel, per_axis(_largest(analysis, blind[0])))
    sees = f"sees an object of {size} whole (at {escaped(names[0])} the rf is {largest})"
    text = f"Unseen: no feature of {listed(names)} {sees}."
    seeing = [analysis.name(node) for node in graph.order if _sees(analysis, node, of_object)]
    cure = None
    if seeing:
        cure = Cure(
            f"Layers with features that do: {listed(seeing)}.",
            {"layer": names[0], "rf": rf[names[0]]},
            {
                "layer": seeing[0],
                "rf": by_axis(analysis, _largest(analysis, analysis.node(seeing[0]))),
                "layers": seeing,
            },
        )
    return Finding("object-unseen", names, {"object": by_axis(analysis, of_object), "rf": rf}, text, cure=cure)


def _has_several(analysis: Analysis, node: int) -> bool:
    return any(axis.n[node] != 1 for axis in analysis.fields.axes)


def _largest(analysis: Analysis, node: int) -> tuple[int | None, ...]:
    from rfcalc.reports.summary import row

    return row(analysis, node).rf


def _sees(analysis: Analysis, node: int, of_object: Sequence[int]) -> bool:
    """Return whether a feature sees as much along every axis: one in the middle, which borders disturb least."""
    if not all(rf is None or rf >= size for rf, size in zip(_largest(analysis, node), of_object)):
        return False
    if None in analysis.network.input:
        return True
    middle = analysis.statistics().middle(node)
    sizes = [axis.n[node] or 0 for axis in analysis.fields.axes]
    near = [[at for at in (i, i - 1, i + 1) if 0 <= at < n] for i, n in zip(middle, sizes)]  # maps may lie off-center
    boxes = (visible_box(analysis.fields, node, index) for index in product(*near))
    return any(
        box is not None and all(end - first >= size for (first, end), size in zip(box, of_object)) for box in boxes
    )


def seams(analysis: Analysis, _: tuple[int, ...] | None) -> Finding | None:
    """Return the layers before the last map that read a whole map, so that tiles have seams."""
    nodes = _whole(analysis)
    if not nodes:
        return None
    names = tuple([analysis.name(node) for node in nodes])
    last = escaped(analysis.name(analysis.last_map))
    verb = "reads" if len(names) == 1 else "read"
    seamed = f"so that tiles of the input do not make the map of {last} that the whole input makes"
    text = f"Seams: {listed(names)} {verb} a whole map, {seamed}."
    return Finding("seams", names, {"count": len(names), "exact": False}, text, cure=_without(analysis, nodes))


def _whole(analysis: Analysis) -> list[int]:
    """Return the nodes on the ways to the last map that themselves read a whole map."""
    fields, last = analysis.fields, analysis.last_map
    if not fields.marked(last, WHOLE):
        return []
    waiting, before = [last], {0}
    while waiting:
        node = waiting.pop()
        if node not in before:
            before.add(node)
            waiting += fields.graph.sources[node]
    return [node for node in fields.graph.order if node in before and _reads_whole(analysis, node)]


def _reads_whole(analysis: Analysis, node: int) -> bool:
    fields = analysis.fields
    source, *others = fields.graph.sources[node]
    if others or node in fields.graph.likes:
        return False
    operations = analysis.network.layers[node - 1].operations
    return any(each.over(axis.n[source]).marks & WHOLE for each, axis in zip(operations, fields.axes))


def _without(analysis: Analysis, nodes: Sequence[int]) -> Cure | None:
    """Return the network with gates off and norms whose statistics are no map's, and what still reads one."""
    layers = analysis.network.layers
    switched = [node for node in nodes if SWITCH in LAYER_TYPES[layers[node - 1].type].keys]
    changed = with_layers(
        analysis.network,
        lambda: [layer.changed(whole=False) if at in switched else layer for at, layer in enumerate(layers, start=1)],
    )
    if changed is None or not switched:
        return None
    left = _whole(changed)
    types = {layers[node - 1].type for node in switched}
    ways = ["gates off (whole: false)"] if "squeeze_excite" in types else []
    if types - {"squeeze_excite"}:
        ways.append("norms whose statistics are no map's (batchnorm; whole: false)")
    told = "none reads a whole map" if not left else f"{len(left)} of {len(nodes)} are left"
    return Cure(
        f"With {' and '.join(ways)} {told}.",
        {"count": len(nodes), "exact": False},
        {"count": len(left), "exact": not left},
    )
