"""One network's table: choosing and naming the numbers of every layer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.fields import misalignments
from rfcalc.analysis.numbers import center, exact
from rfcalc.axis import GAPS, UNBOUNDED, WHOLE, field_box, field_period, jumps, sizes
from rfcalc.errors import RfcalcError
from rfcalc.layers.jotted import window_text
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.note import findings
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import pixel_record
from rfcalc.reports.choice import EVERY_LAYER, left_out_record
from rfcalc.reports.layer import CELLS, NUMBERS, REACHES, LayerRow
from rfcalc.reports.notes import notes_on

if TYPE_CHECKING:
    from rfcalc.analysis import Analysis
    from rfcalc.analysis.fields import AxisFields, Fields
    from rfcalc.analysis.numbers import Number
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Grid
    from rfcalc.page.note import Note
    from rfcalc.page.parts import Page
    from rfcalc.reports.choice import Choice
    from rfcalc.reports.until import Until


@shown_in_notebooks
class Summary(NamedTuple):
    """One network's table."""

    network: str
    axes: tuple[str, ...]  # ("y", "x"), in file order
    input: tuple[int | None, ...]
    layers: tuple[LayerRow, ...]
    notes: "tuple[Note, ...]"  # what was flagged in any layer, in words, one sentence each
    pixel: "Pixel" = SOME_PIXEL
    until: "Until | None" = None  # the first layer for which a condition holds; if asked for
    left_out: int = 0  # layers that have no row, because others were asked for

    @property
    def reaching(self) -> bool:
        """Whether it tells how far features see to each side."""
        return any(row.reach is not None for row in self.layers)

    def page(self) -> "Page":
        """Return a title, a row for each layer, and the notes."""
        from rfcalc.reports.summary_page import summary_page

        return summary_page(self)

    def record(self) -> dict[str, object]:
        """Return the table as JSON has it, rfcalc.summary/1."""
        return {
            "schema": "rfcalc.summary/1",
            "network": self.network,
            "axes": self.axes,
            "input": dict(zip(self.axes, self.input)),
            **pixel_record(self.pixel, self.axes),
            "layers": [row.record(self.axes) for row in self.layers],
            **left_out_record(self.left_out),
            **({} if self.until is None else {"until": self.until._asdict()}),
            **findings(self.notes),
        }

    def grid(self) -> "Grid":
        """Return one row for each layer; flags are separated by a blank, a condition stands at the layer it names."""
        from rfcalc.page.answer import Grid

        more, until = REACHES if self.reaching else (), self.until
        rows = (
            [
                self.network,
                *row.cells(self.axes),
                *(row.reach_cells(self.axes) if more else ()),
                " ".join(row.flags()),
                *([until.condition if row.name == until.layer else None] if until else ()),
            ]
            for row in self.layers
        )
        columns = ("network", *CELLS, *NUMBERS, *more, "flags", *(("until",) if until else ()))
        return Grid(columns, frozenset((*NUMBERS, *REACHES)), self.axes, rows)


class _Along(NamedTuple):
    """A layer's numbers along one axis."""

    n: int | None
    jump: "Number | None"
    rf: int | None
    rf_min: int | None
    start: "Number | None"
    whole: bool
    irregular: bool
    period: int


def summarize(
    analysis: "Analysis", *, reach: bool = False, until: str | None = None, choice: "Choice" = EVERY_LAYER
) -> Summary:
    """Return n, jump, rf and start of every layer, in the order as written, and in words what stands out.

    ``reach``: also how far features see to each side of their own place, and which of them read no padding.
    ``until``: also the first layer for which a condition holds along every axis, such as ``"rf >= 200"``.
    ``choice``: which layers have a row; what stands out is told of all of them.

    Raises `RfcalcError` naming the layer where sizes do not fit or a needed size is not known, and for a choice that
    fits none.
    """
    network = analysis.network
    rows = [row(analysis, node) for node in range(1, len(network.layers) + 1)]
    nodes = choice.nodes(analysis, lambda: rows)
    chosen = [(node, each) for node, each in enumerate(rows, start=1) if node in nodes]
    return Summary(
        network=network.name,
        axes=network.axes,
        input=network.input,
        layers=tuple([_reaching(analysis, node, each) if reach else each for node, each in chosen]),
        notes=notes_on(analysis, rows),
        pixel=network.pixel,
        until=None if until is None else _until(until, rows),
        left_out=len(rows) - len(chosen),
    )


def _until(condition: str, rows: Sequence[LayerRow]) -> "Until":
    from rfcalc.reports.until import until_of

    return until_of(condition, rows)


def row(analysis: "Analysis", node: int) -> LayerRow:
    """Return what is known of one layer, node ``i + 1`` being the i-th. Raises `RfcalcError` naming it."""
    network, fields = analysis.network, analysis.fields
    layer = network.layers[node - 1]
    if not fields.graph.tells(node):
        return untold(analysis, node)
    with RfcalcError.within(file=layer.origin.file, line=layer.origin.line, layer=layer.name, operator=layer.operator):
        if fields.square:
            columns = (_along(fields.axes[0], node),) * len(fields.axes)
        else:
            columns = tuple([_along(axis, node) for axis in fields.axes])
        if len(columns) > 1 and any(axis.marks[node] & GAPS for axis in fields.axes):
            columns = _seen_together(fields, node, columns)
    n, jump, rf, rf_min, start, whole, irregular, period = zip(*columns)
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
        misaligned=len(layer.inputs) > 1 and any(misalignments(fields, node)),
        irregular=any(irregular),
        period=None if any(irregular) or max(period) == 1 else period,
        place=analysis.place(node, (0,) * len(columns)),
        like=layer.like,
        tensor=layer.tensor,
    )


def untold(analysis: "Analysis", node: int) -> LayerRow:
    """Return the row of a layer of which nothing can be told, with the reason."""
    layer = analysis.network.layers[node - 1]
    nothing = (None,) * len(analysis.network.axes)
    constant = node in analysis.fields.graph.constant
    return LayerRow(
        name=layer.name,
        type=layer.type,
        inputs=layer.inputs,
        window=window_text(layer.type, layer.operations),
        n=nothing,
        jump=nothing,
        rf=nothing,
        start=nothing,
        unknown=not constant,
        constant=constant,
        tensor=layer.tensor,
    )


def _reaching(analysis: "Analysis", node: int, row: LayerRow) -> LayerRow:
    """Return what is known of a layer with how far its features see, and which of them read no padding."""
    from rfcalc.analysis.reach import reach_of

    layer = analysis.network.layers[node - 1]
    if row.unknown or row.constant:
        return row._replace(reach=(None,) * len(row.n))
    with RfcalcError.within(file=layer.origin.file, line=layer.origin.line, layer=row.name, operator=layer.operator):
        reach = reach_of(analysis.fields, node)
    return row._replace(reach=reach, clean=None if None in row.n else analysis.clean[node])


def _seen_together(fields: "Fields", node: int, columns: tuple[_Along, ...]) -> tuple[_Along, ...]:
    """Return a layer's numbers where a feature that reads nothing along one axis reads nothing at all."""
    from rfcalc.analysis.visible import box_at, sizes_with_gaps

    if any(axis.marks[node] & UNBOUNDED for axis in fields.axes):
        return columns
    first = box_at(fields, node, (0,) * len(columns))
    together = []
    for at, (column, extremes) in enumerate(zip(columns, sizes_with_gaps(fields, node))):
        least, most = extremes or (None, None)
        together.append(column._replace(rf=most, rf_min=least, start=center(first[at]) if first else None))
    return tuple(together)


def _along(axis: "AxisFields", node: int) -> _Along:
    field = axis.fields[node]
    n = None if axis.n[0] is None else axis.n[node]
    steps = jumps(field)
    jump = exact(*steps[0]) if len(steps) == 1 else None
    whole = bool(axis.marks[node] & WHOLE)
    if axis.marks[node] & UNBOUNDED:
        return _Along(n=n, jump=jump, rf=None, rf_min=None, start=None, whole=whole, irregular=len(steps) > 1, period=1)
    box = field[0].boxes[0]
    if len(field) == 1 and field[0].period == 1 and box is not None:  # by far the most common case, kept short
        rf = box[1] - box[0]
        return _Along(n=n, jump=jump, rf=rf, rf_min=rf, start=center(box), whole=whole, irregular=False, period=1)
    least, most = sizes(field, axis.n[node]) or (None, None)
    first = field_box(field, 0)
    return _Along(
        n=n,
        jump=jump,
        rf=most,
        rf_min=least,
        start=center(first) if first else None,
        whole=whole,
        irregular=len(steps) > 1,
        period=1 if n == 1 else field_period(field),
    )
