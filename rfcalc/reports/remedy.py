"""A network cured of shift and grid, and what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis import Analysis
from rfcalc.analysis.remedy import KINDS, cured
from rfcalc.errors import RfcalcError, escaped, nearest, quoted
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.answer import Grid
from rfcalc.page.note import Note, findings
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import pixel_record
from rfcalc.page.spelling import share
from rfcalc.page.words import LISTED, displacement, listed
from rfcalc.reports.form_data import BY_AXIS, COLUMNS, form_cells, form_record
from rfcalc.reports.stages import names_of_ends
from rfcalc.reports.summary import summarize

if TYPE_CHECKING:
    from rfcalc.analysis.form import Form
    from rfcalc.network import Network
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.parts import Page


class Left(NamedTuple):
    """A convolution with a stride that was left alone."""

    layer: str
    reason: str  # a phrase: "a stem: it reads the image"


class Remedy(NamedTuple):
    """A network with the cure applied."""

    network: Network
    on: str  # which kernels: "1x1", "3x3" or "all"
    cured: tuple[str, ...]  # names of the convolutions whose stride went into a pool before them
    left: tuple[Left, ...]


@shown_in_notebooks
class Effect(NamedTuple):
    """Numbers before and after the cure."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    on: str
    weights: str
    cured: tuple[str, ...]
    left: tuple[Left, ...]
    layers: tuple[tuple[Form, Form], ...]  # before and after: ends of stages and the last map
    notes: tuple[Note, ...]
    pixel: Pixel = SOME_PIXEL

    def page(self) -> Page:
        """Return the numbers of each layer before and after the cure, and in words what was cured."""
        from rfcalc.reports.form_page import effect_page

        return effect_page(self)

    def record(self) -> dict[str, object]:
        """Return the effect as JSON has it, rfcalc.remedy/1."""
        axes = self.axes
        return {
            "schema": "rfcalc.remedy/1",
            "network": self.network,
            "axes": axes,
            "input": dict(zip(axes, self.input)),
            **pixel_record(self.pixel, axes),
            "on": self.on,
            "weights": self.weights,
            "cured": self.cured,
            "left": [{"layer": left.layer, "reason": left.reason} for left in self.left],
            "layers": [
                {"before": form_record(before, axes), "after": form_record(after, axes)}
                for before, after in self.layers
            ],
            "notes": self.notes,
            **findings(self.notes),
        }

    def grid(self) -> Grid:
        """Return two rows for each layer, before and after the cure."""
        rows = (
            [self.network, form.layer, when, form.type, *form_cells(form, self.axes)]
            for pair in self.layers
            for when, form in zip(("before", "after"), pair)
        )
        return Grid(("network", "layer", "when", "type", *COLUMNS), BY_AXIS, self.axes, rows)


def remedied(analysis: Analysis, on: str = "all") -> Remedy:
    """Return a network with strides of 2 in average pools, wherever the cure fits, and what was left alone.

    ``on`` tells for which kernels: ``"1x1"``, ``"3x3"`` or ``"all"``. No layer's n changes. Raises `RfcalcError` for
    another ``on``, and where sizes do not fit or a needed size is not known.
    """
    if on not in KINDS:
        allowed = "; ".join(filter(None, (f"allowed: {', '.join(KINDS)}", nearest(on, KINDS))))
        raise RfcalcError(f"found {quoted(on)}", allowed=allowed, key="--on")
    cure = cured(analysis.fields, on)
    return Remedy(cure.network, on, cure.cured, tuple([Left(*each) for each in cure.left]))


def effect_of(analysis: Analysis, remedy: Remedy, weights: str = "uniform") -> Effect:
    """Return the forms of middle features before and after: at the ends of stages and of the last map.

    ``weights`` as for `Statistics`. Raises `RfcalcError` also where the input size is not known.
    """
    network = analysis.network
    rows = summarize(analysis).layers
    ends = names_of_ends(network, rows)
    names = [row.name for row in rows if row.name in ends]
    before = _forms(analysis, names, weights)
    cured = Analysis(remedy.network)
    cured.watch = analysis.watch
    after = _forms(cured, names, weights) if remedy.cured else before
    pairs = tuple(zip(before, after))
    return Effect(
        network=network.name,
        axes=network.axes,
        input=network.input,
        on=remedy.on,
        weights=weights,
        cured=remedy.cured,
        left=remedy.left,
        layers=pairs,
        notes=notes_on_cure(network, remedy, pairs),
        pixel=network.pixel,
    )


def _forms(analysis: Analysis, names: list[str], weights: str) -> list[Form]:
    statistics = analysis.statistics(weights)
    nodes = [analysis.node(name) for name in names]
    formed = statistics.middle_forms(nodes)
    return [formed[node] for node in nodes]


def notes_on_cure(network: Network, remedy: Remedy, pairs: tuple[tuple[Form, Form], ...]) -> tuple[Note, ...]:
    """Return what was cured, what that did to the last map of more than one feature, and what was left alone."""
    if remedy.cured:
        each = "it reads" if len(remedy.cured) == 1 else "each reads"
        text = f"Cured: {listed(remedy.cured)}; {each} an average pool of stride 2 now and has stride 1."
        notes = [Note("cured", remedy.cured, text)]
        maps = [pair for pair in pairs if any(n != 1 for n in pair[0].n)]
        for before, after in maps[-1:]:
            notes += changes(before, after, network.axes, network.pixel)
    else:
        why = "every convolution with a stride was left alone" if remedy.left else "no convolution has a stride"
        notes = [Note("nothing-cured", (), f"Nothing was cured: {why}.")]
    if remedy.left:
        names = [left.layer for left in remedy.left]
        notes.append(Note("left-alone", names, f"Left alone: {left_alone(remedy.left)}."))
    return tuple(notes)


def left_alone(left: tuple[Left, ...], most: int = LISTED) -> str:
    """Return the layers that were left alone, by reason: ``conv1 (a stem: it reads the image)``."""
    by_reason: dict[str, list[str]] = {}
    for layer, reason in left:
        by_reason.setdefault(reason, []).append(layer)
    return "; ".join([f"{listed(layers, most)} ({reason})" for reason, layers in by_reason.items()])


def changes(before: Form, after: Form, axes: tuple[str, ...], pixel: Pixel = SOME_PIXEL) -> list[Note]:
    """Return how shift and gridding of one layer changed, one sentence each."""
    layer = escaped(before.layer)
    notes = []
    if before.shift is not None and after.shift is not None:
        first = f"{displacement(before.shift, axes, pixel) or 'at'} its ideal place"
        then = f"{displacement(after.shift, axes, pixel)} it" if any(after.shift) else "at its ideal place"
        looks = f"still looks {first}" if before.shift == after.shift else f"looked {first}, and now looks {then}"
        notes.append(Note("shift", (before.layer,), f"The middle feature of {layer} {looks}."))
    if before.gridding is not None and after.gridding is not None:
        grids = share(before.gridding), share(after.gridding)
        how = f"is still {grids[0]}" if grids[0] == grids[1] else f"was {grids[0]}, and now is {grids[1]}"
        notes.append(Note("gridding", (before.layer,), f"Gridding at {layer} {how}."))
    return notes
