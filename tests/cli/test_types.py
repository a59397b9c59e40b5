"""``rfcalc types`` tells of every type of layer, in the words of the table that the reader reads by."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import rfcalc
from rfcalc.cli import main
from rfcalc.layers.types import LAYER_TYPES

SCHEMA = json.loads((Path(rfcalc.__file__).parent / "data" / "schemas" / "types.json").read_text("utf-8"))


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Return what the command prints, having checked that it answers."""
    assert main(("types", *words)) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def test_every_type_is_listed_in_the_order_of_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert [line.split()[0] for line in answered(capsys).splitlines()[1:]] == list(LAYER_TYPES)


@pytest.mark.slow
@pytest.mark.parametrize("name", LAYER_TYPES)
def test_a_type_is_told_with_its_keys_formula_and_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    row = LAYER_TYPES[name]
    text = answered(capsys, name)
    assert all(part in text for part in (name, row.meaning, row.formula, row.example, *row.keys))
    record = json.loads(answered(capsys, name, "--format", "json"))
    jsonschema.Draft202012Validator(SCHEMA).validate(record)
    assert [key["name"] for key in record["keys"]] == list(row.keys)


def test_all_types_are_one_table_of_csv_and_lines_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(answered(capsys, "--format", "csv").splitlines()) == len(LAYER_TYPES) + 1
    assert len(answered(capsys, "--format", "json").splitlines()) == len(LAYER_TYPES)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("convv", "NAME: unknown type 'convv'; did you mean 'conv'?\n"),
        (
            "cost",
            "NAME: unknown type 'cost'; there is none: leave it out: it has no map, or reads each feature by itself\n",
        ),
    ],
)
def test_another_name_is_refused(name: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("types", name)) == 2
    assert capsys.readouterr() == ("", message)
