"""The way back through a network: which maps a layer reads, and what a feature reads of each along every axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import IndexMap

Reads = tuple["IndexMap", ...]
"""What the features of a map read of another, one for each axis."""


class Edge(NamedTuple):
    """What the features of one map read of one of its sources.

    A feature of global attention reads its whole map, or all up to itself, and itself besides, so that its own place is
    not lost. All others read one thing, and ``whole`` and ``itself`` are the same.
    """

    source: int
    whole: Reads  # all that is read
    itself: Reads  # what is left without a map that is read as a whole besides, or up to a feature


def edges_to(fields: Fields, node: int) -> list[Edge]:
    """Return the edges from the sources of a node."""
    reads = [axis.reads[node] for axis in fields.axes]
    return [
        Edge(source, tuple([axis[at][-1] for axis in reads]), tuple([axis[at][0] for axis in reads]))
        for at, source in enumerate(fields.graph.sources[node])
    ]


def backwards(fields: Fields, node: int) -> Iterator[int]:
    """Yield a node and all that may lie before it, each before its sources; nothing for the input."""
    order = fields.graph.order
    return reversed(order[: order.index(node) + 1] if node else ())


def evenly_spaced(reads: Sequence[IndexMap]) -> bool:
    """Return whether neighbors read neighbors along every axis: not all the same, nor all that lies before."""
    return all(read.advance and not read.past for read in reads)
