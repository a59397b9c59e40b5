"""``rfcalc figure``: a picture in a file or a pipe, never on a terminal."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from rfcalc.cli import main

from .running import run

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Offered


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_picture_goes_to_a_pipe_or_a_file_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "alexnet.svg"
    assert main(("figure", "alexnet")) == 0
    piped = capsys.readouterr()
    assert piped.err == ""
    assert piped.out.startswith('<svg xmlns="http://www.w3.org/2000/svg" ')
    assert main(("figure", "alexnet", "-o", str(file))) == 0
    assert capsys.readouterr() == ("", "")
    assert file.read_text("utf-8") == piped.out
    assert main(("figure", "alexnet", "--format", "svg")) == 0
    assert capsys.readouterr().out == piped.out


def test_a_terminal_gets_a_hint_and_no_picture(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    for words in (("figure", "alexnet"), ("figure", "alexnet", "-o", "-")):
        assert main(words) == 2
        assert terminal.getvalue() == ""
        assert capsys.readouterr().err == (
            "--output: standard output is a terminal; a picture is not for a terminal: -o FILE.svg\n"
        )
    assert main(("figure", "alexnet", "--format", "json")) == 0
    assert json.loads(terminal.getvalue())["schema"] == "rfcalc.figure/1"


def test_layers_are_named_behind_the_network(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("figure", "alexnet", "conv2", "conv5", "--format", "json")) == 0
    assert [each["layer"] for each in json.loads(capsys.readouterr().out)["maps"]] == ["conv2", "conv5"]
    assert main(("figure", "conv2", "--layers", "conv 3, conv 5 2", "--input", "20", "--format", "json")) == 0
    assert [each["layer"] for each in json.loads(capsys.readouterr().out)["maps"]] == ["conv2"]


def test_without_words_it_is_the_usual_network(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "wave.yaml").rename(folder / "rfcalc.yaml")
    assert main(("figure", "--format", "json")) == 0
    assert json.loads(capsys.readouterr().out)["network"] == "Wave"


@pytest.mark.slow
def test_in_a_dialogue_words_are_layers_of_its_network(folder: Path) -> None:
    ended = run(
        "interactive", "wave.yaml", folder=folder, given="figure c2 --format json\nfigure alexnet --format json\n"
    )
    first, second = [json.loads(line) for line in ended.out.splitlines() if line.startswith("{")]
    assert [each["layer"] for each in first["maps"]] == ["c2"]
    assert (first["network"], second["network"]) == ("Wave", "AlexNet")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("vgg61", "vgg61: neither a file nor a preset; did you mean 'vgg16'?\n"),
        ("vgg16 conv9_9", "'VGG16' has no layer 'conv9_9'; the first are conv1_1, conv1_2, pool1 ...\n"),
        ("vgg16 input", "layer 'input': the input is always drawn; name a layer or a block\n"),
        ("vgg16 --view sid", "--view: 'sid'; did you mean 'side'? one of fixed, side\n"),
        ("vgg16 --axis x", "--axis: found 'x'; only --view side is drawn along one axis\n"),
        ("vgg16 --view side --axis z", "--axis: found 'z'; allowed: y, x\n"),
        ("vgg16 -o vgg16.png", "--output: unknown ending '.png'; pictures are written as .svg\n"),
        ("vgg16 -o vgg16.csv", "--output: unknown ending '.csv'; allowed: .svg, .json, .txt\n"),
        ("vgg16 --format png", "--format: 'png'; one of svg, json\n"),
        (
            "unsized.yaml",
            (
                "unsized.yaml: a picture needs the size of the input, which is not known; give the size as "
                "'input' in the file or with --input\n"
            ),
        ),
        (
            "googlenet inception_3a.1x1 inception_3a.3x3 --view side",
            (
                "googlenet: layer 'inception_3a.1x1': 'inception_3a.3x3' does not read it; a side view shows layers on "
                "one way\n"
            ),
        ),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_drawn_is_refused(words: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("figure", *words.split())) == 2
    assert capsys.readouterr() == ("", message)


@pytest.mark.parametrize(
    "words",
    [("growth", "short.yaml"), ("map", "short.yaml", "a"), ("map", "short.yaml", "--all-layers")],
    ids=" ".join,
)
def test_an_answer_that_can_be_drawn_is_a_picture_in_a_pipe_too(
    words: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "short.yaml").write_text("input: 8\nlayers: [{a: [3, 1, 1]}, {b: [2, 2, 0]}]\n", "utf-8")
    assert main((*words, "-o", "drawn.svg")) == 0
    assert main((*words, "--format", "svg")) == 0
    assert capsys.readouterr() == ((folder / "drawn.svg").read_text("utf-8"), "")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main((*words, "--format", "svg")) == 2
    assert terminal.getvalue() == ""
    assert capsys.readouterr().err == (
        "--output: standard output is a terminal; a picture is not for a terminal: -o FILE.svg\n"
    )


def test_files_of_dots_are_never_written_to_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("growth", "alexnet", "--format", "png")) == 2
    assert capsys.readouterr().err == "--format: 'png'; it needs a file of that ending: -o FILE.png\n"


def test_words_are_offered(offered: Offered) -> None:
    assert offered("rfcalc figure vgg1") == ["vgg11", "vgg13", "vgg16", "vgg19"]
    assert offered("rfcalc figure wave.yaml c") == ["c1", "c2"]
    assert offered("rfcalc figure wave.yaml c1 c") == ["c1", "c2"]
    assert offered("rfcalc figure wave.yaml --view s") == ["side"]
    assert offered("rfcalc figure wave.yaml --format s") == ["svg"]


@pytest.mark.slow
def test_a_picture_loads_nothing_heavy(folder: Path) -> None:
    ended = run("figure", "wave.yaml", "--view", "side", folder=folder, PYTHONPROFILEIMPORTTIME="1")
    assert ended.code == 0
    assert not [name for name in ("matplotlib", "numpy", "PIL", "rich", "typer") if f" {name}\n" in ended.err]
