"""Which network a command is about, and how it is read."""

from __future__ import annotations

import os
import stat
import sys

from rfcalc.errors import RfcalcError, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc import Network
    from rfcalc.cli.spec import Spec, Values
    from rfcalc.layers.numerals import Ratio
    from rfcalc.readers.document import Source
    from rfcalc.readers.netfile import Overrides

ENVIRONMENT = "RFCALC_NET"
LOCAL_FILE = "rfcalc.yaml"
PRESET = "alexnet"
STANDARD_INPUT = "-"
CHAIN = "--layers"
"""Stands for the chain of layers that a line has in place of the name of a network."""


def usual_network() -> str:
    """Return the network that is meant where none is named."""
    return _own_network() or PRESET


def _own_network() -> str | None:
    """Return the network that the environment or the current folder names."""
    return os.environ.get(ENVIRONMENT) or (LOCAL_FILE if os.path.isfile(LOCAL_FILE) else None)


def source_named(values: Values) -> str:
    """Return the network that a line names, or else the usual one. Raises `RfcalcError` where it names two."""
    return named(values) or usual_network()


def named(values: Values) -> str | None:
    """Return the one network that a line names, if it does; raise `RfcalcError` where it names two."""
    network = values.one("network")
    if values.one("chain") is None:
        return network
    if network is not None:
        raise RfcalcError(f"found {quoted(network)} and {CHAIN}", allowed="name one network", key="NET")
    return CHAIN


def load(values: Values, source: str | None = None) -> Network:
    """Return a network (by default the one that a line names) with the size and the parameters that the line gives."""
    from rfcalc.readers import read
    from rfcalc.readers.sources import find_source

    source = source or source_named(values)
    check_output(values, source)
    wishes = wishes_of(values)
    if source not in {STANDARD_INPUT, CHAIN}:
        return read(find_source(source), wishes)
    return read(standard_input() if source == STANDARD_INPUT else typed(values), wishes)


def wishes_of(values: Values) -> Overrides:
    """Return what a line wants otherwise than the network's file says. Raises `RfcalcError`."""
    from rfcalc.readers.wishes import overrides_of

    return overrides_of(
        values.one("size"),
        parameters_of(values.all("settings")),
        start=values.one("start") or "",
        treat=dict(map(_treatment, values.all("treat"))),
        everything=values.has("everything"),
    )


def _treatment(given: str) -> tuple[str, str]:
    """Return an operator and what is to be made of it."""
    operator, equals, word = given.partition("=")
    if not operator or not equals:
        raise RfcalcError(
            f"found {quoted(given)}", allowed="allowed: OPERATOR=pointwise or OPERATOR=whole", key="--treat"
        )
    return operator, word


def check_output(values: Values, source: str) -> None:
    """Raise `RfcalcError` where the file that an answer goes to is the one that its network is read from."""
    file = values.one("output")
    if file is None:
        return
    try:
        written = os.stat(file)
        read = os.fstat(sys.stdin.fileno()) if source == STANDARD_INPUT else os.stat(_path(source))
    except (OSError, ValueError, AttributeError):  # one of them is no file, and whoever needs it says so
        return
    if stat.S_ISREG(written.st_mode) and os.path.samestat(written, read):
        raise RfcalcError(
            quoted(file), allowed="the network is read from this file; another one is needed", key="--output"
        )


def _path(source: str) -> str:
    from rfcalc.data.catalog import preset_path

    return source if os.path.lexists(source) else preset_path(source) or source


def load_all(spec: Spec, values: Values) -> list[Network]:
    """Return the networks that a line names, or else the one of the environment or the current folder.

    Standard input can be one of them. Raises `RfcalcError`, also where there is none at all: a preset that nobody
    asked for would be no answer where several could be meant.
    """
    sources = values.all("networks")
    if values.one("chain") is not None:
        sources = (*sources, CHAIN)
    sources = sources or tuple(filter(None, (_own_network(),)))
    if not sources:
        from rfcalc.cli.usage import missing

        raise missing(spec.name, "NET...")
    if sources.count(STANDARD_INPUT) > 1:
        raise RfcalcError("'-' is given more than once", allowed="standard input can be read once", key="NET")
    return [load(values, source) for source in sources]


def typed(values: Values) -> Source:
    """Return the chain of layers that a line has as a network file. Raises `RfcalcError`."""
    from rfcalc.readers.chain import chain_source

    return chain_source(str(values.one("chain")))


def standard_input() -> Source:
    """Return what stands on standard input, in the format that it begins like."""
    from rfcalc.readers import source_of_bytes
    from rfcalc.readers.document import read_stream

    if sys.stdin is None:
        raise RfcalcError("it is closed", key="standard input")
    name = "<stdin>"
    return source_of_bytes(read_stream(sys.stdin.buffer, name), name, "stdin")


def parameters_of(settings: Sequence[str]) -> dict[str, bool | int | str | Ratio | None]:
    """Return the parameters that are set as ``NAME=VALUE``, each a value that a file could give."""
    return dict(map(_parameter, settings))


def _parameter(setting: str) -> tuple[str, bool | int | str | Ratio | None]:
    """Return name and value of a parameter. Raises `RfcalcError` for a number or a text that no file may hold."""
    from rfcalc.layers.numerals import BadNumber
    from rfcalc.readers.document.build import checked_text
    from rfcalc.readers.document.scalars import scalar_of

    name, equals, written = setting.partition("=")
    if not name or not equals:
        raise RfcalcError(f"found {quoted(setting)}", allowed="allowed: NAME=VALUE", key="--set")
    with RfcalcError.within(key=f"--set {name}"):
        value = scalar_of(written)
        if isinstance(value, BadNumber):
            raise RfcalcError(f"the number {value.text}{value.fault}", allowed=value.allowed)
        if written[:1] in {"[", "{"}:
            raise RfcalcError(f"found {quoted(written)}", allowed="allowed: true, false, a number or a text")
        if isinstance(value, str):
            checked_text(value, None)
    return name, value
