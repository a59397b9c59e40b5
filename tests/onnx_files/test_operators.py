"""Every operator and attribute, held to what ONNX Runtime computes when one pixel is lit at a time."""

from collections.abc import Iterator

import pytest

from .asking import check
from .chains import chain
from .graphs import Case
from .mixing import MIXING
from .moving import MOVING
from .sliding import SLIDING

SHARE = 24  # of so many graphs the fast lane tries one
CHAINS = 700


def _cases() -> Iterator[Case]:
    for group in (*SLIDING, *MOVING, *MIXING):
        yield from group()


ALL = tuple(_cases())


def _wrong(case: Case) -> str:
    try:
        check(case)
    except AssertionError as error:
        return f"{case.title}: {error}"
    return ""


def test_features_see_what_the_runtime_computes_them_from() -> None:
    assert [*filter(None, map(_wrong, ALL[::SHARE]))] == []


@pytest.mark.slow
def test_features_see_what_the_runtime_computes_them_from_for_every_attribute() -> None:
    assert len(ALL) > 900
    assert [*filter(None, map(_wrong, ALL))] == []


def test_features_of_random_graphs_see_what_the_runtime_computes_them_from() -> None:
    assert [*filter(None, map(_wrong, map(chain, range(12))))] == []


@pytest.mark.slow
def test_features_of_many_random_graphs_see_what_the_runtime_computes_them_from() -> None:
    assert [*filter(None, map(_wrong, map(chain, range(12, CHAINS))))] == []
