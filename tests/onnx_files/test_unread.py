"""Nodes of which nothing can be said: each for its reason, and only what lies behind them is lost."""

import pathlib

import pytest
from onnx import NodeProto

import rfcalc

from .asking import network_of, walked
from .graphs import IMAGE, Array, behind_conv, floats, ints, model, node, weights

DETECTOR = pathlib.Path(__file__).parents[2] / "docs" / "models" / "detector.onnx"

FLAT = {"s": ints(0, 0, -1), "w": weights(2, 2, 3)}
REASONS: tuple[tuple[str, list[NodeProto], dict[str, Array]], ...] = (
    ("where it looks is not known, or depends on values", [node("GridSample", "c g")], {"g": weights(1, 2, 2, 2)}),
    ("where it looks depends on the values of a map", [node("TopK", "c k", "y i", axis=2)], {"k": ints(2)}),
    ("where it picks depends on the values of a map", [node("ArgMax", "c", "i", axis=1), node("Gather", "c i")], {}),
    ("what it does depends on the values of a map", [node("Tile", "x c")], {}),
    ("it turns a dim round", [node("Slice", "c a b k k")], {"a": ints(-1), "b": ints(-99), "k": ints(-1)}),
    ("its step is 0", [node("Slice", "c a b b a")], {"a": ints(0), "b": ints(2)}),
    ("its starts, ends, axes and steps differ in number", [node("Slice", "c a b")], {"a": ints(0, 1), "b": ints(2)}),
    ("it is antialiased", [node("Resize", "c _ s", antialias=1)], {"s": floats(1, 1, 2, 2)}),
    (
        "it resizes a region of interest",
        [node("Resize", "c _ s", coordinate_transformation_mode="tf_crop_and_resize")],
        {"s": floats(1, 1, 2, 2)},
    ),
    ("its mode blurred is not known", [node("Resize", "c _ s", mode="blurred")], {"s": floats(1, 1, 2, 2)}),
    ("it resizes 4 dims by 2 numbers", [node("Resize", "c _ s")], {"s": floats(2, 2)}),
    ("it resizes 4 dims to 2 sizes", [node("Resize", "c _ _ s")], {"s": ints(2, 2)}),
    ("by how much it resizes is not known", [node("Resize", "c _ s")], {"s": floats(1, 1, float("nan"), 2)}),
    (
        "it keeps the shape of the image, and rounds its size up",
        [node("Resize", "c _ _ s", keep_aspect_ratio_policy="not_larger", axes=[2, 3])],
        {"s": ints(10, 11)},
    ),
    ("its mode folded is not known", [node("Pad", "c p", mode="folded")], {"p": ints(0, 0, 1, 1, 0, 0, 1, 1)}),
    ("it pads 4 dims by 2 numbers", [node("Pad", "c p")], {"p": ints(1, 1)}),
    ("its kernel has 1 dims, its input 2 to slide along", [node("MaxPool", "c", kernel_shape=[2])], {}),
    ("the sizes of its kernel are not known", [node("MaxPool", "c", kernel_shape=[2, 0])], {}),
    ("its attribute strides has 3 values, not 2", [node("MaxPool", "c", kernel_shape=[2, 2], strides=[1, 1, 1])], {}),
    ("its attribute strides holds no whole numbers", [node("MaxPool", "c", kernel_shape=[2, 2], strides=[0.5])], {}),
    ("its attribute axis is of another kind", [node("Softmax", "c", axis="last")], {}),
    ("its attribute scales holds no numbers", [node("Upsample", "c", scales="two")], {}),
    ("its axis 7 is none of 4", [node("Softmax", "c", axis=7)], {}),
    ("its input 2 is left out", [node("Gather", "c")], {}),
    ("its input 2 holds 2 values, not one", [node("CumSum", "c a")], {"a": ints(1, 2)}),
    ("it is given numbers that are not whole", [node("Tile", "c r")], {"r": floats(1, 1, 2, 2)}),
    ("its input 2 is not known", [node("Tile", "c r")], {"r": weights(100)}),
    ("it repeats 4 dims by 1 numbers", [node("Tile", "c r")], {"r": ints(2)}),
    ("its order [0, 0, 1, 2] is none of 4 dims", [node("Transpose", "c", perm=[0, 0, 1, 2])], {}),
    ("two of its sizes are -1", [node("Reshape", "c r")], {"r": ints(-1, -1)}),
    ("it keeps dim 4 of 4", [node("Reshape", "c r")], {"r": ints(1, 2, 7, 6, 0)}),
    ("84 values cannot be cut into rows of 5", [node("Reshape", "c r")], {"r": ints(-1, 5)}),
    ("84 values cannot be 85", [node("Reshape", "c r")], {"r": ints(85)}),
    ("rows are cut unevenly", [node("Reshape", "c r")], {"r": ints(1, 2, 3, 14)}),
    ("it leaves out a dim that is not of size 1", [node("Squeeze", "c r")], {"r": ints(2)}),
    ("it needs 4 dims and a blocksize", [node("DepthToSpace", "c", blocksize=0)], {}),
    ("it needs 4 dims and a blocksize", [node("SpaceToDepth", "c", blocksize=0)], {}),
    ("7 x 6 values cannot be cut into blocks of 2", [node("SpaceToDepth", "c", blocksize=2)], {}),
    ("it splits 7 into 6", [node("Split", "c r", "y z", axis=2)], {"r": ints(3, 3)}),
    ("it picks beyond the 7 values that there are", [node("Gather", "c r", axis=2)], {"r": ints(9, 1, 1)}),
    ("a row of 6 does not fit weights for 5", [node("MatMul", "c k")], {"k": weights(5, 3)}),
    ("it takes a diagonal", [node("Einsum", "c", equation="bccw->bw")], {}),
    ("it takes more than two tensors, or does not say its result", [node("Einsum", "c", equation="bchw")], {}),
    (
        "its mask is causal",
        [
            node("Transpose", "c", "t", perm=[0, 2, 3, 1]),
            node("Attention", "t w", domain="com.microsoft", unidirectional=1),
        ],
        {"w": weights(2, 6)},
    ),
    ("its mask is causal", [node("Attention", "c c c", is_causal=1)], {}),
    ("its input has 4 dims, not 3", [node("LSTM", "c k k", hidden_size=2)], {"k": weights(1, 8, 2)}),
    ("sizes of 5 and 7 do not join", [node("Add", "c k")], {"k": weights(5, 1)}),
    ("6 values cannot be spread to 5", [node("Expand", "c e")], {"e": ints(5)}),
    (
        "the places of the maps lie differently in the tensors",
        [node("Slice", "c z s t", "d"), node("Transpose", "d", "u", perm=[0, 1, 3, 2]), node("Add", "d u")],
        {"z": ints(0), "s": ints(6), "t": ints(2)},
    ),
    (
        "the places of a whole map lie in one dim, and it slides along it",
        [node("Reshape", "c s", "f"), node("Conv", "f w")],
        FLAT,
    ),
    (
        "the places of a whole map lie in one dim, and it is cut through its rows",
        [node("Reshape", "c s", "f"), node("Slice", "f a b t")],
        {**FLAT, "a": ints(1), "b": ints(9), "t": ints(2)},
    ),
    (
        "it picks among the places of a whole map that lie in one dim",
        [node("Reshape", "c s", "f"), node("Gather", "f i", axis=2)],
        {**FLAT, "i": ints(3, 1, 2)},
    ),
    (
        "values beside the places (class tokens) are cut together with them",
        [node("Reshape", "c s", "f"), node("Concat", "z f", "g", axis=2), node("Reshape", "g r")],
        {**FLAT, "z": weights(1, 2, 2), "r": ints(1, 2, 2, 22)},
    ),
    (
        "values beside the places (class tokens) are cut together with some of them",
        [node("Reshape", "c s", "f"), node("Concat", "z f", "g", axis=2), node("Slice", "g a b t")],
        {**FLAT, "z": weights(1, 2, 2), "a": ints(1), "b": ints(9), "t": ints(2)},
    ),
    (
        "constants lie between maps that are put one after another",
        [node("Concat", "c z x", axis=2)],
        {"z": weights(1, 2, 1, 6)},
    ),
    (
        "a constant of unknown size lies beside it",
        [node("Det", "k", "z"), node("Concat", "z c", axis=2)],
        {"k": weights(2, 2)},
    ),
    (
        "the tensors that it puts together differ in their number of dims",
        [node("Concat", "c z", axis=1)],
        {"z": weights(2)},
    ),
    (
        "two dims that it slides along hold the places of one axis",
        [node("Reshape", "c s", "f"), node("Conv", "f w")],
        {"s": ints(1, 2, 7, 2, 3), "w": weights(1, 2, 3, 2, 2)},
    ),
    (
        "the places of the maps lie differently in the tensors",
        [
            node("AveragePool", "c", "d", kernel_shape=[2, 1]),
            node("ReduceMean", "d", "p", axes=[2]),
            node("ReduceMean", "d", "q", axes=[3]),
            node("Transpose", "p", "t", perm=[0, 1, 3, 2]),
            node("Add", "t q"),
        ],
        {},
    ),
    (
        "maps that are flattened and put one after another are no map any more",
        [
            node("Conv", "c w", "d", strides=[4, 3]),
            node("Reshape", "d s", "f"),
            node("Transpose", "f", "g", perm=[0, 2, 1]),
            node("Concat", "f g", axis=2),
        ],
        {"w": weights(4, 2, 1, 1), "s": ints(1, 4, 4)},
    ),
    ("its features repeat with a period above 4096", [node("Resize", "c _ k")], {"k": floats(1, 1, 4111 / 3, 1)}),
    ("its sizes depend on the size of the input", [node("Reshape", "c s", allowzero=1)], {"s": ints(0, -1)}),
    ("its output_shape has 1 values, not 2", [node("ConvTranspose", "c w0", output_shape=[14])], {}),
    ("a constant stands where it reads a map", [node("Conv", "k c")], {"k": weights(1, 2, 4, 4)}),
    ("the sizes of what it reads are not known", [node("Det", "k", "z"), node("MatMul", "z c")], {"k": weights(2, 2)}),
)


@pytest.mark.parametrize(("reason", "nodes", "held"), REASONS, ids=[reason for reason, _, _ in REASONS])
def test_what_cannot_be_said_is_said_to_be_unknown(reason: str, nodes: list[NodeProto], held: dict[str, Array]) -> None:
    made = behind_conv(nodes, held, opset=19)
    walk, tensors = walked(made, IMAGE[2:], (2, 3))
    assert list(walk.drawing.unread.values()) == [reason]
    assert tensors["y"].places is None
    assert walk.drawing.layers[0].type == "conv"


def test_what_an_operator_makes_besides_is_unknown_where_it_is_read() -> None:
    walk, tensors = walked(behind_conv([node("Conv", "c w0", "y z"), node("Relu", "z", "q")]), IMAGE[2:], (2, 3))
    assert walk.drawing.unread == {"Conv": "what it makes besides is not known"}
    assert (tensors["y"].shape, tensors["q"].places) == ((1, 2, 5, 4), None)
    walk, _ = walked(behind_conv([node("Conv", "c w0", "y z")]), IMAGE[2:], (2, 3))
    assert not walk.drawing.unread
    made = behind_conv([node("Det", "k", "s t"), node("Add", "c t")], {"k": weights(2, 2)})
    assert walked(made, IMAGE[2:], (2, 3))[1]["y"].shape == IMAGE


def test_windows_behind_what_is_unknown_tell_no_axes() -> None:
    held = {"g": weights(1, 2, 2, 2), "w": weights(1, 2, 3, 3)}
    network = network_of(model([node("GridSample", "x g", "u"), node("Conv", "u w")], IMAGE, held))
    assert [(layer.name, layer.type) for layer in network.layers] == [("u", "unknown"), ("y", "identity")]
    assert network.input == IMAGE[2:]


def test_flattened_maps_of_several_sizes_may_be_taken_for_one_feature_that_reads_them_all() -> None:
    network = rfcalc.load(DETECTOR, 64, {"gates": False}, treat={"Concat": "whole"})
    row = rfcalc.summary(network).layers[-1]
    assert (row.name, row.type, row.n, row.rf, row.whole) == ("/boxes/Concat", "unknown", (1, 1), (75, 75), True)
    assert rfcalc.locate(network, "/boxes/Softmax", (0, 0)).visible == ((0, 64), (0, 64))
    again = rfcalc.loads(rfcalc.show(network))
    assert rfcalc.show(again) == rfcalc.show(network)


def test_flattened_maps_of_several_sizes_are_no_map_to_be_read_feature_by_feature() -> None:
    with pytest.raises(rfcalc.RfcalcError) as told:
        rfcalc.load(DETECTOR, 64, treat={"Concat": "pointwise"})
    assert str(told.value).endswith(
        "detector.onnx: layer '/boxes/Concat' (Concat): it reads maps of 16 and 32 features, which are no map together"
        "; --treat Concat=whole reads all of them"
    )
