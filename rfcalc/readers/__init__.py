"""Doors in: whatever a network is written in, read into a network.

`READERS` is the table of them: another kind of file is one row.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.readers.document import Source, decode
from rfcalc.readers.netfile import Overrides, read_netfile

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.network import Network

__all__ = [
    "READERS",
    "Reader",
    "allowed_suffixes",
    "format_of_text",
    "formats",
    "read",
    "reader_of",
    "source_of_bytes",
    "source_of_text",
]


class Reader(NamedTuple):
    """One kind of file."""

    format: str  # what it is called where no suffix says it
    read: "Callable[[Source, Overrides], Network]"  # raises `RfcalcError`
    binary: bool = False  # no text: the reader opens the file


def _read_keras(source: Source, overrides: Overrides) -> "Network":
    from rfcalc.readers.keras import read_keras

    return read_keras(source, overrides)


def _read_darknet(source: Source, overrides: Overrides) -> "Network":
    from rfcalc.readers.darknet import read_darknet

    return read_darknet(source, overrides)


def _read_onnx(source: Source, overrides: Overrides) -> "Network":
    from rfcalc.readers.onnx import read_onnx

    return read_onnx(source, overrides)


_YAML = Reader("yaml", read_netfile)
_KERAS = Reader("keras", _read_keras, binary=True)
_ONNX = Reader("onnx", _read_onnx, binary=True)

READERS = {
    ".yaml": _YAML,
    ".yml": _YAML,
    ".json": Reader("json", read_netfile),
    ".onnx": _ONNX,
    ".keras": _KERAS,
    ".cfg": Reader("darknet", _read_darknet),
}
"""What a file's suffix, in small letters, says it holds."""

UNNAMED = _YAML
"""The kind of a file without a suffix."""

DARKNET_BEGINS = r"\[(net|network)\]\s"
"""A first section that only a network of darknet has; a list of YAML has no layers."""

BEGINNINGS = {b"PK\x03\x04": _KERAS, b"\x08": _ONNX}
"""With which bytes a format begins that is no text."""


def reader_of(suffix: str) -> Reader | None:
    """Return the reader of files with a suffix; ``None`` where there is none."""
    return READERS.get(suffix.lower()) if suffix else UNNAMED


def allowed_suffixes() -> str:
    """Return the suffixes that are read, for a message."""
    return ", ".join(READERS)


def formats() -> tuple[str, ...]:
    """Return the names of what texts may be written in, each once."""
    return tuple(dict.fromkeys(reader.format for reader in READERS.values() if not reader.binary))


def format_of_text(text: str) -> str:
    """Return the format of a text whose name does not say it.

    JSON if it begins like an object, darknet's if it begins with a section of its name, or else YAML.
    """
    begins = text.lstrip()
    if begins[:1] == "{" and begins[1:].lstrip()[:1] in {'"', "}"}:
        return "json"
    return "darknet" if text.startswith("[") and re.match(DARKNET_BEGINS, text) else "yaml"


def source_of_bytes(data: bytes, file: str, name: str) -> Source:
    """Return what a stream held, by what it begins with. Raises `RfcalcError` for bytes that are no text either."""
    for beginning, reader in BEGINNINGS.items():
        if data.startswith(beginning):
            return Source("", reader.format, file, name, data=data)
    text = decode(data, file)
    return source_of_text(text, format_of_text(text), file, name)


def source_of_text(text: str, format: str, file: str, name: str) -> Source:  # noqa: A002 - the word users know
    """Return a text in a format; JSON that ``to_json`` of a Keras model wrote is told from a network file."""
    if format == "json" and all(f'"{key}"' in text for key in ("class_name", "config")):
        from rfcalc.readers.keras import is_configuration

        format = _KERAS.format if is_configuration(text) else format  # noqa: A001
    return Source(text, format, file, name)


def read(source: Source, overrides: Overrides) -> "Network":
    """Return the network that a file or stream holds. Raises `RfcalcError` for all that is wrong."""
    return next(reader for reader in READERS.values() if reader.format == source.format).read(source, overrides)
