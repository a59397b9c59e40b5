"""Without PyTorch, what reads or measures modules says so; measured answers are like others."""

from __future__ import annotations

import sys

import pytest

import rfcalc
from rfcalc.analysis.form import GRADIENT
from rfcalc.render import render
from rfcalc.render.values import Screen


@pytest.fixture
def no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)


@pytest.mark.usefixtures("no_torch")
def test_a_module_is_not_read_without_pytorch() -> None:
    with pytest.raises(rfcalc.RfcalcError, match="PyTorch"):
        rfcalc.from_torch(object())


@pytest.mark.usefixtures("no_torch")
@pytest.mark.parametrize("network", [None, "alexnet"])
def test_nothing_is_measured_without_pytorch(network: str | None) -> None:
    with pytest.raises(rfcalc.RfcalcError, match="PyTorch"):
        rfcalc.measure(object(), [], "conv1", network=network)


def test_a_measured_map_tells_its_gradient_and_the_squares_that_hold_a_share_of_it() -> None:
    told = rfcalc.map("alexnet", "conv2")._replace(weights=GRADIENT)
    text = render([told], "markdown")
    drawn = render([told], "table", Screen(width=80, color=False, unicode=True, height=24))

    assert "a gradient of " in drawn
    assert [f"{share}% within" in text for share in (20, 30, 50, 99)] == [True] * 4
