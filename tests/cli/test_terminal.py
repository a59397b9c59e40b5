"""What a terminal is taken for, by its environment."""

from __future__ import annotations

import io

import pytest

from rfcalc.cli.terminal import palette, screen_of
from rfcalc.render.values import Screen

TRUECOLOR = 2**24


class Stream(io.StringIO):
    """A stream that says of itself what it is told to."""

    def __init__(self, *, terminal: bool, encoding: str | None = "utf-8") -> None:
        super().__init__()
        self.terminal = terminal
        self.spelling = encoding

    def isatty(self) -> bool:
        return self.terminal

    @property
    def encoding(self) -> str | None:  # type: ignore[override] # elsewhere it may be set
        return self.spelling


@pytest.mark.parametrize(
    ("environment", "screen"),
    [
        ({}, Screen(80, color=True, unicode=True, height=24)),
        ({"COLUMNS": "132", "LINES": "50"}, Screen(132, color=True, unicode=True, height=50)),
        ({"COLUMNS": "0", "LINES": "0"}, Screen(80, color=True, unicode=True, height=24)),
        ({"COLUMNS": "x", "LINES": "-5"}, Screen(80, color=True, unicode=True, height=24)),
        ({"COLUMNS": "99999", "LINES": "٣"}, Screen(80, color=True, unicode=True, height=24)),
        ({"NO_COLOR": "1"}, Screen(80, color=False, unicode=True, height=24)),
        ({"NO_COLOR": ""}, Screen(80, color=True, unicode=True, height=24)),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, Screen(80, color=False, unicode=True, height=24)),
        ({"FORCE_COLOR": "0"}, Screen(80, color=False, unicode=True, height=24)),
        ({"FORCE_COLOR": "false"}, Screen(80, color=False, unicode=True, height=24)),
        ({"TERM": "dumb"}, None),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, Screen(80, color=True, unicode=True, height=24)),
        ({"TERM": "xterm-256color"}, Screen(80, color=True, unicode=True, height=24, palette=256)),
    ],
)
def test_a_terminal_is_taken_for(environment: dict[str, str], screen: Screen | None) -> None:
    assert screen_of(Stream(terminal=True), environment) == screen


@pytest.mark.parametrize(
    ("environment", "screen"),
    [
        ({}, None),
        ({"COLUMNS": "132"}, None),
        ({"FORCE_COLOR": "1", "COLUMNS": "132", "LINES": "50"}, Screen(None, color=True, unicode=True)),
        ({"FORCE_COLOR": "2"}, Screen(None, color=True, unicode=True, palette=256)),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, None),
        ({"FORCE_COLOR": ""}, None),
    ],
)
def test_a_pipe_is_taken_for(environment: dict[str, str], screen: Screen | None) -> None:
    assert screen_of(Stream(terminal=False), environment) == screen


@pytest.mark.parametrize(
    ("environment", "colors"),
    [
        ({}, 16),
        ({"TERM": "xterm"}, 16),
        ({"TERM": "screen-256color"}, 256),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, TRUECOLOR),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, TRUECOLOR),
        ({"TERM": "xterm-256color", "COLORTERM": "yes"}, 256),
        ({"WT_SESSION": "d4e0"}, TRUECOLOR),
        ({"COLORTERM": "truecolor", "FORCE_COLOR": "2"}, 256),
        ({"FORCE_COLOR": "3"}, TRUECOLOR),
        ({"FORCE_COLOR": "1"}, 16),
        ({"FORCE_COLOR": "true", "TERM": "xterm-256color"}, 256),
    ],
)
def test_so_many_colors_are_used(environment: dict[str, str], colors: int) -> None:
    assert palette(environment) == colors


@pytest.mark.parametrize(("encoding", "drawn"), [("utf-8", True), ("ascii", False), (None, False), ("nonsense", False)])
def test_lines_are_drawn_where_they_can_be_encoded(encoding: str | None, *, drawn: bool) -> None:
    shown = screen_of(Stream(terminal=True, encoding=encoding), {})
    assert shown == Screen(80, color=True, unicode=drawn, height=24)


def test_a_stream_that_is_not_there_is_no_screen() -> None:
    assert screen_of(None, {"FORCE_COLOR": "1"}) is None
