"""What a command loads: a start is short only if what is not needed stays out."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .running import environment, on_terminal

if TYPE_CHECKING:
    import pathlib

HEAVY = ("rich", "pydantic", "dataclasses", "asyncio", "importlib.metadata", "tempfile", "readline")
SHOW = """
import sys
before = set(sys.modules)
from rfcalc.cli import main
code = main(sys.argv[1:])
print(*(set(sys.modules) - before), file=sys.stderr)
sys.exit(code)
"""


def loaded(*words: str, folder: pathlib.Path) -> set[str]:
    """Return the modules that a command has loaded at its end."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW, *words], cwd=folder, capture_output=True, check=True, env=environment()
    )
    return set(done.stderr.decode().split())


@pytest.mark.parametrize(
    "words",
    [
        ("summary", "vgg16"),
        ("summary", "vgg16", "--format", "json"),
        ("summary", "vgg16", "--format", "csv"),
        ("summary", "vgg16", "--format", "markdown"),
        ("locate", "conv5", "3", "4"),
        ("presets",),
        ("--help",),
        ("--version",),
    ],
)
def test_plain_answers_do_without_heavy_modules(words: tuple[str, ...], folder: pathlib.Path) -> None:
    assert not loaded(*words, folder=folder) & set(HEAVY)


@pytest.mark.parametrize(
    ("form", "own"), [("json", "json"), ("csv", "csv"), ("markdown", "markdown"), ("table", "plain")]
)
def test_a_format_loads_its_own_renderer_only(form: str, own: str, folder: pathlib.Path) -> None:
    modules = loaded("summary", "vgg16", "--format", form, folder=folder)
    writers = {f"rfcalc.render.{name}" for name in ("csv", "json", "markdown", "plain", "terminal")}
    assert modules & writers == {f"rfcalc.render.{own}"}


def test_json_does_not_load_yaml_for_a_json_file(folder: pathlib.Path) -> None:
    assert "yaml" not in loaded("summary", "volume.json", "--format", "json", folder=folder)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_colours_are_those_of_rich(folder: pathlib.Path) -> None:
    words = ["-c", SHOW, "summary", "vgg16"]
    ended = on_terminal(words, folder, program=(sys.executable,))
    assert "rich.style" in ended.out.split()
    assert "rich.console" not in ended.out.split()
