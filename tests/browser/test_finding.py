"""A browser is found where people have one, and is missed only where it may be."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import find, may_be_missing

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="browsers of Windows are not driven through pipes")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Return a folder with three browsers, as far as names go."""
    for name in ("google-chrome", "chromium-browser", "mine"):
        (tmp_path / name).touch(mode=0o755)
    return tmp_path


def test_the_variable_says_which_one_is_taken(programs: Path) -> None:
    assert find({"PATH": str(programs), "RFCALC_BROWSER": "mine"}) == str(programs / "mine")
    assert find({"PATH": os.devnull, "RFCALC_BROWSER": str(programs / "mine")}) == str(programs / "mine")
    assert find({"PATH": str(programs), "RFCALC_BROWSER": "another"}) == ""


def test_else_it_is_the_first_that_is_known(programs: Path) -> None:
    assert find({"PATH": str(programs)}) == str(programs / "chromium-browser")
    assert find({"PATH": os.devnull}) == ""


def test_a_server_that_tests_on_linux_must_have_one() -> None:
    assert not may_be_missing({"CI": "true"}, "linux")
    assert may_be_missing({}, "linux")
    assert may_be_missing({"CI": "true"}, "darwin")
