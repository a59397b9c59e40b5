"""Typing on a terminal: completion by the tabulator, and a history that is kept, where the system can do so."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

KEPT = 1000
"""Lines of the history."""


@contextmanager
def typing(offered: Callable[[str], Sequence[str]], file: str | None) -> Iterator[None]:
    """Let the tabulator complete lines meanwhile, and keep what is typed in a file.

    ``offered`` returns the lines that one may go on to. Without readline, or without a file that can be written,
    lines are typed all the same.
    """
    has_readline = _completed(offered)
    if has_readline and file is not None:
        _recall(file)
    try:
        yield
    finally:
        if has_readline and file is not None:
            _keep(file)


def _completed(offered: Callable[[str], Sequence[str]]) -> bool:
    """Let the tabulator complete lines, and return whether the system can do so."""
    try:
        import readline  # it may write to the terminal when it is loaded
    except ImportError:
        return False

    def candidate(text: str, state: int) -> str | None:
        lines = offered(text)
        return lines[state] if state < len(lines) else None

    readline.set_completer(candidate)
    readline.set_completer_delims("")  # a name may hold any of them
    editline = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if editline else "tab: complete")
    return True


def _recall(file: str) -> None:
    import readline

    with suppress(OSError):  # there is none yet, or another library wrote it
        readline.read_history_file(file)


def _keep(file: str) -> None:
    import readline

    readline.set_history_length(KEPT)
    with suppress(OSError):  # a history that cannot be kept is none
        os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
        readline.write_history_file(file)


def history_file(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> str | None:
    """Return the file that the history is kept in, in the folder that the system has for such; ``None`` without one.

    That is ``$XDG_STATE_HOME``, or else ``~/.local/state``, and on Windows ``%LOCALAPPDATA%``.
    """
    if system == "win32":
        folder = environment.get("LOCALAPPDATA", "")
    else:
        folder = environment.get("XDG_STATE_HOME", "")
        if not os.path.isabs(folder):  # which the specification says to ignore
            home = environment.get("HOME", "")
            folder = os.path.join(home, ".local", "state") if os.path.isabs(home) else ""
    return os.path.join(folder, "rfcalc", "history") if folder else None
