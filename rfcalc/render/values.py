"""What renderers need to know besides the reports."""

from typing import NamedTuple


class Screen(NamedTuple):
    """What a terminal can show; ``width`` and ``height`` count characters, ``None`` is as many as it takes."""

    width: int | None
    color: bool
    unicode: bool  # line and block characters can be encoded
    height: int | None = None
    palette: int = 16  # how many colours there are: 16, 256 or 2**24


class Look(NamedTuple):
    """How maps are drawn; what holds no drawing has no look."""

    log: bool = False  # colors follow the logarithms of counts
    bare: bool = False  # the drawing alone: no title, no axes, no legend, no numbers
    near: bool = False  # what counts fills the drawing, with a small margin


LOOK = Look()
"""How a map is drawn where nothing is asked for."""
