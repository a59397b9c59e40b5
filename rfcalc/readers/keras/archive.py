"""The configuration in a ``.keras`` file, which is a zip archive; the weights beside it are never read."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError
from rfcalc.readers.document import MAX_BYTES, decode

if TYPE_CHECKING:
    from typing import BinaryIO

    from rfcalc.readers.document import Source
    from rfcalc.readers.keras.settings import Json

CONFIGURATION = "config.json"
"""The member of the archive that describes the model."""

DIRECTORY_LIMIT = 2**20
"""Bytes of an archive's list of members: one of Keras has three of them, and some assets."""

END = b"PK\x05\x06"
END_SIZE = 22
COMMENT = 2**16
LARGE_END = b"PK\x06\x06"
LARGE_END_SIZE = 76  # with the locator behind it

Unreadable = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
"""What `zipfile` raises for an archive that is damaged, encrypted or packed in a way of its own."""


def configuration(source: Source) -> Json:
    """Return the value of JSON that describes a model. Raises `RfcalcError`."""
    if source.text:
        return parsed(source.text, source.file)
    try:
        with open(source.path, "rb") if source.path else io.BytesIO(source.data) as stream:
            data = _member(stream)
    except OSError as error:
        raise RfcalcError(f"cannot be read: {(error.strerror or 'no reason given').lower()}") from None
    return parsed(decode(data, source.file), source.file)


def parsed(text: str, file: str) -> Json:
    """Return a value of JSON; raise `RfcalcError` where the text is none."""
    try:
        return json.loads(text)
    except RecursionError:
        raise RfcalcError("its configuration is nested too deep", file=file) from None
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise RfcalcError("its configuration is no JSON", allowed=_reason(error), file=file, line=line) from None


def _reason(error: ValueError) -> str:
    return str(getattr(error, "msg", "")).lower() or "a number has too many digits"


def _member(stream: BinaryIO) -> bytes:
    """Return the configuration of an archive, never more than the limit of a file."""
    _check_directory(stream)
    try:
        with zipfile.ZipFile(stream) as archive, archive.open(CONFIGURATION) as member:
            data = member.read(MAX_BYTES + 1)
    except KeyError:
        raise RfcalcError(
            f"the archive holds no {CONFIGURATION}", allowed="model.save('model.keras') of Keras 3 writes one"
        ) from None
    except Unreadable:
        raise RfcalcError("the archive is damaged", allowed="a .keras file is a zip archive") from None
    if len(data) > MAX_BYTES:
        raise RfcalcError(f"{CONFIGURATION} has more than {MAX_BYTES // 2**20} MiB", allowed="no model needs so many")
    return data


def _check_directory(stream: BinaryIO) -> None:
    """Raise `RfcalcError` for what is no archive, and for one whose list of members is too long to be read."""
    end = stream.seek(0, io.SEEK_END)
    start = stream.seek(max(0, end - END_SIZE - COMMENT - LARGE_END_SIZE))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + END_SIZE:
        raise RfcalcError(*_not_an_archive(stream.read(64)))
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    large = tail.rfind(LARGE_END, 0, at)
    if large >= 0:
        size = int.from_bytes(tail[large + 40 : large + 48], "little")
    if size > min(DIRECTORY_LIMIT, start + at):
        raise RfcalcError("the archive is damaged", allowed=f"its list of members takes {size} bytes")


def _not_an_archive(beginning: bytes) -> tuple[str]:
    if not beginning:
        return ("the file holds nothing",)
    if beginning.startswith(b"version https://git-lfs"):
        return ("this is a pointer of Git LFS, not the file: git lfs pull fetches it",)
    if beginning.startswith(b"\x89HDF"):
        return (
            "this is an HDF5 file: save the model as .keras with Keras 3, or write model.to_json() to a .json file",
        )
    return ("this is no zip archive, as a .keras file is",)
