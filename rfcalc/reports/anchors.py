"""Anchors of a detector: how they lie to receptive fields, how densely, and which objects the layers see whole."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import pixel_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Grid, Value
    from rfcalc.page.parts import Page


class Anchor(NamedTuple):
    """An anchor of a layer; every tuple has one entry per axis."""

    size: tuple[Number, ...]  # in pixels
    density: tuple[Number, ...]  # size in jumps: how many anchors lie over one another
    densification: tuple[Number, ...]  # the largest density of all anchors divided by its own
    matched: bool  # size < erf < rf, as geometric means over the axes
    count: int | None  # type: ignore[assignment] # densified by whole numbers, at most to the largest density; None without an input size


class AnchorLayer(NamedTuple):
    """A layer with anchors; rf and erf are those of the 3x3 convolution that predicts from it."""

    name: str
    type: str
    n: tuple[int | None, ...]
    jump: tuple[Number, ...]
    rf: tuple[int, ...]
    erf: float  # of a feature far from borders, uniform weights
    holds: tuple[int, ...]  # the largest object that some feature sees whole wherever it lies, far from borders
    anchors: tuple[Anchor, ...]

    def record(self, axes: tuple[str, ...]) -> dict[str, object]:
        """Return the layer as JSON has it."""
        return {
            "name": self.name,
            "type": self.type,
            "n": dict(zip(axes, self.n)),
            "jump": dict(zip(axes, self.jump)),
            "rf": dict(zip(axes, self.rf)),
            "erf": self.erf,
            "holds": dict(zip(axes, self.holds)),
            "anchors": [
                {
                    "size": dict(zip(axes, anchor.size)),
                    "density": dict(zip(axes, anchor.density)),
                    "densification": dict(zip(axes, anchor.densification)),
                    "matched": anchor.matched,
                    "count": anchor.count,
                }
                for anchor in self.anchors
            ],
        }


class Object(NamedTuple):
    """Objects of one size, and the layers that see them whole."""

    size: tuple[Number, ...]
    count: int  # type: ignore[assignment] # how many there are of it; tuple.count is not needed
    layers: tuple[str, ...]  # whose rf is no smaller: a feature sees it whole where it lies well
    anywhere: tuple[str, ...]  # of which some feature sees it whole wherever it lies, far from borders


@shown_in_notebooks
class Anchors(NamedTuple):
    """The anchors of a network; every tuple by axis has one entry per axis, in the network's axis order."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    ratio: Number
    layers: tuple[AnchorLayer, ...]
    objects: tuple[Object, ...] = ()  # by size; if asked for
    pixel: Pixel = SOME_PIXEL

    @property
    def total(self) -> int | None:
        """How many anchors there are, densified; ``None`` without an input size."""
        counts = [anchor.count for layer in self.layers for anchor in layer.anchors]
        return sum([count for count in counts if count is not None]) if None not in counts else None

    @property
    def undensified(self) -> int | None:
        """How many there are with each anchor once at each feature."""
        maps = [prod([n for n in layer.n if n is not None]) * len(layer.anchors) for layer in self.layers]
        return sum(maps) if self.total is not None else None

    @property
    def unseen(self) -> tuple[Object, ...]:
        """The objects that no layer sees whole."""
        return tuple([each for each in self.objects if not each.layers])

    def page(self) -> Page:
        """Return a row for each anchor, one for each object, and sentences on what does not fit."""
        from rfcalc.reports.anchors_page import anchors_page

        return anchors_page(self)

    def record(self) -> dict[str, object]:
        """Return the anchors as JSON has them, rfcalc.anchors/1."""
        axes = self.axes
        record: dict[str, object] = {
            "schema": "rfcalc.anchors/1",
            "network": self.network,
            "axes": axes,
            "input": dict(zip(axes, self.input)),
            **pixel_record(self.pixel, axes),
            "ratio": self.ratio,
            "layers": [layer.record(axes) for layer in self.layers],
            "count": self.total,
            "undensified": self.undensified,
        }
        if self.objects:
            record["objects"] = [{**each._asdict(), "size": dict(zip(axes, each.size))} for each in self.objects]
            record["unseen"] = [dict(zip(axes, each.size)) for each in self.unseen]
        return record

    def grid(self) -> Grid:
        """Return one row for each anchor."""
        from rfcalc.page.answer import Grid

        numbers, of_anchor = ("n", "jump", "rf", "holds"), ("size", "density", "densification")
        columns = ("network", "layer", "type", *numbers, "erf", *of_anchor, "matched", "count")
        rows = [self._cells(layer, anchor) for layer in self.layers for anchor in layer.anchors]
        return Grid(columns, frozenset((*numbers, *of_anchor)), self.axes, rows)

    def _cells(self, layer: AnchorLayer, anchor: Anchor) -> list[Value]:
        def by_axis(numbers: Sequence[Number | None]) -> dict[str, Number | None]:
            return dict(zip(self.axes, numbers))

        return [
            self.network,
            layer.name,
            layer.type,
            *map(by_axis, (layer.n, layer.jump, layer.rf, layer.holds)),
            layer.erf,
            *map(by_axis, (anchor.size, anchor.density, anchor.densification)),
            "true" if anchor.matched else "false",
            anchor.count,
        ]
