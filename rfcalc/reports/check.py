"""A network held to conditions and to the rows of an earlier summary."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from rfcalc.analysis.analysis import LAST
from rfcalc.errors import Mistakes, RfcalcError, escaped, quoted
from rfcalc.page.words import displacement
from rfcalc.reports.choice import WILDCARDS, layers_called
from rfcalc.reports.conditions import WITHOUT_AXES, Absence, Comparison, Word, condition_of
from rfcalc.reports.metrics import UNDEFINED, Metrics
from rfcalc.reports.row_changes import changes_since
from rfcalc.reports.verdict import Failing, Held, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.numbers import Number
    from rfcalc.readers.baseline import Baseline
    from rfcalc.reports.conditions import Condition
    from rfcalc.reports.metrics import Found

ALL = "all"
"""What all layers may be called together, unless a layer has that name."""

HOLDS: dict[str, Callable[[Number, Number], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}


def check_of(analysis: Analysis, conditions: Sequence[str] = (), baseline: Baseline | None = None) -> Verdict:
    """Return whether a network holds its own conditions and some more, and has the rows of an earlier summary.

    Raises one `RfcalcError` for all conditions that cannot be read or answered, and where nothing is to be checked.
    """
    network = analysis.network
    count = len(analysis.fields.graph.order)  # sizes that do not fit are no matter of a condition
    metrics, mistakes = Metrics(analysis), Mistakes()
    held: list[Held] = []
    with RfcalcError.within(file=network.file):
        for text, line in (*network.checks, *[(text, None) for text in conditions]):
            with mistakes:
                held.append(_held(metrics, condition_of(text, line)))
        mistakes.tell()
        if not held and baseline is None:
            raise RfcalcError(
                "there is nothing to check",
                allowed="give a condition, such as 'rf >= 224', list some under 'checks:' of the file, or a --baseline",
            )
        changes = () if baseline is None else changes_since(metrics, baseline)
    return Verdict(
        network=network.name,
        file=network.file,
        conditions=tuple(held),
        baseline=None if baseline is None else baseline.file,
        changes=changes,
        layers=count,
        unknown=tuple(analysis.unknown_operators),
    )


def _held(metrics: Metrics, condition: Condition) -> Held:
    test, analysis = condition.test, metrics.analysis
    failures: Iterator[Failing]
    with RfcalcError.within(line=condition.line, key=f"condition {quoted(condition.text)}"):
        if isinstance(test, Absence):
            failures = _present(analysis, condition.layer, test.finding)
        elif isinstance(test, Word):
            failures = _unlike(metrics, _nodes(metrics, condition.layer), test)
        else:
            failures = _outside(metrics, _nodes(metrics, condition.layer), test)
        return Held(condition.text, condition.line, tuple(failures))


def _nodes(metrics: Metrics, layer: str) -> list[int]:
    """Return the nodes that a condition is about; a block is its output. Raises `RfcalcError` where there is none."""
    analysis = metrics.analysis
    layers = analysis.network.layers
    if not layers:
        raise RfcalcError("the network has no layer", allowed="a condition is about layers")
    named = analysis.network.outputs.keys() | {each.name for each in layers}
    if layer == ALL and layer not in named:
        return _of_this_input(metrics, range(1, len(layers) + 1))
    if not layer or layer in named or WILDCARDS.isdisjoint(layer):
        node = analysis.node(layer) if layer else analysis.last_map
        if not node:
            raise RfcalcError("the input is no layer", allowed=f"name a layer, a block, {ALL} or {LAST}")
        return [node]
    fitting = set(layers_called(layer, analysis))
    return _of_this_input(metrics, [node for node, each in enumerate(layers, start=1) if each.name in fitting])


def _of_this_input(metrics: Metrics, nodes: Sequence[int]) -> list[int]:
    """Return some nodes without those that hang on other inputs alone, if that leaves any."""
    return [node for node in nodes if not metrics.row(node).constant] or list(nodes)


def _outside(metrics: Metrics, nodes: Sequence[int], test: Comparison) -> Iterator[Failing]:
    """Yield where a number is not as it should be."""
    network = metrics.analysis.network
    axes, size = network.axes, network.input
    if test.axis and test.axis not in axes:
        raise RfcalcError(f"the network has no axis {quoted(test.axis)}", allowed=f"it has {', '.join(axes)}")
    for node, along in zip(nodes, metrics.numbers(nodes, test.number)):
        single = test.number in WITHOUT_AXES
        labels: Sequence[str | None] = [None] if single else axes
        failing = []
        for label, found, pixels in zip(labels, along, size):
            bounds = [test.bound.along(each) for each in (size if single else [pixels]) if test.axis in {"", label}]
            missed = [wanted for wanted in dict.fromkeys(bounds) if not _holds(found, test.sign, wanted)]
            failing += [(label, found, wanted) for wanted in missed]
        alike = len({(found.said, wanted) for _, found, wanted in failing}) == 1 and len(failing) == len(labels)
        for label, found, wanted in failing:
            name = test.number if alike or label is None or len(axes) == 1 else f"{test.number}.{label}"
            yield Failing(
                layer=network.layers[node - 1].name,
                metric=test.number,
                axis=label,
                found=_farthest(found, test.sign, wanted),
                wanted=wanted,
                text=f"{name} is {found.said}, not {test.sign} {_said(test, wanted)}",
                line=network.layers[node - 1].origin.line,
            )


def _holds(found: Found, sign: str, wanted: Number) -> bool:
    """Return whether a condition holds for every value; none does for a number that there is not."""
    values = [value for value in found.values if value is not None]
    if len(values) < len(found.values):
        return False
    if sign == "!=":
        return not found.has(wanted)
    return all(HOLDS[sign](value, wanted) for value in values)


def _farthest(found: Found, sign: str, wanted: Number) -> Number | None:
    """Return the value for which a condition fails, the farthest off of several."""
    values = [value for value in found.values if value is not None]
    if len(values) < len(found.values):
        return None
    if sign == "!=":
        return wanted
    failing = [value for value in values if not HOLDS[sign](value, wanted)]
    return failing[0] if wanted - failing[0] >= failing[-1] - wanted else failing[-1]


def _said(test: Comparison, wanted: Number) -> str:
    """Return a bound as written, and what that share of the input comes to."""
    from rfcalc.page.spelling import number

    return f"{number(wanted)} ({test.bound.text})" if test.bound.of_input else test.bound.text


def _present(analysis: Analysis, layer: str, id: str) -> Iterator[Failing]:  # noqa: A002 - its name in answers
    """Yield the layers that a finding is about, of all or of those that a name means; one of no layers is of all."""
    from rfcalc.reports.findings.table import find

    named = analysis.network.outputs.keys() | {each.name for each in analysis.network.layers}
    chosen = None if not layer or (layer == ALL and layer not in named) else set(layers_called(layer, analysis))
    finding = find(analysis, id)
    if finding is None:
        return
    lines = {each.name: each.origin.line for each in analysis.network.layers}
    for name in finding.layers:
        if chosen is None or name in chosen:
            yield Failing(name, id, None, found=True, wanted=False, text=f"has the finding {id}", line=lines[name])
    if not finding.layers:
        yield Failing(None, id, None, found=True, wanted=False, text=f"finding {id}: {escaped(finding.text)}")


def _unlike(metrics: Metrics, nodes: Sequence[int], test: Word) -> Iterator[Failing]:
    """Yield the layers that are not what they should be, or are what they should not."""
    for node in nodes:
        layer = metrics.analysis.network.layers[node - 1]
        is_so, text = _is_so(metrics, node, test.word)
        if is_so is not test.wanted:
            yield Failing(layer.name, test.word, None, is_so, test.wanted, text, layer.origin.line)


def _is_so(metrics: Metrics, node: int, word: str) -> tuple[bool | None, str]:
    """Return whether a word is true of a layer (``None``: it cannot be told), and a text that tells it."""
    if not metrics.is_known(node):
        return None, f"whether it is {word} is {UNDEFINED}"
    if word == "centered":
        shift = metrics.shift(node)
        if shift is None:
            return None, f"whether it is centered is {UNDEFINED}"
        network = metrics.analysis.network
        off = displacement(shift, network.axes, network.pixel)
        return not any(shift), f"is not centered, but {off} the middle" if off else "is centered"
    layer = metrics.row(node)
    is_so = {"aligned": not layer.misaligned, "regular": not layer.irregular, "whole": layer.whole}[word]
    return is_so, f"is {'' if is_so else 'not '}{word}"
