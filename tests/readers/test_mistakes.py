"""All mistakes of a file are told in one run, each in a line, and what follows from one is not told."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

import rfcalc
from rfcalc.errors import Mistakes, RfcalcError, first_few, nearest


def mistakes(text: str, **keys: Any) -> list[str]:  # noqa: ANN401
    with pytest.raises(RfcalcError) as caught:
        rfcalc.loads(text, file="f", **keys)
    assert len(str(caught.value).splitlines()) == len(caught.value.others) + 1
    return str(caught.value).splitlines()


def told(text: str, **keys: Any) -> list[str]:  # noqa: ANN401
    """Return the places and found values of the mistakes in a text, without what is allowed."""
    return [line.partition("; ")[0] for line in mistakes(text, **keys)]


def test_each_mistake_of_a_layer_is_told() -> None:
    assert told("layers:\n  - {name: a, type: conv, kernel: 0, stride: [1, 2, 3], colour: 3}\n") == [
        "f:2: layer 'a': unknown key 'colour'",
        "f:2: layer 'a', kernel: found 0",
    ]


def test_a_layer_that_failed_is_there_for_those_that_name_it() -> None:
    text = """
layers:
  - {name: a, type: what}
  - {nam: b, type: relu}
  - {name: c, block: none}
  - {name: 3, type: relu}
  - d: 3
  - text
  - {name: e, type: add, inputs: [a, b, c, c.0.x, d, text, nowhere]}
"""
    assert told(text) == [
        "f:3: layer 'a', type: unknown type 'what'",
        "f:4: 'name' is missing",
        "f:5: layer 'c', block: unknown block 'none'",
        "f:6: name: found 3",
        "f:7: layer 'd': found 3",
        "f:8: found 'text'",
        "f:9: layer 'e', inputs: there is no layer 'nowhere'",
    ]


def test_a_mistake_in_a_block_is_told_once_and_one_in_each_of_two_layers_of_a_line_twice() -> None:
    layers: list[dict[str, Any]] = [{"name": name, "type": "conv", "kernel": 0} for name in "ab"]
    uses = [{"name": name, "block": "unit", "repeat": 2} for name in "xy"]
    line = json.dumps({"blocks": {"unit": {"layers": layers[:1]}}, "layers": [*uses, *layers]})

    assert told(line, format="json") == [
        "f:1: layer 'x.0.a', kernel: found 0",
        "f:1: layer 'a', kernel: found 0",
        "f:1: layer 'b', kernel: found 0",
    ]


WRONG = {
    "parameters: {k: null, s: null}\nlayers: [a: [0]]": ["f:1: parameters: parameter 'k' is not given"],
    "blocks: 3\nlayers: [{name: a, block: b}, b: [0]]": ["f:1: blocks: found 3", "f:2: layer 'b', kernel: found 0"],
    "blocks: {b: {outputs: x, layers: []}}\nlayers: [{name: a, block: b}]": [
        "f:1: block 'b': unknown key 'outputs'",
        "f:1: block 'b', layers: found []",
    ],
    "blocks: {b: {output: c, layers: [{nam: c, type: relu}]}}\nlayers: [{name: a, block: b, repeat: 2}]": [
        "f:1: layer 'a': 'name' is missing"
    ],
    """
blocks: {b: {inputs: [x, y], layers: [{name: s, type: add, inputs: [x, z]}]}}
layers: [{name: a, block: b, inputs: [q]}]
""": ["f:2: layer 'a.s', inputs: there is no layer 'z'", "f:3: layer 'a', inputs: there is no layer 'q'"],
    "input: 0\nlayers: [a: [[3, 3, 3]], b: [[2, 2]]]": [
        "f:1: input: found 0",
        "f:2: layer 'b', kernel: found a list of 2, [2, 2], but the network has 3 axes",
    ],
    "input: 3\nlayers: [a: [[]], b: [[1, 1, 1, 1]], c: [[2]]]": [
        "f:2: layer 'a', kernel: found a list of 0",
        "f:2: layer 'b', kernel: found a list of 4",
    ],
    "layers: [{name: a, type: relu}, {name: a, block: b}, input: [3]]": [
        "f:1: layer 'a': the name is taken by line 1",
        "f:1: layer 'input': the network's input is called so",
    ],
    "layers: [{name: a, type: relu, when: 3, inputs: 3}]": [
        "f:1: layer 'a', inputs: found 3",
        "f:1: layer 'a', when: found 3",
    ],
    "layers: [{name: a, type: conv, kernel: $k, stride: $s, padding: -1}]": [
        "f:1: layer 'a', kernel: unknown parameter '$k'",
        "f:1: layer 'a', stride: unknown parameter '$s'",
        "f:1: layer 'a', padding: found -1",
    ],
    "layers: [{name: a, type: upsample, scale: $k}]": ["f:1: layer 'a', scale: unknown parameter '$k'"],
    "name: 3\nfamily: 4\nlayers: 5": ["f:1: name: found 3", "f:2: family: found 4", "f:3: layers: found 5"],
    "name: 3": ["f:1: name: found 3", "f:1: 'layers' is missing"],
    "layers: [d: .nan, {name: e, type: relu, when: .inf}]": [
        "f:1: layer 'd': found .nan",
        "f:1: layer 'e', when: found .inf",
    ],
    "layer: []": ["f:1: unknown key 'layer'"],
    "layers: [{name: a, type: relu, type: elu}]\nx: &a [*a]": [
        "f:1: type: given twice, in lines 1 and 1",
        "f:2: the alias '*a' stands inside the value it names",
    ],
    "blocks: {b: {layers: [z: 0, {name: a, block: b}]}}\nlayers: [{name: a, block: b}, y: 0]": [
        "f:1: layer 'z': found 0",
        f"f:1: layer '{'.'.join('a' * 21)}', block: block 'b' is used 21 blocks deep",
        "f:2: layer 'y': found 0",
    ],
}


@pytest.mark.parametrize("text", WRONG)
def test_what_follows_from_a_mistake_is_not_told(text: str) -> None:
    assert told(text) == WRONG[text]


def test_of_many_mistakes_the_first_twenty_are_told() -> None:
    text = "layers:\n" + "".join(f"  - l{i}: [0]\n" for i in range(21))
    with pytest.raises(RfcalcError) as caught:
        rfcalc.loads(text)
    lines = str(caught.value).splitlines()

    assert len(lines) == 21
    assert lines[-1] == "... and 1 more mistake"
    assert len(caught.value.others) == 20
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own


def test_a_place_fills_only_what_an_error_leaves_open() -> None:
    error = RfcalcError("wrong", layer="inner")
    error.others = (RfcalcError("also wrong", line=7),)
    with pytest.raises(RfcalcError) as caught, RfcalcError.within(file="f", line=3, layer="outer", key="k"):
        raise error

    assert str(caught.value) == "f:3: layer 'inner', k: wrong\nf:7: layer 'outer', k: also wrong"


def test_other_errors_pass_a_place_and_mistakes() -> None:
    with pytest.raises(ValueError, match="other"), RfcalcError.within(file="f"), Mistakes():
        raise ValueError("other")


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("vgg61", ["vgg11", "vgg13", "vgg16", "vgg19"], "vgg16"),
        ("resnte18", ["resnet18", "resnet152", "resnext50"], "resnet18"),
        ("cnov", ["conv", "crop"], "conv"),
        ("kernl", ["kernel"], "kernel"),
    ],
)
def test_the_nearest_word_takes_the_fewest_slips(word: str, known: list[str], found: str) -> None:
    assert nearest(word, known) == f"did you mean '{found}'?"


def test_where_nothing_is_near_the_first_names_are_told() -> None:
    assert first_few([]) == ""
    assert first_few(["a", "b"]) == "there are: a, b"
    assert first_few(f"conv{i}" for i in range(9)) == "the first are conv0, conv1, conv2 ..."
