"""What the program says to one who starts it without a word, or with the name of a network alone."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIXES = (".yaml", ".yml", ".json")
START = """\
rfcalc tells the exact receptive fields of convolutional networks: how large
they are, how far apart, where they lie, and what counts inside them.

  rfcalc summary vgg16              n, jump, rf and start of every layer
  rfcalc locate vgg16 conv5_3 7 7   where one feature looks
  rfcalc map vgg16                  how much each pixel counts, as a heat map
  rfcalc presets resnet             networks that ship with rfcalc
  rfcalc new -o mine.yaml           a network file, to describe your own

rfcalc help lists all commands, rfcalc help summary explains one.
"""


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
