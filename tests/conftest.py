"""What all tests share."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# The same examples in every run, and no clock: a slow machine fails no law.
settings.register_profile("rfcalc", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rfcalc")


@pytest.fixture
def untraced() -> Iterator[None]:
    """Switch line tracing off for a test: coverage makes thousands of networks three times slower.

    For tests that reach no line which others do not. Modules are loaded by then, traced: collecting doctests did it.
    """
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)
