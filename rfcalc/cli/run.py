"""The one place where a command is started and where everything that goes wrong is caught."""

from __future__ import annotations

import os
import sys

from rfcalc.cli import streams
from rfcalc.cli.exit_codes import ExitCode
from rfcalc.errors import NO_MEMORY, SMALLER, RfcalcError, escaped, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.cli.commands import Command
    from rfcalc.cli.spec import Here, Values

COMPLETION = "_RFCALC_COMPLETE"
"""The variable by which a shell asks for completions."""


def run(words: Sequence[str] | None = None) -> int:
    """Return the exit code of a command; what went wrong is told in one line on standard error."""
    debug, line = _without_debug(list(sys.argv[1:] if words is None else words))
    stdout, stderr = sys.stdout, sys.stderr
    streams.prepare()
    try:
        return answered(line)
    except Exception as error:  # noqa: BLE001 - the last resort is what this place is for
        sys.stdout, sys.stderr = stdout, stderr
        return _failed(error, line, debug=debug)
    finally:
        sys.stdout, sys.stderr = stdout, stderr


def _without_debug(words: list[str]) -> tuple[bool, list[str]]:
    """Return whether ``--debug`` was given, and the words without it: it may stand before or after a command."""
    end = words.index("--") if "--" in words else len(words)
    kept = [word for word in words[:end] if word != "--debug"]
    return len(kept) < end, kept + words[end:]


def answered(words: list[str], here: Here | None = None) -> int:
    """Return the code of a command that came to its end; ``here`` is the dialogue that its line stands in.

    What is not a plain, complete line is a matter for typer, which takes longer to load than such a line to answer.
    Raises what typer and commands raise.
    """
    plain = _plain(words)
    try:
        if plain is not None:
            command, values = plain
            code: object = command.run(values._replace(here=here))
        elif words or COMPLETION in os.environ:
            from rfcalc.cli import typer_app

            code = typer_app.answered(words, here)
        else:
            from rfcalc.cli.start import start_text

            streams.write(start_text(_columns()))
            code = ExitCode.ANSWERED
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):
            raise stop.__context__ from None
        code = stop.code
    streams.flush()
    return code if isinstance(code, int) else ExitCode.ANSWERED


def _columns() -> int:
    """Return how many columns standard output has, and those of the usual screen where it is no terminal."""
    from rfcalc.cli.terminal import USUAL_SIZE, screen_of

    screen = screen_of(sys.stdout)
    return (screen and screen.width) or USUAL_SIZE[0]


def _plain(words: list[str]) -> tuple[Command, Values] | None:
    """Return the command of a plain, complete line and its values; ``None`` for any other line."""
    from rfcalc.cli.commands import NAMES, command
    from rfcalc.cli.parse import parsed

    if not words or words[0] not in NAMES or COMPLETION in os.environ:
        return None
    named = command(words[0])
    values = parsed(named.SPEC, words[1:])
    return None if values is None else (named, values)


def _failed(error: Exception, words: list[str], *, debug: bool) -> int:
    """Return the exit code for an error, having told it."""
    if debug:
        import traceback

        streams.tell("".join(traceback.format_exception(error)).rstrip())
    if isinstance(error, RfcalcError):
        streams.tell(str(error))
        return ExitCode.REFUSED
    if isinstance(error, BrokenPipeError):  # the reader has seen enough, as in `| head -1`
        streams.abandon()
        return ExitCode.ANSWERED
    if isinstance(error, OSError):  # files report their own, but for those that typer writes for a shell's completion
        streams.abandon()
        where = "standard output" if error.filename is None else escaped(os.fsdecode(error.filename))
        streams.tell(f"{where}: cannot be written: {(error.strerror or str(error)).lower()}")
        return ExitCode.REFUSED
    if isinstance(error, MemoryError):  # where a layer was worked on, it has been named
        streams.tell(str(RfcalcError(NO_MEMORY, allowed=SMALLER, key=" ".join(words[:2]))))
        return ExitCode.REFUSED
    if isinstance(error, EOFError):
        return ExitCode.INTERRUPTED
    return _failed_in_typer(error, words) or _bug(error, debug=debug)


def _failed_in_typer(error: Exception, words: list[str]) -> int:
    """Return the exit code for an error of typer's, having told it; 0 for any other error."""
    typer = sys.modules.get("typer")
    if typer is None or not isinstance(error, typer.TyperException | typer.Abort):
        return 0
    if isinstance(error, typer.Abort):
        return ExitCode.INTERRUPTED
    from rfcalc.cli.usage import usage_error

    streams.tell(usage_error(error, words))
    return ExitCode.REFUSED


def _bug(error: Exception, *, debug: bool) -> int:
    what = escaped(f"{type(error).__name__}: {str(error)[:200]}")
    again = "" if debug else f" ({quoted('--debug')} shows more)"
    streams.tell(f"rfcalc: this is a bug in rfcalc, please report it with the command and its files{again}: {what}")
    return ExitCode.BUG
