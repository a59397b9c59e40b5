"""Doors in: whatever a network is written in, read into a network.

`READERS` is the table of them: another kind of file is one row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.readers.netfile import Overrides, read_netfile

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.network import Network
    from rfcalc.readers.document import Source

__all__ = ["READERS", "Reader", "allowed_suffixes", "format_of_text", "formats", "read", "reader_of"]


class Reader(NamedTuple):
    """One kind of file."""

    format: str  # what it is called where no suffix says it
    read: Callable[[Source, Overrides], Network]  # raises `RfcalcError`


_YAML = Reader("yaml", read_netfile)

READERS = {".yaml": _YAML, ".yml": _YAML, ".json": Reader("json", read_netfile)}
"""What a file's suffix, in small letters, says it holds."""

UNNAMED = _YAML
"""The kind of a file without a suffix."""


def reader_of(suffix: str) -> Reader | None:
    """Return the reader of files with a suffix; ``None`` where there is none."""
    return READERS.get(suffix.lower()) if suffix else UNNAMED


def allowed_suffixes() -> str:
    """Return the suffixes that are read, for a message."""
    return ", ".join(READERS)


def formats() -> tuple[str, ...]:
    """Return the names of what texts may be written in, each once."""
    return tuple(dict.fromkeys(reader.format for reader in READERS.values()))


def format_of_text(text: str) -> str:
    """Return the format of a text whose name does not say it: JSON if it begins like an object, or else YAML."""
    begins = text.lstrip()
    return "json" if begins[:1] == "{" and begins[1:].lstrip()[:1] in {'"', "}"} else "yaml"


def read(source: Source, overrides: Overrides) -> Network:
    """Return the network that a file or stream holds. Raises `RfcalcError` for all that is wrong."""
    return next(reader for reader in READERS.values() if reader.format == source.format).read(source, overrides)
