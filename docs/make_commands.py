"""Write docs/commands.md: every command with its words, its options and examples, from the data that help is made of.

Run ``python docs/make_commands.py`` after a change of a command; a test compares the page.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rfcalc.cli.commands import NAMES, command
from rfcalc.cli.typer_app import EPILOG, app

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rfcalc.cli.spec import Argument, Option, Spec

PAGE = Path(__file__).with_name("commands.md")
WIDTH = 100
INDENT = "    "
TITLE = """# Commands

What each command answers, its arguments and its options; `rfcalc COMMAND --help` says the same.
[Using the commands](usage.md) tells what the words mean that many of them share.

This page is written by `python docs/make_commands.py`.
"""


def page() -> str:
    """Return the whole page."""
    specs = [command(name).SPEC for name in NAMES]
    parts = [TITLE, table(("command", "answers"), map(in_short, specs)), before_commands(), *map(section, specs)]
    return "\n".join([*parts, exit_codes()])


def in_short(spec: Spec) -> tuple[str, str]:
    """Return the row of a command in the table of all."""
    return f"[`rfcalc {spec.name}`](#rfcalc-{spec.name})", spec.summary


def before_commands() -> str:
    """Return the options that stand before a command, or alone."""
    parameters = typer.main.get_command(app()).params
    rows = [(", ".join(f"`{flag}`" for flag in each.opts), str(getattr(each, "help", ""))) for each in parameters]
    return "Without a command, or before one:\n\n" + table(("option", "meaning"), rows)


def section(spec: Spec) -> str:
    """Return all that is to be said of one command."""
    parts = [f"## rfcalc {spec.name}\n\n{spec.summary}\n", fenced("text", usage(spec))]
    parts += [f"{prose(paragraph)}\n" for paragraph in spec.details]
    parts.append("Examples:\n\n" + fenced("text", "\n".join(spec.examples)))
    if spec.arguments:
        parts.append(table(("argument", "meaning"), ((f"`{each.metavar}`", each.help) for each in spec.arguments)))
    parts += [table((group, "meaning"), map(option_row, options)) for group, options in spec.groups]
    if spec.meanings:
        parts.append(table(("word of its answers", "meaning"), spec.meanings))
    return "\n".join(parts)


def usage(spec: Spec) -> str:
    """Return the words of a command in their order, those that may be left out in brackets."""
    words = [f"rfcalc {spec.name}", *map(place_of, spec.arguments), *(f"[{flagged(each)}]" for each in spec.options)]
    unbroken = (word.replace(" ", "\N{NO-BREAK SPACE}") for word in words)
    lines = textwrap.wrap(" ".join(unbroken), WIDTH, subsequent_indent=INDENT, break_on_hyphens=False)
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ")


def place_of(argument: Argument) -> str:
    """Return an argument as usage shows it."""
    return argument.metavar if argument.required or "[" in argument.metavar else f"[{argument.metavar}]"


def flagged(option: Option) -> str:
    """Return the shortest way to write an option."""
    return f"{min(option.flags, key=len)} {option.metavar}".rstrip()


def option_row(option: Option) -> tuple[str, str]:
    """Return an option with all its flags, and what it means."""
    flags = ", ".join(f"`{f'{flag} {option.metavar}'.rstrip()}`" for flag in option.flags)
    default = f" Without it: {option.default}." if option.default else ""
    return flags, f"{option.help}{default}"


def table(headings: Iterable[str], rows: Iterable[tuple[str, str]]) -> str:
    """Return a table, its cells safe from Markdown."""
    lines = ["| " + " | ".join(headings) + " |", "|---|---|"]
    lines += [f"| {first} | {prose(second)} |" for first, second in rows]
    return "\n".join(lines) + "\n"


def prose(text: str) -> str:
    """Return a text in which Markdown finds no marks of its own."""
    for mark in "\\*_[]<>|":
        text = text.replace(mark, f"\\{mark}")
    return text


def fenced(language: str, text: str) -> str:
    """Return a text as it is."""
    return f"```{language}\n{text}\n```\n"


def exit_codes() -> str:
    """Return how commands end."""
    _, codes = EPILOG.rstrip(".").split(": ")
    rows = (code.split(" ", 1) for code in codes.split(", "))
    return "## Exit codes\n\n" + table(("code", "meaning"), ((f"{number}", meaning) for number, meaning in rows))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
