"""The list of the networks that ship with rfcalc, as people ask for it."""

from __future__ import annotations

import csv
import io
import json
import pathlib
import re
import sys
from typing import TYPE_CHECKING

import jsonschema
import pytest

import rfcalc
from rfcalc.cli import main

from .running import bare, on_terminal, shell

if TYPE_CHECKING:
    from .conftest import Piped

SCHEMA = json.loads((pathlib.Path(rfcalc.__file__).parent / "data" / "schemas" / "preset.json").read_text("utf-8"))
FAMILIES = ["classification", "detection", "segmentation", "restoration", "generative", "sequence", "video"]
terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("folder", "presets_read_once")]


def out(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Return what a command prints, having checked that it says nothing else."""
    assert main(words) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    """Return the rows of the list as CSV."""
    return list(csv.DictReader(io.StringIO(out(capsys, "presets", *words, "--format", "csv"))))


def test_every_preset_is_listed_once_with_family_source_and_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    listed = rows(capsys)
    assert sorted(row["name"] for row in listed) == sorted(rfcalc.presets())
    for row in listed:
        assert all(row[key] for key in ("network", "family", "input_x", "layer", "n_x", "jump_x", "rf_x", "start_x"))
        assert row["description"]
        assert row["source"]


def test_families_stand_together_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    families = [row["family"] for row in rows(capsys)]
    assert list(dict.fromkeys(families)) == FAMILIES
    assert families == sorted(families, key=FAMILIES.index)


def test_within_a_family_the_order_is_that_of_a_reader(capsys: pytest.CaptureFixture[str]) -> None:
    names = [row["name"] for row in rows(capsys, "resnet", "v1")]
    assert names.index("resnet50-slim") < names.index("resnet101-slim") < names.index("resnet152-slim")


def test_every_line_of_json_is_what_the_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.loads(line) for line in out(capsys, "presets", "--format", "json").splitlines()]
    for line in lines:
        jsonschema.Draft202012Validator(SCHEMA).validate(line)
    (unet,) = [line for line in lines if line["name"] == "unet"]
    assert [unet[key] for key in ("family", "layer", "n", "jump", "rf", "rf_min", "start")] == [
        "segmentation",
        "classes",
        {"y": 388, "x": 388},
        {"y": 1, "x": 1},
        {"y": 204, "x": 204},
        {"y": 188, "x": 188},
        {"y": 94, "x": 94},
    ]
    assert {line["name"] for line in lines if line.get("whole")} >= {"efficientnet-b0", "vit-b16"}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("vgg13", ["vgg13"]),
        ("VIDEO", ["c3d", "i3d", "r2plus1d-18"]),
        ("1505.04597 nearest", ["unet-nearest"]),
        ("wide torchvision 50", ["wide-resnet50"]),
        ("ESPCN", ["espcn"]),
    ],
)
def test_words_stand_in_name_description_family_or_source(
    words: str, names: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert [row["name"] for row in rows(capsys, *words.split())] == names


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("resnt", "no preset has the word 'resnt'; did you mean 'resnet'?\n"),
        ("vgg Clasification", "no preset has the word 'Clasification'; did you mean 'classification'?\n"),
        ("qqqq", "no preset has the word 'qqqq'; rfcalc presets lists all of them\n"),
        (
            "vgg16 video",
            "no preset has all of 'vgg16' and 'video'; take a word away; rfcalc presets lists all of them\n",
        ),
    ],
)
def test_words_that_no_preset_has_are_refused(words: str, message: str, piped: Piped) -> None:
    assert piped("presets", *words.split()) == (2, "", message)


def test_the_piped_list_is_complete_and_found_with_grep(folder: pathlib.Path) -> None:
    ended = shell("$RFCALC presets | grep '^vgg16 '", folder)
    assert re.split(" {2,}", ended.out.rstrip()) == [
        "vgg16",
        "classification",
        "224x224",
        "7",
        "32",
        "212",
        "VGG-16 (2014), configuration D, 224 px, conv1_1 to pool5",
        "Simonyan and Zisserman, arXiv:1409.1556, table 1, configuration D",
    ]


def test_a_file_gets_what_would_be_printed(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert out(capsys, "presets", "vgg", "-o", "list.txt") == ""
    assert (folder / "list.txt").read_text("utf-8") == out(capsys, "presets", "vgg")


@terminal
@pytest.mark.parametrize("columns", [80, 200])
def test_the_whole_list_fits_a_terminal(columns: int, folder: pathlib.Path) -> None:
    lines = bare(on_terminal(["presets"], folder, size=(columns, 24)).out).splitlines()
    assert max(map(len, lines)) <= columns
    assert [line.split()[0] for line in lines if line.split()[:1] in [[family] for family in FAMILIES]] == FAMILIES
    assert {name for name in rfcalc.presets() if any(line.startswith(f"{name} ") for line in lines)} == set(
        rfcalc.presets()
    )
