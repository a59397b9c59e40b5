"""Starting the program as people do: as a process of its own, with the streams and the terminal asked for."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Sequence

PROGRAM = (sys.executable, "-m", "rfcalc")
QUIET = (
    *("COLUMNS", "LINES", "COLORTERM", "FORCE_COLOR", "NO_COLOR", "WT_SESSION"),
    *("PYTHONIOENCODING", "PYTHONUTF8", "RFCALC_NET", "LC_ALL", "LC_CTYPE"),
)
PATIENCE = 60  # seconds; a hanging program fails its test


@contextmanager
def interruptible() -> Iterator[None]:
    """Let processes that are started meanwhile take Ctrl-C, even where this one does not.

    A shell has what it starts in the background ignore Ctrl-C, and everything that this starts inherits that. rfcalc
    leaves it so, as every program should; a test of Ctrl-C must not depend on how the tests were started.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Ended(NamedTuple):
    """A process that has ended."""

    code: int
    out: str
    err: str


def environment(**changes: str) -> dict[str, str]:
    """Return this process's environment without what changes the form of answers, and with changes."""
    kept = {name: value for name, value in os.environ.items() if name not in QUIET}
    no_history = {"XDG_STATE_HOME": os.devnull}
    return {**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", **no_history, **changes}


def run(*words: str, folder: pathlib.Path, given: str | bytes = "", **changes: str) -> Ended:
    """Run the program in a folder, with a text on standard input."""
    content = given if isinstance(given, bytes) else given.encode()
    done = subprocess.run(
        [*PROGRAM, *words],
        cwd=folder,
        input=content,
        capture_output=True,
        env=environment(**changes),
        timeout=PATIENCE,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def shell(script: str, folder: pathlib.Path, **changes: str) -> Ended:
    """Run a line of a shell in which ``$RFCALC`` starts the program."""
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(RFCALC=" ".join(PROGRAM), **changes),
        timeout=PATIENCE,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def on_terminal(
    words: Sequence[str],
    folder: pathlib.Path,
    *,
    typed: str = "",
    size: tuple[int, int] = (80, 24),
    interrupt_at: str = "",
    program: tuple[str, ...] = PROGRAM,
    **changes: str,
) -> Ended:
    """Run the program on a terminal of some columns and rows; type lines, each when a prompt shows."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    with interruptible():
        process = subprocess.Popen(
            [*program, *words], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(**changes)
        )
    os.close(theirs)
    seen = b""
    lines = typed.encode().splitlines(keepends=True)
    deadline = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < deadline:
            if select.select([ours], [], [], 1)[0]:
                chunk = _read(ours)
                if not chunk:
                    break
                seen += chunk
            if seen.endswith(b"> ") and lines:
                os.write(ours, lines.pop(0))
            elif interrupt_at and seen.endswith(interrupt_at.encode()):
                process.send_signal(signal.SIGINT)  # once more each second: one may come before it can be seen
        code = process.wait(max(1, deadline - time.monotonic()))
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return Ended(code, seen.decode().replace("\r\n", "\n"), "")


def _read(terminal: int) -> bytes:
    """Return what a terminal shows next; nothing if its other end is closed."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def bare(text: str) -> str:
    """Return a terminal's text without escape codes."""
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)
