"""A network from the side: a row of units for each layer, and lines to what they read."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import escaped
from rfcalc.page.pixels import counted_in, one
from rfcalc.page.spelling import box as spelled_box
from rfcalc.page.spelling import number
from rfcalc.page.words import counted
from rfcalc.render.svg.elements import document, element, group, line, path, spelled, text
from rfcalc.render.svg.palette import INK, LINE, PAPER, QUIET, of_branch
from rfcalc.render.svg.widths import BOLD, lines_of, shortened, width_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.reports.side_view import SideRow, SideUnit, SideView

WIDTH = 880  # dots of the picture, at the most; wider by what names take that are longer than usual
NAMES = (190, 560)  # dots of the names of layers: usual ones, and at the most
UNIT = 26  # dots between neighbouring pixels, at the most
ROWS = (34, 54)  # dots between rows: where there are many, where there are few
TALL = 640  # dots of all rows together, where they are few
GAP, LINE_HEIGHT, SMALL, SIZE, LARGE = 16, 15, 11, 12, 14
RADII = (1.5, 5.5)
BRACKET = 34
LEAST = 300  # dots of the width
NEAREST = 4.0  # dots between the dashes of a dense row, at the least


class _Ground(NamedTuple):
    """Where units stand, in dots."""

    left: float
    top: float
    first: float  # the pixel at its left
    scale: float  # dots of a pixel
    width: float
    step: float  # from one row to the next
    rows: int

    @property
    def base(self) -> float:
        """Return where the input's row lies, the lowest."""
        return self.y(0)

    def x(self, place: float) -> float:
        """Return where a place along the axis lies."""
        return self.left + (place - self.first) * self.scale

    def y(self, row: int) -> float:
        """Return where a row lies, by its number."""
        return self.top + (self.rows - 1 - row) * self.step


def _ground(view: SideView, left: float) -> _Ground:
    """Return the ground of all units, and of the box that may go on beyond them."""
    ends = [float(unit.place) for row in view.rows for unit in row.units] + [*(view.box or ())]
    first, end = min(ends) - 0.5, max(ends) + 0.5
    scale = min(UNIT, (WIDTH - GAP - min(left, 2 * GAP + NAMES[0])) / (end - first))
    rows = len(view.rows)
    step = max(ROWS[0], min(ROWS[1], TALL / max(rows - 1, 1)))
    return _Ground(left, 0, first, scale, (end - first) * scale, step, rows)


def picture(view: SideView) -> str:
    """Return the picture of what a feature reads: the input is the lowest row, the feature's layer the uppermost."""
    names = [shortened(row.layer, NAMES[1], SIZE * BOLD) for row in view.rows]
    facts = [_fact(row) for row in view.rows]
    beside = max([*(width_of(name, SIZE * BOLD) for name in names), *(width_of(fact, SMALL) for fact in facts)])
    ground = _ground(view, 2 * GAP + beside)
    width = max(ground.left + ground.width + GAP, LEAST)
    title = f"{escaped(view.network)}: what feature {view.index} of {escaped(view.layer)} reads along {view.axis}"
    heading = lines_of(title, width - 2 * GAP, LARGE * BOLD)
    ground = ground._replace(top=GAP + 18 * len(heading) + 20)
    body = [
        text(GAP, GAP + 12 + at * 18, words, font_size=LARGE, font_weight="bold") for at, words in enumerate(heading)
    ]
    body += _links(view, ground)
    for number_of, row in enumerate(view.rows):
        y = ground.y(number_of)
        body.append(text(GAP, y - 1, names[number_of], font_weight="bold"))
        body.append(text(GAP, y + 12, facts[number_of], font_size=SMALL, fill=QUIET))
        body += _units(ground, row, y)
    body += _bracket(view, ground, ground.base + 14, width)
    sentences = _sentences(view)
    told = [words for sentence in sentences for words in lines_of(sentence, width - 2 * GAP, SMALL)]
    top = ground.base + BRACKET + 30
    body += [text(GAP, top + at * LINE_HEIGHT, words, font_size=SMALL, fill=QUIET) for at, words in enumerate(told)]
    height = top + len(told) * LINE_HEIGHT
    return document(round(width), round(height), title, " ".join(sentences), body)


def _fact(row: SideRow) -> str:
    """Return what stands below the name of a row."""
    told = [row.window, f"n {row.n}", "" if row.rf is None else f"rf {row.rf}"]
    return ", ".join(filter(None, told))


def _links(view: SideView, ground: _Ground) -> list[str]:
    """Return the lines to what is read, those that are seen above the others, a path for each branch."""
    places = {
        (number_of, unit.index): (ground.x(float(unit.place)), ground.y(number_of))
        for number_of, row in enumerate(view.rows)
        for unit in row.units
    }
    drawn: dict[tuple[bool, int], list[str]] = {}
    for link in view.links:
        start, end = places[link.reader], places[link.read]
        step = f"M{spelled(start[0])} {spelled(start[1])}L{spelled(end[0])} {spelled(end[1])}"
        drawn.setdefault((link.seen, link.branch if link.seen else 0), []).append(step)
    lines = []
    for (seen, branch), steps in sorted(drawn.items()):
        color, dashes = of_branch(branch) if seen else (LINE, None)
        width = 1.4 if seen else 0.7
        lines.append(path(steps, fill="none", stroke=color, stroke_width=width, stroke_dasharray=dashes))
    return lines


def _units(ground: _Ground, row: SideRow, y: float) -> list[str]:
    """Return the units of a row: filled where they are seen, hollow where they are virtual."""
    color, _ = of_branch(row.branch)
    if row.dense:
        return _dense(ground, row, y, color)
    xs = sorted(ground.x(float(unit.place)) for unit in row.units)
    near = min([after - before for before, after in pairwise(xs) if after > before], default=UNIT)
    radius = max(RADII[0], min(RADII[1], 0.36 * near))

    def circles(wanted: Callable[[SideUnit], bool], **attributes: str | float | None) -> str:
        marks = [
            element("circle", cx=ground.x(float(unit.place)), cy=y, r=radius) for unit in row.units if wanted(unit)
        ]
        return group(*marks, **attributes)

    return [
        circles(lambda unit: unit.virtual and not unit.seen, fill=PAPER, stroke=LINE),
        circles(lambda unit: unit.virtual and unit.seen, fill=PAPER, stroke=color, stroke_width=1.3),
        circles(lambda unit: not unit.virtual and not unit.seen, fill="#dfe2e9", stroke=LINE),
        circles(lambda unit: not unit.virtual and unit.seen, fill=color),
    ]


def _dense(ground: _Ground, row: SideRow, y: float, color: str) -> list[str]:
    """Return a row of more units than are drawn one by one: a dashed line, pale where they are virtual."""
    first, last = row.units[0], row.units[-1]
    start, end = ground.x(float(first.place)), ground.x(float(last.place))
    step = (end - start) / (last.index - first.index)
    every = max(1, ceil(NEAREST / step))
    shown: dict[str, float | str | None] = {
        "stroke_width": min(2 * RADII[1], max(1.6, 0.6 * step * every)),
        "stroke_linecap": "butt",
    }
    parts = []
    for low, high, stroke in (
        (first.index, min(last.index, -1), LINE),
        (max(first.index, 0), min(last.index, row.n - 1), color),
        (max(first.index, row.n), last.index, LINE),
    ):
        if low <= high:
            left, right = (start + (at - first.index) * step for at in (low, high))
            dash = step * every / 2
            line_of = line(
                (left - dash / 2, y), (right + dash / 2, y), stroke=stroke, stroke_dasharray=f"{dash:.3f}", **shown
            )
            parts.append(line_of)
    return parts


def _bracket(view: SideView, ground: _Ground, y: float, width: float) -> list[str]:
    """Return the bracket below the input that spans the receptive field, with its size."""
    if view.box is None:
        return []
    left, right = map(ground.x, view.box)
    steps = f"M{spelled(left)} {spelled(y - 5)}V{spelled(y)}H{spelled(right)}V{spelled(y - 5)}"
    extent = counted_in(view.pixel, number(view.box[1] - view.box[0]))
    words = f"rf {extent}: {spelled_box(view.box)}"
    half = width_of(words) / 2
    middle = min(max((left + right) / 2, GAP + half), width - GAP - half)
    return [path([steps], fill="none", stroke=INK, stroke_width=1.4), text(middle, y + 17, words, text_anchor="middle")]


def _sentences(view: SideView) -> list[str]:
    """Return what the picture shows."""
    virtual = any(unit.virtual for row in view.rows for unit in row.units)
    told = [f"Lines lead to what is read{'; hollow units are virtual: they lie in the padding' * virtual}."]
    if len({link.branch for link in view.links}) > 1:
        told.append("Each branch has a color of its own.")
    if view.causal:
        told.append(f"All layers look back: units stand where the last {one(view.pixel)} is that they see.")
    if any(row.dense for row in view.rows):
        told.append("Dashed rows are too dense for units: drawn are their first and last, and the lines of these.")
    if view.left_out:
        verb = "is" if view.left_out == 1 else "are"
        told.append(f"{counted(view.left_out, 'layer')} in between {verb} left out, and read through.")
    return told
