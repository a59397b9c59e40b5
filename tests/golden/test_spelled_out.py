"""Network files of ``valid``, each beside what it looks like with every layer spelled out."""

from pathlib import Path

import pytest

import rfcalc

FOLDER = Path(__file__).parent / "spelled-out"
CASES = sorted(FOLDER.iterdir())


def test_there_are_cases_in_both_formats() -> None:
    assert {path.suffix for path in CASES} == {".json", ".yaml"}
    assert len(CASES) >= 6


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_network_is_spelled_out(path: Path) -> None:
    network = rfcalc.load(Path(__file__).parent / "valid" / f"{path.stem}.yaml")

    assert rfcalc.show(network, path.suffix[1:]) == path.read_text("utf-8")
