"""The interactive command, from a script's standard input and on a terminal."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from subprocess import PIPE
from typing import TYPE_CHECKING, NoReturn

import pytest

from rfcalc.cli import interactive as dialogues
from rfcalc.cli import main

from .running import PATIENCE, PROGRAM, bare, environment, interruptible, on_terminal, run

if TYPE_CHECKING:
    import pathlib

    from .conftest import Piped

terminal_only = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_a_script_gets_answers_and_no_prompts(folder: pathlib.Path) -> None:
    ended = run("interactive", "--format", "json", folder=folder, given="conv5 3 4\n\n5 6\nconv4\n1 1\nquit\nx\n")
    assert (ended.code, ended.err) == (0, "")
    answers = [json.loads(line) for line in ended.out.splitlines()]
    assert [(answer["layer"], answer["index"]["x"], answer["index"]["y"]) for answer in answers] == [
        ("conv5", 3, 4),
        ("conv5", 5, 6),
        ("conv4", 1, 1),
    ]


def test_a_script_goes_on_after_a_mistake_and_ends_with_two(piped: Piped) -> None:
    ended = piped("interactive", given="convv5 3 4\n7 7\nconv5 3\nconv5 3 x\nconv5 3 4\n99 0\n")
    assert ended.code == 2
    assert ended.out.startswith("conv5 (3, 4) of AlexNet sees 163 x 163 pixels around (65.5, 81.5)\n")
    errors = ended.err.splitlines()
    assert errors[:4] == [
        "<stdin>:1: 'AlexNet' has no layer 'convv5'; did you mean 'conv5'?",
        "<stdin>:2: no layer is chosen yet; name one first: LAYER X Y; ? lists them",
        "<stdin>:3: layer 'conv5', index: 1 number; AlexNet needs 2: X Y",
        "<stdin>:4: layer 'conv5', index: 'x'; whole numbers are needed",
    ]
    assert len(errors) == 5


@pytest.mark.parametrize("end", ["quit", "exit", "q", ""])
def test_every_way_to_stop_is_clean(end: str, piped: Piped) -> None:
    assert piped("interactive", given=f"{end}\n") == (0, "", "")


def test_answers_are_apart_in_tables_and_under_one_header_in_csv(piped: Piped) -> None:
    table = piped("interactive", "wave.yaml", given="c1 1\n2\n")
    assert table.out.count("\n\nc1 (2) of Wave sees 5 pixels around 4.5\n") == 1
    rows = piped("interactive", "wave.yaml", "--format", "csv", given="c1 1\n2\n").out.splitlines()
    assert [",".join(row.split(",")[:3]) for row in rows] == ["network,layer,index_x", "Wave,c1,1", "Wave,c1,2"]


def test_last_and_negative_numbers_are_understood(piped: Piped) -> None:
    ended = piped("interactive", "--format", "csv", given="last -1 0\n0 -6\n-7 0\nconv5 -1 -13\n")
    assert [line.split(",")[1:4] for line in ended.out.splitlines()[1:]] == [
        ["pool5", "0", "5"],
        ["pool5", "0", "0"],
        ["conv5", "0", "12"],
    ]
    assert (ended.code, ended.err) == (
        2,
        "<stdin>:3: layer 'pool5', x: found -7; allowed: 0 to 5, or -6 to -1 from the end\n",
    )


def test_a_question_mark_lists_the_layers(piped: Piped) -> None:
    ended = piped("interactive", "wave.yaml", given="?\n")
    assert [line.split()[0] for line in ended.out.splitlines()[2:]] == ["name", "c1", "c2"]


def test_bytes_that_are_no_text_are_a_mistake_like_any_other(piped: Piped) -> None:
    ended = piped("interactive", given=b"\xff\x00\x1b[31m 1 1\nconv1 0 0\n")
    assert ended.code == 2
    what = "'AlexNet' has no layer '\\xff\\x00\\x1b[31m'; ? lists the layers, help tells what else may be asked\n"
    assert ended.err == f"<stdin>:1: {what}"
    assert ended.out.startswith("conv1 (0, 0) of AlexNet")


@pytest.mark.slow
@terminal_only
def test_ctrl_c_in_a_script_is_clean(folder: pathlib.Path) -> None:
    with interruptible():
        process = subprocess.Popen(
            [*PROGRAM, "interactive"],
            cwd=folder,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=environment(PYTHONUNBUFFERED="1"),
        )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"conv5 3 4\n")
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"conv5 (3, 4)")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (130, b"")


@pytest.mark.slow
@terminal_only
class TestOnATerminal:
    def test_the_prompt_names_network_and_layer(self, folder: pathlib.Path) -> None:
        ended = on_terminal(["interactive"], folder, typed="conv5 3 4\nconv9\nquit\n")
        shown = bare(ended.out)
        assert ended.code == 0
        assert shown.startswith("AlexNet: LAYER X Y asks where a feature looks")
        assert "AlexNet> conv5 3 4\nconv5 (3, 4) of AlexNet sees" in shown
        assert "AlexNet conv5> conv9\n'AlexNet' has no layer 'conv9'; did you mean 'conv5'?\n" in shown
        assert "█ seen" in shown

    def test_the_end_of_input_is_clean(self, folder: pathlib.Path) -> None:
        ended = on_terminal(["interactive", "wave.yaml"], folder, typed="\x04\n")
        assert ended.code == 0
        assert bare(ended.out).endswith("Wave> \n")

    @pytest.mark.traced
    def test_ctrl_c_is_clean(self, folder: pathlib.Path) -> None:
        ended = on_terminal(["interactive", "wave.yaml"], folder, interrupt_at="Wave> ")
        assert ended.code == 130
        assert "Traceback" not in ended.out

    def test_the_tabulator_completes_a_name(self, folder: pathlib.Path) -> None:
        pytest.importorskip("readline")
        ended = on_terminal(["interactive"], folder, typed="fc6\t 0 0\nq\n")
        assert "fc6-conv (0, 0) of AlexNet sees 355 x 355 pixels" in bare(ended.out)


class _Typed(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_prompts_stay_off_standard_output_that_is_no_terminal(
    folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", _Typed("c9 1\nc1 1\n"))
    assert main(["interactive", str(folder / "wave.yaml")]) == 0, "a mistake is part of a dialogue with a person"
    printed = capsys.readouterr()
    assert printed.out.startswith("c1 (1) of Wave")
    assert printed.err.startswith("Wave: LAYER X Y asks")


def test_a_terminal_asks_until_the_end_of_input(
    folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same as on a pseudo-terminal, without one."""
    asked = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        if len(asked) > 1:
            raise EOFError
        return "c1 1"

    monkeypatch.setattr(dialogues, "_is_terminal", lambda _: True)
    monkeypatch.setattr("builtins.input", answer)
    assert main(["interactive", str(folder / "wave.yaml")]) == 0
    assert asked == ["Wave> ", "Wave c1> "]
    assert capsys.readouterr().out.endswith("\n\n")


def test_a_dialogue_does_without_completion_where_there_is_none(
    folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["c1 1", "q"])
    monkeypatch.setitem(sys.modules, "readline", None)
    monkeypatch.setattr(dialogues, "_is_terminal", lambda _: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert main(["interactive", str(folder / "wave.yaml")]) == 0
    assert "\nc1 (1) of Wave sees " in capsys.readouterr().out


def test_standard_input_that_cannot_be_read_is_told(
    folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken(io.StringIO):
        def readline(self, _size: int | None = -1, /) -> NoReturn:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(sys, "stdin", Broken())
    assert main(["interactive", str(folder / "wave.yaml")]) == 2
    assert capsys.readouterr().err == "standard input: cannot be read: input/output error\n"


def test_a_closed_standard_input_is_told(
    folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["interactive", str(folder / "wave.yaml")]) == 2
    assert capsys.readouterr().err == "standard input: it is closed\n"


def test_a_line_without_an_end_is_given_up(piped: Piped) -> None:
    longest = b"c1 3" + b" " * 9995 + b"\n"
    assert piped("interactive", "wave.yaml", given=longest).code == 0
    ended = piped("interactive", "wave.yaml", given=b" " + longest)
    assert ended == (2, "", "standard input: a line is too long; at most 10000 characters are read\n")
