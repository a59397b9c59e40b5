"""Write docs/rfcalc.1, the manual page: every command with its words and options, from the data that help is made of.

Run ``python docs/make_man.py`` after a change of a command; a test compares the page. A wheel installs it.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rfcalc.cli.commands import NAMES, command
from rfcalc.cli.typer_app import BEGIN, EPILOG, app

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rfcalc.cli.spec import Argument, Option, Spec

PAGE = Path(__file__).with_name("rfcalc.1")
WIDTH = 100
ENVIRONMENT = {
    "RFCALC_NET": "The network that commands are about where their line names none.",
    "NO_COLOR, FORCE_COLOR, TERM": "Whether tables are colored; piped, they are not unless FORCE_COLOR is set.",
    "COLUMNS": "How wide a terminal is taken to be.",
}
FILES = {
    "rfcalc.yaml": "In the current folder: the network that commands are about where nothing names one.",
    "*.rfcalc.yaml, *.rfcalc.yml, *.rfcalc.json": "Names by which editors know a network file, and its schema.",
}


def page() -> str:
    """Return the whole page, in the macros of man(7)."""
    name, begin = BEGIN.splitlines()[0], BEGIN.partition("\b\n")[2].partition("\n\n")
    specs = [command(each).SPEC for each in NAMES]
    parts = [
        '.\\" Written by docs/make_man.py of the data that help is made of.',
        '.TH RFCALC 1 "" rfcalc "User Commands"',
        ".SH NAME",
        f"rfcalc \\- {text(name[:1].lower() + name[1:].rstrip('.'))}",
        ".SH SYNOPSIS",
        *[
            line
            for each in ("rfcalc COMMAND [ARGUMENT]... [OPTION]...", "rfcalc OPTION")
            for line in (synopsis(each), ".br")
        ],
        ".SH DESCRIPTION",
        text(name),
        *as_they_are(begin[0].splitlines()),
        ".PP",
        text(" ".join(begin[2].split())),
        ".SH OPTIONS",
        "Without a command, or before one:",
        *before_commands(),
        ".SH COMMANDS",
        *[line for spec in specs for line in section(spec)],
        ".SH ENVIRONMENT",
        *tagged(ENVIRONMENT.items()),
        ".SH FILES",
        *tagged(FILES.items()),
        ".SH EXIT STATUS",
        *tagged(tuple(code.split(" ", 1)) for code in EPILOG.rstrip(".").partition(": ")[2].split(", ")),
        ".SH SEE ALSO",
        text("https://github.com/rfcalc/rfcalc"),
    ]
    return "\n".join(parts) + "\n"


def before_commands() -> list[str]:
    """Return the options that stand before a command, or alone."""
    parameters = typer.main.get_command(app()).params
    return tagged((", ".join(each.opts), str(getattr(each, "help", ""))) for each in parameters)


def section(spec: Spec) -> list[str]:
    """Return all that is to be said of one command."""
    words = [f"rfcalc {spec.name}", *map(place_of, spec.arguments), "[OPTION]..." if spec.options else ""]
    lines = [f'.SS "rfcalc {spec.name}"', synopsis(" ".join(words).rstrip()), ".PP", text(spec.summary)]
    for paragraph in spec.details:
        lines += [".PP", text(paragraph)]
    rows = [(each.metavar, each.help) for each in spec.arguments]
    rows += [(flagged(each), each.help + default_of(each)) for _, options in spec.groups for each in options]
    return [*lines, *tagged(rows), ".PP", "Examples:", *as_they_are(spec.examples)]


def place_of(argument: Argument) -> str:
    """Return an argument as a synopsis shows it."""
    return argument.metavar if argument.required or "[" in argument.metavar else f"[{argument.metavar}]"


def flagged(option: Option) -> str:
    """Return all flags of an option, with what it takes."""
    return ", ".join(f"{flag} {option.metavar}".rstrip() for flag in option.flags)


def default_of(option: Option) -> str:
    """Return what an option is where it is not given."""
    return f" Without it: {option.default}." if option.default else ""


def synopsis(words: str) -> str:
    """Return a line of usage, the program's name in bold."""
    program, _, others = words.partition(" ")
    return f"\\fB{text(program)}\\fR {text(others)}"


def tagged(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a list of terms, each with what it means."""
    return [line for term, meaning in rows for line in (".TP", f"\\fB{text(term)}\\fR", text(meaning))]


def as_they_are(lines: Iterable[str]) -> list[str]:
    """Return lines that are not filled, such as those of a shell."""
    return [".PP", ".nf", ".RS", *map(text, lines), ".RE", ".fi"]


def text(words: str) -> str:
    """Return words in which roff finds no requests of its own, broken into lines where that changes nothing."""
    safe = (
        words.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("^", "\\(ha").replace("~", "\\(ti")
    )
    wrapped = textwrap.wrap(safe, WIDTH, break_long_words=False, break_on_hyphens=False) if "  " not in safe else [safe]
    return "\n".join(f"\\&{line}" if line.startswith(".") else line for line in wrapped)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
