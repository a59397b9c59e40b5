"""Parameters of a network, set from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rfcalc.cli import main

if TYPE_CHECKING:
    import pathlib

GATED = """
name: Gated
input: 56
parameters: {gates: true, kernel: 3, mode: nearest}
layers:
  - {name: conv, type: conv, kernel: $kernel}
  - {name: gate, type: squeeze_excite, when: $gates}
  - {name: up, type: upsample, scale: 2, mode: $mode}
"""


@pytest.fixture
def gated(folder: pathlib.Path) -> str:
    (folder / "gated.yaml").write_text(GATED, "utf-8")
    return "gated.yaml"


def test_parameters_take_truth_values_numbers_and_texts(gated: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--set", "gates=false", "--set", "kernel=5", "--set", "mode=bilinear")

    assert main(("summary", gated, "--format", "json", *words)) == 0
    last = json.loads(capsys.readouterr().out)["layers"][-1]
    assert last["rf"] == {"y": 6, "x": 6}
    assert "whole" not in last


def test_locate_knows_parameters_too(gated: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("locate", "conv", "0", "0", "--net", gated, "--set", "kernel=7", "--format", "json")) == 0
    assert json.loads(capsys.readouterr().out)["rf"] == {"y": 7, "x": 7}


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("gates", "--set: found 'gates'; allowed: NAME=VALUE\n"),
        ("=1", "--set: found '=1'; allowed: NAME=VALUE\n"),
        ("gate=false", "gated.yaml: --set: the network has no parameter 'gate'; did you mean 'gates'?\n"),
        (
            "kernel=three",
            (
                "gated.yaml:6: layer 'conv', kernel: found 'three'; allowed: a whole number of at least 1, "
                "or a list of one per axis\n"
            ),
        ),
    ],
)
def test_a_wrong_setting_is_refused(gated: str, setting: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("summary", gated, "--set", setting)) == 2
    assert capsys.readouterr() == ("", message)


def test_a_flow_mapping_on_standard_input_may_be_yaml(folder: pathlib.Path) -> None:
    from .running import run

    done = run("summary", "-", folder=folder, given="{layers: [{conv1: [3]}]}")
    assert (done.code, done.err) == (0, "")
    assert run("summary", "-", folder=folder, given='{"layers": [{"conv1": [3],}]}').code == 2
