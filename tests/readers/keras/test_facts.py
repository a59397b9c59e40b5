"""Models of Keras, read without Keras, look where Keras itself was seen to look: see `make_facts.py`."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import rfcalc

pytestmark = [pytest.mark.slow, pytest.mark.traced]


FACTS = json.loads(Path(__file__).with_name("facts.json").read_text(encoding="utf-8"))
NAMES = [fact["name"] for fact in FACTS]


def flat(block: Any, depth: int) -> list[int]:  # noqa: ANN401
    for _ in range(depth - 1):
        block = [item for each in block for item in each]
    return list(block)


def pixels_read(network: rfcalc.Network, layer: str, index: tuple[int, ...]) -> int:
    """Return which pixels a feature reads, as the bits of a number, the first pixel's the lowest."""
    counts = rfcalc.count_paths(network, layer, index)
    if counts is None:
        return 0
    ranges = [range(first, first + count) for first, count in zip(counts.origin, counts.shape)]
    found = 0
    for place, count in zip(product(*ranges), flat(counts.rows, len(ranges))):
        at = 0
        for size, i in zip(network.input, place):
            at = at * (size or 0) + i
        found |= (count > 0) << at
    return found


@pytest.mark.parametrize("fact", FACTS, ids=NAMES)
def test_every_feature_reads_the_pixels_that_it_reads_in_keras(fact: dict[str, Any]) -> None:
    network = rfcalc.loads(json.dumps(fact["config"]), format="json")
    assert network.input == tuple(fact["input"])
    last = network.outputs.get(fact["last"], fact["last"])
    (row,) = [row for row in rfcalc.summary(network).layers if row.name == last]
    assert row.n == tuple(fact["n"])
    assert not any(layer.type == "unknown" for layer in network.layers)
    for index, read in zip(product(*map(range, fact["n"])), fact["reads"].split()):
        assert pixels_read(network, last, index) == int(read, 16), index


def test_what_a_model_says_a_file_can_say() -> None:
    for fact in FACTS[::3]:
        network = rfcalc.loads(json.dumps(fact["config"]), format="json")
        again = rfcalc.loads(rfcalc.show(network))
        assert [layer[:4] for layer in again.layers] == [layer[:4] for layer in network.layers]


def test_there_are_facts_of_every_kind_of_layer() -> None:
    assert len(FACTS) >= 250
