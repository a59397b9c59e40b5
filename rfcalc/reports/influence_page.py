"""Which features some pixels reach, as people read it. Axes stand in the order of the command line: x, y, z."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import ESSENTIAL, Notes, Statement, Table, Text, column
from rfcalc.page.pixels import many, one
from rfcalc.page.spelling import box, per_axis, percent
from rfcalc.page.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.axis import Box
    from rfcalc.page.parts import Column, Page
    from rfcalc.reports.influence import Influence


def influence_page(influence: Influence) -> Page:
    """Return a sentence on the last layer, a row for each, and what the columns of a range mean."""
    statement = Statement(_subject(influence), _predicate(influence))
    told = (Text((_meaning(influence),)),) if influence.ranged else ()
    notes = (Notes(influence.notes),) if influence.notes else ()
    return (statement, Table(_columns(influence)), *told, *notes)


def _subject(influence: Influence) -> str:
    """Return the pixels with their network, x first: ``pixel (65, 81) of AlexNet``, ``samples [8, 16) of WaveNet``."""
    spans = influence.pixels[::-1]
    if influence.ranged:
        where = f"{many(influence.pixel)} {' x '.join(map(box, spans))}"
    else:
        index = ", ".join([str(first) for first, _ in spans])
        where = f"{one(influence.pixel)} {index if len(spans) == 1 else f'({index})'}"
    return f"{where} of {escaped(influence.network)}"


def _predicate(influence: Influence) -> str:
    """Return what they do to the last layer that is told of: ``reaches 9 of the 3025 features of conv1``."""
    last = influence.layers[-1]
    total = prod(last.n)
    some = f"{last.count} of the {counted(total, 'feature')}"
    amount = "no feature" if not last.count else "every feature" if last.count == total else some
    return f"reach{'' if influence.ranged else 'es'} {amount} of {escaped(last.name)}"


def _meaning(influence: Influence) -> str:
    pixels = many(influence.pixel)
    return (
        f"features: those that read any of these {pixels}; covering: those whose visible box holds all of them; "
        f"inside: those that read some of them and no other {pixels}."
    )


def _columns(influence: Influence) -> tuple[Column, ...]:
    rows, axes = influence.layers, influence.axes
    features = _spelled([row.features for row in rows], len(axes))
    told = [
        column("name", [escaped(row.name) for row in rows], "layer"),
        column("type", [row.type for row in rows], "kind", importance=2),
        column("n", [per_axis(row.n) for row in rows], right=True, importance=ESSENTIAL),
        *[column(axis, along) for axis, along in zip(reversed(axes), features)],
        column("features", [str(row.count) for row in rows], "main", right=True),
    ]
    if not influence.ranged:
        return (*told, column("share", [percent(row.share) for row in rows], right=True, importance=3))
    for kind, found in (("covering", [row.covering for row in rows]), ("inside", [row.inside for row in rows])):
        told.append(column(kind, ["" if each is None else str(each.count) for each in found], right=True))
        boxes = _spelled([each and each.hull for each in found], len(axes))
        texts = ["-" if "-" in box else " x ".join(box) for box in zip(*boxes)]
        told.append(column(f"{kind} box", texts, importance=1))
    return tuple(told)


def _spelled(boxes: Sequence[tuple[Box, ...] | None], axes: int) -> list[list[str]]:
    """Return the boxes along each axis, x first, their bounds below one another; ``-`` for no box."""
    spelled = []
    for axis in range(axes - 1, -1, -1):
        along = [None if each is None else each[axis] for each in boxes]
        known = [each for each in along if each is not None] or [(0, 0)]
        widths = (max([len(str(first)) for first, _ in known]), max([len(str(end)) for _, end in known]))
        spelled.append(["-" if each is None else box(each, widths) for each in along])
    return spelled
