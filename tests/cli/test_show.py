"""``rfcalc show``: a network as a file, as it is written, written anew or spelled out."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.cli import main
from rfcalc.data.catalog import preset_path

from .running import run
from .test_loaded import HEAVY, loaded

if TYPE_CHECKING:
    import pathlib

    from .conftest import Piped

UNITS = """\
# A comment stays where it is.
name: Units   # so does this one
parameters: {gates: true, kernel: 3}
blocks:
  unit:
    layers:
      - conv: &form [$kernel, 2, 1]
      - {name: gate, type: squeeze_excite, when: $gates}
layers:
  - {name: unit, block: unit, repeat: 2}
  - last: *form
"""


@pytest.fixture
def units(folder: pathlib.Path) -> str:
    (folder / "units.yaml").write_text(UNITS, "utf-8")
    return "units.yaml"


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Return what the command prints, having checked that it answers."""
    assert main(("show", *words)) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Return the one line with which the command refuses."""
    assert main(("show", *words)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


def test_a_network_is_shown_as_it_is_written(units: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, units) == UNITS
    assert shown(capsys, units, "--format", "yaml") == UNITS


def test_a_text_without_a_last_line_break_gets_none(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "description: |\n  One.\nlayers: [{conv1: [3]}]"
    (folder / "unended.yaml").write_text(text, "utf-8")
    assert shown(capsys, "unended.yaml") == text


def test_a_preset_is_shown_as_it_ships_without_the_schema_that_only_lies_beside_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = preset_path("resnet50")
    assert path is not None
    with open(path, encoding="utf-8") as file:
        assert file.readline() == "# yaml-language-server: $schema=network.schema.json\n"
        assert shown(capsys, "resnet50") == file.read()


def test_a_json_file_stays_json(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, "volume.json") == (folder / "volume.json").read_text("utf-8")
    assert shown(capsys, "volume.json", "--expanded").startswith('{\n  "name": "Volume",\n  "input": [16, 32, 48],\n')
    assert shown(capsys, "volume.json", "--format", "yaml") == (
        "name: Volume\ninput: [16, 32, 48]\nlayers:\n  - {name: c, type: conv, kernel: 3}\n"
    )


def test_another_format_keeps_blocks(units: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, units, "--format", "json") == (
        "{\n"
        '  "name": "Units",\n'
        '  "parameters": {"gates": true, "kernel": 3},\n'
        '  "blocks": {\n'
        '    "unit": {\n'
        '      "layers": [\n'
        '        {"conv": ["$kernel", 2, 1]},\n'
        '        {"name": "gate", "type": "squeeze_excite", "when": "$gates"}\n'
        "      ]\n"
        "    }\n"
        "  },\n"
        '  "layers": [\n'
        '    {"name": "unit", "block": "unit", "repeat": 2},\n'
        '    {"last": ["$kernel", 2, 1]}\n'
        "  ]\n"
        "}\n"
    )


def test_another_size_or_parameter_is_written_into_the_file(units: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, units, "--input", "64x32", "--set", "gates=false", "--set", "kernel=5") == (
        "name: Units\n"
        "input: [64, 32]\n"
        "parameters: {gates: false, kernel: 5}\n"
        "blocks:\n"
        "  unit:\n"
        "    layers:\n"
        "      - conv: [$kernel, 2, 1]\n"
        "      - {name: gate, type: squeeze_excite, when: $gates}\n"
        "layers:\n"
        "  - {name: unit, block: unit, repeat: 2}\n"
        "  - last: [$kernel, 2, 1]\n"
    )


@pytest.mark.parametrize(
    ("size", "line"), [("64", "input: [64]"), ("224", "input: [224]"), ("16x224x224", "input: [16, 224, 224]")]
)
def test_a_size_has_as_many_numbers_as_axes(
    size: str, line: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "wave.yaml" if "x" not in size else "unsized.yaml"
    assert line in shown(capsys, name, "--input", size).splitlines()
    assert line in shown(capsys, name, "--input", size, "--expanded").splitlines()
    assert (folder / name).exists()


def test_expanded_spells_every_layer_out(units: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, units, "--expanded", "--input", "32", "--set", "gates=false") == (
        "name: Units\n"
        "input: 32\n"
        "layers:\n"
        "  - {name: unit.0.conv, type: conv, kernel: 3, stride: 2, padding: 1}\n"
        "  - {name: unit.1.conv, type: conv, kernel: 3, stride: 2, padding: 1}\n"
        "  - {name: last, type: conv, kernel: 3, stride: 2, padding: 1}\n"
    )


def test_a_network_whose_layers_are_all_left_out_stays_one(
    folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty.yaml").write_text("layers:\n  - {name: drop, type: relu, when: false}\n", "utf-8")
    text = shown(capsys, "empty.yaml", "--expanded")
    assert text == "name: empty\nlayers:\n  - {name: drop, type: identity, when: false}\n"
    assert rfcalc.loads(text).layers == ()


def test_standard_input_is_shown_in_the_format_it_has(piped: Piped) -> None:
    assert piped("show", "-", given=UNITS) == (0, UNITS, "")
    given = '{"layers": [{"é": [3]}]}'
    assert piped("show", "-", given=given) == (0, given, "")
    assert json.loads(piped("show", "-", "--expanded", given=given).out) == {
        "name": "stdin",
        "layers": [{"name": "é", "type": "conv", "kernel": 3}],
    }


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (("-o", "mine.json"), '{\n  "name": "VGG16",\n'),
        (("-o", "mine.YML"), "# "),
        (("-o", "mine.txt"), "# "),
        (("-o", "mine.json", "--format", "json"), '{\n  "name": "VGG16",\n'),
        (("-o", "mine.txt", "--format", "json"), '{\n  "name": "VGG16",\n'),
    ],
)
def test_the_ending_of_a_file_says_the_format_where_it_says_one(
    words: tuple[str, ...], begins: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(capsys, "vgg16", *words) == ""
    assert (folder / words[1]).read_text("utf-8").startswith(begins)


@pytest.mark.slow
def test_what_is_printed_is_the_same_network(folder: pathlib.Path, piped: Piped) -> None:
    words = ("summary", "mine.yaml", "--format", "json")
    original = piped("summary", "resnet50", "--format", "json")
    for ways in ((), ("--expanded",), ("--format", "json")):
        (folder / "mine.yaml").write_text(piped("show", "resnet50", *ways).out, "utf-8")
        assert piped(*words) == original


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="an ASCII locale is POSIX's")
def test_names_survive_a_stream_without_their_letters(folder: pathlib.Path) -> None:
    done = run("show", "accents.yaml", "--expanded", folder=folder, PYTHONIOENCODING="ascii")
    assert 'name: "\\xe91"' in done.out
    network = rfcalc.loads(done.out)
    assert (network.name, network.layers[0].name) == ("Réseau", "é1")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, files' names are texts")
def test_a_network_called_by_a_file_whose_name_is_no_text_reads_back(folder: pathlib.Path) -> None:
    name = os.fsdecode(b"net\xff.yaml")
    (folder / name).write_text("layers:\n  - c: [3]\n", "utf-8")
    assert rfcalc.loads(rfcalc.show(rfcalc.load(name))).name == "net\\udcff"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("vgg16", "--format", "jsn"), "--format: 'jsn'; did you mean 'json'? one of yaml, json\n"),
        (("vgg16", "--format", "table"), "--format: 'table'; one of yaml, json\n"),
        (("vgg16", "-o", "a.json", "--format", "yaml"), "--format: 'yaml'; a file that ends in .json holds json\n"),
        (("vgg16", "-o", "a.yml", "--format", "json"), "--format: 'json'; a file that ends in .yml holds yaml\n"),
        (("vgg16", "-o", "a.csv"), "--output: unknown ending '.csv'; allowed: .yaml, .json, .txt\n"),
        (("vgg61",), "vgg61: neither a file nor a preset; did you mean 'vgg16'?\n"),
        (
            ("broken.yaml",),
            (
                "broken.yaml:2: layer 'a': unknown key 'kernal'; did you mean 'kernel'? "
                "conv takes: kernel, stride, padding, dilation, taps, padding_mode, name, type, inputs, when\n"
            ),
        ),
        (("vgg16", "--set", "gates=false"), "vgg16: --set: the network has no parameter 'gates'; it has: none\n"),
        (
            ("vgg16", "--input", "0"),
            "--input: found '0'; allowed: 224, 224x320 (height x width) or 32x224x320, numbers from 1 to 2147483647\n",
        ),
    ],
)
def test_what_is_no_network_or_format_is_refused(
    words: tuple[str, ...], message: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, *words) == message
    assert folder.exists()


def test_the_python_call_refuses_another_format() -> None:
    network = rfcalc.load("alexnet")
    assert rfcalc.show(network, format="json").startswith('{\n  "name": "AlexNet",\n')
    with pytest.raises(rfcalc.RfcalcError, match=r"^found format 'toml'; allowed: yaml, json$"):
        rfcalc.show(network, "toml")


@pytest.mark.slow
def test_showing_does_without_heavy_modules(folder: pathlib.Path) -> None:
    assert not loaded("show", "resnet50", "--expanded", folder=folder) & set(HEAVY)
    assert not loaded("show", "volume.json", "--input", "20", folder=folder) & {*HEAVY, "yaml"}


@pytest.mark.slow
def test_formats_are_offered_as_they_are_typed(folder: pathlib.Path) -> None:
    line = "rfcalc show vgg16 --format j"
    done = run(folder=folder, _RFCALC_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line)
    assert "json" in done.out
    assert "yaml" not in done.out
