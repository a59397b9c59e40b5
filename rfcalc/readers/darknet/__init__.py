"""Configurations of darknet (YOLO), ``.cfg``: sections in the order of the network, read as its source computes them.

The source is that of AlexeyAB/darknet, which reads what pjreddie/darknet reads in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import LimitError, Mistakes, RfcalcError
from rfcalc.readers.darknet.map import Map
from rfcalc.readers.darknet.sections import sections_of
from rfcalc.readers.darknet.walk import Walk
from rfcalc.readers.made import asked_size, check_treated, gates_of, network_of, reading

if TYPE_CHECKING:
    from rfcalc.network import Network
    from rfcalc.readers.darknet.sections import Section
    from rfcalc.readers.document import Source
    from rfcalc.readers.netfile import Overrides

MAX_SECTIONS = 100_000


def read_darknet(source: Source, overrides: Overrides) -> Network:
    """Return the network that a configuration describes. Raises `RfcalcError` with a line for all that is wrong."""
    mistakes = Mistakes()
    with reading(source.file):
        network, *layers = sections_of(source.text)
        if len(layers) > MAX_SECTIONS:
            raise LimitError(f"more than {MAX_SECTIONS} sections", allowed="no more are read", line=layers[-1].line)
        size = asked_size(_size_of(network), overrides)
        walk = Walk(source.file, overrides, Map("input", size, network.number("channels", 0, least=0) or None))
        walk.gates = gates_of(overrides)
        for section in layers:
            with mistakes, RfcalcError.within(line=section.line, layer=section.name):
                walk.take(section)
        mistakes.tell()
        check_treated(overrides, walk.operators)
    return network_of(walk.layers, size, name=source.name, file=source.file, stands_for=walk.stands_for)


def _size_of(network: Section) -> tuple[int | None, ...]:
    """Return height and width, not known where they are left out."""
    return tuple([network.number(key, 0, least=0) or None for key in ("height", "width")])
