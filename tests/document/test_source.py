"""Bytes and text come from files and streams within the limit, or with one line of reason."""

from __future__ import annotations

import io
import os
import sys

import pytest

from rfcalc.errors import RfcalcError
from rfcalc.readers.document import MAX_BYTES, decode, read_bytes, read_stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOO_LARGE = "more than 16 MiB; no network file is that large"


def message(call: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(RfcalcError) as caught:
        call(*arguments)
    return str(caught.value)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "net.yaml"
    path.write_bytes(b"a" * 16 * 2**20)
    assert read_bytes(str(path)) == b"a" * 16 * 2**20
    path.write_bytes(b"a" * (16 * 2**20 + 1))
    assert message(read_bytes, str(path)) == f"{path}: {TOO_LARGE}"


def test_a_missing_file_is_called_missing(tmp_path: Path) -> None:
    path = str(tmp_path / "net.yaml")
    assert message(read_bytes, path) == f"{path}: there is no such file"


def test_a_folder_is_called_a_folder(tmp_path: Path) -> None:
    assert message(read_bytes, str(tmp_path)) == f"{tmp_path}: this is a folder; a network file is needed"


def test_an_impossible_name_is_called_impossible() -> None:
    assert message(read_bytes, "a\0b") == r"a\x00b: this cannot be a file's name"


def test_other_reasons_are_the_system_s(tmp_path: Path) -> None:
    path = str(tmp_path / ("x" * 300))
    assert message(read_bytes, path) == f"{path}: cannot be read: file name too long"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_called_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "net.yaml"
    path.touch(mode=0)
    assert message(read_bytes, str(path)) == f"{path}: cannot be read: permission denied"


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "net.yaml"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024**2)
    assert message(read_bytes, str(path)) == f"{path}: {TOO_LARGE}"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such device")
def test_an_endless_device_is_given_up_at_the_limit() -> None:
    assert message(read_bytes, "/dev/zero") == f"/dev/zero: {TOO_LARGE}"


def test_a_stream_may_come_in_pieces() -> None:
    class Pieces(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            return super().read(min(size, 3))

    assert read_stream(Pieces(b"a: [1, 2]\n"), "-") == b"a: [1, 2]\n"


def test_a_stream_is_given_up_at_the_limit() -> None:
    stream = io.BytesIO(b"a" * (MAX_BYTES + 100))
    assert message(read_stream, stream, "standard input") == f"standard input: {TOO_LARGE}"
    assert stream.tell() == MAX_BYTES + 1


@pytest.mark.parametrize(("reason", "said"), [("Input/output error", "input/output error"), (None, "no reason given")])
def test_a_stream_that_fails_is_an_error(reason: str | None, said: str) -> None:
    class Failing(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise OSError(5, reason)

    assert message(read_stream, Failing(), "standard input") == f"standard input: cannot be read: {said}"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf_8_is_decoded_with_and_without_a_byte_order_mark(mark: bytes) -> None:
    assert decode(mark + "é: ☃\n".encode(), "net.yaml") == "é: ☃\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_not_utf_8_is_named_with_its_line(mark: bytes) -> None:
    assert message(decode, mark + b"a: 1\nb: \xe9\n", "net.yaml") == (
        "net.yaml:2: the byte 0xe9 is not UTF-8; files are read as UTF-8"
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_named(encoding: str) -> None:
    assert message(decode, "\ufeffa: 1".encode(encoding), "net.yaml") == (
        "net.yaml: the file is written in UTF-16; files are read as UTF-8"
    )


def test_a_binary_file_is_no_text() -> None:
    assert message(decode, b"\x89PNG\r\n\x1a\n\0\0", "net.yaml") == (
        "net.yaml: this is no text file; a network file is UTF-8 text"
    )


def test_too_many_bytes_are_not_decoded() -> None:
    assert message(decode, b"a" * (MAX_BYTES + 1), "net.yaml") == f"net.yaml: {TOO_LARGE}"
