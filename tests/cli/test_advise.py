"""``rfcalc advise``: its answers in every format, its exit codes, and what it refuses."""

from __future__ import annotations

import json

import jsonschema
import pytest

from rfcalc.cli import main
from rfcalc.cli.schemas import schema_text

pytestmark = pytest.mark.usefixtures("folder")


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 2
    told = capsys.readouterr()
    assert not told.out
    return told.err


@pytest.mark.parametrize(
    "words",
    [
        ["resnet18"],
        ["vgg16", "--input", "32", "--object", "20"],
        ["wavenet"],
        ["espcn", "--object", "17"],
        ["--layers", "conv 3 2, conv_transpose 3 2"],
    ],
)
def test_answers_keep_to_their_schema(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(printed(capsys, "advise", *words, "--format", "json"))

    jsonschema.Draft202012Validator(json.loads(schema_text("advise"))).validate(record)
    assert record["schema"] == "rfcalc.advise/1"


def test_people_read_a_paragraph_for_each_finding(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "advise", "resnet18")

    assert text.count("\n\n") == 3
    assert "[off-center] Off-center: the map of layer4.1.add lies 15.5 px left of and above the middle" in text
    assert "Cure: It lies in the middle at inputs of 193, 225, 257 px." in text


def test_where_there_is_nothing_to_mend_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Nothing to mend." in printed(capsys, "advise", "vgg16")
    assert json.loads(printed(capsys, "advise", "vgg16", "--format", "json"))["nothing"] is True


def test_without_an_input_size_it_says_what_was_not_looked_for(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "advise", "--layers", "conv 3 2, conv 3 1")

    assert text.endswith(
        "Not looked for: unproductive, small-map, uneven-padding, off-center "
        "(the input size is not known: give it with --input).\n"
    )


def test_every_finding_has_a_row_of_csv(capsys: pytest.CaptureFixture[str]) -> None:
    head, *rows = printed(capsys, "advise", "resnet18", "--format", "csv").splitlines()

    assert head == "network,id,layers,numbers,text,source,cure,before,after"
    assert [row.split(",")[1] for row in rows] == ["uneven-padding", "off-center", "erf-share"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["resnet18", "--object", "300"], "--object: found '300'; an object lies in the input, of 224 at the most"),
        (["resnet18", "--object", "0"], "--object"),
        (["resnet18", "--object", "1x2x3"], "--object: found '1x2x3'; the network has 2 axes: y, x"),
        (["alexnet", "--input", "224"], "the map of 5 is too small for a kernel that reaches over 6"),
    ],
)
def test_what_it_cannot_take_is_refused(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert message in refused(capsys, "advise", *words)
