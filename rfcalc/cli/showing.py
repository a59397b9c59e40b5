"""Which text shows a network: that of its own file, or one made from what the file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rfcalc
from rfcalc.cli.networks import STANDARD_INPUT, parameters_of, standard_input
from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.readers.document import read_document
from rfcalc.readers.sources import find_source
from rfcalc.writers.text import FORMATS, file_text
from rfcalc.writers.values import rewritten, with_input, with_parameters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc import Network
    from rfcalc.readers.document import Source

SCHEMA_LINE = "# yaml-language-server: $schema=network.schema.json\n"
"""How a preset names the schema beside it, which a copy elsewhere does not have."""

FORMATS_BY_ENDING = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}


def format_of(wish: str | None, output: str | None) -> str | None:
    """Return the format that is asked for, by name or by a file's ending; ``None``: the network's own."""
    if wish is None:
        endings = (FORMATS_BY_ENDING[end] for end in FORMATS_BY_ENDING if (output or "").lower().endswith(end))
        return next(endings, None)
    if wish not in FORMATS:
        allowed = f"{nearest(wish, FORMATS)} one of {', '.join(FORMATS)}".strip()
        raise RfcalcError(quoted(wish), allowed=allowed, key="--format")
    return wish


def network_text(
    source: str, size: str | None, settings: Sequence[str], written_as: str | None, *, expanded: bool
) -> str:
    """Return a network as a file's text: to the letter if nothing else is asked for.

    Raises `RfcalcError` for what is no network.
    """
    parameters = parameters_of(settings)
    text, own, file, name = _found(source)
    network = rfcalc.loads(text, size, parameters, format=own, name=name, file=file)
    form = written_as or own
    if expanded:
        return rfcalc.show(network, form)
    if form == own and size is None and not parameters:
        return text.removeprefix(SCHEMA_LINE)
    document = with_parameters(rewritten(read_document(text, format=own, file=file)), parameters)
    return file_text(document if size is None else with_input(document, network.input), form)


def source_of(source: str, size: str | None, settings: Sequence[str]) -> tuple[Network, str]:
    """Return a network and the format that it is written in. Raises `RfcalcError` for what is no network."""
    text, own, file, name = _found(source)
    return rfcalc.loads(text, size, parameters_of(settings), format=own, name=name, file=file), own


def _found(source: str) -> Source:
    return standard_input() if source == STANDARD_INPUT else find_source(source)
