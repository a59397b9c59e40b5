"""What is to be said of counts: pixels left out or read unevenly, features reached unevenly, what counts of the rf."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from rfcalc.analysis.remedy import readers_of_the_image
from rfcalc.axis import field_box, jumps
from rfcalc.errors import escaped
from rfcalc.layers.types import UNCHANGING
from rfcalc.layers.windows import Transposed, Window
from rfcalc.page.spelling import per_axis, share
from rfcalc.page.words import listed
from rfcalc.reports.findings.changing import by_axis, dilations, pooled, replaced, resized, with_layers, with_multiple
from rfcalc.reports.findings.finding import Cure, Finding
from rfcalc.reports.findings.forms import of_grid, of_holes, of_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.form import Form
    from rfcalc.analysis.statistics import Statistics
    from rfcalc.axis import Field
    from rfcalc.layers import Operation
    from rfcalc.network import Layer


POOLS = frozenset({"maxpool", "avgpool"})


def holes(analysis: Analysis, _: tuple[int, ...] | None) -> Finding | None:
    """Return which fields leave pixels out: counted at the last map, and wherever a layer may skip some."""
    holed = [form for form in _forms(analysis, [*_skipping(analysis), analysis.last_map]) if form.holes]
    if not holed:
        return None
    found = of_holes(holed, analysis.network.pixel)
    return found._replace(cure=_mended(analysis, found, dilations(analysis.network)))


def gridding(analysis: Analysis, _: tuple[int, ...] | None) -> Finding | None:
    """Return which maps read pixels more unevenly than the stem alone does, whose stride is no fault."""
    statistics, graph = _statistics(analysis), analysis.fields.graph
    shares = {node: statistics.gridding(node) for node in graph.order if _may_read_unevenly(analysis, node)}
    by_stem = max([shares.get(node) or 0 for node in _stem(analysis)], default=0)
    uneven = [node for node, share_of_node in shares.items() if (share_of_node or 0) > by_stem]
    if not uneven:
        return None
    last = analysis.last_map
    worst = max(uneven, key=lambda node: shares[node] or 0)
    at_last = shares.get(last)
    forms = {form.layer: form for form in _forms(analysis, [worst, uneven[0], last])}
    names = tuple([analysis.name(node) for node in uneven])
    told = of_grid(
        [forms[name] for name in dict.fromkeys([names[0], analysis.name(worst)])],
        forms[analysis.name(last)],
        analysis.network.pixel,
    )
    found = told._replace(
        layers=names, numbers={**told.numbers, "count": len(uneven), "by_stem": by_stem, "last": at_last}
    )
    changes = [*dilations(analysis.network), *pooled(analysis)]
    return found._replace(cure=_mended(analysis, found, changes))


def _may_read_unevenly(analysis: Analysis, node: int) -> bool:
    """Return whether a layer may begin a grid or make it another, or is the last map, whose grid counts."""
    windows = [each for each in analysis.network.layers[node - 1].operations if isinstance(each, Window)]
    return node == analysis.last_map or any(each.stride > 1 or _step(each) > 1 for each in windows)


def _stem(analysis: Analysis) -> set[int]:
    """Return the layers that read the image, and the pools that follow them."""
    graph, layers = analysis.fields.graph, analysis.network.layers
    stem = readers_of_the_image(analysis.fields)
    for node in graph.order:
        if (layers[node - 1].type in POOLS or layers[node - 1].type in UNCHANGING) and stem.issuperset(
            graph.sources[node]
        ):
            stem.add(node)
    return stem


def checkerboard(analysis: Analysis, _: tuple[int, ...] | None) -> Finding | None:
    """Return the transposed convolutions whose windows overlap unevenly."""
    statistics = _statistics(analysis)
    nodes = _uneven_transposed(analysis)
    shares = {node: max(board) for node in nodes if (board := statistics.checkerboard(node)) and any(board)}
    if not shares:
        return None
    worst = max(shares, key=lambda node: shares[node])
    names = tuple([analysis.name(node) for node in shares])
    text = (
        f"Checkerboard: the windows of {listed(names)} overlap unevenly; {share(shares[worst])} of the paths to the "
        f"features of {escaped(analysis.name(worst))} would have to lead elsewhere for all to have as many."
    )
    numbers = {"count": len(shares), "worst": analysis.name(worst), "checkerboard": shares[worst]}
    cure = _of_checkerboard(analysis, [*shares], analysis.name(worst), shares[worst])
    return Finding("checkerboard", names, numbers, text, cure=cure)


def erf_share(analysis: Analysis, _: tuple[int, ...] | None) -> Finding | None:
    """Return how much of the rf of the last map's middle feature is effective."""
    (form,) = _forms(analysis, [analysis.last_map])
    return None if form.erf is None else of_size(form, analysis.network)


def _statistics(analysis: Analysis) -> Statistics:
    """Return what counts paths: on the real image, or without borders where its size is not known."""
    return analysis.statistics(unclipped=None in analysis.network.input)


def _forms(analysis: Analysis, nodes: Sequence[int]) -> list[Form]:
    nodes = sorted({node for node in nodes if node and analysis.fields.graph.tells(node)})
    forms = _statistics(analysis).middle_forms(nodes)
    return [forms[node] for node in nodes]


def _skipping(analysis: Analysis) -> list[int]:
    """Return the nodes whose window may leave pixels out: its steps are longer than what a feature it reads sees."""
    found = []
    for node in analysis.fields.graph.order:
        for axis, operation in zip(analysis.fields.axes, analysis.network.layers[node - 1].operations):
            source, *others = analysis.fields.graph.sources[node]
            if others and _look_apart([axis.fields[each] for each in (source, *others)]):
                found.append(node)
                break
            step = _step(operation)
            if others or not step:
                continue
            boxes = [box for part in axis.fields[source] for box in part.boxes if box is not None]
            advance, period = max(jumps(axis.fields[source]), key=lambda jump: jump[0] / jump[1])
            if step * advance > min([end - first for first, end in boxes], default=0) * period:
                found.append(node)
                break
    return found


def _look_apart(branches: Sequence[Field]) -> bool:
    """Return whether the first feature of some branch sees nothing of what others see, nor what lies beside it."""
    boxes = sorted([box for field in branches if (box := field_box(field, 0)) is not None])
    ends = [max(end for _, end in boxes[:at]) for at in range(1, len(boxes))]
    return any(first > end for end, (first, _) in zip(ends, boxes[1:]))


def _step(operation: Operation) -> int:
    """Return the longest step between the taps of a window; 0 where it has one, or is none."""
    if not isinstance(operation, Window):
        return 0
    positions = operation.positions
    return max([after - before for before, after in pairwise(positions)], default=0)


def _mended(analysis: Analysis, found: Finding, changes: Sequence[tuple[str, Sequence[Layer]]]) -> Cure | None:
    """Return the change after which the worst share of a layer is the least, if any is less."""
    key, worst = found.id, str(found.numbers["worst"])
    before = _share(analysis, key, worst)
    best: Cure | None = None
    least = before
    for text, layers in changes:
        changed = with_layers(analysis.network, partial(list, layers))
        after = None if changed is None else _share(changed, key, worst)
        if after is not None and after < least:
            least = after
            told = f"{text}: {share(after)} at {escaped(worst)} in place of {share(before)}."
            best = Cure(told, {"layer": worst, key: before}, {"layer": worst, key: after})
    return best


def _share(analysis: Analysis, key: str, layer: str) -> float:
    node = analysis.node(layer)
    if key == "gridding":
        return _statistics(analysis).gridding(node) or 0
    (form,) = _forms(analysis, [node])
    return form.holes or 0


def _uneven_transposed(analysis: Analysis) -> list[int]:
    """Return the transposed convolutions some of whose features are reached by more taps than others."""
    return [
        node
        for node in analysis.fields.graph.order
        if any(
            isinstance(each, Transposed) and len({_taps_at(each, rest) for rest in range(each.stride)}) > 1
            for each in analysis.network.layers[node - 1].operations
        )
    ]


def _taps_at(layer: Transposed, rest: int) -> int:
    return sum(tap * layer.dilation % layer.stride == rest for tap in range(layer.kernel))


def _of_checkerboard(analysis: Analysis, nodes: Sequence[int], worst: str, before: float) -> Cure | None:
    """Return kernels that are multiples of the stride, and a resizing and a convolution, with what is left of each."""
    layers = analysis.network.layers
    after: dict[str, object] = {"layer": worst}
    sentences = []
    for key, words, change in (
        ("kernel", "With kernels that are multiples of the stride", with_multiple),
        ("resize", "With a resizing and a convolution in place", resized),
    ):
        parts = {layers[node - 1].name: change(layers[node - 1]) for node in nodes}
        changed = with_layers(
            analysis.network,
            partial(replaced, layers, parts),
        )
        board = changed and _statistics(changed).checkerboard(changed.node(worst))
        if not board or max(board) >= before:
            continue
        kernels = [each.kernel or 1 for each in parts[worst][-1].operations if isinstance(each, Transposed | Window)]
        after |= {} if len(after) > 1 else {"checkerboard": max(board)}
        after[key] = {"kernel": by_axis(analysis, kernels), "checkerboard": max(board)}
        sentences.append(f"{words} ({per_axis(kernels)} at {escaped(worst)}) {share(max(board))} is left.")
    return Cure(" ".join(sentences), {"layer": worst, "checkerboard": before}, after) if sentences else None
