"""``rfcalc schema`` prints the schema of what is read and of what is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from rfcalc.cli import main

from .running import run

if TYPE_CHECKING:
    from .conftest import Piped

ROOT = Path(__file__).parents[2]
ANSWERS = sorted(path.stem for path in (ROOT / "rfcalc" / "data" / "schemas").glob("*.json"))


def test_the_schema_of_network_files_is_printed_unless_another_is_named(piped: Piped) -> None:
    ended = piped("schema")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (ROOT / "configs" / "network.schema.json").read_text("utf-8")
    assert piped("schema", "network").out == ended.out


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERS)
def test_the_schema_of_an_answer_is_printed_by_its_name(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", name]) == 0
    printed = json.loads(capsys.readouterr().out)

    assert printed["$id"].split(":")[-2] == name
    jsonschema.Draft202012Validator.check_schema(printed)


def test_it_is_written_to_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "locate", "-o", "locate.json"]) == 0

    assert capsys.readouterr().out == ""
    assert json.loads((folder / "locate.json").read_text("utf-8"))["title"] == "rfcalc.locate/1"


def test_another_name_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "sumary"]) == 2
    assert capsys.readouterr().err.startswith("NAME: 'sumary'; did you mean 'summary'? one of network, ")
    assert main(["schema", "../schemas/locate"]) == 2
    assert capsys.readouterr().err.startswith("NAME: '../schemas/locate'; ")


@pytest.mark.slow
def test_summary_loads_nothing_of_it(folder: Path) -> None:
    ended = run("summary", "wave.yaml", folder=folder, PYTHONPROFILEIMPORTTIME="1")

    assert "rfcalc.layers.kinds" in ended.err
    assert "schema" not in ended.err
    assert "meanings" not in ended.err
