"""Every operator and attribute, held to what ONNX Runtime computes when one pixel is lit at a time."""

from functools import cache

import pytest

from .asking import check
from .chains import chain
from .graphs import Case
from .mixing import MIXING
from .moving import MOVING
from .sliding import SLIDING

SHARE = 24  # of so many graphs the fast lane tries one
CHAINS = 700


@cache
def cases() -> tuple[Case, ...]:
    """Return all graphs, made when they are first asked for: collecting tests makes none."""
    return tuple(case for group in (*SLIDING, *MOVING, *MIXING) for case in group())


def _wrong(case: Case) -> str:
    try:
        check(case)
    except AssertionError as error:
        return f"{case.title}: {error}"
    return ""


def test_features_see_what_the_runtime_computes_them_from() -> None:
    assert [*filter(None, map(_wrong, cases()[::SHARE]))] == []


@pytest.mark.slow
@pytest.mark.traced
def test_features_see_what_the_runtime_computes_them_from_for_every_attribute() -> None:
    assert len(cases()) > 900
    assert [*filter(None, map(_wrong, cases()))] == []


def test_features_of_random_graphs_see_what_the_runtime_computes_them_from() -> None:
    assert [*filter(None, map(_wrong, map(chain, range(12))))] == []


@pytest.mark.slow
def test_features_of_many_random_graphs_see_what_the_runtime_computes_them_from() -> None:
    assert [*filter(None, map(_wrong, map(chain, range(12, CHAINS))))] == []
