"""Files that are wrong in the way people get them wrong, each beside the message it must give, to the letter.

A new case is two files: ``name.yaml`` (or ``.json``) and ``name.txt``; ``pytest --update-goldens`` writes the second.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import rfcalc

if TYPE_CHECKING:
    from tests.conftest import Golden

FOLDER = Path(__file__).parent / "invalid"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".yaml", ".json"})
LONG = FOLDER / "repeat-bomb.yaml"  # refused after 100,000 layers


def test_every_wrong_file_has_its_message_and_there_are_many() -> None:
    assert len(CASES) >= 130
    assert {path.with_suffix(".txt") for path in CASES} == set(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", [path for path in CASES if path != LONG], ids=lambda path: path.name)
def test_a_wrong_file_gives_its_message(path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    check(path, golden, monkeypatch)


@pytest.mark.slow
def test_so_does_one_that_would_make_a_billion_layers(golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    check(LONG, golden, monkeypatch)


def check(path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare the message that a file gives with the one beside it."""
    monkeypatch.chdir(FOLDER)

    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.summary(rfcalc.load(path.name))

    golden(f"{caught.value}\n", path.with_suffix(".txt"))
