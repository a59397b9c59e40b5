"""Feature maps at the size of the image, a panel for each, in Dang Ha The Hien's way."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.network.pixel import surface
from rfcalc.page.spelling import box_by_axis, per_axis
from rfcalc.page.words import counted, displacement, input_size, listed
from rfcalc.render.svg.elements import document, path, rectangle, spelled, text
from rfcalc.render.svg.palette import IMAGE, INK, LINE, QUIET, of_branch
from rfcalc.render.svg.plane import CIRCLES, Frame, cells, features, outline, spacing, span_of
from rfcalc.render.svg.widths import BOLD, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.axis import Box
    from rfcalc.reports.fixed_view import FixedMap, FixedView

WIDTH = 880  # dots of the picture, at the most
SIDE, COLUMNS = 200, 4  # dots of a panel's longer side, and panels in a row
FLAT, LANE = 4, 26  # how many times as wide as high an image has a row for itself, and dots of an axis alone
GAP, ROW, SMALL, SIZE, LARGE = 16, 15, 11, 12, 14
CELL = 8  # dots from which on a pixel is seen as a cell
NEAREST = 3.4  # dots between the features that are drawn, at the least
RADII, DARK = (0.8, 3.2), 2  # dots of radii of features, and at the least of the middle one's
MIDDLE = 0.5  # of a lane


def picture(view: FixedView) -> str:
    """Return the picture of maps over their image, which has a panel of its own before them."""
    frame, columns = _frame(view)
    wide = max(frame.width, SIDE)
    columns = min(columns, len(view.maps) + 1)
    width = 2 * GAP + columns * wide + (columns - 1) * GAP
    title = f"{escaped(view.network)}: features at the centers of their receptive fields"
    heading = lines_of(title, width - 2 * GAP, LARGE * BOLD)
    body = [
        text(GAP, GAP + 12 + at * 18, words, font_size=LARGE, font_weight="bold") for at, words in enumerate(heading)
    ]
    top: float = GAP + len(heading) * 18 + 6
    panels = [_caption(view, frame, each, wide) for each in (None, *view.maps)]
    for first in range(0, len(panels), columns):
        captions = panels[first : first + columns]
        above = 20 + ROW * (max(len(heading) + len(told) for heading, told in captions) - 1)
        for at, caption in enumerate(captions):
            left = GAP + at * (wide + GAP)
            body += _lines(left, top + 12, *caption)
            placed = frame.at(left, top + above)
            number = first + at - 1
            body += _image(view, placed) if number < 0 else _map(view, placed, number)
        top += above + frame.height + GAP
    sentences = _sentences(view, frame)
    told = [words for sentence in sentences for words in lines_of(sentence, width - 2 * GAP, SMALL)]
    body += _lines(GAP, top + 8 + ROW, [], told)
    return document(round(width), round(top + len(told) * ROW + 8 + GAP), title, " ".join(sentences), body)


def _frame(view: FixedView) -> tuple[Frame, int]:
    """Return the plane of every panel, and how many of them stand in a row."""
    spans = [
        span_of(
            size,
            [each.box[axis] for each in view.maps if each.box is not None],
            [at for each in view.maps for at in each.centers[axis]],
        )
        for axis, size in list(enumerate(view.input))[-2:]
    ]
    across = spans[-1][1] - spans[-1][0]
    if len(spans) == 1:
        return Frame(GAP, 0, (LANE, (WIDTH - 2 * GAP) / across), ((0, 1), spans[0])), 1
    down = spans[0][1] - spans[0][0]
    if across > FLAT * down:
        scale = (WIDTH - 2 * GAP) / across
        return Frame(GAP, 0, (scale, scale), (spans[0], spans[1])), 1
    scale = SIDE / max(across, down)
    return Frame(GAP, 0, (scale, scale), (spans[0], spans[1])), COLUMNS


def _lines(left: float, base: float, heading: Sequence[str], told: Sequence[str]) -> list[str]:
    """Return lines of text, those of a heading first."""
    return [
        *[text(left, base + at * ROW, words, font_weight="bold") for at, words in enumerate(heading)],
        *[
            text(left, base + at * ROW, words, font_size=SMALL, fill=QUIET)
            for at, words in enumerate(told, start=len(heading))
        ],
    ]


def _caption(view: FixedView, frame: Frame, shown: FixedMap | None, wide: float) -> tuple[list[str], list[str]]:
    """Return the lines above a panel: its name, and what is told of it."""
    if shown is None:
        told = [f"{input_size(view.input, view.axes, view.pixel)}", "boxes: of the middle features"]
        return [surface(view.axes)], [words for each in told for words in lines_of(each, wide, SMALL)]
    sees = "reads nothing" if shown.box is None else f"sees {box_by_axis(view.axes, shown.box)}"
    n, jump, rf, start = map(per_axis, (shown.n, shown.jump, shown.rf, shown.start), ("?", "varies", "-", "?"))
    told = [
        f"n {n}, jump {jump}, rf {rf}, start {start}",
        f"feature {', '.join(map(str, reversed(shown.index)))} {sees}",
    ]
    where = shown.shift and displacement(shown.shift, view.axes, view.pixel)
    if where:
        told.append(f"map {where} the middle")
    steps = _steps(frame, shown)
    if max(steps) > 1:
        told.append(f"drawn: one feature in {per_axis(steps)}")
    name = lines_of(shown.layer, wide, SIZE * BOLD)
    return name, [words for each in told for words in lines_of(each, wide, SMALL)]


def _steps(frame: Frame, shown: FixedMap) -> tuple[int, ...]:
    """Return one in how many features is drawn along each of the axes that are drawn."""
    drawn = list(zip(shown.centers, shown.every))[-2:]
    return tuple(
        [
            every * max(1, ceil(NEAREST / max(spacing(centers) * scale, NEAREST / len(centers))))
            for (centers, every), scale in zip(drawn, frame.scale[-len(drawn) :])
        ]
    )


def _centers(frame: Frame, shown: FixedMap) -> list[Sequence[Number | None]]:
    """Return the centres that are drawn, along y and x; an axis alone has its features in one row."""
    drawn = list(zip(shown.centers, shown.every))[-2:]
    across: list[Sequence[Number | None]] = [
        centers[(len(centers) - 1) % (step // every) // 2 :: step // every]
        for (centers, every), step in zip(drawn, _steps(frame, shown))
    ]
    return across if len(across) > 1 else [(MIDDLE,), *across]


def _paper(view: FixedView, frame: Frame) -> list[str]:
    """Return the image with its pixels, and the virtual ones beside it, where they are large enough to be seen."""
    high, wide = view.input[-2] if len(view.axes) > 1 else 1, view.input[-1]
    left, top, right, bottom = frame.x(0), frame.y(0), frame.x(wide), frame.y(high)
    (first_y, end_y), (first_x, end_x) = frame.spans
    drawn = []
    if min(frame.scale) >= CELL:
        columns = [
            f"M{spelled(frame.x(x))} {spelled(frame.y(first_y))}V{spelled(frame.y(end_y))}"
            for x in range(first_x, end_x + 1)
        ]
        rows = [
            f"M{spelled(frame.x(first_x))} {spelled(frame.y(y))}H{spelled(frame.x(end_x))}"
            for y in range(first_y, end_y + 1)
        ]
        drawn.append(path([*columns, *rows], stroke=LINE, stroke_dasharray="2 2", fill="none"))
        drawn.append(rectangle(left, top, right - left, bottom - top, fill=IMAGE))
        columns = [f"M{spelled(frame.x(x))} {spelled(top)}V{spelled(bottom)}" for x in range(wide + 1)]
        rows = [f"M{spelled(left)} {spelled(frame.y(y))}H{spelled(right)}" for y in range(high + 1)]
        drawn.append(path([*columns, *rows], stroke=LINE, fill="none"))
        return drawn
    return [rectangle(left, top, right - left, bottom - top, fill=IMAGE, stroke=LINE)]


def _image(view: FixedView, frame: Frame) -> list[str]:
    """Return the image, and on it what the middle feature of each map sees."""
    drawn = _paper(view, frame)
    for number, each in enumerate(view.maps):
        color, dashes = of_branch(number)
        if each.box is not None:
            drawn.append(outline(frame, _plane_of(each.box), stroke=color, stroke_width=1.5, stroke_dasharray=dashes))
    return drawn


def _map(view: FixedView, frame: Frame, number: int) -> list[str]:
    """Return a map over its image, with the box of its middle feature."""
    shown = view.maps[number]
    color, _ = of_branch(number)
    centers = _centers(frame, shown)
    drawn, radius = _paper(view, frame), RADII[1]
    if min(frame.scale) >= CELL and len(view.axes) > 1:
        drawn.append(cells(frame, centers, fill=color, fill_opacity=0.55, stroke=color))
    else:
        near = min([spacing(each) * scale for each, scale in zip(centers, frame.scale) if len(each) > 1] or [CELL])
        radius = max(RADII[0], min(RADII[1], 0.28 * near))
        drawn.append(features(frame, centers, radius, color))
    if shown.box is not None:
        drawn.append(outline(frame, _plane_of(shown.box), stroke=INK, stroke_width=1.5))
        if not shown.own:
            (top, bottom), (left, right) = _plane_of(shown.box)
            drawn.append(features(frame, (((top + bottom) / 2,), ((left + right) / 2,)), max(radius, DARK), INK))
    return drawn


def _plane_of(box: Sequence[Box]) -> Sequence[Box]:
    return box[-2:] if len(box) > 1 else ((0, 1), box[0])


def _sentences(view: FixedView, frame: Frame) -> list[str]:
    """Return what the picture shows."""
    if not view.maps:
        return ["Of no layer it is known what its features read."]
    middle = "one in the middle" if all(shown.own for shown in view.maps) else "dark one, in the middle,"
    told = [f"Each feature stands at the center of its receptive field; the box is what the {middle} sees."]
    if any(shown.own for shown in view.maps):
        told.append("Where features see more than their own path, they stand at the center of that.")
    if any(
        len(set(down)) * len(set(across)) > CIRCLES for down, across in [_centers(frame, each) for each in view.maps]
    ):
        told.append(f"Rows of maps of more than {CIRCLES} features are dashed lines, a dash a feature.")
    if len(view.axes) > 2:  # noqa: PLR2004 - a plane has two
        told.append(f"Drawn is the plane of {view.axes[-1]} and {view.axes[-2]}.")
    beyond = [
        each.layer
        for each in view.maps
        if each.box
        and any(first < span[0] or end > span[1] for (first, end), span in zip(_plane_of(each.box), frame.spans))
    ]
    if beyond:
        told.append(f"Open boxes go on beyond the picture: {listed(beyond)}.")
    if view.left_out:
        told.append(f"{counted(view.left_out, 'more layer')} {'is' if view.left_out == 1 else 'are'} left out.")
    return told
