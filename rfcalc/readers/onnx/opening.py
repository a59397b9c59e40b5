"""The bytes of a model: a stream's, a small file's, or a large file mapped into memory, of which little is touched."""

from __future__ import annotations

import mmap
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfcalc.readers.document import Source

SMALL = 1 << 20
"""Bytes of a file that is read whole: quicker than a map."""

GIT_LFS = b"version https://git-lfs"


@contextmanager
def opened(source: Source) -> Iterator[bytes | mmap.mmap]:
    """Give the bytes of a model for as long as it is read. Raises `RfcalcError` for what cannot be a model."""
    if not source.path:
        _check(source.data)
        yield source.data
        return
    try:
        stream = open(source.path, "rb")  # noqa: SIM115 - closed below, after the map
    except OSError as error:
        raise RfcalcError(f"cannot be read: {(error.strerror or '').lower()}") from None
    with stream:
        size = os.fstat(stream.fileno()).st_size
        if size <= SMALL:
            data = stream.read()
            _check(data)
            yield data
            return
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            if hasattr(mmap, "MADV_RANDOM"):
                mapped.madvise(mmap.MADV_RANDOM)
            _check(mapped[:64])
            yield mapped


def _check(begin: bytes) -> None:
    """Raise `RfcalcError` for bytes that are known to be something else."""
    text = begin[:64].lstrip().lower()
    if not begin:
        raise RfcalcError("the file is empty", allowed="an ONNX model is needed")
    if begin.startswith(GIT_LFS):
        raise RfcalcError("this is a Git LFS pointer, not the model", allowed="git lfs pull fetches the model")
    if text.startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise RfcalcError("this is a web page, not a model", allowed="fetch the file itself")
    if begin[4:8] == b"ORTM":
        raise RfcalcError(
            "this is a model in ONNX Runtime's own format", allowed="the .onnx file that it was made from is read"
        )
    if begin.startswith(b"PK\x03\x04"):
        raise RfcalcError("this is a zip file, not a model", allowed="unpack it")
