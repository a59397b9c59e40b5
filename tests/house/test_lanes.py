"""What keeps the lanes fast."""

from __future__ import annotations

import os
import sys

import pytest
from coverage import Coverage


def test_coverage_is_measured_where_all_tests_run_and_nowhere_else(pytestconfig: pytest.Config) -> None:
    option = pytestconfig.option
    asked = bool(option.cov_source) and not option.no_cov

    assert (Coverage.current() is not None) == (asked and not option.markexpr)


@pytest.mark.slow
def test_no_line_of_a_slow_test_is_traced_neither_here_nor_in_other_processes() -> None:
    assert sys.gettrace() is None
    assert "COVERAGE_PROCESS_CONFIG" not in os.environ


@pytest.mark.slow
@pytest.mark.traced
def test_one_that_is_marked_as_traced_is() -> None:
    assert ("COVERAGE_PROCESS_CONFIG" in os.environ) == (Coverage.current() is not None)


def test_what_is_compiled_is_kept_for_the_next_start() -> None:
    assert not sys.dont_write_bytecode
