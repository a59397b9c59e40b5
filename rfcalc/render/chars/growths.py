"""How far features see through the depth of several networks: a chart of rf and one of the effective field.

Each network has a line with a sign of its own on it, beside one another if there is room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rfcalc.errors import escaped
from rfcalc.page.parts import Figure, Notes, Title, part_of
from rfcalc.page.spelling import number
from rfcalc.page.words import counted
from rfcalc.render.chars.curves import (
    AXIS,
    BRAILLE,
    COLORS,
    DOTS,
    ERF,
    ERF_FORMULA,
    HIGHEST,
    INPUT,
    LOWEST,
    NARROWEST,
    PROMPT,
    RF,
    Canvas,
    canvas_of,
    framed,
)
from rfcalc.render.chars.ramp import MANY
from rfcalc.render.layout import Layout
from rfcalc.render.lines import GUTTER, beside, flowing, width_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.page.parts import Page
    from rfcalc.render.lines import Line
    from rfcalc.render.values import Screen
    from rfcalc.reports.forms import Growth, GrowthRow

SIGNS = "123456789abcdefghijklmnopqrs"
"""One for each network: as many as a picture tells apart by marks and dashes."""

WIDE = 60  # columns from which on charts stand beside one another
EVERY = 10  # columns from one sign on a line to the next
WIDEST = 78  # columns of a chart
KINDS = (RF, ERF, ERF_FORMULA, INPUT)
"""Whose colors lines have, in turn."""

CHARTS: tuple[tuple[str, Callable[[GrowthRow], float]], ...] = (
    ("rf", lambda row: row.rf),
    ("effective field (erf)", lambda row: row.erf),
)


def together(pages: Sequence[Page], screen: Screen) -> list[Line]:
    """Return both charts of networks, no more than there are signs, what these mean, and the notes if all have room."""
    layout = Layout(screen.width, screen.unicode)
    reports = [cast("Growth", part_of(page, Figure).answer) for page in pages]
    first = max(pages, key=lambda page: cast("Growth", part_of(page, Figure).answer).averaged)
    about, figure = part_of(first, Title).about, part_of(first, Figure)
    title = Title(f"Growth of {counted(len(pages), 'network')}", "", about=f"{about} {figure.caption}")
    head = layout.title(title)
    names = [escaped(report.network) for report in reports]
    signed = list(zip(SIGNS, names))
    keys: list[Line] = [[(sign, _color(at, screen)), (f" {name}", "")] for at, (sign, name) in enumerate(signed)]
    legend = flowing(keys, layout.room)
    notes = [
        line
        for page, name in zip(pages, names)
        for note in part_of(page, Notes).sentences
        for line in wrapped(f"{name}: {escaped(note)}", layout.room, "• " if screen.unicode else "- ")
    ]
    drawn = [report for report in reports if report.rows]
    if not drawn:
        return [*head, *legend, *notes]
    wide = layout.room >= WIDE
    down = 1 if wide else len(CHARTS)
    room = None if screen.height is None else screen.height - PROMPT - len(head) - len(legend) - down * (AXIS + 1)
    if room is not None and room - len(notes) < down * LOWEST * 2:
        notes = []
    high = HIGHEST if room is None else max(min((room - len(notes)) // down, HIGHEST), LOWEST)
    rows = [row for report in drawn for row in report.rows]
    canvas = canvas_of(max(min(row.erf for row in rows), 1), max(row.rf for row in rows), high, screen)
    columns = (layout.room - GUTTER) // 2 if wide else layout.room
    canvas = canvas._replace(columns=max(min(columns - canvas.edge, WIDEST), NARROWEST))
    left, right = (_chart(canvas, reports, name, size, screen) for name, size in CHARTS)
    charts = beside(left, right, width_of(left)) if wide else [*left, *right]
    return [*head, *charts, *legend, *notes]


def _color(at: int, screen: Screen) -> str:
    """Return the color of a network's line; an empty text where there is none."""
    if not screen.color:
        return ""
    return COLORS[KINDS[at % len(KINDS)]][(screen.palette >= MANY) + (screen.palette > MANY)]


def _chart(
    canvas: Canvas, reports: Sequence[Growth], name: str, size: Callable[[GrowthRow], float], screen: Screen
) -> list[Line]:
    """Return a chart below its name: the line of a network lies over those before it, and signs lie over all lines."""
    depths = [row.depth for report in reports for row in report.rows]
    first, last = min(depths), max(depths)
    down, across = canvas.shape
    cells: dict[tuple[int, int], tuple[str, str]] = {}
    signs: dict[tuple[int, int], tuple[str, str]] = {}
    bits: dict[tuple[int, int], int] = {}
    for at, (report, sign) in enumerate(zip(reports, SIGNS)):
        known = {row.depth: size(row) for row in report.curve}
        dots = canvas.curve([known.get(depth) for depth in range(first, last + 1)])
        for row, column in dots:
            cell = (row // down, column // across)
            bits[cell] = bits.get(cell, 0) | DOTS[row % down][column % across]
            cells[cell] = (chr(BRAILLE + bits[cell]) if down > 1 else sign, _color(at, screen))
        offset = at * EVERY // max(len(reports), 1)
        ends = max((cell[1] for cell in dots), default=0) // across
        for row, column in sorted(dots):
            cell = (row // down, column // across)
            if cell[1] == ends or cell[1] % EVERY == offset % EVERY:
                signs[cell] = (sign, _color(at, screen))
    label: Line = [(" " * canvas.edge + name, "heading")]
    return [label, *framed(canvas, {**cells, **signs}, screen), *_axis(canvas, first, last, screen)]


def _axis(canvas: Canvas, first: int, last: int, screen: Screen) -> list[Line]:
    """Return the axis of depths, with the numbers of as many as there is room for."""
    step = max(-(-(last - first) * (len(str(last)) + 2) // max(canvas.columns - 1, 1)), 1)
    depths = range(first, last + 1, step)
    places = [round((depth - first) * (canvas.columns - 1) / max(last - first, 1)) for depth in depths]
    corner, rule, tick = ("└", "─", "┴") if screen.unicode else ("+", "-", "+")
    drawn = "".join(tick if column in places else rule for column in range(canvas.columns))
    text = ""
    for depth, place in zip(depths, places):
        text += " " * (place - len(text)) + number(depth)
    return [[(" " * (canvas.edge - 1) + corner + drawn, "quiet")], [(" " * canvas.edge + text, "")]]
