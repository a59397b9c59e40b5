"""Network files of every form the format has, each beside the summary it must give.

A new case is two files: ``name.yaml`` (or ``.json``) and ``name.summary.json``; ``pytest --update-goldens`` writes
the second.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.render import render

if TYPE_CHECKING:
    from tests.conftest import Golden

FOLDER = Path(__file__).parent / "valid"
CASES = sorted(path for path in FOLDER.iterdir() if ".summary" not in path.name)


def summary_of(path: Path) -> str:
    return render([rfcalc.summary(rfcalc.load(path))], "json")


def laid_out(text: str) -> str:
    """Return the answer with each layer and each finding on a line of its own, so that a person can read a diff."""
    entries = [
        f"{json.dumps(key)}: [\n  " + ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]"
        if key in {"layers", "findings"}
        else f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in json.loads(text).items()
    ]
    return f"{{{', '.join(entries)}}}\n"


def test_every_file_has_its_summary_and_there_are_many() -> None:
    assert len(CASES) >= 16
    assert {FOLDER / f"{path.stem}.summary.json" for path in CASES} == set(FOLDER.glob("*.summary.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_file_gives_its_summary(path: Path, golden: Golden) -> None:
    golden(laid_out(summary_of(path)), FOLDER / f"{path.stem}.summary.json")


def test_yaml_and_json_say_the_same() -> None:
    assert summary_of(FOLDER / "twin.json") == summary_of(FOLDER / "twin-in-yaml.yaml")
