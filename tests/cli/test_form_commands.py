"""``rfcalc map``, ``form``, ``remedy`` and ``growth``: what they answer, where it goes, and what they refuse."""

from __future__ import annotations

import csv
import json
import os
import sys
from typing import TYPE_CHECKING

import jsonschema
import pytest

from rfcalc.cli import main
from rfcalc.cli.schemas import schema_text

from .running import on_terminal
from .test_loaded import HEAVY, loaded

if TYPE_CHECKING:
    import pathlib

    from .conftest import Offered

pytestmark = pytest.mark.usefixtures("nets")

PNG = b"\x89PNG\r\n"
NPY = b"\x93NUMPY"


def answered(capsys: pytest.CaptureFixture[str], *words: str, told: str = "") -> str:
    """Return what a command prints, having checked that it answers and what it tells beside that."""
    assert main(words) == 0
    printed = capsys.readouterr()
    assert printed.err == told
    return printed.out


def refusal(capsys: pytest.CaptureFixture[str], words: str) -> str:
    """Return the one line with which a command refuses, having checked that it leaves nothing else."""
    before = sorted(os.listdir())
    assert main(words.split(" ")) == 2
    printed = capsys.readouterr()
    assert (printed.out, sorted(os.listdir())) == ("", before)
    assert printed.err.count("\n") == 1
    return printed.err.rstrip("\n")


class TestMap:
    def test_is_the_middle_feature_of_the_last_map_with_several(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert answered(capsys, "map", "five.yaml", "--format", "json") == (
            '{"schema": "rfcalc.map/1", "network": "Five", "layer": "r", "index": {"y": 2, "x": 2}, '
            '"origin": {"y": 1, "x": 1}, "counts": [[1, 1, 1], [1, 1, 1], [1, 1, 1]]}\n'
        )

    def test_takes_a_layer_and_an_index_of_column_and_row(self, capsys: pytest.CaptureFixture[str]) -> None:
        report = json.loads(answered(capsys, "map", "five.yaml", "c", "4", "0", "--format", "json"))
        assert (report["index"], report["origin"]) == ({"y": 0, "x": 4}, {"y": 0, "x": 3})
        assert report["counts"] == [[1, 1], [1, 1]]

    def test_is_that_of_the_input_size_asked_for(self, capsys: pytest.CaptureFixture[str]) -> None:
        report = json.loads(answered(capsys, "map", "unsized.yaml", "--input", "9", "--format", "json"))
        assert report["index"] == {"y": 2, "x": 2}

    def test_passes_weights_and_borders_on(self, capsys: pytest.CaptureFixture[str]) -> None:
        words = ("map", "five.yaml", "c", "0", "0", "--unclipped", "--weights", "mean", "--format", "json")
        report = json.loads(answered(capsys, *words))
        assert (report["weights"], report["unclipped"], report["origin"]) == ("mean", True, {"y": -1, "x": -1})

    def test_of_a_layer_whose_name_is_a_number(self, capsys: pytest.CaptureFixture[str]) -> None:
        report = json.loads(answered(capsys, "map", "digits.yaml", "5", "3", "4", "--format", "json"))
        assert (report["layer"], report["index"]) == ("5", {"y": 4, "x": 3})

    def test_has_a_scale(self, capsys: pytest.CaptureFixture[str]) -> None:
        linear = answered(capsys, "map", "vgg16", "conv2_2")
        assert answered(capsys, "map", "vgg16", "conv2_2", "--scale", "linear") == linear
        assert answered(capsys, "map", "vgg16", "conv2_2", "--scale", "log") != linear

    def test_of_all_layers_is_one_a_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        maps = answered(capsys, "map", "five.yaml", "--all-layers", "--format", "json").splitlines()
        assert [json.loads(line)["layer"] for line in maps] == ["c", "pool"]

    def test_of_more_layers_than_a_picture_takes_is_refused_before_the_first_is_worked_out(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("rfcalc.render.figures.MOST", 1)
        monkeypatch.delattr("rfcalc.reports.depth._map")
        assert refusal(capsys, "map five.yaml --all-layers -o f.svg") == (
            "--all-layers: 2 maps; a picture takes at most 1; --format json takes all"
        )

    def test_of_all_layers_of_a_network_without_any_is_nothing(
        self, nets: pathlib.Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (nets / "none.yaml").write_text("input: 9\nlayers:\n  - {name: drop, type: relu, when: false}\n", "utf-8")
        assert answered(capsys, "map", "none.yaml", "--all-layers", "--format", "json") == ""
        assert refusal(capsys, "map none.yaml --all-layers -o f.png").startswith("--output: no path leads")

    @pytest.mark.slow
    @pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
    def test_is_painted_in_the_colors_of_the_terminal(self, nets: pathlib.Path) -> None:
        painted = on_terminal(["map", "five.yaml"], nets, COLORTERM="truecolor")
        assert painted.code == 0
        assert "\x1b[38;2;" in painted.out or "\x1b[48;2;" in painted.out


class TestAFile:
    @pytest.mark.parametrize("command", ["map", "form", "growth", "remedy --report"])
    @pytest.mark.parametrize(
        ("file", "form"),
        [("f.json", "json"), ("f.JSONL", "json"), ("f.csv", "csv"), ("f.md", "markdown"), ("f.txt", "table")],
    )
    def test_gets_what_its_ending_says(
        self, command: str, file: str, form: str, nets: pathlib.Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        first, *rest = command.split()
        words = (first, "strides.yaml", *rest)
        text = answered(capsys, *words, "--format", form)
        assert text
        assert answered(capsys, *words, "-o", file) == ""
        assert (nets / file).read_text("utf-8") == text
        assert answered(capsys, *words, "--format", form, "-o", file) == ""
        assert answered(capsys, *words, "--format", form, "-o", "-") == text

    @pytest.mark.slow
    @pytest.mark.traced
    @pytest.mark.parametrize(
        ("words", "begins"),
        [
            ("map five.yaml -o f.png", PNG),
            ("map five.yaml --scale log -o f.PNG", PNG),
            ("map five.yaml --format svg -o f.svg", b"<svg "),
            ("map five.yaml -o f.npy", NPY),
            ("map strides.yaml a --remedy -o f.pdf", b"%PDF"),
            ("growth five.yaml strides.yaml -o f.svg", b"<svg "),
            ("map strides.yaml --all-layers -o f.png", PNG),
            ("growth strides.yaml -o f.svg", b"<svg "),
        ],
    )
    def test_gets_a_picture_or_an_array(
        self, words: str, begins: bytes, nets: pathlib.Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert answered(capsys, *words.split()) == ""
        assert (nets / words.rsplit(maxsplit=1)[-1]).read_bytes().startswith(begins)


def test_the_form_of_several_networks_is_one_answer(capsys: pytest.CaptureFixture[str]) -> None:
    lines = answered(capsys, "form", "five.yaml", "strides.yaml", "--format", "json").splitlines()
    assert [json.loads(line)["network"] for line in lines] == ["Five", "Strides"]
    table = answered(capsys, "form", "strides.yaml", "--weights", "mean", "--unclipped", "--format", "csv")
    assert len(list(csv.reader(table.splitlines()))) == 5


def test_growth_has_a_row_for_each_layer_that_widens(capsys: pytest.CaptureFixture[str]) -> None:
    report = json.loads(answered(capsys, "growth", "five.yaml", "--format", "json"))
    assert [row["name"] for row in report["layers"]] == ["c", "pool"]


MAP_NUMBER = "a layer's name comes before the index: NET LAYER X Y"
ALL_LAYERS = "--all-layers: found {}; allowed: --format svg or json, -o FILE.png or -o FILE.pdf"

REFUSED = {
    "map five.yml": "five.yml: neither a file nor a preset; rfcalc presets lists what ships with rfcalc",
    "map vgg16 conv53": "'VGG16' has no layer 'conv53'; did you mean 'conv5_3'?",
    "map five.yaml c 1": "layer 'c', index: 1 number; Five needs 2: X Y",
    "map five.yaml c 1 2 3": "layer 'c', index: 3 numbers; Five needs 2: X Y",
    "map five.yaml c 1,2": "layer 'c', index: '1,2'; whole numbers are needed",
    "map five.yaml c 5 0": "layer 'c', x: found 5; allowed: 0 to 4",
    "map five.yaml 2 2": f"LAYER: 'Five' has no layer '2'; {MAP_NUMBER}",
    "map five.yaml c -6 2": "layer 'c', x: found -6; allowed: 0 to 4, or -5 to -1 from the end",
    "map five.yaml -- -1 2": f"LAYER: 'Five' has no layer '-1'; {MAP_NUMBER}",
    "map five.yaml --weights men": "--weights: 'men'; did you mean 'mean'? one of uniform, mean",
    "map five.yaml --scale lin": "--scale: 'lin'; one of linear, log",
    "map five.yaml --scale lineal": "--scale: 'lineal'; did you mean 'linear'? one of linear, log",
    "map five.yaml --scale log --format json": "--scale: 'log'; only tables and pictures have one, not json",
    "map five.yaml --scale log -o f.npy": "--scale: 'log'; only tables and pictures have one, not npy",
    "map five.yaml --format jsn": "--format: 'jsn'; did you mean 'json'? one of table, json, csv, markdown, svg",
    "map five.yaml --format png": "--format: 'png'; it needs a file of that ending: -o FILE.png",
    "map five.yaml --format npy -o f.png": "--format: 'npy'; it needs a file of that ending: -o FILE.npy",
    "map five.yaml --format csv -o f.json": "--format: 'csv'; a file that ends in .json holds json",
    "map five.yaml --format table -o f.svg": "--format: 'table'; a file that ends in .svg holds svg",
    "map five.yaml -o f.jpg": "--output: unknown ending '.jpg'; pictures are written as .png, .svg or .pdf",
    "map five.yaml -o f.npz": "--output: unknown ending '.npz'; arrays are written as .npy",
    "map five.yaml -o no/f.png": "no/f.png: cannot be written: no such file or directory",
    "map five.yaml c --all-layers": "--all-layers: found LAYER 'c'; it takes NET alone",
    "map five.yaml --all-layers": ALL_LAYERS.format("table"),
    "map five.yaml --all-layers -o f.csv": ALL_LAYERS.format("csv"),
    "map five.yaml --all-layers -o f.npy": ALL_LAYERS.format("npy"),
    "map five.yaml --all-layers --scale log -o f.json": "--scale: 'log'; only tables and pictures have one, not json",
    "map five.yaml --zoom --format json": "--zoom: found json; only tables and pictures are drawn",
    "map five.yaml --bare -o f.npy": "--bare: found npy; only tables and pictures are drawn",
    "map five.yaml --bare --format markdown": "--bare: found markdown; only tables and pictures are drawn",
    "map five.yaml --on 1x1": "--on: '1x1'; only a --remedy has kernels",
    "map five.yaml --remedy --on 2x2": "--on: found '2x2'; allowed: 1x1, 3x3, all",
    "map five.yaml --remedy -o f.npy": "--remedy: found npy; an array holds one map, and these are two",
    "map five.yaml --remedy --all-layers -o f.png": (
        "--all-layers: found --remedy; a remedy is shown in one feature's maps"
    ),
    "map unsized.yaml": (
        "unsized.yaml: layer 'c1': which pixels count depends on the input size; "
        "give the size as 'input' in the file or with --input"
    ),
    "form": "rfcalc form: missing argument 'NET...'; see 'rfcalc form --help'",
    "form five.yaml -o f.png": "--output: unknown ending '.png'; this command writes no pictures",
    "form five.yaml --format png": "--format: 'png'; one of table, json, csv, markdown",
    "form five.yaml --scale log": (
        "rfcalc form: no such option: '--scale'; rfcalc map has it; see 'rfcalc form --help'"
    ),
    "form five.yaml broken.yaml -o f.csv": (
        "broken.yaml:2: layer 'a': unknown key 'kernal'; did you mean 'kernel'? "
        "conv takes: kernel, stride, padding, dilation, taps, padding_mode, name, type, inputs, when"
    ),
    "growth five.yaml -o f.npy": "--output: unknown ending '.npy'; this command writes no arrays",
    "growth five.yaml -o f.eps": "--output: unknown ending '.eps'; pictures are written as .png, .svg or .pdf",
    "growth five.yaml --weights sum": "--weights: 'sum'; one of uniform, mean",
    "remedy five.yaml --on 3": "--on: found '3'; allowed: 1x1, 3x3, all",
    "remedy five.yaml --weights mean": "--weights: 'mean'; only a --report has numbers",
    "remedy five.yaml --format table": "--format: 'table'; one of yaml, json",
    "remedy five.yaml --report --format yaml": "--format: 'yaml'; one of table, json, csv, markdown",
    "remedy five.yaml --report -o f.svg": "--output: unknown ending '.svg'; this command writes no pictures",
    "remedy five.yaml --report --weights men": "--weights: 'men'; did you mean 'mean'? one of uniform, mean",
}


@pytest.mark.slow
@pytest.mark.traced
@pytest.mark.parametrize("words", REFUSED)
def test_a_refusal_is_one_line_and_leaves_nothing(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refusal(capsys, words) == REFUSED[words]


@pytest.mark.parametrize("command", ["map", "form", "remedy", "growth"])
def test_help_fits_a_terminal_and_has_examples(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = answered(capsys, command, "--help")
    assert text.startswith(f"Usage: rfcalc {command} ")
    assert f"\n  rfcalc {command} " in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["map vgg16", "map vgg16 conv5_3 7 7 --format json", "form vgg16", "remedy resnet18 --report"]
)
def test_texts_load_neither_a_drawing_nor_an_array_library(words: str, nets: pathlib.Path) -> None:
    assert not loaded(*words.split(), folder=nets) & {*HEAVY, "matplotlib", "numpy"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("rfcalc map resnet18 layer4.1.a", ["layer4.1.add"]),
        ("rfcalc map five.yaml --weights ", ["uniform", "mean"]),
        ("rfcalc map five.yaml --scale lo", ["log"]),
        ("rfcalc remedy strides.yaml --on ", ["1x1", "3x3", "all"]),
        ("rfcalc remedy strides.yaml --report --format ", ["table", "json", "csv", "markdown"]),
        ("rfcalc remedy strides.yaml --format ", ["yaml", "json"]),
        ("rfcalc map own.yaml c 1 --set w", ["width="]),
    ],
)
def test_completion_knows_the_words(typed: str, words: list[str], nets: pathlib.Path, offered: Offered) -> None:
    (nets / "own.yaml").write_text("parameters: {width: 3}\nlayers: [c: [$width]]\n", "utf-8")
    assert offered(typed) == words


def test_two_maps_before_and_after_a_remedy_are_one_answer(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(answered(capsys, "map", "strides.yaml", "a", "--remedy", "--on", "3x3", "--format", "json"))
    jsonschema.Draft202012Validator(json.loads(schema_text("maps"))).validate(told)
    assert (told["on"], told["cured"]) == ("3x3", ["a"])
    alone = json.loads(answered(capsys, "map", "strides.yaml", "a", "--format", "json"))
    assert told["before"] == alone
    assert told["after"]["layer"] == "a"
    assert told["after"]["counts"] != alone["counts"]


def test_a_map_may_be_bare_and_shown_from_near(capsys: pytest.CaptureFixture[str]) -> None:
    bare = answered(capsys, "map", "strides.yaml", "a", "--bare", "--zoom")
    assert "Strides" not in bare
    assert bare.splitlines()[0].strip().strip("+-") == ""


def test_growth_without_a_network_is_that_of_the_usual_one(capsys: pytest.CaptureFixture[str]) -> None:
    both = answered(capsys, "growth", "five.yaml", "strides.yaml", "--format", "csv").splitlines()
    assert {line.split(",")[0] for line in both[1:]} == {"Five", "Strides"}
    chain = json.loads(answered(capsys, "growth", "--layers", "conv 3 1 1", "--input", "9", "--format", "json"))
    assert [row["rf"] for row in chain["layers"]] == [3]
