"""What the tabulator may offer for a line of a dialogue: layers, commands, their options and what these take."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.cli.spec import Argument, Option, Spec

OF_LAYERS = ("layers", "rows", "features")
"""Completions that depend on the network that is asked about."""

OF_LINES = ("settings", "formats_of_remedy")
"""Completions that depend on the words before; here there are none."""


def offered(text: str, layers: Sequence[str], specs: Iterable[Spec], others: Sequence[str]) -> list[str]:
    """Return the lines that a text may go on to: a layer, another word of the dialogue, or a command with its words."""
    known = {spec.name: spec for spec in specs}
    begun, blank, last = text.rpartition(" ")
    words = begun.split()
    if words and words[0] in known:
        return [f"{begun}{blank}{word}" for word in _offered_by(known[words[0]], words[1:], last, layers)]
    return [line for line in dict.fromkeys((*layers, *known, *others)) if line.startswith(text)]


def _offered_by(spec: Spec, words: Sequence[str], last: str, layers: Sequence[str]) -> list[str]:
    """Return what the last word of a command's line may be."""
    if last.startswith("-"):
        return [flag for option in spec.options for flag in option.flags if flag.startswith(last)]
    before = words[-1] if words else ""
    option = next((each for each in spec.options if each.metavar and before in each.flags), None)
    if option is not None:
        return _completions(option, last, layers)
    return [word for argument in spec.arguments for word in _completions(argument, last, layers)]


def _completions(parameter: Argument | Option, last: str, layers: Sequence[str]) -> list[str]:
    from rfcalc.cli import completion

    if parameter.complete in OF_LAYERS:
        return [name for name in layers if name.startswith(last) and " " not in name]
    if not parameter.complete or parameter.complete in OF_LINES:
        return []
    words: list[str] = getattr(completion, parameter.complete)(last)
    return words
