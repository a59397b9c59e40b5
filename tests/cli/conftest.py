"""A folder to start the program in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import pathlib

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


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """Return an own folder with a few networks, which is also the current one."""
    for name, text in NETWORKS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "RFCALC_NET"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path
