"""The form of receptive fields as named numbers: what really counts inside the box."""

from __future__ import annotations

from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.form import GRADIENT
from rfcalc.analysis.planes import DRAWN, Plane, planes_of
from rfcalc.analysis.squares import squares_of
from rfcalc.analysis.statistics import DIGITS, LARGEST
from rfcalc.errors import RfcalcError
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.answer import Grid
from rfcalc.page.note import findings
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import pixel_record
from rfcalc.reports.choice import left_out_record
from rfcalc.reports.form_data import BY_AXIS, COLUMNS, form_cells, form_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from rfcalc.analysis.form import Form
    from rfcalc.analysis.paths import PathCounts
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Value
    from rfcalc.page.note import Note
    from rfcalc.page.parts import Page


@shown_in_notebooks
class Forms(NamedTuple):
    """The form of one feature for each layer of a network: the middle one."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    weights: str  # one of WEIGHTS
    unclipped: bool  # as if image and maps had no borders
    layers: tuple[Form, ...]
    notes: tuple[Note, ...]  # what stands out in any layer, in words, one sentence each
    pixel: Pixel = SOME_PIXEL
    left_out: int = 0  # layers that have no form here, because others were asked for

    def page(self) -> Page:
        """Return a title, a row for each layer, and the notes."""
        from rfcalc.reports.form_page import forms_page

        return forms_page(self)

    def record(self) -> dict[str, object]:
        """Return the forms as JSON has them, rfcalc.form/1."""
        return {
            "schema": "rfcalc.form/1",
            "network": self.network,
            "axes": self.axes,
            "input": dict(zip(self.axes, self.input)),
            **pixel_record(self.pixel, self.axes),
            "weights": self.weights,
            **_unclipped(self),
            "layers": [form_record(form, self.axes) for form in self.layers],
            **left_out_record(self.left_out),
            "notes": self.notes,
            **findings(self.notes),
        }

    def grid(self) -> Grid:
        """Return one row for each layer; boxes have their first and their end in columns of their own."""
        rows = ([self.network, form.layer, form.type, *form_cells(form, self.axes)] for form in self.layers)
        return Grid(("network", "layer", "type", *COLUMNS), BY_AXIS, self.axes, rows)


@shown_in_notebooks
class Map(NamedTuple):
    """How much each pixel counts for one feature, and the numbers made of it."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    weights: str
    unclipped: bool
    layer: str  # as asked for: a layer's name or a block's
    index: tuple[int, ...]  # type: ignore[assignment] # the word of the contract; tuple.index is not needed
    counts: PathCounts | None  # None: no path leads to the feature
    form: Form
    pixel: Pixel = SOME_PIXEL

    @property
    def planes(self) -> tuple[Plane, ...]:
        """Return what is drawn of the counts: one plane, of three axes three; none where no path leads."""
        return () if self.counts is None else planes_of(self.counts)

    @property
    def squares(self) -> dict[int, int]:
        """Return by share in percent, 20, 30, 50, 99, the side of the square around the center that counts as much.

        Sides are odd, in pixels; of three axes they are those of cubes. Empty where no path leads to the feature.
        """
        center = self.form.center
        return {} if self.counts is None or center is None else squares_of(self.counts, center)

    def page(self) -> Page:
        """Return how many paths lead to the feature, the numbers made of them, and a heat map."""
        from rfcalc.reports.map_page import map_page

        return map_page(self)

    def record(self) -> dict[str, object]:
        """Return the counts as JSON has them, rfcalc.map/1: whole numbers, over a denominator with weights ``mean``.

        Raises `RfcalcError` for numbers that Python does not write.
        """
        axes, counts = self.axes, self.counts
        if counts is not None and max(counts.denominator, *map(max, counts.lines())) >= LARGEST:
            raise RfcalcError(
                f"its counts are whole numbers of more than {DIGITS} digits",
                allowed="--format csv tells counts as decimals",
                layer=self.layer,
            )
        shared = self.weights != "uniform"
        return {
            "schema": "rfcalc.map/1",
            "network": self.network,
            **pixel_record(self.pixel, axes),
            "layer": self.layer,
            "index": dict(zip(axes, self.index)),
            **({"weights": self.weights} if shared else {}),
            **_unclipped(self),
            "origin": counts and dict(zip(axes, counts.origin)),
            **({"denominator": counts.denominator} if counts and shared else {}),
            "counts": counts and counts.rows,
            **({"squares": self.squares} if self.weights == GRADIENT else {}),
        }

    def grid(self) -> Grid:
        """Return one row for each pixel of the box around those that count; weights ``mean`` make counts decimals."""
        return Grid((*self.axes, "count"), frozenset(), self.axes, self._pixels())

    def _pixels(self) -> Iterator[tuple[Value, ...]]:
        if self.counts is None or self.form.counted is None:
            return
        block: list[Any] = self.counts.rows
        for _ in self.axes[1:]:
            block = list(chain.from_iterable(block))
        one = self.counts.denominator
        places = product(*(range(first, end) for first, end in self.form.counted))
        for place, count in zip(places, block):
            yield (*place, count if one == 1 else count / one)


class GrowthRow(NamedTuple):
    """How far one layer sees; sizes in input pixels, as geometric means where the axes differ."""

    layer: str
    depth: int  # layers with a window of more than one feature on the longest way from the input
    rf: float
    erf: float
    law: float | None  # size of the effective field of a Gaussian of the closed formula's standard deviation


@shown_in_notebooks
class Growth(NamedTuple):
    """rf and effective receptive field through the depth of a network."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    weights: str
    unclipped: bool
    rows: tuple[GrowthRow, ...]
    notes: tuple[Note, ...]
    folded: bool = False  # axes differ somewhere, and sizes are their geometric means
    pixel: Pixel = SOME_PIXEL
    left_out: int = 0  # layers that would have a row, but others were asked for

    @property
    def averaged(self) -> bool:
        """Return whether one number stands for axes that may differ; of two that are alike it is that of each."""
        return self.folded or len(self.axes) > DRAWN

    @property
    def curve(self) -> tuple[GrowthRow, ...]:
        """Return for each depth the layer that sees farthest, of equals the last; others lie on shorter branches."""
        farthest: dict[int, GrowthRow] = {}
        for row in sorted(self.rows, key=lambda row: (row.depth, row.rf)):
            farthest[row.depth] = row
        return tuple(farthest.values())

    def page(self) -> Page:
        """Return curves through the depth, or a row for each layer that widens the field, and the notes."""
        from rfcalc.reports.growth_page import growth_page

        return growth_page(self)

    def record(self) -> dict[str, object]:
        """Return the growth as JSON has it, rfcalc.growth/1."""
        return {
            "schema": "rfcalc.growth/1",
            "network": self.network,
            "axes": self.axes,
            "input": dict(zip(self.axes, self.input)),
            **pixel_record(self.pixel, self.axes),
            "weights": self.weights,
            **_unclipped(self),
            "layers": [
                {"name": row.layer, "depth": row.depth, "rf": row.rf, "erf": row.erf, "law": row.law}
                for row in self.rows
            ],
            **left_out_record(self.left_out),
            "notes": self.notes,
            **findings(self.notes),
        }

    def grid(self) -> Grid:
        """Return one row for each layer that widens the field."""
        rows = ([self.network, row.layer, row.depth, row.rf, row.erf, row.law] for row in self.rows)
        return Grid(("network", "layer", "depth", "rf", "erf", "law"), frozenset(), self.axes, rows)


def _unclipped(report: Forms | Map | Growth) -> dict[str, object]:
    """Return the key that tells of fields without borders; none where there are."""
    return {"unclipped": True} if report.unclipped else {}
