"""Plain, complete lines as values: the short way, without the program that explains, completes and corrects.

What is left to that program is told by ``None``: help, completion, mistakes, an option without its value, and every
spelling but ``--option value``, ``--option=value`` and ``-o value``.
"""

from __future__ import annotations

from itertools import islice

from rfcalc.cli.spec import GIVEN, is_negative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.cli.spec import Option, Spec, Values

END = "--"
"""Behind it no word is an option."""


def parsed(spec: Spec, words: Sequence[str]) -> Values | None:
    """Return the values that a line gives a command; ``None`` where the line is not plain and complete."""
    separated = _separated(spec, words)
    if separated is None:
        return None
    given, rest = separated
    for argument in spec.arguments:
        count = len(rest) if argument.many else min(len(rest), 1)
        if not count and argument.required:
            return None
        given[argument.name], rest = rest[:count], rest[count:]
    return None if rest else spec.values(given)


def _separated(spec: Spec, words: Sequence[str]) -> tuple[dict[str, list[str]], list[str]] | None:
    """Return the words that options have, by their names, and the words of arguments."""
    options = {flag: option for option in spec.options for flag in option.flags}
    given: dict[str, list[str]] = {}
    arguments: list[str] = []
    remaining = iter(words)
    for word in remaining:
        if word == END:
            arguments.extend(remaining)
        elif word[:1] != "-" or word == "-" or (spec.negative and is_negative(word)):
            arguments.append(word)
        else:
            option, value = _option(options, word)
            if option is None:
                return None
            if not option.metavar:
                if value is not None:
                    return None
                given[option.name] = list(GIVEN)
                continue
            if value is None:
                value = next(remaining, None)
                if value is None or (value[:1] == "-" and value != "-"):  # the option's value, or the next option?
                    return None
            given[option.name] = [*given.get(option.name, ()), value] if option.repeatable else [value]
    return given, arguments


def _option(options: dict[str, Option], word: str) -> tuple[Option | None, str | None]:
    """Return the option that a word begins, and its value if that stands in the same word."""
    flag, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
    return options.get(flag), value if equals else None


def with_negative_arguments(spec: Spec, words: Sequence[str]) -> list[str]:
    """Return a line whose negative numbers, where they are arguments, stand behind ``--``; other lines as they are.

    Options keep their order and stand before the arguments, and so does everything else that begins with a dash.
    """
    takes_value = {flag for option in spec.options if option.metavar for flag in option.flags}
    options: list[str] = []
    arguments: list[str] = []
    negative = False
    remaining = iter(words)
    for word in remaining:
        if word == END:
            arguments.extend(remaining)
        elif is_negative(word):
            arguments.append(word)
            negative = True
        elif word[:1] != "-" or word == "-":
            arguments.append(word)
        else:
            options.append(word)
            if word in takes_value:
                options.extend(islice(remaining, 1))
    return [*options, END, *arguments] if negative and spec.negative else list(words)
