"""The anchors of a detector, as people read them: a row for each, and which objects no layer sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import ESSENTIAL, Table, Text, Title, column
from rfcalc.page.spelling import across, number, per_axis, rounded
from rfcalc.page.words import counted, input_size, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.page.parts import Page
    from rfcalc.reports.anchors import Anchors, Object

ROWS = 20  # sizes of objects that have a row each; of more it is told how many each layer sees


def anchors_page(anchors: Anchors) -> Page:
    """Return a row for each anchor, what they come to, and a row for each size of objects."""
    title = Title(
        escaped(anchors.network),
        input_size(anchors.input, anchors.axes, anchors.pixel),
        about="rf and erf: of the 3-wide convolution that predicts from each layer; matched: anchor < erf < rf; "
        "density: anchor / jump; holds: the largest object seen whole wherever it lies.",
    )
    told = Text((_total(anchors), _matches(anchors)))
    return (title, _table(anchors), told, *_objects(anchors))


def _table(anchors: Anchors) -> Table:
    rows = [(layer, anchor) for layer in anchors.layers for anchor in layer.anchors]
    counts = [number(anchor.count) for _, anchor in rows]
    return Table(
        (
            column("name", [escaped(layer.name) for layer, _ in rows], "layer"),
            column("n", [per_axis(layer.n) for layer, _ in rows], right=True, importance=ESSENTIAL),
            column("jump", [per_axis(layer.jump) for layer, _ in rows], right=True, importance=4),
            column("anchor", [_sizes(anchor.size) for _, anchor in rows], "main", right=True),
            column("erf", [rounded(layer.erf) for layer, _ in rows], "main", right=True),
            column("rf", [per_axis(layer.rf) for layer, _ in rows], "main", right=True),
            column("matched", ["yes" if anchor.matched else "no" for _, anchor in rows], importance=6),
            column("density", [_sizes(anchor.density) for _, anchor in rows], right=True, importance=3),
            column("densify", [_sizes(anchor.densification) for _, anchor in rows], right=True, importance=2),
            column("anchors", counts, right=True, importance=5),
            column("holds", [per_axis(layer.holds) for layer, _ in rows], right=True, importance=1),
        )
    )


def _sizes(values: Sequence[Number]) -> str:
    """Return sizes or densities by their first digits: once where the axes agree."""
    return across(values, rounded)


def _total(anchors: Anchors) -> str:
    if anchors.total is None or anchors.undensified is None:
        return "How many anchors there are is not known without an input size."
    if anchors.total == anchors.undensified:
        return f"There are {counted(anchors.total, 'anchor')}."
    return (
        f"There are {counted(anchors.total, 'anchor')}, densified to the largest density by whole numbers; "
        f"{anchors.undensified} without that."
    )


def _matches(anchors: Anchors) -> str:
    missed = [
        f"{_sizes(anchor.size)} of {layer.name}"
        for layer in anchors.layers
        for anchor in layer.anchors
        if not anchor.matched
    ]
    if not missed:
        return "Every anchor is smaller than its erf, and that smaller than its rf."
    return f"Not matched: {listed(missed)}."


def _objects(anchors: Anchors) -> tuple[Table | Text, ...]:
    if not anchors.objects:
        return ()
    table = _by_size(anchors.objects) if len(anchors.objects) <= ROWS else _by_layer(anchors)
    unseen = [_sizes(each.size) for each in anchors.unseen]
    told = (
        f"No layer sees objects of {listed(unseen)} whole." if unseen else "Every object is seen whole by some layer."
    )
    return (table, Text((told,)))


def _by_size(objects: Sequence[Object]) -> Table:
    return Table(
        (
            column("object", [_sizes(each.size) for each in objects], "main", right=True),
            column("count", [str(each.count) for each in objects], right=True, importance=1),
            column("seen whole by", [listed(each.layers) or "none" for each in objects], "layer"),
            column("wherever it lies by", [listed(each.anywhere) or "none" for each in objects], importance=ESSENTIAL),
        )
    )


def _by_layer(anchors: Anchors) -> Table:
    """Return how many objects each layer sees whole, of how many there are."""
    names = [layer.name for layer in anchors.layers]
    every = sum([each.count for each in anchors.objects])
    seen = [sum([each.count for each in anchors.objects if name in each.layers]) for name in names]
    held = [sum([each.count for each in anchors.objects if name in each.anywhere]) for name in names]
    return Table(
        (
            column("name", [escaped(name) for name in names], "layer"),
            column("objects", [str(every)] * len(names), right=True, importance=1),
            column("seen whole", [str(count) for count in seen], "main", right=True),
            column("wherever they lie", [str(count) for count in held], right=True, importance=ESSENTIAL),
        )
    )
