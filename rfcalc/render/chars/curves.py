"""How far features see through the depth of a network, as a chart in characters.

Layers stand from left to right by their depth; upwards stand pixels, every doubling as high as any other.
"""

from __future__ import annotations

from math import ceil, floor, log2, prod
from typing import TYPE_CHECKING, NamedTuple, cast

from rfcalc.errors import escaped
from rfcalc.page.parts import Figure, Notes, Title, part_of
from rfcalc.render.chars.ramp import MANY
from rfcalc.render.layout import Layout
from rfcalc.render.lines import flowing, joined, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.page.parts import Page
    from rfcalc.render.lines import Line
    from rfcalc.render.values import Look, Screen
    from rfcalc.reports.forms import Growth, GrowthRow

PROMPT = 2  # rows left for it
LOWEST, HIGHEST = 4, 24  # rows of a chart
NARROWEST = 10  # columns of a chart
WIDEST_LAYER = 8  # columns from one layer to the next
AXIS = 2  # lines of the axis below
SHALLOW = 16  # rows; with fewer only what is needed stands above and below a chart

INPUT, RF, ERF_FORMULA, ERF = "size of the input", "rf", "erf_formula", "erf"
"""What is drawn; the later over the earlier."""

LETTERS = {INPUT: "─-", RF: "█#", ERF_FORMULA: "·.", ERF: "oo"}
COLORS = {
    INPUT: ("90", "38;5;244", "38;2;128;128;128"),
    RF: ("34", "38;5;69", "38;2;70;140;255"),
    ERF_FORMULA: ("33", "38;5;208", "38;2;240;130;30"),
    ERF: ("32", "38;5;77", "38;2;60;200;100"),
}
BRAILLE = 0x2800
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bits of a Braille character's dots, by row and column."""


class Canvas(NamedTuple):
    """Characters of so many rows and columns, each of one dot or, in Braille, of four rows of two."""

    rows: int
    columns: int
    shape: tuple[int, int]  # dots of a character, down and across
    low: int  # powers of two between which the pixels lie
    high: int

    @property
    def edge(self) -> int:
        """Return how many columns stand before it, for the numbers of pixels."""
        return len(str(2**self.high)) + 2

    def height(self, pixels: float) -> int:
        """Return the dot row, from the top, of a number of pixels."""
        dots = self.rows * self.shape[0] - 1
        return round((self.high - log2(max(pixels, 2**self.low))) / (self.high - self.low) * dots)

    def curve(self, values: Sequence[float | None]) -> set[tuple[int, int]]:
        """Return the dots of a line through values that stand side by side; it has gaps where there is none."""
        dots: set[tuple[int, int]] = set()
        across = self.columns * self.shape[1] - 1
        last = len(values) - 1
        before = None
        for dot in range(across + 1 if last else 1):
            place = dot * last / across
            left = min(int(place), max(last - 1, 0))
            one, other = values[left], values[min(left + 1, last)]
            if one is None or other is None:
                before = None
                continue
            one, other = max(one, 2**self.low), max(other, 2**self.low)
            row = self.height(one * (other / one) ** (place - left))
            reach = range(row, row + 1)
            if before is not None and self.shape[0] > 1:
                reach = range(min(row, before + 1), max(row, before - 1) + 1)
            dots.update((each, dot) for each in reach)
            before = row
        return dots


def page_lines(page: Page, screen: Screen, *, look: Look) -> list[Line]:  # noqa: ARG001 - curves have none
    """Return a chart that fits the screen, what its lines mean, and the notes if there is room for all of them."""
    layout = Layout(screen.width, screen.unicode)
    figure, title = part_of(page, Figure), part_of(page, Title)
    report = cast("Growth", figure.answer)
    rows = None if screen.height is None else screen.height - PROMPT
    about = "" if rows is not None and rows < SHALLOW else f"{title.about} {figure.caption}"
    head = layout.title(title._replace(about=about))
    notes = layout.part(part_of(page, Notes))
    if not report.rows:
        return [*head, [], *notes]
    layers = report.curve
    series = _series(report.input, layers)
    keys: list[Line] = [[(_letter(kind, screen), _color(kind, screen)), (f" {kind}", "")] for kind in series]
    legend = flowing(keys, layout.room)
    taken = len(head) + len(legend) + AXIS
    if rows is not None and rows - taken - len(notes) < LOWEST:
        notes = []
    high = HIGHEST if rows is None else max(min(rows - taken - len(notes), HIGHEST), LOWEST)
    reached = [max(value, 1) for values in series.values() for value in values if value is not None]
    canvas = canvas_of(min(reached), max(reached), high, screen)
    edge = canvas.edge
    columns = max(min(layout.room - edge, (len(layers) - 1) * WIDEST_LAYER + 1), NARROWEST)
    canvas = canvas._replace(columns=columns)
    return [*head, *_chart(canvas, series, screen), *_axis(layers, canvas, edge, layout.room, screen), *legend, *notes]


def _series(size: Sequence[int | None], rows: Sequence[GrowthRow]) -> dict[str, list[float | None]]:
    """Return the values of what is drawn, layer by layer."""
    known = [n for n in size if n is not None]
    side = prod(known) ** (1 / len(known)) if len(known) == len(size) else None
    every: dict[str, list[float | None]] = {
        INPUT: [side] * len(rows),
        RF: [row.rf for row in rows],
        ERF_FORMULA: [row.law for row in rows],
        ERF: [row.erf for row in rows],
    }
    return {kind: values for kind, values in every.items() if any(value is not None for value in values)}


def _letter(kind: str, screen: Screen) -> str:
    return "─" if screen.unicode and screen.color else LETTERS[kind][not screen.unicode]


def _color(kind: str, screen: Screen) -> str:
    """Return the color of a line; an empty text where there is none."""
    if not screen.color:
        return ""
    return COLORS[kind][(screen.palette >= MANY) + (screen.palette > MANY)]


def _chart(canvas: Canvas, series: dict[str, list[float | None]], screen: Screen) -> list[Line]:
    """Return the lines of the chart; the later of its curves lie over the earlier."""
    down, across = canvas.shape
    bits: dict[tuple[int, int], int] = {}
    kinds: dict[tuple[int, int], str] = {}
    for kind, values in series.items():
        for row, column in canvas.curve(values):
            at = (row // down, column // across)
            if kind != INPUT:  # which is a rule, whose characters have no dots
                bits[at] = bits.get(at, 0) | DOTS[row % down][column % across]
            kinds[at] = kind
    cells = {}
    for at, kind in kinds.items():
        letter = chr(BRAILLE + bits[at]) if at in bits and down > 1 else _letter(kind, screen)
        cells[at] = (letter, _color(kind, screen))
    return framed(canvas, cells, screen)


def framed(canvas: Canvas, cells: dict[tuple[int, int], tuple[str, str]], screen: Screen) -> list[Line]:
    """Return characters by row and column as lines, each behind its number of pixels if it has one."""
    labels = {
        canvas.height(2**power) // canvas.shape[0]: str(2**power) for power in range(canvas.high, canvas.low - 1, -1)
    }
    longest = len(str(2**canvas.high))
    side, tick = ("│", "┤") if screen.unicode else ("|", "+")
    lines: list[Line] = []
    for row in range(canvas.rows):
        label = labels.get(row, "")
        line: Line = [(f"{label:>{longest}} {tick if label else side}", "quiet")]
        line += [cells.get((row, column), (" ", "")) for column in range(canvas.columns)]
        lines.append(joined(line))
    return lines


def canvas_of(lowest: float, largest: float, high: int, screen: Screen) -> Canvas:
    """Return a canvas of so many rows, and of no columns yet, between powers of two."""
    low = floor(log2(lowest))
    top = max(ceil(log2(largest)), low + 1)
    return Canvas(high, 0, (4, 2) if screen.unicode and screen.color else (1, 1), low, top)


def _axis(layers: Sequence[GrowthRow], canvas: Canvas, edge: int, most: int, screen: Screen) -> list[Line]:
    """Return the axis of the layers, with the names of as many of them as there is room for: the last, and others."""
    last = len(layers) - 1
    names = [escaped(row.layer) for row in layers]
    room = max(most - edge, canvas.columns)
    places = [round(at * (canvas.columns - 1) / max(last, 1)) for at in range(last + 1)]
    names = [name if width(name) <= room else str(at) for at, name in enumerate(names, start=1)]
    final = min(places[last], room - width(names[last]))
    text, ticks = "", set()
    for at in range(last):
        behind = width(text) + 2 * bool(text)
        if places[at] >= behind and places[at] + width(names[at]) + 2 <= final:
            text += " " * (places[at] - width(text)) + names[at]
            ticks.add(places[at])
    text += " " * (final - width(text)) + names[last]
    corner, rule, tick = ("└", "─", "┴") if screen.unicode else ("+", "-", "+")
    ticks.add(places[last])
    drawn = "".join(tick if column in ticks else rule for column in range(canvas.columns))
    return [[(" " * (edge - 1) + corner + drawn, "quiet")], [(" " * edge + text, "")]]
