"""The program that explains, completes and corrects: typer's, made of the data of the commands."""

from __future__ import annotations

from inspect import Parameter, Signature
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer
from typer._completion_classes import completion_init
from typer.core import TyperCommand

from rfcalc.cli import completion, shells
from rfcalc.cli.commands import NAMES, command
from rfcalc.cli.parse import with_negative_arguments
from rfcalc.cli.spec import GIVEN, Argument

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typer._click import Context, HelpFormatter

    from rfcalc.cli.spec import Here, Option, Spec, Values

HELP_NAMES = ["-h", "--help"]
ROOMY = 52  # columns; from these on typer finds the width of help itself
BEGIN = """Receptive fields of convolutional networks: how large they are, how far apart, and where they lie.

\b
rfcalc summary vgg16         the table of a network that ships with rfcalc
rfcalc locate conv5 3 4      where one feature of AlexNet looks
rfcalc show vgg16 > my.yaml  a network file, to start your own from
rfcalc help summary          a command in full: examples, options, words

rfcalc types lists the layers that such a file may name, with keys and examples; rfcalc schema prints
what it may hold, as a JSON Schema.
"""
INSTALL_HELP = f"Install completion for the shell that runs, or the one named behind it ({', '.join(shells.SHELLS)})."
SHOW_HELP = "Show that completion, to put it elsewhere."
EPILOG = "Exit codes: 0 answered, 1 a check failed, 2 bad usage or bad input, 70 a bug in rfcalc, 130 interrupted."


def answered(words: Sequence[str], here: Here | None = None) -> object:
    """Return the exit code of a line, if it has one; typer prints help and completions itself.

    Raises what typer and commands raise.
    """
    wish = shells.wish_of(words)
    if wish is not None:
        return shells.answered(wish)
    name = "rfcalc"
    if words and words[0] in NAMES:
        spec, run = command(words[0]).SPEC, command(words[0]).run
        program = program_of(spec, lambda values: run(values._replace(here=here)))
        name, words = f"rfcalc {spec.name}", with_negative_arguments(spec, words[1:])
    else:
        program = app()
    code: object = typer.main.get_command(program).main(list(words), prog_name=name, standalone_mode=False)
    return code


def app() -> typer.Typer:
    """Return the program with all its commands."""
    completion_init()
    program = typer.Typer(
        name="rfcalc",
        add_completion=False,  # `shells` has what typer would add
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=_settings(),
    )
    program.callback(epilog=EPILOG, help=BEGIN)(_options)
    for name in NAMES:
        spec = command(name).SPEC
        program.command(name, cls=explained(spec), help=help_of(spec), short_help=spec.summary)(
            _function(spec, command(name).run)
        )
    return program


def program_of(spec: Spec, run: Callable[[Values], int]) -> typer.Typer:
    """Return a program of one command, without the others, which cost a millisecond each."""
    program = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    program.command(cls=explained(spec), context_settings=_settings(), help=help_of(spec))(_function(spec, run))
    return program


def _settings() -> dict[str, object]:
    """Return what help is called, and how wide it is on a narrow screen."""
    columns = get_terminal_size().columns
    return {"help_option_names": HELP_NAMES, "terminal_width": columns - 2 if columns < ROOMY else None}


def help_of(spec: Spec) -> str:
    r"""Return a command's help; ``\b`` keeps the lines below it as they are."""
    examples = "\n".join(["\b", *spec.examples])
    return "\n\n".join((spec.summary, examples, *spec.details))


def explained(spec: Spec) -> type[TyperCommand]:
    """Return a kind of command whose help has options by what they are about, and the words of its answers."""

    class Explained(TyperCommand):
        """Writes the lower part of a command's help."""

        def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
            """Write what there is to say about arguments, options and words."""
            records = {each.name: each.get_help_record(ctx) for each in self.get_params(ctx)}
            sections = [
                ("Arguments", [each.name for each in spec.arguments]),
                *[(group, [each.name for each in options]) for group, options in spec.groups],
                ("Help", ["help"]),
            ]
            told = [(title, [record for name in names if (record := records.get(name))]) for title, names in sections]
            for title, rows in (*told, ("Words", spec.meanings)):
                if rows:
                    with formatter.section(title):
                        formatter.write_dl(rows)

    return Explained


def _version(*, wanted: bool) -> None:
    if wanted:
        from rfcalc import __version__
        from rfcalc.cli.streams import write

        write(f"rfcalc {__version__}\n")
        raise typer.Exit


def _options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda value: _version(wanted=value), is_eager=True, help="Show the version."
        ),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    install_completion: Annotated[bool, typer.Option(shells.INSTALL, help=INSTALL_HELP)] = False,
    show_completion: Annotated[bool, typer.Option(shells.SHOW, help=SHOW_HELP)] = False,
) -> None:
    """Take the options that stand before a command: each of them is dealt with elsewhere."""


def _function(spec: Spec, run: Callable[[Values], int]) -> Callable[..., None]:
    """Return a function that typer takes for a command: its signature says what the command's data says."""

    def answer(**given: str | list[str] | bool | None) -> None:
        raise typer.Exit(run(spec.values({name: _words(value) for name, value in given.items()})))

    answer.__signature__ = Signature([_parameter(each) for each in spec.parameters])  # type: ignore[attr-defined]
    answer.__annotations__ = {}
    return answer


def _words(value: str | list[str] | bool | None) -> Sequence[str]:  # noqa: FBT001 - a switch is one
    if isinstance(value, bool):
        return GIVEN if value else ()
    if isinstance(value, str):
        return (value,)
    return value or ()


def _parameter(each: Argument | Option) -> Parameter:
    complete = getattr(completion, each.complete) if each.complete else None
    default: str | bool | None = each.default
    kind: object = str | None
    if isinstance(each, Argument):
        kind = list[str] | None if each.many else kind
        about = typer.Argument(metavar=each.metavar, help=each.help, autocompletion=complete)
    elif each.metavar:
        kind = list[str] | None if each.repeatable else kind
        about = typer.Option(*each.flags, metavar=each.metavar, help=each.help, autocompletion=complete)
    else:
        kind, default = bool, False
        about = typer.Option(*each.flags, help=each.help)
    required = isinstance(each, Argument) and each.required
    return Parameter(
        each.name,
        Parameter.KEYWORD_ONLY,
        default=Parameter.empty if required else default,
        annotation=Annotated[kind, about],
    )
