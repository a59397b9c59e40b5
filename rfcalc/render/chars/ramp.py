"""How much counts, as colors and characters: the ramp of a heat map, and the colors of what is drawn over it.

Colors are the parameters of a terminal's escape codes: ``38;2;252;255;164`` for the characters, 48 for what is behind
them. Nothing that counts looks like the background, dark or light, so the ramp leaves out the ends of inferno.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rfcalc.render.values import Screen

Color = tuple[int, int, int]

INFERNO: tuple[Color, ...] = (
    (33, 12, 74),
    (62, 9, 102),
    (90, 17, 110),
    (119, 28, 109),
    (146, 37, 104),
    (173, 48, 93),
    (199, 62, 76),
    (221, 81, 58),
    (237, 105, 37),
    (248, 135, 14),
    (252, 166, 12),
    (249, 199, 47),
    (242, 234, 105),
)
"""Inferno of matplotlib, an even ramp for the eye: from 1/8 to 15/16 of it, with what lies between to be interpolated.
Made by Nathaniel J. Smith and Stéfan van der Walt, in the public domain (matplotlib, ``_cm_listed.py``)."""

STEPS = 64
"""Colors of the ramp on a screen that has them: neighbors that look alike become one run of characters."""

BOX, IMAGE, ERF, CENTER = "box", "image", "erf", "center"

EXACT = {BOX: "2;70;140;255", IMAGE: "2;128;128;128", ERF: "2;60;200;100", CENTER: "2;0;215;255"}
"""Colors that are not on the ramp and stand out against black as against white."""

MANY_RAMP = (17, 53, 89, 125, 160, 166, 202, 208, 214, 220, 227)
MANY_MARKS = {BOX: "5;69", IMAGE: "5;244", ERF: "5;77", CENTER: "5;45"}
"""The same of 256 colors: those of the cube that are nearest in lightness, in even steps."""

FEW_RAMP = ("34", "35", "31", "33", "93")
FEW_MARKS = {BOX: "94", IMAGE: "90", ERF: "32", CENTER: "96"}
"""The same of sixteen colors, which are the user's own."""

UNICODE, ASCII = "·░▒▓█", ".:;=*%#@"
"""Ramps of characters, the fainter first; no mark looks like one of them."""

MANY = 256
"""From so many colors on a screen shows the ramp in half blocks; with fewer, and with none, in characters."""


class Shades(NamedTuple):
    """How a screen shows shares: in color or not, in halves of characters or in whole ones."""

    palette: int  # 0: no color
    unicode: bool

    @classmethod
    def of(cls, screen: Screen) -> Shades:
        """Return what a screen can show."""
        return cls(screen.palette if screen.color else 0, screen.unicode)

    def halves(self) -> bool:
        """Return whether a character shows two cells, one above the other."""
        return self.unicode and self.palette >= MANY

    def ramp(self) -> str:
        """Return the characters of the ramp."""
        return UNICODE if self.unicode else ASCII

    def character(self, share: float) -> str:
        """Return the character for a share of 0 to 1."""
        ramp = self.ramp()
        return ramp[_step(share, len(ramp))]

    def color(self, share: float) -> str:
        """Return the color for a share of 0 to 1; an empty text where there is none."""
        if self.palette > MANY:
            return f"38;2;{';'.join(map(str, ramp_color(_step(share, STEPS) / (STEPS - 1))))}"
        if self.palette == MANY:
            return f"38;5;{MANY_RAMP[_step(share, len(MANY_RAMP))]}"
        return FEW_RAMP[_step(share, len(FEW_RAMP))] if self.palette else ""

    def mark(self, kind: str) -> str:
        """Return the color of a mark."""
        if self.palette >= MANY:
            return f"38;{(EXACT if self.palette > MANY else MANY_MARKS)[kind]}"
        return FEW_MARKS[kind] if self.palette else ""


def _step(share: float, steps: int) -> int:
    return min(int(share * steps), steps - 1)


@lru_cache(maxsize=STEPS)
def ramp_color(share: float) -> Color:
    """Return the color of the ramp for a share of 0 to 1."""
    place = share * (len(INFERNO) - 1)
    below = min(int(place), len(INFERNO) - 2)
    red, green, blue = (round(a + (b - a) * (place - below)) for a, b in zip(INFERNO[below], INFERNO[below + 1]))
    return red, green, blue


def behind(code: str) -> str:
    """Return the escape parameters of a color for what is behind the characters."""
    return f"4{code[1:]}"
