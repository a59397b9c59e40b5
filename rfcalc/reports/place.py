"""Where one feature looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.analysis import Analysis
from rfcalc.analysis.numbers import center
from rfcalc.analysis.visible import box_at, visible_box
from rfcalc.axis import UNBOUNDED
from rfcalc.errors import GIVE_SIZE, RfcalcError
from rfcalc.reports.values import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.axis import Box
    from rfcalc.network import Network


def place_of(analysis: Analysis, layer: str, index: Sequence[int]) -> Place:
    """Return where feature ``index`` of ``layer`` looks; one number per axis, in file order, from 0.

    Raises `RfcalcError` for a layer or an index that there is not, and where an input size is needed.
    """
    network, fields = analysis.network, analysis.fields
    node, at = analysis.node(layer), analysis.index_of(layer, index)
    if any(axis.marks[node] & UNBOUNDED for axis in fields.axes):
        raise RfcalcError(
            "it sees the whole input, whose size is not known",
            allowed=GIVE_SIZE,
            layer=analysis.name(node),
            file=network.file,
        )
    box = box_at(fields, node, at)
    sized = None not in network.input
    visible = visible_box(fields, node, at) if sized else None
    return Place(
        network.name,
        network.axes,
        network.input,
        analysis.called(layer),
        at,
        tuple([end - first for first, end in box]) if box else None,
        tuple([center(along) for along in box]) if box else None,
        box,
        visible,
        _share_outside(box, network.input) if box and sized else None,
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
