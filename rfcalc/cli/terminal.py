"""What the terminal can show, decided here and nowhere else.

- Not a terminal: no screen, hence the plain table. ``FORCE_COLOR`` makes it one that is as wide and high as it takes.
- ``TERM=dumb``: no screen, unless ``FORCE_COLOR``.
- Colours on a terminal, unless ``NO_COLOR`` is set (to anything but nothing), or ``FORCE_COLOR`` is ``0`` or ``false``.
- How many: 256 with ``FORCE_COLOR=2`` and all there are with ``FORCE_COLOR=3``. Otherwise all of them if ``COLORTERM``
  is ``truecolor`` or ``24bit`` and in Windows Terminal, which sets ``WT_SESSION``; 256 if ``TERM`` says so; else 16.
- Width and height: ``COLUMNS`` and ``LINES`` if they are numbers above 0, else what the terminal says, else 80 and 24.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from rfcalc.render.values import Screen

USUAL_SIZE = (80, 24)
OFF = ("0", "false")
DRAWN = "─│┌┐└┘├┤┴┼═║╔╗╚╝░▒▓▀▄▁▂▃▅▆▇█■⣿•·→"
"""What renderers draw with: all of it must be in an encoding, or else they draw in ASCII."""
TRUECOLOR = 2**24
FORCED = {"2": 256, "3": TRUECOLOR}
"""How many colours ``FORCE_COLOR`` asks for; other words leave that to the environment."""


def screen_of(stream: TextIO | None, environment: Mapping[str, str] = os.environ) -> Screen | None:
    """Return what a stream can show; ``None`` if it is to get plain text."""
    force = environment.get("FORCE_COLOR", "")
    forced = bool(force) and force not in OFF
    terminal = stream is not None and stream.isatty()
    color = not environment.get("NO_COLOR") and force not in OFF
    if stream is None or not (terminal or (forced and color)):
        return None
    if environment.get("TERM") == "dumb" and not forced:
        return None
    from rfcalc.render.values import Screen

    width, height = size(stream, environment) if terminal else (None, None)
    return Screen(width, color, _draws(stream.encoding), height, palette(environment))


def size(stream: TextIO, environment: Mapping[str, str] = os.environ) -> tuple[int, int]:
    """Return the width and the height of a terminal in characters."""
    try:
        terminal = tuple(os.get_terminal_size(stream.fileno()))
    except (OSError, ValueError):
        terminal = USUAL_SIZE
    width, height = (
        _number(environment.get(name, "")) or length or usual
        for name, length, usual in zip(("COLUMNS", "LINES"), terminal, USUAL_SIZE)
    )
    return width, height


def palette(environment: Mapping[str, str] = os.environ) -> int:
    """Return how many colours a terminal has, as its environment tells."""
    forced = FORCED.get(environment.get("FORCE_COLOR", ""))
    if forced:
        return forced
    if environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"} or environment.get("WT_SESSION"):
        return TRUECOLOR
    return 256 if "256color" in environment.get("TERM", "") else 16


def _number(text: str) -> int:
    """Return the number of at most four digits that a text spells, 0 for any other."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("10000") else 0


def _draws(encoding: str | None) -> bool:
    try:
        DRAWN.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
