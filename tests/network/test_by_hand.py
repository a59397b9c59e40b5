"""Layers and networks that a program makes are checked like those of a file."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import rfcalc
from rfcalc import Layer, Network
from rfcalc.layers.windows import Window

CONV = Layer("a", "conv", kernel=3, padding=1)
COUNTS = "allowed: a whole number of at least 1, or a list of one per axis"
CONV_TAKES = "conv takes: kernel, stride, padding, dilation, taps, padding_mode, name, type, inputs"
INPUT = "allowed: a whole number of at least 1, or a list of one (or null: not known) per axis, 1 to 3 of them"
NAMES = "allowed: the name of a layer, or a list of names"
TAKEN = "layer 'a': the name is taken; every layer needs its own"
NO_ZZ = "layer 'b', inputs: there is no layer 'zz'; there are: a"
LAYERS = "allowed: a list of layers, at least one: rfcalc.Layer(name, type, ...)"

WRONG_LAYERS: list[tuple[tuple[Any, ...], dict[str, Any], str]] = [
    (("c", "conv"), {"kernel": 0}, f"layer 'c', kernel: found 0; {COUNTS}"),
    (("c", "conv"), {}, "layer 'c': 'kernel' is missing; conv needs it"),
    (("c", "conv"), {"kernel": 3.0}, f"layer 'c', kernel: found 3.0; {COUNTS}"),
    (("c", "conv"), {"kernel": True}, f"layer 'c', kernel: found true; {COUNTS}"),
    (("c", "conv"), {"kernel": "3"}, f"layer 'c', kernel: found '3'; {COUNTS}"),
    (("c", "conv"), {"kernel": {"h": 3}}, f"layer 'c', kernel: found a mapping; {COUNTS}"),
    (("c", "conv"), {"kernel": float("nan")}, f"layer 'c', kernel: found nan; {COUNTS}; numbers are finite"),
    (
        ("c", "conv"),
        {"kernel": 2**40},
        f"layer 'c', kernel: found 1099511627776; {COUNTS}; numbers go from -2147483647 to 2147483647",
    ),
    (
        ("c", "conv"),
        {"kernel": [3] * 4},
        "layer 'c': found [3, 3, 3, 3]; allowed: a list of one value per axis, and a network has 1 to 3 axes",
    ),
    (
        ("c", "conv"),
        {"kernel": [3, 3], "stride": [1, 2, 3]},
        f"layer 'c', stride: found a list of 3, [1, 2, 3], but the network has 2 axes; {COUNTS}",
    ),
    (
        ("c", "conv"),
        {"kernel_size": 3},
        f"layer 'c': unknown key 'kernel_size'; did you mean 'kernel'? {CONV_TAKES}",
    ),
    (("c", "Conv2d"), {"kernel": 3}, "layer 'c', type: unknown type 'Conv2d'; did you mean 'conv'?"),
    (("c", 3), {}, "layer 'c', type: found 3; allowed: a text (a number needs quote marks)"),
    ((3, "relu"), {}, "name: found 3; allowed: a text (a number needs quote marks)"),
    (("", "relu"), {}, "name: found ''; allowed: a text (a number needs quote marks)"),
    (("n" * 201, "relu"), {}, f"the name '{'n' * 55}...' is too long; at most 200 characters"),
    (("c", "relu", 3), {}, "layer 'c', inputs: found 3; allowed: the name of a layer, or a list of names"),
    (("c", "relu", [""]), {}, "layer 'c', inputs: found ['']; allowed: the name of a layer, or a list of names"),
    (
        ("c", "conv", 3),
        {"kernel": 0, "stride": 0},
        "\n".join(
            [
                f"layer 'c', inputs: found 3; {NAMES}",
                f"layer 'c', kernel: found 0; {COUNTS}",
                f"layer 'c', stride: found 0; {COUNTS}",
            ]
        ),
    ),
]

WRONG_NETWORKS: list[tuple[Any, dict[str, Any], str]] = [
    ([], {}, f"layers: found []; {LAYERS}"),
    (3, {}, f"layers: found 3; {LAYERS}"),
    ("abc", {}, f"layers: found 'a'; {LAYERS}"),
    ([{"name": "a"}], {}, f"layers: found a mapping; {LAYERS}"),
    ([CONV, CONV], {}, "layer 'a': the name is taken; every layer needs its own"),
    ([Layer("input", "relu")], {}, "layer 'input': the network's input is called so; every layer needs its own"),
    ([CONV, Layer("b", "relu", "zz")], {}, "layer 'b', inputs: there is no layer 'zz'; there are: a"),
    (
        [CONV, Layer("b", "concat", along="z", inputs=["a", "input"])],
        {"input": [8, 8]},
        "layer 'b', along: found 'z'; the network has the axes y, x",
    ),
    ([CONV, Layer("b", "add")], {}, "layer 'b', inputs: found one input; add joins two or more: inputs: [a, b]"),
    (
        [CONV, Layer("b", "relu", ["a", "a"])],
        {},
        "layer 'b', inputs: found 2 inputs; relu takes one; add, mul and concat join several",
    ),
    (
        [Layer("b", "conv", kernel=[3, 3, 3])],
        {"input": (5, 5)},
        "layer 'b': its lists are for 3 axes; the network has 2 (y x)",
    ),
    ([CONV], {"input": 0}, f"input: found 0; {INPUT}"),
    ([CONV], {"input": []}, f"input: found []; {INPUT}"),
    ([CONV], {"input": [1, 2, 3, 4]}, f"input: found [1, 2, 3, 4]; {INPUT}"),
    ([CONV], {"input": "224"}, f"input: found '224'; {INPUT}"),
    ([CONV], {"input": 2.5}, f"input: found 2.5; {INPUT}"),
    ([CONV], {"name": ""}, "name: found ''; allowed: a text"),
    ([CONV], {"source": 3}, "source: found 3; allowed: a text"),
    (
        [CONV, CONV, Layer("b", "relu", "zz")],
        {"input": 0},
        f"input: found 0; {INPUT}\n{TAKEN}\n{NO_ZZ}",
    ),
]


@pytest.mark.parametrize(("words", "keys", "message"), WRONG_LAYERS, ids=lambda value: str(value)[:40])
def test_a_layer_that_no_file_could_describe_is_refused(
    words: tuple[Any, ...], keys: dict[str, Any], message: str
) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        Layer(*words, **keys)

    assert str(caught.value) == message


@pytest.mark.parametrize(("layers", "keys", "message"), WRONG_NETWORKS, ids=lambda value: str(value)[:40])
def test_a_network_that_no_file_could_describe_is_refused(layers: Any, keys: dict[str, Any], message: str) -> None:  # noqa: ANN401
    with pytest.raises(rfcalc.RfcalcError) as caught:
        Network(layers, **keys)

    assert str(caught.value) == message


def test_a_network_made_by_hand_answers_as_its_file_does() -> None:
    made = Network(
        [
            Layer("conv1", "conv", kernel=7, stride=2, padding=3),
            Layer("up", "upsample", scale=1.5, mode="linear"),
            Layer("side", "conv", "conv1", kernel=[1, 5], padding=[0, (2, 2)]),
            Layer("half", "adaptive_avgpool", ["up"], output_size=[None, 4]),
            Layer("sum", "add", ["conv1", "side"]),
        ],
        input=(64, None),
        name="By hand",
        description="made",
    )
    again = rfcalc.loads(rfcalc.show(made))

    assert [layer.described_at(CONV.origin) for layer in again.layers] == [*made.layers]
    assert (again.name, again.description, again.input, again.axes) == ("By hand", "made", (64, None), ("y", "x"))


def test_the_input_or_else_a_list_says_how_many_axes_there_are() -> None:
    assert Network([CONV]).axes == ("y", "x")
    assert Network([CONV], input=[None]).input == (None,)
    assert Network([CONV], input=(4, 5, 6)).axes == ("z", "y", "x")
    assert Network([CONV, Layer("b", "conv", kernel=[1, 2, 3])], input=9).input == (9, 9, 9)
    assert len(Network([CONV], input=(4, 5, 6)).layers[0].operations) == 3


def test_an_error_about_a_layer_of_no_file_names_no_file() -> None:
    network = Network([CONV, Layer("b", "conv", kernel=9)], input=5)
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.summary(network)

    assert str(caught.value) == (
        "layer 'b', kernel: the map of 5 is too small for a kernel that reaches over 9; "
        "the next input size that fits is 9"
    )


def test_an_origin_is_a_file_and_its_line_if_it_has_one() -> None:
    origin = rfcalc.load("alexnet").layers[0].origin

    assert str(origin) == f"alexnet:{origin.line}"
    assert str(origin._replace(line=None)) == "alexnet"
    assert str(CONV.origin) == ""


def test_a_layer_is_changed_with_the_same_checks() -> None:
    first = rfcalc.load("alexnet").layers[0]
    slower = first.changed(stride=1, inputs=["input"])

    (window, _) = first.operations
    assert isinstance(window, Window)
    assert slower.operations == (window._replace(stride=1),) * 2
    with pytest.raises(rfcalc.RfcalcError, match=r"alexnet:\d+: layer 'conv1', stride: found 0; "):
        first.changed(stride=0)


def test_a_changed_network_keeps_what_names_mean_and_is_checked() -> None:
    network = rfcalc.load("resnet18")
    again = network.changed(name="Other", layers=network.layers)

    assert again == network._replace(name="Other")
    with pytest.raises(rfcalc.RfcalcError, match=r"there is no layer 'conv1'"):
        network.changed(layers=[layer for layer in network.layers if layer.name != "conv1"])


@pytest.mark.parametrize("value", [CONV, Network([CONV], input=9), rfcalc.load("unet"), rfcalc.summary("resnet18")])
def test_copies_are_equal(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value == copy.deepcopy(value)  # noqa: S301 - our own
