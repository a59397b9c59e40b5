"""What all pictures share: sizes of letters, and colors."""

from __future__ import annotations

from functools import lru_cache

from rfcalc.render.svg.palette import IMAGE, INK, LINE, PAPER, QUIET

__all__ = ["IMAGE", "INK", "LINE", "PAPER", "QUIET"]

DPI = 200  # of PNG: sharp where a page shows 8 inches on 800 pixels; all pictures have the places of its dots
SMALL, PLAIN, LARGE = 8, 9, 12.5  # points

BOX, RIM, MASS = "#12b5d0", "#7be03a", "#ffffff"
RF, ERF, FORMULA = "#3b3fa5", "#e0356f", "#f59a3c"

MAGMA = (
    "000004 030311 0a0822 130d33 1d1146 28115a 36106a 430f76 50127c 5d177f 691c81 762181 822681 8f2a81 9c2e7f a9327d "
    "b63779 c33b75 cf4170 db486a e65163 ee5c5e f5695c f9785d fb8761 fd9668 fea571 feb47b fec387 fed194 fde0a2 fceeb0 "
    "fcfdbf"
)
"""Magma of matplotlib, an even ramp for the eye, with what lies between to be interpolated.
Made by Nathaniel J. Smith and Stéfan van der Walt, in the public domain (matplotlib, ``_cm_listed.py``)."""

LEVELS = 160
"""Colors of counts: from dark to light in even steps, so that the fewest paths stand out from none."""


@lru_cache(maxsize=1)
def heat() -> tuple[tuple[int, int, int], ...]:
    """Return red, green and blue of the colors of counts, from the fewest to the most, up to 255."""
    known = [bytes.fromhex(color) for color in MAGMA.split()]
    colors = []
    for level in range(LEVELS):
        at, rest = divmod(level * (len(known) - 1), LEVELS - 1)
        lower, upper = known[at], known[min(at + 1, len(known) - 1)]
        red, green, blue = (round(one + (other - one) * rest / (LEVELS - 1)) for one, other in zip(lower, upper))
        colors.append((red, green, blue))
    return tuple(colors)


def heat_color(level: int) -> str:
    """Return the color of one step of counts as the other colors are written."""
    return "#" + bytes(heat()[level]).hex()
