"""How much each pixel counts, drawn in characters, with what the drawing means and the numbers beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from rfcalc.page.parts import Facts, Figure, Title, part_of
from rfcalc.page.pixels import many
from rfcalc.page.spelling import quotient
from rfcalc.render.chars.box_diagram import FRAMES
from rfcalc.render.chars.overlay import cells_of
from rfcalc.render.chars.ramp import BOX, CENTER, ERF, IMAGE, Shades, behind
from rfcalc.render.layout import Layout
from rfcalc.render.lines import GUTTER, beside, flowing, headed, joined, width_of, wrapped
from rfcalc.render.raster import view_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rfcalc.analysis.planes import Plane
    from rfcalc.page.answer import Answer
    from rfcalc.page.parts import Page
    from rfcalc.render.chars.overlay import Cells
    from rfcalc.render.lines import Line
    from rfcalc.render.raster import Common, Ends
    from rfcalc.render.values import Look, Screen
    from rfcalc.reports.forms import Map

WIDEST, HIGHEST = 60, 40  # characters of a picture where the screen has no bounds
NARROWEST, LOWEST = 16, 5  # of a picture, however small the screen is
SHALLOW = 16  # rows; with fewer only what is needed stands above a picture
PROMPT = 2  # rows left for it
LEGEND = 34  # columns in which what stands beside a picture is wrapped
BAR = 16  # characters of the scale
SPARED = 5  # numbers that a picture with all others beside it is not worth

LETTERS = {
    BOX: {True: FRAMES[True], False: FRAMES[False]},
    IMAGE: {True: "╔═╗║╚╝", False: "!~!!!!"},
    ERF: {True: "oo", False: "oo"},
    CENTER: {True: "┼┼", False: "XX"},
}
"""Characters of marks: as in ``drawing.FRAMES`` for frames."""


class Picture(NamedTuple):
    """A drawing, what it means, and how large a pixel is."""

    lines: list[Line]
    ends: Ends
    scale: Line
    mean: list[Line]  # of how many pixels a cell is the mean, if of several
    marks: list[Line]
    grain: float  # columns of a pixel; 1 for a line of pixels, whose bars need height

    def legend(self, *, brief: bool = False) -> list[Line]:
        """Return the items of what the picture means."""
        return [self.scale, *([] if brief else self.mean), *self.marks]


def page_lines(page: Page, screen: Screen, *, look: Look) -> list[Line]:
    """Return a sentence, a heat map that fits the screen, what it means, and numbers: beside it, or else below."""
    report = cast("Map", part_of(page, Figure).answer)
    layout = Layout(screen.width, screen.unicode)
    rows = None if screen.height is None else screen.height - PROMPT
    brief = rows is not None and rows < SHALLOW
    head = _head(page, layout, brief=brief)
    planes = report.planes
    if not planes:
        return head
    if look.bare:
        return _alone(report, planes[0], screen, look)
    high = HIGHEST if rows is None else rows - len(head)
    shades = Shades.of(screen)
    numbers = layout.facts(part_of(page, Facts))
    facts = max(width_of(numbers), LEGEND)

    def drawn(columns: int, lines: int) -> Picture:
        room = (max(lines, LOWEST), max(columns if screen.width else min(columns, WIDEST), NARROWEST))
        return picture(report, planes[0], room, shades, look)

    low = drawn(layout.room, LOWEST)
    legend = len(flowing(low.legend(brief=brief), layout.room))
    kept = numbers if rows is None else _kept(numbers, high - legend - LOWEST)
    low = drawn(layout.room, high if rows is None else high - legend - len(kept))
    if layout.room - facts - GUTTER >= NARROWEST:
        side = drawn(layout.room - facts - GUTTER, high)
        meaning = flowing(side.legend(), facts)
        told = numbers if rows is None else _kept(numbers, high - len(meaning) - 1)
        if side.grain >= low.grain and len(numbers) - len(told) < SPARED:
            return [*head, *beside(side.lines, [*told, [], *meaning], width_of(side.lines))]
    return [*head, *low.lines, *flowing(low.legend(brief=brief), layout.room), *kept]


def plain_blocks(answer: Answer, *, look: Look) -> list[list[str]]:
    """Return a small picture in ASCII, and what it means unless it is bare; nothing of a map without counts."""
    report = cast("Map", answer)
    planes = report.planes
    if not planes:
        return []
    drawn = picture(report, planes[0], (HIGHEST, WIDEST), Shades(0, unicode=False), look)
    blocks = [drawn.lines] if look.bare else [drawn.lines, flowing(drawn.legend(), WIDEST)]
    return [texts_of(lines) for lines in blocks]


def texts_of(lines: Iterable[Line]) -> list[str]:
    """Return lines without their looks."""
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def _alone(report: Map, plane: Plane, screen: Screen, look: Look) -> list[Line]:
    """Return the picture alone, as large as a screen has room for."""
    rows = HIGHEST if screen.height is None else max(screen.height - PROMPT, LOWEST)
    return picture(report, plane, (rows, max(screen.width or WIDEST, NARROWEST)), Shades.of(screen), look).lines


def _head(page: Page, layout: Layout, *, brief: bool) -> list[Line]:
    title, caption = part_of(page, Title), part_of(page, Figure).caption
    head = headed((f"{title.name}:", "title"), (title.brief if brief else title.told, ""), layout.room)
    return head if brief else [*head, *wrapped(f"{title.about} {caption}", layout.room)]


def _kept(numbers: list[Line], room: int) -> list[Line]:
    """Return as many numbers as there is room for, and how many are missing."""
    if len(numbers) <= room:
        return numbers
    first = max(room - 1, 0)
    return [*numbers[:first], [(f"{len(numbers) - first} more numbers in a larger window", "quiet")]]


def picture(
    report: Map, plane: Plane, room: tuple[int, int], shades: Shades, look: Look, common: Common | None = None
) -> Picture:
    """Return the drawing of a plane of a map in so many rows and columns, as large as they allow.

    Beside another it shows the same pixels, on the same scale, and keeps its empty lines.
    """
    if len(plane.axes) == 1:
        from rfcalc.render.chars.bars import strip

        lines, scaled, averaged = strip(report, plane, room, shades, look, common)
        mean = f"a column is the mean of {averaged} {many(report.pixel)}" if averaged > 1 else ""
        scale = scale_line(shades, scaled.ends, quotient(scaled.ends.peak[0], scaled.ends.peak[1] * plane.denominator))
        return Picture(lines, scaled.ends, scale, _item(mean), [], 1)
    ratio = 1 if shades.halves() else 2
    view = view_of(report, plane, (room[0] * 2 // ratio, room[1]), ratio, common, near=look.near)
    cells = cells_of(report, plane, view, logarithmic=look.log, common=common)
    down, across = (along.grain.averaged for along in view)
    lines = _halves(cells, shades) if shades.halves() else _characters(cells, shades)
    ends = cells.scaled.ends
    return Picture(
        lines if common else trimmed(lines),
        ends,
        scale_line(shades, ends, quotient(ends.peak[0], ends.peak[1] * plane.denominator)),
        _item(f"mean of {across} x {down} {many(report.pixel)}" if down > 1 else ""),
        _marks(cells, shades),
        view[1].grain.magnified / across,
    )


def _item(text: str) -> list[Line]:
    return [[(text, "quiet")]] if text else []


def trimmed(lines: list[Line]) -> list[Line]:
    """Return the lines without empty ones at both ends."""
    filled = [at for at, line in enumerate(lines) if any(text.strip() for text, _ in line)]
    return lines[filled[0] : filled[-1] + 1]


def _halves(cells: Cells, shades: Shades) -> list[Line]:
    """Return two rows of cells in each line: the upper one is the character, the lower one is what is behind it."""
    rows = cells.scaled.shares
    lines: list[Line] = []
    for row in range(0, len(rows), 2):
        line: Line = []
        for column in range(len(rows[0])):
            upper, lower = (_color(cells, row + below, column, shades) for below in (0, 1))
            if upper and lower:
                line.append(("▀", f"{upper};{behind(lower)}"))
            else:
                line.append(("▀" if upper else "▄" if lower else " ", upper or lower))
        lines.append(joined(line))
    return lines


def _color(cells: Cells, row: int, column: int, shades: Shades) -> str:
    """Return the color of a cell, an empty text for that of the background."""
    mark = cells.marks.get((row, column))
    if mark is not None:
        return shades.mark(mark[0])
    share = cells.scaled.shares[row][column] if row < len(cells.scaled.shares) else None
    return "" if share is None else shades.color(share)


def _characters(cells: Cells, shades: Shades) -> list[Line]:
    lines: list[Line] = []
    for row, shares in enumerate(cells.scaled.shares):
        line: Line = []
        for column, share in enumerate(shares):
            mark = cells.marks.get((row, column))
            blank = " " if share is None else shades.character(share)
            letter = LETTERS[mark[0]][shades.unicode][mark[1]] if mark else blank
            line.append((letter, _color(cells, row, column, shades)))
        lines.append(joined(line))
    return lines


def scale_line(shades: Shades, ends: Ends, most: str) -> Line:
    """Return what the shades mean: a bar from the least to the most, which is spelled."""
    shares = [(at + 0.5) / BAR for at in range(BAR)]
    bar = [("█" if shades.halves() else shades.character(share), shades.color(share)) for share in shares]
    low, high, kind = "0", most, "linear"
    if ends.lowest:
        low, high, kind = f"{ends.lowest:.1g}", f"1 = {most}", "log"
    return [(f"{low} ", ""), *joined(bar), (f" {high}", ""), (f", {kind}", "quiet")]


def _marks(cells: Cells, shades: Shades) -> list[Line]:
    """Return what the marks mean that are in the picture."""
    seen = {kind for kind, _ in cells.marks.values()}
    letters = {
        kind: "■" if shades.halves() else LETTERS[kind][shades.unicode][: 2 if kind in {BOX, IMAGE} else 1]
        for kind in LETTERS
    }
    return [[(letters[kind], shades.mark(kind)), (f" {kind}", "")] for kind in LETTERS if kind in seen]
