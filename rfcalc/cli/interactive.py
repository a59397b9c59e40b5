"""Questions, one a line, and their answers: a layer, an index, or a command in the words of the command line."""

from __future__ import annotations

import sys

import rfcalc
from rfcalc.api import analyze
from rfcalc.cli import streams
from rfcalc.cli.commands import NAMES, command
from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.features import index_of
from rfcalc.cli.networks import STANDARD_INPUT, load, source_named
from rfcalc.cli.options import WHICH_NETWORK
from rfcalc.cli.outputs import PAGES
from rfcalc.cli.parse import parsed
from rfcalc.cli.questions import Names
from rfcalc.cli.spec import Argument, Here, Spec
from rfcalc.errors import RfcalcError, escaped, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from typing import TextIO

    from rfcalc import Network
    from rfcalc.cli.outputs import Output
    from rfcalc.cli.spec import Values
    from rfcalc.page.answer import Answer

OF_TEXTS = ("formats", "formats_of_check", "formats_of_drawn", "formats_of_explanation")
"""Completions of ``--format`` where an answer has every format of a dialogue."""
LIST, HELP, PROGRAM = "?", "help", "rfcalc"
LONGEST_LINE = 10_000
"""Characters of a question, its line break among them."""

HELP_WIDTH = 78
STOP = ("quit", "exit", "q")
GREETING = """\
{name}: LAYER X Y asks where a feature looks, then X Y is enough.
? lists the layers, help tells what else may be asked, quit stops."""
SCRIPT = "<stdin>"

OTHER = Spec(
    name="net",
    summary="Ask about another network from here on.",
    examples=("net vgg16", "net unet --input 508"),
    details=(),
    arguments=(Argument("network", "NET", "File or preset.", complete="networks"),),
    options=WHICH_NETWORK,
)
HELP_ITSELF = (HELP, f"{HELP} {OTHER.name}")
COMMANDS = tuple([name for name in NAMES if name != "interactive"])
"""What may be asked as on the command line; where a line names no network, it is about the dialogue's."""


class Dialogue:
    """A network that is asked about, and the layer that was named last."""

    def __init__(self, network: Network, output: Output, values: Values) -> None:
        """Begin with the network that ``values`` name; ``output`` makes texts of answers."""
        self._output = output
        self._answered = self._located = False
        self._turn_to(network, values)

    def _turn_to(self, network: Network, values: Values) -> None:
        """Ask about a network from here on; sizes that do not fit are told before anything is asked."""
        analysis = analyze(network)
        analysis.fields  # noqa: B018 - see above
        self.network, self.names, self.layer = network, Names(network), ""
        self._analysis, self._values = analysis, values

    def prompt(self) -> str:
        """Return what is asked on a terminal."""
        return escaped(" ".join(filter(None, (self.network.name, self.layer)))) + "> "

    def offered(self, text: str) -> list[str]:
        """Return the lines that a text may go on to."""
        from rfcalc.cli.offers import offered

        specs = [*(command(name).SPEC for name in COMMANDS), OTHER]
        return offered(text, self.names.offered, specs, (LIST, *STOP))

    def answer(self, questions: Iterable[str], *, script: bool) -> int:
        """Return the exit code after answering every line until one says to stop.

        To a person mistakes are part of a dialogue; in a script they tell their line and make the code 2, and a
        check that fails makes it 1.
        """
        codes = {ExitCode.ANSWERED}
        for number, line in enumerate(questions, start=1):
            words = self.names.without_comment(line.strip())
            if words in STOP:
                break
            try:
                codes.add(ExitCode(self._answer(words)))
            except Exception as error:
                message = _told(error, words)
                if message is None:
                    raise
                at = f"{SCRIPT}:{number}: " if script else ""
                streams.tell("\n".join([at + each for each in message.splitlines()]))
                codes.add(ExitCode.REFUSED)
        return max(codes) if script else ExitCode.ANSWERED

    def _answer(self, line: str) -> int:
        """Return the exit code of a line, having answered it."""
        first = line.split(maxsplit=1)[:1]
        if line == LIST:
            self._write(rfcalc.summary(self._analysis))
        elif not line or self.names.is_question(line):
            self._locate(line)
        elif line in HELP_ITSELF:
            streams.write(help_text())
        elif first in ([OTHER.name], [PROGRAM]) or first[0] in NAMES:
            return self._commanded(_split(line))
        else:
            self._locate(line)
        return ExitCode.ANSWERED

    def _locate(self, line: str) -> None:
        """Answer a question about a feature, or remember the layer that it names."""
        if not line:
            return
        question = self.names.understood(line, self.layer)
        if question.position:
            index = index_of(question.position, self.network, question.layer)
            self._write(rfcalc.locate(self._analysis, question.layer, index), located=True)
        self.layer = question.layer

    def _commanded(self, words: list[str]) -> int:
        """Return the exit code of a command, which is about the dialogue's network where it names none."""
        if words[0] == PROGRAM:
            words = words[1:] or [HELP]
        if words[0] == OTHER.name:
            self._ask_about(words[1:])
            return ExitCode.ANSWERED
        if words[0] not in COMMANDS:
            raise RfcalcError(f"{quoted(words[0])} cannot be asked here", allowed="help lists what can")
        from rfcalc.cli.run import answered

        code = answered(self._in_format(words), Here(self.network, self._values, self._answered))
        self._answered, self._located = self._answered or not _names_file(words), False
        return code

    def _ask_about(self, words: list[str]) -> None:
        values = parsed(OTHER, words)
        if values is None or not (values.all("network") or values.all("chain")):
            usage = "net NET [--input SIZE] [--set NAME=VALUE], or net --layers CHAIN"
            raise RfcalcError(f"found {quoted(' '.join(words))}" if words else "a network is needed", allowed=usage)
        if source_named(values) == STANDARD_INPUT:
            raise RfcalcError("'-'", allowed="standard input is where the questions come from", key="NET")
        self._turn_to(load(values), values)

    def _in_format(self, words: list[str]) -> list[str]:
        """Return a command's line with the format of the dialogue, where it says nothing about it."""
        spec, kind = command(words[0]).SPEC, self._output.kind
        has_format = any(option.complete in OF_TEXTS for option in spec.options)
        says = _names_file(words) or any(word.startswith("--format") for word in words)
        return words if kind == "table" or says or not has_format else [words[0], "--format", kind, *words[1:]]

    def _write(self, answer: Answer, *, located: bool = False) -> None:
        """Write an answer: features in a row have one header in CSV, pages an empty line between them."""
        text = self._output.text([answer])
        if self._output.kind == "csv" and self._located and located:
            text = text.partition("\n")[2]
        elif self._output.kind in PAGES and self._answered:
            text = f"\n{text}"
        self._answered, self._located = True, located
        streams.write(text)


def help_text() -> str:
    """Return what may be asked in a dialogue."""
    from textwrap import fill

    examples = command("interactive").SPEC.examples
    commands = ", ".join(name for name in COMMANDS if name != HELP)
    return "\n".join([*examples, "", fill(f"Commands: {commands}; help summary explains one.", HELP_WIDTH), ""])


def _split(line: str) -> list[str]:
    """Return the words of a command, some in quotes; a backslash is a letter, as in the paths of Windows."""
    from shlex import shlex

    words = shlex(line, posix=True, punctuation_chars=False)
    words.whitespace_split, words.escape, words.commenters = True, "", ""
    try:
        return list(words)
    except ValueError:
        raise RfcalcError(f"found {quoted(line)}", allowed="a quotation is not closed") from None


def _names_file(words: list[str]) -> bool:
    """Return whether the answer to a line goes to a file."""
    return any(word.startswith(("--output", "-o")) for word in words)


def _told(error: Exception, line: str) -> str | None:
    """Return what is said of a line that cannot be answered; ``None`` for an error that is none of the line's."""
    if isinstance(error, RfcalcError):
        return str(error)
    typer = sys.modules.get("typer")
    if typer is None or not isinstance(error, typer.TyperException):
        return None
    from rfcalc.cli.usage import usage_error

    return usage_error(error, _split(line))


def _is_terminal(stream: object) -> bool:
    return stream is not None and bool(getattr(stream, "isatty", bool)())


def is_script() -> bool:
    """Return whether no person types what standard input holds."""
    return not _is_terminal(sys.stdin)


def lines(dialogue: Dialogue) -> Generator[str, None, None]:
    """Yield the lines of standard input; on a terminal they are asked for, with completion and history."""
    if sys.stdin is None:
        raise RfcalcError("it is closed", key="standard input")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="backslashreplace")
    greeting = GREETING.format(name=escaped(dialogue.network.name))
    try:
        if is_script():
            yield from _written(sys.stdin)
        elif not _is_terminal(sys.stdout):
            streams.tell(greeting)
            yield from _written(sys.stdin)
        else:
            from rfcalc.cli.keyboard import history_file, typing

            with typing(dialogue.offered, history_file()):
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
