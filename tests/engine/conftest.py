"""One engine for all of its tests: it starts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .engine import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """Return an engine of JavaScript that knows the viewer's arithmetic."""
    with Engine() as running:
        yield running
