"""What is missing is named with the command that adds it where rfcalc runs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from rfcalc.data.extras import extra, library

if TYPE_CHECKING:
    from pathlib import Path

PLAIN, BY_UV = "home = /usr/bin\nversion = 3.12.1\n", "home = /usr/bin\nuv = 0.9.1\n"


@pytest.mark.parametrize(
    ("folder", "files", "command"),
    [
        ("venv", {"pyvenv.cfg": PLAIN}, 'python -m pip install "receptive-fields[plot]"'),
        ("usr", {}, 'python -m pip install "receptive-fields[plot]"'),
        ("project/.venv", {"pyvenv.cfg": BY_UV}, 'uv pip install "receptive-fields[plot]"'),
        (
            "uv/tools/receptive-fields",
            {"pyvenv.cfg": BY_UV, "uv-receipt.toml": ""},
            'uv tool install "receptive-fields[plot]"',
        ),
        ("uv/archive-v0/kbDB3kE", {"pyvenv.cfg": BY_UV}, 'uvx --from "receptive-fields[plot]" rfcalc'),
        (
            "pipx/venvs/receptive-fields",
            {"pyvenv.cfg": PLAIN, "pipx_metadata.json": "{}"},
            'pipx install --force "receptive-fields[plot]"',
        ),
        (
            "pipx/.cache/9f86d08",
            {"pyvenv.cfg": BY_UV, "pipx_metadata.json": "{}"},
            'pipx run --spec "receptive-fields[plot]" rfcalc',
        ),
    ],
)
def test_an_extra_is_added_by_the_tool_that_installed_rfcalc(
    folder: str, files: dict[str, str], command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefix = tmp_path / folder
    prefix.mkdir(parents=True)
    for name, text in files.items():
        (prefix / name).write_text(text, "utf-8")
    monkeypatch.setattr(sys, "prefix", str(prefix))

    assert extra("plot") == command


@pytest.mark.parametrize(
    ("settings", "command"), [(PLAIN, "python -m pip install torch"), (BY_UV, "uv pip install torch")]
)
def test_a_library_is_added_to_the_environment_that_runs(
    settings: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyvenv.cfg").write_text(settings, "utf-8")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))

    assert library("torch") == command
