"""``rfcalc check``: words, exit codes, formats and files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from rfcalc.data.catalog import schema_path

from .running import bare, on_terminal

if TYPE_CHECKING:
    from .conftest import Offered, Piped

CHECKED = """\
name: Checked
input: 32
checks:
  - "c2: rf >= 50"
  - all: aligned
layers:
  - c1: [3, 2, 1]
  - c2: [3]
"""
FORMATS = ("table", "json", "csv", "markdown", "github", "junit")


@pytest.fixture(autouse=True)
def checked(folder: Path) -> Path:
    """Return the folder, with a network that has conditions."""
    (folder / "checked.yaml").write_text(CHECKED.replace("- all: aligned", '- "all: aligned"'), "utf-8")
    return folder


def test_all_failures_are_lines_with_the_line_of_their_condition(piped: Piped) -> None:
    assert piped("check", "checked.yaml", "jump == 3", "*1: n > 20", "rf > 1") == (
        1,
        (
            "checked.yaml:4: c2: rf is 7, not >= 50\n"
            "checked.yaml: c2: jump is 2, not == 3\n"
            "checked.yaml: c1: n is 16, not > 20\n"
        ),
        "",
    )


def test_where_all_hold_the_last_line_counts_them(piped: Piped) -> None:
    assert piped("check", "vgg16", "pool5: rf == 212", "all: aligned") == (0, "2 of 2 conditions hold for VGG16.\n", "")
    assert piped("check", "vgg16", "pool5: rf == 212") == (0, "1 of 1 condition holds for VGG16.\n", "")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_the_same_exit_code(form: str, piped: Piped) -> None:
    assert piped("check", "checked.yaml", "--format", form).code == 1
    assert piped("check", "alexnet", "rf > 3", "--format", form).code == 0
    assert piped("check", "alexnet", "rf", "--format", form)[:2] == (2, "")


def test_json_tells_each_condition_and_what_failed(piped: Piped) -> None:
    record = json.loads(piped("check", "checked.yaml", "rf.x == 7", "--format", "json").out)

    assert record == {
        "schema": "rfcalc.check/1",
        "network": "Checked",
        "passed": False,
        "conditions": [
            {
                "condition": "c2: rf >= 50",
                "line": 4,
                "passed": False,
                "failures": [
                    {"layer": "c2", "metric": "rf", "axis": "y", "found": 7, "wanted": 50},
                    {"layer": "c2", "metric": "rf", "axis": "x", "found": 7, "wanted": 50},
                ],
            },
            {"condition": "all: aligned", "line": 5, "passed": True, "failures": []},
            {"condition": "rf.x == 7", "line": None, "passed": True, "failures": []},
        ],
        "changes": [],
    }


def test_json_has_the_form_of_its_schema(piped: Piped) -> None:
    schema = json.loads(Path(schema_path("check")).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    piped("check", "checked.yaml", "--baseline", "b.json", "--update")
    Path("checked.yaml").write_text("name: N\nlayers:\n  - c1: [5]\n  - c3: [3]\n", "utf-8")
    lines = [
        piped("check", *words, "--format", "json").out
        for words in (
            ("checked.yaml", "rf > 7/3", "not regular", "erf > 1", "--baseline", "b.json", "--input", "9"),
            ("resnet18", "gridding > 7/3", "not whole", "centered"),
        )
    ]

    for line in lines:
        jsonschema.Draft202012Validator(schema).validate(json.loads(line))
    assert {change["what"] for change in json.loads(lines[0])["changes"]} == {"added", "removed", "changed"}


def test_csv_has_a_row_for_each_failure_and_for_each_condition_that_holds(piped: Piped) -> None:
    piped("check", "checked.yaml", "--baseline", "b.json", "--update")
    text = piped(
        "check", "checked.yaml", "not aligned", "--baseline", "b.json", "--input", "32x33", "--format", "csv"
    ).out
    rows = [tuple(row.values())[1:] for row in csv.DictReader(io.StringIO(text))]

    assert rows == [
        ("c2: rf >= 50", "4", "false", "c2", "rf", "y", "7", "50"),
        ("c2: rf >= 50", "4", "false", "c2", "rf", "x", "7", "50"),
        ("all: aligned", "5", "true", "", "", "", "", ""),
        ("not aligned", "", "false", "c2", "aligned", "", "true", "false"),
        ("b.json", "", "false", "c1", "n", "x", "17", "16"),
        ("b.json", "", "false", "c2", "n", "x", "15", "14"),
    ]


def test_csv_tells_layers_that_have_come_or_gone(piped: Piped) -> None:
    piped("check", "wave.yaml", "--baseline", "b.json", "--update")
    text = piped("check", "unsized.yaml", "--baseline", "b.json", "--format", "csv").out

    assert text.splitlines()[-1] == "Unsized,b.json,,false,c2,removed,,,"


def test_a_failure_in_markdown_is_an_item_of_a_list(piped: Piped) -> None:
    assert piped("check", "checked.yaml", "--format", "markdown").out == "- checked.yaml:4: c2: rf is 7, not &gt;= 50\n"


def test_a_terminal_shows_the_lines_too(checked: Path) -> None:
    shown = on_terminal(["check", "checked.yaml"], checked, size=(80, 24))

    assert shown.code == 1
    assert bare(shown.out) == "• checked.yaml:4: c2: rf is 7, not >= 50\n"


def test_the_first_word_is_the_network_unless_it_can_only_be_a_condition(
    piped: Piped, monkeypatch: pytest.MonkeyPatch, checked: Path
) -> None:
    assert piped("check", "rf > 3")[:2] == (2, "")
    assert piped("check", "rf > 3").err == "rfcalc check: missing argument 'NET'; see 'rfcalc check --help'\n"
    assert piped("check").code == 2
    assert piped("check", "nowhere", "rf > 3").err.startswith("nowhere: neither a file nor a preset")
    monkeypatch.setenv("RFCALC_NET", "alexnet")
    assert piped("check", "rf > 3", "all: aligned").out == "2 of 2 conditions hold for AlexNet.\n"
    monkeypatch.delenv("RFCALC_NET")
    (checked / "rfcalc.yaml").write_text(CHECKED.replace("  - all: aligned\n", "").replace("50", "5"), "utf-8")
    assert piped("check").out == "1 of 1 condition holds for Checked.\n"
    (checked / "aligned").write_text("name: File\nlayers:\n  - c: [3]\n", "utf-8")
    assert piped("check", "aligned", "rf == 3").out == "1 of 1 condition holds for File.\n"


def test_a_chain_of_layers_stands_in_place_of_the_network(piped: Piped) -> None:
    assert piped("check", "--layers", "conv 3, conv 3", "rf == 5").out == "1 of 1 condition holds for chain.\n"
    assert piped("check", "--layers", "conv 3").err.startswith("--layers: there is nothing to check; ")


def test_a_network_may_come_from_standard_input(piped: Piped) -> None:
    ended = piped("check", "-", "rf > 9", given="checks: [rf == 4]\nlayers:\n  - c: [3]\n")

    assert ended.out == "<stdin>:1: c: rf is 3, not == 4\n<stdin>: c: rf is 3, not > 9\n"


def test_size_and_parameters_are_those_of_the_line(piped: Piped) -> None:
    assert piped("check", "tcn", "rf >= 784", "--set", "levels=12").code == 0
    assert piped("check", "vgg16", "n == 8", "--input", "256").code == 0
    assert piped("check", "unsized.yaml", "n == 8").err == (
        "unsized.yaml: layer 'c1', condition 'n == 8': n depends on the input size; give the size as 'input' in the "
        "file or with --input\n"
    )


def test_a_dialogue_checks_its_network(piped: Piped) -> None:
    ended = piped("interactive", "vgg16", given="check 'rf > 3'\ncheck 'rf > 1000' 'pool5: n == 7'\n")

    assert ended.out == "1 of 1 condition holds for VGG16.\n\nvgg16: pool5: rf is 212, not > 1000\n"
    assert ended.code == 1
    as_json = piped("interactive", "vgg16", "--format", "json", given="check 'rf > 3'\n")
    assert json.loads(as_json.out)["schema"] == "rfcalc.check/1"


def test_a_baseline_is_written_with_update_alone(piped: Piped, checked: Path) -> None:
    assert piped("check", "alexnet", "--baseline", "b.json") == (
        2,
        "",
        "b.json: there is no such baseline; rfcalc check NET --baseline FILE --update writes one\n",
    )
    assert not (checked / "b.json").exists()
    assert (
        piped("check", "alexnet", "--baseline", "b.json", "--update").out
        == "AlexNet: its 10 rows are those of b.json.\n"
    )
    assert (checked / "b.json").read_text("utf-8") == piped("summary", "alexnet", "--format", "json").out
    assert piped("check", "alexnet", "--baseline", "b.json", "rf > 3").code == 0
    assert piped("check", "alexnet", "--baseline", "b.json", "--input", "259").out.splitlines()[0] == (
        "alexnet: conv1: n is 63, not 55 as in b.json"
    )


def test_nothing_is_written_where_a_condition_cannot_be_answered(piped: Piped, checked: Path) -> None:
    (checked / "b.json").write_text("old", "utf-8")

    assert piped("check", "alexnet", "rf", "--baseline", "b.json", "--update").code == 2
    assert (checked / "b.json").read_text("utf-8") == "old"
    assert piped("check", "alexnet", "rf > 999", "--baseline", "b.json", "--update").code == 1
    assert (checked / "b.json").read_text("utf-8").startswith('{"schema": "rfcalc.summary/1"')


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("vgg16", "--update"), "--update: there is no file to write; name it with --baseline"),
        (
            ("checked.yaml", "--baseline", "checked.yaml", "--update"),
            "--baseline: 'checked.yaml'; the network is read from this file; another one is needed",
        ),
        (
            ("vgg16", "--baseline", "b.json", "--update", "-o", "./b.json"),
            "--output: './b.json'; this is the baseline; another file is needed",
        ),
        (("vgg16", "rf > 3", "--format", "xml"), "--format: 'xml'; one of table, json, csv, markdown, github, junit"),
        (("vgg16", "rf > 3", "-o", "x.png"), "--output: unknown ending '.png'; this command writes no pictures"),
        (("vgg16", "rf > 3", "--baseline", "b.json", "--update", "-o", "nowhere/x.txt"), "nowhere/x.txt: "),
    ],
)
def test_wrong_words_are_refused(words: tuple[str, ...], message: str, piped: Piped) -> None:
    ended = piped("check", *words)

    assert ended[:2] == (2, "")
    assert ended.err.startswith(message)


def test_a_report_of_junit_goes_to_a_file_that_ends_in_xml(piped: Piped, checked: Path) -> None:
    assert piped("check", "checked.yaml", "-o", "report.xml") == (1, "", "")
    assert (checked / "report.xml").read_text("utf-8") == piped("check", "checked.yaml", "--format", "junit").out
    assert piped("summary", "alexnet", "-o", "x.xml").err.startswith("--output: unknown ending '.xml'; allowed: ")
    assert piped("summary", "alexnet", "--format", "junit").err.startswith("--format: 'junit'; one of table, ")


def test_shells_are_offered_networks_and_formats(offered: Offered) -> None:
    assert offered("rfcalc check vgg1") == ["vgg11", "vgg13", "vgg16", "vgg19"]
    assert offered("rfcalc check vgg16 --format ") == [*FORMATS]
