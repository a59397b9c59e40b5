"""Which layers are the rows of a side view, what they read of each other, and which branches they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.axis import KEEP
from rfcalc.axis.sets import merged, read_by
from rfcalc.errors import RfcalcError, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.axis.sets import Runs

MOST = 32  # rows in one picture, the input's included


def reads_of(analysis: Analysis, axis: int, node: int, runs: Runs, rows: Collection[int] = ()) -> dict[int, Runs]:
    """Return what some features of a node read along an axis, of each node on the way back; virtual positions count.

    With ``rows`` only what they read of these, which are not looked through. Raises `RfcalcError` for what falls into
    too many pieces.
    """
    graph, known = analysis.fields.graph, analysis.fields.axes[axis]
    waiting: dict[int, list[tuple[int, int]]] = {node: list(runs)}
    met: dict[int, list[tuple[int, int]]] = {}
    order = graph.order[: graph.order.index(node) + 1] if node else ()
    for at in reversed(order):
        if not waiting:
            break
        if at not in waiting:
            continue
        features = merged(waiting.pop(at))
        for source, reads in zip(graph.sources[at], known.reads[at]):
            read = read_by(features, reads, None)
            if read:
                met.setdefault(source, []).extend(read)
                if source not in rows and source:
                    waiting.setdefault(source, []).extend(read)
    return {source: merged(read) for source, read in met.items() if not rows or source in rows}


def rows_of(analysis: Analysis, axis: int, layers: Sequence[int]) -> list[int]:
    """Return the nodes that are rows, the input first: those given, or else those on the way to the last of them.

    On the way are layers that change something along the axis; where these are too many, the ends of blocks and stages,
    and of these as many as there is room for, evenly chosen. Raises `RfcalcError` for given layers that the last of
    them does not read.
    """
    network, graph = analysis.network, analysis.fields.graph
    target = max(layers, key=lambda node: graph.order.index(node) if node else -1)
    way = way_to(analysis, target)
    if len(layers) > 1:
        for node in layers:
            if node not in way:
                raise RfcalcError(
                    f"{quoted(analysis.name(target))} does not read it",
                    allowed="a side view shows layers on one way",
                    layer=analysis.name(node),
                    file=network.file,
                )
        return [0, *_thinned([node for node in way if node in layers])]
    reads = analysis.fields.axes[axis].reads
    changing = [node for node in way if node and (node == target or len(reads[node]) > 1 or reads[node][0] != (KEEP,))]
    if len(changing) < MOST:
        return [0, *changing]
    return [0, *_thinned(sorted(_ends(analysis, way) | {target}, key=way.index))]


def way_to(analysis: Analysis, target: int) -> list[int]:
    """Return the nodes on the way to a node, itself the last, in order."""
    graph = analysis.fields.graph
    known = {target}
    for node in reversed(graph.order):
        if node in known:
            known.update(graph.sources[node])
    return [node for node in (0, *graph.order) if node in known]


def sources_of(analysis: Analysis, node: int, rows: Collection[int]) -> list[int]:
    """Return the rows that a node reads, itself or through layers that are no rows, in order."""
    sources, found = analysis.fields.graph.sources, set()
    waiting = [*sources[node]]
    passed = set(waiting)
    while waiting:
        source = waiting.pop()
        if source in rows:
            found.add(source)
            continue
        waiting += [each for each in sources[source] if each not in passed]
        passed.update(sources[source])
    return [row for row in rows if row in found]


def _ends(analysis: Analysis, way: Collection[int]) -> set[int]:
    """Return the nodes on the way with which blocks and stages end."""
    from rfcalc.reports.stages import ends_of_stages
    from rfcalc.reports.summary import row

    network = analysis.network
    rows = [row(analysis, node) for node in range(1, len(network.layers) + 1)]
    names = [*network.outputs.values(), *[each.name for each in ends_of_stages(network, rows).values()]]
    known = set(way) - {0}
    return {node for node in map(analysis.node, names) if node in known}


def _thinned(nodes: list[int]) -> list[int]:
    """Return as many of some nodes as there is room for, evenly chosen, the last among them."""
    step = -(-len(nodes) // (MOST - 1))
    return nodes[(len(nodes) - 1) % step :: step]


class Branches(NamedTuple):
    """The numbers of branches, from 0: of rows, and of what leads from a row to another that it reads."""

    rows: dict[int, int]  # by node
    links: dict[tuple[int, int], int]  # by the node that reads, and the one that is read


def branches_of(sources: Mapping[int, Iterable[int]]) -> Branches:
    """Return the branches of rows, given which rows each reads, in order.

    A branch begins where a row is read by several, and ends where several are read; what comes after is of the branch
    that was parted.
    """
    readers: dict[int, int] = {}
    for read in sources.values():
        for source in read:
            readers[source] = readers.get(source, 0) + 1
    found = Branches({0: 0}, {})
    parents = [0]
    for node, read in sources.items():
        for source in read:
            branch = found.rows[source]
            if readers[source] > 1:
                parents.append(branch)
                branch = len(parents) - 1
            found.links[node, source] = branch
        mine = [found.links[node, source] for source in read]
        found.rows.setdefault(node, mine[0] if len(mine) == 1 else min([parents[each] for each in mine], default=0))
    return found
