"""Which network a command is about, and how it is read."""

from __future__ import annotations

import os
import stat
import sys

from rfcalc.cli.spec import Values
from rfcalc.errors import RfcalcError, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rfcalc import Network
    from rfcalc.cli.spec import Here, Spec
    from rfcalc.layers.numerals import Ratio
    from rfcalc.readers.document import Source
    from rfcalc.readers.netfile import Overrides

    Setting = bool | int | str | Ratio | None
    """A value that a file could give."""

ENVIRONMENT = "RFCALC_NET"
LOCAL_FILE = "rfcalc.yaml"
PRESET = "alexnet"
STANDARD_INPUT = "-"
CHAIN = "--layers"
"""Stands for the chain of layers that a line has in place of the name of a network."""

WISHES = ("size", "settings", "start", "treat", "everything")
"""The options that tell what is wanted otherwise than a network's file says."""

HERE = "\0"
"""Stands for the network that a dialogue is about; no file can be called so."""


def usual_network(values: Values | None = None) -> str:
    """Return the network that is meant where a line names none: that of the dialogue that the line stands in."""
    return HERE if values is not None and values.here is not None else own_network() or PRESET


def own_network() -> str | None:
    """Return the network that the environment or the current folder names."""
    return os.environ.get(ENVIRONMENT) or (LOCAL_FILE if os.path.isfile(LOCAL_FILE) else None)


def source_named(values: Values) -> str:
    """Return the network that a line names, or else the usual one. Raises `RfcalcError` where it names two."""
    return named(values) or usual_network(values)


def named(values: Values) -> str | None:
    """Return the one network that a line names, if it does; raise `RfcalcError` where it names two."""
    network = values.one("network")
    if values.one("chain") is None:
        return network
    if network is not None:
        error = RfcalcError(f"found {quoted(network)} and {CHAIN}", allowed="name one network", key="NET")
        error.advise(_rows_advice(values))
        raise error
    return CHAIN


def _rows_advice(values: Values) -> str:
    """Return which option was meant by one who typed the name of a layer where a chain of layers belongs."""
    return f"{CHAIN} takes a chain of layers, --layer chooses rows" if "layers" in values.words else ""


def load(values: Values, source: str | None = None) -> Network:
    """Return a network (by default the one that a line names) with the size and the parameters that the line gives."""
    parameters = parameters_of(values.all("settings"))
    return reader_of(values, source or source_named(values))(parameters)


def reader_of(values: Values, source: str) -> Callable[[Mapping[str, Setting]], Network]:
    """Return what reads a network with what the line wants and parameters, as often as it is asked to."""
    from rfcalc.readers import read
    from rfcalc.readers.sources import find_source

    if values.here is not None:
        if source == HERE:
            return _reader_of_dialogue(values, values.here)
        if source == STANDARD_INPUT:
            raise RfcalcError("'-'", allowed="standard input is where the questions come from", key="NET")
    check_output(values, source)
    if source not in {STANDARD_INPUT, CHAIN}:
        found = find_source(source)
    else:
        found = standard_input() if source == STANDARD_INPUT else typed(values)
    return lambda parameters: read(found, wishes_of(values, parameters))


def wishes_of(values: Values, parameters: Mapping[str, Setting]) -> Overrides:
    """Return what a line wants otherwise than the network's file says, with parameters. Raises `RfcalcError`."""
    from rfcalc.readers.wishes import overrides_of

    return overrides_of(
        values.one("size"),
        parameters,
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


def _reader_of_dialogue(values: Values, here: Here) -> Callable[[Mapping[str, Setting]], Network]:
    """Return what reads the network of a dialogue: as it is, or with the size and the parameters that a line gives."""
    about = here.values
    if not any(values.words.get(wish) for wish in WISHES):
        check_output(values, source_named(about))
        return lambda _: here.network
    read, given = reader_of(settled(values, here), source_named(about)), parameters_of(about.all("settings"))
    return lambda parameters: read({**given, **parameters})


def settled(values: Values, here: Here) -> Values:
    """Return the values of a line in a dialogue as those of a line by itself: with network, size and parameters."""
    about = here.values
    return Values(
        {
            **values.words,
            "network": about.all("network"),
            "chain": about.all("chain"),
            **{wish: values.words.get(wish) or about.words.get(wish, ()) for wish in ("size", "start", "everything")},
            **{wish: (*about.words.get(wish, ()), *values.words.get(wish, ())) for wish in ("settings", "treat")},
        }
    )


def check_output(values: Values, source: str) -> None:
    """Raise `RfcalcError` where the file that an answer goes to is the one that its network is read from."""
    check_written(values.one("output"), source, "--output")


def check_written(file: str | None, source: str, key: str) -> None:
    """Raise `RfcalcError` where a file to be written is the one that a network is read from."""
    if file is None:
        return
    try:
        written = os.stat(file)
        read = os.fstat(sys.stdin.fileno()) if source == STANDARD_INPUT else os.stat(_path(source))
    except (OSError, ValueError, AttributeError):  # one of them is no file, and whoever needs it says so
        return
    if stat.S_ISREG(written.st_mode) and os.path.samestat(written, read):
        raise RfcalcError(quoted(file), allowed="the network is read from this file; another one is needed", key=key)


def _path(source: str) -> str:
    from rfcalc.data.catalog import preset_path

    return source if os.path.lexists(source) else preset_path(source) or source


def sources_named(values: Values, least: int = 1) -> tuple[str, ...]:
    """Return the networks that a line names; where they are fewer than ``least``, that of its dialogue before them."""
    sources = values.all("networks")
    if values.one("chain") is not None:
        sources = (*sources, CHAIN)
    return (HERE, *sources) if values.here is not None and len(sources) < least else sources


def load_all(spec: Spec, values: Values, least: int = 1, usual: str | None = None) -> list[Network]:
    """Return the networks of `sources_of`, with the size and the parameters that the line gives."""
    return [load(values, source) for source in sources_of(spec, values, least, usual)]


def sources_of(spec: Spec, values: Values, least: int = 1, usual: str | None = None) -> tuple[str, ...]:
    """Return the networks of `sources_named`, or else the usual one, or that of the environment or the current folder.

    Standard input can be one of them. Raises `RfcalcError`, also where there is none at all: without a usual one a
    preset that nobody asked for would be no answer where several could be meant.
    """
    sources = sources_named(values, least) or tuple(filter(None, (usual or own_network(),)))
    if not sources:
        from rfcalc.cli.usage import missing

        raise missing(spec.name, "NET...")
    if sources.count(STANDARD_INPUT) > 1:
        raise RfcalcError("'-' is given more than once", allowed="standard input can be read once", key="NET")
    return sources


def typed(values: Values) -> Source:
    """Return the chain of layers that a line has as a network file. Raises `RfcalcError`."""
    from rfcalc.readers.chain import LONGEST, chain_source, is_type

    chain = str(values.one("chain"))
    advice = _rows_advice(values)
    if advice and len(chain) <= LONGEST and len(chain.split()) == 1 and not is_type(chain.strip()):
        raise RfcalcError(f"found {quoted(chain)}", allowed=advice, key=CHAIN)
    return chain_source(chain)


def standard_input() -> Source:
    """Return what stands on standard input, in the format that it begins like."""
    from rfcalc.readers import source_of_bytes
    from rfcalc.readers.document import read_stream

    if sys.stdin is None:
        raise RfcalcError("it is closed", key="standard input")
    name = "<stdin>"
    return source_of_bytes(read_stream(sys.stdin.buffer, name), name, "stdin")


def parameters_of(settings: Sequence[str]) -> dict[str, Setting]:
    """Return the parameters that are set as ``NAME=VALUE``, each a value that a file could give.

    Raises `RfcalcError`, also for one of several values, which few commands take.
    """
    return dict(map(_parameter, settings))


def _parameter(setting: str) -> tuple[str, Setting]:
    """Return name and value of a parameter. Raises `RfcalcError` for a number or a text that no file may hold."""
    from rfcalc.cli.sweeps import is_swept
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
        if is_swept(written):
            raise RfcalcError(
                f"found {quoted(written)}", allowed="one value is needed; rfcalc summary takes several, a row for each"
            )
        if isinstance(value, str):
            checked_text(value, None)
    return name, value
