"""Small models, made by hand: nodes, weights that are all positive, and what is asked of them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

Array = np.ndarray

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
    return _RANDOM.uniform(0.5, 1.0, shape).astype(np.float32)


def ints(*values: int) -> Array:
    return np.array(values, np.int64)


def floats(*values: float) -> Array:
    return np.array(values, np.float32)


def node(operator: str, inputs: str, output: str = "y", **attributes: Any) -> NodeProto:
    """Return a node; names stand in a text, ``_`` for one that is left out."""
    names = ["" if name == "_" else name for name in inputs.split()]
    domain = attributes.pop("domain", "")
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
