"""What the commands do: read, compute, write."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import rfcalc
from rfcalc.catalog import preset_path
from rfcalc.cli.networks import STANDARD_INPUT, index_of, load, load_all, usual_network
from rfcalc.cli.screens import screen_of
from rfcalc.cli.streams import write
from rfcalc.errors import RfcalcError
from rfcalc.render import renderer

if TYPE_CHECKING:
    from collections.abc import Sequence


def summary(
    networks: Sequence[str], size: str | None, settings: Sequence[str], written_as: str, output: str | None
) -> None:
    """Write the tables of networks."""
    page = renderer(written_as, None if output else screen_of(sys.stdout))
    reports = [rfcalc.summary(network) for network in load_all(networks, size, settings)]
    write(page.summaries(reports), output)


def locate(
    layer: str, words: Sequence[str], source: str | None, size: str | None, settings: Sequence[str], written_as: str
) -> None:
    """Write where a feature looks."""
    page = renderer(written_as, screen_of(sys.stdout))
    network = load(source or usual_network(), size, settings)
    write(page.place(rfcalc.locate(network, layer, index_of(words, network, layer))))


def interactive(source: str | None, size: str | None, settings: Sequence[str], written_as: str) -> int:
    """Return the exit code of a dialogue: 2 if a script's line could not be answered."""
    from rfcalc.cli.dialogue import Dialogue, lines  # noqa: PLC0415

    page = renderer(written_as, screen_of(sys.stdout))
    source = source or usual_network()
    if source == STANDARD_INPUT:
        raise RfcalcError("'-'", allowed="standard input is where the questions come from", key="NET")
    gc.enable()  # a dialogue may last
    dialogue = Dialogue(load(source, size, settings), page, written_as)
    return dialogue.answer(lines(dialogue))


def presets(written_as: str) -> None:
    """Write the list of presets."""
    from rfcalc.render.values import Preset  # noqa: PLC0415 - no other command needs it

    page = renderer(written_as, screen_of(sys.stdout))
    # By its own file, because a file in the current folder would win over a name.
    networks = ((name, rfcalc.load(preset_path(name) or name)) for name in rfcalc.presets())
    shipped = [Preset(name, each.name, each.axes, each.input, each.description) for name, each in networks]
    write(page.presets(shipped))
