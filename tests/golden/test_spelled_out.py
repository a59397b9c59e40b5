"""Network files of ``valid``, each beside what it looks like with every layer spelled out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import rfcalc

if TYPE_CHECKING:
    from tests.conftest import Golden

FOLDER = Path(__file__).parent / "spelled-out"
CASES = sorted(FOLDER.iterdir())


def test_there_are_cases_in_both_formats() -> None:
    assert {path.suffix for path in CASES} == {".json", ".yaml"}
    assert len(CASES) >= 6


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_network_is_spelled_out(path: Path, golden: Golden) -> None:
    network = rfcalc.load(Path(__file__).parent / "valid" / f"{path.stem}.yaml")

    golden(rfcalc.show(network, path.suffix[1:]), path)


def test_three_axes_that_nobody_doubted_are_not_doubted_when_they_are_read_back() -> None:
    text = "input: [3, 64, 64]\nlayers:\n  - {name: c, type: conv, kernel: [3, 3, 3], padding: same}\n"
    network = rfcalc.loads(text)

    assert "kernel: [3, 3, 3], padding: same" in rfcalc.show(network)
    assert rfcalc.loads(rfcalc.show(network)).notes == network.notes == ()
