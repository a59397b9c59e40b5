"""The derivation of a layer's numbers as people read it: formulas, then an equation a line, by layer or by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.analysis.stages import is_window, runs_of, stages_of
from rfcalc.errors import escaped
from rfcalc.layers.formulas import FORMULAS, Recurrence
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.windows import Window
from rfcalc.network.pixel import surface
from rfcalc.page.equations import equation, spelled
from rfcalc.page.parts import EquationBlock, Equations, Facts, Statement, Text, part_of
from rfcalc.page.pixels import counted_in
from rfcalc.page.words import counted, listed
from rfcalc.reports.layer_cells import jump_text, rf_text, start_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rfcalc.analysis.derived import Derivation, DerivedBox
    from rfcalc.analysis.stages import Stage
    from rfcalc.page.parts import Page, Part
    from rfcalc.reports.explanation import Explanation

APART = (
    "Each axis is told by itself: a feature that reads nothing along one sees nothing along the others either, and "
    "may so see less than this (rfcalc locate tells)."
)


def explanation_page(told: Explanation) -> Page:
    """Return a sentence, the formulas, and equations: along axes that are alike once."""
    parts: list[Part] = [_statement(told)]
    if any(is_window(step) for derivation in told.derivations.values() for step in derivation.steps):
        parts += _formulas(told)
    for axes, derivation in _alike(told.derivations, lambda each: (each.steps, each.period)):
        parts += _forward(told, axes, derivation)
        for alike, each in _alike({axis: told.derivations[axis] for axis in axes}, lambda each: each.boxes):
            parts += [part for box in each.boxes for part in _box(told, alike, each, box)]
    if told.apart:
        parts.append(Text((APART,)))
    if told.place is not None:
        parts.append(part_of(told.place.page(), Text))
    return tuple(parts)


def _statement(told: Explanation) -> Statement:
    """Return what is explained: ``conv5 of AlexNet has rf 163, jump 16 and start 17.5``."""
    if told.place is not None:
        return part_of(told.place.page(), Statement)
    row = told.target
    predicate = f"has rf {rf_text(row)}, jump {jump_text(row)} and start {start_text(row)}"
    return Statement(f"{escaped(told.layer)} of {escaped(told.network)}", predicate)


def _formulas(told: Explanation) -> list[Part]:
    formulas = FORMULAS[Window].recurrence or Recurrence()
    about = (
        "The numbers of a layer from those of the map before (padding: that before the map); the "
        f"{surface(told.network_axes)} has jump 1, rf 1 and start 0.5:"
    )
    return [Text((about,)), Facts(("number", "formula"), tuple(formulas._asdict().items()))]


def _alike(
    derivations: Mapping[str, Derivation], key: Callable[[Derivation], object]
) -> list[tuple[list[str], Derivation]]:
    """Return the derivations that differ, each with the axes along which it holds."""
    groups: list[tuple[list[str], Derivation]] = []
    for axis, derivation in derivations.items():
        same = next((axes for axes, other in groups if key(other) == key(derivation)), None)
        if same is None:
            groups.append(([axis], derivation))
        else:
            same.append(axis)
    return groups


def _axes(told: Explanation, axes: Sequence[str]) -> str:
    """Return along which axes something holds, where it is not all: ``Along y: ``."""
    return "" if len(axes) == len(told.network_axes) else f"Along {' and '.join(axes)}: "


def _forward(told: Explanation, axes: Sequence[str], derivation: Derivation) -> list[Part]:
    """Return the equations of layers, or of stages, and what is to be said of joins and phases."""
    stages = stages_of(derivation.steps)
    about = []
    if any(len(stage.nodes) > 1 for stage in stages):
        layers = sum(len(stage.nodes) for stage in stages)
        about.append(f"{counted(layers, 'layer')} in {counted(len(stages), 'stage')}: windows at one jump add up.")
    parts: list[Part] = []
    along = _axes(told, axes)
    if along or about:
        parts.append(Text((f"{along}{' '.join(about)}".strip(),)))
    if stages:
        parts.append(Equations(("layer", "window", "equation"), tuple(_stage_blocks(told, stages))))
    sentences = [*_on_joins(told, derivation), *_on_phases(told, derivation)]
    return [*parts, Text(tuple(sentences))] if sentences else parts


def _stage_blocks(told: Explanation, stages: Sequence[Stage]) -> Iterator[EquationBlock]:
    windows = {step.layer: step.window or step.type for step in told.steps}
    for stage in stages:
        first, last = (told.names[node] for node in (stage.nodes[0], stage.nodes[-1]))
        alone = len(stage.nodes) == 1
        names = (escaped(first),) if alone else (escaped(first), f"to {escaped(last)}")
        detail = windows[first] if alone else counted(len(stage.nodes), "layer")
        yield EquationBlock(names, (detail,), tuple(map(equation, stage.equations)))


def _on_joins(told: Explanation, derivation: Derivation) -> list[str]:
    """Return which of the branches that meet decide."""
    alike = {join: first for join, (first, end) in derivation.joins.items() if first == end}
    sentences = []
    if alike:
        met, widest = (listed([told.names[node] for node in nodes]) for nodes in (alike, alike.values()))
        sentences.append(f"Of the branches that meet at {met}, one spans all others: that by way of {widest}.")
    for node, (first, end) in derivation.joins.items():
        if first != end:
            join, one, other = (escaped(told.names[each]) for each in (node, first, end))
            sentences.append(f"At {join} the branch by way of {one} begins first, that by way of {other} ends last.")
    return sentences


def _on_phases(told: Explanation, derivation: Derivation) -> list[str]:
    """Return why there are no equations that hold for all features of the layer, and when fields repeat."""
    if derivation.alike is not None or not any(box.first for box in derivation.boxes):
        return []
    box = next(box for box in derivation.boxes if box.first)
    cause, source = told.names[box.first[-1].node], told.names[box.first[-1].source]
    step = next(step for step in told.steps if step.layer == cause)
    row = LAYER_TYPES[step.type]
    reads = row.formula.replace(" = 0 ... ", " from 0 to ")  # a sign of equality stands in equations alone
    why = (
        ", because branches meet there that do not move alike"
        if row.joins
        else f": feature i of {escaped(cause)} reads {reads}"
    )
    followed = f"So borders are followed back, feature by feature, to {escaped(source)}."
    sentences = [f"From {escaped(cause)} on the features of a map see differently{why}. {followed}"]
    if derivation.period > 1:
        moved = counted_in(told.pixel, spelled(derivation.moved))
        sentences.append(f"Fields repeat every {derivation.period} features, moved by {moved}.")
    return sentences


def _box(told: Explanation, axes: Sequence[str], derivation: Derivation, box: DerivedBox) -> list[Part]:
    """Return the way back to both borders of a feature's box, and what it comes to."""
    name = f"{_axes(told, axes)}feature {box.feature} of {escaped(told.layer)}"
    name = name[0].upper() + name[1:]
    if box.box is None:
        return [Text((f"{name} reads nothing.",))]
    sizes = [each.box[1] - each.box[0] for each in derivation.boxes if each.box is not None]
    size = box.box[1] - box.box[0]
    least, most = min(sizes), max(sizes)
    extreme = {most: ", the widest field", least: ", the narrowest field"}.get(size, "") if least < most else ""
    ways = [
        [(told.names[run.node], told.names[run.source], equation(run.equation)) for run in runs_of(hops, side)]
        for side, hops in (("first", box.first), ("last", box.end))
    ]
    if [each[:2] for each in ways[0]] == [each[:2] for each in ways[1]]:
        together = [(*one[:2], (one[2], other[2])) for one, other in zip(*ways)]
    else:
        together = [(layer, source, (line,)) for way in ways for layer, source, line in way]
    blocks = [EquationBlock((escaped(layer),), (escaped(source),), equations) for layer, source, equations in together]
    ends = dict.fromkeys(escaped(told.names[hops[-1].source]) for hops in (box.first, box.end) if hops)
    last = EquationBlock(tuple(ends) or (escaped(told.layer),), (), tuple(map(equation, box.equations)))
    return [
        Text((f"{name}{extreme}:",)),
        Equations(("from" if ends else "layer", "to", "equation"), (*blocks, last)),
    ]
