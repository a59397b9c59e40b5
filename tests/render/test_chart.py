"""A growth chart shows what grows, and how far, on any screen."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.page.note import Note
from rfcalc.render import render
from rfcalc.render.chars.curves import DOTS, Canvas
from rfcalc.render.values import Screen
from rfcalc.reports.forms import Growth, GrowthRow

from .forms import GROWTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

TRUECOLOR = 2**24
KINDS = {
    "truecolor": (True, True, TRUECOLOR),
    "256": (True, True, 256),
    "16": (True, True, 16),
    "ascii in color": (True, False, TRUECOLOR),
    "unicode": (False, True, 16),
    "ascii": (False, False, 16),
}


@lru_cache
def growth_of(name: str) -> Growth:
    return rfcalc.growth(rfcalc.load(name))


def drawn(report: Growth, width: int | None = 80, height: int | None = 24, kind: str = "unicode") -> list[str]:
    color, unicode, palette = KINDS[kind]
    return render([report], "table", Screen(width, color, unicode, height, palette)).splitlines()


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def rows_of(lines: list[str]) -> list[str]:
    """Return the rows of the chart without their labels."""
    return [re.split(r"[┤│+|]", line, maxsplit=1)[1] for line in lines if re.match(r" *\d* [┤│+|]", line)]


def tops(lines: list[str], letter: str) -> Iterator[int]:
    """Yield for each column the first row with a letter."""
    rows = rows_of(lines)
    for column in range(max(map(len, rows))):
        found = [at for at, row in enumerate(rows) if row[column : column + 1] == letter]
        if found:
            yield found[0]


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(40, 12), (60, 20), (80, 24), (200, 60)])
@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_fits_the_screen(kind: str, width: int, height: int) -> None:
    for report in (growth_of("vgg16"), growth_of("resnet50"), growth_of("lenet5"), *GROWTHS.values()):
        lines = [plain(line) for line in drawn(report, width, height, kind)]
        assert max(map(len, lines)) <= width
        assert len(lines) <= height - 2, "with the prompt's"


def test_fields_grow_from_left_to_right_and_the_effective_one_lies_below() -> None:
    lines = drawn(growth_of("vgg16"), 120, 50)
    for letter in "█o":
        found = list(tops(lines, letter))
        assert len(found) > 90
        assert found == sorted(found, reverse=True)
    rows = rows_of(lines)
    assert [row[-1:] for row in rows if len(row) == max(map(len, rows))] == ["█", "o", "·"]
    assert next(row for row in rows if row.strip()).startswith("─"), "the rf does not go beyond the input's size"


def test_every_doubling_is_as_high_as_any_other() -> None:
    canvas = Canvas(rows=33, columns=9, shape=(1, 1), low=0, high=8)
    assert [canvas.height(2**power) for power in range(9)] == [32, 28, 24, 20, 16, 12, 8, 4, 0]
    assert canvas.height(0) == 32, "what is too small for the scale lies at its end"
    assert canvas.curve([1, 256]) == {(32 - 4 * column, column) for column in range(9)}


def test_a_line_of_dots_has_no_gaps_but_where_there_is_no_value() -> None:
    canvas = Canvas(rows=10, columns=4, shape=(4, 2), low=0, high=8)
    steep = canvas.curve([1, 256])
    assert {row for row, _ in steep} == set(range(40))
    assert {column for _, column in steep} == set(range(8))
    gap = canvas.curve([1, 1, None, 256, 256])
    assert {column for _, column in gap} == {0, 1, 6, 7}
    assert {row for row, _ in gap} == {0, 39}


def test_braille_dots_stand_in_the_order_of_unicode() -> None:
    assert [chr(0x2800 + bit) for row in DOTS for bit in row] == list("⠁⠈⠂⠐⠄⠠⡀⢀")
    text = "".join(drawn(growth_of("vgg16"), kind="truecolor"))
    assert re.search("[⠁-⣿]", text)
    assert not re.search("[⠁-⣿]", "".join(drawn(growth_of("vgg16"), kind="unicode")))


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("truecolor", ("38;2;70;140;255", "38;2;60;200;100", "38;2;240;130;30", "38;2;128;128;128")),
        ("256", ("38;5;69", "38;5;77", "38;5;208", "38;5;244")),
        ("16", ("34", "32", "33", "90")),
        ("ascii in color", ("38;2;70;140;255", "38;2;60;200;100")),
    ],
)
def test_each_line_has_its_color(kind: str, codes: tuple[str, ...]) -> None:
    text = "\n".join(drawn(growth_of("vgg16"), kind=kind))
    assert all(f"\x1b[{code}m" in text for code in codes)


@pytest.mark.parametrize("kind", ["unicode", "ascii"])
def test_without_color_there_are_no_escape_codes(kind: str) -> None:
    text = "\n".join(drawn(growth_of("vgg16"), kind=kind))
    assert "\x1b" not in text
    assert text.replace("•", "").isascii() == (kind == "ascii")
    assert all(word in text for word in ("size of the input", "rf", "erf_formula", "erf"))


def test_names_of_layers_stand_below_their_place() -> None:
    lines = drawn(growth_of("vgg16"), 80, 24)
    axis = next(at for at, line in enumerate(lines) if "└" in line)
    names = lines[axis + 1].split()
    assert names[0] == "conv1_1"
    assert names[-1] == "pool5"
    for name in names[:-1]:
        assert lines[axis][lines[axis + 1].index(name)] == "┴"
    assert lines[axis].endswith("┴")


def test_equally_deep_layers_are_told_by_the_one_that_sees_farthest() -> None:
    report = growth_of("resnet50")
    assert any(row.depth == other.depth for row, other in zip(report.rows, report.rows[1:]))
    found = list(tops(drawn(report, 120, 50), "█"))
    assert found == sorted(found, reverse=True)


def row(name: str, rf: float, law: float | None, depth: int = 1) -> GrowthRow:
    return GrowthRow(name, depth, rf, rf, law)


def test_what_is_not_known_is_not_drawn() -> None:
    report = Growth(
        "n", ("y", "x"), (None, 8), "uniform", unclipped=True, rows=(row("a", 3, None), row("b", 5, None, 2)), notes=()
    )
    text = "\n".join(drawn(report))
    assert "size of the input" not in text
    assert "erf_formula" not in text
    assert "as if image and maps had no borders" in re.sub(r"\s+", " ", text)


def test_a_single_layer_is_a_dot() -> None:
    report = Growth(
        "n", ("x",), (8,), "uniform", unclipped=False, rows=(row("only", 1, 0.0),), notes=(Note("one", (), "One."),)
    )
    lines = drawn(report)
    assert [line.strip() for line in rows_of(lines) if line.strip()] == ["─", "o"]
    assert lines[-1] == "• One."


def test_notes_are_left_out_where_the_chart_needs_the_room_and_a_name_that_is_too_long_is_a_number() -> None:
    assert not any(line.startswith("•") for line in drawn(growth_of("vgg16"), 40, 12))
    long = tuple(row(f"{'block.' * 8}{at}", 2**at, None, at) for at in range(1, 4))
    report = Growth("n", ("x",), (8,), "uniform", unclipped=False, rows=long, notes=())
    lines = drawn(report, 40, 24)
    assert [line.split() for line in lines if re.fullmatch(r" +[\d ]+", line)] == [["1", "2", "3"]]


def test_a_screen_of_unknown_size_shows_a_chart_of_usual_size() -> None:
    lines = drawn(growth_of("vgg16"), None, None)
    assert max(map(len, lines)) <= 100
    assert len(rows_of(lines)) == 24


def test_a_network_without_paths_is_a_sentence() -> None:
    assert drawn(GROWTHS["none"])[-1] == "• No path leads to any of the features."


def test_plain_text_is_a_table() -> None:
    lines = render([growth_of("vgg16")], "table").splitlines()
    assert lines[0] == "VGG16, input 224x224"
    assert lines[3].split() == ["name", "depth", "rf", "erf", "erf/rf", "erf_formula"]
    assert lines[4].split() == ["conv1_1", "1", "3", "3", "100%", "3.60"]
    assert re.fullmatch(r"Without borders it would be [\d.]+ px \(erf_formula\)\.", lines[-1])
    assert all(line.isascii() for line in lines)
