"""What a command says of itself, as data: its words, and the values that a line gives them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc import Network

OF_NETWORK = "Network"
COMPUTED = "What to compute"
SHOWN = "What to show"
WRITTEN = "Output"
GROUPS = (OF_NETWORK, COMPUTED, SHOWN, WRITTEN)
"""What options are about, in the order in which help lists them."""

GIVEN = ("true",)
"""The value of a switch that a line has; without it there is none."""


class Argument(NamedTuple):
    """A word, or several, that a command takes in their order."""

    name: str
    metavar: str
    help: str
    complete: str = ""  # which function of `completion` offers words for it
    required: bool = False
    default: str | None = None
    many: bool = False  # it takes all words that are left
    negative: bool = False  # ``-1`` is one of its words, and no option


class Option(NamedTuple):
    """A word that begins with dashes; one without a metavar is a switch and takes no value."""

    name: str
    flags: tuple[str, ...]
    help: str
    metavar: str = ""
    complete: str = ""
    default: str | None = None
    repeatable: bool = False
    group: str = SHOWN  # one of `GROUPS`


class Here(NamedTuple):
    """The dialogue that a line stands in: what is asked about where the line names no network."""

    network: "Network"
    values: "Values"  # of the line that named it
    answered: bool  # an answer stands before


class Values(NamedTuple):
    """What a line gives each argument and option of a command, defaults included; none is an empty tuple."""

    words: Mapping[str, tuple[str, ...]]
    here: Here | None = None

    def all(self, name: str) -> tuple[str, ...]:
        """Return every word of an argument or option."""
        return self.words[name]

    def one(self, name: str) -> str | None:
        """Return the word of an argument or option; ``None`` if there is none, or if the command has no such."""
        words = self.words.get(name)
        return words[-1] if words else None

    def has(self, name: str) -> bool:
        """Return whether a switch is on."""
        return bool(self.words.get(name))


class Spec(NamedTuple):
    """The words of a command; `arguments` and `options` stand in the order in which help lists them."""

    name: str
    summary: str  # one line
    examples: tuple[str, ...]  # lines, shown as they are
    details: tuple[str, ...]  # paragraphs, wrapped
    arguments: tuple[Argument, ...]
    options: tuple[Option, ...]
    words: tuple[str, ...] = ()  # those of its answers that help explains

    @property
    def groups(self) -> Iterator[tuple[str, list[Option]]]:
        """Yield what options are about, and those that are."""
        for group in GROUPS:
            options = [option for option in self.options if option.group == group]
            if options:
                yield group, options

    @property
    def meanings(self) -> list[tuple[str, str]]:
        """Return the words of its answers, each with what it means."""
        from rfcalc.page.glossary import GLOSSARY

        return [(word, GLOSSARY[word]) for word in self.words]

    @property
    def parameters(self) -> Iterator[Argument | Option]:
        """Yield arguments, then options."""
        yield from self.arguments
        yield from self.options

    @property
    def negative(self) -> bool:
        """Return whether negative numbers are words of the command, and no options."""
        return any(argument.negative for argument in self.arguments)

    def values(self, given: Mapping[str, Sequence[str]]) -> Values:
        """Return the values of a line that gives some parameters words; the others have their defaults."""
        return Values({each.name: tuple(given.get(each.name) or _default(each)) for each in self.parameters})


def _default(parameter: Argument | Option) -> tuple[str, ...]:
    return () if parameter.default is None else (parameter.default,)


def is_negative(word: str) -> bool:
    """Return whether a word is a negative whole number, or a range from one (``-3:5``), which no option looks like."""
    first, _, end = word[1:].partition(":")
    digits = first + end.removeprefix("-")
    return word[:1] == "-" and first != "" and digits.isascii() and digits.isdigit()
