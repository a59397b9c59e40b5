"""A network at a glance: the image, what the middle features of its stages see, and where the last map lies on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.network.pixel import surface
from rfcalc.page.spelling import per_axis
from rfcalc.page.words import displacement, input_size
from rfcalc.render.svg.elements import document, element, group, line, rectangle, text
from rfcalc.render.svg.palette import IMAGE, INK, LINE, PAPER, QUIET, VERMILION, of_branch
from rfcalc.render.svg.plane import Frame, features, outline, span_of
from rfcalc.render.svg.widths import lines_of, shortened, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.reports.fixed_view import FixedMap, FixedView

LONGEST = 300  # dots of the longer side of the image with what is seen beside it
LANE = 5  # dots by which the box of one stage is higher than that of the stage before, where there is one axis
GAP, ROW, SWATCH = 16, 18, 24
LEAST = 190  # dots of what stands beside the image
NAMES = 170  # dots of a layer's name at the most
STAGES = 8  # boxes in one picture: the last ones
DOTS = 12  # along an axis


def overview(view: FixedView) -> str:
    """Return the overview of a network, five kilobytes at the most; no text where there is no map to show.

    Boxes are those of the middle features of the ends of stages, dots the centres of the last map's features.
    """
    maps = view.maps[-STAGES:]
    if not maps:
        return ""
    frame = _frame(view, maps)
    names = [shortened(each.layer, NAMES) for each in maps]
    facts = ["sees nothing" if each.box is None else f"rf {per_axis(each.rf)}" for each in maps]
    left = frame.left + frame.width + GAP
    beside = max(SWATCH + max(map(width_of, names)) + GAP + max(map(width_of, facts)), LEAST)
    sentences = _sentences(view, maps[-1])
    told = [words for sentence in sentences for words in lines_of(sentence, beside)]
    width, rows = round(left + beside + GAP), len(names) + len(told) + 0.5
    height = round(max(frame.height, rows * ROW) + 2 * GAP)
    body = _image(view, frame.at(GAP, (height - frame.height) / 2), maps)
    top = (height - rows * ROW) / 2 + 0.7 * ROW
    bases = [top + number * ROW for number in range(len(names))]
    for number, base in enumerate(bases):
        color, dashes = of_branch(number)
        start, end = (left, base - 4), (left + SWATCH - 6, base - 4)
        body.append(line(start, end, stroke=color, stroke_width=2, stroke_dasharray=dashes))
    body.append(group(*[text(left + SWATCH, base, name) for base, name in zip(bases, names)]))
    ends = [text(left + beside, base, fact) for base, fact in zip(bases, facts)]
    body.append(group(*ends, text_anchor="end"))
    top += (len(names) + 0.5) * ROW
    body.append(group(*[text(left, top + number * ROW, words) for number, words in enumerate(told)], fill=QUIET))
    return document(width, height, f"Where {view.network} looks", " ".join(sentences), body)


def _frame(view: FixedView, maps: Sequence[FixedMap]) -> Frame:
    """Return the plane, in which the image is as large as what is seen beside it allows."""
    spans = [
        span_of(size, [each.box[axis] for each in maps if each.box is not None])
        for axis, size in list(enumerate(view.input))[-2:]
    ]
    across = LONGEST / max(end - first for first, end in spans)
    if len(spans) == 1:
        return Frame(GAP, 0, (LANE, across), ((0, 2 * len(maps) + 2), spans[0]))
    return Frame(GAP, 0, (across, across), (spans[0], spans[1]))


def _image(view: FixedView, frame: Frame, maps: Sequence[FixedMap]) -> list[str]:
    """Return the image, the boxes on it, and the last map with its middle beside that of the image."""
    flat = len(view.axes) == 1
    last, lanes = maps[-1], 2 * len(maps) + 2
    high, wide = (lanes if flat else view.input[-2]), view.input[-1]
    left, top, right, bottom = frame.x(0), frame.y(0), frame.x(wide), frame.y(high)
    drawn = [rectangle(left, top, right - left, bottom - top, fill=IMAGE, stroke=LINE)]
    middle = (frame.x(wide / 2), frame.y(high / 2))
    drawn.append(line((middle[0], top), (middle[0], bottom), stroke=LINE))
    if not flat:
        drawn.append(line((left, middle[1]), (right, middle[1]), stroke=LINE))
    down = (lanes / 2,) if flat else _some(last.centers[-2])
    drawn.append(features(frame, (down, _some(last.centers[-1])), 1.8, INK, circles=0))
    for number, each in enumerate(maps):
        color, dashes = of_branch(number)
        if each.box is not None:
            lane = len(maps) - number
            box = ((lane, lanes - lane) if flat else each.box[-2], each.box[-1])
            drawn.append(outline(frame, box, stroke=color, stroke_width=2, stroke_dasharray=dashes))
    if last.shift is not None and any(last.shift[-2:]):
        moved = (frame.x(wide / 2 + last.shift[-1]), middle[1] if flat else frame.y(high / 2 + last.shift[-2]))
        drawn.append(line(middle, moved, stroke=VERMILION, stroke_width=2.5))
        drawn.append(element("circle", cx=moved[0], cy=moved[1], r=4, fill=PAPER, stroke=VERMILION, stroke_width=2))
    return drawn


def _some(centers: Sequence[Number | None]) -> Sequence[Number | None]:
    """Return as many centres along an axis as there is room for, as far from one end as from the other."""
    step = -(-len(centers) // DOTS)
    return centers[(len(centers) - 1) % step // 2 :: step]


def _sentences(view: FixedView, last: FixedMap) -> list[str]:
    """Return what the picture shows, and where the last map lies."""
    whole = surface(view.axes)
    image = f"{input_size(view.input, view.axes, view.pixel)}: what the middle features see."
    told = [f"{image[0].upper()}{image[1:]}"]
    if len(view.axes) > 2:  # noqa: PLR2004 - a plane has two
        told.append(f"Drawn is the plane of {view.axes[-1]} and {view.axes[-2]}.")
    some = any(step > 1 for step in last.every[-2:]) or any(len(each) > DOTS for each in last.centers[-2:])
    told.append(f"Dots are centers of {'some ' if some else ''}features of {escaped(last.layer)}.")
    if last.shift is not None:
        where = displacement(last.shift, view.axes, view.pixel)
        told.append(f"Its map lies {where or 'in'} the middle of the {whole}.")
    return told
