"""Which text shows a network: that of its own file, or one made from what the file says."""

from __future__ import annotations

import rfcalc
from rfcalc.cli.networks import (
    CHAIN,
    HERE,
    STANDARD_INPUT,
    check_output,
    parameters_of,
    settled,
    source_named,
    standard_input,
    typed,
    wishes_of,
)
from rfcalc.readers import read
from rfcalc.readers.document import read_document
from rfcalc.readers.sources import find_source
from rfcalc.writers.text import FORMATS, file_text
from rfcalc.writers.values import rewritten, with_input, with_parameters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc import Network
    from rfcalc.cli.spec import Values
    from rfcalc.readers.document import Source

SCHEMA_LINE = "# yaml-language-server: $schema=network.schema.json\n"
"""How a preset names the schema beside it, which a copy elsewhere does not have."""


def network_text(values: Values, kind: str) -> str:
    """Return the network that a line names as a file's text: to the letter if nothing else is asked for.

    An empty ``kind`` is the one that the network is written in; a model is spelled out in YAML. Raises `RfcalcError`
    for what is no network.
    """
    values = _alone(values)
    source = _source_of(values)
    network = _network_in(source, values)
    size, parameters = values.one("size"), parameters_of(values.all("settings"))
    if source.format not in FORMATS:
        return rfcalc.show(network, kind or FORMATS[0])
    kind = kind or _written_in(source)
    if values.has("expanded") or values.one("start") or values.all("treat"):  # names may mean something else then
        return rfcalc.show(network, kind)
    if kind == source.format and source.file != CHAIN and size is None and not parameters:
        return source.text.removeprefix(SCHEMA_LINE)
    document = with_parameters(
        rewritten(read_document(source.text, format=source.format, file=source.file)), parameters
    )
    return file_text(document if size is None else with_input(document, network.input), kind)


def source_of(values: Values) -> tuple[Network, str]:
    """Return the network that a line names, and the format that a file of it has: its own. Raises `RfcalcError`."""
    values = _alone(values)
    source = _source_of(values)
    return _network_in(source, values), _written_in(source)


def _written_in(source: Source) -> str:
    """Return the format of a file, and YAML for what is none: a model, a chain of layers."""
    return source.format if source.format in FORMATS and source.file != CHAIN else FORMATS[0]


def _alone(values: Values) -> Values:
    """Return the values of a line that may stand in a dialogue as those of a line by itself."""
    return settled(values, values.here) if values.here is not None and source_named(values) == HERE else values


def _source_of(values: Values) -> Source:
    name = source_named(values)
    check_output(values, name)
    if name == CHAIN:
        return typed(values)
    return standard_input() if name == STANDARD_INPUT else find_source(name, as_written=True)


def _network_in(source: Source, values: Values) -> Network:
    return read(source, wishes_of(values, parameters_of(values.all("settings"))))
