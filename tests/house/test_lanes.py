"""The fast lane is fast because it measures nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage import Coverage

if TYPE_CHECKING:
    import pytest


def test_coverage_is_measured_where_all_tests_run_and_nowhere_else(pytestconfig: pytest.Config) -> None:
    option = pytestconfig.option
    asked = bool(option.cov_source) and not option.no_cov

    assert (Coverage.current() is not None) == (asked and not option.markexpr)
