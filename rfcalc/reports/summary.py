"""One network's table: choosing and naming the numbers of every layer."""

from typing import NamedTuple

from rfcalc.analysis import Analysis
from rfcalc.analysis.fields import AxisFields, Fields, misalignment
from rfcalc.analysis.numbers import Number, center, exact
from rfcalc.axis import GAPS, UNBOUNDED, WHOLE, field_box, jumps, sizes
from rfcalc.errors import RfcalcError
from rfcalc.layers.jotted import window_text
from rfcalc.reports.notes import notes_on
from rfcalc.reports.values import LayerRow, Summary


class _Along(NamedTuple):
    """A layer's numbers along one axis."""

    n: int | None
    jump: Number | None
    rf: int | None
    rf_min: int | None
    start: Number | None
    whole: bool
    irregular: bool


def summarize(analysis: Analysis) -> Summary:
    """Return n, jump, rf and start of every layer, in the order as written, and in words what stands out.

    Raises `RfcalcError` naming the layer where sizes do not fit or a needed size is not known.
    """
    network, fields = analysis.network, analysis.fields
    nodes = range(1, len(network.layers) + 1)
    rows = tuple([row(analysis, node) for node in nodes])
    shifts = {each.name: shift(analysis, node) for node, each in zip(nodes, rows) if each.misaligned}
    blind = [
        network.layers[node - 1].name
        for node in fields.graph.order
        if any(None in part.boxes for axis in fields.axes for part in axis.fields[node])
    ]
    notes = (*network.notes, *notes_on(network, rows, shifts, blind))
    return Summary(network.name, network.axes, network.input, rows, notes)


def row(analysis: Analysis, node: int) -> LayerRow:
    """Return what is known of one layer, node ``i + 1`` being the i-th. Raises `RfcalcError` naming it."""
    network, fields = analysis.network, analysis.fields
    layer = network.layers[node - 1]
    with RfcalcError.within(file=layer.origin.file, line=layer.origin.line, layer=layer.name):
        if fields.square:
            columns = (_along(fields.axes[0], node),) * len(fields.axes)
        else:
            columns = tuple([_along(axis, node) for axis in fields.axes])
        if len(columns) > 1 and any(axis.marks[node] & GAPS for axis in fields.axes):
            columns = _seen_together(fields, node, columns)
    n, jump, rf, rf_min, start, whole, irregular = zip(*columns)
    return LayerRow(
        name=layer.name,
        type=layer.type,
        inputs=layer.inputs,
        window=window_text(layer.type, layer.operations),
        n=n,
        jump=jump,
        rf=rf,
        start=start,
        rf_min=None if rf_min == rf else rf_min,
        whole=all(whole),
        misaligned=len(layer.inputs) > 1 and any(shift(analysis, node)),
        irregular=any(irregular),
    )


def shift(analysis: Analysis, node: int) -> tuple[Number, ...]:
    """Return how far apart the centres of a join's branches lie along each axis, in pixels."""
    apart = [misalignment(axis, analysis.fields.graph, node) for axis in analysis.fields.axes]
    return tuple([exact(*each) if each else 0 for each in apart])


def _seen_together(fields: Fields, node: int, columns: tuple[_Along, ...]) -> tuple[_Along, ...]:
    """Return a layer's numbers where a feature that reads nothing along one axis reads nothing at all."""
    from rfcalc.analysis.visible import box_at, sizes_with_gaps  # noqa: PLC0415 - few networks have gaps

    if any(axis.marks[node] & UNBOUNDED for axis in fields.axes):
        return columns
    first = box_at(fields, node, (0,) * len(columns))
    together = []
    for place, (column, extremes) in enumerate(zip(columns, sizes_with_gaps(fields, node))):
        least, most = extremes or (None, None)
        together.append(column._replace(rf=most, rf_min=least, start=center(first[place]) if first else None))
    return tuple(together)


def _along(axis: AxisFields, node: int) -> _Along:
    field = axis.fields[node]
    n = None if axis.n[0] is None else axis.n[node]
    steps = jumps(field)
    jump = exact(*steps[0]) if len(steps) == 1 else None
    whole = bool(axis.marks[node] & WHOLE)
    if axis.marks[node] & UNBOUNDED:
        return _Along(n, jump, None, None, None, whole, len(steps) > 1)
    box = field[0].boxes[0]
    if len(field) == 1 and field[0].period == 1 and box is not None:  # by far the most common case, kept short
        rf = box[1] - box[0]
        return _Along(n, jump, rf, rf, center(box), whole, irregular=False)
    least, most = sizes(field, axis.n[node]) or (None, None)
    first = field_box(field, 0)
    return _Along(n, jump, most, least, center(first) if first else None, whole, len(steps) > 1)
