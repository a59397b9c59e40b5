"""Operators that the runtime fuses and quantizes, tensors that are stored in other ways, limits and inputs."""

import pathlib

import numpy as np
import pytest
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

import rfcalc
from rfcalc.readers.onnx import file, opening, walk

from .asking import network_of, walked
from .graphs import IMAGE, Array, behind_conv, floats, ints, model, node, weights

SCALES: dict[str, Array] = {"f": floats(1.0), "u": np.array([0], np.uint8)}


def _types(nodes: list[NodeProto], held: dict[str, Array] | None = None) -> list[str]:
    made, tensors = walked(behind_conv(nodes, held, opset=23), IMAGE[2:], (2, 3))
    assert not made.drawing.unread
    assert tensors["y"].places is not None
    return [drawn.type for drawn in made.drawing.layers]


def test_quantized_operators_read_what_the_others_do() -> None:
    held = {**SCALES, "w": np.zeros((2, 2, 3, 3), np.uint8), "k": np.zeros((6, 2), np.uint8)}
    assert _types([node("QLinearConv", "c f u w f u f u")], held) == ["conv", "conv"]
    assert _types([node("ConvInteger", "c w u u")], held) == ["conv", "conv"]
    assert _types([node("QLinearMatMul", "c f u k f u f u")], held) == ["conv", "adaptive_avgpool"]
    assert _types([node("QLinearAdd", "c f u x f u f u", domain="com.microsoft")], held) == ["conv", "add"]
    assert _types([node("QLinearConcat", "f u c f u x f u", axis=1, domain="com.microsoft")], held) == [
        "conv",
        "concat",
    ]
    assert _types([node("DynamicQuantizeLinear", "c", "y s z")], held) == ["conv"]


def test_quantization_that_depends_on_the_map_is_noted() -> None:
    nodes = [node("DynamicQuantizeLinear", "c", "y s z")]
    assert [remark.code for remark in network_of(behind_conv(nodes)).notes] == ["quantized"]


def test_fused_operators_read_what_their_parts_do() -> None:
    held = {"b": weights(2)}
    fused = node("FusedConv", "c w0 b x", pads=[1, 1, 1, 1], domain="com.microsoft")
    assert _types([fused], held) == ["conv", "conv", "add"]
    alone = node("FusedConv", "c w0 b", pads=[1, 1, 1, 1], domain="com.microsoft")
    assert _types([alone], held) == ["conv", "conv"]
    turned = [node("Reshape", "c s", "f"), node("Transpose", "f", "t", perm=[0, 2, 1])]
    held = {"s": ints(0, 0, -1), "k": weights(2, 6), "b": weights(6)}
    packed = node("Attention", "t k b", num_heads=1, domain="com.microsoft")
    assert _types([*turned, packed], held) == ["conv", "attention"]
    skipped = node("SkipLayerNormalization", "t t b", "y", domain="com.microsoft")
    assert _types([*turned, skipped], held) == ["conv"]


def test_attention_in_one_node_reads_the_whole_map() -> None:
    turned = [node("Reshape", "c s", "f"), node("Transpose", "f", "t", perm=[0, 2, 1])]
    held = {"s": ints(0, 0, -1), "z": ints(1)}
    assert _types([*turned, node("Attention", "t t t", q_num_heads=1, kv_num_heads=1)], held) == ["conv", "attention"]
    heads = [*turned, node("Unsqueeze", "t z", "h"), node("Attention", "h h h")]
    assert _types(heads, held) == ["conv", "attention"]


def test_a_recurrent_layer_may_have_its_batch_first() -> None:
    nodes = [node("Transpose", "x", "t", perm=[0, 2, 1]), node("GRU", "t w r", "y h", hidden_size=2, layout=1)]
    made = model(nodes, (1, 3, 5), {"w": weights(1, 6, 3), "r": weights(1, 6, 2)})
    _, tensors = walked(made, (5,), (2,))
    assert (tensors["y"].shape, tensors["h"].shape) == ((1, 5, 1, 2), (1, 1, 2))


def test_a_table_of_vectors_is_looked_up_place_by_place() -> None:
    nodes = [node("Gather", "table x", "e"), node("Transpose", "e", "t", perm=[0, 2, 1]), node("Conv", "t w")]
    network = network_of(model(nodes, ("batch", 20), {"table": weights(50, 4), "w": weights(2, 4, 3)}))
    assert (network.input, rfcalc.summary(network).layers[-1].rf) == ((20,), (3,))


def test_weights_of_unknown_shape_leave_the_channels_open() -> None:
    nodes = [node("Det", "k", "z"), node("Transpose", "c", "t", perm=[0, 2, 3, 1]), node("MatMul", "t z")]
    _, tensors = walked(behind_conv(nodes, {"k": weights(2, 2)}), IMAGE[2:], (2, 3))
    assert tensors["y"].shape == (1, 7, 6, None)
    assert tensors["z"].shape is None


def test_sparse_weights_have_a_shape() -> None:
    made = model([node("Conv", "x w")], IMAGE)
    values = helper.make_tensor("w", TensorProto.FLOAT, [1], [1.0])
    indices = helper.make_tensor("i", TensorProto.INT64, [1], [0])
    made.graph.sparse_initializer.append(helper.make_sparse_tensor(values, indices, [2, 2, 3, 3]))
    assert rfcalc.summary(network_of(made)).layers[0].rf == (3, 3)


def test_attributes_of_functions_have_defaults() -> None:
    body = [helper.make_node("MaxPool", ["a"], ["b"], kernel_shape=[2, 2])]
    opset = [helper.make_opsetid("", 17), helper.make_opsetid("mine", 1)]
    made = helper.make_function(
        "mine", "Half", ["a"], ["b"], body, opset, attribute_protos=[helper.make_attribute("step", [2, 2])]
    )
    made.node[0].attribute.add(name="strides", type=7, ref_attr_name="step")
    graph = model([node("Half", "x", "y", domain="mine")], IMAGE)
    graph.functions.append(made)
    assert rfcalc.summary(network_of(graph)).layers[0].jump == (2, 2)


def test_an_attribute_without_a_kind_or_a_value_is_the_one_that_says_nothing() -> None:
    made = model([node("Softmax", "x", axis=3)], IMAGE, opset=11)
    made.graph.node[0].attribute[0].ClearField("i")
    assert network_of(made).layers[0].type == "attention"
    made.graph.node[0].attribute[0].ClearField("type")
    made.graph.node[0].attribute[0].i = 3
    assert network_of(made).layers[0].type == "window_attention"


def _refused(made: ModelProto) -> str:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        network_of(made)
    return str(caught.value)


def test_limits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    made = model([node("Conv", "x w", "c"), node("Relu", "c")], IMAGE, {"w": weights(2, 2, 3, 3)})
    monkeypatch.setattr(walk, "MAX_NODES", 1)
    assert "more than 1 nodes once functions are inlined" in _refused(made)
    monkeypatch.setattr(file, "MAX_CONSTANTS", 0)
    assert "more than 0 constants" in _refused(made)
    monkeypatch.setattr(file, "MAX_NODES", 1)
    assert "more than 1 nodes; at most 1 are supported" in _refused(made)


def test_a_model_needs_an_input_with_dims() -> None:
    made = model([node("Relu", "x")], IMAGE)
    made.graph.input[0].type.tensor_type.ClearField("shape")
    assert "the model has no input with dims" in _refused(made)
    made.graph.input[0].type.sequence_type.elem_type.tensor_type.elem_type = 1
    assert "the model has no input with dims" in _refused(made)
    deep = model([node("MaxPool", "x", kernel_shape=[1, 1, 1, 1])], (1, 1, 2, 2, 2, 2))
    assert "windows slide along 4 dims of the input 'x'; 1 to 3 are supported" in _refused(deep)
    unread = model([node("Relu", "k")], IMAGE, {"k": weights(2)})
    assert "no node reads the input 'x'" in _refused(unread)


def test_large_files_are_mapped(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "net.onnx"
    path.write_bytes(model([node("Conv", "x w")], IMAGE, {"w": weights(2, 2, 3, 3)}).SerializeToString())
    network = rfcalc.load(path)
    monkeypatch.setattr(opening, "SMALL", 10)
    assert rfcalc.load(path).layers == network.layers
    monkeypatch.delattr("mmap.MADV_RANDOM", raising=False)
    assert rfcalc.load(path).layers == network.layers


def test_a_file_that_is_gone_meanwhile_is_told(tmp_path: pathlib.Path) -> None:
    from rfcalc.readers.document import Source

    with (
        pytest.raises(rfcalc.RfcalcError, match=r"cannot be read: no such file"),
        opening.opened(Source("", "onnx", "m", "m", path=str(tmp_path / "gone.onnx"))),
    ):
        pass  # pragma: no cover


def test_constants_that_hold_another_number_of_values_are_damaged() -> None:
    made = model([node("Reshape", "x s")], IMAGE, {"s": ints(1, -1)})
    made.graph.initializer[0].raw_data += b"\x00" * 8
    assert "holds 3" in _refused(made)
    made.graph.initializer[0].raw_data += b"\x00"
    assert "do not make values of 8 bytes" in _refused(made)
    made.graph.initializer[0].CopyFrom(numpy_helper.from_array(floats(1, 2), "s"))
    made.graph.initializer[0].ClearField("raw_data")
    made.graph.initializer[0].float_data.extend([1.0, 2.0, 3.0])
    assert "holds 3" in _refused(made)


def test_frames_of_a_signal_are_read_together() -> None:
    held = {
        "s": ints(1, 5, 4),
        "z": ints(0),
        "e": ints(20),
        "f": ints(4),
        "g": ints(24),
        "a": ints(1),
        "k": weights(8, 3),
    }
    nodes = [
        node("Slice", "x z e a", "first"),
        node("Slice", "x f g a", "second"),
        node("Reshape", "first s", "one"),
        node("Reshape", "second s", "two"),
        node("Concat", "one two", "both", axis=2),
        node("MatMul", "both k", "m"),
        node("Transpose", "m", "t", perm=[0, 2, 1]),
        node("Conv", "t w"),
    ]
    network = network_of(model(nodes, (1, 24), {**held, "w": weights(2, 3, 2)}))
    row = rfcalc.summary(network).layers[-1]
    assert (row.n, row.jump, row.rf, row.start) == ((4,), (4,), (12,), (6,))


def test_a_map_over_its_own_turned_axes_is_not_known() -> None:
    square = (1, 2, 6, 6)
    turned = node("Transpose", "c", "t", perm=[0, 1, 3, 2])
    for nodes in (
        [node("Add", "c t")],
        [node("Concat", "c t", axis=2)],
        [node("Einsum", "c t", equation="bchw,bchw->bchw")],
    ):
        walk_, _ = walked(behind_conv([turned, *nodes], None, square), square[2:], (2, 3))
        assert "lie differently in the tensors" in str(walk_.drawing.unread)


def test_slices_of_nothing_and_picks_of_nothing_are_left_alone() -> None:
    held = {"z": ints(0), "a": ints(2), "none": ints()}
    nodes = [node("Slice", "c z z a", "e"), node("Gather", "c none", "g", axis=2), node("Concat", "e c g", axis=2)]
    made, tensors = walked(behind_conv(nodes, held), IMAGE[2:], (2, 3))
    assert tensors["y"].layer == tensors["c"].layer
    assert not made.drawing.unread


def test_a_row_that_is_turned_round_alone_stays() -> None:
    held = {"i": ints(-1), "e": ints(-99), "a": ints(0), "t": ints(-1)}
    assert _types([node("Slice", "c i e a t")], held) == ["conv"]


def test_the_best_of_channels_are_channels() -> None:
    assert _types([node("TopK", "c k", "y i", axis=1)], {"k": ints(1)}) == ["conv"]
    assert _types([node("TopK", "c", "y i", axis=1, k=1)], {}) == ["conv"]
    assert _types([node("OneHot", "c d v")], {"d": ints(3), "v": floats(0, 1)}) == ["conv"]
