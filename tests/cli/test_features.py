"""One grammar for every command about a feature: ``[NET] LAYER X [Y [Z]]``, with ``--net`` in place of NET."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rfcalc.cli import main

if TYPE_CHECKING:
    import pathlib

    from .conftest import Offered

pytestmark = pytest.mark.usefixtures("folder")

NUMBERED = """\
name: Numbered
input: [16]
layers:
  - '5': [3]
  - last: [3]
  - pool: [2, 2]
  - {name: mean, type: global_avgpool}
"""


def asked(capsys: pytest.CaptureFixture[str], line: str) -> tuple[str, str, tuple[int, ...]]:
    """Return the network, the layer and the index, in the order of the axes, that a line asks for."""
    command, *words = line.split()
    assert main([command, "--format", "json", *words]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    answer = json.loads(shown.out)
    return answer["network"], answer["layer"], tuple(answer["index"].values())


def refusal(capsys: pytest.CaptureFixture[str], line: str) -> str:
    """Return the message with which a line is refused."""
    assert main(line.split()) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    return shown.err.rstrip("\n")


@pytest.fixture
def numbered(folder: pathlib.Path) -> pathlib.Path:
    """Return the folder with a network whose layers are called by a number and by the word for the last one."""
    (folder / "numbered.yaml").write_text(NUMBERED, "utf-8")
    return folder


@pytest.mark.parametrize("command", ["locate", "map"])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("vgg16 conv5_3 7 6", ("VGG16", "conv5_3", (6, 7))),
        ("conv5_3 7 6 --net vgg16", ("VGG16", "conv5_3", (6, 7))),
        ("--net vgg16 conv5_3 7 6", ("VGG16", "conv5_3", (6, 7))),
        ("conv5 3 4", ("AlexNet", "conv5", (4, 3))),
        ("conv5 -1 -13", ("AlexNet", "conv5", (0, 12))),
        ("-- conv5 -1 3", ("AlexNet", "conv5", (3, 12))),
        ("conv5 -1 3 --input=227", ("AlexNet", "conv5", (3, 12))),
        ("last -1 0", ("AlexNet", "pool5", (0, 5))),
        ("alexnet last 0 0", ("AlexNet", "pool5", (0, 0))),
        ("wave.yaml c1 -2", ("Wave", "c1", (48,))),
        ("input -1 0", ("AlexNet", "input", (0, 226))),
    ],
)
def test_the_network_stands_before_the_layer_or_behind_the_option(
    command: str, line: str, expected: tuple[str, str, tuple[int, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(capsys, f"{command} {line}") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("map", ("AlexNet", "pool5", (3, 3))),
        ("map vgg16", ("VGG16", "pool5", (3, 3))),
        ("map --net vgg16", ("VGG16", "pool5", (3, 3))),
        ("map conv5", ("AlexNet", "conv5", (6, 6))),
        ("map conv5_3 --net vgg16", ("VGG16", "conv5_3", (7, 7))),
        ("map vgg16 conv5_3", ("VGG16", "conv5_3", (7, 7))),
        ("map last", ("AlexNet", "pool5", (3, 3))),
    ],
)
def test_a_map_needs_neither_layer_nor_index(
    line: str, expected: tuple[str, str, tuple[int, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(capsys, line) == expected


@pytest.mark.usefixtures("numbered")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("map numbered.yaml 5 3", ("Numbered", "5", (3,))),
        ("locate numbered.yaml 5 3", ("Numbered", "5", (3,))),
        ("locate 5 3 --net numbered.yaml", ("Numbered", "5", (3,))),
        ("map 5 3 --net numbered.yaml", ("Numbered", "5", (3,))),
        ("locate last 3 --net numbered.yaml", ("Numbered", "last", (3,))),
        ("map numbered.yaml", ("Numbered", "pool", (3,))),
    ],
)
def test_a_layer_may_be_called_by_a_number_or_last(
    line: str, expected: tuple[str, str, tuple[int, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(capsys, line) == expected


def test_a_layer_of_the_usual_network_wins_over_a_file_before_a_number(
    numbered: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (numbered / "pool").write_text("name: File\nlayers:\n  - pool: [3]\n", "utf-8")
    monkeypatch.setenv("RFCALC_NET", "numbered.yaml")
    assert asked(capsys, "locate pool 3") == ("Numbered", "pool", (3,))
    assert asked(capsys, "locate pool pool 1 2") == ("File", "pool", (2, 1))
    assert main(["map", "pool", "--format", "json", "--input", "9"]) == 0
    assert json.loads(capsys.readouterr().out)["network"] == "File", "a word alone is a file"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("locate vgg16 conv5_3", "layer 'conv5_3', index: no number; VGG16 needs 2: X Y"),
        ("locate vgg16 conv5_3 1", "layer 'conv5_3', index: 1 number; VGG16 needs 2: X Y"),
        ("locate vgg16 conv5_3 1 x", "layer 'conv5_3', index: 'x'; whole numbers are needed"),
        ("locate conv5 x 1 --net alexnet", "layer 'conv5', index: 'x'; whole numbers are needed"),
        ("locate vgg16 conv5_3 1 2 --net vgg19", "NET: found 'vgg16' and --net 'vgg19'; name it once"),
        ("locate conv6 1 2", "'AlexNet' has no layer 'conv6'; did you mean 'conv5'?"),
        ("locate nonet.yaml conv5 1 2", "nonet.yaml: neither a file nor a preset; {presets}"),
        ("locate nonet.yaml", "nonet.yaml: neither a file nor a preset; {presets}"),
        ("locate vgg16 5 3", "LAYER: 'VGG16' has no layer '5'; a layer's name comes before the index: NET LAYER X Y"),
        ("map vgg16 5 3", "LAYER: 'VGG16' has no layer '5'; a layer's name comes before the index: NET LAYER X Y"),
        ("map conv5 3 4 --net broken.yaml --all-layers", "broken.yaml:2: layer 'a': unknown key 'kernal'; did"),
        (
            "map vgg16 --layer conv5_3",
            (
                "rfcalc map: no such option: '--layer'; the layer is an argument: "
                "rfcalc map [NET] [LAYER [X [Y [Z]]]]; see 'rfcalc map --help'"
            ),
        ),
        (
            "growth --net vgg16",
            (
                "rfcalc growth: no such option: '--net'; the net is an argument: rfcalc growth NET...; "
                "see 'rfcalc growth --help'"
            ),
        ),
        (
            "form vgg16 --all-layers",
            "rfcalc form: no such option: '--all-layers'; rfcalc map has it; see 'rfcalc form --help'",
        ),
        (
            "map vgg16 --sclae log",
            "rfcalc map: no such option: '--sclae'; did you mean '--scale'? see 'rfcalc map --help'",
        ),
    ],
)
def test_a_refusal_says_what_is_needed(line: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    presets = "rfcalc presets lists what ships with rfcalc"
    assert refusal(capsys, line).startswith(message.format(presets=presets))


@pytest.mark.parametrize("command", ["summary", "form", "growth", "map", "remedy --report", "show --expanded"])
def test_the_usual_network_serves_every_command(
    command: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "rfcalc.yaml").write_text("name: Local\ninput: 16\nlayers:\n  - c: [3]\n", "utf-8")
    assert main(command.split()) == 0
    assert "Local" in capsys.readouterr().out
    monkeypatch.setenv("RFCALC_NET", "wave.yaml")
    assert main(command.split()) == 0
    assert "Wave" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["growth", "map", "remedy --report", "show --expanded"])
def test_without_any_it_is_alexnet(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command.split()) == 0
    assert "AlexNet" in capsys.readouterr().out


def test_a_usual_network_that_cannot_be_read_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RFCALC_NET", "broken.yaml")
    assert refusal(capsys, "locate a 1 2").startswith("broken.yaml:2: layer 'a': unknown key 'kernal'")
    assert asked(capsys, "map vgg16 conv5_3 1 2")[0] == "VGG16"


def test_standard_input_is_a_network_before_a_layer(
    folder: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in ("locate - c1 3", "map - c1 3", "map -"):
        with (folder / "wave.yaml").open(encoding="utf-8") as stream, monkeypatch.context() as patch:
            patch.setattr("sys.stdin", stream)
            assert asked(capsys, line)[0] == "Wave"


def test_completion_follows_the_grammar(offered: Offered) -> None:
    assert offered("rfcalc locate wave.yaml c") == ["c1", "c2"]
    assert offered("rfcalc locate --net wave.yaml c1 ") == []
    assert offered("rfcalc locate wave.yaml c1 3") == []
    assert offered("rfcalc map vgg1") == ["vgg11", "vgg13", "vgg16", "vgg19"]
    assert {"alexnet", "wave.yaml", "conv5"} < set(offered("rfcalc map "))
    assert offered("rfcalc map conv") == ["conv1", "conv2", "conv3", "conv4", "conv5"]
    assert "layer4" in offered("rfcalc map --net resnet18 lay")


def test_an_index_for_fewer_axes_is_told_what_made_them_so_many(
    folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "channels.yaml").write_text("input: [3, 224, 224]\nlayers:\n  - c: [3, 1, 1]\n", "utf-8")

    assert main(["locate", "channels.yaml", "c", "7", "7"]) == 2
    assert capsys.readouterr().err == (
        "layer 'c', index: 2 numbers; channels needs 3: X Y Z; channels are not written: input: [224, 224]\n"
    )
