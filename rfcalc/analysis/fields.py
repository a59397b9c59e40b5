"""A receptive field per layer and axis: the graph walked forward, one axis at a time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.axis import (
    FIRST,
    KEEP,
    PIXELS,
    Field,
    IndexMap,
    Marks,
    check_work,
    checked,
    jump_of,
    offset,
    seen_through,
    united,
    united_work_of,
    work_of,
)
from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.like import over_like
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.network import INPUT, Network
from rfcalc.network.graph import Graph, graph_of

if TYPE_CHECKING:
    from rfcalc.layers import Operation, Step


class AxisFields(NamedTuple):
    """What is known along one axis, by node (0: the network's input, ``i + 1``: its i-th layer).

    ``reads[node]`` has one entry per source of the node: the union of `IndexMap` it reads of it.
    """

    n: list[int | None]
    fields: list[Field]
    marks: list[Marks]  # WHOLE, UNBOUNDED, GAPS
    reads: list[tuple[tuple[IndexMap, ...], ...]]


class Fields(NamedTuple):
    """Everything that is known of a network: one `AxisFields` per axis."""

    network: Network
    graph: Graph
    axes: tuple[AxisFields, ...]

    @property
    def square(self) -> bool:
        """Whether all axes are alike, and so worked out once."""
        return all(axis is self.axes[0] for axis in self.axes)

    def marked(self, node: int, mark: Marks) -> bool:
        """Return whether a node has a mark along any axis."""
        return any(axis.marks[node] & mark for axis in self.axes)


KEPT = (KEEP,)
SPREAD = (FIRST,)


def fields_of(network: Network) -> Fields:
    """Return the receptive fields of a network.

    Raises `RfcalcError` naming the layer where sizes do not fit or a size is needed and not known.
    """
    graph = graph_of(network)
    walked: dict[int | None, AxisFields] = {}
    alike = all(layer.operations.count(layer.operations[0]) == len(network.axes) for layer in network.layers)
    axes = []
    try:
        with _collector_at_rest():
            for axis, size in enumerate(network.input):
                if not (alike and size in walked):
                    walked[size] = _walk(network, graph, axis, size)
                axes.append(walked[size])
    except RfcalcError as error:
        error.advise(network.hint or _next_fitting(network, graph))
        raise
    return Fields(network, graph, tuple(axes))


def _next_fitting(network: Network, graph: Graph) -> str:
    """Return which size is the next that fits, in words, along the first axis whose size does not."""
    from rfcalc.analysis.sizes import next_fitting

    advice = (next_fitting(network, graph, axis) for axis in range(len(network.axes)))
    return next(filter(None, advice), "")


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from looking again and again at values that hold no cycles and all stay.

    For a million layers that would take as long as the arithmetic.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _walk(network: Network, graph: Graph, axis: int, size: int | None) -> AxisFields:
    """Return the fields along one axis; a step is worked out once for equal operations and sizes."""
    layers = network.layers
    sources, likes = graph.sources, graph.likes
    nodes = len(layers) + 1
    known = AxisFields([size] * nodes, [PIXELS] * nodes, [0] * nodes, [()] * nodes)
    n, fields, marks, reads = known
    steps: dict[tuple[Operation, int | None, int | None], tuple[Step, tuple[tuple[IndexMap, ...]]]] = {}
    work = 0  # boxes looked at, where there are more than one
    with RfcalcError.within() as place:
        for node in graph.order:
            place.layer, _, _, operations, (place.file, place.line) = layers[node - 1]
            source = sources[node]
            if len(source) > 1:
                joined = united_work_of([fields[each] for each in source])
                if joined > 2 * len(source):
                    check_work(work := work + joined)
                _join(network, graph, node, known, axis)
                continue
            before = source[0]
            like = likes.get(node)
            form = (operations[axis], n[before], None if like is None else n[like])
            worked_out = steps.get(form)
            if worked_out is None:
                step = operations[axis].over(n[before]) if like is None else over_like(*form)
                worked_out = steps[form] = (step, (step.reads,))
            step, reads[node] = worked_out
            n[node], step_reads, step_marks = step
            field = fields[before]
            if step_reads[0] is not KEEP and (field[0].period > 1 or step_reads[0].period > 1 or len(field) > 1):
                check_work(work := work + work_of(field, step_reads))
            field = fields[node] = seen_through(field, step_reads, n[node])
            marks[node] = marks[before] | step_marks | checked(field)
    return known


def _join(network: Network, graph: Graph, node: int, known: AxisFields, axis: int) -> None:
    """Note size, field, marks and reads of a layer that joins branches."""
    n, fields, marks, reads = known
    sources = graph.sources[node]
    layer_type = LAYER_TYPES[network.layers[node - 1].type]
    sizes = {n[source] for source in sources}
    spread = layer_type.broadcasts and 1 in sizes and len(sizes) > 1
    if spread:
        sizes.remove(1)
    sizes.discard(None)
    if len(sizes) > 1:
        raise _misfit(network, node, sources, n, axis)
    n[node] = sizes.pop() if sizes else None
    reads[node] = tuple([SPREAD if spread and n[source] == 1 else KEPT for source in sources])
    field = fields[node] = united(
        [part for source, read in zip(sources, reads[node]) for part in seen_through(fields[source], read, n[node])],
        n[node],
    )
    marks[node] = checked(field)
    for source in sources:
        marks[node] |= marks[source]


def _misfit(network: Network, node: int, sources: tuple[int, ...], n: list[int | None], axis: int) -> RfcalcError:
    names = [network.layers[source - 1].name if source else INPUT for source in sources]
    by_size = {n[source]: name for source, name in zip(reversed(sources), reversed(names)) if n[source] is not None}
    found = ", ".join(f"{quoted(name)} has {size}" for size, name in list(by_size.items())[::-1][:4])
    along = f" along {network.axes[axis]}" if len(network.axes) > 1 else ""
    return RfcalcError(
        f"the branches differ in size{along}: {found}",
        allowed=f"{network.layers[node - 1].type} joins maps of equal size",
        key="inputs",
    )


def misalignment(known: AxisFields, graph: Graph, node: int) -> tuple[int, int] | None:
    """Return how far apart the centres of a join's branches lie, in pixels as ``(numerator, denominator)``.

    ``None`` where they agree or nothing is joined. Only branches of equal jump are compared, by the mean
    of their centres over a period; Araujo, Norris and Sim, "Computing receptive fields of convolutional
    neural networks" (Distill 2019), section "Alignment".
    """
    widest: tuple[int, int] | None = None
    by_jump: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for source, reads in zip(graph.sources[node], known.reads[node]):
        if reads is SPREAD or len(graph.sources[node]) == 1:
            continue
        for part in known.fields[source]:
            middle = offset(part)
            if part.advance and middle is not None:
                by_jump.setdefault(jump_of(part), []).append(middle)
    for middles in by_jump.values():
        denominator = lcm(*[middle[1] for middle in middles])
        centers = [numerator * (denominator // unit) for numerator, unit in middles]
        apart = max(centers) - min(centers)
        if apart and (widest is None or apart * widest[1] > widest[0] * denominator):
            widest = (apart, denominator)
    return widest
