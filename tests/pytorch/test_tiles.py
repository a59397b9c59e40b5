"""What docs/decisions.md shows of tiles in PyTorch runs. Skipped where there is no PyTorch."""

from __future__ import annotations

from typing import Any

import pytest

import rfcalc
from tests.house.pages import DOCS, blocks

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
from torch import nn  # noqa: E402


def test_the_tiles_of_a_module_join_at_the_seams() -> None:
    (shown,) = [body for _, body in blocks(DOCS / "decisions.md", "python") if "import torch" in body]
    names: dict[str, Any] = {}
    exec(shown, names)  # noqa: S102 - our own page
    torch.manual_seed(1)
    module = nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(4, 4, 5, padding=2),
        nn.Upsample(scale_factor=2),
    ).double()
    images = torch.rand(2, 3, 60, 100, dtype=torch.float64)
    layers = [
        rfcalc.Layer("first", "conv", kernel=3, padding=1),
        rfcalc.Layer("half", "maxpool", kernel=2, stride=2),
        rfcalc.Layer("second", "conv", kernel=5, padding=2),
        rfcalc.Layer("up", "upsample", scale=2),
    ]
    plan = rfcalc.tile(rfcalc.Network(layers, input=(60, 100)), tile=32)

    outputs = names["tiled"](module, images, plan)

    assert plan.total == 3 * 5
    assert torch.allclose(outputs, module(images), rtol=0, atol=1e-12)
