"""What is wrong with the words of a command, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer


def usage_error(error: typer.TyperException, words: Sequence[str]) -> str:
    """Return ``rfcalc summary: no such option: --inptu; did you mean '--input'? see 'rfcalc summary --help'``.

    A command line that is empty is answered with the whole help instead.
    """
    context = getattr(error, "ctx", None)
    if not words and context is not None:
        return error.format_message().rstrip()
    begun = f"rfcalc {words[0]}" if words and not words[0].startswith("-") else "rfcalc"
    command = begun if context is None else context.command_path
    negative = _negative(error, words)
    if negative and command.endswith((" locate", " map")):
        return escaped(f"index: {quoted(negative)}; features are counted from 0")
    found, allowed = _reworded(error)
    see = f"see {quoted(f'{command} --help')}"
    return escaped(f"{command}: {found}; {f'{allowed} {see}'.strip()}")


def _negative(error: typer.TyperException, words: Sequence[str]) -> str:
    """Return the negative number that was taken for an option, if it was one."""
    option = getattr(error, "option_name", "")
    return next((word for word in words if word.startswith(option)), option) if option[1:].isdigit() else ""


def _reworded(error: typer.TyperException) -> tuple[str, str]:
    """Return what was found and what is allowed."""
    option = getattr(error, "option_name", "")
    if option and hasattr(error, "possibilities"):
        context = getattr(error, "ctx", None)
        known = [name for parameter in context.command.params for name in parameter.opts] if context else []
        return f"no such option: {quoted(option)}", nearest(option, known)
    found, mark, suggestion = error.format_message().rstrip(".").partition(" Did you mean ")
    found = found[:1].lower() + found[1:].rstrip(".")
    return found, f"did you mean {suggestion}" if mark else ""
