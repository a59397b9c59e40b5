"""A golden file holds a text to the letter, and is written only where that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Golden


def test_another_text_fails(golden: Golden, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    file = tmp_path / "answer.txt"
    file.write_text("one\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(request.config.option, "update_goldens", False)
        golden("one\n", file)
        with pytest.raises(AssertionError):
            golden("one", file)

    assert file.read_bytes() == b"one\n"


def test_a_text_is_written_where_that_is_asked_for(
    golden: Golden, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file = tmp_path / "answer.txt"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(request.config.option, "update_goldens", True)
        golden("é\n", file)

    assert file.read_bytes() == b"\xc3\xa9\n"
