"""A dialogue beyond questions about features: commands, other networks, comments, and what scripts are told."""

from __future__ import annotations

import io
import json
import shlex
import sys
from typing import TYPE_CHECKING, Protocol

import pytest

from rfcalc.cli import main

from .running import Ended

if TYPE_CHECKING:
    import pathlib


class Script(Protocol):
    """Runs a dialogue in this process, with a script on standard input."""

    def __call__(self, given: str, *words: str) -> Ended: ...


@pytest.fixture
def script(folder: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Script:
    assert folder.exists()

    def run(given: str, *words: str) -> Ended:
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        code = main(["interactive", *(words or ("wave.yaml",))])
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return run


def out(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Return what a command prints by itself."""
    assert main(words) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "alone"),
    [
        ("summary", "summary wave.yaml"),
        ("summary --layer c2 --format json", "summary wave.yaml --layer c2 --format json"),
        ("summary digits.yaml", "summary digits.yaml"),
        ("form", "form wave.yaml"),
        ("growth", "growth wave.yaml"),
        ("map", "map wave.yaml"),
        ("map c1 3", "map wave.yaml c1 3"),
        ("map digits.yaml 5 1 1", "map digits.yaml 5 1 1"),
        ("locate c2 -1", "locate wave.yaml c2 -1"),
        ("sizes", "sizes wave.yaml"),
        ("sizes --near 7", "sizes wave.yaml --near 7"),
        ("compare digits.yaml", "compare wave.yaml digits.yaml"),
        ("compare alexnet digits.yaml", "compare alexnet digits.yaml"),
        ("compare digits.yaml --layers 'conv 3'", "compare digits.yaml --layers 'conv 3'"),
        ("show", "show wave.yaml"),
        ("show --expanded --input 50", "show wave.yaml --expanded --input 50"),
        ("remedy --report", "remedy wave.yaml --report"),
        ("types conv", "types conv"),
        ("summary --input 50", "summary wave.yaml --input 50"),
        ("rfcalc summary", "summary wave.yaml"),
        ("help sizes", "sizes --help"),
        ("sizes -h", "sizes --help"),
        ("summary --layers 'conv 5 2, conv 3'", "summary --layers 'conv 5 2, conv 3'"),
    ],
)
def test_a_command_says_what_it_says_of_the_network_by_itself(
    asked: str, alone: str, script: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script(f"{asked}\n") == (0, out(capsys, *shlex.split(alone)), "")


def test_size_and_parameters_of_the_dialogue_hold_for_its_commands(
    script: Script, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "wide.yaml").write_text("parameters: {k: 3}\ninput: 20\nlayers:\n  - c: [$k]\n", "utf-8")
    words = ("wide.yaml", "--input", "30", "--set", "k=5")
    assert script("summary\n", *words).out == out(capsys, "summary", *words)
    again = script("summary --input 40\n", *words).out
    assert again == out(capsys, "summary", "wide.yaml", "--input", "40", "--set", "k=5")
    another = script("summary --set k=7\n", *words).out
    assert another == out(capsys, "summary", "wide.yaml", "--input", "30", "--set", "k=7")
    assert script("show --format json\n", *words).out == out(capsys, "show", *words, "--format", "json")
    assert script("compare wave.yaml\n", *words).out.startswith("        wide, input 30x30")


def test_net_turns_to_another_network(script: Script) -> None:
    ended = script("c1 3\nnet digits.yaml --input 48\nconv 1 1\n1 2\nsummary\nnet --layers 'conv 5'\n?\n")
    assert ended.err == ""
    assert "c1 (3) of Wave sees 5 pixels" in ended.out
    assert "conv (1, 2) of Digits sees" in ended.out
    assert "\nDigits, input 48x48\n" in ended.out
    assert "\nchain, input size not known\n" in ended.out


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("net", "a network is needed; net NET [--input SIZE] [--set NAME=VALUE], or net --layers CHAIN"),
        (
            "net a b",
            "found 'a b'; net NET [--input SIZE] [--set NAME=VALUE], or net --layers CHAIN",
        ),
        ("net -", "NET: '-'; standard input is where the questions come from"),
        ("summary -", "NET: '-'; standard input is where the questions come from"),
        ("net alexnt", "alexnt: neither a file nor a preset; did you mean 'alexnet'?"),
        ("interactive", "'interactive' cannot be asked here; help lists what can"),
        ("rfcalc sumary", "'sumary' cannot be asked here; help lists what can"),
        ("summary 'x", "found 'summary 'x'; a quotation is not closed"),
        ("form --layr c1", "rfcalc form: no such option: '--layr'; did you mean '--layer'? see 'rfcalc form --help'"),
        ("help hlp", "rfcalc: no such command 'hlp'; did you mean 'help'? see 'rfcalc --help'"),
    ],
)
def test_a_mistake_tells_its_line_and_the_dialogue_goes_on(line: str, told: str, script: Script) -> None:
    ended = script(f"# first\n\n{line}\nc1 1\n")
    assert (ended.code, ended.err) == (2, f"<stdin>:3: {told}\n")
    assert ended.out.startswith("c1 (1) of Wave")


def test_each_mistake_of_a_file_tells_the_line_that_named_it(script: Script, folder: pathlib.Path) -> None:
    (folder / "two.yaml").write_text("layers:\n  - {name: a, type: cnv}\n  - {name: b, type: cnv}\n", "utf-8")
    told = script("net two.yaml\n").err.splitlines()
    assert [line.partition(" layer")[0] for line in told] == ["<stdin>:1: two.yaml:2:", "<stdin>:1: two.yaml:3:"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("compare digits.yaml --check\n", 1),
        ("compare digits.yaml --check\nx\n", 2),
        ("compare wave.yaml --check\n", 0),
    ],
)
def test_a_check_that_fails_makes_a_script_end_with_one(given: str, code: int, script: Script) -> None:
    assert script(given).code == code


def test_answers_of_commands_and_questions_stand_apart(script: Script, folder: pathlib.Path) -> None:
    ended = script("c1 1\nsummary\nform -o form.txt\nc1 2\n")
    blocks = ended.out.split("\n\n")
    assert [block.partition(" ")[0] for block in blocks if block.startswith(("c1 (", "Wave"))] == ["c1", "Wave,", "c1"]
    assert "\n\n\n" not in ended.out
    assert (folder / "form.txt").read_text().startswith("Wave")
    assert script("form -o form.txt\nc1 2\n").out.startswith("c1 (2)"), "nothing stands above the first answer"


def test_the_format_of_the_dialogue_is_that_of_its_commands(script: Script) -> None:
    lines = script("c1 1\nsummary\nshow\n?\n", "wave.yaml", "--format", "json").out.splitlines()
    assert [json.loads(line)["schema"] for line in lines[:2]] == ["rfcalc.locate/1", "rfcalc.summary/1"]
    assert lines[2] == "name: Wave"
    assert json.loads(lines[-1])["schema"] == "rfcalc.summary/1"
    assert script("summary --format csv\n", "wave.yaml", "--format", "json").out.startswith("network,layer")
    assert script("explain c1\n", "wave.yaml", "--format", "csv").out.startswith("network,explained")


def test_csv_has_a_header_wherever_its_columns_change(script: Script) -> None:
    rows = script("c1 1\n2\nsummary\nc1 3\n", "wave.yaml", "--format", "csv").out.splitlines()
    assert ["header" if row.startswith("network,") else row.split(",")[1] for row in rows] == [
        *("header", "c1", "c1"),
        *("header", "c1", "c2"),
        *("header", "c1"),
    ]


@pytest.mark.parametrize("line", ["help", "help net"])
def test_help_tells_what_may_be_asked(line: str, script: Script) -> None:
    ended = script(f"{line}\n")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("conv5 3 4 ")
    assert "Commands: summary, locate, " in ended.out


def test_rfcalc_alone_lists_all_commands(script: Script) -> None:
    assert script("rfcalc\n").out.startswith("Usage: rfcalc ")


def test_a_layer_called_like_a_command_is_meant_unless_the_program_is_named(
    script: Script, folder: pathlib.Path
) -> None:
    (folder / "own.yaml").write_text("input: [9]\nlayers:\n  - summary: [3]\n  - help: [3]\n", "utf-8")
    ended = script("summary\n2\nhelp\n1\nrfcalc summary\n", "own.yaml")
    assert ended.err == ""
    assert ended.out.startswith("summary (2) of own sees")
    assert "\nhelp (1) of own sees" in ended.out
    assert "\nown, input 9\n" in ended.out


def test_a_bug_ends_a_dialogue(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rfcalc.locate", lambda *_: 1 // 0)
    ended = script("c1 1\nc1 2\n")
    assert ended.code == 70
    assert ended.err.count("please report it") == 1
