"""Where answers and messages go; the only place that writes."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO


def prepare() -> None:
    """Make the standard streams take any text: what their encoding lacks is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def write(text: str, file: str | None = None) -> None:
    """Write a whole answer to a file, or to standard output (``None`` and ``-``).

    Raises ``RfcalcError`` for a file that cannot be written, ``OSError`` where standard output cannot.
    """
    if file is not None and file != "-":
        save(text, file)
        return
    if sys.stdout is None:
        raise RfcalcError("it is closed", key="standard output")
    sys.stdout.write(text)
    sys.stdout.flush()


def tell(message: str) -> None:
    """Write a message to standard error; nobody can be told if that fails."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(message + "\n")
            sys.stderr.flush()
    except OSError:
        _discard(sys.stderr)


def flush() -> None:
    """Write what standard output still holds, here where a failure is caught."""
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon() -> None:
    """Let what standard output still holds go nowhere, so that the interpreter does not fail on it at its end."""
    _discard(sys.stdout)


def _discard(stream: TextIO) -> None:
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError, AttributeError):  # no real file: nothing is written at the interpreter's end
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def save(answer: str | bytes, file: str) -> None:
    """Write a file in one go, a text as UTF-8: whoever looks sees the old one or the whole new one.

    A device or a pipe is written as it is. Raises ``RfcalcError`` if it cannot be written.
    """
    content = answer if isinstance(answer, bytes) else answer.encode("utf-8", "backslashreplace")
    try:
        mode = _mode(file)
        if mode is None or stat.S_ISREG(mode):
            _replace(os.path.realpath(file), content, mode)  # a link stays, what it points to is replaced
        else:
            with open(file, "wb") as stream:
                stream.write(content)
    except OSError as error:
        raise RfcalcError(f"cannot be written: {(error.strerror or str(error)).lower()}", file=file) from None
    except ValueError:  # a name that no system call takes, with a NUL in it
        raise RfcalcError("this cannot be a file's name", file=file) from None


def _mode(path: str) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _replace(path: str, content: bytes, mode: int | None) -> None:
    """Put a file in the place of another; whoever ends the program meanwhile has it end with the one or the other."""
    with _undisturbed():
        _put(path, content, mode)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals that end a program wait, where the system can do so: they would leave half a file beside."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):  # Windows has no signals of this kind
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _put(path: str, content: bytes, mode: int | None) -> None:
    beside = os.path.join(os.path.dirname(path), f".rfcalc-{os.urandom(6).hex()}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(descriptor, "wb") as stream:
            stream.write(content)
        if mode is not None:
            os.chmod(beside, stat.S_IMODE(mode))
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
