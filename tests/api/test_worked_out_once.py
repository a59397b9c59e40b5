"""A network is walked once, and a row is made once, however many answers are made of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc
from rfcalc.analysis.fields import fields_of
from rfcalc.api import analyze, effect
from rfcalc.cli import main
from rfcalc.reports import preset as presets
from rfcalc.reports import summary as summaries

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often networks were walked, by name, and rows made."""
    counted: Counter[str] = Counter()

    def counting(call: Callable[..., Any], of: Callable[..., str]) -> Callable[..., Any]:
        def counted_call(*given: object) -> object:
            counted[of(*given)] += 1
            return call(*given)

        return counted_call

    walk = counting(fields_of, lambda network: f"walk of {network.name}")
    monkeypatch.setattr("rfcalc.analysis.analysis.fields_of", walk)
    row = counting(summaries.row, lambda *_: "row")
    monkeypatch.setattr(summaries, "row", row)
    monkeypatch.setattr(presets, "row", row)
    return counted


CURED = "ResNet-18 (pooled strides: all)"


def test_the_report_of_a_remedy_walks_each_of_its_two_networks_once(
    calls: Counter[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["remedy", "resnet18", "--report"]) == 0

    assert "layer4.1.add" in capsys.readouterr().out
    walks = {name: count for name, count in calls.items() if name != "row"}
    assert walks == {"walk of ResNet-18": 1, f"walk of {CURED}": 1}
    assert calls["row"] == len(rfcalc.load("resnet18").layers)


@pytest.mark.slow
def test_presets_make_a_row_for_each_that_is_shown(calls: Counter[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["presets", "resnet", "--format", "csv"]) == 0

    _, *shown = capsys.readouterr().out.splitlines()
    assert calls["row"] == len(shown) > 5
    assert calls.total() == 2 * len(shown), "each network is walked once, and no other"


def test_an_analysis_is_walked_once_for_all_answers(calls: Counter[str]) -> None:
    analysis = analyze("resnet18")
    rfcalc.summary(analysis)
    rfcalc.locate(analysis, "layer1", (3, 3))
    rfcalc.form(analysis)
    rfcalc.growth(analysis)
    rfcalc.map(analysis)
    rfcalc.count_paths(analysis, "layer4", (3, 3))
    effect(analysis, rfcalc.remedy(analysis))

    assert calls["walk of ResNet-18"] == 1
    assert calls[f"walk of {CURED}"] == 1
