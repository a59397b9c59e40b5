"""Completion for a shell: the script that it reads, shown or put where it looks for one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.cli import streams
from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.run import COMPLETION
from rfcalc.data.catalog import completion_path
from rfcalc.errors import RfcalcError, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

INSTALL, SHOW = "--install-completion", "--show-completion"
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
COMPLETES = {"prog_name": "rfcalc", "complete_var": COMPLETION}


class Wish(NamedTuple):
    """What a line wants of a shell's script, and which shell it names, if any."""

    flag: str
    shell: str | None


def wish_of(words: Sequence[str]) -> Wish | None:
    """Return what a line wants of a shell's script; ``None`` where it wants something else."""
    flag, equals, shell = words[0].partition("=") if words else ("", "", "")
    if flag not in {INSTALL, SHOW}:
        return None
    named = [*([shell] if equals else []), *words[1:]]
    if len(named) > 1:
        raise RfcalcError(f"found {quoted(named[1])}", allowed="one shell is named, or none", file="rfcalc", key=flag)
    return Wish(flag, named[0] if named else None)


def answered(wish: Wish) -> ExitCode:
    """Show a shell's script, or put it where the shell finds it. Raises `RfcalcError` for a shell that is not known."""
    shell = _known(wish.flag, wish.shell)
    streams.write(script(shell) if wish.flag == SHOW else _installed(shell))
    return ExitCode.ANSWERED


def script(shell: str) -> str:
    """Return what a shell, one of `SHELLS`, is to read; both PowerShells have typer's."""
    path = completion_path(shell)
    if path is None:
        from typer._completion_shared import get_completion_script

        return get_completion_script(**COMPLETES, shell=shell) + "\n"
    with open(path, encoding="utf-8") as file:
        return file.read()


def _known(flag: str, named: str | None) -> str:
    """Return the shell that a line names, or that it was typed into."""
    from typer._completion_shared import _get_shell_name as running

    shell = named or running()
    if shell in SHELLS:
        return shell
    known = f"{', '.join(SHELLS[:-1])} or {SHELLS[-1]}"
    if named:
        allowed = nearest(named, SHELLS) or f"allowed: {known}"
        raise RfcalcError(f"found the shell {quoted(named)}", allowed=allowed, file="rfcalc", key=flag)
    found = f"the shell that rfcalc was started from is {'not known' if shell is None else quoted(shell)}"
    raise RfcalcError(found, allowed=f"name one: {flag} bash ({known})", file="rfcalc", key=flag)


def _installed(shell: str) -> str:
    """Put a shell's script where it finds it, which typer knows; return what is to be said of it."""
    from typer._completion_shared import install

    own = completion_path(shell) is not None
    if not own and shutil.which(shell) is None:  # it is asked where its profile lies
        raise RfcalcError(f"{quoted(shell)} is not installed", file="rfcalc", key=INSTALL)
    _, path = install(shell, **COMPLETES)
    if own:  # a file of its own, in which typer put a script that knows one of the two names
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(script(shell))
    return f"{shell}: completion is in {path}; it begins with the next shell.\n"
