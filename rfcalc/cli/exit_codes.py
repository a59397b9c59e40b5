"""How a command ended, as a number."""

from __future__ import annotations

from enum import IntEnum

from rfcalc.cli import INTERRUPTED


class ExitCode(IntEnum):
    """How a command ended."""

    ANSWERED = 0
    CHECK_FAILED = 1
    REFUSED = 2  # bad usage, bad input, or no place to write the answer to
    BUG = 70
    INTERRUPTED = INTERRUPTED
