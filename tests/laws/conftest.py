"""What the laws share."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

import rfcalc

from .agreement import read
from .networks import seeded

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def untraced() -> Iterator[None]:
    """Switch line tracing off for a test: coverage makes thousands of networks three times slower."""
    rfcalc.form(read(seeded(0).network))  # modules load when asked for, and loading them is to be traced
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)
