"""Laws of whole networks, each a test of its name: how a network is written, joined, sized and turned."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

import rfcalc

from .agreement import exact, places, read
from .definitions import JOINS, UNCHANGING, Value
from .law import law
from .networks import NETWORKS, SIZELESS
from .oracle import input_size, plain_layers

if TYPE_CHECKING:
    import random

pytestmark = pytest.mark.slow

LAW = law(60)


def rows_of(network: dict[str, Any]) -> dict[str, Any]:
    """Return the rows of a network's summary by layer name."""
    return {row.name: row for row in rfcalc.summary(read(network)).layers}


def numbers(row: rfcalc.LayerRow) -> tuple[Any, ...]:
    """Return the numbers of a row."""
    return (row.n, row.jump, row.rf, row.rf_min, row.start, row.irregular)


def with_layers(network: dict[str, Any], *layers: dict[str, Any]) -> dict[str, Any]:
    """Return the network with more layers at its end."""
    return {**network, "layers": [*network["layers"], *layers]}


def explicit(network: dict[str, Any]) -> dict[str, Any]:
    """Return the network with every short form and every default input written out."""
    return {**network, "layers": list(plain_layers(network).values())}


@LAW
@given(network=NETWORKS, kind=st.sampled_from(UNCHANGING), draw=st.integers(0, 100))
def test_a_layer_that_changes_nothing_changes_nothing(network: dict[str, Any], kind: str, draw: int) -> None:
    """Put between a layer and those who read it, it has the layer's numbers and leaves all others alone."""
    layers = list(plain_layers(network).values())
    name = layers[draw % len(layers)]["name"]
    moved = [
        {**layer, "inputs": ["between" if source == name else source for source in layer["inputs"]]} for layer in layers
    ]
    longer = {**network, "layers": [*moved, {"name": "between", "type": kind, "inputs": [name]}]}
    before, after = rows_of(network), rows_of(longer)
    assert numbers(after["between"]) == numbers(before[name])
    assert {other: numbers(after[other]) for other in before} == {other: numbers(before[other]) for other in before}
    last = list(before)[-1]
    assert places(longer, last) == places(network, last)


@LAW
@given(network=NETWORKS)
def test_axes_turned_round_turn_the_answers_round(network: dict[str, Any]) -> None:
    """Every axis is treated alike: lists read backwards give answers read backwards."""
    axes = len(input_size(network))
    turned = {
        **network,
        "input": list(input_size(network))[::-1],
        "layers": [
            {
                key: AXES[::-1][AXES[3 - axes :].index(value)]
                if key == "along"
                else value[::-1]
                if isinstance(value, list) and key != "inputs" and not is_flat(key, value)
                else value
                for key, value in layer.items()
            }
            for layer in plain_layers(network).values()
        ],
    }
    before, after = rows_of(network), rows_of(turned)
    for name, row in before.items():
        backwards = (numbers(row)[:-1], row.irregular)
        forwards = (numbers(after[name])[:-1], after[name].irregular)
        assert forwards == (tuple(entry and entry[::-1] for entry in backwards[0]), backwards[1])
    last = list(before)[-1]
    seen = places(turned, last)
    for index, (box, visible) in places(network, last).items():
        assert seen[index[::-1]] == (box and box[::-1], visible and visible[::-1])


@LAW
@given(network=NETWORKS.filter(lambda network: not re.search("conv_transpose|index_map|along", json.dumps(network))))
def test_every_axis_is_a_network_of_its_own(network: dict[str, Any]) -> None:
    """Where no feature reads nothing, the numbers along one axis are those of the 1-D network along it."""
    rows = rows_of(network)
    for axis, size in enumerate(input_size(network)):
        layers = [
            {
                key: [value[axis]] if isinstance(value, list) and key != "inputs" and not is_flat(key, value) else value
                for key, value in layer.items()
            }
            for layer in plain_layers(network).values()
        ]
        for layer in layers:
            if layer.get("mode") in ("trilinear", "bilinear"):
                layer["mode"] = "linear"
        for name, alone in rows_of({"input": [size], "layers": layers}).items():
            for key in ("n", "jump", "rf", "start"):
                assert getattr(alone, key) == getattr(rows[name], key)[axis : axis + 1], (name, key, axis)
            smallest = (rows[name].rf_min or rows[name].rf)[axis : axis + 1]
            assert (alone.rf_min or alone.rf) == smallest, (name, axis)


@LAW
@given(network=SIZELESS)
def test_a_network_without_a_size_has_the_same_fields(network: dict[str, Any]) -> None:
    """Only n and what is visible need the size, where no layer reads by it."""
    unsized = {**network, "input": [None] * len(input_size(network))}
    rows, unsized_rows = rows_of(network), rows_of(unsized)
    locator, unsized_locator = rfcalc.Locator(read(network)), rfcalc.Locator(read(unsized))
    for name, row in rows.items():
        other = unsized_rows[name]
        assert (other.jump, other.start, other.irregular) == (row.jump, row.start, row.irregular)
        assert other.n == (None,) * len(row.n)
        for index in places(network, name):
            with_size, without = locator.locate(name, index), unsized_locator.locate(name, index)
            assert (without.box, without.rf, without.center) == (with_size.box, with_size.rf, with_size.center)
            assert without.visible is None


@LAW
@given(network=SIZELESS, index=st.integers(0, 20))
def test_one_period_further_the_fields_are_the_same_moved_by_the_jumps_between(
    network: dict[str, Any], index: int
) -> None:
    """Upsampling repeats after its scale, a window after its size, and a chain after their product at most."""
    unsized = {**network, "input": [None] * len(input_size(network))}
    rows = rows_of(unsized)
    locator = rfcalc.Locator(read(unsized))
    period = prod(map(longest_period, plain_layers(network).values()))
    for name, row in rows.items():
        if row.irregular:
            continue
        here = locator.locate(name, (index,) * len(row.n)).box
        there = locator.locate(name, (index + period,) * len(row.n)).box
        assert (here is None) == (there is None), name
        for near, far, jump in zip(here or (), there or (), row.jump):
            moved = period * (exact(jump) or 0)
            assert far == (near[0] + moved, near[1] + moved), name


def longest_period(layer: dict[str, Any]) -> int:
    """Return a number of features after which a layer reads alike on every axis."""
    if layer["type"] == "conv_transpose":
        return product_of(layer.get("stride", 1))
    if layer["type"] == "window_attention":
        return product_of(layer["window"])
    if "scale" in layer and layer["type"] != "space_to_depth":
        scales = layer["scale"] if isinstance(layer["scale"], list) else [layer["scale"]]
        return prod(Fraction(str(scale)).numerator for scale in scales)
    return 1


def product_of(value: Value) -> int:
    """Return the product of a number per axis."""
    return prod(value) if isinstance(value, list) else int(value)


@LAW
@given(network=NETWORKS)
def test_the_visible_box_lies_inside_the_box_and_the_image(network: dict[str, Any]) -> None:
    """What is really seen could be seen."""
    borders = [
        layer
        for layer in plain_layers(network).values()
        if layer.get("padding_mode", layer.get("mode")) in FOLDED or layer["type"] == "roll" or "coordinates" in layer
    ]
    assume(not borders)  # what a border mirrors, repeats or wraps lies elsewhere than its virtual pixels
    size = input_size(network)
    for layer in plain_layers(network):
        for box, visible in places(network, layer).values():
            if visible is not None:
                assert box is not None
                for (first, end), (seen, seen_end), n in zip(box, visible, size):
                    assert max(first, 0) <= seen < seen_end <= min(end, n)


@pytest.mark.parametrize("kind", JOINS)
@LAW
@given(network=NETWORKS, kernel=st.sampled_from([1, 3, 5]))
def test_a_branch_more_never_shrinks_a_box(kind: str, network: dict[str, Any], kernel: int) -> None:
    """The union of branches holds what each of them sees."""
    name = list(plain_layers(network))[-1]
    branch = {"name": "branch", "type": "conv", "kernel": kernel, "padding": kernel // 2, "inputs": [name]}
    meeting = {"name": "meeting", "type": kind, "inputs": ["branch", name]}
    joined = places(with_layers(network, branch, meeting), "meeting")
    for index, fields in places(network, name).items():
        for field, union in zip(fields, joined[index]):
            if field is not None:
                assert union is not None
                assert all(u[0] <= f[0] and f[1] <= u[1] for u, f in zip(union, field))


@pytest.mark.parametrize("kind", JOINS)
@LAW
@given(network=NETWORKS)
def test_a_branch_joined_with_itself_changes_nothing(kind: str, network: dict[str, Any]) -> None:
    """Nor is it misaligned."""
    name = list(plain_layers(network))[-1]
    twin = {"name": "twin", "type": "relu", "inputs": [name]}
    doubled = with_layers(network, twin, {"name": "both", "type": kind, "inputs": [name, "twin"]})
    rows = rows_of(doubled)
    assert numbers(rows["both"]) == numbers(rows[name])
    assert not rows["both"].misaligned
    assert places(doubled, "both") == places(doubled, name)


@LAW
@given(network=NETWORKS, draw=st.randoms(use_true_random=False))
def test_the_way_a_network_is_written_does_not_matter(network: dict[str, Any], draw: random.Random) -> None:
    """JSON or YAML, block or flow style, short forms or long ones, and layers in any order."""
    rows = rows_of(network)
    assert rows_of(explicit(network)) == rows
    for flow in (None, True, False):
        text = yaml.safe_dump(network, default_flow_style=flow, sort_keys=False)
        from_yaml = rfcalc.summary(rfcalc.loads(text))
        assert from_yaml.layers == tuple(rows.values())
    shuffled = explicit(network)
    draw.shuffle(shuffled["layers"])
    assert rows_of(shuffled) == rows


@LAW
@given(network=NETWORKS)
def test_one_number_means_the_same_number_on_every_axis(network: dict[str, Any]) -> None:
    """Every per-axis value may be a list of equal numbers, every padding pairs of equal numbers."""
    axes = len(input_size(network))
    layers = []
    for layer in plain_layers(network).values():
        spelled = {
            key: [value] * axes if isinstance(value, (int, float)) and not isinstance(value, bool) else value
            for key, value in layer.items()
        }
        for key in ("padding", "crop"):
            if isinstance(spelled.get(key), list):
                spelled[key] = [side if isinstance(side, (list, str)) else [side, side] for side in spelled[key]]
        layers.append(spelled)
    spelled_out = {**network, "input": list(input_size(network)), "layers": layers}
    assert {name: numbers(row) for name, row in rows_of(spelled_out).items()} == {
        name: numbers(row) for name, row in rows_of(network).items()
    }


def is_flat(key: str, value: list[Any]) -> bool:
    """Return whether a list holds for every axis: taps, indices, ranges."""
    if key in ("taps", "indices"):
        return not any(isinstance(entry, list) or entry is None for entry in value)
    return key == "ranges" and not any(isinstance(item, list) for entry in value for item in entry)


AXES = "zyx"

FOLDED = ("reflect", "replicate", "circular")
