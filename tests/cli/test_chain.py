"""A chain of layers typed on the command line, the first layer with a condition, and the file to start from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

import rfcalc
from rfcalc.cli import main
from rfcalc.cli.schemas import schema_text

if TYPE_CHECKING:
    import pathlib

pytestmark = pytest.mark.usefixtures("folder")

ALEXNET = "conv 11 4, pool 3 2, conv 5 1 2"


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def layers(capsys: pytest.CaptureFixture[str], chain: str) -> list[dict[str, object]]:
    """Return the layers of a chain as a file has them, short values spelled as written."""
    text = printed(capsys, "show", "--layers", chain, "--format", "json")
    found: list[dict[str, object]] = json.loads(text)["layers"]
    return found


def test_a_chain_is_the_network_that_a_file_would_be(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(printed(capsys, "summary", "--layers", ALEXNET, "--input", "227", "--format", "json"))["layers"]
    same = rfcalc.summary(rfcalc.loads("layers: [conv1: [11, 4], pool1: [3, 2], conv2: [5, 1, 2]]", input=227)).layers
    assert [(row["name"], row["type"], row["rf"]["x"], row["n"]["y"]) for row in rows] == [
        (row.name, row.type, row.rf[0], row.n[0]) for row in same
    ]


def test_values_are_numbers_in_order_or_named(capsys: pytest.CaptureFixture[str]) -> None:
    conv, pad, pool, up = layers(
        capsys, " conv 3x1 2 1+0x2 , pad 1+2,pool 2 ceil_mode=true, upsample scale=1.5 mode=bilinear "
    )
    assert conv == {"name": "conv1", "type": "conv", "kernel": [3, 1], "stride": 2, "padding": [[1, 0], 2]}
    assert pad == {"name": "pad1", "type": "pad", "padding": [[1, 2], [1, 2]]}
    assert pool == {"name": "pool1", "type": "maxpool", "kernel": 2, "ceil_mode": True}
    (strided,) = layers(capsys, "conv padding=1 3 2")  # numbers are for the keys that are not named
    assert strided == {"name": "conv1", "type": "conv", "padding": 1, "kernel": 3, "stride": 2}
    assert up == {"name": "upsample1", "type": "upsample", "scale": 1.5, "mode": "bilinear"}


def test_a_chain_is_shown_as_a_file_in_yaml(capsys: pytest.CaptureFixture[str]) -> None:
    text = "name: chain\ninput: [null]\nlayers:\n  - {name: conv1, type: conv, kernel: 3, stride: 2}\n"
    assert printed(capsys, "show", "--layers", "1d, conv 3 2") == text
    assert printed(capsys, "remedy", "--layers", "1d, conv 3 2", "--input", "9") == text.replace("null", "9")


@pytest.mark.parametrize(("first", "axes"), [("1d, ", 1), ("2D, ", 2), ("3d,", 3), ("", 2)])
def test_a_first_item_says_how_many_axes_there_are(first: str, axes: int, capsys: pytest.CaptureFixture[str]) -> None:
    (conv,) = layers(capsys, f"{first}conv 3 padding=2+0")
    assert conv["padding"] == [[2, 0]] * axes


def test_a_chain_stands_wherever_a_network_does(capsys: pytest.CaptureFixture[str]) -> None:
    sized = ("--layers", ALEXNET, "--input", "64")
    assert "pool1 (0, 0) of chain sees 19 x 19" in printed(capsys, "locate", "pool1", "0", "0", *sized)
    for command in ("form", "growth", "map", "remedy"):
        assert "chain" in printed(capsys, command, *sized)
    assert "every size from 19" in printed(capsys, "sizes", "--layers", ALEXNET)
    assert "chain differ" in printed(capsys, "compare", "alexnet", "--layers", ALEXNET, "--input", "227")
    assert refused(capsys, "compare", "alexnet", "--check", "--layers") != ""


def test_mistakes_are_told_by_the_number_of_the_layer(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {
        "conv 3, cnov 3": "--layers:2: layer 'cnov1', type: unknown type 'cnov'; did you mean 'conv'?\n",
        "conv 0": "--layers:1: layer 'conv1', kernel: found 0; allowed: a whole number of at least 1, "
        "or a list of one per axis\n",
        "conv 3 kernel=5": "--layers:1: layer 'conv1', kernel: found 'kernel=5' besides another; a key stands once\n",
        "conv 3 name=stem": "--layers:1: layer 'conv1', name: found 'name=stem' besides another; "
        "a layer is called by its word and a number\n",
        "conv 1 1 0 1 9": "--layers:1: layer 'conv1': found '9' as value 5; conv takes "
        "kernel, stride, padding, dilation\n",
        "relu 3": "--layers:1: layer 'relu1': found '3' as value 1; relu takes none\n",
        "conv 3,,": "--layers:2: found no layer; allowed: types with their numbers, such as 'conv 11 4, pool 3 2'\n",
        "1d": "--layers: found '1d'; allowed: types with their numbers, such as 'conv 11 4, pool 3 2'\n",
        "c" * 100_001: "--layers: the line is too long; allowed: at most 100000 characters\n",
    }
    for chain, message in wrong.items():
        assert refused(capsys, "summary", "--layers", chain) == message.replace("; allowed: at most", "; at most")
    assert refused(capsys, "locate", "--net", "vgg16", "--layers", "conv 3", "conv1", "0", "0") == (
        "NET: found 'vgg16' and --layers; name one network\n"
    )


def test_the_first_layer_with_a_condition_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "summary", "vgg16", "--until", "rf>=200")
    assert "\npool5 is the first layer with rf >= 200: number 18 of 18.\n" in text
    assert "\nNo layer has rf > 212.\n" in printed(capsys, "summary", "vgg16", "--until", "rf > 212")
    record = json.loads(printed(capsys, "summary", "vgg16", "--until", " start == 1 ", "--format", "json"))
    assert record["until"] == {"condition": "start == 1", "layer": "pool1", "number": 3}
    jsonschema.Draft202012Validator(json.loads(schema_text("summary"))).validate(record)


@pytest.mark.parametrize(
    ("condition", "layer"), [("n < 60", "pool1"), ("jump > 8", "pool2"), ("start >= 9.5", "pool1"), ("n == 7", None)]
)
def test_a_condition_holds_along_every_axis(condition: str, layer: str | None) -> None:
    network = rfcalc.loads(
        "input: [400, 227]\nlayers: [conv1: [11, 4], pool1: [3, 2], conv2: [5, 1, 2], pool2: [3, 2], conv3: [3]]"
    )
    until = rfcalc.summary(network, until=condition).until
    assert until is not None
    assert until.layer == layer


def test_what_is_not_known_holds_for_nothing() -> None:
    until = rfcalc.summary(rfcalc.loads("layers: [c: [3]]"), until="n >= 0").until
    assert until == ("n >= 0", None, None)


@pytest.mark.parametrize("condition", ["", "rf", "rf => 3", "size > 3", "rf > many", "rf >= 1e3", "rf > 3 px"])
def test_other_conditions_are_refused(condition: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "summary", "vgg16", "--until", condition) == (
        f"--until: found '{condition}'; allowed: n, jump, rf, start, one of >= <= == > <, and a number, "
        "such as 'rf >= 200'\n"
    )


def test_a_new_file_is_a_network_with_comments(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    text = printed(capsys, "new")
    assert text.startswith("# A network file to start from")
    assert printed(capsys, "new", "-o", "mine.yaml") == ""
    assert (folder / "mine.yaml").read_text("utf-8") == text
    summary = rfcalc.summary("mine.yaml")
    assert len(rfcalc.summary(rfcalc.load("mine.yaml", parameters={"blocks": 5})).layers) == len(summary.layers) + 8
    assert not any(row.misaligned or row.irregular for row in summary.layers)
    assert refused(capsys, "new", "-o", "mine.json").startswith("--output: ")


def test_a_new_file_takes_the_place_of_no_other(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    (folder / "mine.yaml").write_text("input: 8")
    assert refused(capsys, "new", "-o", "mine.yaml") == (
        "mine.yaml: there is such a file already; another name is needed, or rfcalc new > mine.yaml to replace it\n"
    )
    assert (folder / "mine.yaml").read_text() == "input: 8"
