"""Sizes that a file does not say: what does not depend on them is read, what does asks for them."""

import pytest
from onnx import ModelProto, NodeProto

import rfcalc

from .asking import network_of, walked
from .graphs import Array, behind_conv, floats, ints, node, weights

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


KNOWN: tuple[tuple[str, list[NodeProto], dict[str, Array], tuple[int, int]], ...] = (
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
    ("SpaceToDepth by hand", [node("GlobalMaxPool", "c", "g"), node("Mul", "c g")], {}, (1, 1)),
)


@pytest.mark.parametrize(("nodes", "held", "jump"), [each[1:] for each in KNOWN], ids=[each[0] for each in KNOWN])
def test_what_depends_on_no_size_is_read_without_one(
    nodes: list[NodeProto], held: dict[str, Array], jump: tuple[int, int]
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
    ([node("Shape", "x", "s"), node("Gather", "s i", "h"), node("Tile", "c h")], {"i": ints(0, 0, 2, 0)}),
)


@pytest.mark.parametrize(
    ("nodes", "held"), ASKING, ids=[nodes[-1].op_type + str(at) for at, (nodes, _) in enumerate(ASKING)]
)
def test_what_depends_on_a_size_asks_for_it(nodes: list[NodeProto], held: dict[str, Array]) -> None:
    with pytest.raises(rfcalc.RfcalcError, match=r"depends? on the (input )?size"):
        rfcalc.summary(network_of(_open(nodes, held, opset=19)))
    assert rfcalc.summary(network_of(behind_conv(nodes, held, opset=19), None)).layers


def test_channels_of_a_size_that_is_not_known_are_cut_all_the_same() -> None:
    held = {"i": ints(0), "e": ints(1), "a": ints(1)}
    nodes = [node("Conv", "x w", "u"), node("Slice", "u i e a")]
    walk, tensors = walked(behind_conv(nodes, {**held, "w": weights(2, 2, 1, 1)}), (None, None), (2, 3))
    assert tensors["y"].shape == (1, 1, None, None)
    assert not walk.drawing.unread
