"""Parameters of a network, set from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rfcalc.cli import main

if TYPE_CHECKING:
    import pathlib

    from .conftest import Piped

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


UP = "name: Up\ninput: [100]\nparameters: {s: 2}\nlayers: [{name: up, type: upsample, scale: $s}]\n"


@pytest.mark.parametrize(
    ("value", "window"),
    [("1.5", "x1.5"), ("15e-1", "x1.5"), ("0x2", "x2"), ("+3", "x3"), ("010", "x10"), (".5", "x0.5"), ("2.0", "x2")],
)
def test_a_setting_is_what_it_would_be_in_the_file(
    folder: pathlib.Path, value: str, window: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "up.yaml").write_text(UP, "utf-8")
    (folder / "written.yaml").write_text(UP.replace("s: 2", f"s: {value}"), "utf-8")

    assert main(("summary", "written.yaml", "--format", "csv")) == 0
    written = capsys.readouterr().out
    assert f",{window}," in written
    assert main(("summary", "up.yaml", "--format", "csv", "--set", f"s={value}")) == 0
    assert capsys.readouterr() == (written, "")
    assert main(("show", "up.yaml", "--set", f"s={value}", "-o", "shown.yaml")) == 0
    assert main(("summary", "shown.yaml", "--format", "csv")) == 0
    assert capsys.readouterr() == (written, "")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("3000000000", "--set s: the number 3000000000 is out of range; numbers go from -2147483647 to 2147483647"),
        ("-0x3", "up.yaml:4: layer 'up', scale: found '-0x3'; allowed: a number above 0 such as 2 or 1.5, or a list"),
        ("-1.5", "up.yaml:4: layer 'up', scale: found -1.5; allowed: a number above 0 such as 2 or 1.5, or a list"),
        (".inf", "--set s: the number .inf; numbers are finite"),
        ("1e-40", "--set s: the number 1e-40 has too many decimal places; numbers have at most 30 decimal places"),
        ("[1, 2]", "--set s: found '[1, 2]'; allowed: true, false, a number or a text"),
        ("", "up.yaml: parameters: parameter 's' is not given; give it as --set s=VALUE"),
        ("null", "up.yaml: parameters: parameter 's' is not given; give it as --set s=VALUE"),
        ("x" * 1001, f"--set s: a text of 1001 characters, '{'x' * 55}...'; a text has at most 1000 characters"),
        ("\udcff", "--set s: half a surrogate pair, U+DCFF; write both halves or neither"),
    ],
)
@pytest.mark.parametrize("command", ["summary", "show"])
def test_a_setting_that_no_file_may_hold_is_refused(
    folder: pathlib.Path, command: str, value: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "up.yaml").write_text(UP, "utf-8")

    assert main((command, "up.yaml", "--set", f"s={value}")) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(told)
    assert err.count("\n") == 1


def test_a_flow_mapping_on_standard_input_may_be_yaml(piped: Piped) -> None:
    done = piped("summary", "-", given="{layers: [{conv1: [3]}]}")
    assert (done.code, done.err) == (0, "")
    assert piped("summary", "-", given='{"layers": [{"conv1": [3],}]}').code == 2
