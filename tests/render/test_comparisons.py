"""Comparisons as people and programs get them, compared whole with files."""

from __future__ import annotations

import csv
import io
import json
import pathlib
import re
from typing import TYPE_CHECKING

import jsonschema
import pytest

import rfcalc
from rfcalc.render import render
from rfcalc.render.values import Screen

from .comparisons import COMPARISONS

if TYPE_CHECKING:
    from tests.conftest import Golden

GOLDEN = pathlib.Path(__file__).parent / "golden_comparisons"
SCREENS = {
    "plain": None,
    "200": Screen(200, color=False, unicode=True),
    "80": Screen(80, color=False, unicode=True),
    "20": Screen(20, color=False, unicode=False),
}
PAGES = {
    **{f"{name}.txt": ("table", screen) for name, screen in SCREENS.items()},
    "comparisons.md": ("markdown", None),
    "comparisons.csv": ("csv", None),
}
SCHEMA = json.loads((pathlib.Path(rfcalc.__file__).parent / "data" / "schemas" / "compare.json").read_text("utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_text_is_that_of_the_golden_file(name: str, golden: Golden) -> None:
    text = "\n".join(render([each], *PAGES[name]) for each in COMPARISONS.values())
    golden(text, GOLDEN / name)


def test_every_golden_file_is_compared() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", COMPARISONS)
def test_json_is_one_line_that_its_schema_accepts(name: str) -> None:
    text = render([COMPARISONS[name]], "json")
    assert text.count("\n") == 1
    assert text.isascii()
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(text))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("missing", ["networks", "levels", "agreeing"])
def test_the_schema_refuses_a_comparison_without_a_part(missing: str) -> None:
    report = json.loads(render([COMPARISONS["runs"]], "json"))
    del report[missing]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(report)


def test_json_tells_of_every_layer_that_differs_and_in_what() -> None:
    runs = json.loads(render([COMPARISONS["runs"]], "json"))
    assert (runs["same"], runs["agreeing"]) == (False, 3)
    what = [change["what"] for change in runs["changes"]]
    assert what == ["removed"] * 3 + ["added"] * 4 + ["changed"] * 4 + ["renamed"]
    assert runs["changes"][-1]["numbers"] == ["rf"]
    assert [layer["rf"]["x"] for layer in runs["changes"][-1]["layers"]] == [51, 107]
    assert [level.get("at") for level in runs["levels"]] == ["4", "8", None]
    assert runs["levels"][1]["layers"][1] is None


def test_json_tells_no_difference_where_there_cannot_be_one() -> None:
    axes, many = (json.loads(render([COMPARISONS[name]], "json")) for name in ("axes", "many"))
    assert axes["same"] is False
    assert "changes" not in axes
    assert not {"same", "agreeing", "changes"} & set(many)


def test_csv_has_a_row_for_each_layer_at_each_level_and_for_both_sides_of_a_change() -> None:
    rows = list(csv.DictReader(io.StringIO(render([COMPARISONS["runs"]], "csv"))))
    assert [(row["what"], row["at"], row["file"], row["layer"]) for row in rows[:3]] == [
        ("jump", "4", "alexnet", "relu1"),
        ("jump", "4", "nets/mine.yaml", "conv1"),
        ("jump", "8", "alexnet", "conv2"),
    ]
    last = [(row["what"], row["layer"], row["rf_x"], row["changed"]) for row in rows[-2:]]
    assert last == [("renamed", "conv2", "51", "rf"), ("renamed", "conv2\\x07", "107", "rf")]


@pytest.mark.slow
@pytest.mark.parametrize("width", [*range(1, 130), None])
def test_a_screen_of_any_width_shows_every_number_that_changed(width: int | None) -> None:
    for comparison in COMPARISONS.values():
        shown = render([comparison], "table", Screen(width, color=False, unicode=True))
        for change in comparison.difference.changes if comparison.difference else ():
            for row in change[:2]:
                assert row is None or "rf" not in change.numbers or str(row.rf[0]) in shown
        for level in comparison.levels:
            for row in level.layers:
                assert row is None or all(str(n) in shown for n in row.n if n is not None)


@pytest.mark.parametrize("width", [110, 200])
def test_a_screen_that_is_wide_enough_is_never_exceeded(width: int) -> None:
    screen = Screen(width, color=False, unicode=True)
    for comparison in COMPARISONS.values():
        assert max(map(len, render([comparison], "table", screen).splitlines())) <= width


@pytest.mark.parametrize("width", [20, 80, 200])
def test_colours_change_nothing_but_the_colour(width: int) -> None:
    colored, plain = (Screen(width, color=color, unicode=True) for color in (True, False))
    for comparison in COMPARISONS.values():
        text = render([comparison], "table", colored)
        assert "\x1b[" in text
        assert re.sub(r"\x1b\[[0-9;]*m", "", text) == render([comparison], "table", plain)


def test_the_same_is_said_in_words() -> None:
    for form in ("table", "markdown"):
        said = render([COMPARISONS["same"]], form)
        assert "are the same: 1 layer with the same n, jump, rf and start." in said
