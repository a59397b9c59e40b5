"""The program, put together of its commands: of all of them, or of the one that is named.

Annotations are not postponed here: typer would evaluate each of them anew at every start.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = {
    "summary": "about_networks",
    "locate": "about_features",
    "map": "about_features",
    "form": "about_forms",
    "remedy": "about_forms",
    "growth": "about_forms",
    "compare": "about_networks",
    "interactive": "about_features",
    "presets": "about_networks",
    "schema": "about_networks",
    "show": "about_networks",
}
"""Which module has the words of a command, in the order in which help lists them."""

NAMES = {"help_option_names": ["-h", "--help"]}


def _version(*, asked: bool) -> None:
    if asked:
        from rfcalc import __version__
        from rfcalc.cli.streams import write

        write(f"rfcalc {__version__}\n")
        raise typer.Exit


def rfcalc(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda value: _version(asked=value), is_eager=True, help="Show the version."
        ),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Receptive fields of convolutional networks: how large they are, how far apart, and where they lie."""


def app() -> typer.Typer:
    """Return the program with all its commands."""
    program = typer.Typer(
        name="rfcalc",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings=NAMES,
    )
    epilog = "Exit codes: 0 answered, 1 a check failed, 2 bad usage or bad input, 70 a bug in rfcalc, 130 interrupted."
    program.callback(epilog=epilog)(rfcalc)
    for name in COMMANDS:
        program.command(name)(_command(name))
    return program


def app_of_one(name: str) -> typer.Typer | None:
    """Return a program of one command, without the others, which cost a millisecond each; None if there is no such."""
    if name not in COMMANDS:
        return None
    program = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    program.command(context_settings=NAMES)(_command(name))
    return program


def _command(name: str) -> "Callable[..., None]":
    """Return the function that has a command's words; its module is loaded when it is first asked for."""
    command: Callable[..., None] = getattr(import_module(f"rfcalc.cli.{COMMANDS[name]}"), name)
    return command
