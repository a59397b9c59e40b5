"""What the commands answer, through the function that people start."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.cli import main
from rfcalc.cli.commands import NAMES
from rfcalc.cli.commands import command as command_of
from rfcalc.cli.parse import parsed

if TYPE_CHECKING:
    import pathlib

pytestmark = pytest.mark.usefixtures("folder")

CONV5 = (
    '{"schema": "rfcalc.locate/1", "network": "AlexNet", "layer": "conv5", "index": {"y": 4, "x": 3}, '
    '"rf": {"y": 163, "x": 163}, "center": {"y": 81.5, "x": 65.5}, '
    '"box": {"y": [0, 163], "x": [-16, 147]}, "visible": {"y": [0, 163], "x": [0, 147]}}\n'
)


def out(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """Return what a command prints, having checked its exit code and that it says nothing else."""
    assert main(words) == code
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


@pytest.mark.parametrize("name", ["vgg16", "vgg16.yaml"])
def test_summary_ends_with_the_last_layer_of_vgg16(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = out(capsys, "summary", name).splitlines()
    assert shown[0] == "VGG16, input 224x224"
    assert shown[2].split() == ["name", "type", "window", "n", "jump", "rf", "start"]
    assert shown[20].split() == ["pool5", "maxpool", "k2", "s2", "7", "32", "212", "16"]


def test_a_file_wins_over_a_preset(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "vgg16.yaml").write_text("name: Mine\nlayers:\n  - c: [3]\n")
    assert out(capsys, "summary", "vgg16.yaml").startswith("Mine, input size not known\n")


def test_input_overrides_the_size_of_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert out(capsys, "summary", "vgg16", "--input", "224x320").startswith("VGG16, input 224x320\n")


def test_several_networks_are_several_lines_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    lines = out(capsys, "summary", "wave.yaml", "volume.json", "markup.yaml", "--format", "json").splitlines()
    assert [json.loads(line)["axes"] for line in lines] == [["x"], ["z", "y", "x"], ["y", "x"]]


def test_several_networks_are_one_csv_table(capsys: pytest.CaptureFixture[str]) -> None:
    text = out(capsys, "summary", "wave.yaml", "volume.json", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["network"], row["n_z"], row["n_x"]) for row in rows] == [
        ("Wave", "", "50"),
        ("Wave", "", "48"),
        ("Volume", "14", "46"),
    ]


def test_locate_is_about_alexnet_unless_told_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    text = out(capsys, "locate", "conv5", "3", "4")
    assert text.startswith("conv5 (3, 4) of AlexNet sees 163 x 163 pixels around (65.5, 81.5)\n")
    assert "Padding makes up 9.8% of its box: 16 px left." in text
    assert out(capsys, "locate", "conv5", "3", "4", "--format", "json") == CONV5


def test_locate_takes_the_network_from_option_then_environment_then_folder(
    folder: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "rfcalc.yaml").write_text("name: Local\nlayers:\n  - c: [3]\n")
    assert " of Local " in out(capsys, "locate", "c", "1", "2")
    monkeypatch.setenv("RFCALC_NET", "volume.json")
    assert " of Volume " in out(capsys, "locate", "c", "1", "2", "3")
    assert " of Wave " in out(capsys, "locate", "c1", "1", "--net", "wave.yaml")
    monkeypatch.setenv("RFCALC_NET", "")
    assert " of Local " in out(capsys, "locate", "c", "1", "2")


def test_locate_takes_x_before_y_before_z(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(out(capsys, "locate", "c", "1", "2", "3", "--net", "volume.json", "--format", "json"))
    assert found["index"] == {"z": 3, "y": 2, "x": 1}
    assert found["box"] == {"z": [3, 6], "y": [2, 5], "x": [1, 4]}


def test_locate_without_an_input_size_leaves_visible_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert "visible" not in out(capsys, "locate", "c1", "0", "0", "--net", "unsized.yaml", "--format", "json")


@pytest.mark.slow
@pytest.mark.usefixtures("presets_read_once")
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_presets_are_those_that_ship_whatever_lies_in_the_folder(
    form: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "alexnet").mkdir()
    text = out(capsys, "presets", "--format", form)
    assert all(name in text for name in rfcalc.presets())
    assert "alexnet" in text


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_a_file_gets_what_would_be_printed(form: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert out(capsys, "summary", "accents.yaml", "--format", form, "-o", "answer.txt") == ""
    printed = out(capsys, "summary", "accents.yaml", "--format", form)
    assert (folder / "answer.txt").read_text(encoding="utf-8") == printed
    assert out(capsys, "summary", "accents.yaml", "-o", "-").startswith("Réseau")


@pytest.mark.parametrize("words", ["--help", "-h", "summary -h", "locate --help", "interactive -h"])
def test_help_is_an_answer(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert out(capsys, *words.split()).startswith("Usage: rfcalc ")


def test_every_command_has_help_with_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    listed = out(capsys, "--help")
    for command in NAMES:
        assert f"\n  {command} " in listed
        assert out(capsys, command, "--help").startswith(f"Usage: rfcalc {command} ")


def test_no_words_at_all_lead_on(capsys: pytest.CaptureFixture[str]) -> None:
    text = out(capsys)
    lines = [line.strip().partition("  ")[0].split()[1:] for line in text.splitlines() if line.startswith("  rfcalc ")]
    assert len(lines) == 5
    assert all(parsed(command_of(name).SPEC, words) for name, *words in lines)
    assert max(map(len, text.splitlines())) <= 80


def test_help_is_a_command_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert out(capsys, "help") == out(capsys, "--help")
    assert out(capsys, "help", "summary") == out(capsys, "summary", "--help")
    assert out(capsys, "help", "--help").startswith("Usage: rfcalc help ")


@pytest.mark.parametrize("name", NAMES)
def test_help_has_examples_first_options_by_what_they_are_about_and_words(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = command_of(name).SPEC
    text = out(capsys, "help", name)
    headings = [line[:-1] for line in text.splitlines() if line[:1].isupper() and line.endswith(":")]
    about = [group for group, _ in spec.groups]
    assert headings == [*["Arguments"] * bool(spec.arguments), *about, "Help", *["Words"] * bool(spec.words)]
    assert all(f"  {example}\n" in text for example in spec.examples)
    assert sum(len(options) for _, options in spec.groups) == len(spec.options), "each stands in one group"
    assert all(re.search(rf"\n  {word} +\w", text.partition("\nWords:")[2]) for word in spec.words)


def test_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert out(capsys, "--version") == f"rfcalc {rfcalc.__version__}\n"
