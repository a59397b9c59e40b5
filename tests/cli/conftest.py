"""A folder to start the program in."""

from __future__ import annotations

import functools
import io
import os
import sys
from typing import TYPE_CHECKING, Protocol

import pytest

from rfcalc.cli import main
from rfcalc.readers import read
from rfcalc.readers.netfile import Overrides

from .running import Ended

if TYPE_CHECKING:
    import pathlib

    from rfcalc.network import Network
    from rfcalc.readers.document import Source

NETWORKS = {
    "markup.yaml": "name: '[/] net'\ninput: 32\nlayers:\n  - {name: '[/]', type: conv, kernel: 3}\n",
    "digits.yaml": (
        "name: Digits\ninput: 32\nlayers:\n  - '5': [3, 2, 1]\n  - conv: [3]\n"
        "  - {name: conv 3, type: conv, kernel: 3}\n  - {name: quit, type: relu}\n"
    ),
    "wave.yaml": "name: Wave\ninput: [100]\nlayers:\n  - c1: [5, 2, 2]\n  - c2: [3]\n",
    "volume.json": '{"name": "Volume", "input": [16, 32, 48], "layers": [{"name": "c", "type": "conv", "kernel": 3}]}',
    "unsized.yaml": "name: Unsized\nlayers:\n  - c1: [3, 2, 1]\n",
    "accents.yaml": "name: Réseau\ninput: 32\nlayers:\n  - é1: [3]\n",
    "broken.yaml": "layers:\n  - {name: a, type: conv, kernal: 3}\n",
}

FIVE = """\
name: Five
input: 5
layers:
  - c: [3, 1, 1]
  - {name: r, type: relu}
  - {name: pool, type: global_avgpool}
"""
STRIDES = """\
name: Strides
input: 16
layers:
  - stem: [3, 2, 1]
  - a: [3, 2, 1]
  - b: [1, 2]
  - c: [5, 2, 2]
"""


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """Return an own folder with a few networks, which is also the current one."""
    for name, text in NETWORKS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "RFCALC_NET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", os.devnull)  # no history of dialogues is kept
    return tmp_path


@pytest.fixture
def nets(folder: pathlib.Path) -> pathlib.Path:
    """Return a folder with the networks that these tests are about."""
    (folder / "five.yaml").write_text(FIVE, "utf-8")
    (folder / "strides.yaml").write_text(STRIDES, "utf-8")
    return folder


def asked(typed: str) -> dict[str, str]:
    """Return how bash asks for the last word of a line."""
    return {"_RFCALC_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split(" ")) - 1)}


class Offered(Protocol):
    """Tells what bash is offered for the last word of a line, with changes of the environment."""

    def __call__(self, typed: str, **changes: str) -> list[str]: ...


@pytest.fixture
def offered(folder: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Return what asks for words in this process, in the folder: starting one for each takes long."""
    assert folder.exists()

    def ask(typed: str, **changes: str) -> list[str]:
        with monkeypatch.context() as patch:
            for name, value in {**asked(typed), **changes}.items():
                patch.setenv(name, value)
            assert main([]) == 0
        printed = capsys.readouterr()
        assert printed.err == ""
        return printed.out.split()

    return ask


class Piped(Protocol):
    """Runs a line of words in this process, with a text on standard input."""

    def __call__(self, *words: str, given: str | bytes = "") -> Ended: ...


@pytest.fixture
def piped(folder: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Piped:
    """Return what runs the program in this process, in the folder: starting one for each takes long."""
    assert folder.exists()

    def run(*words: str, given: str | bytes = "") -> Ended:
        content = given if isinstance(given, bytes) else given.encode()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8", "surrogateescape"))
            code = main(words)
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return run


@functools.cache
def network_in(source: Source) -> Network:
    """Return the network in a file, read once: it never changes."""
    return read(source, Overrides())


@pytest.fixture
def presets_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each preset read once for all tests that list them, which is never at another size."""
    monkeypatch.setattr("rfcalc.api.reading.read", lambda source, _: network_in(source))
