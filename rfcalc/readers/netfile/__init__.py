"""Network files: a document read into a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import Mistakes, RfcalcError
from rfcalc.readers.document import Problems, read_document
from rfcalc.readers.netfile.network import AS_WRITTEN, Overrides, read_network

if TYPE_CHECKING:
    from rfcalc.network import Network
    from rfcalc.readers.document import Source

__all__ = ["AS_WRITTEN", "Overrides", "read_netfile"]


def read_netfile(source: Source, overrides: Overrides = AS_WRITTEN) -> Network:
    """Return the network that a text in YAML or JSON describes. Raises `RfcalcError` for all that is wrong."""
    problems = Problems()
    mistakes = Mistakes()
    document = None
    with mistakes:
        document = read_document(source.text, format=source.format, file=source.file, problems=problems)
    if document is None:
        with RfcalcError.within(file=source.file):
            raise RfcalcError.of_all([*problems.repeated, *mistakes.found])
    return read_network(document, problems, name=source.name, file=source.file, overrides=overrides)
