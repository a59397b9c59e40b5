"""Where anchors of layers lie to what the layers see: the numbers of a detector's anchors.

Zhang et al., "S3FD: Single shot scale-invariant face detector" (arXiv 1708.05237), section 3.1: anchors of 4 strides,
smaller than the effective receptive field, which is smaller than rf. Zhang et al., "FaceBoxes" (1708.05234), section
3.2: density and densification. Lin et al., "Focal loss for dense object detection" (1708.02002) has 4 strides too,
Zhang et al., "Bridging the gap between anchor-based and anchor-free detection" (1912.02424) has 8.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, prod
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis import Analysis
from rfcalc.analysis.held import held_anywhere
from rfcalc.axis import UNBOUNDED
from rfcalc.errors import RfcalcError, escaped, quoted
from rfcalc.network import Layer
from rfcalc.reports.anchors import Anchor, AnchorLayer, Anchors, Object
from rfcalc.reports.measures import factor_of, lengths_of, told
from rfcalc.reports.summary import row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rfcalc.analysis.form import Form
    from rfcalc.analysis.numbers import Number
    from rfcalc.reports.layer import LayerRow
    from rfcalc.reports.measures import Measure, Measures

HEAD = 3
"""The kernel of the convolution that predicts from a map: part of what a prediction sees."""

RATIO = 4
"""Anchors in jumps by default, as in S3FD and RetinaNet; ATSS has 8."""


class _Level(NamedTuple):
    """What is known of a layer before its anchors are: numbers of the layer, and of the head that predicts from it."""

    name: str
    row: LayerRow
    jump: tuple[Fraction, ...]
    rf: tuple[int, ...]
    erf: float
    holds: tuple[int, ...]


def anchors_of(
    analysis: Analysis,
    layers: Iterable[str],
    ratio: Number | str = RATIO,
    sizes: Mapping[str, Measures] | None = None,
    objects: Iterable[Measure] = (),
) -> Anchors:
    """Return the anchors of some layers: ``ratio`` jumps large, or of the sizes that are given for a layer.

    Raises `RfcalcError` for a layer that there is not or whose features have no jump, and for what is no size.
    """
    network, axes = analysis.network, analysis.network.axes
    factor = factor_of(ratio, "--ratio")
    named = {analysis.called(layer): analysis.node(layer) for layer in layers}
    names = sorted(named, key=lambda name: named[name])
    if not names:
        raise RfcalcError("no layer is named", allowed="name those whose maps have anchors", key="--layer")
    given = _given(analysis, sizes or {}, names)
    levels = _levels(analysis, names)
    lengths = [given.get(level.name) or [tuple([jump * factor for jump in level.jump])] for level in levels]
    densest = [
        max([size[axis] / level.jump[axis] for level, of_level in zip(levels, lengths) for size in of_level])
        for axis in range(len(axes))
    ]
    return Anchors(
        network=network.name,
        axes=axes,
        input=network.input,
        ratio=told([factor])[0],
        layers=tuple([_layer(level, of_level, densest) for level, of_level in zip(levels, lengths)]),
        objects=_objects(levels, [lengths_of(each, axes, "--objects") for each in objects]),
        pixel=network.pixel,
    )


def _given(
    analysis: Analysis, sizes: Mapping[str, Measures], names: Sequence[str]
) -> dict[str, list[tuple[Fraction, ...]]]:
    """Return the sizes of anchors that are given for layers, by the names that answers have for these."""
    given: dict[str, list[tuple[Fraction, ...]]] = {}
    for layer, measures in sizes.items():
        name = analysis.called(layer)
        if name not in names:
            allowed = f"those of --layer: {', '.join(map(escaped, names))}"
            raise RfcalcError(f"found layer {quoted(layer)}", allowed=allowed, key="--anchors")
        listed: Iterable[Measure] = [measures] if isinstance(measures, str | int | float | Fraction) else measures
        given[name] = [lengths_of(each, analysis.network.axes, "--anchors") for each in listed]
    return given


def _levels(analysis: Analysis, names: Sequence[str]) -> list[_Level]:
    """Return what is known of layers, with the heads that predict from them. Raises `RfcalcError`."""
    network = analysis.network
    nodes = [analysis.node(name) for name in names]
    for node in nodes:
        analysis.check_told(node)
    rows = [_row(analysis, node) for node in nodes]
    first = len(network.layers) + 1
    heads = [_head(network.layers, analysis.name(node), at) for at, node in enumerate(nodes)]
    headed = Analysis(network.changed(layers=[*network.layers, *heads]))
    forms = headed.statistics(unclipped=True).middle_forms(range(first, first + len(nodes)))
    return [
        _level(headed, name, own, node, forms[node])
        for node, name, own in zip(range(first, first + len(nodes)), names, rows)
    ]


def _row(analysis: Analysis, node: int) -> LayerRow:
    """Return the numbers of a layer whose features have a jump and a field. Raises `RfcalcError` for any other."""
    network = analysis.network
    if not node:
        raise RfcalcError("the input is no layer", allowed="name a layer or a block", key="--layer")
    layer = network.layers[node - 1]
    with RfcalcError.within(file=layer.origin.file, line=layer.origin.line, layer=layer.name):
        if analysis.fields.marked(node, UNBOUNDED):
            raise RfcalcError("it sees the whole input, whose size is not known", allowed=network.size_advice)
        own = row(analysis, node)
        if not all(own.jump):
            raise RfcalcError("its features have no jump", allowed="anchors lie one jump apart")
    return own


def _head(layers: Sequence[Layer], name: str, at: int) -> Layer:
    """Return the convolution that predicts from a layer, under a name that no layer has."""
    taken = {layer.name for layer in layers}
    own = f"head {at}"
    while own in taken:
        own += "'"
    return Layer(own, "conv", name, kernel=HEAD, padding=HEAD // 2)


def _level(headed: Analysis, name: str, own: LayerRow, node: int, form: Form) -> _Level:
    sees = row(headed, node)
    if form.erf is None or None in sees.rf:
        raise RfcalcError(
            "the middle of its features sees nothing", allowed="anchors need features that do", layer=name
        )
    return _Level(
        name=name,
        row=own,
        jump=tuple([Fraction(str(jump)) for jump in own.jump]),
        rf=tuple([rf for rf in sees.rf if rf is not None]),
        erf=form.erf,
        holds=tuple([held_anywhere(axis.fields[node], axis.n[0]) for axis in headed.fields.axes]),
    )


def _layer(level: _Level, sizes: Sequence[tuple[Fraction, ...]], densest: Sequence[Fraction]) -> AnchorLayer:
    axes = len(densest)
    known = [n for n in level.row.n if n is not None]
    anchors = []
    for size in sizes:
        density = [length / jump for length, jump in zip(size, level.jump)]
        densification = [most / own for most, own in zip(densest, density)]
        anchors.append(
            Anchor(
                size=told(size),
                density=told(density),
                densification=told(densification),
                matched=float(prod(size)) < level.erf**axes < prod(level.rf),
                count=prod(known) * prod(map(floor, densification)) if len(known) == axes else None,
            )
        )
    own = level.row
    jump = told(level.jump)
    return AnchorLayer(
        level.name, own.type, n=own.n, jump=jump, rf=level.rf, erf=level.erf, holds=level.holds, anchors=tuple(anchors)
    )


def _objects(levels: Sequence[_Level], sizes: Sequence[tuple[Fraction, ...]]) -> tuple[Object, ...]:
    """Return which layers see objects whole, the smallest objects first."""
    counts: dict[tuple[Fraction, ...], int] = {}
    for size in sizes:
        counts[size] = counts.get(size, 0) + 1
    return tuple(
        [
            Object(
                size=told(size),
                count=counts[size],
                layers=tuple([level.name for level in levels if _fits(size, level.rf)]),
                anywhere=tuple([level.name for level in levels if _fits(size, level.holds)]),
            )
            for size in sorted(counts, key=lambda size: (prod(size), size))
        ]
    )


def _fits(size: Sequence[Fraction], box: Sequence[int]) -> bool:
    return all(length <= side for length, side in zip(size, box))
