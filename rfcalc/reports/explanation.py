"""Where the numbers of a layer come from, and where the box of one of its features does: equations with numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.derivation import derivation_of
from rfcalc.analysis.derived import END_BORDER, FIRST_BORDER, Derivation
from rfcalc.analysis.numbers import center
from rfcalc.axis import GAPS, UNBOUNDED
from rfcalc.errors import GIVE_SIZE, RfcalcError, quoted
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.equations import equation
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import pixel_record
from rfcalc.reports.place import place_of
from rfcalc.reports.summary import row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.derived import DerivedBox
    from rfcalc.analysis.numbers import Number
    from rfcalc.axis import Box
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Grid, Value
    from rfcalc.page.parts import Page
    from rfcalc.reports.layer import LayerRow
    from rfcalc.reports.place import Place


class ExplainedStep(NamedTuple):
    """One layer on a path that decides a border; every mapping has one entry for each axis that is explained.

    ``equations`` are those of its numbers that change, as texts; none where features of one map see differently.
    """

    layer: str
    type: str
    window: str
    jump: dict[str, Number | None]
    rf: dict[str, int | None]  # the largest of the map
    start: dict[str, Number | None]
    rf_min: dict[str, int | None]
    equations: dict[str, tuple[str, ...]]


class ExplainedBox(NamedTuple):
    """Where the box of one feature comes from along one axis; without a box it reads nothing.

    ``first`` and ``end`` are the ways back: layers with the feature of each that decides, the input's pixel last.
    """

    feature: int
    box: Box | None
    center: Number | None
    first: tuple[tuple[str, int], ...]
    end: tuple[tuple[str, int], ...]
    equations: tuple[str, ...]


@shown_in_notebooks
class Explanation(NamedTuple):
    """The derivation of a layer's numbers, along each of ``axes``.

    ``steps`` are the layers on the paths that decide where boxes begin and end, in the order of the network; ``paths``
    has for each axis the names on both, from the input on. ``boxes`` are, along each axis, features whose borders are
    followed back: the one that is asked for, or where features of the layer see differently those that stand for all.
    """

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    layer: str
    index: tuple[int, ...] | None  # type: ignore[assignment] # the word of the contract; tuple.index is not needed
    steps: tuple[ExplainedStep, ...]
    paths: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    boxes: dict[str, tuple[ExplainedBox, ...]]
    derivations: dict[str, Derivation]
    names: Mapping[int, str]  # of the nodes of the derivations
    target: LayerRow  # of the layer, along all axes of the network
    place: Place | None  # of the feature that is asked for
    apart: bool  # features that read nothing along one axis see nothing along any
    pixel: Pixel = SOME_PIXEL

    def page(self) -> Page:
        """Return the formulas, and the equations of every layer or stage, and of features."""
        from rfcalc.reports.explanation_page import explanation_page

        return explanation_page(self)

    def record(self) -> dict[str, object]:
        """Return the derivation as JSON has it, rfcalc.explain/1."""
        record: dict[str, object] = {
            "schema": "rfcalc.explain/1",
            "network": self.network,
            **pixel_record(self.pixel, self.network_axes),
            "axes": self.axes,
            "input": self._along(self.input),
            "layer": self.layer,
        }
        if self.index is not None:
            record["index"] = self._along(self.index)
        record["steps"] = [_step_record(step) for step in self.steps]
        record["paths"] = {axis: {"first": first, "end": end} for axis, (first, end) in self.paths.items()}
        if any(self.boxes.values()):
            record["features"] = {axis: [_box_record(box) for box in boxes] for axis, boxes in self.boxes.items()}
        return record

    @property
    def network_axes(self) -> tuple[str, ...]:
        """Return all axes of the network."""
        return ("z", "y", "x")[-len(self.input) :]

    def _along(self, values: Sequence[Number | None]) -> dict[str, Number | None]:
        return {axis: value for axis, value in zip(self.network_axes, values) if axis in self.axes}

    def grid(self) -> Grid:
        """Return one row for each layer on the paths."""
        from rfcalc.page.answer import Grid

        by_axis = ("jump", "rf", "rf_min", "start")
        rows: list[list[Value]] = [
            [self.network, self.layer, step.layer, step.type, step.jump, step.rf, step.rf_min, step.start]
            for step in self.steps
        ]
        return Grid(("network", "explained", "layer", "type", *by_axis), frozenset(by_axis), self.axes, rows)


def _step_record(step: ExplainedStep) -> dict[str, object]:
    record: dict[str, object] = {
        "layer": step.layer,
        "type": step.type,
        "jump": step.jump,
        "rf": step.rf,
        "start": step.start,
    }
    if step.rf_min != step.rf:
        record["rf_min"] = step.rf_min
    return {**record, "equations": step.equations}


def _box_record(box: ExplainedBox) -> dict[str, object]:
    ways = {
        name: [{"layer": layer, "feature": feature} for layer, feature in way]
        for name, way in (("first", box.first), ("end", box.end))
    }
    rf = box.box and box.box[1] - box.box[0]
    return {
        "feature": box.feature,
        "rf": rf,
        "center": box.center,
        "box": box.box,
        **ways,
        "equations": box.equations,
    }


def explanation_of(
    analysis: Analysis, layer: str | None = None, index: Sequence[int] | None = None, axis: str | None = None
) -> Explanation:
    """Return where the numbers of a layer come from, and with an index where the box of that feature does.

    Raises `RfcalcError` for a layer, an index or an axis that there is not, and where an input size is needed.
    """
    network, fields = analysis.network, analysis.fields
    node = analysis.last_map if layer is None else analysis.node(layer)
    if axis is not None and axis not in network.axes:
        raise RfcalcError(f"found {quoted(axis)}", allowed=f"allowed: {', '.join(network.axes)}", key="--axis")
    if not node:
        raise RfcalcError(
            "the input follows from nothing: its jump and rf are 1, its start is 0.5",
            allowed="a layer is needed",
            layer=network.start,
            file=network.file,
        )
    analysis.check_told(node)
    name = analysis.name(node)
    if fields.marked(node, UNBOUNDED):
        raise RfcalcError(
            "it sees the whole input, whose size is not known", allowed=GIVE_SIZE, layer=name, file=network.file
        )
    at = None if index is None else analysis.index_of(name, index)
    asked = {each: place for place, each in enumerate(network.axes) if axis in {None, each}}
    derived: dict[tuple[int, int | None], Derivation] = {}
    derivations = {}
    with RfcalcError.within(layer=name, file=network.file):
        for each, place in asked.items():
            feature = None if at is None else at[place]
            key = (id(fields.axes[place]), feature)
            derivations[each] = derived.get(key) or derivation_of(fields, place, node, feature)
            derived[key] = derivations[each]
    return _explained(analysis, node, at, asked, derivations, name if layer is None else analysis.called(layer))


def _explained(
    analysis: Analysis,
    node: int,
    at: tuple[int, ...] | None,
    asked: Mapping[str, int],
    derivations: dict[str, Derivation],
    called: str,
) -> Explanation:
    network = analysis.network
    names = {0: network.start}
    paths = {}
    on_paths: set[int] = set()
    for axis, derivation in derivations.items():
        on_paths.update(step.node for step in derivation.steps)
        on_paths.update(hop.node for box in derivation.boxes for hop in (*box.first, *box.end))
        first, end = (
            tuple([analysis.name(each) for each in derivation.path(border, node)])
            for border in (FIRST_BORDER, END_BORDER)
        )
        paths[axis] = (first, end)
    on_paths.add(node)
    rows = {each: row(analysis, each) for each in analysis.fields.graph.order if each in on_paths}
    names |= {each: analysis.name(each) for each in rows}
    distinct = {id(derivation): derivation for derivation in derivations.values()}
    spelled = {
        each: {step.node: tuple(map(equation, step.equations)) for step in derivation.steps}
        for each, derivation in distinct.items()
    }
    equations = {axis: spelled[id(derivation)] for axis, derivation in derivations.items()}
    steps = [
        ExplainedStep(
            layer=names[each],
            type=told.type,
            window=told.window,
            jump={axis: told.jump[place] for axis, place in asked.items()},
            rf={axis: told.rf[place] for axis, place in asked.items()},
            start={axis: told.start[place] for axis, place in asked.items()},
            rf_min={axis: (told.rf_min or told.rf)[place] for axis, place in asked.items()},
            equations={axis: equations[axis].get(each, ()) for axis in asked},
        )
        for each, told in rows.items()
    ]
    return Explanation(
        network=network.name,
        axes=tuple(asked),
        input=network.input,
        layer=called,
        index=at,
        steps=tuple(steps),
        paths=paths,
        boxes={
            axis: tuple([_explained_box(each, names) for each in derivation.boxes])
            for axis, derivation in derivations.items()
        },
        derivations=derivations,
        names=names,
        target=rows[node],
        place=None if at is None else place_of(analysis, called, at),
        apart=len(network.axes) > 1 and analysis.fields.marked(node, GAPS),
        pixel=network.pixel,
    )


def _explained_box(box: DerivedBox, names: Mapping[int, str]) -> ExplainedBox:
    first, end = (
        (
            *[(names[hop.node], hop.feature) for hop in hops],
            *[(names[hop.source], hop.position) for hop in hops[-1:]],
        )
        for hops in (box.first, box.end)
    )
    return ExplainedBox(
        feature=box.feature,
        box=box.box,
        center=None if box.box is None else center(box.box),
        first=first,
        end=end,
        equations=tuple(map(equation, box.equations)),
    )
