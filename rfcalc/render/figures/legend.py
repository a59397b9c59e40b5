"""What stands beside a map: its title, what the marks mean, the color bar, and the numbers."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from rfcalc.analysis.effective import RIM as SHARE
from rfcalc.analysis.planes import DRAWN
from rfcalc.network.pixel import surface
from rfcalc.render.figures.panel import DASHES, halo, mark
from rfcalc.render.figures.style import BOX, IMAGE, INK, LARGE, QUIET, RIM, SMALL, heat
from rfcalc.render.figures.words import ticks_of
from rfcalc.reports.place_page import subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist

    from rfcalc.render.figures.panel import Marks
    from rfcalc.render.figures.pixels import Scale
    from rfcalc.render.figures.style import Sheet
    from rfcalc.render.figures.words import Line
    from rfcalc.reports.forms import Map

MARGIN = 0.2  # inches around a picture
TITLE, ROW = 0.25, 0.165  # inches that a line takes
LETTER = 0.115  # inches of a letter of the title
HEADING = 60  # letters of a network's name
BAR = 0.11  # inches of the color bar's height
NAME = 0.95  # inches of the names of numbers


def titled(report: Map, width: float) -> list[str]:
    """Return the title of a map in lines that fit."""
    return wrap(subject(report), int(width / LETTER))


def head(sheet: Sheet, lines: list[str], about: str) -> None:
    """Write the title and what it is about."""
    for at, line in enumerate(lines):
        sheet.write(MARGIN, MARGIN - 0.04 + at * TITLE, line, fontsize=LARGE, fontweight="bold")
    sheet.write(MARGIN, MARGIN + len(lines) * TITLE, about, color=QUIET)


def numbers(sheet: Sheet, left: float, top: float, rows: Sequence[Line]) -> None:
    """Write names and values below one another, each value behind its axis if it has one."""
    for at, (name, axis, value) in enumerate(rows):
        sheet.write(left, top + at * ROW, name, color=QUIET)
        sheet.write(left + NAME, top + at * ROW, f"{axis} {value}" if axis else value)


def legend(sheet: Sheet, left: float, top: float, marks: Sequence[Marks], *, smooth: bool) -> None:
    """Write what the marks mean."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    box = any(along.view[0] <= edge <= along.view[1] for along in marks for edge in along.box)
    share = f"> {SHARE[0] / SHARE[1]:.2%}"
    above = f"any pixel {share}" if len(marks) > DRAWN else f"{share} of largest"
    rim = Line2D([], [], color=RIM, linewidth=1.3, solid_capstyle="butt")
    rim.set_path_effects(halo(2.4))
    keys: list[tuple[Artist, str]] = [
        (
            Line2D([], [], color=BOX, linewidth=1.4, linestyle=DASHES),
            "box, padding included" if box else "box (beyond what is shown)",
        ),
        (rim, f"effective field ({share}), smoothed" if smooth else f"effective field ({above})"),
        (mark("center", 0, 0), "center of the box"),
        (mark("mass", 0, 0), "center of mass"),
    ]
    if all(along.image for along in marks):
        whole = surface([along.axis for along in marks])
        keys += [
            (mark("image", 0, 0), f"center of the {whole}"),
            (
                Rectangle((0, 0), 1, 1, facecolor=IMAGE, edgecolor=INK, linewidth=0.9),
                f"{whole}; gray does not count",
            ),
        ]
    handles, labels = zip(*keys)
    sheet.figure.legend(
        handles,
        labels,
        loc="upper left",
        bbox_to_anchor=(left / sheet.width, 1 - top / sheet.height),
        frameon=False,
        fontsize=SMALL,
        borderpad=0,
        borderaxespad=0,
        handlelength=1.8,
        handletextpad=0.8,
        labelspacing=0.5,
    )


def color_bar(sheet: Sheet, place: tuple[float, float, float], scale: Scale, told: str, *, rim: bool) -> None:
    """Draw what the colors mean, below a label, with the share above which pixels are effective, if it is one of them.

    The place is left edge, upper edge and width in inches.
    """
    left, top, width = place
    sheet.write(left, top, told)
    axes = sheet.axes(left, top + 0.19, width, BAR)
    axes.imshow([[at / 255 for at in range(256)]], cmap=heat(), aspect="auto", extent=(scale.low, scale.high, 0, 1))
    axes.set_yticks([])
    ticks = ticks_of(scale)
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.tick_params(length=2.5, pad=2)
    if rim:
        axes.axvline(SHARE[0] / SHARE[1], color=RIM, linewidth=1.2)
