"""What a terminal is taken for, by its environment."""

from __future__ import annotations

import io

import pytest

from rfcalc.cli.screens import screen_of
from rfcalc.render.values import Screen


class Stream(io.StringIO):
    """A stream that says of itself what it is told to."""

    def __init__(self, *, terminal: bool, encoding: str | None = "utf-8") -> None:
        super().__init__()
        self.terminal = terminal
        self.spelling = encoding

    def isatty(self) -> bool:
        return self.terminal

    @property
    def encoding(self) -> str | None:  # type: ignore[override]
        return self.spelling


@pytest.mark.parametrize(
    ("environment", "screen"),
    [
        ({}, Screen(80, color=True, unicode=True)),
        ({"COLUMNS": "132"}, Screen(132, color=True, unicode=True)),
        ({"COLUMNS": "0"}, Screen(80, color=True, unicode=True)),
        ({"COLUMNS": "x"}, Screen(80, color=True, unicode=True)),
        ({"NO_COLOR": "1"}, Screen(80, color=False, unicode=True)),
        ({"NO_COLOR": ""}, Screen(80, color=True, unicode=True)),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, Screen(80, color=False, unicode=True)),
        ({"FORCE_COLOR": "0"}, Screen(80, color=False, unicode=True)),
        ({"FORCE_COLOR": "false"}, Screen(80, color=False, unicode=True)),
        ({"TERM": "dumb"}, None),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, Screen(80, color=True, unicode=True)),
    ],
)
def test_a_terminal_is_taken_for(environment: dict[str, str], screen: Screen | None) -> None:
    assert screen_of(Stream(terminal=True), environment) == screen


@pytest.mark.parametrize(
    ("environment", "screen"),
    [
        ({}, None),
        ({"COLUMNS": "132"}, None),
        ({"FORCE_COLOR": "1"}, Screen(None, color=True, unicode=True)),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, None),
        ({"FORCE_COLOR": ""}, None),
    ],
)
def test_a_pipe_is_taken_for(environment: dict[str, str], screen: Screen | None) -> None:
    assert screen_of(Stream(terminal=False), environment) == screen


@pytest.mark.parametrize(("encoding", "drawn"), [("utf-8", True), ("ascii", False), (None, False), ("nonsense", False)])
def test_lines_are_drawn_where_they_can_be_encoded(encoding: str | None, *, drawn: bool) -> None:
    assert screen_of(Stream(terminal=True, encoding=encoding), {}) == Screen(80, color=True, unicode=drawn)


def test_a_stream_that_is_not_there_is_no_screen() -> None:
    assert screen_of(None, {"FORCE_COLOR": "1"}) is None
