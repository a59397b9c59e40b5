"""Network files of every form the format has, each beside the summary it must give.

A new case is two files: ``name.yaml`` (or ``.json``) and ``name.summary.json``.
"""

import json
from pathlib import Path

import pytest

import rfcalc
from rfcalc.render import render

FOLDER = Path(__file__).parent / "valid"
CASES = sorted(path for path in FOLDER.iterdir() if ".summary" not in path.name)


def summary_of(path: Path) -> str:
    return render([rfcalc.summary(rfcalc.load(path))], "json")


def test_every_file_has_its_summary_and_there_are_many() -> None:
    assert len(CASES) >= 16
    assert {FOLDER / f"{path.stem}.summary.json" for path in CASES} == set(FOLDER.glob("*.summary.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_file_gives_its_summary(path: Path) -> None:
    expected = (FOLDER / f"{path.stem}.summary.json").read_text("utf-8")

    assert json.loads(summary_of(path)) == json.loads(expected)


def test_yaml_and_json_say_the_same() -> None:
    assert summary_of(FOLDER / "twin.json") == summary_of(FOLDER / "twin-in-yaml.yaml")
