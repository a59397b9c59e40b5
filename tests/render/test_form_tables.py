"""Forms, maps, growth and effects as people and programs get them, compared whole with files."""

from __future__ import annotations

import csv
import io
import json
import pathlib
import re
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import jsonschema
import pytest

import rfcalc
from rfcalc import form as forms_of
from rfcalc.page.spelling import amount, percent, rounded
from rfcalc.render import render
from rfcalc.render.values import Look, Screen

from .forms import CONV, CURED, DOWN, EFFECTS, FIVE, FORMS, GROWTHS, MAPS, ODD, STRIDED, WAVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rfcalc.analysis.numbers import Number
    from rfcalc.page.answer import Answer
    from tests.conftest import Golden

GOLDEN = pathlib.Path(__file__).parent / "golden_forms"
SCHEMAS = pathlib.Path(rfcalc.__file__).parent / "data" / "schemas"
PAGES = {
    "plain.txt": ("table", None),
    "200.txt": ("table", Screen(200, color=False, unicode=True)),
    "80.txt": ("table", Screen(80, color=False, unicode=True)),
    "20.txt": ("table", Screen(20, color=False, unicode=False)),
    "tables.md": ("markdown", None),
    "tables.csv": ("csv", None),
}
DATA = ("tables.md", "tables.csv")


def _each(answers: Iterable[Answer], page: tuple[str, Screen | None]) -> str:
    return "\n".join(render([each], *page) for each in answers)


CASES: dict[str, Callable[[], str]] = {
    **{f"forms-{name}": partial(render, list(FORMS.values()), *page) for name, page in PAGES.items()},
    **{f"effects-{name}": partial(_each, EFFECTS.values(), page) for name, page in PAGES.items()},
    **{f"growths-{name}": partial(_each, GROWTHS.values(), PAGES[name]) for name in DATA},
    **{f"maps-{name}": partial(_each, MAPS.values(), PAGES[name]) for name in DATA},
}
BY_KIND: dict[str, Mapping[str, Answer]] = {"form": FORMS, "remedy": EFFECTS, "growth": GROWTHS, "map": MAPS}
ANSWERS = {
    f"{kind}-{name}": partial(render, [answer], "json", look=Look(log=True))
    for kind, answers in BY_KIND.items()
    for name, answer in answers.items()
}


@pytest.mark.parametrize("name", CASES)
def test_text_is_that_of_the_golden_file(name: str, golden: Golden) -> None:
    golden(CASES[name](), GOLDEN / name)


STRIDED_FILE = """
name: Strided
input: 14
layers:
  - {name: stage.0.down, type: conv, kernel: 1, stride: 2}
  - {name: stage.0.relu, type: relu}
  - {name: inner, type: conv, kernel: 3, padding: 1}
  - {name: stage.1.conv, type: conv, kernel: 3, padding: 1}
  - {name: pool, type: avgpool, kernel: 2, stride: 2}
"""


def test_the_numbers_are_those_that_are_told_of_these_networks() -> None:
    five = rfcalc.loads("name: Five\ninput: 5\nlayers: [{name: conv, type: conv, kernel: 3, padding: 1}]")
    assert forms_of(five).layers == FIVE.layers
    told = {form.layer: form for form in forms_of(rfcalc.loads(STRIDED_FILE)).layers}
    assert [told[form.layer] for form in STRIDED.layers] == list(STRIDED.layers)


def test_every_golden_file_is_compared() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == set(CASES)


def _schema(name: str) -> dict[str, object]:
    """Return the schema of an answer by its name here."""
    schema: dict[str, object] = json.loads((SCHEMAS / f"{name.partition('-')[0]}.json").read_text(encoding="utf-8"))
    return schema


@pytest.mark.parametrize("name", {name.partition("-")[0]: name for name in ANSWERS}.values())
def test_shipped_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(_schema(name))


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_is_one_line_that_its_schema_accepts(name: str) -> None:
    text = ANSWERS[name]()
    assert text.isascii()
    assert text.endswith("}\n")
    assert text.count("\n") == 1
    jsonschema.Draft202012Validator(_schema(name)).validate(json.loads(text))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("form-five", {"weights": "other"}),
        ("form-five", {"unclipped": False}),
        ("form-five", {"layers": [{"name": "conv"}]}),
        ("map-five", {"weights": "uniform"}),
        ("map-five", {"counts": [[1], 2]}),
        ("map-five", {"counts": [[]]}),
        ("map-five", {"origin": {"y": 1.5, "x": 1}}),
        ("growth-one", {"layers": [{"name": "conv", "depth": 1, "rf": 3, "erf": 3}]}),
        ("remedy-cured", {"on": "2x2"}),
        ("remedy-cured", {"left": [{"layer": "stem"}]}),
    ],
)
def test_a_schema_refuses_what_the_contract_does_not_have(name: str, change: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(_schema(name)).validate({**json.loads(ANSWERS[name]()), **change})


def test_json_of_a_map_is_met_to_the_letter() -> None:
    assert render([MAPS["five"]], "json") == (
        '{"schema": "rfcalc.map/1", "network": "Five", "layer": "conv", "index": {"y": 2, "x": 2}, '
        '"origin": {"y": 1, "x": 1}, "counts": [[1, 1, 1], [1, 1, 1], [1, 1, 1]]}\n'
    )
    gap = '"index": {"y": 1, "x": 1}, "weights": "mean", "unclipped": true, "origin": null, "counts": null}\n'
    assert render([MAPS["gap"]], "json").endswith(gap)


def test_json_of_a_form_is_met_to_the_letter() -> None:
    assert render([FIVE], "json") == (
        '{"schema": "rfcalc.form/1", "network": "Five", "axes": ["y", "x"], "input": {"y": 5, "x": 5}, '
        '"weights": "uniform", "layers": [{"name": "conv", "type": "conv", "index": {"y": 2, "x": 2}, '
        '"n": {"y": 5, "x": 5}, "rf": {"y": 3, "x": 3}, "box": {"y": [1, 4], "x": [1, 4]}, '
        '"counted": {"y": [1, 4], "x": [1, 4]}, "paths": 9, "largest": 1, "pixels": 9, "holes": 0.0, "erf": 3.0, '
        '"erf_share": 1.0, "std": {"y": 0.816497, "x": 0.816497}, "std_formula": {"y": 0.816497, "x": 0.816497}, '
        '"center": {"y": 2.5, "x": 2.5}, "mass": {"y": 2.5, "x": 2.5}, "shift": {"y": 0, "x": 0}, '
        '"shift_image": {"y": 0, "x": 0}, "shift_mass": {"y": 0.0, "x": 0.0}, "gridding": 0.0, '
        '"checkerboard": {"y": 0.0, "x": 0.0}}], "notes": []}\n'
    )


def test_counts_are_exact_however_many_digits_they_have_and_also_where_windows_share() -> None:
    volume, odd = (json.loads(render([MAPS[name]], "json")) for name in ("volume", "odd"))
    assert volume["counts"] == [[[3**400], [1]], [[2], [0]]]
    assert (odd["counts"], odd["denominator"]) == ([[1], [0], [2]], 3)
    assert "0,0.3333333333333333\n" in render([MAPS["odd"]], "csv")
    assert (odd["weights"], odd["unclipped"]) == ("mean", True)
    rows = list(csv.reader(io.StringIO(render([MAPS["volume"]], "csv"))))
    assert rows[0] == ["z", "y", "x", "count"]
    assert rows[1:] == [["0", "0", "1", str(3**400)], ["0", "1", "1", "1"], ["1", "0", "1", "2"], ["1", "1", "1", "0"]]


def test_csv_of_networks_of_different_axes_leaves_cells_empty() -> None:
    rows = list(csv.DictReader(io.StringIO(render([ODD, WAVE], "csv"))))
    assert [(row["network"], row["layer"]) for row in rows][-1] == ("Wave", "c")
    assert (rows[-1]["rf_y"], rows[-1]["rf_x"], rows[-1]["n_x"], rows[-1]["first_x"]) == ("", "3", "", "-1")
    assert (rows[0]["shift_x"], rows[2]["counted_end_y"], rows[2]["paths"]) == ("-7/3", "", "")


@pytest.mark.parametrize("width", [*range(1, 200), None])
def test_a_screen_of_any_width_shows_size_grid_and_shift(width: int | None) -> None:
    shown = render([STRIDED], "table", Screen(width, color=False, unicode=True)).splitlines()
    for form, grid, shift in zip(STRIDED.layers, ["75.0%"] * 4, ["-0.5"] * 3 + ["-1.5"]):
        cells = next(line for line in shown if line.startswith(f"{form.layer} ")).split()
        assert {str(form.n[0]), str(form.rf[0] if form.rf else None), grid} <= set(cells)
        assert shift in cells
    if width is None or width >= 60:
        assert max(map(len, shown)) <= (width or 1000)


@pytest.mark.parametrize("width", [80, 200])
def test_a_screen_that_is_wide_enough_is_never_exceeded(width: int) -> None:
    answers: list[Answer] = [*FORMS.values(), *EFFECTS.values()]
    shown = render(answers, "table", Screen(width, color=False, unicode=True))
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("width", [20, 80, 200])
def test_colors_change_nothing_but_the_color(width: int) -> None:
    answers: list[Answer] = [*FORMS.values(), EFFECTS["cured"]]
    colored, plain = (render(answers, "table", Screen(width, color=color, unicode=True)) for color in (True, False))
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


def test_a_fault_stands_out_where_it_begins_and_none_stands_back() -> None:
    shown = render([STRIDED], "table", Screen(200, color=True, unicode=True)).splitlines()[5:9]
    faults = [re.findall(r"\x1b\[1;33m *([^ ]+?)\x1b", line) for line in shown]
    assert faults == [["75.0%", "-0.5"], [], ["69.1%"], ["70.2%", "-1.5"]]
    assert re.findall(r"\x1b\[2m *([^ ]+?)\x1b", shown[0]) == ["0%", "0%"], "holes, checkerboard"
    assert re.fullmatch(r"(\x1b\[2m[^\x1b]*\x1b\[0m| )+", shown[1]), "a layer with the numbers of the row above"


def test_what_stays_stands_alone_and_what_changes_after_an_arrow() -> None:
    assert DOWN.shift != CURED.shift
    assert CONV in EFFECTS["cured"].layers[0]
    table = render([EFFECTS["cured"]], "table").splitlines()[3:6]
    assert table[1].split() == ["conv", "5", "3", "3", "100%", "0.82", "0%", "0%", "0"]
    for change in ("1 -> 2", "75.0% -> 0%", "-0.5 -> 0"):
        assert change in re.sub(r" +", " ", table[2])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (7, "7"),
        (7.0, "7"),
        (-15.5, "-15.5"),
        (18.574176, "18.57"),
        (99.999, "100.00"),
        (196.372096, "196.4"),
        (1234.5, "1234"),
        (0.002, "0.00"),
        (-0.002, "0.00"),
        (-0.0, "0"),
        (Fraction(-7, 3), "-2.33"),
    ],
)
def test_a_number_is_told_with_four_digits_at_the_most(value: Number, words: str) -> None:
    assert rounded(value) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (999_999, "999999"),
        (650717652052224, "6.51e14"),
        pytest.param(3**4000, "3.06e1908", id="3^4000"),
        (0.25, "0.25"),
        (0.000214, "0.000214"),
        (2.146e-05, "2.15e-5"),
        (2.5e6, "2.50e6"),
        (Fraction(7, 3), "7/3"),
    ],
)
def test_a_large_number_of_paths_is_told_by_its_first_digits(count: Number, words: str) -> None:
    assert amount(count) == words


@pytest.mark.parametrize(
    ("part", "words"), [(0.0, "0%"), (0.0001, "<0.1%"), (0.0986, "9.9%"), (0.9999, ">99.9%"), (1.0, "100%")]
)
def test_a_share_in_a_cell_is_never_rounded_to_none_or_all(part: float, words: str) -> None:
    assert percent(part) == words
