"""What stands beside a map: its title, what the marks mean, the color bar, and the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.effective import RIM as SHARE
from rfcalc.analysis.planes import DRAWN
from rfcalc.network.pixel import surface
from rfcalc.render.figures.marks import center_mark, image_mark, mass_mark
from rfcalc.render.figures.pane import Pane, framed, labels_within
from rfcalc.render.figures.panel import DASHES
from rfcalc.render.figures.shapes import POINT, Area, Heat, Lines, Text, below, rectangle
from rfcalc.render.figures.style import BOX, IMAGE, INK, LARGE, LEVELS, QUIET, RIM, SMALL
from rfcalc.render.figures.words import ticks_of
from rfcalc.render.svg.widths import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.figures.marks import Marks
    from rfcalc.render.figures.pixels import Scale
    from rfcalc.render.figures.shapes import Shape
    from rfcalc.render.figures.words import Line

MARGIN = 0.2  # inches around a picture
TITLE, ROW = 0.25, 0.165  # inches that a line takes
BOLD = 1.1  # how much wider bold letters are
BAR = 0.11  # inches of the color bar's height
NAME = 0.95  # inches of the names of numbers
KEY, HANDLE, WORDS = 0.185, 0.2, 0.29  # inches from key to key, of a mark's width, and from its left edge to its words


class Head(NamedTuple):
    """The title of a picture and what it is about, in lines that fit."""

    title: list[str]
    about: list[str]

    @classmethod
    def of(cls, title: str, about: Sequence[str], width: float) -> Head:
        """Return the head of a picture of a width in inches."""
        room = (width - 2 * MARGIN) / POINT
        return cls(
            lines_of(title, room, LARGE * BOLD), [line for text in about for line in lines_of(text, room, SMALL)]
        )

    @property
    def last(self) -> float:
        """Return how many inches below the edge of the picture the last line begins."""
        return MARGIN + len(self.title) * TITLE + (len(self.about) - 1) * ROW

    def shapes(self) -> list[Shape]:
        """Return the lines."""
        title = [
            below(MARGIN - 0.04 + at * TITLE, line, MARGIN, LARGE, bold=True) for at, line in enumerate(self.title)
        ]
        top = MARGIN + len(self.title) * TITLE
        return [*title, *(below(top + at * ROW, line, MARGIN, color=QUIET) for at, line in enumerate(self.about))]


def numbers(left: float, top: float, rows: Sequence[Line]) -> list[Shape]:
    """Return names and values below one another, each value behind its axis if it has one."""
    shapes: list[Shape] = []
    for at, (name, axis, value) in enumerate(rows):
        if name:
            shapes.append(below(top + at * ROW, name, left, color=QUIET))
        shapes.append(below(top + at * ROW, f"{axis} {value}" if axis else value, left + NAME))
    return shapes


def legend(left: float, top: float, marks: Sequence[Marks], *, smooth: bool) -> list[Shape]:
    """Return what the marks mean."""
    box = any(along.view[0] <= edge <= along.view[1] for along in marks for edge in along.box)
    share = f"> {SHARE[0] / SHARE[1]:.2%}"
    above = f"any pixel {share}" if len(marks) > DRAWN else f"{share} of largest"
    rows = [top + (at + 0.5) * KEY for at in range(6)]
    lines = [[(left, row), (left + HANDLE, row)] for row in rows]
    middles = [(left + HANDLE / 2, row) for row in rows]
    keys: list[tuple[str, list[Shape]]] = [
        ("box, padding included" if box else "box (beyond what is shown)", [Lines([lines[0]], BOX, 1.4, DASHES)]),
        (
            f"effective field ({share}), smoothed" if smooth else f"effective field ({above})",
            [Lines([lines[1]], INK, 2.1), Lines([lines[1]], RIM, 1.1)],
        ),
        ("center of the box", center_mark(middles[2])),
        ("center of mass", mass_mark(middles[3])),
    ]
    if all(along.image for along in marks):
        whole = surface([along.axis for along in marks])
        corners = rectangle(left, rows[5] - HANDLE / 4, left + HANDLE, rows[5] + HANDLE / 4)
        keys += [
            (f"center of the {whole}", image_mark(middles[4])),
            (f"{whole}; gray does not count", [Area([corners], IMAGE, INK, 0.9)]),
        ]
    shapes: list[Shape] = []
    for (words, drawn), row in zip(keys, rows):
        shapes += [*drawn, Text((left + WORDS, row + 0.36 * SMALL * POINT), words)]
    return shapes


def color_bar(place: tuple[float, float, float], scale: Scale, told: str, *, rim: bool) -> list[Shape]:
    """Return what the colors mean, below a label; ``rim``: with the share above which pixels are effective.

    The place is left edge, upper edge and width in inches.
    """
    left, top, width = place
    pane = Pane.at((left, top + 0.19, width, BAR), (scale.low, scale.high), (0, 1))
    share = pane.x(SHARE[0] / SHARE[1])
    return [
        below(top, told, left),
        Heat((pane.left, pane.top), (width, BAR), [list(range(LEVELS))]),
        framed(pane),
        *labels_within(pane, ticks_of(scale)),
        *([Lines([[(share, pane.top), (share, pane.bottom)]], RIM, 1.2)] if rim else []),
    ]
