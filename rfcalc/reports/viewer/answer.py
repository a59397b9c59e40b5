"""The answer that a viewer is made of: integers, from which boxes, counts and all else follow where they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.causal import looks_back
from rfcalc.analysis.form import WEIGHTS
from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.parts import Figure, Notes, Table, Title, part_of
from rfcalc.page.pixels import pixel_record
from rfcalc.reports.fixed_view import fixed_view_of
from rfcalc.reports.glance import notes_at_a_glance
from rfcalc.reports.summary import summarize
from rfcalc.reports.viewer.layers import Drawn, drawn

if TYPE_CHECKING:
    from rfcalc.analysis import Analysis
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Grid
    from rfcalc.page.note import Note
    from rfcalc.page.parts import Page
    from rfcalc.reports.fixed_view import FixedView
    from rfcalc.reports.summary import Summary

LAYERS = 20_000
"""How many layers a viewer shows at most: a browser that draws more rows stands still."""


@shown_in_notebooks
class Viewer(NamedTuple):
    """What one network's viewer is made of."""

    version: str  # of rfcalc
    summary: Summary  # of all layers
    notes: tuple[Note, ...]  # those of the summary, and what the form of the last map says
    onesided: tuple[str, ...]  # the axes along which the network looks back by design
    drawn: Drawn
    chosen: str = ""  # the layer that is shown first; empty: the last with several features
    weights: str = "uniform"  # how paths are counted at first
    overview: FixedView | None = None  # what can be seen without a script; None where the input size is not known

    @property
    def network(self) -> str:
        """Return the name of the network."""
        return self.summary.network

    @property
    def axes(self) -> tuple[str, ...]:
        """Return the axes, in file order."""
        return self.summary.axes

    @property
    def input(self) -> tuple[int | None, ...]:
        """Return the size of the input along each axis."""
        return self.summary.input

    @property
    def pixel(self) -> Pixel:
        """Return what a pixel of the input is."""
        return self.summary.pixel

    def page(self) -> Page:
        """Return the viewer as a figure, which stands for the table of all layers where it cannot be used."""
        page = self.summary.page()
        figure = Figure("viewer", self, instead=(part_of(page, Table),))
        return (part_of(page, Title), figure, Notes(self.notes))

    def record(self) -> dict[str, object]:
        """Return the network as JSON has it, rfcalc.page/1."""
        drawn = self.drawn
        ids = {layer["name"]: at for at, layer in enumerate(drawn.layers)}
        return {
            "schema": "rfcalc.page/1",
            "rfcalc": self.version,
            "network": self.network,
            "axes": self.axes,
            "input": dict(zip(self.axes, self.input)),
            **pixel_record(self.pixel, self.axes),
            **({"onesided": self.onesided} if self.onesided else {}),
            "weights": self.weights,
            "chosen": self.chosen,
            "reads": drawn.tables.reads,
            "boxes": drawn.tables.boxes,
            "keys": drawn.keys,
            "yaml": drawn.head,
            "layers": drawn.layers,
            **({"order": drawn.order} if drawn.order else {}),
            "notes": [
                {"code": note.code, "layers": [ids[name] for name in note.layers if name in ids], "text": note.text}
                for note in self.notes
            ],
        }

    def grid(self) -> Grid:
        """Return one row for each layer."""
        return self.summary.grid()


def viewer_of(analysis: Analysis, version: str, layer: str | None = None, weights: str = "uniform") -> Viewer:
    """Return what a network's viewer is made of, by which version of rfcalc.

    ``layer``: the one that is shown first, by default the last with more than one feature. Raises `RfcalcError` for a
    layer that there is not, for weights that are not known, and for more layers than a viewer shows.
    """
    network = analysis.network
    if len(network.layers) > LAYERS:
        raise RfcalcError(
            f"{quoted(network.name)} has {len(network.layers)} layers",
            allowed=f"a page shows at most {LAYERS}; rfcalc summary tells of all",
            file=network.file,
        )
    if weights not in WEIGHTS:
        allowed = f"{nearest(weights, WEIGHTS)} one of {', '.join(WEIGHTS)}".strip()
        raise RfcalcError(quoted(weights), allowed=allowed, key="--weights")
    chosen = "" if layer is None else analysis.name(analysis.node(layer))
    summary = summarize(analysis)
    return Viewer(
        version=version,
        summary=summary,
        notes=(*summary.notes, *notes_at_a_glance(analysis, weights)),
        onesided=tuple([axis for at, axis in enumerate(network.axes) if looks_back(network, at)]),
        drawn=drawn(analysis, summary.layers),
        chosen=chosen,
        weights=weights,
        overview=None if None in network.input else fixed_view_of(analysis),
    )
