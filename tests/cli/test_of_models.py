"""What is chosen in networks with several inputs and unknown operators, and refused in all others."""

from __future__ import annotations

import json
import os
import pathlib
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.cli import main
from rfcalc.cli.commands import NAMES, command
from rfcalc.cli.options import OF_MODELS, SETTINGS
from rfcalc.render import render

if TYPE_CHECKING:
    from .conftest import Offered

DETECTOR = pathlib.Path(__file__).parents[2] / "docs" / "models" / "detector.onnx"

TWO = """
name: Two
inputs: {left: [16], right: [12]}
layers:
  - {name: a, type: conv, kernel: 3}
  - {name: b, type: conv, kernel: 5, inputs: right}
  - {name: pool, type: global_avgpool}
  - {name: sum, type: add, inputs: [a, pool]}
  - {name: top, type: unknown, operator: TopK}
  - {name: head, type: conv, kernel: 3, stride: 2}
"""


@pytest.fixture
def two(folder: pathlib.Path) -> str:
    (folder / "two.yaml").write_text(TWO, "utf-8")
    return "two.yaml"


def test_every_command_about_a_network_has_the_options() -> None:
    for name in NAMES:
        options = command(name).SPEC.options
        assert (SETTINGS in options) == all(option in options for option in OF_MODELS), name


@pytest.mark.parametrize(
    "words",
    [
        ("summary", "two.yaml"),
        ("form", "two.yaml"),
        ("growth", "two.yaml"),
        ("sizes", "two.yaml"),
        ("show", "two.yaml"),
        ("remedy", "two.yaml"),
        ("compare", "two.yaml", "two.yaml"),
        ("map", "--net", "two.yaml"),
        ("locate", "sum", "1", "--net", "two.yaml"),
    ],
    ids=lambda words: words[0],
)
def test_what_can_be_told_is_told(words: tuple[str, ...], two: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert capsys.readouterr().out
    assert main((*words, "--from", "right", "--treat", "TopK=pointwise")) == 0, two


def test_another_input_and_a_treatment_are_chosen(two: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("summary", two, "--from", "right", "--treat", "TopK=whole", "--format", "json")) == 0
    record = json.loads(capsys.readouterr().out)
    rows = {row["name"]: row for row in record["layers"]}

    assert record["input"] == {"x": 12}
    assert rows["a"]["constant"] is True
    assert rows["b"]["rf"] == {"x": 5}
    assert rows["head"]["whole"] is True


def test_numbers_that_nobody_knows_are_empty_in_csv(two: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("summary", two, "--format", "csv")) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Two,head,conv,top,k3 s2,,,,,,unknown"
    assert main(("form", two, "--format", "csv")) == 0
    assert set(capsys.readouterr().out.splitlines()[-1].split(",")[3:]) <= {"", "uniform"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--from", "middle"), "two.yaml: --from: found 'middle'; there are: left, right\n"),
        (("--treat", "TopK"), "--treat: found 'TopK'; allowed: OPERATOR=pointwise or OPERATOR=whole\n"),
        (("--treat", "=whole"), "--treat: found '=whole'; allowed: OPERATOR=pointwise or OPERATOR=whole\n"),
        (("--treat", "TopK=wide"), "--treat TopK: found 'wide'; allowed: pointwise, whole\n"),
        (("--treat", "Loop=whole"), "two.yaml: --treat: there is no unknown operator 'Loop'; there are: TopK\n"),
        (("--all",), "two.yaml: --all: all layers of a network file are shown; it is for models\n"),
    ],
)
def test_what_means_nothing_is_refused(
    words: tuple[str, ...], message: str, two: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("summary", two, *words)) == 2
    assert capsys.readouterr() == ("", message)


def test_presets_and_chains_have_one_input_and_know_all_their_layers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("summary", "vgg16", "--from", "left")) == 2
    assert capsys.readouterr().err == "vgg16: --from: found 'left'; the network has one input, input\n"
    assert main(("summary", "--layers", "conv 3", "--treat", "TopK=whole")) == 2
    assert "nothing in the network is unknown" in capsys.readouterr().err


def test_behind_an_unknown_operator_a_feature_is_an_error(two: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("locate", "head", "0", "--net", two)) == 2
    out, err = capsys.readouterr()
    assert (out, err) == (
        "",
        (
            "two.yaml: layer 'head': what TopK reads is not known, at layer 'top' before it; "
            "--treat TopK=pointwise or --treat TopK=whole makes something of it\n"
        ),
    )


def test_a_network_is_shown_as_it_is_asked_about(two: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("show", two)) == 0
    assert capsys.readouterr().out == TWO
    assert main(("show", two, "--from", "right", "--input", "20")) == 0
    assert "\ninputs: {right: [20], left: [16]}\n" in capsys.readouterr().out
    assert main(("show", two, "--input", "20")) == 0
    assert "\ninputs: {left: [20], right: [12]}\n" in capsys.readouterr().out


def test_inputs_and_operators_are_offered(two: str, offered: Offered) -> None:
    assert offered(f"rfcalc summary {two} --from ") == ["left", "right"]
    assert offered(f"rfcalc summary {two} --treat TopK=w") == ["TopK=whole"]
    assert offered("rfcalc summary nowhere.yaml --from ") == []


def test_the_table_has_no_reach_of_what_is_not_known() -> None:
    summary = rfcalc.summary(rfcalc.loads(TWO), reach=True)
    (row,) = [line for line in render([summary], "markdown").splitlines() if line.startswith("| top")]

    assert row.split().count("?") >= 6


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
def test_a_model_is_not_read_from_a_named_pipe(tmp_path: pathlib.Path) -> None:
    pipe = tmp_path / "net.onnx"
    os.mkfifo(pipe)
    with pytest.raises(rfcalc.RfcalcError, match="this is no regular file; a model is read from a file, or as '-'"):
        rfcalc.load(pipe)


def test_show_writes_a_model_as_a_network_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(DETECTOR)]) == 0
    written = capsys.readouterr().out

    assert rfcalc.summary(rfcalc.loads(written, name="detector")).layers[0].name == "/stem/conv/Conv"
