"""How a model becomes a network: names, inputs, sizes, what is left out and what is not known."""

import io
import pathlib
from collections.abc import Sequence

import onnx
import pytest
from onnx import AttributeProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper

import rfcalc
from rfcalc.cli import main
from rfcalc.readers.document import Node, Scalar
from rfcalc.readers.netfile import Overrides

from . import example
from .asking import network_of
from .graphs import Array, behind_conv, floats, ints, model, node, weights
from .moving import MOVING
from .sliding import SLIDING

W3 = weights(2, 2, 3, 3)
SHAPE = (1, 2, 16, 16)


def _conv(source: str, output: str, name: str = "") -> NodeProto:
    made = node("Conv", f"{source} w", output, pads=[1, 1, 1, 1])
    made.name = name
    return made


def _rows(network: rfcalc.Network) -> dict[str, tuple[object, ...]]:
    return {row.name: (row.n, row.jump, row.rf, row.start) for row in rfcalc.summary(network).layers}


def _refusal(made: ModelProto | bytes, overrides: Overrides | None = None) -> str:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.summary(network_of(made, overrides))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_layer_is_called_as_its_node_or_else_as_its_tensor() -> None:
    nodes = [_conv("x", "a", "first"), _conv("a", "b", "twin"), _conv("b", "c", "twin"), _conv("c", "y")]
    network = network_of(model(nodes, SHAPE, {"w": W3}))
    assert [(layer.name, layer.tensor, layer.operator) for layer in network.layers] == [
        ("first", "a", "Conv"),
        ("b", "b", "Conv"),
        ("c", "c", "Conv"),
        ("y", "y", "Conv"),
    ]
    assert network.outputs["a"] == "first"
    assert network.outputs["x"] == "input"


def test_long_names_and_control_characters_do_not_reach_files() -> None:
    nodes = [_conv("x", "a", "n" * 300), _conv("a", "y", "bad\x1bname")]
    network = network_of(model(nodes, SHAPE, {"w": W3}))
    assert [layer.name for layer in network.layers] == ["a", "y"]


def test_a_node_called_input_gets_another_name() -> None:
    network = network_of(model([_conv("x", "y", "input")], SHAPE, {"w": W3}))
    assert [layer.name for layer in network.layers] == ["input.2"]


def test_nodes_that_change_nothing_are_names_of_their_input() -> None:
    nodes = [_conv("x", "a", "c1"), node("Relu", "a", "b"), node("Transpose", "b", "t", perm=[0, 2, 3, 1])]
    network = network_of(model([*nodes, node("Sigmoid", "t")], SHAPE, {"w": W3}))
    assert [layer.name for layer in network.layers] == ["c1"]
    assert {network.outputs[name] for name in ("a", "b", "t", "y")} == {"c1"}
    assert rfcalc.locate(network, "y", (3, 4)).box == ((2, 5), (3, 6))


def test_every_node_is_a_layer_if_all_are_asked_for() -> None:
    nodes = [_conv("x", "a", "c1"), node("Relu", "a", "b"), _conv("b", "y")]
    network = network_of(model(nodes, SHAPE, {"w": W3}), Overrides(everything=True))
    assert [(layer.name, layer.type, layer.inputs) for layer in network.layers] == [
        ("c1", "conv", ("input",)),
        ("b", "relu", ("c1",)),
        ("y", "conv", ("b",)),
    ]


def test_the_axes_are_those_that_the_first_window_slides_along() -> None:
    held = {"w": weights(4, 3, 3, 3)}
    first = node("Transpose", "x", "t", perm=[0, 3, 1, 2])
    network = network_of(model([first, node("Conv", "t w")], (1, 20, 30, 3), held))
    assert network.input == (20, 30)
    signal = [node("Unsqueeze", "x a", "u"), node("Conv", "u w")]
    network = network_of(model(signal, ("batch", 50), {"a": ints(1), "w": weights(4, 1, 5)}))
    assert (network.axes, network.input) == (("x",), (50,))
    frames = [node("Transpose", "x", "t", perm=[0, 2, 1]), node("Conv", "t w")]
    network = network_of(model(frames, (1, 50, 40), {"w": weights(4, 40, 5)}))
    assert (network.axes, network.input) == (("x",), (50,))


@pytest.mark.parametrize(
    ("shape", "size"),
    [((1, 3, 20, 30), (20, 30)), ((1, 20, 30, 3), (20, 30)), ((1, 7, 9), (7, 9)), (("n", 9), (9,)), ((9,), (9,))],
)
def test_without_windows_the_last_two_dims_are_axes_or_those_before_colors(
    shape: Sequence[int | str], size: tuple[int, ...]
) -> None:
    network = network_of(model([node("Relu", "x")], shape))
    assert network.input == size
    assert [layer.type for layer in network.layers] == ["relu"]
    assert network_of(model([node("Softmax", "x", axis=-1), node("Relu", "y", "z")], shape)).input == size


def test_dims_of_unknown_size_are_axes_with_n_unknown() -> None:
    network = network_of(model([_conv("x", "y")], ("n", 2, "h", None), {"w": W3}))
    assert _rows(network) == {"y": ((None, None), (1, 1), (3, 3), (0.5, 0.5))}
    assert network_of(model([_conv("x", "y")], ("n", 2, "h", None), {"w": W3}), Overrides(size=(9,))).input == (9, 9)


def test_what_depends_on_an_unknown_size_asks_for_it() -> None:
    made = model([node("Conv", "x w", strides=[2, 2], auto_pad="SAME_UPPER")], ("n", 2, "h", "v"), {"w": W3})
    assert "layer 'y' (Conv), padding:" in _refusal(made)
    assert "depends on the input size" in _refusal(made)


def test_another_size_than_the_one_baked_in_is_refused() -> None:
    nodes = [_conv("x", "c"), node("Reshape", "c s", "f"), node("Gemm", "f v")]
    made = model(nodes, SHAPE, {"w": W3, "s": ints(1, 512), "v": weights(512, 3)})
    assert network_of(made).input == (16, 16)
    assert "made for 16x16" in _refusal(made, Overrides(size=(20, 20)))
    assert "found 1x2x3, 3 sizes" in _refusal(made, Overrides(size=(1, 2, 3)))


def test_a_size_that_is_not_baked_in_may_be_another() -> None:
    made = model([_conv("x", "c"), node("GlobalAveragePool", "c")], SHAPE, {"w": W3})
    assert network_of(made, Overrides(size=(20,))).input == (20, 20)


def _two_inputs() -> ModelProto:
    nodes = [_conv("z", "a"), _conv("x", "b"), node("Concat", "a b", axis=1)]
    return model(nodes, SHAPE, {"w": W3}, inputs={"z": (1, 2, 8, 8), "state": (4,)})


def test_the_first_of_several_inputs_that_meets_a_window_is_followed() -> None:
    network = network_of(_two_inputs())
    assert network.input == (16, 16)
    (remark,) = network.notes
    assert (remark.code, remark.text[:31]) == ("inputs", "Asked about is the input x; z a")


def test_another_input_is_followed_if_asked_for() -> None:
    network = network_of(_two_inputs(), Overrides(start="z"))
    assert (network.input, [layer.name for layer in network.layers]) == ((8, 8), ["a"])
    assert "did you mean 'state'?" in _refusal(_two_inputs(), Overrides(start="stat"))


def test_gates_may_be_left_out() -> None:
    nodes = [node("GlobalAveragePool", "c", "g"), node("Sigmoid", "g", "s"), node("Mul", "c s", "m")]
    norm = node("InstanceNormalization", "m v v")
    made = behind_conv([*nodes, norm], {"v": weights(2)})
    assert rfcalc.summary(network_of(made)).layers[-1].whole
    without = network_of(made, Overrides(parameters=_parameters(gates=False)))
    assert {without.outputs[name] for name in ("m", "y")} == {"c"}
    assert "the model has no parameter 'width'" in _refusal(made, Overrides(parameters=_parameters(width=True)))


def _parameters(**values: bool) -> dict[str, Node]:
    return {name: Scalar(value, 0) for name, value in values.items()}


UNKNOWN = [node("TopK", "c k", "t i", axis=-1), node("Relu", "t", "r"), node("Conv", "r w0", "d")]


def test_what_lies_behind_an_unknown_operator_has_no_numbers() -> None:
    network = network_of(behind_conv([*UNKNOWN, node("Relu", "c")], {"k": ints(3)}))
    rows = {row.name: row for row in rfcalc.summary(network).layers}
    assert [(layer.name, layer.type, layer.operator) for layer in network.layers] == [
        ("c", "conv", "Conv"),
        ("t", "unknown", "TopK"),
        ("d", "identity", "Conv"),
    ]
    assert [rows[name].rf for name in rows] == [(3, 3), (None, None), (None, None)]
    assert network.outputs["r"] == "t"
    assert network.outputs["y"] == "c"


def test_unknown_operators_may_be_treated_as_known() -> None:
    made = behind_conv(UNKNOWN, {"k": ints(3)})
    whole = network_of(made, Overrides(treat={"TopK": "whole"}))
    assert rfcalc.summary(whole).layers[-1].whole
    assert rfcalc.summary(network_of(made, Overrides(treat={"TopK": "pointwise"}))).layers[-1].rf == (5, 5)
    assert "'Conv' is no operator of the model of which nothing is known" in _refusal(
        made, Overrides(treat={"Conv": "whole"})
    )


def test_flattened_maps_of_several_sizes_are_no_map_any_more() -> None:
    held = {"s": ints(0, 0, -1), "w": W3}
    nodes = [node("MaxPool", "c", "p", kernel_shape=[2, 2], strides=[2, 2]), node("Reshape", "p s", "f")]
    both = [node("Reshape", "c s", "g"), node("Concat", "f g", axis=2)]
    network = network_of(behind_conv([*nodes, *both], held))
    assert [layer.type for layer in network.layers] == ["conv", "maxpool", "unknown"]
    assert rfcalc.summary(network).layers[1].rf == (4, 4)


def _branch(source: str, factor: str) -> onnx.GraphProto:
    made = helper.make_tensor_value_info("b", TensorProto.FLOAT, None)
    return helper.make_graph([node("Conv", f"{source} {factor}", "b")], "branch", [], [made])


def test_a_condition_that_is_known_chooses_its_branch() -> None:
    nodes = [
        node("Shape", "c", "n"),
        node("Gather", "n i", "rank"),
        node("Equal", "rank two", "test"),
        helper.make_node("If", ["test"], ["y"], then_branch=_branch("c", "w3"), else_branch=_branch("c", "w5")),
    ]
    held = {"i": ints(1), "two": ints(2), "w3": W3, "w5": weights(2, 2, 5, 5)}
    held["i"] = held["i"].reshape(())
    network = network_of(behind_conv(nodes, held))
    assert [layer.type for layer in network.layers] == ["conv", "conv"]
    assert rfcalc.summary(network).layers[-1].rf == (5, 5)


def test_a_condition_on_data_leaves_nothing_known_behind_it() -> None:
    nodes = [
        node("ReduceMax", "c", "m", keepdims=0),
        node("Greater", "m h", "test"),
        helper.make_node("If", ["test"], ["y"], then_branch=_branch("c", "w0"), else_branch=_branch("c", "w0")),
    ]
    network = network_of(behind_conv(nodes, {"h": floats(0.5)}))
    assert network.layers[-1].type == "unknown"


def test_functions_are_read_in_their_place() -> None:
    body = [
        helper.make_node("Conv", ["a", "b"], ["c"]),
        helper.make_node("LeakyRelu", ["c"], ["d"]),
    ]
    body[0].attribute.add(name="strides", type=AttributeProto.INTS, ref_attr_name="step")
    opset = [helper.make_opsetid("", 17)]
    made = helper.make_function("mine", "Block", ["a", "b"], ["d"], body, opset, attributes=["step"])
    graph = model([node("Block", "x w", "y", domain="mine", step=[2, 2])], SHAPE, {"w": W3})
    graph.graph.node[0].name = "stage"
    graph.functions.append(made)
    network = network_of(graph)
    assert [(layer.name, layer.type) for layer in network.layers] == [("stage/c", "conv")]
    assert _rows(network)["stage/c"][1] == (2, 2)
    assert network.outputs["y"] == "stage/c"


def test_functions_that_use_themselves_are_refused() -> None:
    body = [helper.make_node("Block", ["a"], ["b"], domain="mine")]
    made = helper.make_function("mine", "Block", ["a"], ["b"], body, [helper.make_opsetid("", 17)])
    graph = model([node("Block", "x", "y", domain="mine")], SHAPE)
    graph.functions.append(made)
    assert "more than 10 deep" in _refusal(graph)


def test_weights_made_of_a_map_are_read_as_a_whole() -> None:
    nodes = [
        node("GlobalAveragePool", "c", "g"),
        node("Reshape", "g s", "k"),
        node("Tile", "k r", "w"),
        node("Conv", "c w", pads=[1, 1, 1, 1]),
    ]
    network = network_of(behind_conv(nodes, {"s": ints(1, 2, 1, 1), "r": ints(2, 1, 3, 3)}))
    assert rfcalc.summary(network).layers[-1].whole


def test_weights_known_by_their_shape_only_say_what_is_read() -> None:
    skeleton = numpy_helper.from_array(weights(2, 2, 5, 3), "w")
    skeleton.data_location = TensorProto.EXTERNAL
    skeleton.ClearField("raw_data")
    made = model([node("Identity", "w", "v"), node("Conv", "x v")], SHAPE)
    made.graph.initializer.append(skeleton)
    whole = model([node("Conv", "x w")], SHAPE, {"w": weights(2, 2, 5, 3)})
    assert _rows(network_of(made)) == _rows(network_of(whole))


def _wrapped(nodes: list[NodeProto], held: dict[str, Array]) -> rfcalc.Network:
    return network_of(behind_conv([*nodes, node("Conv", "p w0")], held, opset=19))


def test_two_spellings_of_a_wrap_give_the_same_numbers() -> None:
    padded = _wrapped([node("Pad", "c s", "p", mode="wrap")], {"s": ints(0, 0, 0, 1, 0, 0, 0, 2)})
    cut = [
        node("Slice", "c m e a", "l"),
        node("Slice", "c z t a", "r"),
        node("Concat", "l c r", "p", axis=3),
    ]
    sliced = _wrapped(cut, {"m": ints(-1), "e": ints(2**62), "z": ints(0), "t": ints(2), "a": ints(3)})
    assert _rows(padded)["y"] == _rows(sliced)["y"]
    for x in range(7):
        assert rfcalc.locate(padded, "y", (2, x)).visible == rfcalc.locate(sliced, "y", (2, x)).visible


def test_a_cyclic_shift_is_noted() -> None:
    nodes = [node("Slice", "c o e a", "l"), node("Slice", "c z o a", "r"), node("Concat", "l r", axis=2)]
    held = {"o": ints(2), "e": ints(99), "z": ints(0), "a": ints(2)}
    assert [remark.code for remark in network_of(behind_conv(nodes, held)).notes] == ["cyclic_shift"]


def test_a_model_is_found_by_its_suffix_and_in_a_stream(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "small.onnx"
    file.write_bytes(model([_conv("x", "y", "conv")], SHAPE, {"w": W3}).SerializeToString())
    assert main(["summary", str(file)]) == 0
    told = capsys.readouterr().out
    with file.open("rb") as stream:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))
        assert main(["summary", "-"]) == 0
    assert capsys.readouterr().out.replace("stdin", "small") == told


def test_what_a_model_says_a_file_can_say() -> None:
    for made in (case.model for group in (*SLIDING, *MOVING) for case in list(group())[::40]):
        network = network_of(made)
        again = rfcalc.loads(rfcalc.show(network), name=network.name)
        rows = [row._replace(tensor="") for row in rfcalc.summary(network).layers]
        assert list(rfcalc.summary(again).layers) == rows
        assert rfcalc.show(again) == rfcalc.show(network)


def test_the_model_of_the_docs_is_the_one_that_its_script_makes() -> None:
    assert onnx.load(example.FILE) == example.made()
