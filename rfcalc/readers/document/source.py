"""The bytes and the text of a file or stream, never more than the limit of them."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager

from rfcalc.errors import RfcalcError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAX_BYTES = 16 * 1024 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
OTHER_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_bytes(path: str) -> bytes:
    """Return what the file at path holds.

    A pipe or device is read like a file and given up at the limit, so endless ones end too.
    """
    with _opening(path), open(path, "rb") as stream:
        return read_stream(stream, path)


def check_file(path: str) -> None:
    """Raise `RfcalcError` where what lies at path is no file that can be opened and read in any order."""
    with _opening(path):
        if not stat.S_ISREG(os.stat(path).st_mode):
            if os.path.isdir(path):
                raise IsADirectoryError
            raise RfcalcError("this is no regular file", allowed="a model is read from a file, or as '-'", file=path)
        with open(path, "rb"):
            pass


@contextmanager
def _opening(path: str) -> Iterator[None]:
    """Tell what the system says of a path that cannot be read."""
    try:
        yield
    except FileNotFoundError:
        raise RfcalcError("there is no such file", file=path) from None
    except IsADirectoryError:
        raise RfcalcError("this is a folder", allowed="a network file is needed", file=path) from None
    except OSError as error:
        raise _unreadable(error.strerror, path) from None
    except ValueError:  # a path that no system call takes: NUL in it, or not encodable
        raise RfcalcError("this cannot be a file's name", file=path) from None


def read_stream(stream: BinaryIO, file: str) -> bytes:
    """Return what is left in a binary stream; ``file`` is what messages call it."""
    chunks: list[bytes] = []
    left = MAX_BYTES + 1
    try:
        while left and (chunk := stream.read(left)):
            chunks.append(chunk)
            left -= len(chunk)
    except OSError as error:
        raise _unreadable(error.strerror, file) from None
    if not left:
        raise _too_large(file)
    return b"".join(chunks)


def decode(data: bytes, file: str) -> str:
    """Return the text of UTF-8 bytes, without a byte order mark."""
    if len(data) > MAX_BYTES:
        raise _too_large(file)
    if data.startswith(OTHER_BYTE_ORDER_MARKS):
        raise RfcalcError("the file is written in UTF-16", allowed="files are read as UTF-8", file=file)
    if b"\0" in data:
        raise RfcalcError("this is no text file", allowed="a network file is UTF-8 text", file=file)
    try:
        return data.removeprefix(BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError as error:
        mark_length = len(data) - len(error.object)
        raise RfcalcError(
            f"the byte 0x{error.object[error.start]:02x} is not UTF-8",
            allowed="files are read as UTF-8",
            file=file,
            line=data.count(b"\n", 0, error.start + mark_length) + 1,
        ) from None


def _too_large(file: str) -> RfcalcError:
    return RfcalcError(f"more than {MAX_BYTES // 1024**2} MiB", allowed="no network file is that large", file=file)


def _unreadable(reason: str | None, file: str) -> RfcalcError:
    return RfcalcError(f"cannot be read: {(reason or 'no reason given').lower()}", file=file)
