"""What is planned before it is counted, and counted alone where it cannot be shared, changes no number."""

from __future__ import annotations

import pytest

import rfcalc

FOLDED = """
input: [9, 12]
layers:
  - {name: a, type: conv, kernel: 3, padding: 2, padding_mode: reflect}
  - {name: b, type: conv, kernel: 3, stride: 2, padding: 1, padding_mode: circular}
"""


def test_a_plan_knows_what_borders_fold(monkeypatch: pytest.MonkeyPatch) -> None:
    network = rfcalc.loads(FOLDED)
    unplanned = rfcalc.count_paths(network, "b", (0, 0))
    monkeypatch.setattr("rfcalc.analysis.paths.plan.WORK_LIMIT", 0)  # no network is small enough to do without

    assert unplanned is not None
    assert rfcalc.count_paths(network, "b", (0, 0)) == unplanned


def test_a_plan_counts_what_lies_between_the_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Feature 0 of b reads the first and the last of a, 11 x 14 words of 8 bytes with all between; itself is one."""
    network = rfcalc.loads(FOLDED)
    monkeypatch.setattr("rfcalc.analysis.paths.plan.WORK_LIMIT", 0)
    monkeypatch.setattr("rfcalc.analysis.paths.rows.WORK_LIMIT", 8 * (11 * 14 + 1))
    assert rfcalc.count_paths(network, "b", (0, 0)) is not None
    monkeypatch.setattr("rfcalc.analysis.paths.rows.WORK_LIMIT", 8 * (11 * 14 + 1) - 1)
    with pytest.raises(rfcalc.RfcalcError, match="layer 'a': the counts on the way to the input take more than"):
        rfcalc.count_paths(network, "b", (0, 0))


def test_a_plan_counts_no_padding_without_a_border_that_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first feature of b reads one of a: two words of 8 bytes, with itself."""
    network = rfcalc.loads("input: [9]\nlayers:\n  - a: [3, 1, 2]\n  - b: [3, 1, 2]")
    monkeypatch.setattr("rfcalc.analysis.paths.plan.WORK_LIMIT", 0)
    monkeypatch.setattr("rfcalc.analysis.paths.rows.WORK_LIMIT", 8 * (1 + 1))
    assert rfcalc.count_paths(network, "b", (0,)) is not None
    monkeypatch.setattr("rfcalc.analysis.paths.rows.WORK_LIMIT", 8 * (1 + 1) - 1)
    with pytest.raises(rfcalc.RfcalcError, match="layer 'a': the counts on the way"):
        rfcalc.count_paths(network, "b", (0,))


def test_forms_of_counts_too_wide_to_share_are_those_of_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    network = rfcalc.loads(FOLDED)
    shared = rfcalc.form(network)
    monkeypatch.setattr("rfcalc.analysis.paths.walks.WIDTH_LIMIT", 0)

    assert rfcalc.form(network) == shared
