"""Feature maps at the size of the input: each feature stands at the centre of its receptive field.

The picture of Dang Ha The Hien, "A guide to receptive field arithmetic for convolutional neural networks" (2017).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.numbers import Number, center
from rfcalc.analysis.visible import box_at
from rfcalc.axis import field_box
from rfcalc.errors import RfcalcError
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import pixel_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.axis import Box
    from rfcalc.network import Network
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Grid
    from rfcalc.page.parts import Page

MOST = 64  # features of a map that are told along an axis; of more, every so manieth
LAYERS = 12  # maps in one picture


class FixedMap(NamedTuple):
    """One feature map over the image; every tuple has one entry per axis, in the network's axis order.

    ``centers`` are those of the features ``first, first + every, ...``, in input pixels; ``None`` where one reads
    nothing. Where features see more than their own path, they are the centres of that.
    """

    layer: str
    n: tuple[int, ...]
    jump: tuple[Number | None, ...]
    rf: tuple[int | None, ...]  # the largest of the map
    start: tuple[Number | None, ...]
    first: tuple[int, ...]
    every: tuple[int, ...]
    centers: tuple[tuple[Number | None, ...], ...]
    index: tuple[int, ...]  # type: ignore[assignment] # of the middle feature; tuple.index is not needed
    box: tuple[Box, ...] | None  # of the middle feature, virtual pixels included; None where it reads nothing
    shift: tuple[Number, ...] | None  # how far the map lies from the middle of the image; None where not even
    own: bool  # features see more than their own path, whose centres are told

    def record(self, axes: tuple[str, ...]) -> dict[str, object]:
        """Return the map as JSON has it, by axis."""
        return {
            "layer": self.layer,
            "n": dict(zip(axes, self.n)),
            "jump": dict(zip(axes, self.jump)),
            "rf": dict(zip(axes, self.rf)),
            "start": dict(zip(axes, self.start)),
            "first": dict(zip(axes, self.first)),
            "every": dict(zip(axes, self.every)),
            "centers": dict(zip(axes, self.centers)),
            "index": dict(zip(axes, self.index)),
            "box": self.box and dict(zip(axes, self.box)),
            "shift": self.shift and dict(zip(axes, self.shift)),
        }


@shown_in_notebooks
class FixedView(NamedTuple):
    """Feature maps of one network over its image, in the order in which they were asked for."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int, ...]
    maps: tuple[FixedMap, ...]
    left_out: int = 0  # layers that were asked for, or end a stage, beyond those of one picture
    pixel: Pixel = SOME_PIXEL

    def page(self) -> Page:
        """Return a row for each map."""
        from rfcalc.reports.views_page import fixed_page

        return fixed_page(self)

    def record(self) -> dict[str, object]:
        """Return the maps as JSON has them, rfcalc.figure/1."""
        return {
            "schema": "rfcalc.figure/1",
            "view": "fixed",
            "network": self.network,
            "axes": self.axes,
            "input": dict(zip(self.axes, self.input)),
            **pixel_record(self.pixel, self.axes),
            "maps": [each.record(self.axes) for each in self.maps],
            "left_out": self.left_out,
        }

    def grid(self) -> Grid:
        """Return a row for each map: the index, and the box of its middle feature."""
        from rfcalc.page.answer import Grid, bounds

        by_axis = ("n", "index", "first", "end")
        rows = (
            [self.network, each.layer]
            + [dict(zip(self.axes, numbers)) for numbers in (each.n, each.index, *bounds(each.box))]
            for each in self.maps
        )
        return Grid(("network", "layer", *by_axis), frozenset(by_axis), self.axes, rows)


def fixed_view_of(analysis: Analysis, layers: Sequence[str] = ()) -> FixedView:
    """Return maps of a network over its image; without names those of the ends of its stages.

    Raises `RfcalcError` where the size of the input is not known, and for names that no layer has.
    """
    network = analysis.network
    check_size(network)
    nodes = nodes_named(analysis, layers) if layers else _ends(analysis)
    return FixedView(
        network=network.name,
        axes=network.axes,
        input=tuple([size for size in network.input if size is not None]),
        maps=tuple([_map_of(analysis, node) for node in nodes[:LAYERS]]),
        left_out=max(len(nodes) - LAYERS, 0),
        pixel=network.pixel,
    )


def check_size(network: Network) -> None:
    """Raise `RfcalcError` where the size of a network's input is not known, and so not where its features lie."""
    if None in network.input:
        raise RfcalcError(
            "a picture needs the size of the input, which is not known", allowed=network.size_advice, file=network.file
        )


def nodes_named(analysis: Analysis, layers: Sequence[str]) -> list[int]:
    """Return the nodes that names mean, each once, in their order; a glob means all layers that it fits.

    Raises `RfcalcError` for a name that no layer has, the input's, and layers of which nothing is known.
    """
    from rfcalc.reports.choice import WILDCARDS, layers_called

    nodes: dict[int, None] = {}
    for name in layers:
        words = layers_called(name, analysis) if isinstance(name, str) and set(name) & WILDCARDS else [name]
        for word in words:
            node = analysis.node(word)
            if not node:
                raise RfcalcError("the input is always drawn", allowed="name a layer or a block", layer=word)
            analysis.check_told(node)
            nodes[node] = None
    return list(nodes)


def _ends(analysis: Analysis) -> list[int]:
    """Return the nodes of the ends of stages, and the last map where it is none: irregular, or of a single feature."""
    from rfcalc.reports.stages import ends_of_stages
    from rfcalc.reports.summary import row

    network = analysis.network
    rows = [row(analysis, node) for node in range(1, len(network.layers) + 1)]
    ends = sorted({analysis.node(each.name) for each in ends_of_stages(network, rows).values()})
    last = analysis.last_map
    if last and analysis.fields.graph.tells(last) and (not ends or None in rows[last - 1].jump):
        return [*ends, last]
    return ends


def _map_of(analysis: Analysis, node: int) -> FixedMap:
    """Return one map. Raises `RfcalcError` naming the layer where a box cannot be told."""
    from rfcalc.reports.summary import row

    fields, told = analysis.fields, row(analysis, node)
    n = tuple([axis.n[node] or 0 for axis in fields.axes])
    index = tuple([count // 2 for count in n])
    box = box_at(fields, node, index)
    every = tuple([-(-count // MOST) for count in n])
    first = tuple([(count - 1) % step // 2 for count, step in zip(n, every)])
    own = [axis[node] for axis in analysis.own]
    centers = []
    for field, count, start, step in zip(own, n, first, every):
        boxes = [field_box(field, i) for i in range(start, count, step)]
        centers.append(tuple([None if bounds is None else center(bounds) for bounds in boxes]))
    return FixedMap(
        layer=analysis.name(node),
        n=n,
        jump=told.jump,
        rf=told.rf,
        start=told.start,
        first=first,
        every=every,
        centers=tuple(centers),
        index=index,
        box=box,
        shift=analysis.statistics().shift(node),
        own=any(field != axis.fields[node] for field, axis in zip(own, fields.axes)),
    )
