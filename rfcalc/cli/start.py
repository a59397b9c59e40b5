"""What the program says to one who starts it without a word, or with the name of a network alone."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIXES = (".yaml", ".yml", ".json")
WHAT = (
    "rfcalc tells the exact receptive fields of convolutional networks: how large they are, how far apart, where they "
    "lie, and what counts inside them."
)
COMMANDS = {
    "rfcalc summary vgg16": "n, jump, rf and start of every layer",
    "rfcalc locate vgg16 conv5_3 7 7": "where one feature looks",
    "rfcalc map vgg16": "a heat map of what each pixel counts",
    "rfcalc presets resnet": "networks that ship with rfcalc",
    "rfcalc new -o mine.yaml": "a network file, to describe your own",
}
MORE = "rfcalc help lists all commands, rfcalc help summary explains one."
WIDEST, ABREAST = 80, 78  # columns of sentences at most, and those that commands with what they do take


def start_text(screen: int) -> str:
    """Return what rfcalc is and what to try, for a screen of so many columns."""
    from textwrap import fill

    longest = max(map(len, COMMANDS))
    gap = " " * 3 if screen >= ABREAST else "\n    "
    lines = [f"  {line:<{longest if screen >= ABREAST else 0}}{gap}{does}" for line, does in COMMANDS.items()]
    room = min(screen, WIDEST) - 1
    return "\n\n".join([fill(WHAT, room), "\n".join(lines), fill(MORE, room)]) + "\n"


def meant_by(words: Sequence[str]) -> str:
    """Return the command that was meant by a line that begins with none; nothing if that cannot be told.

    A network alone wants its table; before a number stands the layer of a feature.
    """
    from shlex import join

    from rfcalc.cli.features import is_network, looks_like_number
    from rfcalc.data.catalog import preset_names
    from rfcalc.errors import closest

    first, *others = words
    if others and looks_like_number(others[-1]):
        return join(["rfcalc", "locate", *words])
    if is_network(first) or first.endswith(SUFFIXES):
        return join(["rfcalc", "summary", *words])
    preset = closest(first, preset_names())
    return join(["rfcalc", "summary", preset, *others]) if preset else ""
