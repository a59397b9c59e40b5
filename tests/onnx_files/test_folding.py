"""What nodes make of constants, held to ONNX Runtime."""

import numpy as np
import pytest
from onnx import NodeProto, helper

from rfcalc.readers.moves.tensor import Tensor

from .asking import walked
from .graphs import Array, floats, ints, model, node
from .lit import session_of

GRID = ints(*range(1, 13)).reshape(3, 4)
HELD: dict[str, Array] = {
    "g": GRID,
    "h": GRID.T.copy(),
    "f": GRID.astype(np.float32),
    "one": ints(1),
    "two": ints(2),
    "none": ints(),
    "i": ints(2, -1, 0),
    "s": ints(-1, 6),
    "zero": ints(0, 2, -1),
    "e": ints(2, 3, 4),
    "t": ints(2, 3),
    "split": ints(1, 3),
    "b": np.array([True, False, True]),
    "scalar": ints(3).reshape(()),
    "limit": ints(10).reshape(()),
    "part": floats(0.5),
    "last": ints(-1),
}

NODES = (
    node("Shape", "g"),
    node("Shape", "g", start=1),
    node("Shape", "g", start=-2, end=-1),
    node("Size", "g"),
    node("Gather", "g i", axis=0),
    node("Gather", "g scalar", axis=1),
    node("Slice", "g one two one"),
    node("Slice", "g zero2 far"),
    node("Concat", "g g", axis=0),
    node("Concat", "g g", axis=1),
    node("Split", "g split", "y z", axis=1),
    node("Split", "g", "y z", axis=1),
    node("Transpose", "g"),
    node("Transpose", "g", perm=[1, 0]),
    node("Reshape", "g s"),
    node("Reshape", "g zero"),
    node("Flatten", "g", axis=0),
    node("Flatten", "g", axis=-1),
    node("Squeeze", "line"),
    node("Squeeze", "line one2"),
    node("Unsqueeze", "g one2"),
    node("Expand", "g e"),
    node("Tile", "g t"),
    node("NonZero", "b"),
    node("Clip", "g three"),
    node("Clip", "g three five"),
    node("Clip", "g _ five"),
    node("Range", "scalar limit scalar"),
    node("ConstantOfShape", "t"),
    node("Cast", "f", to=7),
    node("Cast", "g", to=1),
    node("Cast", "g", to=9),
    node("Where", "b i i"),
    *[node(operator, "g") for operator in ("Neg", "Abs", "Identity")],
    *[node(operator, "f half") for operator in ("Add", "Sub", "Mul", "Div", "Min", "Max", "Sum")],
    *[node(operator, "g two2") for operator in ("Add", "Sub", "Mul", "Div", "Mod", "Equal", "Greater", "Less")],
    *[node(operator, "g two2") for operator in ("GreaterOrEqual", "LessOrEqual", "Pow")],
    *[node(operator, "fh") for operator in ("Floor", "Ceil", "Round")],
    node("Sqrt", "square"),
    node("Not", "b"),
    *[node(operator, "b b2") for operator in ("And", "Or", "Xor")],
    node("ReduceProd", "g", axes=[0]),
    node("ReduceSum", "g one2", keepdims=0),
    node("ReduceMax", "g", axes=[1], keepdims=0),
    node("ReduceMin", "g"),
)

MORE: dict[str, Array] = {
    "zero2": ints(0, 3),
    "far": ints(2**62, 4),
    "line": GRID[:1, :].reshape(1, 4, 1),
    "one2": ints(0),
    "three": ints(3).reshape(()),
    "five": ints(5).reshape(()),
    "half": floats(0.5),
    "two2": ints(2),
    "fh": floats(0.5, 1.5, -0.5, 2.25),
    "square": floats(4.0, 0.25),
    "b2": np.array([True, True, False]),
}


def _folded(made: NodeProto) -> tuple[list[Array], list[Tensor]]:
    """Return what the runtime makes of a node of constants, and what is folded."""
    names = [*made.output]
    graph = model([made], (1, 1, 4, 4), {**HELD, **MORE}, outputs=names)
    for value in graph.graph.output:
        value.ClearField("type")
    expected = session_of(graph).run(names, {"x": np.zeros((1, 1, 4, 4), np.float32)})
    _, tensors = walked(graph, (4, 4), (2, 3))
    return list(expected), [tensors[name] for name in names]


@pytest.mark.parametrize("made", NODES, ids=lambda made: f"{made.op_type} {' '.join(made.input)}")
def test_constants_are_folded_as_the_runtime_computes_them(made: NodeProto) -> None:
    for expected, found in zip(*_folded(made), strict=True):
        assert found.shape == expected.shape
        assert [float(value or 0) for value in found.value or ()] == expected.ravel().tolist()


def _value(nodes: list[NodeProto], held: dict[str, Array] | None = None) -> Tensor:
    made = model(nodes, (1, 1, 4, 4), held)
    return walked(made, (4, 4), (2, 3))[1]["y"]


def test_constants_in_nodes_are_read() -> None:
    for given, value in (({"value_int": 3}, (3,)), ({"value_ints": [1, 2]}, (1, 2)), ({"value_floats": [0.5]}, (0.5,))):
        assert _value([node("Constant", "", **given)]).value == value
    held = helper.make_tensor("t", 7, [2], [1, 2])
    assert _value([node("Constant", "", value=held)]).value == (1, 2)
    filled = helper.make_tensor("t", 7, [1], [5])
    assert _value([node("ConstantOfShape", "s", value=filled)], {"s": ints(2)}).value == (5, 5)
    assert _value([node("Constant", "", value_string="text")]).shape is None


def test_of_what_is_large_or_not_worked_out_only_the_shape_is_known() -> None:
    big = {"s": ints(100, 100)}
    for nodes in (
        [node("ConstantOfShape", "s")],
        [node("ConstantOfShape", "s", "z"), node("Add", "z z")],
        [node("ConstantOfShape", "s", "z"), node("Where", "z z z")],
        [node("ConstantOfShape", "s", "z"), node("Softmax", "z")],
        [node("ConstantOfShape", "o", "z"), node("Expand", "z s")],
        [node("ConstantOfShape", "o", "z"), node("Tile", "z s")],
    ):
        found = _value(nodes, {**big, "o": ints(1, 1)})
        assert (found.shape, found.value) == ((100, 100), None)
    for nodes in (
        [node("Det", "g")],
        [node("Reshape", "g i")],
        [node("Add", "g")],
        [node("Transpose", "g", perm=[0, 0])],
    ):
        assert _value(nodes, HELD).shape is None


def test_sizes_that_are_not_known_leave_gaps() -> None:
    nodes = [
        node("Shape", "x", "n"),
        node("Mul", "n n", "m"),
        node("Gather", "m i", "p"),
        node("Cast", "p", "q", to=1),
        node("Where", "k q q", "w"),
        node("ReduceSum", "w a"),
    ]
    held = {"i": ints(0, 2), "k": ints(1, 1), "a": ints(0)}
    _, tensors = walked(model(nodes, (1, 1, None, 4), held), (None, 4), (2, 3))
    assert (tensors["p"].value, tensors["w"].value, tensors["y"].value) == ((1, None), (1, None), (None,))


LARGE = {"g": np.ones((10, 10), np.float32), "i": ints(1, 2), "z": ints(0), "one": ints(1), "r": ints(2, 1)}


@pytest.mark.parametrize(
    ("made", "shape"),
    [
        (node("Cast", "g", to=7), (10, 10)),
        (node("Gather", "g i"), (2, 10)),
        (node("Slice", "g z one"), (1, 10)),
        (node("Concat", "g g", axis=1), (10, 20)),
        (node("Transpose", "g"), (10, 10)),
        (node("Tile", "g r"), (20, 10)),
        (node("ReduceMax", "g", axes=[0]), (1, 10)),
        (node("Clip", "g"), (10, 10)),
        (node("NonZero", "g"), (2, None)),
        (node("Neg", "g"), (10, 10)),
        (node("Where", "g g g"), (10, 10)),
        (node("Det", "g"), None),
        (node("Add", "g i"), None),
    ],
    ids=lambda value: value.op_type if isinstance(value, NodeProto) else "",
)
def test_of_many_values_only_the_shape_is_told(made: NodeProto, shape: tuple[int | None, ...] | None) -> None:
    found = _value([made], LARGE)
    assert (found.shape, found.value) == (shape, None)


def test_what_no_number_is_made_of_is_not_known() -> None:
    held = {"n": ints(0), "h": floats(0.5), "two": floats(2.0), "m": ints(-1), "nan": floats(float("nan"))}
    for nodes in (
        [node("Div", "m n")],
        [node("Mod", "m n")],
        [node("Pow", "two h")],
        [node("Sqrt", "two")],
        [node("Range", "h0 nan0 h0")],
    ):
        more = {**held, "h0": held["h"].reshape(()), "nan0": held["nan"].reshape(())}
        found = _value(nodes, more)
        assert found.value is None or found.value == (None,)
