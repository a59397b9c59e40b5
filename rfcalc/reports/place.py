"""Where one feature looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis import Analysis
from rfcalc.analysis.numbers import center
from rfcalc.analysis.visible import box_at, visible_box
from rfcalc.axis import UNBOUNDED
from rfcalc.errors import RfcalcError
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import pixel_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.axis import Box
    from rfcalc.network import Network
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Grid
    from rfcalc.page.parts import Page


@shown_in_notebooks
class Place(NamedTuple):
    """Where one feature looks; every tuple has one entry per axis, in the network's axis order.

    Boxes are ``(first, end)`` in input pixels, end not included. ``box``, ``rf`` and ``center``
    are ``None`` where not even a virtual pixel is read; ``visible`` is ``None`` where no real
    pixel is read, and also without an input size (then some entry of ``input`` is ``None``).
    """

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    layer: str
    index: tuple[int, ...]  # type: ignore[assignment] # the word of the contract; tuple.index is not needed
    rf: tuple[int, ...] | None
    center: tuple[Number, ...] | None
    box: tuple[Box, ...] | None
    visible: tuple[Box, ...] | None
    padding: float | None  # share (0 to 1) of the box that lies outside the image; None if not known
    place: tuple[Number, ...] | None = None  # centre of its own path, only where features see more than that
    placed: bool = False  # whether features of some layer of the network have one
    pixel: Pixel = SOME_PIXEL

    def page(self) -> Page:
        """Return a sentence, a row for each axis, what is to be said of padding, and a drawing."""
        from rfcalc.reports.place_page import place_page

        return place_page(self)

    def record(self) -> dict[str, object]:
        """Return the place as JSON has it, rfcalc.locate/1; without an input size there is no ``visible``."""
        axes = self.axes
        record: dict[str, object] = {
            "schema": "rfcalc.locate/1",
            "network": self.network,
            **pixel_record(self.pixel, axes),
            "layer": self.layer,
            "index": dict(zip(axes, self.index)),
            "rf": self.rf and dict(zip(axes, self.rf)),
            "center": self.center and dict(zip(axes, self.center)),
            "box": self.box and dict(zip(axes, self.box)),
        }
        if self.place is not None:
            record["place"] = dict(zip(axes, self.place))
        if None not in self.input:
            record["visible"] = self.visible and dict(zip(axes, self.visible))
        return record

    def grid(self) -> Grid:
        """Return one row; a box has its first and its end (not included) in columns of their own.

        Where features of some layer of the network have a place of their own, that has the last columns.
        """
        from rfcalc.page.answer import Grid, bounds

        by_axis = ("index", "rf", "center", "first", "end", "visible_first", "visible_end")
        values = (self.index, self.rf or (), self.center or (), *bounds(self.box), *bounds(self.visible))
        row = [self.network, self.layer, *[dict(zip(self.axes, numbers)) for numbers in values], self.padding]
        own = (dict(zip(self.axes, self.place or ())),) if self.placed else ()
        columns = ("network", "layer", *by_axis, "padding", *(("place",) if self.placed else ()))
        return Grid(columns, frozenset((*by_axis, "place")), self.axes, [[*row, *own]])


def place_of(analysis: Analysis, layer: str, index: Sequence[int]) -> Place:
    """Return where feature ``index`` of ``layer`` looks; one number per axis, in file order, from 0.

    Raises `RfcalcError` for a layer or an index that there is not, and where an input size is needed.
    """
    network, fields = analysis.network, analysis.fields
    node, at = analysis.node(layer), analysis.index_of(layer, index)
    if any(axis.marks[node] & UNBOUNDED for axis in fields.axes):
        raise RfcalcError(
            "it sees the whole input, whose size is not known",
            allowed=network.size_advice,
            layer=analysis.name(node),
            file=network.file,
        )
    box = box_at(fields, node, at)
    sized = None not in network.input
    visible = visible_box(fields, node, at) if sized else None
    return Place(
        network=network.name,
        axes=network.axes,
        input=network.input,
        layer=analysis.called(layer),
        index=at,
        rf=tuple([end - first for first, end in box]) if box else None,
        center=tuple([center(bounds) for bounds in box]) if box else None,
        box=box,
        visible=visible,
        padding=_share_outside(box, network.input) if box and sized else None,
        place=analysis.place(node, at),
        placed=analysis.placed,
        pixel=network.pixel,
    )


class Locator:
    """Answers where features of one network look; the network is worked out once."""

    def __init__(self, network: Network) -> None:
        """Work out the fields; raise `RfcalcError` where they cannot be."""
        self._analysis = Analysis(network)
        self.network, self.fields = network, self._analysis.fields

    def locate(self, layer: str, index: Sequence[int]) -> Place:
        """Return where feature ``index`` of ``layer`` looks, as `place_of` does."""
        return place_of(self._analysis, layer, index)


def _share_outside(box: tuple[Box, ...], size: tuple[int | None, ...]) -> float:
    """Return how much of a box lies outside the image, 0 to 1."""
    inside, area = 1, 1
    for (first, end), n in zip(box, size):
        inside *= max(min(end, n or 0) - max(first, 0), 0)
        area *= end - first
    return (area - inside) / area
