"""Work that takes long tells a person at a terminal how far it has come, and takes that back at its end."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest

import rfcalc
from rfcalc.api import analyze
from rfcalc.cli import main, progress
from rfcalc.cli.progress import ERASE, PATIENCE, Progress, watched

if TYPE_CHECKING:
    from rfcalc.analysis import Analysis


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def fileno(self) -> NoReturn:
        raise OSError


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return what the clock will show next, and go on showing."""
    shown = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: shown[0])
    return shown


def test_nothing_is_told_for_a_second_and_then_ten_times_in_one(clock: list[float]) -> None:
    stream = Terminal()
    told = Progress(stream, 80)
    for clock[0], done in ((0.9, 1), (PATIENCE, 2), (1.05, 3), (1.11, 4)):
        told.tell("a\nb", done, 4, "layers")
    assert stream.getvalue() == f"{ERASE}a\\nb: 2 of 4 layers (50%){ERASE}a\\nb: 4 of 4 layers (100%)"
    told.erase()
    told.erase()
    assert stream.getvalue().endswith(f"(100%){ERASE}")


def test_a_line_is_never_longer_than_the_screen(clock: list[float]) -> None:
    stream = Terminal()
    told = Progress(stream, 10)
    clock[0] = 2
    told.tell("a long name", 1, 2, "layers")
    assert stream.getvalue() == f"{ERASE}a long na"


def test_a_terminal_that_is_gone_is_told_no_more(clock: list[float]) -> None:
    class Gone(Terminal):
        def write(self, _: str, /) -> NoReturn:
            raise OSError

    told = Progress(Gone(), 80)
    for clock[0] in (2, 3):
        told.tell("a", 1, 2, "layers")
    told.erase()


@pytest.mark.parametrize(
    ("line", "things"),
    [
        ("form digits.yaml wave.yaml", "layers"),
        ("growth digits.yaml", "layers"),
        ("map digits.yaml 5", "layers"),
        ("map digits.yaml --all-layers --format json", "layers"),
        ("remedy digits.yaml --report", "layers"),
        ("sizes digits.yaml", "sizes"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_commands_that_may_take_long_tell_of_it_before_they_answer(
    line: str,
    things: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(line.split()) == 0
    piped = capsys.readouterr()
    assert piped.err == ""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(progress, "PAUSE", 0)
    assert main(line.split()) == 0
    assert re.search(rf"Digits: \d of \d {things} ", stream.getvalue())
    assert stream.getvalue().endswith(ERASE)
    assert capsys.readouterr().out == piped.out


def test_the_line_is_taken_back_when_work_is_broken_off(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")

    def broken_off(analysis: Analysis) -> NoReturn:
        clock[0] = 2
        analysis.watch(1, 2, "layers")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), watched(rfcalc.load("alexnet")) as (analysis,):
        broken_off(analysis)
    assert terminal.getvalue() == f"{ERASE}AlexNet: 1 of 2 layers (50%){ERASE}"


@pytest.mark.parametrize("stream", [None, io.StringIO(), Terminal()])
def test_nobody_is_told_where_nobody_looks(
    stream: io.StringIO | None, monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "dumb")
    known = analyze("alexnet")
    with watched(known) as (analysis,):
        clock[0] = 2
        analysis.watch(1, 2, "layers")
    assert analysis is known
    assert not (stream and stream.getvalue())
