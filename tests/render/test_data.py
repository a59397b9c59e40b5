"""What programs read: JSON by the shipped schemas, CSV and Markdown that keep their shape whatever the names are."""

from __future__ import annotations

import csv
import functools
import io
import json
import pathlib
from typing import Any

import jsonschema
import pytest

import rfcalc
from rfcalc.render import render

from .reports import FLAGGED, PLACES, PRESETS, SEQUENCE, SUMMARIES

SCHEMAS = pathlib.Path(rfcalc.__file__).parent / "data" / "schemas"


@functools.cache
def _schema(name: str) -> jsonschema.Draft202012Validator:
    """Return what holds records against a schema; ``jsonschema.validate`` would look at the schema anew each time."""
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["summary", "locate", "preset"])
def test_shipped_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(_schema(name).schema)


def test_every_summary_is_one_line_that_its_schema_accepts() -> None:
    lines = render(list(SUMMARIES.values()), "json").splitlines()
    assert len(lines) == len(SUMMARIES)
    for line in lines:
        _schema("summary").validate(json.loads(line))


@pytest.mark.parametrize("name", PLACES)
def test_every_place_is_one_line_that_its_schema_accepts(name: str) -> None:
    text = render([PLACES[name]], "json")
    assert text.endswith("}\n")
    assert text.count("\n") == 1
    _schema("locate").validate(json.loads(text))


def test_every_preset_is_one_line_that_its_schema_accepts() -> None:
    lines = render(PRESETS, "json").splitlines()
    assert len(lines) == len(PRESETS)
    for line in lines:
        _schema("preset").validate(json.loads(line))


@pytest.mark.parametrize(
    "change",
    [
        {"window": "k3"},
        {"whole": False},
        {"jump": {"y": "7/3.0", "x": 1}},
        {"n": {"y": 1.5, "x": 1}},
        {"rf": {"width": 3, "x": 3}},
        {"rf": {"z": 3, "x": 3}},
        {"name": ""},
    ],
)
def test_a_schema_refuses_what_the_contract_does_not_have(change: dict[str, Any]) -> None:
    report = json.loads(render([FLAGGED], "json"))
    report["layers"][0].update(change)
    with pytest.raises(jsonschema.ValidationError):
        _schema("summary").validate(report)


def test_json_of_a_layer_has_the_keys_of_the_contract_in_their_order() -> None:
    usual = ["name", "type", "inputs", "n", "jump", "rf", "start"]
    extra = {"up": ["rf_min"], "third": ["rf_min"], "[/]": ["misaligned"], "stage.0.join": ["misaligned", "irregular"]}
    for layer in json.loads(render([FLAGGED], "json"))["layers"]:
        assert list(layer) == usual + extra.get(layer["name"], ["whole"] if layer["name"] == "pool" else [])


def test_json_of_the_contract_is_met_to_the_letter() -> None:
    assert render([SUMMARIES["plain"]._replace(layers=SUMMARIES["plain"].layers[:1])], "json") == (
        '{"schema": "rfcalc.summary/1", "network": "AlexNet", "axes": ["y", "x"], "input": {"y": 227, "x": 227}, '
        '"layers": [{"name": "conv1", "type": "conv", "inputs": ["input"], "n": {"y": 55, "x": 55}, '
        '"jump": {"y": 4, "x": 4}, "rf": {"y": 11, "x": 11}, "start": {"y": 5.5, "x": 5.5}}]}\n'
    )
    assert render([PLACES["left"]], "json") == (
        '{"schema": "rfcalc.locate/1", "network": "AlexNet", "layer": "conv5", "index": {"y": 4, "x": 3}, '
        '"rf": {"y": 163, "x": 163}, "center": {"y": 81.5, "x": 65.5}, '
        '"box": {"y": [0, 163], "x": [-16, 147]}, "visible": {"y": [0, 163], "x": [0, 147]}}\n'
    )


def test_json_tells_what_is_not_known_from_what_is_nothing() -> None:
    unsized = json.loads(render([PLACES["unsized"]], "json"))
    outside = json.loads(render([PLACES["outside"]], "json"))
    nothing = json.loads(render([PLACES["nothing"]], "json"))
    assert "visible" not in unsized
    assert outside["visible"] is None
    assert outside["box"] == {"y": [-9, -6], "x": [-9, 3]}
    assert [nothing[key] for key in ("rf", "center", "box", "visible")] == [None] * 4


def test_json_is_ascii_and_spells_a_fraction_exactly() -> None:
    text = render(list(SUMMARIES.values()), "json")
    assert text.isascii()
    assert '"jump": {"y": "7/3", "x": "7/3"}' in text
    assert '"input": {"z": null, "y": null, "x": null}' in text


def test_csv_has_one_row_for_each_layer_and_a_column_for_each_axis() -> None:
    rows = list(csv.DictReader(io.StringIO(render([FLAGGED, SEQUENCE], "csv"))))
    assert [row["layer"] for row in rows] == [row.name for row in (*FLAGGED.layers, *SEQUENCE.layers)]
    assert "n_z" not in rows[0]
    assert (rows[1]["rf_y"], rows[1]["rf_min_y"], rows[1]["rf_min_x"], rows[1]["start_x"]) == ("5", "3", "2", "0.25")
    assert (rows[3]["inputs"], rows[4]["flags"]) == ("third;down", "misaligned irregular")
    assert (rows[-1]["n_y"], rows[-1]["n_x"]) == ("", "15998")


@pytest.mark.parametrize("name", ["a,b", 'a"b', "a\nb", "a|b", "*b*", "<b>", "[/]", "\x1b[31m", "=1+1"])
def test_any_name_leaves_the_shape_of_csv_and_markdown_alone(name: str) -> None:
    summary = SEQUENCE._replace(layers=(SEQUENCE.layers[0]._replace(name=name),))
    rows = list(csv.reader(io.StringIO(render([summary], "csv"))))
    assert len(rows) == 2
    assert len(rows[0]) == len(rows[1])
    table = render([summary], "markdown").splitlines()[2:]
    assert len(table) == 3
    assert len({line.replace("\\|", "").count("|") for line in table}) == 1
    assert "\x1b" not in "".join(table)


def test_a_word_that_is_no_format_gets_a_suggestion() -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        render([], "marckdown")
    assert str(caught.value) == "--format: 'marckdown'; did you mean 'markdown'? one of table, json, csv, markdown"


@pytest.mark.parametrize(("part", "words"), [(0.0001, "less than 0.1%"), (0.9999, "over 99.9%"), (1.0, "100%")])
def test_a_share_is_never_rounded_to_none_or_all(part: float, words: str) -> None:
    assert words in render([PLACES["left"]._replace(padding=part)], "table")
