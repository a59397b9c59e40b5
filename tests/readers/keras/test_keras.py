"""Models of Keras: their styles, names, inputs, sizes, and what is said of wrong ones."""

# ruff: noqa: E501 - a case a line reads best in a table

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc
from rfcalc.errors import RfcalcError
from tests.readers.keras.models import archived, called, conv, functional, image, layer, read, sequential, tensor

if TYPE_CHECKING:
    from pathlib import Path

SMALL = sequential(image(32, 32, 3), conv("a", strides=2), layer("MaxPooling2D", "b", pool_size=[2, 2]), conv("c"))


def names(network: rfcalc.Network) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.name, each.type, each.inputs) for each in network.layers]


def test_a_file_a_text_and_a_stream_hold_the_same_network(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    path.write_text(json.dumps(SMALL))
    zipped = archived(tmp_path / "net.keras", SMALL)
    assert rfcalc.load(path).layers[-1][:4] == rfcalc.load(zipped).layers[-1][:4] == read(SMALL).layers[-1][:4]
    assert rfcalc.load(zipped).name == "net"
    assert rfcalc.summary(zipped).layers[-1].rf == (13, 13)


def test_a_network_file_in_json_may_speak_of_class_names() -> None:
    text = '{"name": "class_name", "description": "config", "layers": [{"name": "\\"config\\"", "type": "relu"}]}'
    assert rfcalc.loads(text, format="json").layers[0].type == "relu"


def test_layers_that_change_nothing_are_names_of_those_before_them() -> None:
    model = sequential(image(8, 8, 3), conv("a"), layer("ReLU", "r"), layer("Dropout", "d", rate=0.5), conv("b"))
    assert names(read(model)) == [("a", "conv", ("input",)), ("b", "conv", ("a",))]
    assert read(model).outputs == {"image": "input", "r": "a", "d": "a"}
    everything = read(model, everything=True)
    assert names(everything)[1:3] == [("r", "relu", ("a",)), ("d", "dropout", ("r",))]
    assert everything.layers[-1].inputs == ("d",)
    inner = layer("Sequential", "inner", layers=[conv("a"), layer("Activation", "r", activation="relu")])
    everything = read(sequential(image(8, 8, 3), inner, conv("b")), everything=True)
    assert names(everything) == [
        ("inner.a", "conv", ("input",)),
        ("inner.r", "relu", ("inner.a",)),
        ("inner", "identity", ("inner.r",)),
        ("b", "conv", ("inner",)),
    ]


def test_all_styles_of_calls_are_read() -> None:
    third = functional(
        [image(9, 9, 3), called(conv("a"), "image"), called(conv("b"), "image"), called(layer("Add", "c"), ["a", "b"])],
        ["image"],
        ["c"],
    )
    second = json.loads(json.dumps(third))
    by_name = {each["config"]["name"]: each for each in second["config"]["layers"]}
    by_name["image"]["config"] = {"name": "image", "batch_input_shape": [None, 9, 9, 3]}
    by_name["a"]["inbound_nodes"] = [[["image", 0, 0, {}]]]
    by_name["b"]["inbound_nodes"] = [["image", 0, 0, {}]]
    by_name["c"]["inbound_nodes"] = [[["a", 0, 0], ["b", 0, 0, {"shape": ["not", "a", "tensor"]}]]]
    del second["config"]["input_layers"]
    assert names(read(third)) == names(read(second))
    assert names(read(third))[-1] == ("c", "add", ("a", "b"))
    third["config"]["input_layers"] = ["image", 0, 0]
    third["config"]["output_layers"] = {"out": ["c", 0, 0]}
    assert names(read(third)) == names(read(second))


def test_tensors_may_be_given_by_words() -> None:
    attention = layer("MultiHeadAttention", "m", num_heads=2, key_dim=2)
    by_words = {"query": tensor("a"), "value": tensor("a"), "attention_mask": tensor("image"), "training": False}
    attention["inbound_nodes"] = [{"args": [], "kwargs": by_words}]
    a = layer("Conv1D", "a", filters=4, kernel_size=[3], padding="same")
    model = functional([image(9, 3), called(a, "image"), attention], ["image"], ["m"])
    assert names(read(model))[1:] == [("m", "attention", ("a",))]
    attention["inbound_nodes"] = [[["a", 0, 0, {"value": ["a", 0, 0], "use_causal_mask": True}]]]
    model = functional([image(9, 3), called(a, "image"), attention], ["image"], ["m"])
    assert names(read(model))[1:] == [("m", "recurrent", ("a",))]


def test_functions_of_tensorflow_that_keras_2_wraps_are_known_by_their_last_word() -> None:
    plus: dict[str, Any] = {"class_name": "TFOpLambda", "config": {"name": "plus", "function": "__operators__.add"}}
    plus["inbound_nodes"] = [["a", 0, 0, {"y": ["b", 0, 0], "name": None}]]
    six: dict[str, Any] = {"class_name": "TFOpLambda", "config": {"name": "six", "function": "nn.relu6"}}
    six["inbound_nodes"] = [["plus", 0, 0, {"name": None}]]
    odd: dict[str, Any] = {"class_name": "TFOpLambda", "config": {"name": "odd", "function": "image.extract_patches"}}
    odd["inbound_nodes"] = [["six", 0, 0, {"name": None}]]
    layers = [image(9, 9, 3), called(conv("a"), "image"), called(conv("b"), "image"), plus, six, odd]
    assert [each[1] for each in names(read(functional(layers, ["image"], ["odd"])))] == [
        "conv",
        "conv",
        "add",
        "unknown",
    ]


def test_nested_models_are_blocks_and_layers_that_are_called_again_have_a_number() -> None:
    inner = functional([image(None, None, 4, name="in"), called(conv("k"), "in")], ["in"], ["k"])
    inner["config"]["name"] = "inner"
    shared = called(inner, "a", "b")
    row = sequential(conv("s"), layer("ReLU", "r"))
    row["config"]["name"] = "row"
    layers = [image(9, 9, 3), called(conv("a"), "image"), called(conv("b"), "image"), shared]
    joined = {**layer("Add", "sum"), "inbound_nodes": [{"args": [[tensor("inner"), tensor("inner", 1)]], "kwargs": {}}]}
    network = read(functional([*layers, joined, called(row, "sum")], ["image"], ["row"]))
    assert [each.name for each in network.layers] == ["a", "b", "inner.k", "inner.2.k", "sum", "row.s"]
    assert network.outputs["inner"] == "inner.k"
    assert network.outputs["inner.2"] == "inner.2.k"
    assert network.outputs["row"] == network.outputs["row.r"] == "row.s"


def test_the_call_by_which_a_nested_model_was_made_is_counted_by_some() -> None:
    inner = functional([image(None, None, 4, name="in"), called(conv("k"), "in")], ["in"], ["k"])
    inner["config"]["name"] = "inner"
    third = functional([image(9, 9, 3), called(conv("a"), "image"), called(inner, "a")], ["image"], ["inner"])
    third["config"]["output_layers"] = ["inner", 1, 0]
    assert [each.name for each in read(third).layers] == ["a", "inner.k"]
    second = {**inner, "inbound_nodes": [[["a", 0, 0, {}]], [["inner", 1, 0, {}]]]}
    early = {**conv("a"), "inbound_nodes": [[["image", 0, 0, {}]]]}
    last = {**conv("b"), "inbound_nodes": [[["inner", 2, 0, {}]]]}
    network = read(functional([image(9, 9, 3), early, second, last], ["image"], ["b"]))
    assert names(network)[2:] == [("inner.2.k", "conv", ("inner.k",)), ("b", "conv", ("inner.2.k",))]


def test_calls_may_stand_in_any_order() -> None:
    model = functional([called(conv("b"), "a"), called(conv("a"), "image"), image(9, 9, 3)], ["image"], ["b"])
    assert [each.name for each in read(model).layers] == ["a", "b"]


def test_the_first_input_that_meets_a_window_is_asked_about() -> None:
    state = image(5, name="state")
    layers = [
        state,
        image(9, 9, 3),
        image(9, 9, 4, name="other"),
        called(layer("Dense", "d", units=4), "state"),
        called(conv("a"), "image"),
        called(conv("b", 5), "other"),
        called(layer("Add", "sum"), ["a", "b"]),
        called(layer("Multiply", "gated"), ["sum", "d"]),
    ]
    model = functional(layers, ["state", "image", "other"], ["gated"])
    assert names(read(model)) == [("a", "conv", ("input",))]
    assert names(read(model, start="other")) == [("b", "conv", ("input",))]
    (note,) = [note for note in rfcalc.summary(read(model)).notes if note.code == "inputs"]
    assert note == "Asked about is the input image; state and 1 more are constant (--from state asks about that one)."
    with pytest.raises(RfcalcError, match=r"--from: there is no input 'imag'; did you mean 'image'\?"):
        read(model, start="imag")


def test_without_windows_the_last_dims_are_axes() -> None:
    model = sequential(image(28, 28), layer("Flatten", "f"), layer("Dense", "d", units=10))
    assert (read(model).input, names(read(model))) == ((28, 28), [("d", "linear", ("input",))])
    assert read(sequential(image(784), layer("Dense", "d", units=10))).input == (784,)


def test_models_without_the_shape_of_their_input_have_as_many_dims_as_their_first_layer() -> None:
    assert read(sequential(conv("a"), conv("b"))).input == (None, None)
    assert read(sequential(conv("a"), build_input_shape=[None, 9, 8, 3])).input == (9, 8)
    early = {"class_name": "Sequential", "config": [conv("a", batch_input_shape=[None, 9, 8, 3])]}
    assert read(early).input == (9, 8)


def test_another_size_is_taken_where_weights_allow_it() -> None:
    pooled = sequential(image(32, 32, 3), conv("a"), layer("GlobalAveragePooling2D", "p"), layer("Dense", "d", units=2))
    assert read(pooled, "64x48").input == (64, 48)
    flat = sequential(image(32, 32, 3), conv("a"), layer("Flatten", "f"), layer("Dense", "d", units=2))
    with pytest.raises(RfcalcError) as caught:
        read(flat, "64")
    assert str(caught.value) == (
        "net.json: layer 'd': a row of 16384 does not fit weights for 4096; the model is made for 32x32"
    )
    shaped = sequential(image(32, 32, 3), conv("a"), layer("Reshape", "r", target_shape=[1024, 4]))
    with pytest.raises(
        RfcalcError, match=r"layer 'r': 16384 values do not fit into \[1024, 4\]; the model is made for 32x32"
    ):
        read(shaped, "64")
    cropped = sequential(image(32, 32, 3), layer("Cropping2D", "c", cropping=[[9, 9], [9, 9]]))
    with pytest.raises(RfcalcError, match=r"layer 'c', crop: .* of the map of 16; the model is made for 32x32"):
        read(cropped, "16")


def test_gates_can_be_switched_off() -> None:
    layers = [
        image(9, 9, 3),
        called(conv("a"), "image"),
        called(layer("GroupNormalization", "n", groups=2), "a"),
        called(layer("GlobalAveragePooling2D", "p", keepdims=True), "n"),
        called(layer("Multiply", "m"), ["n", "p"]),
        called(layer("LayerNormalization", "l", axis=[1, 2, 3]), "m"),
    ]
    model = functional(layers, ["image"], ["l"])
    assert [each.type for each in read(model).layers] == ["conv", "groupnorm", "global_avgpool", "mul", "groupnorm"]
    off = read(model, parameters={"gates": False})
    assert off.outputs["l"] == off.outputs["m"] == off.outputs["n"] == "a"


UNKNOWN = [
    layer("Lambda", "x", function="..."),
    layer("MyLayer", "x"),
    layer("ConvLSTM2D", "x"),
    layer("UpSampling2D", "x", size=[2, 2], interpolation="lanczos3"),
    layer("Resizing", "x", height=4, width=4, crop_to_aspect_ratio=True),
    layer("CenterCrop", "x", height=40, width=4),
    layer("RandomCrop", "x", height=4, width=4),
    layer("Mean", "x", axis=None),
]


@pytest.mark.parametrize("made", UNKNOWN, ids=[each["class_name"] for each in UNKNOWN])
def test_what_is_unknown_hides_only_what_lies_behind_it(made: dict[str, Any]) -> None:
    network = read(sequential(image(32, 32, 3), conv("a"), made, layer("ReLU", "r"), conv("b"), layer("Flatten", "f")))
    assert [each[:2] for each in names(network)] == [("a", "conv"), ("x", "unknown"), ("b", "identity")]
    rows = rfcalc.summary(network).layers
    assert [row.rf for row in rows] == [(3, 3), (None, None), (None, None)]


def test_a_sum_of_unknown_maps_is_unknown() -> None:
    mine = [called(layer("MyLayer", name), "a") for name in ("x", "y")]
    parts = [image(8, 8, 3), called(conv("a"), "image"), *mine, called(layer("Add", "sum"), ["x", "y"])]
    rows = rfcalc.summary(read(functional(parts, ["image"], ["sum"]))).layers
    assert [row.unknown for row in rows] == [False, True, True, True]


def test_an_activation_of_ones_own_is_a_record() -> None:
    own = {"class_name": "function", "config": "mine", "registered_name": "mine"}
    network = read(sequential(image(8, 8, 3), conv("a"), layer("Activation", "b", activation=own)))
    assert [each[0] for each in names(network)] == ["a"]


def test_steps_of_what_has_no_time_are_unknown() -> None:
    made = sequential(layer("InputLayer", "i", batch_shape=[4]), layer("TimeDistributed", "t", layer=conv("c")))
    assert [each[:2] for each in names(read(made))] == [("t", "unknown")]


def test_unknown_layers_can_be_treated() -> None:
    model = sequential(image(32, 32, 3), conv("a"), layer("MyLayer", "x"), conv("b"))
    assert rfcalc.summary(read(model, treat={"MyLayer": "pointwise"})).layers[-1].rf == (5, 5)
    with pytest.raises(RfcalcError, match="--treat: 'MyLayr' is no operator of the model of which nothing is known"):
        read(model, treat={"MyLayr": "pointwise"})


RECURRENT = {
    "LSTM back, all steps": layer("LSTM", "x", units=3, go_backwards=True, return_sequences=True),
    "a cell of one's own": layer("RNN", "x", cell=layer("MyCell", "c"), return_sequences=True),
    "both ways of one's own": layer("Bidirectional", "x", layer=layer("MyLayer", "c")),
    "time first": layer("GRU", "x", units=3, time_major=True),
}


@pytest.mark.parametrize("made", RECURRENT.values(), ids=RECURRENT)
def test_recurrent_layers_that_go_another_way_are_unknown(made: dict[str, Any]) -> None:
    assert [each.type for each in read(sequential(image(9, 3), made)).layers] == ["unknown"]


def test_other_recurrent_layers_are_read() -> None:
    cell = layer("LSTMCell", "c", units=3)
    made = sequential(
        image(9, 3), layer("Bidirectional", "x", layer=layer("SimpleRNN", "y", units=2, return_sequences=True))
    )
    assert read(made).layers[0].type == "recurrent"
    assert read(sequential(image(9, 3), layer("RNN", "x", cell=cell))).layers[0].type == "linear"


WRONG = [
    (3, "net.json: found 3; allowed: a mapping"),
    ({"class_name": "Mine", "config": {"name": "m"}},
     ("net.json: the model is of a class of its own, 'Mine', whose configuration does not say its layers; "
     "save it as keras.Model(inputs, outputs), or rfcalc.from_torch reads a module of PyTorch")),
    (sequential(), "net.json: layers: the model has no layers; a model reads at least one tensor"),
    (sequential(layer("Dense", "d", units=3)),
     ("net.json: layer 'd': the shape of its input is missing; "
     "build the model before it is saved, or begin it with keras.Input(shape)")),
    (sequential(image(0, 3), conv("a")),
     ("net.json: layer 'image', batch_shape: found [null, 0, 3]; "
     "allowed: a list of at most 8 sizes, null where one is not known")),
    (sequential(image(9, 9, 3), layer("Conv2D", "a", filters=2)), "net.json: layer 'a', kernel_size: it is missing; the layer needs it"),
    (sequential(image(9, 9, 3), conv("a", kernel_size=[3])),
     "net.json: layer 'a', kernel_size: found [3]; allowed: a whole number of at least 1, or a list of 2"),
    (sequential(image(9, 9, 3), conv("a", padding="reflect")), "net.json: layer 'a', padding: found 'reflect'; allowed: valid, same"),
    (sequential(image(9, 9, 3), conv("a", groups="two")),
     "net.json: layer 'a', groups: found 'two'; allowed: a whole number of at least 1"),
    (sequential(image(9, 9, 3), layer("GlobalMaxPooling2D", "a", keepdims=1)),
     "net.json: layer 'a', keepdims: found 1; allowed: true or false"),
    (sequential(image(9, 9, 3), layer("ZeroPadding2D", "a", padding=[[1, 2, 3], 4])),
     ("net.json: layer 'a', padding: found [[1, 2, 3], 4]; "
     "allowed: a whole number of at least 0, or a list of 2, each one or two numbers")),
    (sequential(image(9, 9, 3), layer("Softmax", "a", axis=9)),
     "net.json: layer 'a', axis: found 9; its tensor has 4 dims"),
    (sequential(image(9, 9, 3), layer("Softmax", "a", axis="x")),
     "net.json: layer 'a', axis: found 'x'; allowed: a whole number, or a list of them"),
    (sequential(image(9, 3), conv("a")),
     "net.json: layer 'a': Conv2D is given a tensor of 3 dims; it takes 4: batch, channels and 2 to slide along"),
    (sequential(image(9, 9, 3), layer("LSTM", "a", units=3)),
     "net.json: layer 'a': LSTM is given a tensor of 4 dims; it takes 3: batch, time, channels"),
    (sequential(image(9, 9, 3), conv("a"), layer("Permute", "p", dims=[1, 1, 2])),
     "net.json: layer 'p', dims: found '[0, 1, 1, 2]'; every dim of its tensor once"),
    (sequential(image(9, 9, 3), conv("a"), layer("Reshape", "p", target_shape=[-1, -1])),
     "net.json: layer 'p', target_shape: found '[-1, -1]'; sizes, one of which may be -1"),
    (sequential(image(9, 9, 3), conv("a"), layer("ExpandDims", "p", axis=9)),
     "net.json: layer 'p', axis: found 9; -5 to 4"),
    (sequential(image(9, 9, 3), conv("a"), layer("EinsumDense", "p", equation="x")),
     "net.json: layer 'p', equation: found 'x'; an equation such as ab,bc->ac"),
    (sequential(image(9, 9, 3), {"class_name": "Conv2D", "config": {"name": 3}}), "net.json: name: found 3; allowed: a text"),
    (sequential(image(9, 9, 3), {"class_name": "Conv2D", "config": 3}), "net.json: config: found 3; allowed: a mapping"),
    ({"class_name": "Sequential", "config": {"layers": 3}}, "net.json: layers: found 3; allowed: a list"),
    (functional([image(9, 9, 3), called(conv("a"), "image"), called(conv("b"), "c"), called(conv("c"), "b")], ["image"], ["a"]),
     "net.json: layer 'b': it reads 'c', which is not made before it"),
    (functional([image(9, 9, 3), called(conv("a"), "image")], ["image"], ["b"]),
     "net.json: output_layers: there is no layer 'b'"),
    (functional([image(9, 9, 3), {**conv("a"), "inbound_nodes": [3]}], ["image"], ["a"]),
     "net.json: layer 'a', inbound_nodes: found 3; allowed: the arguments of a call"),
    (functional([image(9, 9, 3), {**conv("a"), "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__"}]}]}], ["image"], ["a"]),
     "net.json: layer 'a', inbound_nodes: found null; allowed: the history of a tensor: [layer, call, tensor]"),
    (functional([image(9, 9, 3), {**conv("a"), "inbound_nodes": [{"args": []}]}], ["image"], ["a"]),
     "net.json: no layer that changes anything reads the input 'image'"),
    (functional([image(9, 9, 3), image(9, 4, name="v"), called(conv("a"), "image"), called(layer("Concatenate", "c"), ["a", "v"])], ["image", "v"], ["c"]),
     "net.json: layer 'c': its tensors have dims in different numbers; they are alike but for one dim"),
]  # fmt: skip


@pytest.mark.parametrize(("model", "message"), WRONG, ids=[message[10:60] for _, message in WRONG])
def test_a_mistake_is_one_line(model: Any, message: str) -> None:  # noqa: ANN401
    text = json.dumps(model)
    from rfcalc.readers import read as read_source
    from rfcalc.readers.document import Source
    from rfcalc.readers.netfile import AS_WRITTEN

    with pytest.raises(RfcalcError) as caught:
        read_source(Source(text, "keras", "net.json", "net"), AS_WRITTEN)
    assert str(caught.value) == message


def test_a_model_within_models_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    model = sequential(conv("a"))
    for _ in range(60):
        model = sequential(model)
    model["config"]["build_input_shape"] = [None, 9, 9, 3]
    with pytest.raises(RfcalcError, match="models lie more than 50 deep in each other"):
        read(model)
    monkeypatch.setattr("rfcalc.readers.keras.walk.MAX_CALLS", 2)
    with pytest.raises(RfcalcError, match="the model calls more than 2 layers"):
        read(sequential(image(9, 9, 3), conv("a"), conv("b"), conv("c")))
