"""What a command loads: a start is short only if what is not needed stays out."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .running import environment, on_terminal

if TYPE_CHECKING:
    import pathlib

pytestmark = pytest.mark.slow

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
        [sys.executable, "-c", SHOW, *words], cwd=folder, capture_output=True, check=False, env=environment()
    )
    return set(done.stderr.decode().splitlines()[-1].split())


@pytest.mark.parametrize(
    "words",
    [
        ("summary", "vgg16"),
        ("summary", "vgg16", "--format", "json"),
        ("summary", "vgg16", "--format", "csv"),
        ("summary", "vgg16", "--format", "markdown"),
        ("locate", "conv5", "3", "4"),
        ("check", "vgg16", "rf > 3", "--format", "json"),
        ("presets",),
        ("--help",),
        ("--version",),
    ],
)
def test_plain_answers_do_without_heavy_modules(words: tuple[str, ...], folder: pathlib.Path) -> None:
    assert not loaded(*words, folder=folder) & set(HEAVY)


@pytest.mark.parametrize(
    "line",
    [
        *("summary vgg16", "summary vgg16 --format json", "locate conv5 3 4", "locate vgg16 conv5_3 -1 -1 -o f.csv"),
        *(
            "map vgg16 conv5_3",
            "form alexnet --format=csv",
            "growth alexnet",
            "influence 65 81:90",
            "anchors s3fd --layer conv3_3 --objects 20",
            "compare alexnet zfnet --check",
            "schema",
        ),
        *("presets vgg", "show vgg16", "remedy resnet18 --report", "summary no-such-network"),
    ],
)
def test_plain_lines_are_understood_without_typer(line: str, folder: pathlib.Path) -> None:
    modules = loaded(*line.split(), folder=folder)
    assert "rfcalc.cli.parse" in modules
    assert not modules & {*HEAVY, "typer", "click"}


def test_a_file_in_json_is_read_without_pyyaml(folder: pathlib.Path) -> None:
    modules = loaded("summary", "volume.json", "--format", "json", folder=folder)
    assert not modules & {"yaml", "inspect", "difflib", "datetime", "pathlib", "textwrap", "shutil"}


def test_a_table_of_convolutions_loads_nothing_that_other_questions_and_layers_need(folder: pathlib.Path) -> None:
    modules = loaded("summary", "vgg16", "--format", "json", folder=folder)
    others = {"api.counting", "api.judging", "layers.coordinates", "layers.formulas", "network.treating"}
    assert not modules & {f"rfcalc.{each}" for each in (*others, "readers.netfile.checks", "readers.netfile.numbers")}


@pytest.mark.parametrize("line", ["--help", "summary -h", "summary vgg16 --inptu 3", "sumary vgg16"])
def test_other_lines_are_a_matter_for_typer(line: str, folder: pathlib.Path) -> None:
    assert "typer" in loaded(*line.split(), folder=folder)


def test_a_command_loads_its_own_words_only(folder: pathlib.Path) -> None:
    modules = loaded("summary", "vgg16", folder=folder)
    assert {name for name in modules if name.startswith("rfcalc.cli.commands.")} == {"rfcalc.cli.commands.summary"}


@pytest.mark.parametrize(
    ("form", "own"),
    [
        ("json", {"json"}),
        ("csv", {"csv"}),
        ("markdown", {"markdown"}),
        ("table", {"lines", "plain", "tables"}),
    ],
)
def test_a_format_loads_its_own_writer_only(form: str, own: set[str], folder: pathlib.Path) -> None:
    modules = loaded("summary", "vgg16", "--format", form, folder=folder)
    writers = {name for name in modules if name.startswith("rfcalc.render.")} - {"rfcalc.render.values"}
    assert writers == {f"rfcalc.render.{each}" for each in own}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_colours_are_those_of_rich(folder: pathlib.Path) -> None:
    words = ["-c", SHOW, "summary", "vgg16"]
    ended = on_terminal(words, folder, program=(sys.executable,))
    assert "rich.style" in ended.out.split()
    assert "rich.console" not in ended.out.split()
