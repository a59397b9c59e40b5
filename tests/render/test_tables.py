"""What people see, compared whole with files: plain, and on screens of several widths."""

from __future__ import annotations

import pathlib
import re
from functools import partial
from typing import TYPE_CHECKING

import pytest

from rfcalc.render import render
from rfcalc.render.values import Screen
from rfcalc.reports import Summary

from .reports import PLACES, PRESETS, SUMMARIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Golden

GOLDEN = pathlib.Path(__file__).parent / "golden"
SCREENS = {
    "plain": None,
    "200": Screen(200, color=False, unicode=True),
    "80": Screen(80, color=False, unicode=True),
    "20": Screen(20, color=False, unicode=False),
}


def _tables(screen: Screen | None) -> str:
    return render(list(SUMMARIES.values()), "table", screen)


def _places(screen: Screen | None) -> str:
    return "\n".join(render([place], "table", screen) for place in PLACES.values())


CASES: dict[str, Callable[[], str]] = {
    **{f"summaries-{name}.txt": partial(_tables, screen) for name, screen in SCREENS.items()},
    **{f"places-{name}.txt": partial(_places, screen) for name, screen in SCREENS.items()},
    "summaries.md": lambda: render(list(SUMMARIES.values()), "markdown"),
    "places.md": lambda: "\n".join(render([place], "markdown") for place in PLACES.values()),
    "summaries.csv": lambda: render(list(SUMMARIES.values()), "csv"),
    "places.csv": lambda: "".join(render([place], "csv") for place in PLACES.values()),
    "presets-plain.txt": lambda: render(PRESETS, "table"),
    "presets-80.txt": lambda: render(PRESETS, "table", SCREENS["80"]),
    "presets-130.txt": lambda: render(PRESETS, "table", Screen(130, color=False, unicode=True)),
    "presets-200.txt": lambda: render(PRESETS, "table", SCREENS["200"]),
    "presets-20.txt": lambda: render(PRESETS, "table", SCREENS["20"]),
    "presets.md": lambda: render(PRESETS, "markdown"),
    "presets.csv": lambda: render(PRESETS, "csv"),
}


@pytest.mark.parametrize("name", CASES)
def test_text_is_that_of_the_golden_file(name: str, golden: Golden) -> None:
    golden(CASES[name](), GOLDEN / name)


def test_every_golden_file_is_compared() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == set(CASES)


@pytest.mark.parametrize("width", [*range(1, 130), 200, None])
def test_a_screen_of_any_width_shows_every_number(width: int | None) -> None:
    shown = render(list(SUMMARIES.values()), "table", Screen(width, color=False, unicode=True))
    for summary in SUMMARIES.values():
        for row in summary.layers:
            starts = [line for line in shown.splitlines() if line.startswith(f"{row.name} ")]
            line = next(line for line in starts if "input" not in line and "net" not in line)
            assert all(re.search(rf"(?<![\d.]){re.escape(str(n))}(?![\d.])", line) for n in row.n if n is not None)
            assert all(str(rf) in line for rf in row.rf if rf is not None)
    assert "…" not in shown


@pytest.mark.parametrize("width", [*range(1, 230), None])
def test_a_screen_of_any_width_lists_every_preset_with_its_numbers(width: int | None) -> None:
    shown = render(PRESETS, "table", Screen(width, color=False, unicode=True)).splitlines()
    for preset in PRESETS:
        line = next(line for line in shown if line.startswith(f"{preset.name} "))
        assert all(re.search(rf"(?<![\d.]){n}(?![\d.])", line) for n in preset.last.n if n is not None)
        assert all(str(rf) in line for rf in preset.last.rf)
    if width is None or width >= 60:
        assert max(map(len, shown)) <= (width or 1000)


def test_on_a_screen_presets_stand_under_their_families() -> None:
    shown = render(PRESETS, "table", SCREENS["80"]).splitlines()
    assert [line for line in shown if re.fullmatch(r"[a-z ]+  \d+", line)] == [
        "classification  2",
        "video  1",
        "no family  1",
    ]


@pytest.mark.parametrize("width", [80, 100, 200])
def test_a_screen_that_is_wide_enough_is_never_exceeded(width: int) -> None:
    shown = render([*SUMMARIES.values(), *PLACES.values()], "table", Screen(width, color=False, unicode=True))
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("width", [20, 80, 200])
def test_colours_change_nothing_but_the_colour(width: int) -> None:
    for answers in ([*SUMMARIES.values()], [*PLACES.values()], PRESETS):
        colored, plain = (render(answers, "table", Screen(width, color=color, unicode=True)) for color in (True, False))
        assert "\x1b[" in colored
        assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


def test_names_of_wide_characters_keep_the_columns_aligned() -> None:
    rows = tuple(row._replace(name=name) for row, name in zip(SUMMARIES["plain"].layers, ("層1", "ﾊ", "e\u0301", "x")))
    shown = render([Summary("層", ("y", "x"), (8, 8), rows, ())], "table").splitlines()
    assert shown[2:5] == [
        "name  type     window   n  jump  rf  start",
        "層1   conv     k11 s4  55     4  11    5.5",
        "ﾊ     relu             55     4  11    5.5",
    ]


def test_the_order_of_a_drawing_is_that_of_the_image() -> None:
    """Left is left and top is top: a box at the upper right is drawn there."""
    screen = Screen(20, color=False, unicode=False)
    place = PLACES["small"]._replace(box=((0, 1), (4, 5)), visible=((0, 1), (4, 5)))
    frame = [line for line in render([place], "table", screen).splitlines() if "|" in line]
    assert frame[0].endswith("##|")
    assert "#" not in "".join(frame[2:])
