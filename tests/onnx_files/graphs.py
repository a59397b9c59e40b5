"""Small models, made by hand: nodes, weights that are all positive, and what is asked of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    import numpy.typing as npt

Array: TypeAlias = "npt.NDArray[Any]"

Attribute = Any
"""What a node's attribute may be: `onnx.helper` tells its type."""

IMAGE = (1, 2, 7, 6)

_RANDOM = np.random.default_rng(7)


class Case(NamedTuple):
    """A model whose input is an image along some of its dims, as its output ``y`` is along others."""

    title: str
    model: ModelProto
    shape: tuple[int, ...]
    image: tuple[int, ...]
    features: tuple[int, ...]


def weights(*shape: int) -> Array:
    """Return weights above 0, so that nothing cancels out."""
    found: Array = _RANDOM.uniform(0.5, 1.0, shape).astype(np.float32)
    return found


def ints(*values: int) -> Array:
    found: Array = np.array(values, np.int64)
    return found


def floats(*values: float) -> Array:
    found: Array = np.array(values, np.float32)
    return found


def node(operator: str, inputs: str, output: str = "y", domain: str = "", **attributes: Attribute) -> NodeProto:
    """Return a node; names stand in a text, ``_`` for one that is left out."""
    names = ["" if name == "_" else name for name in inputs.split()]
    return helper.make_node(operator, names, output.split(), domain=domain, **attributes)


def model(
    nodes: Sequence[NodeProto],
    shape: Sequence[int | str | None],
    constants: dict[str, Array] | None = None,
    *,
    opset: int = 17,
    outputs: Sequence[str] = ("y",),
    inputs: dict[str, Sequence[int | str | None]] | None = None,
) -> ModelProto:
    """Return a model with the input ``x`` and others after it."""
    values = [helper.make_tensor_value_info("x", TensorProto.FLOAT, list(shape))]
    for name, other in (inputs or {}).items():
        values.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, list(other)))
    made = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
    held = [numpy_helper.from_array(array, name) for name, array in (constants or {}).items()]
    graph = helper.make_graph(list(nodes), "g", values, made, held)
    domains = [helper.make_opsetid("", opset), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=domains, ir_version=8)


def behind_conv(
    nodes: Sequence[NodeProto], constants: dict[str, Array] | None = None, shape: Sequence[int] = IMAGE, opset: int = 17
) -> ModelProto:
    """Return a model whose first node is a convolution of ``x`` to ``c``: it tells which dims are the image's."""
    axes = len(shape) - 2
    first = node("Conv", "x w0", "c", pads=[1] * 2 * axes)
    held = {"w0": weights(shape[1], shape[1], *[3] * axes), **(constants or {})}
    return model([first, *nodes], shape, held, opset=opset)


def plane(title: str, made: ModelProto, shape: tuple[int, ...] = IMAGE, features: tuple[int, ...] = (2, 3)) -> Case:
    """Return the case of an image in the dims 2 and 3."""
    return Case(title, made, shape, (2, 3), features)
