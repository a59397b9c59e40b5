"""What keeps the lanes fast."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage import Coverage

if TYPE_CHECKING:
    import pytest


def test_coverage_is_measured_where_all_tests_run_and_nowhere_else(pytestconfig: pytest.Config) -> None:
    option = pytestconfig.option
    asked = bool(option.cov_source) and not option.no_cov

    assert (Coverage.current() is not None) == (asked and not option.markexpr)


def test_what_is_compiled_is_kept_for_the_next_start() -> None:
    assert not sys.dont_write_bytecode
