"""What stands beside a map: its title, what the marks mean, the color bar, and the numbers."""

from __future__ import annotations

import re
from math import ceil, floor
from textwrap import wrap
from typing import TYPE_CHECKING

from rfcalc.analysis.statistics import RIM as SHARE
from rfcalc.page.spelling import amount, escaped
from rfcalc.render.canvas import BOX, IMAGE, INK, LARGE, QUIET, RIM, SMALL, heat
from rfcalc.render.form_columns import about_map, map_columns
from rfcalc.render.panels import DASHES, halo, mark
from rfcalc.render.wording import subject, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist

    from rfcalc.render.canvas import Sheet
    from rfcalc.render.panels import Marks
    from rfcalc.render.pixels import Scale
    from rfcalc.reports.forms import Map

MARGIN = 0.2  # inches around a picture
TITLE, ROW = 0.25, 0.165  # inches that a line takes
LETTER = 0.115  # inches of a letter of the title
HEADING = 60  # letters of a network's name
BAR = 0.11  # inches of the color bar's height
DRAWN = 2  # axes of a picture: along a third counts are summed
POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
DECADES = 5  # powers of ten below a color bar, at most
LONGEST = 9  # digits of a number of paths that is told to the last one


def titled(report: Map, width: float) -> list[str]:
    """Return the title of a map in lines that fit."""
    return wrap(subject(report), int(width / LETTER))


def head(sheet: Sheet, lines: list[str], about: str) -> None:
    """Write the title and what it is about."""
    for at, line in enumerate(lines):
        sheet.write(MARGIN, MARGIN - 0.04 + at * TITLE, line, fontsize=LARGE, fontweight="bold")
    sheet.write(MARGIN, MARGIN + len(lines) * TITLE, about, color=QUIET)


def shortened(name: str, most: int) -> str:
    """Return a name, its middle left out where it is long: both ends tell layers apart."""
    name = escaped(name)
    return name if len(name) <= most else f"{name[: most // 2]}…{name[1 - most // 2 :]}"


def about(report: Map) -> str:
    """Return the size of the input and how paths were counted."""
    known = title(report)[1]
    return f"{known[0].upper()}{known[1:]}. {about_map(report)}"


def numbers_of(report: Map) -> list[tuple[str, str]]:
    """Return names and values; a value for each axis has a line for each."""
    names, values = map_columns(report)
    rows = []
    for name, value in zip(names.cells, values.cells):
        first, *more = re.split(r", (?=[yz] )", value)
        rows += [(name, first), *(("", along) for along in more)]
    return rows


def numbers(sheet: Sheet, left: float, top: float, rows: list[tuple[str, str]]) -> None:
    """Write names and values below one another."""
    for at, (name, value) in enumerate(rows):
        sheet.write(left, top + at * ROW, name, color=QUIET)
        sheet.write(left + 0.95, top + at * ROW, value)


def legend(sheet: Sheet, left: float, top: float, marks: Sequence[Marks], *, smooth: bool) -> None:
    """Write what the marks mean."""
    from matplotlib.lines import Line2D  # noqa: PLC0415 - only pictures need it
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    box = any(along.view[0] <= edge <= along.view[1] for along in marks for edge in along.box)
    share = f"> {SHARE[0] / SHARE[1]:.2%}"
    rim = Line2D([], [], color=RIM, linewidth=1.3, solid_capstyle="butt")
    rim.set_path_effects(halo(2.4))
    keys: list[tuple[Artist, str]] = [
        (
            Line2D([], [], color=BOX, linewidth=1.4, linestyle=DASHES),
            "box, padding included" if box else "box (beyond what is shown)",
        ),
        (rim, f"effective field ({share}), smoothed" if smooth else f"effective field ({share} of largest)"),
        (mark("center", 0, 0), "center of the box"),
        (mark("mass", 0, 0), "center of mass"),
    ]
    if all(along.image for along in marks):
        keys += [
            (mark("image", 0, 0), "center of the image"),
            (
                Rectangle((0, 0), 1, 1, facecolor=IMAGE, edgecolor=INK, linewidth=0.9),
                "image; gray does not count",
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


def color_bar(sheet: Sheet, left: float, top: float, width: float, scale: Scale, told: str) -> None:
    """Draw what the colors mean, below a label."""
    sheet.write(left, top, told)
    axes = sheet.axes(left, top + 0.19, width, BAR)
    axes.imshow([[at / 255 for at in range(256)]], cmap=heat(), aspect="auto", extent=(scale.low, scale.high, 0, 1))
    axes.set_yticks([])
    ticks = ticks_of(scale)
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.tick_params(length=2.5, pad=2)
    if not scale.log:
        axes.axvline(SHARE[0] / SHARE[1], color=RIM, linewidth=1.2)


def ticks_of(scale: Scale) -> dict[float, str]:
    """Return which values are told and how: shares, powers of ten, or the ends where there are no two powers."""
    if not scale.log:
        return {part / 4: f"{part / 4:.0%}" for part in range(5)}
    first, last = ceil(scale.least), floor(scale.high)
    if first >= last:
        return {end: _spelled(end) for end in (scale.least, scale.high)}
    step = -(-(last - first) // DECADES)
    return {power: f"10{power}".translate(POWERS).replace("¹⁰", "10", 1) for power in range(first, last + 1, step)}


def _spelled(power: float) -> str:
    """Return ten to a power, to three digits; the number may be too large for a float."""
    whole = floor(power)
    return amount(round(10**power, 2)) if 0 <= power < LONGEST else f"{10 ** (power - whole):.3g}e{whole}"


def meaning(report: Map, *, log: bool) -> str:
    """Return what the colors stand for."""
    what = "weight of" if report.weights == "mean" else "paths from"
    if len(report.axes) > DRAWN:
        return f"{what} a line of pixels ({'logarithmic' if log else 'each: % of largest'})"
    largest = report.form.largest or 0
    spelled = amount(largest) if isinstance(largest, int) else f"{float(largest):.3g}"
    return f"{what} a pixel (logarithmic)" if log else f"{what} a pixel (100% = {spelled})"
