"""How far paths spread without borders, by a formula: the variance grows from layer to layer.

A window of k taps a distance d apart over a map of jump j adds (k^2 - 1) / 12 * (d * j)^2 to the variance of where
paths end along an axis: Luo et al., "Understanding the effective receptive field in deep convolutional neural
networks" (NIPS 2016), section 2.1, for any dilation and jump. Where branches meet, each has a say by the number of
its paths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.paths.edges import edges_to, evenly_spaced
from rfcalc.analysis.paths.packed import BYTE
from rfcalc.analysis.paths.rows import WIDTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.fields import Fields
    from rfcalc.axis import IndexMap, Positions


class Spread(NamedTuple):
    """Where the paths to feature 0 of a map end; tuples have one entry per axis, in pixels."""

    paths: int  # or what counts as one: the sum of the weights of the ways there
    center: tuple[float, ...]
    variance: tuple[float, ...]


def spreads_of(fields: Fields, weights: str = "uniform") -> list[Spread | None]:
    """Return the spread of every node's paths, as if nothing had a border; ``None`` where it differs by feature."""
    axes = fields.axes
    count = len(fields.graph.sources)
    jumps = [[1] * count for _ in axes]
    nothing = (0.0,) * len(axes)
    spreads: list[Spread | None] = [None] * count
    spreads[0] = Spread(1, (0.5,) * len(axes), nothing)
    for node in fields.graph.order:
        ways = []
        for source, reads, _ in edges_to(fields, node):
            before = spreads[source]
            if (
                before is None
                or not evenly_spaced(reads)
                or any(read.period != 1 or not read.ranges[0] for read in reads)
            ):
                break
            steps = [jumps[axis][source] for axis in range(len(axes))]
            ways.append(_through(before, reads, steps, weights))
            here = [step * read.advance for step, read in zip(steps, reads)]
            if len(ways) > 1 and here != [axis[node] for axis in jumps]:
                break
            for axis, jump in zip(jumps, here):
                axis[node] = jump
        else:
            spread = ways[0] if len(ways) == 1 else _mixed(ways)
            # More paths than are counted are not told of: kept for each of many layers, they would take gigabytes.
            spreads[node] = spread if spread.paths.bit_length() <= WIDTH_LIMIT * BYTE else None
    return spreads


def _through(before: Spread, reads: Sequence[IndexMap], jumps: list[int], weights: str) -> Spread:
    """Return the spread of paths that take one more window."""
    paths, center, variance = before.paths, [], []
    for axis, (read, jump) in enumerate(zip(reads, jumps)):
        taps = read.ranges[0]
        if weights == "uniform":
            paths *= len(taps)
        middle, square = _spread_of(taps)
        center.append(before.center[axis] + middle * jump)
        variance.append(before.variance[axis] + square * jump**2)
    return Spread(paths, tuple(center), tuple(variance))


def _spread_of(taps: Positions) -> tuple[float, float]:
    """Return mean and variance of taps."""
    if isinstance(taps, range):
        return (taps[0] + taps[-1]) / 2, (len(taps) ** 2 - 1) / 12 * taps.step**2
    count, total = len(taps), sum(taps)
    return total / count, (count * sum(at * at for at in taps) - total * total) / count**2


def _mixed(ways: list[Spread]) -> Spread:
    """Return the spread of paths that take one of several ways."""
    paths = sum(way.paths for way in ways)
    shares = [way.paths / paths for way in ways]
    centers, variances = [], []
    for axis in range(len(ways[0].center)):
        center = sum(share * way.center[axis] for share, way in zip(shares, ways))
        centers.append(center)
        variances.append(
            sum(share * (way.variance[axis] + (way.center[axis] - center) ** 2) for share, way in zip(shares, ways))
        )
    return Spread(paths, tuple(centers), tuple(variances))
