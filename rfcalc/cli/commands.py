"""What the commands do: read, compute, write."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import rfcalc
from rfcalc.cli.entry import ExitCode
from rfcalc.cli.networks import STANDARD_INPUT, index_of, load, load_all, usual_network
from rfcalc.cli.screens import screen_of
from rfcalc.cli.streams import write
from rfcalc.errors import RfcalcError
from rfcalc.render import check_format, render

if TYPE_CHECKING:
    from collections.abc import Sequence

PAIR = 2  # networks that have a difference


def summary(
    networks: Sequence[str], size: str | None, settings: Sequence[str], written_as: str, output: str | None
) -> None:
    """Write the tables of networks."""
    check_format(written_as)
    reports = [rfcalc.summary(network) for network in load_all(networks, size, settings)]
    write(render(reports, written_as, None if output else screen_of(sys.stdout)), output)


def locate(
    layer: str, words: Sequence[str], source: str | None, size: str | None, settings: Sequence[str], written_as: str
) -> None:
    """Write where a feature looks."""
    check_format(written_as)
    network = load(source or usual_network(), size, settings)
    place = rfcalc.locate(network, layer, index_of(words, network, layer))
    write(render([place], written_as, screen_of(sys.stdout)))


def compare(  # noqa: PLR0913 - a command has as many options as it has
    networks: Sequence[str],
    layers: Sequence[str],
    size: str | None,
    settings: Sequence[str],
    written_as: str,
    output: str | None,
    *,
    check: bool,
) -> ExitCode:
    """Write networks side by side; return the exit code, which tells if a check was asked for and failed."""
    check_format(written_as)
    count = len(networks)
    if count < PAIR or (check and count > PAIR):
        allowed = "--check compares two" if check else "allowed: two or more"
        raise RfcalcError(f"found {count} network{'s' * (count != 1)}", allowed=allowed, key="NET")
    comparison = rfcalc.compare(*load_all(networks, size, settings), layers=layers)
    write(render([comparison], written_as, None if output else screen_of(sys.stdout)), output)
    return ExitCode.CHECK_FAILED if check and not comparison.same else ExitCode.ANSWERED


def interactive(source: str | None, size: str | None, settings: Sequence[str], written_as: str) -> int:
    """Return the exit code of a dialogue: 2 if a script's line could not be answered."""
    from rfcalc.cli.dialogue import Dialogue, lines

    check_format(written_as)
    source = source or usual_network()
    if source == STANDARD_INPUT:
        raise RfcalcError("'-'", allowed="standard input is where the questions come from", key="NET")
    gc.enable()  # a dialogue may last
    dialogue = Dialogue(load(source, size, settings), written_as, screen_of(sys.stdout))
    return dialogue.answer(lines(dialogue))


def presets(words: Sequence[str], written_as: str, output: str | None) -> None:
    """Write the list of presets."""
    check_format(written_as)
    write(render(rfcalc.find_presets(*words), written_as, None if output else screen_of(sys.stdout)), output)


def schema(name: str, output: str | None) -> None:
    """Write a schema."""
    from rfcalc.cli.schemas import schema_text

    write(schema_text(name), output)


def show(
    source: str,
    size: str | None,
    settings: Sequence[str],
    written_as: str | None,
    output: str | None,
    *,
    expanded: bool,
) -> None:
    """Write a network as a file."""
    from rfcalc.cli.showing import format_of, network_text

    form = format_of(written_as, output)
    write(network_text(source, size, settings, form, expanded=expanded), output)
