"""Networks compared: side by side at the layers that matter, and two of them layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.matching import matched
from rfcalc.errors import RfcalcError
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import pixel_record
from rfcalc.page.spelling import per_axis
from rfcalc.reports import layer as layer_values
from rfcalc.reports.stages import ends_of_stages
from rfcalc.reports.summary import summarize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.numbers import Number
    from rfcalc.network import Network
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Grid, Value
    from rfcalc.page.parts import Page
    from rfcalc.reports.layer import LayerRow
    from rfcalc.reports.summary import Summary

NUMBERS = (
    "n", "jump", "rf", "rf_min", "start", "whole", "misaligned", "irregular", "unknown", "constant", "period"
)  # fmt: skip
"""What may differ in a layer."""


class Compared(NamedTuple):
    """One of the networks, and the file that it was read from."""

    network: str
    file: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    pixel: Pixel = SOME_PIXEL


class Level(NamedTuple):
    """One place at which networks stand side by side: the end of a stage, a named layer, or the last map."""

    jump: tuple[Number, ...] | None  # one number if the axes agree, else one per axis
    name: str  # of a layer asked for; empty at the last map, whose jump is None
    layers: tuple[LayerRow | None, ...]  # one per network; None where it has no such layer

    @property
    def what(self) -> str:
        """Return what kind of place it is: ``"jump"``, ``"layer"`` or ``"last"``."""
        return "jump" if self.jump is not None else "layer" if self.name else "last"

    @property
    def at(self) -> str:
        """Return which one: a jump or a name; empty for the last map."""
        return self.name if self.jump is None else per_axis(self.jump)


class Change(NamedTuple):
    """One layer that is not in both networks, has another name or other numbers."""

    first: LayerRow | None  # None: the second network adds it
    second: LayerRow | None  # None: the second network lacks it
    numbers: tuple[str, ...]  # which of NUMBERS differ, if it is in both

    @property
    def what(self) -> str:
        """Return the word for it: ``"added"``, ``"removed"``, ``"renamed"`` or ``"changed"``."""
        if self.first is None:
            return "added"
        if self.second is None:
            return "removed"
        return "changed" if self.first.name == self.second.name else "renamed"


class Difference(NamedTuple):
    """The difference of two networks."""

    changes: tuple[Change, ...]  # in the order of the second network; layers that agree are left out
    agreeing: int  # layers with the same name and the same numbers


@shown_in_notebooks
class Comparison(NamedTuple):
    """Several networks side by side, and the difference of exactly two."""

    networks: tuple[Compared, ...]
    levels: tuple[Level, ...]
    difference: Difference | None  # None for more than two networks, and for two that differ in their axes

    @property
    def same(self) -> bool | None:
        """Whether two networks have the same layers with the same numbers; None for more than two."""
        if len(self.networks) > 2:  # noqa: PLR2004 - a pair
            return None
        return self.difference is not None and not self.difference.changes

    def page(self) -> Page:
        """Return the networks abreast, and in a sentence and a table how two of them differ."""
        from rfcalc.reports.comparison_page import comparison_page

        return comparison_page(self)

    def record(self) -> dict[str, object]:
        """Return the comparison as JSON has it, rfcalc.compare/1.

        Only two networks are the same or not, and only those of equal axes have changes.
        """
        axes = [each.axes for each in self.networks]

        def layers(rows: Sequence[LayerRow | None]) -> list[dict[str, object] | None]:
            return [row and row.record(own_axes) for row, own_axes in zip(rows, axes)]

        record: dict[str, object] = {
            "schema": "rfcalc.compare/1",
            "networks": [
                {
                    "network": each.network,
                    "file": each.file,
                    "axes": each.axes,
                    "input": dict(zip(each.axes, each.input)),
                    **pixel_record(each.pixel, each.axes),
                }
                for each in self.networks
            ],
            "levels": [
                {"what": level.what, **({"at": level.at} if level.at else {}), "layers": layers(level.layers)}
                for level in self.levels
            ],
        }
        if self.same is not None:
            record["same"] = self.same
        if self.difference is not None:
            record["agreeing"] = self.difference.agreeing
            record["changes"] = [
                {"what": change.what, "numbers": change.numbers, "layers": layers((change.first, change.second))}
                for change in self.difference.changes
            ]
        return record

    def grid(self) -> Grid:
        """Return one row for each layer of each network: at the levels first, then, in pairs, where two differ."""
        from rfcalc.page.answer import Grid

        numbers = layer_values.NUMBERS
        columns = ("what", "at", "file", "network", *layer_values.CELLS, *numbers, "flags", "changed")
        axes = tuple([axis for axis in ("z", "y", "x") if any(axis in each.axes for each in self.networks)])
        return Grid(columns, frozenset(numbers), axes, self._rows())

    def _rows(self) -> Iterator[list[Value]]:
        changes = self.difference.changes if self.difference else ()
        groups = [(level.what, level.at, level.layers, "") for level in self.levels]
        groups += [(each.what, "", (each.first, each.second), " ".join(each.numbers)) for each in changes]
        for what, at, layers, changed in groups:
            for each, row in zip(self.networks, layers):
                if row is not None:
                    about: list[Value] = [what, at, each.file, each.network]
                    yield [*about, *row.cells(each.axes), " ".join(row.flags()), changed]


def compared(analyses: Sequence[Analysis], layers: Sequence[str] = ()) -> Comparison:
    """Return two or more networks compared: as a whole, or at the named layers only.

    A name may be a layer's or a block's; every network must have it. Raises `RfcalcError` where one does not,
    and where sizes do not fit.
    """
    networks = [analysis.network for analysis in analyses]
    places = [[_place_of(name, analysis) for name in layers] for analysis in analyses]
    summaries = [summarize(analysis) for analysis in analyses]
    about = [Compared(each.name, each.file, each.axes, each.input, each.pixel) for each in networks]
    if layers:
        chosen = [[summary.layers[at] for at in at_names] for summary, at_names in zip(summaries, places)]
        levels = [Level(None, name, tuple(each)) for name, each in zip(layers, zip(*chosen))]
        pairs = [_alike(level) for level in levels]
    else:
        levels = _levels(networks, summaries)
        pairs = []
    difference = None
    if len(networks) == 2 and networks[0].axes == networks[1].axes:  # noqa: PLR2004 - a pair
        difference = _difference(pairs or matched(summaries[0].layers, summaries[1].layers))
    return Comparison(tuple(about), tuple(levels), difference)


def _place_of(name: str, analysis: Analysis) -> int:
    """Return which layer of a network is meant by the name of a layer or of a block, counted from 0."""
    with RfcalcError.within(file=analysis.network.file):
        node = analysis.node(name)
    if not node:
        raise RfcalcError(
            "the input is no layer", allowed="name a layer or a block", file=analysis.network.file, layer=name
        )
    return node - 1


def _alike(level: Level) -> tuple[LayerRow | None, LayerRow | None]:
    """Return the first two layers under the name that they were asked for by: it means one layer in each."""
    first, second = [row and row._replace(name=level.name) for row in level.layers[:2]]
    return first, second


def _levels(networks: Sequence[Network], summaries: Sequence[Summary]) -> list[Level]:
    """Return the end of each jump, and the last map."""
    ends = [ends_of_stages(network, summary.layers) for network, summary in zip(networks, summaries)]
    jumps = sorted({jump for end in ends for jump in end}, key=_size)
    levels = [Level(jump, "", tuple([end.get(jump) for end in ends])) for jump in jumps]
    return [*levels, Level(None, "", tuple([_last(summary.layers) for summary in summaries]))]


def _last(rows: Sequence[LayerRow]) -> LayerRow:
    """Return the last layer of which something can be told, or else the last."""
    return next((row for row in reversed(rows) if not (row.unknown or row.constant)), rows[-1])


def _size(jump: tuple[Number, ...]) -> tuple[Number, ...]:
    """Return what jumps are ordered by: that along x, then y, then z."""
    return jump[::-1] if len(jump) > 1 else jump * 3


def _difference(pairs: Sequence[tuple[LayerRow | None, LayerRow | None]]) -> Difference:
    changes = []
    for first, second in pairs:
        numbers: tuple[str, ...] = ()
        if first is not None and second is not None:
            numbers = tuple([name for name in NUMBERS if getattr(first, name) != getattr(second, name)])
            if not numbers and first.name == second.name:
                continue
        changes.append(Change(first, second, numbers))
    return Difference(tuple(changes), len(pairs) - len(changes))
