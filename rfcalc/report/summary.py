"""One network's table: choosing and naming the numbers of every layer."""

from typing import NamedTuple

from rfcalc.axis import GAPS, UNBOUNDED, WHOLE, field_box, jumps, sizes
from rfcalc.description import Network
from rfcalc.errors import RfcalcError
from rfcalc.fields import AxisFields, Fields, fields_of, misalignment
from rfcalc.report.notes import notes_on
from rfcalc.report.numbers import center, exact
from rfcalc.report.values import LayerRow, Number, Summary
from rfcalc.report.windows import window_text


class _Along(NamedTuple):
    """A layer's numbers along one axis."""

    n: int | None
    jump: Number | None
    rf: int | None
    rf_min: int | None
    start: Number | None
    whole: bool
    irregular: bool


def summarize(network: Network) -> Summary:
    """Return n, jump, rf and start of every layer, in the order as written, and in words what stands out.

    Raises `RfcalcError` naming the layer where sizes do not fit or a needed size is not known.
    """
    fields = fields_of(network)
    square = all(axis is fields.axes[0] for axis in fields.axes)
    rows: list[LayerRow] = []
    shifts: dict[str, tuple[Number, ...]] = {}
    windows: dict[int, str] = {}
    for node, layer in enumerate(network.layers, start=1):
        try:
            if square:
                columns = (_along(fields.axes[0], node),) * len(fields.axes)
            else:
                columns = tuple([_along(axis, node) for axis in fields.axes])
            if len(columns) > 1 and any(axis.marks[node] & GAPS for axis in fields.axes):
                columns = _seen_together(fields, node, columns)
        except RfcalcError as error:
            error.file, error.layer, error.line = network.file, layer.name, layer.line
            raise
        n, jump, rf, rf_min, start, whole, irregular = zip(*columns)
        apart = [misalignment(axis, fields.graph, node) for axis in fields.axes] if len(layer.inputs) > 1 else ()
        misaligned = any(apart)
        if misaligned:
            shifts[layer.name] = tuple([exact(*shift) if shift else 0 for shift in apart])
        window = windows.get(id(layer.settings))  # equal layers share their settings
        if window is None:
            window = windows[id(layer.settings)] = window_text(layer.settings)
        rows.append(
            LayerRow(
                layer.name,
                layer.type,
                layer.inputs,
                window,
                n,
                jump,
                rf,
                start,
                None if rf_min == rf else rf_min,
                all(whole),
                misaligned,
                any(irregular),
            )
        )
    blind = [
        network.layers[node - 1].name
        for node in fields.graph.order
        if any(None in part.boxes for axis in fields.axes for part in axis.fields[node])
    ]
    layers = tuple(rows)
    return Summary(network.name, network.axes, network.input, layers, notes_on(network, layers, shifts, blind))


def _seen_together(fields: Fields, node: int, columns: tuple[_Along, ...]) -> tuple[_Along, ...]:
    """Return a layer's numbers where a feature that reads nothing along one axis reads nothing at all."""
    from rfcalc.sight import box_at, sizes_with_gaps  # noqa: PLC0415 - few networks have gaps

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
