"""Which network a command is about, and how its words name a feature of it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc import Network
    from rfcalc.readers.document import Source

ENVIRONMENT = "RFCALC_NET"
LOCAL_FILE = "rfcalc.yaml"
PRESET = "alexnet"
STANDARD_INPUT = "-"
LONGEST_INDEX = 16  # digits; no map is that large


def usual_network() -> str:
    """Return the network that is meant where none is named."""
    from_environment = os.environ.get(ENVIRONMENT)
    if from_environment:
        return from_environment
    return LOCAL_FILE if os.path.isfile(LOCAL_FILE) else PRESET


def load(source: str, size: str | None, settings: Sequence[str] = ()) -> Network:
    """Return the network in a file, a preset, or on standard input (``-``), its parameters set as ``NAME=VALUE``."""
    import rfcalc

    parameters = parameters_of(settings)
    if source != STANDARD_INPUT:
        return rfcalc.load(source, size, parameters)
    text, written_as, file, name = standard_input()
    return rfcalc.loads(text, size, parameters, format=written_as, name=name, file=file)


def standard_input() -> Source:
    """Return the text on standard input: JSON if it begins like an object of JSON, or else YAML."""
    from rfcalc.readers import format_of_text
    from rfcalc.readers.document import Source, decode, read_stream

    if sys.stdin is None:
        raise RfcalcError("it is closed", key="standard input")
    name = "<stdin>"
    text = decode(read_stream(sys.stdin.buffer, name), name)
    return Source(text, format_of_text(text), name, "stdin")


def parameters_of(settings: Sequence[str]) -> dict[str, bool | int | str]:
    """Return the parameters that are set as ``NAME=VALUE``."""
    return dict(map(_parameter, settings))


def _parameter(setting: str) -> tuple[str, bool | int | str]:
    """Return name and value of a parameter: true, false, a whole number, or else a text."""
    name, equals, value = setting.partition("=")
    if not name or not equals:
        raise RfcalcError(f"found {quoted(setting)}", allowed="allowed: NAME=VALUE", key="--set")
    if value in {"true", "false"}:
        return name, value == "true"
    if value.isascii() and value.isdigit() and len(value) < LONGEST_INDEX:
        return name, int(value)
    return name, value


def load_all(sources: Sequence[str], size: str | None, settings: Sequence[str]) -> list[Network]:
    """Return several networks; standard input can be one of them."""
    if sources.count(STANDARD_INPUT) > 1:
        raise RfcalcError("'-' is given more than once", allowed="standard input can be read once", key="NET")
    return [load(source, size, settings) for source in sources]


def index_of(words: Sequence[str], network: Network, layer: str) -> tuple[int, ...]:
    """Return the index that words give as X Y Z, in axis order (z, y, x)."""
    axes = len(network.axes)
    for word in words:
        digits = word.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()):
            raise RfcalcError(quoted(word), allowed="whole numbers are needed", layer=layer, key="index")
        if digits != word:
            raise RfcalcError(quoted(word), allowed="features are counted from 0", layer=layer, key="index")
        if len(word) > LONGEST_INDEX:
            raise RfcalcError(quoted(word), allowed="no map is that large", layer=layer, key="index")
    if len(words) != axes:
        given = f"{len(words)} number{'s' * (len(words) != 1)}" if words else "no number"
        needs = f"{escaped(network.name)} needs {axes}: {' '.join(('X', 'Y', 'Z')[:axes])}"
        raise RfcalcError(given, allowed=needs, layer=layer, key="index")
    return tuple(int(word) for word in reversed(words))
