"""``--set n=1..20``: a row for each value, the first for which a condition holds, and what is refused."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

import rfcalc
from rfcalc.cli import main
from rfcalc.cli.schemas import schema_text
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    import pathlib

DEEP = """\
name: Deep
input: [64]
parameters: {n: 2, kernel: 3, mode: nearest, wide: false, factor: 2}
blocks:
  one:
    layers:
      - {name: conv, type: conv, kernel: $kernel, dilation: 2 ** $index, padding: same}
layers:
  - {name: all, block: one, repeat: $n}
  - {name: up, type: upsample, scale: $factor, mode: $mode, when: $wide}
"""
AXES = "parameters: {flat: true}\nlayers:\n  - {name: a, type: conv, kernel: [3], when: $flat}\n  - b: [3]\n"


@pytest.fixture(autouse=True)
def _deep(folder: pathlib.Path) -> None:
    (folder / "deep.yaml").write_text(DEEP, "utf-8")
    (folder / "axes.yaml").write_text(AXES, "utf-8")


def answered(capsys: pytest.CaptureFixture[str], words: str) -> str:
    assert main(words.split()) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def values_told(capsys: pytest.CaptureFixture[str], setting: str) -> list[object]:
    told = json.loads(answered(capsys, f"summary deep.yaml --set {setting} --format json"))
    return [step["value"] for step in told["steps"]]


def test_a_row_for_each_value_tells_the_last_layer(capsys: pytest.CaptureFixture[str]) -> None:
    assert answered(capsys, "summary deep.yaml --set n=1..4") == (
        "Deep, input 64\n"
        "The last layer at each value of n.\n"
        "\n"
        "$n  name        type  window        n  jump  rf  start\n"
        " 1  all.0.conv  conv  k3 psame     64     1   3    0.5\n"
        " 2  all.1.conv  conv  k3 psame d2  64     1   7    0.5\n"
        " 3  all.2.conv  conv  k3 psame d4  64     1  15    0.5\n"
        " 4  all.3.conv  conv  k3 psame d8  64     1  31    0.5\n"
    )


@pytest.mark.parametrize(
    ("setting", "values"),
    [
        ("n=1..4", [1, 2, 3, 4]),
        ("n=1..6..2", [1, 3, 5]),
        ("n=3..3", [3]),
        ("n=4,2", [4, 2]),
        ("n=1..2,5", [1, 2, 5]),
        ("wide=true,false", [True, False]),
        ("mode=nearest,bilinear", ["nearest", "bilinear"]),
        ("factor=1.5,2,0x3", [1.5, 2, 3]),
    ],
)
def test_values_are_ranges_that_hold_their_ends_and_lists_of_what_a_file_could_give(
    setting: str, values: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert values_told(capsys, setting) == values


def test_until_names_the_first_value_for_which_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    # 1 + 2 (2^n - 1) is 127 for n = 6 and 255 for n = 7.
    told = answered(capsys, "summary deep.yaml --set n=1..20 --until rf>=200").splitlines()
    assert told[-1] == "$n = 7 is the first value with rf >= 200, at all.6.conv: number 7 of 20."
    assert answered(capsys, "summary deep.yaml --set n=1..3 --until rf>200").splitlines()[-1] == (
        "No value of $n gives rf > 200."
    )


@pytest.mark.parametrize("options", ["", "--reach", "--until rf>5", "--until rf>500"])
def test_json_follows_its_schema_and_has_the_rows_of_each_summary(
    options: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(answered(capsys, f"summary deep.yaml --set n=1..3 {options} --format json"))
    jsonschema.Draft202012Validator(json.loads(schema_text("sweep"))).validate(told)
    for step in told["steps"]:
        alone = f"summary deep.yaml --set n={step['value']} {options} --format json"
        summary = json.loads(answered(capsys, alone))
        assert step["layers"] == summary["layers"][-1:]
        assert told["input"] == summary["input"]
    expected = {"rf>5": ("rf > 5", 2, "all.1.conv", 2), "rf>500": ("rf > 500", None, None, None)}
    if options.startswith("--until"):
        assert tuple(told["until"].values()) == expected[options.split()[1]]


def test_csv_and_markdown_have_a_row_for_each_value(capsys: pytest.CaptureFixture[str]) -> None:
    first, *rows = csv.reader(answered(capsys, "summary deep.yaml --set n=1,2 --reach --format csv").splitlines())
    assert first[:4] == ["network", "parameter", "value", "layer"]
    assert [row[:4] for row in rows] == [["Deep", "n", "1", "all.0.conv"], ["Deep", "n", "2", "all.1.conv"]]
    assert {len(row) for row in rows} == {len(first)}
    plain = list(csv.reader(answered(capsys, "summary deep.yaml --set n=1,2 --format csv").splitlines()))
    assert [row[:4] for row in plain] == [row[:4] for row in (first, *rows)]
    markdown = answered(capsys, "summary deep.yaml --set n=1,2 --format markdown").splitlines()
    assert markdown[4] == "| \\$n | name | type | window | n | jump | rf | start |"


def test_several_networks_and_standard_input_are_swept_too(
    folder: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = answered(capsys, "summary deep.yaml tcn --set kernel=3,5 --format json").splitlines()
    assert [json.loads(line)["network"] for line in both] == ["Deep", "TCN"]
    with open(folder / "deep.yaml", encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        told = json.loads(answered(capsys, "summary - --set n=1..3 --format json"))
    assert [step["layers"][0]["rf"]["x"] for step in told["steps"]] == [3, 7, 15]


RANGE = "allowed: FIRST..LAST or FIRST..LAST..STEP, whole numbers that count up"
REFUSED = {
    "summary deep.yaml --set n=4..1": f"--set n: found '4..1'; {RANGE}",
    "summary deep.yaml --set n=1..4..0": f"--set n: found '1..4..0'; {RANGE}",
    "summary deep.yaml --set n=1..x": f"--set n: found '1..x'; {RANGE}",
    "summary deep.yaml --set n=1..": f"--set n: found '1..'; {RANGE}",
    "summary deep.yaml --set n=0.5..2": f"--set n: found '0.5..2'; {RANGE}",
    "summary deep.yaml --set n=1..9999999999999": f"--set n: found '1..9999999999999'; {RANGE}",
    "summary deep.yaml --set n=1,,2": "--set n: found '1,,2'; a value is needed on both sides of a comma",
    "summary deep.yaml --set n=1..1001": "--set n: found '1..1001'; at most 1000 values",
    "summary deep.yaml --set n=1..999999999999": "--set n: found '1..999999999999'; at most 1000 values",
    "summary deep.yaml --set n=1..1000,5": "--set n: found '1..1000,5'; at most 1000 values",
    "summary deep.yaml --set n=9999999998..9999999999": (
        "--set n: the number 9999999998 is out of range; numbers go from -2147483647 to 2147483647"
    ),
    "summary deep.yaml --set n=1..2 --set kernel=3,5": (
        "--set: found 'n=1..2' and 'kernel=3,5'; one parameter may have several values"
    ),
    "summary deep.yaml --set n=1..2 --set n=3": "--set n: found 'n=3' too; several values are given once",
    "summary deep.yaml --set m=1..2": (
        "deep.yaml: --set: the network has no parameter 'm'; it has: n, kernel, mode, wide, factor"
    ),
    "summary deep.yaml --set n=2,0": (
        "deep.yaml:9: layer 'all', repeat: found 0; allowed: a whole number of at least 1; so it is with n=0"
    ),
    "summary deep.yaml --set n=1,2 --until r>5": (
        "--until: found 'r>5'; allowed: n, jump, rf, start, one of >= <= == > <, and a number, such as 'rf >= 200'"
    ),
    "summary axes.yaml --set flat=true,false": "--set flat: 'axes' has 2 axes at false; at true it has 1",
    "summary deep.yaml --set n=1..2 --ends": (
        "--ends: found --ends and several values of 'n'; a sweep tells the last layer at each value"
    ),
    "summary deep.yaml --set n=1..2 --layer c": (
        "--layer: found --layer and several values of 'n'; a sweep tells the last layer at each value"
    ),
    "summary deep.yaml --set =1..2": "--set: found '=1..2'; allowed: NAME=VALUE",
}
ONE = "one value is needed; rfcalc summary takes several, a row for each"
COMMANDS = ["growth deep.yaml", "form deep.yaml", "compare deep.yaml deep.yaml", "map deep.yaml", "show deep.yaml"]
REFUSED.update({f"{each} --set n=1..3": f"--set n: found '1..3'; {ONE}" for each in COMMANDS})


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_no_sweep_is_refused_in_one_line(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words.split()) == 2
    assert capsys.readouterr() == ("", f"{REFUSED[words]}\n")


def test_python_sweeps_too() -> None:
    # 1 + 2 (k - 1) (2^n - 1), as the preset's file says of its source.
    sweep = rfcalc.sweep("tcn", "levels", range(1, 9), parameters={"kernel": 5}, until="rf >= 100")
    assert [step.layers[0].rf for step in sweep.steps] == [(1 + 8 * (2**n - 1),) for n in range(1, 9)]
    assert sweep.until is not None
    assert (sweep.until.value, sweep.until.layer) == (4, "network.3.add")
    with pytest.raises(RfcalcError, match="--set levels: found no value; a sweep has one or more"):
        rfcalc.sweep("tcn", "levels", [])


@pytest.mark.slow
def test_a_thousand_values_are_told(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "one.yaml").write_text("parameters: {k: 3}\nlayers: [{name: a, type: conv, kernel: $k}]\n", "utf-8")
    told = json.loads(answered(capsys, "summary one.yaml --set k=1..1000 --format json"))
    assert [step["layers"][0]["rf"]["x"] for step in told["steps"]] == list(range(1, 1001))
