"""A model in memory, asked as a file is."""

import pytest
from onnx import ModelProto, NodeProto

import rfcalc
from rfcalc.api import analyze
from rfcalc.readers.document import Source
from rfcalc.readers.moves.drawing import Drawing
from rfcalc.readers.moves.looking import placed
from rfcalc.readers.moves.tensor import Tensor
from rfcalc.readers.netfile import Overrides
from rfcalc.readers.onnx import read_onnx
from rfcalc.readers.onnx.file import model_of
from rfcalc.readers.onnx.inputs import scope_of
from rfcalc.readers.onnx.walk import Walk

from .graphs import Case, node
from .lit import seen


def network_of(model: ModelProto | bytes, overrides: Overrides | None = None) -> rfcalc.Network:
    data = model if isinstance(model, bytes) else model.SerializeToString()
    return read_onnx(Source("", "onnx", "m.onnx", "m", data=data), overrides or Overrides())


def check(case: Case) -> None:
    """Hold what rfcalc says of every feature of ``y`` to what the runtime computes."""
    known = analyze(network_of(case.model))
    truth = seen(case.model, case.shape, case.image, case.features)
    last = rfcalc.locate(known, "y", [-1] * len(truth.n))
    assert last.index == tuple(n - 1 for n in truth.n), f"n of {case.title}"
    told = [index for index in truth.boxes if all(at in _tried(n) for at, n in zip(index, truth.n))]
    found = {index: rfcalc.locate(known, "y", index).visible for index in told}
    assert found == {index: truth.boxes[index] for index in told}, case.title


def _tried(n: int) -> set[int]:
    """Return corners, edges and the middle along an axis."""
    return {0, 1, n // 2, n - 2, n - 1}


def walked(model: ModelProto, size: tuple[int | None, ...], axes: tuple[int, ...]) -> tuple[Walk, dict[str, Tensor]]:
    """Return a way through a model whose first input is an image along some dims, and the tensors met on it."""
    read = model_of(model.SerializeToString())
    value = read.graph.inputs[0]
    shape = list(value.shape or ())
    for axis, each in zip(axes, size):
        shape[axis] = each
    walk = Walk(read, Drawing(size), {})
    scope = scope_of(read, value, placed(shape, axes))
    walk.through(read.graph, scope)
    return walk, {name: each for name, each in scope.items() if isinstance(each, Tensor)}


def conv(source: str, output: str, name: str = "") -> NodeProto:
    """Return a convolution of kernel 3 that keeps the size, with weights ``w``."""
    made = node("Conv", f"{source} w", output, pads=[1, 1, 1, 1])
    made.name = name
    return made


def rows_of(network: rfcalc.Network) -> dict[str, tuple[object, ...]]:
    """Return n, jump, rf and start of the layers by name."""
    return {row.name: (row.n, row.jump, row.rf, row.start) for row in rfcalc.summary(network).layers}


def refusal(made: ModelProto | bytes, overrides: Overrides | None = None) -> str:
    """Return the one line in which a model is refused."""
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.summary(network_of(made, overrides))
    assert "\n" not in str(caught.value)
    return str(caught.value)
