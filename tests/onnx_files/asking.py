"""A model in memory, asked as a file is."""

from onnx import ModelProto

import rfcalc
from rfcalc.api import analyze
from rfcalc.readers.document import Source
from rfcalc.readers.netfile import Overrides
from rfcalc.readers.onnx import read_onnx

from .graphs import Case
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
    found = {index: rfcalc.locate(known, "y", index).visible for index in truth.boxes}
    assert found == truth.boxes, case.title
