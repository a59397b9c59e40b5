"""Small maps whose fields repeat too seldom to be listed: each feature's is worked out by itself, and is the same."""

from __future__ import annotations

from typing import Any

import pytest

import rfcalc
from rfcalc.axis import index_map

from .agreement import disagreements, read, report
from .networks import seeded
from .test_place_laws import disagreements as misplaced
from .test_reach_laws import disagreements as beyond_reach

pytestmark = pytest.mark.slow


@pytest.fixture
def _nothing_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every field of several phases be worked out on demand."""
    monkeypatch.setattr(index_map, "is_seldom", lambda period, n: period > 1 and n is not None)


def check(network: dict[str, Any]) -> None:
    found = [*disagreements(network), *misplaced(network), *beyond_reach(network)]
    assert not found, report(network, found)


@pytest.mark.slow
@pytest.mark.usefixtures("_nothing_listed")
@pytest.mark.parametrize("share", range(3))
def test_every_answer_is_that_of_brute_force(share: int) -> None:
    for seed in range(share * 50, share * 50 + 50):
        check(seeded(seed).network)


@pytest.mark.traced
@pytest.mark.usefixtures("_nothing_listed")
@pytest.mark.parametrize("seed", [0, 12, 15, 24, 26, 55, 76, 79])
def test_lines_that_few_networks_reach_are_traced(seed: int) -> None:
    check(seeded(seed).network)


UNEVEN = (31, 23, 19, 13)  # features of the last map repeat after their product


def fractional_pools(*sizes: int, size: int) -> dict[str, Any]:
    """Return convolutions between pools of uneven steps, as Graham's "Fractional max-pooling" (arXiv 1412.6071)."""
    layers: list[dict[str, Any]] = []
    for at, m in enumerate(sizes):
        layers += [{"name": f"c{at}", "type": "conv", "kernel": 2}, {"name": f"r{at}", "type": "resize", "size": m}]
    return {"input": [size], "layers": layers}


def test_uneven_steps_one_after_another_are_no_limit() -> None:
    network = fractional_pools(*UNEVEN, size=41)
    found = list(disagreements(network))
    assert not found, report(network, found)
    row = rfcalc.summary(read(network)).layers[-1]
    assert row.period == (31 * 23 * 19 * 13,)


def joined(network: dict[str, Any]) -> dict[str, Any]:
    """Return a network at whose end two branches of equal jump meet."""
    last = network["layers"][-1]["name"]
    ends = [
        {"name": "wide", "type": "conv", "kernel": 3, "padding": 1},
        {"name": "sum", "type": "add", "inputs": [last, "wide"]},
        {"name": "past", "type": "recurrent"},
    ]
    return {**network, "layers": [*network["layers"], *ends]}


@pytest.mark.traced
def test_branches_may_meet_there_and_layers_look_back() -> None:
    network = joined(fractional_pools(*UNEVEN, size=41))
    found = list(disagreements(network))
    assert not found, report(network, found)


def test_what_is_seldom_has_no_mean_over_its_period() -> None:
    """So it is told neither whether branches are aligned nor how far the map lies from the middle."""
    network = read(fractional_pools(*UNEVEN, size=41))
    assert rfcalc.map(network).form.shift is None


@pytest.mark.slow
def test_deep_networks_are_worked_out_without_recursion() -> None:
    network = fractional_pools(*[9, 10] * 12, size=10)
    layers = [{"name": f"d{at}", "type": "conv", "kernel": 2, "padding": [[1, 0]]} for at in range(300)]
    row = rfcalc.summary(read({**network, "layers": [*network["layers"], *layers]})).layers[-1]
    assert row.n == (10,)
    assert row.rf is not None


def test_so_is_the_work_that_their_padding_makes_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    network = fractional_pools(*UNEVEN, size=41)
    monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 100)
    with pytest.raises(rfcalc.RfcalcError, match="at most 100 boxes are looked at along an axis"):
        rfcalc.summary(read(network))


def test_a_map_of_more_features_than_phases_may_be_listed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    network = read(fractional_pools(*UNEVEN, size=41))
    monkeypatch.setattr(index_map, "PHASE_LIMIT", 31)
    assert rfcalc.summary(network).layers[-1].n == (13,)
    monkeypatch.setattr(index_map, "PHASE_LIMIT", 30)
    with pytest.raises(rfcalc.RfcalcError, match="layer 'r0': its features' receptive fields repeat only every 31"):
        rfcalc.summary(network)


def test_numbers_of_more_than_a_thousand_bits_are_not_computed_with(monkeypatch: pytest.MonkeyPatch) -> None:
    network = read(fractional_pools(*UNEVEN, size=41))
    monkeypatch.setattr(index_map, "PERIOD_BITS", 16)
    with pytest.raises(rfcalc.RfcalcError, match="its features' receptive fields repeat only every"):
        rfcalc.summary(network)


def test_without_a_size_a_map_has_no_features_to_look_at() -> None:
    assert not index_map.is_seldom(index_map.PHASE_LIMIT + 1, None)
    assert not index_map.is_seldom(index_map.PHASE_LIMIT, 3)
    assert index_map.is_seldom(index_map.PHASE_LIMIT + 1, index_map.PHASE_LIMIT)
