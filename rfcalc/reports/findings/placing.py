"""What is to be said of where maps lie: off the middle of the image, or off one another where branches meet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rfcalc.analysis.causal import causal_joins, looks_back
from rfcalc.analysis.fields import misalignments
from rfcalc.analysis.numbers import exact
from rfcalc.analysis.remedy import ALL, cured
from rfcalc.errors import escaped
from rfcalc.layers.windows import Window
from rfcalc.layers.words import is_depthwise
from rfcalc.network.pixel import surface
from rfcalc.page.pixels import counted_in
from rfcalc.page.spelling import number, per_axis
from rfcalc.page.words import displacement, listed
from rfcalc.reports.findings.changing import by_axis, known_input, with_input, with_layers
from rfcalc.reports.findings.finding import Cure, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.numbers import Number
    from rfcalc.network import Layer, Network

LEAST = 1
"""How far off the middle the last map must lie, in pixels: half a pixel is what an even size makes."""

TRIED = 256
"""Sizes of the input that are tried along an axis."""

PADDED = 64
"""Ways that are tried to pad a branch otherwise."""

SHOWN = 3  # sizes that a sentence names


def off_center(analysis: Analysis, _: tuple[int, ...] | None) -> Finding | None:
    """Return how far the last map lies off the middle, unless it does so because it looks back only."""
    node = analysis.last_map
    shift = _shift(analysis)
    off = [
        at
        for at, pixels in enumerate(shift or ())
        if abs(float(pixels)) >= LEAST and not looks_back(analysis.network, at)
    ]
    if shift is None or not off:
        return None
    network, name = analysis.network, analysis.name(node)
    told = [pixels if at in off else 0 for at, pixels in enumerate(shift)]
    where = displacement(told, network.axes, network.pixel)
    text = f"Off-center: the map of {escaped(name)} lies {where} the middle of the {surface(network.axes)}."
    return Finding("off-center", (name,), {"shift": by_axis(analysis, shift)}, text, cure=_centering(analysis, off))


def _shift(analysis: Analysis) -> tuple[Number, ...] | None:
    return analysis.statistics().shift(analysis.last_map)


def _centering(analysis: Analysis, off: Sequence[int]) -> Cure | None:
    """Return the sizes of the input at which the map lies in the middle, nearest first, and what pools would do."""
    before = {"input": by_axis(analysis, analysis.network.input), "shift": by_axis(analysis, _shift(analysis) or ())}
    sizes = _centered_sizes(analysis, off)
    sentences: list[str] = []
    after: dict[str, object] = {}
    if sizes:
        nearest = sizes[0]
        after = {
            "input": by_axis(nearest, nearest.network.input),
            "shift": by_axis(nearest, _shift(nearest) or ()),
            "inputs": [by_axis(each, each.network.input) for each in sizes],
        }
        spelled = ", ".join(sorted((per_axis(known_input(each)) for each in sizes), key=_order))
        sentences.append(f"It lies in the middle at inputs of {counted_in(analysis.network.pixel, spelled)}.")
    if not any(is_depthwise(layer.name) for layer in analysis.network.layers):
        pooled = cured(analysis.fields, ALL)
        shift = _shift(type(analysis)(pooled.network)) if pooled.cured else None
        if shift is not None and _farthest(shift) < _farthest(_shift(analysis) or ()):
            after["remedy"] = {"shift": by_axis(analysis, shift)}
            after.setdefault("shift", by_axis(analysis, shift))
            left = counted_in(analysis.network.pixel, number(_farthest(shift)))
            sentences.append(f"With average pools in place of strides (rfcalc remedy) it lies {left} off.")
    return Cure(" ".join(sentences), before, after) if sentences else None


def _farthest(shift: Sequence[Number]) -> Number:
    return max([pixels if pixels > 0 else -pixels for pixels in shift])


def _order(size: str) -> list[int]:
    return [int(each) for each in size.split("x")]


def _centered_sizes(analysis: Analysis, off: Sequence[int]) -> list[Analysis]:
    """Return the network at sizes within a jump of its own at which the last map lies in the middle, nearest first."""
    network, axes = analysis.network, analysis.fields.axes
    node = analysis.last_map
    size = known_input(analysis)
    jump = max(-(-axes[at].fields[node][0].advance // axes[at].fields[node][0].period) for at in off)
    steps = [sign * step for step in range(1, min(jump + 1, TRIED // 2) + 1) for sign in (1, -1)]
    found = []
    for step in steps:
        sizes = [each + step if at in off else each for at, each in enumerate(size)]
        other = with_input(network, sizes) if min(sizes) > 0 else None
        shift = None if other is None else _shift(other)
        if other is not None and shift is not None and not any(shift[at] for at in off):
            found.append(other)
        if len(found) == SHOWN:
            break
    return found


def misaligned(analysis: Analysis, _: tuple[int, ...] | None) -> Finding | None:
    """Return the layers at which branches with different centres meet, unless they look back only."""
    joins = [node for node in analysis.fields.graph.order if len(analysis.fields.graph.sources[node]) > 1]
    alarm, _causal = alignment(analysis, [node for node in joins if any(misalignments(analysis.fields, node))])
    return None if alarm is None else alarm._replace(cure=_aligning(analysis, alarm))


def alignment(analysis: Analysis, nodes: Sequence[int]) -> tuple[Finding | None, Finding | None]:
    """Return which layers join branches off-centre: an alarm, and those that do so by design."""
    joins = {node: _apart(analysis, node) for node in nodes}
    if not joins:
        return None, None
    off = [(node, axis) for node, apart in joins.items() for axis, by in enumerate(apart) if by]
    alarming = {node for node, _ in set(off) - causal_joins(analysis.fields, off)}
    shifts = {analysis.name(node): apart for node, apart in joins.items() if node in alarming}
    causal = tuple([analysis.name(node) for node in joins if node not in alarming])
    alarm = calm = None
    if shifts:
        worst = max(shifts, key=lambda name: max(shifts[name]))
        amount = "by" if len(shifts) == 1 else f"by most at {escaped(worst)},"
        how_far = f"({amount} {_amount(shifts[worst], analysis.network)})"
        text = f"Misaligned: branches with different centres meet at {listed([*shifts])} {how_far}."
        numbers = {"count": len(shifts), "worst": worst, "apart": by_axis(analysis, shifts[worst])}
        alarm = Finding("misaligned", tuple(shifts), numbers, text)
    if causal:
        text = f"Causal: the branches that meet at {listed(causal)} look back only, so their centres differ by design."
        calm = Finding("causal", causal, {"count": len(causal)}, text)
    return alarm, calm


def _apart(analysis: Analysis, node: int) -> tuple[Number, ...]:
    """Return how far apart the centres of a join's branches lie along each axis, in pixels."""
    apart = misalignments(analysis.fields, node)
    return tuple([exact(*each) if each else 0 for each in apart])


def _amount(shift: tuple[Number, ...], network: Network) -> str:
    amounts = [counted_in(network.pixel, number(amount)) for amount in shift]
    if len(set(shift)) == 1:
        return amounts[0]
    return ", ".join(f"{each} along {axis}" for each, amount, axis in zip(amounts, shift, network.axes) if amount)


def _aligning(analysis: Analysis, alarm: Finding) -> Cure | None:
    """Return one padding that mends the join that is farthest off, and how many are off then."""
    worst = str(alarm.numbers["worst"])
    layers = analysis.network.layers
    for tries, (at, padding) in enumerate(_other_paddings(analysis, analysis.node(worst))):
        if tries == PADDED:
            break
        changed = with_layers(
            analysis.network,
            partial(_padded, layers, at, padding),
        )
        if changed is None or any(misalignments(changed.fields, changed.node(worst))):
            continue
        other = misaligned_names(changed)
        if len(other) >= len(alarm.layers):
            continue
        sides = _spelled(padding)
        return Cure(
            f"With padding {sides} at {escaped(layers[at].name)} the branches that meet at {escaped(worst)} agree"
            f"{_left(len(other))}.",
            {"count": len(alarm.layers), "padding": {layers[at].name: _sides(layers[at])}},
            {"count": len(other), "padding": {layers[at].name: padding}},
        )
    return None


def _padded(layers: Sequence[Layer], at: int, padding: list[list[int]]) -> list[Layer]:
    return [layer.changed(padding=padding) if place == at else layer for place, layer in enumerate(layers)]


def _left(count: int) -> str:
    return f"; {count} other{'s do' if count > 1 else ' does'} not" if count else ""


def misaligned_names(analysis: Analysis) -> tuple[str, ...]:
    """Return the names of the layers at which branches meet off-centre and not by design."""
    graph = analysis.fields.graph
    off = [node for node in graph.order if len(graph.sources[node]) > 1 and any(misalignments(analysis.fields, node))]
    alarm, _ = alignment(analysis, off)
    return () if alarm is None else alarm.layers


def _other_paddings(analysis: Analysis, join: int) -> Iterator[tuple[int, list[list[int]]]]:
    """Yield layers before a join, the nearest first, each with as much padding that lies otherwise around its map."""
    graph, layers = analysis.fields.graph, analysis.network.layers
    off = [bool(pixels) for pixels in _apart(analysis, join)]
    waiting, seen = [*graph.sources[join]], set()
    while waiting:
        node = waiting.pop(0)
        if not node or node in seen:
            continue
        seen.add(node)
        waiting += graph.sources[node]
        sides = _sides(layers[node - 1])
        if sides is None:
            continue
        for more in range(1, max(map(sum, sides)) + 1):
            for by in (more, -more):
                moved = [[pair[0] + by, pair[1] - by] if apart else pair for pair, apart in zip(sides, off)]
                if all(each >= 0 for pair in moved for each in pair):
                    yield node - 1, moved


def _sides(layer: Layer) -> list[list[int]] | None:
    """Return the padding of a convolution or pool along each axis, ``None`` where a word says it."""
    windows = [each for each in layer.operations if isinstance(each, Window) and isinstance(each.padding, tuple)]
    return [[*each.sides] for each in windows] if len(windows) == len(layer.operations) else None


def _spelled(padding: Sequence[Sequence[int]]) -> str:
    alike = len({tuple(pair) for pair in padding}) == 1
    return " by ".join(f"{before} + {after}" for before, after in (padding[:1] if alike else padding))
