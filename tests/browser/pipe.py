"""A browser's process, and the pipe through which it is asked and tells (DevTools protocol, one JSON text a NUL)."""

from __future__ import annotations

import json
import os
import select
import signal
import time
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Message: TypeAlias = dict[str, Any]
"""What the protocol sends either way: its names and values are those of the protocol's pages."""

PATIENCE = 30.0
"""Seconds after which a browser that does not answer is given up."""


class BrowserError(Exception):
    """The browser refused a command, did not answer in time, or died."""


class Pipe:
    """A process that reads commands from its descriptor 3 and writes answers and events to its descriptor 4."""

    def __init__(self, command: Sequence[str], log: str) -> None:
        import fcntl  # Windows has none, and no such browser either

        commands, self._commands = os.pipe()
        self._answers, answers = os.pipe()
        # Copies with high numbers: what is copied onto 3 must not be the one that 4 is copied from.
        high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (commands, answers)]
        self._process = os.posix_spawn(
            command[0],
            list(command),
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
                (os.POSIX_SPAWN_DUP2, 1, 2),
                (os.POSIX_SPAWN_DUP2, high[0], 3),
                (os.POSIX_SPAWN_DUP2, high[1], 4),
            ],
            setpgroup=0,
        )
        for end in (commands, answers, *high):
            os.close(end)
        self._log = log
        self._unread = b""
        self._last = 0
        self._replies: dict[int, Message] = {}
        self.listeners: dict[str, Callable[[Message], None]] = {}
        """Who is told of the events of a session, by the session's id."""

    def send(self, method: str, session: str = "", **parameters: object) -> int:
        """Send a command without waiting for its answer; the number is that of the answer."""
        self._last += 1
        message: Message = {"id": self._last, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        unsent = json.dumps(message).encode() + b"\0"
        while unsent:
            unsent = unsent[os.write(self._commands, unsent) :]
        return self._last

    def call(self, method: str, session: str = "", **parameters: object) -> Message:
        """Send a command and return its result; events that come meanwhile are told to their listeners."""
        number = self.send(method, session, **parameters)
        if not self.listen(lambda: number in self._replies):
            raise BrowserError(f"{method}: no answer within {PATIENCE:g} s")
        reply = self._replies.pop(number)
        if "error" in reply:
            raise BrowserError(f"{method}: {reply['error']['message']}")
        result: Message = reply["result"]
        return result

    def listen(self, enough: Callable[[], bool], patience: float = PATIENCE) -> bool:
        """Take in what the browser tells until it is enough; false where it was not by then."""
        end = time.monotonic() + patience
        while not enough():
            left = end - time.monotonic()
            if left <= 0 or not select.select([self._answers], [], [], left)[0]:
                return False
            self._take(os.read(self._answers, 1 << 20))
        return True

    def _take(self, more: bytes) -> None:
        if not more:
            with open(self._log, encoding="utf-8", errors="replace") as log:
                raise BrowserError("the browser died:\n" + log.read()[-2000:])
        *texts, self._unread = (self._unread + more).split(b"\0")
        for text in texts:
            message: Message = json.loads(text)
            if "id" in message:
                self._replies[message["id"]] = message
            elif message.get("sessionId") in self.listeners:
                self.listeners[message["sessionId"]](message)

    def close(self) -> None:
        """End the process and those that it started."""
        os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._commands)
        os.close(self._answers)
