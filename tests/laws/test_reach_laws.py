"""How far features see to each side of their own place, and which read no padding: every feature, by brute force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import rfcalc

from .agreement import assert_agreed, exact, read
from .networks import seeded
from .oracle import Truth, study
from .virtual import clean_boxes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

NETWORKS_PER_TEST = 40
TESTS = 12


def reach_of(truth: Truth, axis: int) -> tuple[Fraction, Fraction] | None:
    """Return how far features see before and after ``[i * jump, (i + 1) * jump)``, at most."""
    jump = truth.jump[axis]
    if not jump:
        return None
    seen = [(index[axis], field.box[axis]) for index, field in truth.fields.items() if field.box]
    if not seen:
        return None
    return max(i * jump - first for i, (first, _) in seen), max(end - (i + 1) * jump for i, (_, end) in seen)


def disagreements(network: dict[str, Any]) -> Iterator[str]:
    """Yield one line for every reach and every clean box that brute force denies."""
    clean = clean_boxes(network)
    rows = {row.name: row for row in rfcalc.summary(read(network), reach=True).layers}
    for name, truth in study(network).items():
        row = rows[name]
        for axis, found in enumerate(row.reach or ()):
            answer = found and tuple(map(exact, found))
            right = reach_of(truth, axis)
            if answer != right:
                yield f"{name}: reach along axis {axis} is {answer}, not {right}"
        if row.clean != clean[name]:
            yield f"{name}: clean is {row.clean}, not {clean[name]}"


@pytest.mark.slow
@pytest.mark.parametrize("share", range(TESTS))
def test_reach_and_clean_are_those_of_brute_force(share: int) -> None:
    for seed in range(share * NETWORKS_PER_TEST, (share + 1) * NETWORKS_PER_TEST):
        assert_agreed(seeded(seed).network, disagreements, name=f"seed {seed}")


@pytest.mark.parametrize("seed", range(24))
def test_lines_that_few_networks_reach_are_traced(seed: int) -> None:
    assert_agreed(seeded(seed).network, disagreements)
