"""What nodes mean beyond their operators: gates, unknown ones, branches, functions, weights made of maps, wraps."""

import onnx
from onnx import AttributeProto, NodeProto, TensorProto, helper, numpy_helper

import rfcalc
from rfcalc.readers.document import Node, Scalar
from rfcalc.readers.netfile import Overrides

from .asking import network_of, refusal, rows_of
from .graphs import Array, behind_conv, floats, ints, model, node, weights

W3 = weights(2, 2, 3, 3)
SHAPE = (1, 2, 16, 16)


def test_gates_may_be_left_out() -> None:
    nodes = [node("GlobalAveragePool", "c", "g"), node("Sigmoid", "g", "s"), node("Mul", "c s", "m")]
    norm = node("InstanceNormalization", "m v v")
    made = behind_conv([*nodes, norm], {"v": weights(2)})
    assert rfcalc.summary(network_of(made)).layers[-1].whole
    without = network_of(made, Overrides(parameters=_parameters(gates=False)))
    assert {without.outputs[name] for name in ("m", "y")} == {"c"}
    assert "the model has no parameter 'width'" in refusal(made, Overrides(parameters=_parameters(width=True)))


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
    assert "'Conv' is no operator of the model of which nothing is known" in refusal(
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
    assert rows_of(network)["stage/c"][1] == (2, 2)
    assert network.outputs["y"] == "stage/c"


def test_functions_that_use_themselves_are_refused() -> None:
    body = [helper.make_node("Block", ["a"], ["b"], domain="mine")]
    made = helper.make_function("mine", "Block", ["a"], ["b"], body, [helper.make_opsetid("", 17)])
    graph = model([node("Block", "x", "y", domain="mine")], SHAPE)
    graph.functions.append(made)
    assert "more than 10 deep" in refusal(graph)


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
    assert rows_of(network_of(made)) == rows_of(network_of(whole))


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
    assert rows_of(padded)["y"] == rows_of(sliced)["y"]
    for x in range(7):
        assert rfcalc.locate(padded, "y", (2, x)).visible == rfcalc.locate(sliced, "y", (2, x)).visible


def test_a_cyclic_shift_is_noted() -> None:
    nodes = [node("Slice", "c o e a", "l"), node("Slice", "c z o a", "r"), node("Concat", "l r", axis=2)]
    held = {"o": ints(2), "e": ints(99), "z": ints(0), "a": ints(2)}
    assert [remark.code for remark in network_of(behind_conv(nodes, held)).notes] == ["cyclic_shift"]
