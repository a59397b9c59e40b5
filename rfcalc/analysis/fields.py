"""A receptive field per layer and axis: the graph walked forward, one axis at a time."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.joins import constant_sizes, follow_somewhere, join, mark_apart
from rfcalc.axis import (
    FIRST,
    KEEP,
    OUTLINE,
    PIXELS,
    Field,
    IndexMap,
    Marks,
    check_work,
    checked,
    jump_of,
    offset,
    seen_through,
    united_work_of,
    work_of,
)
from rfcalc.errors import RfcalcError
from rfcalc.layers.like import over_like
from rfcalc.network import Network
from rfcalc.network.graph import Graph, graph_of

if TYPE_CHECKING:
    from rfcalc.layers import Operation, Step

    Steps = dict[tuple[Operation, int | None, int | None], tuple[Step, tuple[tuple[IndexMap, ...]]]]

MUCH_WORK = 2**18
"""Boxes of a network along an axis that are looked at, in a tenth of a second, before those of all are added up."""


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


NOTHING: Field = ()
"""What is told of a layer of which nothing can be told: that lies behind an unknown one, or is constant."""


def fields_of(network: Network) -> Fields:
    """Return the receptive fields of a network.

    Raises `RfcalcError` naming the layer where sizes do not fit or a size is needed and not known.
    """
    graph = graph_of(network)
    following = any(len(layer.inputs) > 1 and follow_somewhere(layer) for layer in network.layers)
    alike = not (following or graph.constant) and all(
        layer.operations.count(layer.operations[0]) == len(network.axes) for layer in network.layers
    )
    like = [network.input.index(size) if alike else axis for axis, size in enumerate(network.input)]
    left = sorted(set(like))
    walked: dict[int, AxisFields] = {}
    steps: Steps = {}
    try:
        with _collector_at_rest():
            while left:
                walked[left[0]] = _walk(network, graph, left, steps)
                left = left[1:]
    except RfcalcError as error:
        error.advise(network.hint or _next_fitting(network, graph))
        raise
    axes = [walked[axis] for axis in like]
    if following and len(axes) > 1:
        mark_apart(network, graph, axes)
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


def _walk(network: Network, graph: Graph, left: Sequence[int], steps: "Steps", seen: Field = PIXELS) -> AxisFields:
    """Return the fields along the first of the axes that are left, given what the input's features see.

    A step is worked out once for equal operations and sizes, whatever the axis. Raises `RfcalcError` for too much work
    as soon as there is much: outlines tell how much all that is left will be.
    """
    layers, axis = network.layers, left[0]
    sources, likes = graph.sources, graph.likes
    nodes = len(sources)
    known = AxisFields([network.input[axis]] * nodes, [seen] * nodes, [0] * nodes, [()] * nodes)
    n, fields, marks, reads = known
    mixed = graph.mixed
    for node in graph.unknown:
        n[node], fields[node] = None, NOTHING
    for node, constant in constant_sizes(network, graph, axis).items() if graph.constant else ():
        n[node], fields[node] = constant, NOTHING
    ahead = left if seen is PIXELS else ()
    look_at = _counting(lambda: [_walk(network, graph, (each,), steps, OUTLINE) for each in ahead])
    with RfcalcError.within() as place:
        for node in graph.order:
            place.layer, _, _, operations, (place.file, place.line), _, place.operator = layers[node - 1]
            source = sources[node]
            if len(source) > 1 or node in mixed:
                joined = united_work_of([fields[each] for each in source])
                if joined > 2 * len(source):
                    look_at(joined)
                join(network, graph, node, known, axis)
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
                look_at(work_of(field, step_reads))
            field = fields[node] = seen_through(field, step_reads, n[node])
            marks[node] = marks[before] | step_marks | checked(field)
    return known


def _counting(look_ahead: Callable[[], object]) -> Callable[[int], None]:
    """Return what adds up boxes that are to be looked at, and looks ahead once, when they become many."""
    work = 0

    def look_at(boxes: int) -> None:
        nonlocal work
        before, work = work, work + boxes
        check_work(work)
        if before <= MUCH_WORK < work:
            look_ahead()

    return look_at


def misalignments(fields: Fields, node: int) -> list[tuple[int, int] | None]:
    """Return along each axis how far apart the centres of a join's branches lie, as ``(numerator, denominator)``.

    In pixels; ``None`` where they agree or nothing is joined, and where maps follow each other. Only branches of equal
    jump are compared, by the mean of their centres over a period; Araujo, Norris and Sim, "Computing receptive fields
    of convolutional neural networks" (Distill 2019), section "Alignment".
    """
    sources = fields.graph.sources[node]
    if len(sources) == 1 or any(axis.reads[node][0][0].period > 1 for axis in fields.axes):
        return [None] * len(fields.axes)
    return [_misalignment(axis, sources, node) for axis in fields.axes]


def _misalignment(known: AxisFields, sources: tuple[int, ...], node: int) -> tuple[int, int] | None:
    widest: tuple[int, int] | None = None
    by_jump: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for source, reads in zip(sources, known.reads[node]):
        if reads[0] is FIRST:
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
