"""Several inputs: one is asked about, the others are constants."""

from __future__ import annotations

import copy
import pickle

import pytest

import rfcalc
from rfcalc.network import Remark

SIAMESE = """
inputs: {left: [16], right: [12], state: null}
layers:
  - {name: a, type: conv, kernel: 3}
  - {name: b, type: conv, kernel: 5, inputs: right}
  - {name: grown, type: pad, padding: 3}
  - {name: s, type: conv, kernel: 1, inputs: state}
  - {name: sum, type: add, inputs: [a, grown]}
  - {name: cat, type: concat, inputs: [sum, s, grown]}
  - {name: last, type: conv, kernel: 3}
"""


def refusal(text: str, **wishes: str) -> str:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.summary(rfcalc.loads(text, **wishes))  # type: ignore[arg-type] # texts
    return str(caught.value)


def numbers(network: rfcalc.Network) -> dict[str, tuple[object, ...]]:
    return {row.name: (row.n, row.jump, row.rf, row.start) for row in rfcalc.summary(network).layers}


NOTHING = ((None,),) * 4


def test_constants_drop_out_of_joins() -> None:
    found = numbers(rfcalc.loads(SIAMESE))

    assert found["sum"] == ((14,), (1,), (3,), (1.5,))
    assert found["last"] == ((12,), (1,), (5,), (2.5,))
    assert [name for name in found if found[name] == NOTHING] == ["b", "grown", "s"]


def test_another_input_may_be_asked_about() -> None:
    found = numbers(rfcalc.loads(SIAMESE, start="right"))

    assert found["sum"] == ((14,), (1,), (5,), (-0.5,))
    assert [name for name in found if found[name] == NOTHING] == ["a", "s"]


def test_what_an_answer_is_about_is_noted() -> None:
    (note,) = [note for note in rfcalc.summary(rfcalc.loads(SIAMESE)).notes if note.code == "inputs"]

    assert note.layers == ("b", "grown", "s")
    assert note.text == (
        "Asked about is the input left; right, state are constant, and so are b, grown, s: no numbers "
        "(--from right asks about that one)."
    )
    rows = rfcalc.summary(rfcalc.loads(SIAMESE)).layers
    assert [row.name for row in rows if "constant" in row.flags()] == ["b", "grown", "s"]


def test_maps_go_back_to_the_input_that_is_asked_about() -> None:
    network = rfcalc.loads(SIAMESE, start="right")
    counts = rfcalc.count_paths(network, "last", [6])

    assert rfcalc.locate(network, "last", [6]).visible == ((3, 10),)
    assert counts is not None
    assert (counts.origin, sum(counts.rows)) == ((3,), 30)  # by way of two branches of a concat
    assert [form.rf for form in rfcalc.form(network).layers] == [None, (5,), (5,), None, (5,), (5,), (7,)]
    assert [row.layer for row in rfcalc.growth(network).rows] == ["b", "grown", "cat", "last"]


def test_a_constant_counts_by_its_size_alone() -> None:
    spread = SIAMESE.replace("left: [16]", "left: [3]").replace("padding: 3", "padding: 1")
    broken = SIAMESE.replace("padding: 3", "padding: 4")

    assert numbers(rfcalc.loads(spread))["sum"] == ((10,), (0,), (3,), (1.5,))
    assert "layer 'sum', inputs: the branches differ in size: 'a' has 14, 'grown' has 16" in refusal(broken)


def test_a_constant_lies_between_maps_that_follow_each_other() -> None:
    network = rfcalc.loads(
        "inputs: {token: [1], map: [4]}\nlayers:\n"
        "  - {name: grown, type: upsample, scale: 2}\n"
        "  - {name: joined, type: concat, along: x, inputs: [grown, grown]}\n"
        "  - {name: cat, type: concat, along: x, inputs: [token, map, joined]}\n",
        start="map",
    )
    assert rfcalc.summary(network).layers[-1].n == (9,)
    assert [rfcalc.locate(network, "cat", [i]).box for i in (0, 1, 4, 5)] == [None, ((0, 1),), ((3, 4),), None]
    assert "Some features read nothing at all at cat." in rfcalc.summary(network).notes


def test_constants_that_follow_each_other_along_one_axis_are_side_by_side_along_the_other() -> None:
    network = rfcalc.loads(
        "inputs: {a: [2, 4], b: [4, 4]}\nlayers:\n"
        "  - {name: half, type: crop, crop: [1, 0], inputs: b}\n"
        "  - {name: cat, type: concat, along: x, inputs: [half, half]}\n"
        "  - {name: joined, type: concat, along: x, inputs: [a, cat]}\n"
    )
    assert rfcalc.summary(network).layers[-1].n == (2, 12)


def test_a_feature_that_hangs_on_another_input_is_refused() -> None:
    network = rfcalc.loads(SIAMESE)
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.locate(network, "b", [0])
    assert str(caught.value) == (
        "<text>: layer 'b': it does not hang on the input 'left'; --from asks about another input; "
        "there are: left, right, state"
    )
    with pytest.raises(rfcalc.RfcalcError, match="layer 'right': it does not hang on the input 'left'"):
        rfcalc.map(network, "right")
    assert rfcalc.locate(network, "left", [3]).box == ((3, 4),)


def test_sizes_ask_about_one_input() -> None:
    fits = rfcalc.sizes(rfcalc.loads(SIAMESE)).fits[0]

    assert [size for size in range(1, 99) if fits.has(size)] == [3, 16]  # a map of one feature is spread


def test_a_network_by_hand_has_several_inputs() -> None:
    layers = [
        rfcalc.Layer("a", "conv", kernel=3),
        rfcalc.Layer("b", "conv", "right", kernel=3),
        rfcalc.Layer("sum", "add", ("a", "b")),
    ]
    network = rfcalc.Network(layers, inputs={"left": [8], "right": None}, start="left")

    assert (network.input, network.inputs, network.start) == ((8,), {"left": (8,), "right": (None,)}, "left")
    assert network.layers[0].inputs == ("left",)
    assert numbers(network)["sum"] == ((6,), (1,), (3,), (1.5,))
    assert network.changed(name="other").changed(layers=network.layers[:1]).inputs == network.inputs
    for twin in (copy.deepcopy(network), pickle.loads(pickle.dumps(network))):  # noqa: S301 - our own
        assert twin == network


@pytest.mark.parametrize("form", ["yaml", "json"])
@pytest.mark.parametrize("start", ["left", "right", "state"])
def test_what_is_shown_reads_back_to_the_same_question(form: str, start: str) -> None:
    network = rfcalc.loads(SIAMESE, start=start)
    again = rfcalc.loads(rfcalc.show(network, form), format=form)

    assert again.start == start
    assert numbers(again) == numbers(network)


def test_the_size_asked_for_is_that_of_the_input_asked_about() -> None:
    network = rfcalc.loads(SIAMESE.replace("padding: 3", "padding: 7"), 24)

    assert network.inputs == {"left": (24,), "right": (12,), "state": (None,)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("inputs: {left: [8], right: [8, 8]}", "inputs: the inputs differ in their axes: 'left' has 1, 'right' has 2"),
        ("inputs: {left: [8], right: 0}", "<text>:1: inputs: right: found 0; allowed: a whole number of at least 1"),
        ("inputs: {}", "<text>:1: inputs: found a mapping; allowed: names of inputs with their sizes"),
        ("inputs: [8]", "<text>:1: inputs: found [8]; allowed: names of inputs with their sizes"),
        ("input: 8\ninputs: {left: [8]}", "<text>:2: inputs: both of 'input' and 'inputs' given; give one of them"),
        ("inputs: {left: 8, left: 9}", "left: given twice, in lines 1 and 1"),
        (f"inputs: {{{'n' * 201}: 8}}", "is too long; at most 200 characters"),
    ],
)
def test_inputs_that_cannot_be_are_refused(text: str, message: str) -> None:
    assert message in refusal(f"{text}\nlayers: [conv: [3]]")


@pytest.mark.parametrize("name", ["left", "input"])
def test_no_layer_is_called_like_an_input(name: str) -> None:
    text = f"inputs: {{left: [8], right: [8]}}\nlayers: [{{name: {name}, type: relu}}]"

    assert f"<text>:2: layer '{name}': the network's input is called so" in refusal(text)


def test_an_input_that_there_is_not_is_refused() -> None:
    assert refusal(SIAMESE, start="rigth") == "<text>: --from: found 'rigth'; did you mean 'right'?"
    assert refusal(SIAMESE, start="x") == "<text>: --from: found 'x'; there are: left, right, state"
    plain = "layers: [conv: [3]]"
    assert refusal(plain, start="left") == "<text>: --from: found 'left'; the network has one input, input"
    assert rfcalc.loads(plain, start="input").start == "input"
    assert "there is no layer 'input'" in refusal(SIAMESE + "  - {name: more, type: relu, inputs: input}\n")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"inputs": {"a": 8}, "input": 8}, "both of 'input' and 'inputs' given; give one of them"),
        ({"inputs": {}}, "inputs: found a mapping; allowed: names of inputs with their sizes"),
        ({"inputs": {"a": [8], "b": [8, 8]}}, "inputs: the inputs differ in their axes: 'a' has 1, 'b' has 2"),
        ({"inputs": {"a": "x"}}, "inputs: a: found 'x'; allowed: a whole number"),
        ({"inputs": {"a": 8, "b": 8}, "start": "c"}, "--from: found 'c'; there are: a, b"),
        ({"inputs": {"l": 8}}, "layer 'l': the network's input is called so"),
        ({"start": "c"}, "--from: found 'c'; the network has one input, input"),
    ],
)
def test_what_is_wrong_by_hand_is_refused_in_the_same_words(given: dict[str, object], message: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.Network([rfcalc.Layer("l", "relu")], **given)  # type: ignore[arg-type] # that is the test
    assert message in str(caught.value)


def test_a_reader_hands_on_what_it_has_to_say() -> None:
    network = rfcalc.loads("layers: [conv: [3]]")._replace(notes=(Remark("mask", "A mask is not read.", ("conv",)),))
    (note,) = [note for note in rfcalc.summary(network).notes if note.code == "mask"]

    assert (note.text, note.layers) == ("A mask is not read.", ("conv",))


def test_layers_out_of_order_may_read_other_inputs() -> None:
    text = (
        "inputs: {a: [8], b: [8]}\nlayers:\n  - {name: sum, type: add, inputs: [c, d]}\n"
        "  - {name: c, type: conv, kernel: 3, inputs: a}\n  - {name: d, type: conv, kernel: 3, inputs: b}\n"
    )
    assert numbers(rfcalc.loads(text, start="b"))["sum"] == ((6,), (1,), (3,), (1.5,))


def test_sizes_go_by_inputs_that_join_themselves() -> None:
    text = (
        "inputs: {a: [8], b: [6]}\nlayers: [{name: c, type: conv, kernel: 3}, {name: sum, type: mul, inputs: [c, b]}]"
    )
    fits = rfcalc.sizes(rfcalc.loads(text)).fits[0]

    assert [size for size in range(1, 99) if fits.has(size)] == [3, 8]
