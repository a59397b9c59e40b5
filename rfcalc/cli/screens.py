"""What the terminal can show, decided here and nowhere else.

- Not a terminal: no screen, hence the plain table. ``FORCE_COLOR`` makes it one that is as wide as it takes.
- ``TERM=dumb``: no screen, unless ``FORCE_COLOR``.
- Colours on a terminal, unless ``NO_COLOR`` is set (to anything but nothing), or ``FORCE_COLOR`` is ``0`` or ``false``.
- Width: ``COLUMNS`` if it is a number above 0, else what the terminal says, else 80.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from rfcalc.render.values import Screen

USUAL_WIDTH = 80
OFF = ("0", "false")
DRAWN = "─│┌┐└┘█░▒•"


def screen_of(stream: TextIO | None, environment: Mapping[str, str] = os.environ) -> Screen | None:
    """Return what a stream can show; ``None`` if it is to get plain text."""
    wish = environment.get("FORCE_COLOR", "")
    forced = bool(wish) and wish not in OFF
    terminal = stream is not None and stream.isatty()
    color = not environment.get("NO_COLOR") and wish not in OFF
    if stream is None or not (terminal or (forced and color)):
        return None
    if environment.get("TERM") == "dumb" and not forced:
        return None
    from rfcalc.render.values import Screen  # noqa: PLC0415 - most answers go into pipes

    width = columns(stream, environment) if terminal else None
    return Screen(width, color, _draws(stream.encoding))


def columns(stream: TextIO, environment: Mapping[str, str] = os.environ) -> int:
    """Return the width of a terminal."""
    wish = environment.get("COLUMNS", "")
    if wish.isascii() and wish.isdigit() and 0 < len(wish) < len("10000") and int(wish):
        return int(wish)
    try:
        return os.get_terminal_size(stream.fileno()).columns or USUAL_WIDTH
    except (OSError, ValueError):
        return USUAL_WIDTH


def _draws(encoding: str | None) -> bool:
    try:
        DRAWN.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
