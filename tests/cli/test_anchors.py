"""Anchors against what layers see: the command, its answers in every format, its messages, and the objects."""

from __future__ import annotations

import csv
import io
import json
import pickle
from fractions import Fraction
from typing import TYPE_CHECKING

import jsonschema
import pytest

import rfcalc
from rfcalc.analysis import Analysis
from rfcalc.analysis.held import held_anywhere
from rfcalc.axis import field_box
from rfcalc.cli import main
from rfcalc.cli.schemas import schema_text

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Sequence

    from rfcalc.network import Layer
    from rfcalc.reports.measures import Measure

pytestmark = pytest.mark.usefixtures("folder")

SMALL = """\
name: Small
input: 64
layers:
  - a: [3, 2, 1]
  - b: [3, 2, 1]
  - {name: block, block: one}
blocks:
  one:
    layers:
      - conv: [3, 2, 1]
"""


@pytest.fixture
def small(folder: pathlib.Path) -> pathlib.Path:
    """Return a folder with a network of three maps."""
    (folder / "small.yaml").write_text(SMALL, "utf-8")
    return folder


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["anchors", *words]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    return shown.out


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["anchors", *words]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    return shown.err.rstrip("\n")


def row(text: str, at: int = 0) -> list[str]:
    """Return the words of a row of the table of anchors."""
    return text.splitlines()[4 + at].split()


@pytest.mark.usefixtures("small")
def test_anchors_are_four_jumps_and_the_head_is_part_of_what_they_are_held_against(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """By hand: rf 3, 7, 15; a window of 3 at jumps 2, 4, 8 makes 7, 15, 31."""
    text = printed(capsys, "small.yaml", "--layer", "a,b")
    assert text.splitlines()[3].split() == (
        ["name", "n", "jump", "anchor", "erf", "rf", "matched", "density", "densify", "anchors", "holds"]
    )
    assert row(text)[:4] + row(text)[5:] == ["a", "32", "2", "8", "7", "no", "4", "1", "1024", "6"]
    assert (row(text, 1)[:2], row(text, 1)[5]) == (["b", "16"], "15")
    assert "There are 1280 anchors.\nNot matched: 8 of a, 16 of b.\n" in text
    deep = printed(capsys, "--layers", ", ".join(["conv 3"] * 5), "--layer", "conv5", "--ratio", "2.5", "--input", "20")
    assert row(deep)[3] == "2.5"
    assert deep.endswith(
        "There are 100 anchors.\nEvery anchor is smaller than its erf, and that smaller than its rf.\n"
    )


@pytest.mark.parametrize(
    "words", ["--layer b,block,a", "--layer b --layer block --layer a", "--layer b block a", "--layer b,block a"]
)
@pytest.mark.usefixtures("small")
def test_layers_are_named_in_any_way_and_stand_in_the_order_of_the_network(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record = json.loads(printed(capsys, "small.yaml", *words.split(), "--format", "json"))
    assert [layer["name"] for layer in record["layers"]] == ["a", "b", "block"]
    assert record["count"] == 32**2 + 16**2 + 8**2


def test_a_name_with_a_comma_and_the_name_of_the_head_are_no_trouble(capsys: pytest.CaptureFixture[str]) -> None:
    odd = rfcalc.Network([rfcalc.Layer("head 0", "conv", kernel=3), rfcalc.Layer("a,b", "conv", kernel=3)])
    assert rfcalc.anchors(odd, ["head 0"]).layers[0].rf == (5, 5)
    with open("odd.yaml", "w", encoding="utf-8") as file:
        file.write(rfcalc.show(odd))
    assert row(printed(capsys, "odd.yaml", "--layer", "a,b"))[:2] == ["a,b", "?"]


@pytest.mark.usefixtures("small")
def test_given_sizes_have_densities_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["small.yaml", "--layer", "a,b", "--anchors", "a=4,8x16", "--anchors", "a=2.5"]
    text = printed(capsys, *words)
    assert [row(text, at)[3] for at in range(4)] == ["4", "8x16", "2.5", "16"]
    assert "There are 28160 anchors, densified to the largest density by whole numbers; 3328 without that.\n" in text
    record = json.loads(printed(capsys, *words, "--format", "json"))
    assert record["layers"][0]["anchors"][2]["size"] == {"y": 2.5, "x": 2.5}
    given: dict[str, list[Measure]] = {"a": [4, (8, 16), Fraction(5, 2)]}
    anchors = rfcalc.anchors("small.yaml", ["a", "b"], sizes=given).layers[0].anchors
    assert [anchor.densification for anchor in anchors] == [(2, 4), (1, 1), (3.2, 6.4)]
    assert [anchor.count for anchor in anchors] == [1024 * 8, 1024, 1024 * 18]
    assert rfcalc.anchors("small.yaml", ["a"], sizes={"a": 5}).layers[0].anchors[0].density == (2.5, 2.5)


@pytest.mark.usefixtures("small")
def test_objects_are_seen_whole_by_layers_whose_rf_is_no_smaller(capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(printed(capsys, "small.yaml", "--layer", "a,b", "--objects", "7,6,40,7x15", "--format", "json"))
    assert record["objects"] == [
        {"size": {"y": 6, "x": 6}, "count": 1, "layers": ["a", "b"], "anywhere": ["a", "b"]},
        {"size": {"y": 7, "x": 7}, "count": 1, "layers": ["a", "b"], "anywhere": ["b"]},
        {"size": {"y": 7, "x": 15}, "count": 1, "layers": ["b"], "anywhere": []},
        {"size": {"y": 40, "x": 40}, "count": 1, "layers": [], "anywhere": []},
    ]
    assert record["unseen"] == [{"y": 40, "x": 40}]
    text = printed(capsys, "small.yaml", "--layer", "a,b", "--objects", "7,40")
    assert [line.split() for line in text.splitlines()[-5:-2]] == [
        ["object", "count", "seen", "whole", "by", "wherever", "it", "lies", "by"],
        ["7", "1", "a,", "b", "b"],
        ["40", "1", "none", "none"],
    ]
    assert text.endswith("\nNo layer sees objects of 40 whole.\n")
    assert printed(capsys, "small.yaml", "--layer", "a", "--objects", "3").endswith(
        "\nEvery object is seen whole by some layer.\n"
    )


def test_objects_come_from_a_table(small: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "faces.csv").write_text("name,Width,Height\na,7,5\n\nb,30,7\nc, 7 ,5\n", "utf-8")
    words = ("small.yaml", "--layer", "a", "--objects", "faces.csv")
    record = json.loads(printed(capsys, *words, "--format", "json"))
    assert [(each["size"], each["count"]) for each in record["objects"]] == [
        ({"y": 5, "x": 7}, 2),
        ({"y": 7, "x": 30}, 1),
    ]
    (small / "many.csv").write_text("size\n" + "".join(f"{size}\n" for size in range(1, 31)), "utf-8")
    text = printed(capsys, "small.yaml", "--layer", "a,b", "--objects", "many.csv")
    assert [line.split() for line in text.splitlines()[-5:-2]] == [
        ["name", "objects", "seen", "whole", "wherever", "they", "lie"],
        ["a", "30", "7", "6"],
        ["b", "30", "15", "12"],
    ]
    assert text.endswith("\nNo layer sees objects of 16, 17, 18 and 12 more whole.\n")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("a,b\n1,2\n", "t.csv:1: found the columns 'a,b'; the first line names them: size, or height,width (y,x), or "),
        ("size\n3\nx\n", "t.csv:3: found 'x'; a length in pixels above 0 is needed"),
        ("w,h\n3\n", "t.csv:2: the row ends after 1 of 2 cells"),
        ("\n\n", "t.csv: it has no objects; a line of names and a row for each object are needed"),
        ("size\n", "t.csv: it has no objects; a line of names and a row for each object are needed"),
        ("depth,h,w\n1,2,3\n", "--objects: found "),
        ('size\n"' + "1" * 200_000, "t.csv:2: this is no table: field larger than field limit"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(
    table: str, message: str, small: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "t.csv").write_text(table, "utf-8")
    assert refusal(capsys, "small.yaml", "--layer", "a", "--objects", "t.csv").startswith(message)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "rfcalc anchors: missing argument '--layer L'; see 'rfcalc anchors --help'"),
        ("--layer c", "'Small' has no layer 'c'; there are: a, b, block.conv"),
        ("--layer input", "--layer: the input is no layer; name a layer or a block"),
        ("--layer a --ratio 0", "--ratio: found '0'; allowed: a number above 0, such as 4 or 2.5"),
        ("--layer a --ratio 1e3", "--ratio: found '1e3'; allowed: a number above 0, such as 4 or 2.5"),
        ("--layer a --anchors b=3", "--anchors: found layer 'b'; those of --layer: a"),
        ("--layer a --anchors a", "--anchors: found 'a'; allowed: LAYER=SIZE,SIZE..."),
        ("--layer a --anchors =3", "--anchors: found '=3'; allowed: LAYER=SIZE,SIZE..."),
        ("--layer a --anchors a=1x2x3", "--anchors: found '1x2x3'; the network has 2 axes: y, x"),
        ("--layer a --anchors a=3,", "--anchors: found ''; allowed: lengths in pixels above 0, "),
        ("--layer a --objects 3,-4", "--objects: found '-4'; allowed: lengths in pixels above 0, "),
        ("--layer a --objects none.csv", "none.csv: there is no such file"),
        ("--layer a --objects small.yaml", "--objects: 'small.yaml'; the name of a table ends in .csv"),
    ],
)
@pytest.mark.usefixtures("small")
def test_what_is_wrong_is_told_in_one_line(line: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refusal(capsys, "small.yaml", *line.split()).startswith(message)


def branches(*layers: rfcalc.Layer, size: int | None = 16) -> rfcalc.Network:
    return rfcalc.Network(layers, input=[size])


def test_layers_without_a_jump_or_a_field_are_refused() -> None:
    strided = rfcalc.Layer("s", "conv", kernel=2, stride=2)
    cut = rfcalc.Layer("cut", "slice", "input", stop=[8])
    with pytest.raises(rfcalc.RfcalcError, match=r"^layer 'add': its features have no jump; anchors lie one jump "):
        rfcalc.anchors(branches(strided, cut, rfcalc.Layer("add", "add", ["s", "cut"])), ["add"])
    gate = rfcalc.Layer("gate", "squeeze_excite")
    with pytest.raises(rfcalc.RfcalcError, match=r"^layer 'gate': it sees the whole input, whose size is not known"):
        rfcalc.anchors(branches(gate, size=None), ["gate"])
    spread = [rfcalc.Layer("u", "conv_transpose", kernel=1, stride=9), rfcalc.Layer("gaps", "slice", start=2, stop=[7])]
    with pytest.raises(rfcalc.RfcalcError, match=r"^layer 'gaps': the middle of its features sees nothing; anchors "):
        rfcalc.anchors(branches(*spread), ["gaps"])
    with pytest.raises(rfcalc.RfcalcError, match=r"^--layer: no layer is named"):
        rfcalc.anchors(branches(strided), [])
    for measure in (True, None, (), (1, None)):
        with pytest.raises(rfcalc.RfcalcError, match=r"^--objects: found .*; allowed: lengths in pixels above 0"):
            rfcalc.anchors(branches(strided), ["s"], objects=[measure])  # type: ignore[list-item] # that is refused
    with pytest.raises(rfcalc.RfcalcError, match=r"^--ratio: found -1; allowed"):
        rfcalc.anchors(branches(strided), ["s"], ratio=Fraction(-1))


def held_by_hand(boxes: Sequence[tuple[int, int]]) -> int:
    """Return the largest size of which, wherever it begins among the boxes, one holds an object."""
    middle = range(boxes[0][1] + 50, boxes[-1][0] - 50)
    sizes = (size for size in range(1, 99) if not all(any(a <= i and i + size <= b for a, b in boxes) for i in middle))
    return next(sizes) - 1


@pytest.mark.parametrize(
    "layers",
    [
        [rfcalc.Layer("c", "conv", kernel=5, stride=2)],
        [rfcalc.Layer("c", "conv", kernel=2, stride=4)],
        [
            rfcalc.Layer("c", "conv", kernel=3, stride=4),
            rfcalc.Layer("u", "upsample", scale=3),
            rfcalc.Layer("d", "conv", kernel=2),
        ],
        [rfcalc.Layer("c", "conv", kernel=3, stride=2), rfcalc.Layer("u", "conv_transpose", kernel=1, stride=3)],
    ],
)
def test_what_is_held_wherever_it_lies_is_that_of_trying_every_place(layers: list[Layer]) -> None:
    along = Analysis(branches(*layers, size=None)).fields.axes[0]
    boxes = [box for i in range(300) for box in [field_box(along.fields[-1], i)] if box]
    assert held_anywhere(along.fields[-1], None) == held_by_hand(boxes)


def test_a_layer_that_sees_the_whole_input_holds_all_of_it() -> None:
    network = branches(rfcalc.Layer("c", "conv", kernel=3, padding=1), rfcalc.Layer("gate", "squeeze_excite"))
    assert rfcalc.anchors(network, ["gate"]).layers[0].holds == (18,)
    spread = [rfcalc.Layer("c", "conv", kernel=3), rfcalc.Layer("m", "global_avgpool", "input")]
    joined = branches(*spread, rfcalc.Layer("s", "add", ["m", "c"]), size=8)
    assert rfcalc.anchors(joined, ["s"]).layers[0].holds == (8,)
    part = [*spread[:1], rfcalc.Layer("cut", "slice", "input", stop=[4]), rfcalc.Layer("m", "global_avgpool")]
    assert rfcalc.anchors(branches(*part, rfcalc.Layer("s", "add", ["m", "c"])), ["s"]).layers[0].holds == (5,)


@pytest.mark.usefixtures("small")
def test_answers_are_those_of_the_schema_in_csv_and_pickles_too(capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads(schema_text("anchors"))
    words = ("--layer", "a,b", "--anchors", "a=3,4", "--objects", "3,2.5")
    for more in ((), ("--input", "8x12")):
        jsonschema.Draft202012Validator(schema).validate(
            json.loads(printed(capsys, "small.yaml", *words, *more, "--format", "json"))
        )
    unsized = rfcalc.anchors("unsized.yaml", ["c1"], ratio=2.5)
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(unsized.record(), default=str)))
    assert (unsized.total, unsized.undensified, unsized.layers[0].anchors[0].size) == (None, None, (5, 5))
    assert "is not known without an input size" in printed(capsys, "unsized.yaml", "--layer", "c1")
    (first, *_) = csv.DictReader(io.StringIO(printed(capsys, "small.yaml", *words, "--format", "csv")))
    assert (first["layer"], first["size_x"], first["densification_y"], first["matched"]) == ("a", "3", "8/3", "false")
    answer = rfcalc.anchors("small.yaml", ["a"], objects=[3, "4x5"])
    assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301 - made here
