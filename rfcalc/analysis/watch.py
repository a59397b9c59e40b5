"""Who is told how far long work has come: nobody, unless somebody asks to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Watch = Callable[[int, int, str], None]
    """Is told how many of how many things are done, and what they are: ``(3, 22, "layers")``."""


def unwatched(done: int, every: int, things: str) -> None:
    """Let work go on untold."""
