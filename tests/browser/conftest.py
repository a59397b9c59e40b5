"""What the tests of the viewer share: one browser, a new tab for each, and pages that the command wrote."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Protocol

import pytest

from rfcalc.cli import main as rfcalc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.chromium import Chromium
    from tests.browser.tab import Tab


class Pages(Protocol):
    """Writes the page of the words after `rfcalc page`, once for all tests, and returns its file."""

    def __call__(self, *words: str) -> Path: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """Return a browser; a machine without one skips, but for the servers that are to test with it."""
    if sys.platform == "win32":
        pytest.skip("browsers of Windows are not driven through pipes")
    from tests.browser.chromium import NAMES, Chromium, find, may_be_missing

    path = find()
    if not path:
        reason = f"no browser: neither RFCALC_BROWSER nor any of {', '.join(NAMES)} is one"
        if may_be_missing(os.environ, sys.platform):
            pytest.skip(reason)
        pytest.fail(reason)
    running = Chromium(path)
    yield running
    running.close()


@pytest.fixture
def tab(browser: Chromium) -> Iterator[Tab]:
    """Return a new tab, 1,280 pixels wide."""
    opened = browser.tab()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return what writes pages."""
    folder = tmp_path_factory.mktemp("pages")
    written: dict[tuple[str, ...], Path] = {}

    def write(*words: str) -> Path:
        if words not in written:
            file = folder / f"{len(written)}.html"
            assert rfcalc(["page", *words, "-o", str(file)]) == 0
            written[words] = file
        return written[words]

    return write
