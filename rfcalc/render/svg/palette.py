"""Colours and type of the SVG pictures: told apart by everybody, on light paper.

Branches have the colours of Okabe and Ito, "Color universal design" (2008), without its black, which is that of texts,
and its yellow, which is too light for lines on paper.
"""

from __future__ import annotations

FONT = "Helvetica, Arial, sans-serif"

PAPER, INK, QUIET, LINE = "#ffffff", "#1d2230", "#5c6474", "#b4bac6"
IMAGE = "#e4e6ec"  # pixels of the image

BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY = "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"

BRANCHES = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)
"""Colours of branches, one after another; with `DASHES`, no two of the first eighteen look alike."""

DASHES = (None, "5 2", "1.5 2.5")
"""How lines of the same colour are told apart: round after round of colours."""

CIVIDIS = ("#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838")
"""Ten even steps of the colours of heat: Nunez, Anderton and Renslow, PLoS ONE 13(7), 2018."""


def of_branch(number: int) -> tuple[str, str | None]:
    """Return the colour and the dashes of a branch, from 0."""
    return BRANCHES[number % len(BRANCHES)], DASHES[number // len(BRANCHES) % len(DASHES)]
