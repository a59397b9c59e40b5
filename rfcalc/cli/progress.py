"""How far long work has come: a line on a terminal's standard error that is gone when the work is done."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from time import monotonic

from rfcalc.errors import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from rfcalc import Network
    from rfcalc.analysis import Analysis

PATIENCE = 1.0
"""Seconds before anything is told."""

PAUSE = 0.1
"""Seconds between two lines."""

ERASE = "\r\x1b[K"
"""What takes a terminal's line back."""


class Progress:
    """Tells a person how far some work has come."""

    def __init__(self, stream: TextIO, width: int) -> None:
        """Begin to wait; a line is cut to ``width`` characters, because two could not be taken back."""
        self._stream, self._width = stream, width
        self._due = monotonic() + PATIENCE
        self._shown = False

    def tell(self, name: str, done: int, every: int, things: str) -> None:
        """Show how many of how many things are done, if it is time to."""
        now = monotonic()
        if now < self._due:
            return
        self._due = now + PAUSE
        self._shown = True
        line = f"{escaped(name)}: {done} of {every} {things} ({100 * done // max(every, 1)}%)"
        self._put(ERASE + line[: self._width - 1])

    def erase(self) -> None:
        """Take the line back, if there is one."""
        if self._shown:
            self._shown = False
            self._put(ERASE)

    def _put(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:  # nobody looks any more
            self._due = float("inf")


@contextmanager
def watched(*subjects: Network | Analysis) -> Iterator[list[Analysis]]:
    """Yield what is known of networks; while they are asked, a person at a terminal is told how far that has come."""
    from rfcalc.api import analyze

    analyses = [analyze(subject) for subject in subjects]
    stream = sys.stderr
    if stream is None or not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield analyses
        return
    from rfcalc.cli.terminal import size

    progress = Progress(stream, size(stream)[0])
    _watch(analyses, progress)
    try:
        yield analyses
    finally:
        progress.erase()


def _watch(analyses: Iterable[Analysis], progress: Progress) -> None:
    from functools import partial

    for analysis in analyses:
        analysis.watch = partial(progress.tell, analysis.network.name)
