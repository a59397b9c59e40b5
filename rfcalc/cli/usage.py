"""What is wrong with the words of a command, in one line."""

from __future__ import annotations

from rfcalc.cli.commands import NAMES, command
from rfcalc.errors import RfcalcError, escaped, nearest, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer

MANY = 3  # commands that a message names; of more it names none


def missing(name: str, metavar: str) -> RfcalcError:
    """Return the error for a command without a word that it needs."""
    see = f"see {quoted(f'rfcalc {name} --help')}"
    return RfcalcError(f"missing argument {quoted(metavar)}", allowed=see, file=f"rfcalc {name}")


def usage_error(error: typer.TyperException, words: Sequence[str]) -> str:
    """Return ``rfcalc summary: no such option: --inptu; did you mean '--input'? see 'rfcalc summary --help'``."""
    context = getattr(error, "ctx", None)
    begun = f"rfcalc {words[0]}" if words and not words[0].startswith("-") else "rfcalc"
    path = begun if context is None else context.command_path
    found, allowed = _reworded(error, path)
    if path == "rfcalc" and words and words[0] not in NAMES and words[0][:1] != "-":
        allowed = _no_command(words, allowed)
    see = f"see {quoted(f'{path} --help')}"
    return escaped(f"{path}: {found}; {f'{allowed} {see}'.strip()}")


def _no_command(words: Sequence[str], allowed: str) -> str:
    """Return what to write instead of a line that begins with no command: it may begin with a network."""
    from rfcalc.cli.features import is_network
    from rfcalc.cli.start import meant_by

    if allowed and not is_network(words[0]):
        return allowed
    line = meant_by(words)
    return f"did you mean {quoted(line)}?" if line else allowed


def _reworded(error: typer.TyperException, path: str) -> tuple[str, str]:
    """Return what was found and what is allowed."""
    option = getattr(error, "option_name", "")
    if option and hasattr(error, "possibilities"):
        return f"no such option: {quoted(option)}", _instead(option, error, path)
    found, mark, suggestion = error.format_message().rstrip(".").partition(" Did you mean ")
    found = found[:1].lower() + found[1:].rstrip(".")
    return found, f"did you mean {suggestion}" if mark else ""


def _instead(option: str, error: typer.TyperException, path: str) -> str:
    """Return what to write instead of an option that a command does not have; nothing if none is near."""
    name = path.removeprefix("rfcalc").strip()
    if name in NAMES:
        spec = command(name).SPEC
        metavars = " ".join(argument.metavar for argument in spec.arguments)
        if option in _WORDS_OF_ARGUMENTS and _WORDS_OF_ARGUMENTS[option] in metavars:
            return f"the {option.removeprefix('--')} is an argument: {path} {metavars};"
        others = [other for other in NAMES if any(option in each.flags for each in command(other).SPEC.options)]
        if 0 < len(others) <= MANY:
            return f"{' and '.join(f'rfcalc {other}' for other in others)} {'has' if len(others) == 1 else 'have'} it;"
    context = getattr(error, "ctx", None)
    flags = [flag for parameter in context.command.params for flag in parameter.opts] if context else []
    return nearest(option, flags)


_WORDS_OF_ARGUMENTS = {"--layer": "LAYER", "--index": "X", "--network": "NET", "--net": "NET"}
"""Which word of a usage line people mean by an option, where it is none."""
