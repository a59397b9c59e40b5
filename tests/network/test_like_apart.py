"""A map may get the size of one that is constant, or of one of which nothing is known."""

from __future__ import annotations

import pytest

import rfcalc

INPUTS = """
inputs: {left: [40, 40], right: [20, 20]}
layers:
  - {name: c, type: conv, kernel: 3, stride: 2, padding: 1, inputs: left}
  - {name: r, type: conv, kernel: 3, inputs: right}
  - {name: cut, type: crop, like: r, inputs: c}
  - {name: kept, type: crop, like: right, inputs: c}
  - {name: wider, type: pad, like: right, inputs: r}
  - {name: as_live, type: pad, like: c, inputs: r}
  - {name: joined, type: add, inputs: [cut, r]}
  - {name: joined_wide, type: add, inputs: [c, wider]}
  - {name: joined_live, type: add, inputs: [c, as_live]}
"""
UNKNOWN = """
input: [40]
layers:
  - {name: c, type: conv, kernel: 3}
  - {name: lost, type: unknown, operator: TopK, inputs: c}
  - {name: cut, type: crop, like: lost, inputs: c}
  - {name: d, type: conv, kernel: 3, inputs: c}
"""


def test_the_size_of_a_constant_map_counts() -> None:
    rows = {row.name: row for row in rfcalc.summary(rfcalc.loads(INPUTS)).layers}

    assert {name: row.n[0] for name, row in rows.items() if not row.constant} == {
        "c": 20, "cut": 18, "kept": 20, "joined": 18, "joined_wide": 20, "joined_live": 20,
    }  # fmt: skip
    assert [name for name, row in rows.items() if row.constant] == ["r", "wider", "as_live"]
    assert rfcalc.sizes(rfcalc.loads(INPUTS)).fits[0].besides == (39, 40)  # c joins a map of 20


def test_a_size_that_is_not_known_makes_a_map_unknown() -> None:
    network = rfcalc.loads(UNKNOWN)
    rows = {row.name: row for row in rfcalc.summary(network).layers}

    assert {name: row.n for name, row in rows.items()} == {"c": (38,), "lost": (None,), "cut": (None,), "d": (36,)}
    with pytest.raises(rfcalc.RfcalcError, match=r"layer 'cut': what TopK reads is not known, at layer 'lost'"):
        rfcalc.locate(network, "cut", (1,))
