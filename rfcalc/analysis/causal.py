"""Branches whose centres differ by design: those of causal networks, which look back only."""

from __future__ import annotations

from fractions import Fraction
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import IndexMap


class _Lead(NamedTuple):
    """A map, as seen from the one where branches part, in features of that one."""

    jump: Fraction
    ahead: Fraction  # how far beyond its own place a feature reads, at most; negative or 0 if it looks back only


def looks_back(fields: Fields, node: int, axis: int) -> bool:
    """Return whether no branch that meets others at a node reads, from where they part, to the right of its own place.

    All padding then lies before: the centres of branches with kernels of different size differ by design, as those of
    van den Oord et al., "WaveNet: A generative model for raw audio" (arXiv 1609.03499), section 2.1.
    """
    sources, reads = fields.graph.sources, fields.axes[axis].reads
    parting, branches = _branches(fields, node)
    leads = {parting: _Lead(Fraction(1), Fraction(0))}
    for each in branches:
        ways = [
            _followed(leads[source], index_map)
            for source, index_maps in zip(sources[each], reads[each])
            for index_map in index_maps
        ]
        leads[each] = _Lead(ways[0].jump, max(way.ahead for way in ways))
    return all(leads[source].ahead <= 0 for source in sources[node])


def _branches(fields: Fields, node: int) -> tuple[int, list[int]]:
    """Return the node at which the branches to a join part, and the nodes on them, each after its sources."""
    places = {each: place for place, each in enumerate(fields.graph.order, start=1)}
    sources = fields.graph.sources
    reached = set(sources[node])
    waiting = [(-places.get(source, 0), source) for source in reached]
    heapify(waiting)
    branches = []
    while len(waiting) > 1:  # the latest first: where a single one is left, all branches have come to it
        _, latest = heappop(waiting)
        branches.append(latest)
        for source in sources[latest]:
            if source not in reached:
                reached.add(source)
                heappush(waiting, (-places.get(source, 0), source))
    return waiting[0][1], branches[::-1]


def _followed(lead: _Lead, reads: IndexMap) -> _Lead:
    """Return where the features of a layer lie that reads a map so."""
    period, advance, ranges = reads
    beyond = [Fraction(each[-1] * period - phase * advance, period) for phase, each in enumerate(ranges) if each]
    return _Lead(lead.jump * advance / period, lead.ahead + lead.jump * max(beyond, default=0))
