"""A module, and what PyTorch writes of it for ONNX, are one network. Skipped where there is no PyTorch."""

from __future__ import annotations

import io
from typing import Any

import pytest

import rfcalc
from rfcalc.readers.document import Source
from rfcalc.readers.netfile import Overrides
from rfcalc.readers.onnx import read_onnx

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
pytest.importorskip("onnx", reason="PyTorch writes ONNX files by way of onnx")
from torch import nn  # noqa: E402

from . import modules  # noqa: E402


class Windows(nn.Module):  # type: ignore[misc] # without PyTorch it has no type
    """A Swin transformer in small: patches, windows, shifted windows, and patches of these."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Conv2d(3, 4, 2, 2)
        self.stages = nn.Sequential(modules.SwinBlock(4, 2, 0), modules.SwinBlock(4, 2, 3), modules.PatchMerging(4))

    def forward(self, x: Any) -> Any:  # noqa: ANN401
        return self.stages(self.embed(x).permute(0, 2, 3, 1))


def rows(network: rfcalc.Network) -> list[tuple[Any, ...]]:
    return [(row.type, row.n, row.jump, row.rf, row.start) for row in rfcalc.summary(network).layers]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of the exporter, which is an early one of PyTorch and needs no other package
def test_a_module_and_its_onnx_file_are_one_network() -> None:
    module, image, written = Windows().eval(), torch.randn(1, 3, 28, 28), io.BytesIO()
    torch.onnx.export(module, image, written, dynamo=False)
    exported = read_onnx(Source("", "onnx", "m.onnx", "m", data=written.getvalue()), Overrides())
    recorded = rfcalc.from_torch(module, image)
    assert rows(exported) == rows(recorded)
    assert {layer.type for layer in recorded.layers} >= {"conv", "window_attention", "roll", "slice", "concat"}
    shifted = [[layer.name for layer in network.layers if layer.type == "add"][-1] for network in (exported, recorded)]
    for index in ((0, 0), (3, 9), (13, 13)):
        one, other = [rfcalc.locate(each, name, index) for each, name in zip((exported, recorded), shifted)]
        assert (one.box, one.visible) == (other.box, other.visible)
