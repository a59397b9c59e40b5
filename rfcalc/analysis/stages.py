"""Long derivations in few steps: windows over maps of one jump add up, and so do those between two positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.equations import is_telling, moves_equation, run_equation, stage_equations
from rfcalc.layers.formulas import FORMULAS
from rfcalc.layers.windows import Keep, Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.derived import DerivedStep, Hop
    from rfcalc.analysis.equations import Equation, WindowNumbers

LONG = 12
"""Steps from which on they are told by stages."""


KINDS = 3
"""Windows that differ, at most, in one stage."""


class Stage(NamedTuple):
    """Layers that follow each other, from the first to the last that has a say in it, and their equations together."""

    nodes: tuple[int, ...]
    equations: tuple[Equation, ...]


class Run(NamedTuple):
    """Layers on the way back to a border, from ``node`` to the one whose position is told."""

    node: int
    source: int
    equation: Equation


def stages_of(steps: Sequence[DerivedStep]) -> list[Stage]:
    """Return steps that change something, one by one, or by stages where they are many."""
    telling = [step for step in steps if step.equations]
    if len(telling) <= LONG:
        return [Stage((step.node,), step.equations) for step in telling]
    stages: list[Stage] = []
    run: list[DerivedStep] = []
    kinds: set[WindowNumbers] = set()
    for step in telling:
        if _is_idle_join(step):
            continue
        kind = {_window(step)} if is_window(step) and is_telling(_window(step)) else set()
        if run and not (is_window(step) and _goes_on(run[-1], step) and len(kinds | kind) <= KINDS):
            stages.append(_stage(run))
            run, kinds = [], set()
        if is_window(step):
            run.append(step)
            kinds |= kind
        else:
            stages.append(Stage((step.node,), step.equations))
    return [*stages, *([_stage(run)] if run else [])]


def is_window(step: DerivedStep) -> bool:
    """Return whether a step is that of a window with a kernel."""
    return len(step.equations) > 1 and "kernel" in step.equations[1].formula


def _is_idle_join(step: DerivedStep) -> bool:
    """Return whether branches meet of which one decides both borders, so that its numbers are those of the join."""
    return step.before is None and step.sources[0] == step.sources[1]


def _goes_on(last: DerivedStep, step: DerivedStep) -> bool:
    """Return whether a step begins with the numbers of another, and that with the same jump."""
    return last.before is not None and step.before == last.after and last.before.jump == last.after.jump


def _window(step: DerivedStep) -> WindowNumbers:
    numbers = step.equations[0].numbers
    return int(numbers["kernel"]), int(numbers["dilation"]), int(numbers["padding"])


def _stage(run: Sequence[DerivedStep]) -> Stage:
    if len(run) == 1 or run[0].before is None:
        return Stage((run[0].node,), run[0].equations)
    windows: dict[WindowNumbers, int] = {}
    for step in run:
        windows[_window(step)] = windows.get(_window(step), 0) + 1
    stride = int(run[-1].equations[0].numbers["stride"])
    return Stage(tuple([step.node for step in run]), stage_equations(run[0].before, windows, stride))


def runs_of(hops: Sequence[Hop], name: str) -> list[Run]:
    """Return the way back to a border in few steps: what keeps the position is told with the step before it.

    Of a long way layers that keep the jump are told together.
    """
    long = sum(hop.equation is not None for hop in hops) > LONG
    groups: list[list[Hop]] = []
    for hop in hops:
        if groups and (
            _keeps(hop) or (long and _slides(hop) and all(_keeps(each) or _slides(each) for each in groups[-1]))
        ):
            groups[-1].append(hop)
        else:
            groups.append([hop])
    return [Run(group[0].node, group[-1].source, _together(group, name)) for group in groups]


def _together(group: Sequence[Hop], name: str) -> Equation:
    """Return the equation of steps that are told together."""
    equations = [hop.equation for hop in group if hop.equation is not None and not _keeps(hop)]
    if len(equations) == 1:
        return equations[0]
    if any(each.formula != FORMULAS[Window].position for each in equations):
        return moves_equation(name, group[0].feature, [hop.position - hop.feature for hop in group])
    windows: dict[tuple[int, int], int] = {}
    for each in equations:
        window = (int(each.numbers["t"] * each.numbers["dilation"]), int(each.numbers["padding"]))
        if window[0] != window[1]:
            windows[window] = windows.get(window, 0) + 1
    return run_equation(name, group[0].feature, windows)


def _keeps(hop: Hop) -> bool:
    """Return whether a position is the feature itself, whatever it is."""
    return hop.equation is None or hop.equation.formula == FORMULAS[Keep].position


def _slides(hop: Hop) -> bool:
    """Return whether positions keep the distances of features, as those of a window with stride 1 do."""
    numbers = {} if hop.equation is None else hop.equation.numbers
    return "period" in numbers and numbers["period"] == numbers["advance"]
