"""How often each pixel counts: the paths through the network by which it influences one feature.

A path takes, at every layer on its way back, one position that the layer's feature reads. Their number is the
gradient of the network with every weight 1, no biases, no activations and every maximum or mean a sum (Ge and Wu,
"Beyond size: how the appearance of the receptive field can affect the performance of a convolutional neural
network"). A factor of a product counts like a summand; a tap of an interpolation counts once.

With weights ``mean`` the positions that a feature reads share 1, virtual ones included. Joins add either way. That is
also the expected square of the gradient where weights are random, independent, of mean 0 and that variance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rfcalc.analysis.paths.weights import WHOLE_MAP, backwards, shared, weighing
from rfcalc.analysis.paths.window import PathCounts, Window, check_work, finished, multiplied, seen, summed
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import Fields


def counts_of(
    fields: Fields, node: int, index: Sequence[int], weights: str = "uniform", *, unclipped: bool = False
) -> PathCounts | None:
    """Return how much each pixel counts for one feature, exactly; ``None`` where no path leads to it.

    ``unclipped`` goes on beyond the borders of image and maps as if there were none; else the input size must be
    known along every axis. Raises `RfcalcError` where a map on the way is too large.
    """
    graph = fields.graph
    denominators, width = weighing(fields, node, weights)
    rows: Any = 1
    for _ in index[1:]:
        rows = [rows]
    waiting = {node: Window(tuple(index), (1,) * len(index), rows)}
    work = 0
    for at in backwards(fields, node):
        window = waiting.pop(at, None)
        if window is None:
            continue
        for place, source in enumerate(graph.sources[at]):
            reads = [axis.reads[at][place][WHOLE_MAP] for axis in fields.axes]
            ends = [None if unclipped else axis.n[source] or 0 for axis in fields.axes]
            layer = fields.network.layers[at - 1]
            with RfcalcError.within(file=layer.origin.file, line=layer.origin.line, layer=layer.name):
                read = seen(window, reads, ends, width, sharing=weights == "mean")
                work = check_work(work, window, width)
            if read is None:
                continue
            factor = denominators[source] // (denominators[at] * shared(reads)) if weights == "mean" else 1
            if factor > 1:
                read = read._replace(rows=multiplied(read.rows, factor))
            waiting[source] = summed(waiting[source], read, width) if source in waiting else read
    found = waiting.get(0)
    return None if found is None else finished(found, width, denominators.get(0, 1))
