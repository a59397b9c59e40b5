"""Branches whose centres differ by design: those of causal networks, which look back only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.layers.windows import SAME, Pad, Window, sides_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import Field
    from rfcalc.layers import Operation
    from rfcalc.network import Network
    from rfcalc.network.graph import Graph


def causal_joins(fields: Fields, joins: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return at which of some joins, as node and axis, no branch looks ahead from where the branches part.

    Then all padding lies before: the centres of branches with kernels of different size differ by design, as those of
    van den Oord et al., "WaveNet: A generative model for raw audio" (arXiv 1609.03499), section 2.1.
    """
    partings = _partings(fields.graph)
    causal = set()
    for node, axis in joins:
        seen = fields.axes[axis].fields
        allowed = _ahead(seen[partings[node]])
        reached = [_ahead(seen[source]) for source in fields.graph.sources[node]]
        if all(lead is not None and allowed is not None and _at_most(lead, allowed) for lead in reached):
            causal.add((node, axis))
    return causal


def _partings(graph: Graph) -> list[int]:
    """Return for each node the last one that every way to it passes: its only source, or where its branches part.

    Cooper, Harvey and Kennedy, "A simple, fast dominance algorithm" (2001); layers have an order, so one pass will do.
    """
    partings = [0] * len(graph.sources)
    positions = [0] * len(graph.sources)
    for position, node in enumerate(graph.order, start=1):
        positions[node] = position
        parting, *others = graph.sources[node]
        for other in others:
            branch = other
            while parting != branch:
                if positions[parting] > positions[branch]:
                    parting = partings[parting]
                else:
                    branch = partings[branch]
        partings[node] = parting
    return partings


def _ahead(field: Field) -> tuple[int, int] | None:
    """Return how far beyond its own place a feature sees, at most, in pixels as ``(numerator, denominator)``.

    ``None`` where features see differently far: they look at the whole map, or have no place of their own.
    """
    if len(field) > 1 or not field[0].advance:
        return None
    period, advance, boxes = field[0]
    leads = [(box[1] - 1) * period - phase * advance for phase, box in enumerate(boxes) if box is not None]
    return (max(leads), period) if leads else None


def _at_most(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] * second[1] <= second[0] * first[1]


def looks_back(network: Network, axis: int) -> bool:
    """Return whether a network looks back by design along an axis: it pads maps before and nowhere after.

    What padding says counts, not what a stride leaves of it at one size of the input.
    """
    sides = [_padding(layer.operations[axis]) for layer in network.layers]
    return any(before > 0 for before, _ in sides) and all(after <= 0 for _, after in sides)


def _padding(operation: Operation) -> tuple[int, int]:
    """Return how much an operation pads before and after; 1 and 1 where a word puts it around the map."""
    if not isinstance(operation, Window | Pad):
        return (0, 0)
    if operation.padding in SAME:
        return (1, 1)
    return operation.sides if isinstance(operation, Window) else sides_of(operation.padding, 0)
