"""Sizes that a file does not say: what does not depend on them is read, what does asks for them."""

import pytest
from onnx import ModelProto, NodeProto

import rfcalc
from rfcalc.readers.netfile import Overrides

from .asking import network_of, walked
from .graphs import Array, behind_conv, floats, ints, model, node, weights

OPEN = ("n", 2, "height", "width")


def _open(nodes: list[NodeProto], held: dict[str, Array] | None = None, opset: int = 17) -> ModelProto:
    """Return a model whose image is of any size."""
    made = behind_conv(nodes, held, opset=opset)
    shape = made.graph.input[0].type.tensor_type.shape
    for dim, name in zip(shape.dim, OPEN):
        dim.Clear()
        if isinstance(name, str):
            dim.dim_param = name
        else:
            dim.dim_value = name
    return made


KNOWN: tuple[tuple[str, list[NodeProto], dict[str, Array], tuple[float, float]], ...] = (
    (
        "Slice from a place on",
        [node("Slice", "c i e a t")],
        {"i": ints(1), "e": ints(2**62), "a": ints(2), "t": ints(2)},
        (2, 1),
    ),
    (
        "Slice of all",
        [node("Slice", "c i e a"), node("Relu", "y", "z")],
        {"i": ints(0), "e": ints(2**62), "a": ints(2)},
        (1, 1),
    ),
    (
        "Flatten and back",
        [node("Reshape", "c r", "f"), node("MatMul", "k f", "m")],
        {"r": ints(0, 0, -1), "k": weights(2, 2)},
        (1, 1),
    ),
    (
        "Reshape that keeps the image",
        [
            node("Shape", "c", "s"),
            node("Slice", "s i e", "hw"),
            node("Concat", "b hw", "r", axis=0),
            node("Reshape", "c r"),
        ],
        {"i": ints(2), "e": ints(4), "b": ints(1, -1)},
        (1, 1),
    ),
    ("Resize by a scale", [node("Resize", "c _ k", mode="linear")], {"k": floats(1, 1, 0.5, 0.5)}, (2, 2)),
    (
        "a constant of the map's size",
        [
            node("Shape", "c", "s"),
            node("ConstantOfShape", "s", "k"),
            node("Slice", "k i e a", "q"),
            node("Add", "c q"),
        ],
        {"i": ints(0), "e": ints(1), "a": ints(2)},
        (1, 1),
    ),
    (
        "ConvTranspose that keeps its stride",
        [node("ConvTranspose", "c w0", strides=[2, 2], auto_pad="SAME_UPPER")],
        {},
        (0.5, 0.5),
    ),
    ("SpaceToDepth by hand", [node("GlobalMaxPool", "c", "g"), node("Mul", "c g")], {}, (1, 1)),
)


@pytest.mark.parametrize(("nodes", "held", "jump"), [each[1:] for each in KNOWN], ids=[each[0] for each in KNOWN])
def test_what_depends_on_no_size_is_read_without_one(
    nodes: list[NodeProto], held: dict[str, Array], jump: tuple[float, float]
) -> None:
    network = network_of(_open(nodes, held))
    row = rfcalc.summary(network).layers[-1]
    assert (row.unknown, row.jump) == (False, jump)


ASKING: tuple[tuple[list[NodeProto], dict[str, Array]], ...] = (
    ([node("SpaceToDepth", "c", blocksize=2)], {}),
    ([node("Reshape", "c r")], {"r": ints(1, 4, -1, 7)}),
    ([node("Slice", "c i e a")], {"i": ints(-2), "e": ints(-1), "a": ints(2)}),
    ([node("Split", "c", "y z", axis=2)], {}),
    ([node("Gather", "c i", axis=2)], {"i": ints(-1).reshape(())}),
    ([node("ConvTranspose", "c w0", strides=[2, 2], output_shape=[9, 9])], {}),
    ([node("Resize", "c _ _ r")], {"r": ints(1, 2, 9, 9)}),
    (
        [node("Resize", "c _ k", mode="linear", coordinate_transformation_mode="asymmetric")],
        {"k": floats(1, 1, 1 / 3, 1)},
    ),
    ([node("Resize", "c _ _ r", axes=[2, 3], keep_aspect_ratio_policy="not_larger")], {"r": ints(9, 9)}),
    ([node("Shape", "c", "s"), node("Resize", "x _ _ s"), node("Softmax", "y", "z", axis=2)], {}),
    ([node("Softmax", "c", axis=3)], {}),
    ([node("Gather", "c i", axis=2)], {"i": ints(3, 1, 2)}),
    ([node("Concat", "c c", axis=2)], {}),
    (
        [node("Reshape", "c r", "f"), node("Concat", "z f", "g", axis=2), node("Slice", "g i e a")],
        {"r": ints(0, 0, -1), "z": weights(1, 2, 2), "i": ints(1), "e": ints(2**62), "a": ints(2)},
    ),
    ([node("Shape", "x", "s"), node("Gather", "s i", "h"), node("Tile", "c h")], {"i": ints(0, 0, 2, 0)}),
)


@pytest.mark.parametrize(
    ("nodes", "held"), ASKING, ids=[nodes[-1].op_type + str(at) for at, (nodes, _) in enumerate(ASKING)]
)
def test_what_depends_on_a_size_asks_for_it(nodes: list[NodeProto], held: dict[str, Array]) -> None:
    with pytest.raises(rfcalc.RfcalcError, match=r"depends? on the (input )?size.*; give it with --input$"):
        rfcalc.summary(network_of(_open(nodes, held, opset=19)))
    assert rfcalc.summary(network_of(behind_conv(nodes, held, opset=19), None)).layers


def test_channels_of_a_size_that_is_not_known_are_cut_all_the_same() -> None:
    held = {"i": ints(0), "e": ints(1), "a": ints(1)}
    nodes = [node("Conv", "x w", "u"), node("Slice", "u i e a")]
    walk, tensors = walked(behind_conv(nodes, {**held, "w": weights(2, 2, 1, 1)}), (None, None), (2, 3))
    assert tensors["y"].shape == (1, 1, None, None)
    assert not walk.drawing.unread


def test_dims_before_and_behind_one_of_unknown_size_stay_as_they_are() -> None:
    made = behind_conv([node("Reshape", "c r")], {"r": ints(2, -1, 6)})
    assert walked(made, (None, 6), (2, 3))[1]["y"].shape == (2, None, 6)


def test_a_transposed_convolution_that_keeps_its_stride_lies_where_it_does_with_a_size() -> None:
    nodes = [node("ConvTranspose", "c w0", strides=[2, 2], auto_pad="SAME_UPPER")]
    unknown, known = rfcalc.summary(network_of(_open(nodes))), rfcalc.summary(network_of(behind_conv(nodes)))
    assert (unknown.layers[-1].rf, unknown.layers[-1].start) == (known.layers[-1].rf, known.layers[-1].start)


def test_a_map_that_is_too_small_at_another_size_names_that_of_the_model() -> None:
    made = model([node("Conv", "x w")], (1, 2, 64, 64), {"w": weights(1, 2, 7, 7)})
    with pytest.raises(rfcalc.RfcalcError) as caught:
        network_of(made, Overrides(size=(4, 4)))
    assert str(caught.value) == (
        "m.onnx: layer 'y' (Conv), kernel: the map of 4 is too small for a kernel that reaches over 7; "
        "the model is made for 64x64"
    )


def test_a_size_that_is_asked_for_later_is_given_with_input_too() -> None:
    for asked in (
        lambda network: rfcalc.influence(network, (0, 0)),
        lambda network: rfcalc.map(network, "y", (0, 0)),
        lambda network: rfcalc.locate(network, "y", (0, 0)),
    ):
        with pytest.raises(rfcalc.RfcalcError, match=r"; give it with --input$"):
            asked(network_of(_open([node("GlobalAveragePool", "c")])))
