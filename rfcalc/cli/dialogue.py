"""Questions, one a line, and their answers: a layer, an index, or both."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import rfcalc
from rfcalc.cli import streams
from rfcalc.cli.networks import index_of
from rfcalc.errors import RfcalcError, escaped, nearest, quoted
from rfcalc.network import INPUT
from rfcalc.render import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rfcalc import Network
    from rfcalc.page.answer import Answer
    from rfcalc.render.values import Screen

LIST = "?"
STOP = ("quit", "exit", "q")
GREETING = "{name}: LAYER X Y asks where a feature looks, then X Y is enough; ? lists the layers, quit stops."


class Question(NamedTuple):
    """A layer, and the words of an index; none if only the layer was named."""

    layer: str
    position: tuple[str, ...]


class Dialogue:
    """A network that is asked about, and the layer that was named last."""

    def __init__(self, network: Network, written_as: str, screen: Screen | None) -> None:
        """Keep what answers need; they are written in the format that ``written_as`` names."""
        self.network = network
        self.layer = ""
        self.names = [*(layer.name for layer in network.layers), *network.outputs]
        self._known = frozenset((INPUT, *self.names))
        self._locator = rfcalc.Locator(network)
        self._screen = screen
        self._written_as = written_as
        self._answers = 0

    def prompt(self) -> str:
        """Return what is asked on a terminal."""
        return escaped(" ".join(filter(None, (self.network.name, self.layer)))) + "> "

    def answer(self, questions: Iterable[str]) -> int:
        """Return the exit code after answering every line until one says to stop.

        On a terminal mistakes are part of the dialogue; in a script one of them makes the code 2.
        """
        refused = False
        for line in questions:
            words = line.strip()
            if words in STOP:
                break
            try:
                self._answer(words)
            except RfcalcError as error:
                streams.tell(str(error))
                refused = True
        return 2 if refused and not _is_terminal(sys.stdin) else 0

    def _answer(self, line: str) -> None:
        if not line:
            return
        if line == LIST:
            streams.write(self._text(rfcalc.summary(self.network)))
            return
        question = self.understood(line)
        if question.position:
            index = index_of(question.position, self.network, question.layer)
            self._write(self._text(self._locator.locate(question.layer, index)))
        self.layer = question.layer

    def _text(self, answer: Answer) -> str:
        return render([answer], self._written_as, self._screen)

    def _write(self, text: str) -> None:
        """Write an answer: CSV has one header for all of them, tables have an empty line between them."""
        if self._answers and self._written_as == "csv":
            text = text.partition("\n")[2]
        elif self._answers and self._written_as != "json":
            text = f"\n{text}"
        self._answers += 1
        streams.write(text)

    def understood(self, line: str) -> Question:
        """Return what a line asks; a layer's name may hold blanks, or be a number.

        Of several readings the one with the longest name wins, among those whose index has one
        number for each axis or none at all.
        """
        words = line.split()
        readings = list(self._readings(line, words))
        axes = len(self.network.axes)
        for question in readings:
            if len(question.position) in (0, axes):
                return question
        if readings:
            return readings[0]
        if words[0].lstrip("+-")[:1].isdigit():
            raise RfcalcError("no layer is chosen yet", allowed="name one first: LAYER X Y; ? lists them")
        layer = line
        while words and words[-1].lstrip("-").isdigit():
            layer = layer[: -len(words.pop())].rstrip()
        raise self.unknown(layer)

    def _readings(self, line: str, words: Sequence[str]) -> Iterator[Question]:
        """Yield the questions a line may be, that with the longest name first."""
        if line in self._known:
            yield Question(line, ())
        name = line
        for count in range(len(words) - 1, 0, -1):
            name = name[: name.rindex(words[count])].rstrip()
            if name in self._known:
                yield Question(name, tuple(words[count:]))
        if self.layer and words[0].lstrip("+-")[:1].isdigit():
            yield Question(self.layer, tuple(words))

    def unknown(self, layer: str) -> RfcalcError:
        """Return the error for a name that no layer has."""
        return RfcalcError(
            f"{quoted(self.network.name)} has no layer {quoted(layer)}",
            allowed=nearest(layer, self.names) or "? lists the layers",
        )


def _is_terminal(stream: object) -> bool:
    return stream is not None and bool(getattr(stream, "isatty", bool)())


def lines(dialogue: Dialogue) -> Iterator[str]:
    """Yield the lines of standard input; on a terminal they are asked for, with completion and history."""
    if sys.stdin is None:
        raise RfcalcError("it is closed", key="standard input")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="backslashreplace")
    greeting = GREETING.format(name=escaped(dialogue.network.name))
    try:
        if not _is_terminal(sys.stdin):
            yield from sys.stdin
        elif not _is_terminal(sys.stdout):
            streams.tell(greeting)
            yield from sys.stdin
        else:
            complete(dialogue.names)
            streams.write(f"{greeting}\n")
            yield from _asked(dialogue)
    except OSError as error:
        raise RfcalcError(f"cannot be read: {error.strerror}".lower(), key="standard input") from None


def _asked(dialogue: Dialogue) -> Iterator[str]:
    """Yield the answers to prompts; the end of input and Ctrl-C leave the cursor on a line of its own."""
    try:
        while True:
            yield input(dialogue.prompt())
    except EOFError:
        streams.write("\n")
    except KeyboardInterrupt:
        streams.write("\n")
        raise


def complete(names: Sequence[str]) -> None:
    """Let the tabulator complete layers' names, where the system can do so."""
    try:
        import readline
    except ImportError:
        return

    def candidate(text: str, state: int) -> str | None:
        matching = [name for name in names if name.startswith(text)]
        return matching[state] if state < len(matching) else None

    readline.set_completer(candidate)
    readline.set_completer_delims("")  # a name may hold any of them
    editline = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if editline else "tab: complete")
