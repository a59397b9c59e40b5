"""What the commands refuse: one line on standard error, nothing on standard output, and the exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import pytest

import rfcalc
from rfcalc.cli import main
from rfcalc.cli.networks import standard_input

if TYPE_CHECKING:
    import pathlib

pytestmark = pytest.mark.usefixtures("folder")

SEE_SUMMARY = "see 'rfcalc summary --help'"

REFUSED = {
    "summary": f"rfcalc summary: missing argument 'NET...'; {SEE_SUMMARY}",
    "sumary vgg16": "rfcalc: no such command 'sumary'; did you mean 'summary'? see 'rfcalc --help'",
    "xyz": "rfcalc: no such command 'xyz'; see 'rfcalc --help'",
    "help sumary": "rfcalc: no such command 'sumary'; did you mean 'summary'? see 'rfcalc --help'",
    "alexnet": "rfcalc: no such command 'alexnet'; did you mean 'rfcalc summary alexnet'? see 'rfcalc --help'",
    "vgg61": "rfcalc: no such command 'vgg61'; did you mean 'rfcalc summary vgg16'? see 'rfcalc --help'",
    "wave.yaml --reach": (
        "rfcalc: no such command 'wave.yaml'; did you mean 'rfcalc summary wave.yaml --reach'? see 'rfcalc --help'"
    ),
    "conv5 3 4": "rfcalc: no such command 'conv5'; did you mean 'rfcalc locate conv5 3 4'? see 'rfcalc --help'",
    "summary alexnet --layers conv5": "--layers: found 'conv5'; --layers takes a chain of layers, --layer chooses rows",
    "growth alexnet --layers conv5": "--layers: found 'conv5'; --layers takes a chain of layers, --layer chooses rows",
    "sizes alexnet --layers conv5": "NET: found 'alexnet' and --layers; name one network",
    "--verson": "rfcalc: no such option: '--verson'; did you mean '--version'? see 'rfcalc --help'",
    "summary vgg16 --inptu 3": f"rfcalc summary: no such option: '--inptu'; did you mean '--input'? {SEE_SUMMARY}",
    "summary vgg16 --input": f"rfcalc summary: option '--input' requires an argument; {SEE_SUMMARY}",
    "summary vgg16 -5": f"rfcalc summary: no such option: '-5'; {SEE_SUMMARY}",
    "summary vgg16 --format jsn": "--format: 'jsn'; did you mean 'json'? one of table, json, csv, markdown",
    "summary vgg16 --format x": "--format: 'x'; one of table, json, csv, markdown",
    "summary - -": "NET: '-' is given more than once; standard input can be read once",
    "interactive -": "NET: '-'; standard input is where the questions come from",
    "locate conv5": "layer 'conv5', index: no number; AlexNet needs 2: X Y",
    "locate conv5 3": "layer 'conv5', index: 1 number; AlexNet needs 2: X Y",
    "locate conv5 3 4 5": "layer 'conv5', index: 3 numbers; AlexNet needs 2: X Y",
    "locate": "rfcalc locate: missing argument 'LAYER'; see 'rfcalc locate --help'",
    "locate vgg16": "rfcalc locate: missing argument 'LAYER'; see 'rfcalc locate --help'",
    "locate conv5 -14 3": "layer 'conv5', x: found -14; allowed: 0 to 12, or -13 to -1 from the end",
    "locate conv5 -- 3 -14": "layer 'conv5', y: found -14; allowed: 0 to 12, or -13 to -1 from the end",
    "locate conv5 3 4.0": "layer 'conv5', index: '4.0'; whole numbers are needed",
    "locate conv5 3 ٣": "layer 'conv5', index: '٣'; whole numbers are needed",
    "locate conv5 3 " + "9" * 17: f"layer 'conv5', index: '{'9' * 17}'; no map is that large",
    "summary vgg16 -o missing/file": "missing/file: cannot be written: no such file or directory",
    "summary vgg16 -o .": "--output: '.'; this names a folder; the name of a file is needed",
    "summary vgg16 -o \0": "\\x00: this cannot be a file's name",
}


@pytest.mark.parametrize("words", REFUSED)
def test_a_refusal_is_one_line(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words.split(" ")) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == REFUSED[words] + "\n"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("summary vgg61", "did you mean 'vgg1"),
        ("summary broken.yaml", "broken.yaml:2: layer 'a'"),
        ("summary vgg16 --input 3x", "--input"),
        ("summary vgg16 --input 0", "--input"),
        ("locate convv5 3 4", "did you mean 'conv5'?"),
        ("locate conv5 13 4", "0 to 12"),
        ("locate c 1 1 --net missing.yaml", "missing.yaml"),
        ("summary vgg16 broken.yaml", "broken.yaml:2"),
    ],
)
def test_a_refusal_of_the_calculator_is_passed_on(words: str, part: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words.split()) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert part in printed.err


def test_nothing_is_written_if_one_of_several_networks_is_refused(folder: pathlib.Path) -> None:
    (folder / "answer.txt").write_text("before")
    assert main(["summary", "vgg16", "broken.yaml", "-o", "answer.txt"]) == 2
    assert (folder / "answer.txt").read_text() == "before"


class TestABug:
    @pytest.fixture(autouse=True)
    def _bug(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> NoReturn:
            raise ZeroDivisionError("division\nby zero")

        monkeypatch.setattr(rfcalc, "summary", fail)

    @pytest.mark.parametrize("words", [("summary", "vgg16"), ("summary", "vgg16", "-oanswer")])
    def test_is_one_line_that_asks_for_a_report(
        self, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(words) == 70
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err == (
            "rfcalc: this is a bug in rfcalc, please report it with the command and its files "
            "('--debug' shows more): ZeroDivisionError: division\\nby zero\n"
        )

    def test_is_told_where_typer_is_not_loaded(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delitem(sys.modules, "typer", raising=False)
        assert main(["summary", "vgg16"]) == 70
        assert "ZeroDivisionError" in capsys.readouterr().err

    @pytest.mark.parametrize("words", [("--debug", "summary", "vgg16"), ("summary", "vgg16", "--debug")])
    def test_shows_its_traceback_if_asked(self, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
        assert main(words) == 70
        printed = capsys.readouterr().err
        assert printed.startswith("Traceback (most recent call last):\n")
        assert printed.count("\n") > 5


def test_debug_shows_the_traceback_of_a_refusal_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--debug", "summary", "vgg61"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-1].startswith("vgg61: ")


def test_a_word_behind_two_dashes_is_no_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["locate", "--", "--debug", "1", "1"]) == 2
    assert "'--debug'" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("summary", "vgg16"), ("summary", "vgg16", "-oanswer")])
@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (EOFError, 130), (SystemExit, 0)])
def test_what_ends_a_program_becomes_its_exit_code(
    error: type[BaseException], code: int, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr(rfcalc, "summary", fail)
    assert main(words) == code


def test_ctrl_c_while_the_program_still_loads_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("rfcalc.cli.run.run", fail)
    assert main(["summary", "vgg16"]) == 130


def test_a_closed_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(rfcalc.RfcalcError, match="standard input: it is closed"):
        standard_input()
