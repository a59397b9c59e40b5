"""The command line: words in, an exit code out."""

from __future__ import annotations

import atexit
import gc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Return the exit code of a command given as words (default: those the program was started with).

    0 answered, 1 a check failed, 2 bad usage or bad input, 70 a bug in rfcalc, 130 interrupted. Nothing is raised.
    """
    collecting = gc.isenabled()
    # A command lives too short for garbage to matter: looking for it takes a tenth of the start, and a tenth
    # of the whole at the end, where the process is about to give everything back anyway.
    gc.disable()
    atexit.register(gc.freeze)
    try:
        # Loaded here, so that Ctrl-C ends quietly even while the program still starts.
        from rfcalc.cli.run import run

        return run(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        if collecting:
            gc.enable()
