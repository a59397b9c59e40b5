"""Two maps, before and after a remedy, in characters: beside one another if there is room, and on the same scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rfcalc.page.parts import Figure, Notes, Table, Title, part_of
from rfcalc.page.spelling import amount
from rfcalc.render.chars.heatmap import (
    HIGHEST,
    LOWEST,
    NARROWEST,
    PROMPT,
    SHALLOW,
    WIDEST,
    Picture,
    picture,
    scale_line,
    texts_of,
    trimmed,
)
from rfcalc.render.chars.ramp import Shades
from rfcalc.render.layout import Layout
from rfcalc.render.lines import GUTTER, beside, flowing, width_of
from rfcalc.render.raster import Common, Ends

if TYPE_CHECKING:
    from rfcalc.page.answer import Answer
    from rfcalc.page.parts import Page
    from rfcalc.render.lines import Line
    from rfcalc.render.values import Look, Screen
    from rfcalc.reports.map_pair import MapPair

WHEN = ("before", "after")
LEAST = 24  # columns of each of two maps beside one another
ENOUGH = 10  # rows of each that are worth more than sentences
SMALL = 40  # columns of each where a line has no bounds


def page_lines(page: Page, screen: Screen, *, look: Look) -> list[Line]:
    """Return both maps, what they mean, what was cured, and of the numbers as many as there is room for."""
    pair = cast("MapPair", part_of(page, Figure).answer)
    layout = Layout(screen.width, screen.unicode)
    title, notes = part_of(page, Title), layout.notes(part_of(page, Notes))
    rows = None if screen.height is None else screen.height - PROMPT
    about = "" if rows is not None and rows < SHALLOW else f"{title.about} {part_of(page, Figure).caption}"
    head = layout.title(title._replace(about=about))
    if not pair.drawn:
        return [*head, *notes, [], *layout.table(part_of(page, Table))]
    wide = (screen.width or 2 * WIDEST + GUTTER) - GUTTER >= 2 * LEAST
    columns = max((layout.room - GUTTER) // 2 if wide else layout.room, NARROWEST)
    shades = Shades.of(screen)
    if look.bare:
        high = HIGHEST if rows is None else rows
        return _together(_pictures(pair, (high if wide else high // 2, columns), shades, look), titled=False, wide=wide)
    legend = flowing(_legend(_pictures(pair, (LOWEST, columns), shades, look), pair, shades), layout.room)
    table = layout.table(part_of(page, Table))
    taken = len(head) + len(legend) + (1 if wide else 2)
    if rows is not None and rows - taken - len(notes) < (1 if wide else 2) * ENOUGH:
        notes = []
    high = HIGHEST if rows is None else rows - taken - len(notes)
    drawn = _pictures(pair, (max(high if wide else high // 2, LOWEST), columns), shades, look)
    legend = flowing(_legend(drawn, pair, shades), layout.room)
    lines = [*head, *_together(drawn, titled=True, wide=wide), *legend, *notes]
    return lines if rows is not None and len(lines) + len(table) > rows else [*lines, [], *table]


def plain_blocks(answer: Answer, *, look: Look) -> list[list[str]]:
    """Return two small pictures in ASCII beside one another, and what they mean; nothing of maps without counts."""
    pair = cast("MapPair", answer)
    if not pair.drawn:
        return []
    shades = Shades(0, unicode=False)
    drawn = _pictures(pair, (HIGHEST, SMALL), shades, look)
    both = texts_of(_together(drawn, titled=not look.bare, wide=True))
    return [both] if look.bare else [both, texts_of(flowing(_legend(drawn, pair, shades), WIDEST))]


def _pictures(pair: MapPair, room: tuple[int, int], shades: Shades, look: Look) -> list[Picture]:
    """Return the drawings of both maps in so many rows and columns each: of the same pixels, in the same shades."""
    maps = (pair.before, pair.after)
    planes = [report.planes[0] for report in maps]
    room = (max(room[0], LOWEST), room[1])
    spans = tuple([(min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(*[plane.spans for plane in planes])])
    alone = Common(spans)
    own = [picture(report, plane, room, shades, look, alone).ends for report, plane in zip(maps, planes)]
    wholes = _wholes(pair)
    tops = [(each.peak[0], each.peak[1] * whole) for each, whole in zip(own, wholes)]
    (one, parts), (other, others) = tops
    peak, pixels = (one, parts) if one * others >= other * parts else (other, others)
    lowest = min(each.lowest * (top[0] * pixels / (top[1] * peak)) for each, top in zip(own, tops))
    commons = [Common(spans, Ends((peak * whole, pixels), lowest)) for whole in wholes]
    return [picture(report, plane, room, shades, look, common) for report, plane, common in zip(maps, planes, commons)]


def _wholes(pair: MapPair) -> list[int]:
    """Return all the paths of each map, over its denominator."""
    return [sum(map(sum, report.planes[0].rows)) for report in (pair.before, pair.after)]


def _legend(drawn: list[Picture], pair: MapPair, shades: Shades) -> list[Line]:
    """Return what both pictures mean: their scale tells shares of all paths."""
    first = drawn[0]
    peak, parts = first.ends.peak
    most = amount(100 * peak / (parts * _wholes(pair)[0]))
    marks: list[Line] = []
    for each in drawn:
        marks += [mark for mark in each.marks if mark not in marks]
    return [scale_line(shades, first.ends, f"{most}%"), *first.mean, *marks]


def _together(drawn: list[Picture], *, titled: bool, wide: bool) -> list[Line]:
    """Return two drawings beside one another, or one below the other."""
    heads: list[list[Line]] = [[[(word, "title")]] * titled for word in WHEN]
    if not wide:
        return [line for head, each in zip(heads, drawn) for line in (*head, *trimmed(each.lines))]
    left, right = (each.lines for each in drawn)
    room = max(width_of([*heads[0], *left]), 1)
    return [*beside(heads[0], heads[1], room), *trimmed(beside(left, right, room))]
