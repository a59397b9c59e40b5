"""The one place where a command is started and where everything that goes wrong is caught."""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import TYPE_CHECKING

import typer

from rfcalc.cli import INTERRUPTED, streams
from rfcalc.errors import RfcalcError, escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence


class ExitCode(IntEnum):
    """How a command ended."""

    ANSWERED = 0
    CHECK_FAILED = 1
    REFUSED = 2  # bad usage, bad input, or no place to write the answer to
    BUG = 70
    INTERRUPTED = INTERRUPTED


def run(words: Sequence[str] | None = None) -> int:
    """Return the exit code of a command; what went wrong is told in one line on standard error."""
    given = list(sys.argv[1:] if words is None else words)
    debug, given = _without_debug(given)
    stdout, stderr = sys.stdout, sys.stderr
    streams.prepare()
    try:
        return _answered(given)
    except Exception as error:  # noqa: BLE001 - the last resort is what this place is for
        sys.stdout, sys.stderr = stdout, stderr
        return _failed(error, given, debug=debug)
    finally:
        sys.stdout, sys.stderr = stdout, stderr


def _without_debug(words: list[str]) -> tuple[bool, list[str]]:
    """Return whether ``--debug`` was given, and the words without it: it may stand before or after a command."""
    end = words.index("--") if "--" in words else len(words)
    kept = [word for word in words[:end] if word != "--debug"]
    return len(kept) < end, kept + words[end:]


def _answered(words: list[str]) -> int:
    """Return the code of a command that came to its end; typer prints help and completions itself."""
    from rfcalc.cli.app import app, app_of_one

    name = "rfcalc"
    program = app_of_one(words[0]) if words else None
    if program is None:
        program = app()
    else:
        name, words = f"rfcalc {words[0]}", words[1:]
    try:
        code = typer.main.get_command(program).main(words, prog_name=name, standalone_mode=False)
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):
            raise stop.__context__ from None
        code = stop.code
    streams.flush()
    return code if isinstance(code, int) else ExitCode.ANSWERED


def _failed(error: Exception, words: list[str], *, debug: bool) -> int:
    """Return the exit code for an error, having told it."""
    if debug:
        import traceback

        streams.tell("".join(traceback.format_exception(error)).rstrip())
    if isinstance(error, RfcalcError):
        streams.tell(str(error))
    elif isinstance(error, typer.TyperException):
        from rfcalc.cli.usage import usage_error

        streams.tell(usage_error(error, words))
    elif isinstance(error, BrokenPipeError):  # the reader has seen enough, as in `| head -1`
        streams.abandon()
        return ExitCode.ANSWERED
    elif isinstance(error, OSError):  # files report their own, so this is what typer or a command printed
        streams.abandon()
        streams.tell(f"standard output: cannot be written: {(error.strerror or str(error)).lower()}")
    elif isinstance(error, typer.Abort):
        return ExitCode.INTERRUPTED
    else:
        what = escaped(f"{type(error).__name__}: {str(error)[:200]}")
        again = "" if debug else f" ({quoted('--debug')} shows more)"
        streams.tell(f"rfcalc: this is a bug in rfcalc, please report it with the command and its files{again}: {what}")
        return ExitCode.BUG
    return ExitCode.REFUSED
