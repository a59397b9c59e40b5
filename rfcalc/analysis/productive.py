"""Which layers learn from no more of the image than the layers before: unproductive ones, and those of small maps.

A layer is unproductive if its kernel is larger than 1 and every layer that it reads sees the whole image already, on
its smallest path: Richter et al., "Should you go deeper? Optimizing convolutional neural network architectures without
training by receptive field analysis" (arXiv 2106.12307). The second rule, that of maps no larger than the kernel, is
none of the paper's: the code of their toolbox has it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rfcalc.axis import jumps
from rfcalc.layers.types import UNCHANGING
from rfcalc.layers.windows import Window

if TYPE_CHECKING:
    from rfcalc.analysis.fields import AxisFields, Fields


def unproductive(fields: Fields) -> list[int]:
    """Return the nodes whose kernel widens what is seen no more: along no axis along which it is larger than 1.

    Layers behind an upsampling are none: there a finer map is made, and nobody has shown that they learn nothing. The
    size of the input must be known.
    """
    smallest, finer = smallest_paths(fields), _made_finer(fields)
    found = []
    for node in fields.graph.order:
        wide = [at for at, kernel in enumerate(kernels(fields, node)) if kernel > 1]
        sources = fields.graph.sources[node]
        if wide and not any(finer[each] for each in sources):
            seen = all(smallest[at][each] >= (fields.axes[at].n[0] or 0) for at in wide for each in sources)
            found += [node] if seen else []
    return found


def small_maps(fields: Fields) -> list[int]:
    """Return the nodes with a kernel that is as large as the map that they read, or larger, along every such axis.

    One of stride 1 that covers its map exactly, once and without padding, is a fully connected layer or a global pool
    by another name, and none of them.
    """
    found = []
    for node in fields.graph.order:
        wide = [at for at, kernel in enumerate(kernels(fields, node)) if kernel > 1]
        if wide and all(_is_small(fields, node, at) for at in wide) and not _covers(fields, node):
            found.append(node)
    return found


def by_toolbox(fields: Fields) -> list[int]:
    """Return the nodes that rfa_toolbox counts: by either rule, and whatever their kernel is.

    Convolutions of kernel 1, projections, sums and the global pool, which it takes for a kernel of 1, count too; layers
    that change nothing do not.
    """
    smallest = smallest_paths(fields)
    counted = []
    for node in fields.graph.order:
        if fields.network.layers[node - 1].type in UNCHANGING:
            continue
        sources = fields.graph.sources[node]
        sizes = [axis.n[0] or 0 for axis in fields.axes]
        small = all(
            (axis.n[each] or 0) <= kernel
            for axis, kernel in zip(fields.axes, kernels(fields, node))
            for each in sources
        )
        seen = all(of[each] >= size for of, size in zip(smallest, sizes) for each in sources)
        counted += [node] if small or seen else []
    return counted


def kernels(fields: Fields, node: int) -> list[int]:
    """Return how large the window of a convolution or pool is along each axis, 1 of what has none."""
    operations = fields.network.layers[node - 1].operations
    return [len(each.positions) if isinstance(each, Window) else 1 for each in operations]


def smallest_paths(fields: Fields) -> list[list[Fraction]]:
    """Return along each axis, by node, how much of the image is seen by the path on which least is."""
    known: dict[int, list[Fraction]] = {}
    for axis in fields.axes:
        if id(axis) not in known:
            known[id(axis)] = _smallest(fields, axis)
    return [known[id(axis)] for axis in fields.axes]


def _smallest(fields: Fields, axis: AxisFields) -> list[Fraction]:
    seen = [Fraction(1)] * len(axis.fields)
    for node in fields.graph.order:
        seen[node] = min(
            seen[source] + _jump(axis, source) * max([each[-1] - each[0] for each in way.ranges if each], default=0)
            for source, reads in zip(fields.graph.sources[node], axis.reads[node])
            for way in reads
        )
    return seen


def _jump(axis: AxisFields, node: int) -> Fraction:
    return min(Fraction(*jump) for jump in jumps(axis.fields[node]))


def _made_finer(fields: Fields) -> list[bool]:
    """Return by node whether some layer on the way makes a finer map of a coarser one."""
    finer = [False] * len(fields.graph.sources)
    for node in fields.graph.order:
        sources = fields.graph.sources[node]
        finer[node] = any(finer[each] for each in sources) or any(
            0 < _jump(axis, node) < _jump(axis, each) for axis in fields.axes for each in sources
        )
    return finer


def _is_small(fields: Fields, node: int, at: int) -> bool:
    (source,) = fields.graph.sources[node]
    n = fields.axes[at].n[source]
    return n is not None and n <= kernels(fields, node)[at]


def _covers(fields: Fields, node: int) -> bool:
    """Return whether a layer makes one feature of all of its map and of nothing else."""
    (source,) = fields.graph.sources[node]
    if any(isinstance(each, Window) and each.stride > 1 for each in fields.network.layers[node - 1].operations):
        return False
    return all(
        axis.n[node] == 1 and [*axis.reads[node][0][0].ranges[0]] == [*range(axis.n[source] or 0)]
        for axis in fields.axes
    )
