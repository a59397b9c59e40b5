"""How often each pixel counts: the paths through the network by which it influences one feature.

A path takes, at every layer on its way back, one position that the layer's feature reads. Their number is the
gradient of the network with every weight 1, no biases, no activations and every maximum or mean a sum (Ge and Wu,
"Beyond size: how the appearance of the receptive field can affect the performance of a convolutional neural
network"). A factor of a product counts like a summand; a tap of an interpolation counts once.

With weights ``mean`` the positions that a feature reads share 1, virtual ones included. Joins add either way. That is
also the expected square of the gradient where weights are random, independent, of mean 0 and that variance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rfcalc.analysis.paths.edges import backwards, edges_to
from rfcalc.analysis.paths.packed import width_for
from rfcalc.analysis.paths.plan import check_plan
from rfcalc.analysis.paths.rows import PackedRows, multiplied, summed, trimmed
from rfcalc.analysis.paths.steps import check_borders, handed_on
from rfcalc.analysis.paths.tally import Tally, tally_of_rows
from rfcalc.analysis.paths.weights import weights_of
from rfcalc.analysis.watch import unwatched
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.analysis.watch import Watch

Block = list[Any]
"""Whole numbers in lists of lists, as many levels as a network has axes: how many is known at run time alone."""


class PathCounts(NamedTuple):
    """The counts over the smallest box around the pixels that count, one level of lists per axis.

    ``rows[0][0]`` is that of pixel ``origin``. A pixel counts its whole number divided by ``denominator``,
    which is 1 for uniform weights.
    """

    origin: tuple[int, ...]
    rows: Block
    denominator: int = 1

    @property
    def shape(self) -> tuple[int, ...]:
        """Return the number of pixels along each axis."""
        shape = [len(self.rows)]
        block = self.rows
        for _ in self.origin[1:]:
            block = block[0]
            shape.append(len(block))
        return tuple(shape)

    def lines(self) -> list[list[int]]:
        """Return the counts along the last axis for all places along the others, in their order."""
        lines: Block = self.rows if len(self.origin) > 1 else [self.rows]
        for _ in self.origin[2:]:
            lines = [line for plane in lines for line in plane]
        return lines


def counts_of(
    fields: Fields,
    node: int,
    index: Sequence[int],
    weights: str = "uniform",
    *,
    unclipped: bool = False,
    watch: Watch = unwatched,
) -> PathCounts | None:
    """Return how much each pixel counts for one feature, exactly; ``None`` where no path leads to it.

    ``unclipped`` goes on beyond the borders of image and maps as if there were none; else the input size must be
    known along every axis. Raises `RfcalcError`, before anything is counted, where the maps on the way are too large.
    """
    found = _packed(fields, node, index, weights, unclipped=unclipped, watch=watch)
    return None if found is None else _unpacked(*found)


def tally_at(
    fields: Fields, node: int, index: Sequence[int], weights: str = "uniform", *, unclipped: bool = False
) -> Tally | None:
    """Return what the counts of `counts_of` come to, without a list of them."""
    found = _packed(fields, node, index, weights, unclipped=unclipped)
    return None if found is None else tally_of_rows(*found)


def _packed(
    fields: Fields, node: int, index: Sequence[int], weights: str, *, unclipped: bool, watch: Watch = unwatched
) -> tuple[PackedRows, int, int] | None:
    """Return the counts of one feature, the bytes that each takes, and their denominator."""
    weighed = weights_of(fields, node, weights)
    width = width_for(weighed.largest)
    check_plan(fields, node, index, width, unclipped=unclipped)
    waiting = {node: PackedRows(tuple(index), (1,) * len(index), [1])}
    nodes = list(backwards(fields, node))
    for passed, at in enumerate(nodes):
        watch(passed, len(nodes), "layers")
        counted = waiting.pop(at, None)
        if counted is None:
            continue
        for edge in edges_to(fields, at):
            source = edge.source
            ends = [None if unclipped else axis.n[source] or 0 for axis in fields.axes]
            layer = fields.network.layers[at - 1]
            with RfcalcError.within(
                file=layer.origin.file, line=layer.origin.line, layer=layer.name, operator=layer.operator
            ):
                check_borders(edge.whole, ends)
                read = handed_on(counted, edge.whole, ends, width, sharing=weighed.sharing)
            if read is None:
                continue
            read = multiplied(read, weighed.factor(at, source, edge.whole))
            waiting[source] = summed(waiting[source], read, width) if source in waiting else read
    found = waiting.get(0)
    return None if found is None else (found, width, weighed.denominators.get(0, 1))


def _unpacked(counted: PackedRows, width: int, denominator: int) -> PathCounts | None:
    """Return counts in lists, without planes, rows and columns of nothing at the rim; ``None`` if there is no other."""
    found = trimmed(counted, width)
    if found is None:
        return None
    origin, shape, lines = found
    block: Block = lines
    for count in shape[-2:0:-1]:
        block = [block[start : start + count] for start in range(0, len(block), count)]
    return PathCounts(origin, block if len(shape) > 1 else block[0], denominator)
