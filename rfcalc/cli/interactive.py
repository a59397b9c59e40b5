"""Questions, one a line, and their answers: a layer, an index, or both."""

from __future__ import annotations

import sys
from typing import NamedTuple

import rfcalc
from rfcalc.analysis.analysis import LAST
from rfcalc.api import analyze
from rfcalc.cli import streams
from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.features import index_of, looks_like_number
from rfcalc.errors import RfcalcError, escaped, nearest, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from rfcalc import Network, Place
    from rfcalc.cli.outputs import Output

LIST = "?"
LONGEST_LINE = 10_000
"""Characters of a question, its line break among them."""

STOP = ("quit", "exit", "q")
GREETING = "{name}: LAYER X Y asks where a feature looks, then X Y is enough; ? lists the layers, quit stops."


class Question(NamedTuple):
    """A layer, and the words of an index; none if only the layer was named."""

    layer: str
    position: tuple[str, ...]


class Dialogue:
    """A network that is asked about, and the layer that was named last."""

    def __init__(self, network: Network, output: Output) -> None:
        """Keep what answers need; ``output`` writes them."""
        self.network = network
        self.layer = ""
        self.names = [*(layer.name for layer in network.layers), *network.outputs]
        self._names = frozenset((network.start, LAST, *self.names))
        self._analysis = analyze(network)
        self._analysis.fields  # noqa: B018 - sizes that do not fit are told before anything is asked
        self._output = output
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
        return ExitCode.REFUSED if refused and not _is_terminal(sys.stdin) else ExitCode.ANSWERED

    def _answer(self, line: str) -> None:
        if not line:
            return
        if line == LIST:
            self._output.write([rfcalc.summary(self._analysis)])
            return
        question = self.understood(line)
        if question.position:
            index = index_of(question.position, self.network, question.layer)
            self._write(rfcalc.locate(self._analysis, question.layer, index))
        self.layer = question.layer

    def _write(self, place: Place) -> None:
        """Write an answer: CSV has one header for all of them, tables have an empty line between them."""
        text = self._output.text([place])
        if self._answers and self._output.kind == "csv":
            text = text.partition("\n")[2]
        elif self._answers and self._output.kind != "json":
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
        if looks_like_number(words[0]):
            raise RfcalcError("no layer is chosen yet", allowed="name one first: LAYER X Y; ? lists them")
        layer = line
        while words and words[-1].lstrip("-").isdigit():
            layer = layer[: -len(words.pop())].rstrip()
        raise self.unknown(layer)

    def _readings(self, line: str, words: Sequence[str]) -> Iterator[Question]:
        """Yield the questions a line may be, that with the longest name first."""
        if line in self._names:
            yield Question(line, ())
        name = line
        for count in range(len(words) - 1, 0, -1):
            name = name[: name.rindex(words[count])].rstrip()
            if name in self._names:
                yield Question(name, tuple(words[count:]))
        if self.layer and looks_like_number(words[0]):
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
            yield from _written(sys.stdin)
        elif not _is_terminal(sys.stdout):
            streams.tell(greeting)
            yield from _written(sys.stdin)
        else:
            complete(dialogue.names)
            streams.write(f"{greeting}\n")
            yield from _asked(dialogue)
    except OSError as error:
        raise RfcalcError(f"cannot be read: {error.strerror}".lower(), key="standard input") from None


def _written(stream: TextIO) -> Iterator[str]:
    """Yield the lines of a stream; raise `RfcalcError` for one that may never end."""
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise RfcalcError(
                "a line is too long", allowed=f"at most {LONGEST_LINE} characters are read", key="standard input"
            )
        yield line


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
        import readline  # it may write to the terminal when it is loaded
    except ImportError:
        return

    def candidate(text: str, state: int) -> str | None:
        matching = [name for name in names if name.startswith(text)]
        return matching[state] if state < len(matching) else None

    readline.set_completer(candidate)
    readline.set_completer_delims("")  # a name may hold any of them
    editline = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if editline else "tab: complete")
