"""What is to be said of depth at a size of the input: layers that learn no more, small maps, rows cut off."""

from __future__ import annotations

from functools import partial
from operator import ge
from typing import TYPE_CHECKING

from rfcalc.analysis import productive
from rfcalc.analysis.map_sizes import count_of
from rfcalc.layers.windows import Window
from rfcalc.page.pixels import counted_in
from rfcalc.page.spelling import per_axis
from rfcalc.page.words import counted, listed
from rfcalc.reports.findings.changing import by_axis, fitting_sizes, known_input, with_input, with_layers
from rfcalc.reports.findings.finding import Cure, Finding

SMALLEST = 2
"""An input that is advised is at least the network's own divided by so much."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.numbers import Number
    from rfcalc.network import Layer


def unproductive(analysis: Analysis, _: tuple[int, ...] | None) -> Finding | None:
    """Return the layers whose kernel widens what is seen no more, because all that they read sees the whole input."""
    nodes = productive.unproductive(analysis.fields)
    if not nodes:
        return None
    names = _names(analysis, nodes)
    size = counted_in(analysis.network.pixel, per_axis(known_input(analysis)))
    verb = "reads" if len(nodes) == 1 else "read"
    text = (
        f"Unproductive: {counted(len(nodes), 'layer')} with a kernel above 1 {verb} only what sees the whole input of "
        f"{size} already, on every path: {listed(names)}."
    )
    numbers = {"count": len(nodes), "input": by_axis(analysis, analysis.network.input)}
    return Finding("unproductive", names, numbers, text, cure=_of_unproductive(analysis, nodes))


def _of_unproductive(analysis: Analysis, nodes: Sequence[int]) -> Cure | None:
    """Return the least input at which none is, and what the network sees without them."""
    sentences: list[str] = []
    after: dict[str, object] = {}
    larger = _large_enough(analysis)
    if larger is not None:
        count = len(productive.unproductive(larger.fields))
        after = {"input": by_axis(larger, larger.network.input), "count": count}
        size = counted_in(analysis.network.pixel, per_axis(known_input(larger)))
        sentences.append(f"The least input at which there is none is {size}.")
    without = with_layers(analysis.network, partial(_without, analysis, nodes))
    if without is not None:
        seen = _seen(without)
        count = len(productive.unproductive(without.fields))
        after["without"] = {"layers": len(without.network.layers), "count": count, "rf": by_axis(without, seen)}
        told = counted_in(analysis.network.pixel, per_axis(seen))
        left = "none is left" if not count else f"{count} {'is' if count == 1 else 'are'} left"
        sentences.append(f"Without them {left}, and the last map sees {told}.")
    before = {
        "input": by_axis(analysis, analysis.network.input),
        "count": len(nodes),
        "layers": len(analysis.network.layers),
        "rf": by_axis(analysis, _seen(analysis)),
    }
    return Cure(" ".join(sentences), before, after) if sentences else None


def _large_enough(analysis: Analysis) -> Analysis | None:
    """Return the network with the least input that fits and at which no layer is unproductive."""
    fields, fitting = analysis.fields, fitting_sizes(analysis)
    smallest = productive.smallest_paths(fields)
    reached = []
    for node in productive.unproductive(fields):
        wide = [at for at, kernel in enumerate(productive.kernels(fields, node)) if kernel > 1]
        reached.append(min(smallest[at][each] for at in wide for each in fields.graph.sources[node]))
    least = int(max(reached))
    if fitting is None:
        return None
    sizes = [size if size > least else each.fits.above(least) for size, each in zip(known_input(analysis), fitting)]
    larger = None if None in sizes else with_input(analysis.network, sizes)
    return larger if larger is not None and not productive.unproductive(larger.fields) else None


def _without(analysis: Analysis, nodes: Sequence[int]) -> list[Layer]:
    """Return the layers but some, each of which hands on what it read."""
    left_out = {analysis.name(node): analysis.name(analysis.fields.graph.sources[node][0]) for node in nodes}

    def read(name: str) -> str:
        while name in left_out:
            name = left_out[name]
        return name

    return [
        layer.changed(inputs=[read(each) for each in layer.inputs])
        for layer in analysis.network.layers
        if layer.name not in left_out
    ]


def _seen(analysis: Analysis) -> list[Number]:
    """Return the rf of the last map along each axis."""
    from rfcalc.reports.summary import row

    return [rf if rf is not None else 0 for rf in row(analysis, analysis.last_map).rf]


def small_map(analysis: Analysis, _: tuple[int, ...] | None) -> Finding | None:
    """Return the layers whose kernel is as large as the map that they read."""
    fields = analysis.fields
    nodes = productive.small_maps(fields)
    if not nodes:
        return None
    names = _names(analysis, nodes)
    first, (source,) = nodes[0], fields.graph.sources[nodes[0]]
    read = [axis.n[source] for axis in fields.axes]
    kernel = productive.kernels(fields, first)
    toolbox = len(productive.by_toolbox(fields))
    text = (
        f"Small maps: {counted(len(nodes), 'layer')} with a kernel as large as the map read or larger: {listed(names)} "
        f"({names[0]} reads {per_axis(read)} with {per_axis(kernel)}). rfa_toolbox, with all layers and by both rules, "
        f"counts {toolbox}."
    )
    numbers = {
        "count": len(nodes),
        "n": by_axis(analysis, read),
        "kernel": by_axis(analysis, kernel),
        "toolbox": toolbox,
    }
    return Finding("small-map", names, numbers, text, cure=_of_small_map(analysis, nodes))


def _of_small_map(analysis: Analysis, nodes: Sequence[int]) -> Cure | None:
    """Return the network with fewer strides, the last ones left out first, until no layer reads a small map."""
    layers, axes = analysis.network.layers, analysis.fields.axes
    by_jump: dict[int, list[int]] = {}  # branches that meet lose their strides together
    for node in analysis.fields.graph.order:
        if any(isinstance(each, Window) and each.stride > 1 for each in layers[node - 1].operations):
            by_jump.setdefault(axes[-1].fields[node][0].advance, []).append(node)
    left_out: list[int] = []
    for jump in sorted(by_jump, reverse=True):
        left_out += by_jump[jump]
        changed = with_layers(analysis.network, partial(_with_stride_one, layers, left_out))
        count = len(nodes) if changed is None else len(productive.small_maps(changed.fields))
        if not count:
            names = _names(analysis, sorted(left_out))
            text = f"With stride 1 at {listed(names)} no layer reads a small map."
            return Cure(text, {"count": len(nodes)}, {"count": count, "layers": names})
    return None


def _with_stride_one(layers: Sequence[Layer], nodes: Sequence[int]) -> list[Layer]:
    return [layer.changed(stride=1) if node in nodes else layer for node, layer in enumerate(layers, start=1)]


def uneven_padding(analysis: Analysis, _: tuple[int, ...] | None) -> Finding | None:
    """Return the layers whose stride leaves rows of their padded map over."""
    nodes = _cut(analysis)
    if not nodes:
        return None
    names = _names(analysis, nodes)
    text = f"Uneven padding: strides leave the end of the padded map unread at {listed(names)}."
    cure = None
    fitting = fitting_sizes(analysis)
    below: list[int | None] = []
    above: list[int | None] = []
    for size, each in zip(known_input(analysis), fitting or []):
        whole = each.uncut.has(size)
        below.append(size if whole else each.uncut.below(size))
        above.append(size if whole else each.uncut.above(size))
    asked = [with_input(analysis.network, sizes) for sizes in (above, below) if sizes and None not in sizes]
    least = [-(-size // SMALLEST) for size in known_input(analysis)]
    right = [each for each in asked if each is not None and not _cut(each) and all(map(ge, known_input(each), least))]
    if right:
        sizes = [counted_in(analysis.network.pixel, per_axis(known_input(each))) for each in right]
        cure = Cure(
            f"At inputs of {' and '.join(sizes)} nothing is cut off."
            if len(sizes) > 1
            else f"At an input of {sizes[0]} nothing is cut off.",
            {"input": by_axis(analysis, analysis.network.input), "count": len(nodes)},
            {"inputs": [by_axis(each, each.network.input) for each in right], "count": 0},
        )
    numbers = {"count": len(nodes), "input": by_axis(analysis, analysis.network.input)}
    return Finding("uneven-padding", names, numbers, text, cure=cure)


def _cut(analysis: Analysis) -> list[int]:
    """Return the nodes whose last window ends before their padded map does, along any axis."""
    fields, layers = analysis.fields, analysis.network.layers
    found = []
    for node in fields.graph.order:
        for axis, operation in zip(fields.axes, layers[node - 1].operations):
            n = axis.n[fields.graph.sources[node][0]]
            if isinstance(operation, Window) and operation.stride > 1 and n is not None and count_of(operation, n).cut:
                found.append(node)
                break
    return found


def _names(analysis: Analysis, nodes: Sequence[int]) -> tuple[str, ...]:
    return tuple([analysis.name(node) for node in nodes])
