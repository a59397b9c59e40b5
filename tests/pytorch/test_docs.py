"""What docs/models.md shows of PyTorch runs. Skipped where there is no PyTorch."""

from __future__ import annotations

from typing import Any

import pytest

import rfcalc
from tests.house.pages import DOCS, blocks

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
from torch import nn  # noqa: E402

SIZE = (1, 3, 32, 32)


def test_the_blocks_about_modules_run() -> None:
    module = nn.Sequential()
    for name, before, stride in (("layer1", 3, 2), ("layer2", 4, 1), ("layer3", 4, 1)):
        module.add_module(name, nn.Conv2d(before, 4, 3, stride, 1))
    shown: list[str] = [body for _, body in blocks(DOCS / "models.md", "python")]
    names: dict[str, Any] = {"rfcalc": rfcalc, "torch": torch, "module": module, "images": torch.ones(SIZE)}
    for body in shown:
        exec(body.replace("224, 224", "32, 32"), names)  # noqa: S102 - our own page; small, to be quick

    assert len(shown) == 2
    assert [row.rf for row in rfcalc.summary(names["network"]).layers] == [(3, 3), (7, 7), (11, 11)]
    assert list(names["measured"].squares) == [20, 30, 50, 99]
