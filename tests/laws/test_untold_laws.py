"""Constants and unknown operators, put into random networks, leave the answers of all others alone."""

from __future__ import annotations

import random
from typing import Any

import pytest

import rfcalc

from .agreement import disagreements, places, read
from .networks import seeded
from .oracle import feature_maps, input_size, plain_layers

pytestmark = pytest.mark.slow


SEEDS = range(50_000, 50_030)


def drawn(seed: int) -> tuple[dict[str, Any], str, tuple[int, ...]]:
    """Return a random network, one of its layers, and the size of its map."""
    network = seeded(seed).network
    layers = list(plain_layers(network).values())
    maps = feature_maps(network)
    name = random.Random(seed).choice([*maps])  # noqa: S311 - not for secrets
    return {**network, "input": list(input_size(network)), "layers": layers}, name, maps[name].n


def numbers(rows: tuple[rfcalc.LayerRow, ...]) -> dict[str, rfcalc.LayerRow]:
    return {row.name: row._replace(name="", type="", inputs=(), window="", misaligned=False) for row in rows}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_constant_that_joins_changes_nothing(seed: int) -> None:
    network, name, n = drawn(seed)
    before = numbers(rfcalc.summary(read(network)).layers)
    size = network.pop("input")
    several = {
        **network,
        "inputs": {"input": size, "other": list(n)},
        "layers": [
            *network["layers"],
            {"name": "still", "type": "identity", "inputs": ["other"]},
            {"name": "joined", "type": "concat", "inputs": ["still", name, "other"]},
        ],
    }
    asked = read(several)
    after = numbers(rfcalc.summary(asked).layers)

    assert after.pop("still").constant
    assert after.pop("joined") == before[name]
    assert after == before
    whole = {**network, "input": size}
    assert places(several, "joined") == places(whole, name)
    middle = tuple(each // 2 for each in n)
    assert rfcalc.count_paths(asked, "joined", middle) == rfcalc.count_paths(read(whole), name, middle)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_unknown_operator_takes_only_what_lies_behind_it(seed: int) -> None:
    network, name, _ = drawn(seed)
    before = numbers(rfcalc.summary(read(network)).layers)
    lost: list[dict[str, Any]] = [
        {"name": "lost", "type": "unknown", "operator": "Custom", "inputs": [name]},
        {"name": "behind", "type": "conv", "kernel": 3},
        {"name": "both", "type": "add", "inputs": [name, "behind"]},
    ]
    after = numbers(rfcalc.summary(read({**network, "layers": [*lost, *network["layers"]]})).layers)

    assert all(after.pop(each["name"]).unknown for each in lost)
    assert after == before


@pytest.mark.parametrize("seed", SEEDS)
def test_treated_pointwise_it_is_a_layer_that_changes_nothing(seed: int) -> None:
    network, name, _ = drawn(seed)
    treated = {"name": "op", "type": "unknown", "operator": "Custom", "treat": "pointwise", "inputs": [name, name]}
    longer = {**network, "layers": [*network["layers"], treated]}

    assert not list(disagreements(longer))
    rows = numbers(rfcalc.summary(read(longer)).layers)
    assert rows["op"]._replace(place=None) == rows[name]._replace(place=None)
