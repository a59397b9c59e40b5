"""A network from the side, along one axis: what one feature reads, layer by layer, down to the pixels.

The picture of Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks" (Distill 2019), and
of figure 3 of van den Oord et al., "WaveNet: A generative model for raw audio" (arXiv 1609.03499).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.causal import looks_back
from rfcalc.analysis.numbers import Number, center, exact
from rfcalc.axis import field_box, jump_of, offset
from rfcalc.errors import RfcalcError, quoted
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import pixel_record
from rfcalc.reports.fixed_view import check_size, nodes_named
from rfcalc.reports.side_rows import branches_of, reads_of, rows_of, sources_of, way_to
from rfcalc.reports.summary import row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.axis import Box
    from rfcalc.axis.sets import Runs
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Grid
    from rfcalc.page.parts import Page
    from rfcalc.reports.side_rows import Branches


UNITS = 64  # of a row that are drawn one by one, at the most; fewer where their links are too many
LINKS = 900  # in one picture
FEW, AROUND = 40, 600  # features of a map where all are drawn, seen or not, and their links, at the most


class SideUnit(NamedTuple):
    """A feature of a row, or a pixel, at its place in input pixels; a virtual one lies in the padding."""

    index: int  # type: ignore[assignment] # tuple.index is not needed
    place: Number
    virtual: bool
    seen: bool  # by the feature that the picture is about


class SideRow(NamedTuple):
    """A layer, or the input: its units in order; of a dense row the first and last seen, and ends of links."""

    layer: str
    window: str  # as people jot it: "k3 s2 p1"
    n: int
    rf: int | None  # the largest of the map; None for the input, and where nothing is read
    branch: int  # the number of its branch, from 0
    dense: bool
    units: tuple[SideUnit, ...]

    def record(self) -> dict[str, object]:
        """Return the row as JSON has it."""
        return {
            "layer": self.layer,
            "window": self.window,
            "n": self.n,
            "rf": self.rf,
            "branch": self.branch,
            "dense": self.dense,
            "units": [unit._asdict() for unit in self.units],
        }


class SideLink(NamedTuple):
    """That a unit reads another: rows by their numbers, units by their indices."""

    reader: tuple[int, int]
    read: tuple[int, int]
    branch: int
    seen: bool


@shown_in_notebooks
class SideView(NamedTuple):
    """What a feature reads along one axis; rows from the input to its layer."""

    network: str
    axis: str
    input: int
    layer: str
    index: int  # type: ignore[assignment] # likewise
    box: Box | None  # of the feature along the axis, virtual pixels included; None where it reads nothing
    rows: tuple[SideRow, ...]
    links: tuple[SideLink, ...]
    causal: bool  # units stand where the last pixel that they read does, because all look back
    left_out: int  # layers on the way that are no rows, and are read through
    pixel: Pixel = SOME_PIXEL

    def page(self) -> Page:
        """Return a row for each layer."""
        from rfcalc.reports.views_page import side_page

        return side_page(self)

    def record(self) -> dict[str, object]:
        """Return the rows as JSON has them, rfcalc.figure/1."""
        return {
            "schema": "rfcalc.figure/1",
            "view": "side",
            "network": self.network,
            "axis": self.axis,
            "input": self.input,
            **pixel_record(self.pixel, (self.axis,)),
            "layer": self.layer,
            "index": self.index,
            "box": self.box,
            "causal": self.causal,
            "rows": [each.record() for each in self.rows],
            "links": [each._asdict() for each in self.links],
            "left_out": self.left_out,
        }

    def grid(self) -> Grid:
        """Return a row for each unit."""
        from rfcalc.page.answer import Grid

        columns = ("network", "axis", "layer", "unit", "place", "virtual", "seen")
        rows = [
            [self.network, self.axis, row.layer, unit.index, unit.place, int(unit.virtual), int(unit.seen)]
            for row in self.rows
            for unit in row.units
        ]
        return Grid(columns, frozenset(), (self.axis,), rows)


def side_view_of(analysis: Analysis, layers: Sequence[str] = (), axis: str | None = None) -> SideView:
    """Return what a feature reads along an axis, by default the middle one of the last layer with several.

    Where a network looks back by design it is the last feature. ``layers``: of one, its feature and all layers on the
    way to it; of several, these and no others. Raises `RfcalcError` for layers and axes that there are not, layers that
    the last does not read, and where the size of the input is not known.
    """
    network = analysis.network
    axis = network.axes[-1] if axis is None else axis
    if axis not in network.axes:
        raise RfcalcError(f"found {quoted(axis)}", allowed=f"allowed: {', '.join(network.axes)}", key="--axis")
    along = network.axes.index(axis)
    check_size(network)
    asked = nodes_named(analysis, layers) or [analysis.last_map]
    analysis.check_told(asked[-1])  # where the only layers are unknown ones, the last map is, too
    nodes = rows_of(analysis, along, asked)
    target, causal = nodes[-1], looks_back(network, along)
    last = _size(analysis, along, target) - 1
    index = last if causal else (last + 1) // 2
    way = _way_of(analysis, along, nodes, index)
    places = _Places(analysis, along, causal=causal)
    return SideView(
        network=network.name,
        axis=axis,
        input=_size(analysis, along, 0),
        layer=analysis.name(target),
        index=index,
        box=field_box(analysis.fields.axes[along].fields[target], index),
        rows=tuple([_row(analysis, along, way, number, places) for number in range(len(way.nodes))]),
        links=tuple(way.links),
        causal=causal,
        left_out=len(way_to(analysis, target)) - len(way.nodes),
        pixel=network.pixel._replace(
            size=network.pixel.size[along : along + 1], unit=network.pixel.unit[along : along + 1]
        ),
    )


class _Way(NamedTuple):
    """What is drawn of the rows: by node their seen positions, their units, and whether these are the ends alone."""

    nodes: list[int]
    branches: Branches
    seen: dict[int, Runs]
    units: dict[int, list[int]]
    dense: set[int]
    links: list[SideLink]


def _size(analysis: Analysis, along: int, node: int) -> int:
    return analysis.fields.axes[along].n[node] or 0


def _way_of(analysis: Analysis, along: int, nodes: Sequence[int], index: int) -> _Way:
    """Return what is drawn: all features where they are few, or else those that are seen, as many as links allow."""
    target, feature = nodes[-1], ((index, index + 1),)
    seen: dict[int, Runs] = {0: (), target: feature, **reads_of(analysis, along, target, feature)}
    nodes = [node for node in nodes if node in seen]
    sources = {node: sources_of(analysis, node, nodes) for node in nodes if node}
    empty = _Way(nodes, branches_of(sources), seen, {}, set(), [])
    sizes = {node: _size(analysis, along, node) for node in nodes}
    if all(max(sizes[node], _count(seen[node])) <= FEW for node in nodes):
        everything = {node: sorted({*range(sizes[node]), *_positions(seen[node])}) for node in nodes}
        way = _linked(analysis, along, empty._replace(units=everything), AROUND)
        if way is not None:
            return way
    return _reduced(analysis, along, empty, UNITS)


def _reduced(analysis: Analysis, along: int, empty: _Way, most: int) -> _Way:
    """Return the seen features of rows that have at most so many, fewer where their links are too many to be drawn."""
    seen = empty.seen
    dense = {node for node in empty.nodes if _count(seen[node]) > most}
    units = {
        node: [seen[node][0][0], seen[node][-1][1] - 1] if node in dense else _positions(seen[node])
        for node in empty.nodes
    }
    way = _linked(analysis, along, empty._replace(units=units, dense=dense), LINKS if most > 1 else None)
    return way or _reduced(analysis, along, empty, most // 2)


def _linked(analysis: Analysis, along: int, way: _Way, most: int | None) -> _Way | None:
    """Return the way with the links of its units, ``None`` where they are more than so many.

    What is read by units that are not seen becomes a unit, too.
    """
    numbers = {node: number for number, node in enumerate(way.nodes)}
    units = {node: set(each) for node, each in way.units.items()}
    links = []
    for node in reversed(way.nodes[1:]):
        for unit in sorted({*way.units[node]} if node in way.dense else units[node]):
            seen = _holds(way.seen[node], unit)
            if not (seen or 0 <= unit < _size(analysis, along, node)):
                continue  # padding that only features read that are not seen
            for source, runs in reads_of(analysis, along, node, ((unit, unit + 1),), way.nodes).items():
                ends = [runs[0][0], runs[-1][1] - 1]
                if node in way.dense:
                    read = [end for end, side in zip(ends, way.units[node]) if side == unit]
                else:
                    read = ends if source in way.dense else _positions(runs)
                branch = way.branches.links[node, source]
                links += [
                    SideLink((numbers[node], unit), (numbers[source], at), branch, seen) for at in sorted({*read})
                ]
                units[source].update(read)
                if most is not None and len(links) > most:
                    return None
    return way._replace(units={node: sorted(each) for node, each in units.items()}, links=links)


def _count(runs: Runs) -> int:
    return sum([end - first for first, end in runs])


def _positions(runs: Runs) -> list[int]:
    return [at for first, end in runs for at in range(first, end)]


def _holds(runs: Runs, position: int) -> bool:
    return any(first <= position < end for first, end in runs)


class _Places:
    """Where units stand along an axis: at the centres of what they see, or where what they see ends."""

    def __init__(self, analysis: Analysis, along: int, *, causal: bool) -> None:
        self.fields, self.causal = analysis.own[along], causal

    def of(self, node: int, unit: int) -> Number:
        """Return the place of a unit in input pixels; one that reads nothing stands where its neighbours let it."""
        field = self.fields[node]
        box = field_box(field, unit)
        if box is not None:
            return center((box[1] - 1, box[1]) if self.causal else box)
        first, parts = offset(field[0]) or (1, 2)
        jump, steps = jump_of(field[0])
        return exact(first * steps + unit * jump * parts, parts * steps)


def _row(analysis: Analysis, along: int, way: _Way, number: int, places: _Places) -> SideRow:
    """Return one row with its units."""
    node = way.nodes[number]
    told = row(analysis, node) if node else None
    n = _size(analysis, along, node)
    return SideRow(
        layer=analysis.name(node),
        window=told.window if told else "",
        n=n,
        rf=told.rf[along] if told else None,
        branch=way.branches.rows[node],
        dense=node in way.dense,
        units=tuple(
            [SideUnit(at, places.of(node, at), not 0 <= at < n, _holds(way.seen[node], at)) for at in way.units[node]]
        ),
    )
