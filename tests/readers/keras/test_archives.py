"""Archives that hold a model of Keras, and others."""

# ruff: noqa: E501 - a case a line reads best in a table

from __future__ import annotations

import random
import zipfile
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.errors import RfcalcError
from tests.readers.keras.models import archived, conv, image, layer, sequential

if TYPE_CHECKING:
    from pathlib import Path

SMALL = sequential(image(32, 32, 3), conv("a", strides=2), layer("MaxPooling2D", "b", pool_size=[2, 2]), conv("c"))


def refused(path: Path) -> str:
    with pytest.raises(RfcalcError) as caught:
        rfcalc.load(path)
    return str(caught.value).removeprefix(f"{path}: ")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file holds nothing"),
        (b"version https://git-lfs.github.com/spec/v1\n", "this is a pointer of Git LFS, not the file: git lfs pull fetches it"),
        (b"\x89HDF\r\n", "this is an HDF5 file: save the model as .keras with Keras 3, or write model.to_json() to a .json file"),
        (b"<html>", "this is no zip archive, as a .keras file is"),
        (b"PK\x05\x06" + b"\0" * 8 + b"\xff" * 4 + b"\0" * 6, "the archive is damaged; its list of members takes 4294967295 bytes"),
        (b"PK\x06\x06" + b"\0" * 36 + b"\xff" * 8 + b"\0" * 28 + b"PK\x05\x06" + b"\0" * 18,
         "the archive is damaged; its list of members takes 18446744073709551615 bytes"),
    ],
)  # fmt: skip
def test_what_is_no_archive_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "net.keras"
    path.write_bytes(data)
    assert refused(path) == message


def test_archives_of_others_are_refused(tmp_path: Path) -> None:
    assert refused(archived(tmp_path / "a.keras", SMALL, "other.json")) == (
        "the archive holds no config.json; model.save('model.keras') of Keras 3 writes one"
    )
    assert ":1: its configuration is no JSON; " in refused(archived(tmp_path / "b.keras", "{"))
    assert refused(archived(tmp_path / "c.keras", "[" * 100_000)) == "its configuration is nested too deep"
    assert refused(archived(tmp_path / "d.keras", " " * (2**24 + 1))) == (
        "config.json has more than 16 MiB; no model needs so many"
    )
    damaged = archived(tmp_path / "e.keras", SMALL)
    data = bytearray(damaged.read_bytes())
    at = data.index(b"config.json") + 14
    data[at : at + 20] = b"\xff" * 20
    damaged.write_bytes(data)
    assert refused(damaged) == "the archive is damaged; a .keras file is a zip archive"
    (tmp_path / "f.keras").mkdir()
    assert refused(tmp_path / "f.keras") == "this is a folder; a network file is needed"


def test_damaged_archives_are_one_line_each(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    whole = archived(tmp_path / "net.keras", SMALL).read_bytes()
    path = tmp_path / "damaged.keras"
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.choice([len(data), len(data), chance.randrange(len(data))])])
        assert "\n" not in _told(path)


def _told(path: Path) -> str:
    try:
        rfcalc.summary(rfcalc.load(path))
    except RfcalcError as error:
        return str(error)
    return ""


def test_an_encrypted_member_is_damage(tmp_path: Path) -> None:
    path = archived(tmp_path / "net.keras", SMALL)
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("config.json").header_offset
    data = bytearray(path.read_bytes())
    data[at + 6] |= 1
    central = data.rindex(b"PK\x01\x02", 0, data.rindex(b"config.json"))
    data[central + 8] |= 1
    path.write_bytes(data)
    assert refused(path) == "the archive is damaged; a .keras file is a zip archive"
