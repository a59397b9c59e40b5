"""Laws of comparing, each a test of its name: what is the same, what differs, and where stages end."""

from __future__ import annotations

import json
import pathlib
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rfcalc
from rfcalc.analysis.matching import matched
from rfcalc.render import render
from rfcalc.reports import LayerRow
from rfcalc.reports.comparison import NUMBERS, Change, Difference

from .agreement import read
from .law import law
from .networks import NETWORKS
from .oracle import plain_layers

if TYPE_CHECKING:
    import random


SCHEMA = json.loads((pathlib.Path(rfcalc.__file__).parent / "data" / "schemas" / "compare.json").read_text("utf-8"))
LAW = law(60)


def explicit(network: dict[str, Any]) -> dict[str, Any]:
    """Return the network with every short form and every default input written out."""
    return {**network, "layers": list(plain_layers(network).values())}


def difference(first: rfcalc.Network, second: rfcalc.Network) -> Difference:
    """Return the difference of two networks that have one."""
    found = rfcalc.compare(first, second).difference
    assert found is not None
    return found


def turned(change: Change) -> Change:
    """Return a change the other way round."""
    return Change(change.second, change.first, change.numbers)


def renamed(network: dict[str, Any], prefix: str) -> dict[str, Any]:
    """Return the network with a prefix before every name."""
    layers = [
        {
            **layer,
            "name": prefix + layer["name"],
            "inputs": [name if name == "input" else prefix + name for name in layer["inputs"]],
        }
        for layer in explicit(network)["layers"]
    ]
    return {**network, "layers": layers}


@pytest.mark.slow
@LAW
@given(network=NETWORKS)
def test_a_network_is_the_same_as_itself(network: dict[str, Any]) -> None:
    found = rfcalc.compare(read(network), read(network))
    assert found.same is True
    assert found.difference == Difference((), len(network["layers"]))


@pytest.mark.slow
@LAW
@given(network=NETWORKS, draw=st.randoms(use_true_random=False))
def test_the_order_of_writing_makes_no_difference(network: dict[str, Any], draw: random.Random) -> None:
    layers = list(explicit(network)["layers"])
    draw.shuffle(layers)
    assert rfcalc.compare(read(network), read({**network, "layers": layers})).same


@pytest.mark.slow
@LAW
@given(network=NETWORKS)
def test_a_prefix_renames_every_layer_and_changes_no_number(network: dict[str, Any]) -> None:
    found = difference(read(network), read(renamed(network, "net.")))
    assert [(change.first and f"net.{change.first.name}", change.numbers) for change in found.changes] == [
        (change.second and change.second.name, ()) for change in found.changes
    ]
    assert len(found.changes) == len(network["layers"])


@pytest.mark.slow
@LAW
@given(first=NETWORKS, second=NETWORKS)
def test_changes_are_the_same_from_either_side(first: dict[str, Any], second: dict[str, Any]) -> None:
    one, other = read(first), read(second)
    there, back = rfcalc.compare(one, other), rfcalc.compare(other, one)
    assert there.same == back.same
    if there.difference is None or back.difference is None:
        assert one.axes != other.axes
        assert there.difference == back.difference
        return
    assert there.difference.agreeing == back.difference.agreeing
    assert set(there.difference.changes) == {turned(change) for change in back.difference.changes}


@pytest.mark.slow
@LAW
@given(first=NETWORKS, second=NETWORKS)
def test_every_layer_agrees_or_is_told_once(first: dict[str, Any], second: dict[str, Any]) -> None:
    one, other = rfcalc.summary(read(first)), rfcalc.summary(read(second))
    pairs = matched(one.layers, other.layers)
    assert sorted(row.name for row, _ in pairs if row) == sorted(row.name for row in one.layers)
    assert [row.name for _, row in pairs if row] == [row.name for row in other.layers]
    found = rfcalc.compare(read(first), read(second)).difference
    for change in found.changes if found else ():
        assert change.first is not None or change.second is not None
        if change.first and change.second:
            differs = [getattr(change.first, name) != getattr(change.second, name) for name in NUMBERS]
            assert change.numbers == tuple(name for name, is_other in zip(NUMBERS, differs) if is_other)
            assert change.numbers or change.first.name != change.second.name


@pytest.mark.slow
@LAW
@given(network=NETWORKS)
def test_a_level_for_each_jump_has_the_numbers_of_its_last_layer(network: dict[str, Any]) -> None:
    rows = rfcalc.summary(read(network)).layers
    levels = rfcalc.compare(read(network), read(network)).levels
    apart = [row for row in rows if None not in row.jump and any(n != 1 for n in row.n)]
    ends = {row.jump: row for row in apart}
    assert len(levels) == len(ends) + 1
    assert levels[-1] == (None, "", (rows[-1], rows[-1]))
    for level in levels[:-1]:
        first, second = level.layers
        assert first is not None
        assert first == second
        last = ends[first.jump]
        assert (first.n, first.rf, first.start) == (last.n, last.rf, last.start)
        assert level.jump in (first.jump, first.jump[:1])


@pytest.mark.slow
@LAW
@given(first=NETWORKS, second=NETWORKS)
def test_every_format_writes_every_comparison(first: dict[str, Any], second: dict[str, Any]) -> None:
    found = rfcalc.compare(read(first), read(second))
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(render([found], "json")))
    for form in ("table", "csv", "markdown"):
        assert render([found], form).endswith("\n")


def row(name: str, kind: str = "conv", window: str = "k3") -> LayerRow:
    """Return a layer of which only name, type and window matter."""
    return LayerRow(name, kind, ("input",), window, (8,), (1,), (3,), (1.5,))


def names(first: str, second: str) -> list[tuple[str | None, str | None]]:
    """Return the pairs of two networks, written as names, each with its type: ``a:conv b:relu``."""
    one, other = ([row(*word.split(":")) for word in text.split()] for text in (first, second))
    return [(left and left.name, right and right.name) for left, right in matched(one, other)]


@pytest.mark.parametrize(
    ("first", "second", "pairs"),
    [
        ("a b c", "a b c", [("a", "a"), ("b", "b"), ("c", "c")]),
        ("a b c", "a c", [("a", "a"), ("b", None), ("c", "c")]),
        ("a c", "a b c", [("a", "a"), (None, "b"), ("c", "c")]),
        ("b c", "a b c", [(None, "a"), ("b", "b"), ("c", "c")]),
        ("a b c", "c a", [("c", "c"), ("a", "a"), ("b", None)]),
        ("a b c", "a x c", [("a", "a"), ("b", "x"), ("c", "c")]),
        ("a b:pool c", "a x:conv c", [("a", "a"), ("b", None), (None, "x"), ("c", "c")]),
        ("a b c d:pool", "w x y z:relu", [("a", "w"), ("b", "x"), ("c", "y"), ("d", None), (None, "z")]),
        ("a b c p:pool d", "w x y z", [("a", "w"), ("b", "x"), ("c", "y"), ("p", None), ("d", "z")]),
        ("a b:relu", "x y:pool", [("a", None), ("b", None), (None, "x"), (None, "y")]),
        ("", "a", [(None, "a")]),
        ("", "", []),
    ],
)
def test_layers_are_paired(first: str, second: str, pairs: list[tuple[str | None, str | None]]) -> None:
    assert names(first, second) == pairs


def test_large_networks_without_a_common_name_are_not_searched_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what begins alike is then taken to be renamed."""
    monkeypatch.setattr("rfcalc.analysis.matching.LARGEST", 3)
    alike = list(zip("abcdefgh", "mnopqrst"))
    found = names("a b c d e f g h i:pool j k", "m n o p q r s t u v")
    assert found == [*alike, ("i", None), ("j", None), ("k", None), (None, "u"), (None, "v")]
    assert names("a:pool b c d", "u v w x") == [
        *((name, None) for name in "abcd"),
        *((None, name) for name in "uvwx"),
    ]
