"""Which features pixels reach: the command, its answers in every format, and its messages."""

from __future__ import annotations

import copy
import csv
import io
import json
import pickle
from typing import TYPE_CHECKING

import jsonschema
import pytest

import rfcalc
from rfcalc.cli import main
from rfcalc.cli.schemas import schema_text
from rfcalc.render import render

if TYPE_CHECKING:
    import pathlib

pytestmark = pytest.mark.usefixtures("folder")

CONV1 = (
    '{"schema": "rfcalc.influence/1", "network": "AlexNet", "axes": ["y", "x"], "input": {"y": 227, "x": 227}, '
    '"pixels": {"y": [81, 82], "x": [65, 66]}, "layers": [{"name": "conv1", "type": "conv", '
    '"n": {"y": 55, "x": 55}, "features": {"y": [18, 21], "x": [14, 17]}, "count": 9}]}\n'
)
COORDINATES = "allowed: a pixel such as 7, a range FIRST:END such as 0:8, or : for the whole axis"


def printed(capsys: pytest.CaptureFixture[str], line: str) -> str:
    assert main(line.split()) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    return shown.out


def rows(text: str) -> list[list[str]]:
    """Return the words of each row of a table, its heading first; boxes are one word."""
    return [line.replace("[ ", "[").replace(",  ", ",").replace(", ", ",").split() for line in text.splitlines()[2:]]


def test_a_pixel_is_told_with_the_hull_and_the_number_of_its_features(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "influence 65 81 --at conv1 --format json") == CONV1
    text = printed(capsys, "influence 65 81")
    assert text.startswith("pixel (65, 81) of AlexNet reaches every feature of fc7-conv\n")
    assert rows(text)[:2] == [
        ["name", "type", "n", "x", "y", "features", "share"],
        ["conv1", "conv", "55", "[14,17)", "[18,21)", "9", "0.3%"],
    ]


def test_what_stands_in_the_hull_and_does_not_read_the_pixel_is_not_counted() -> None:
    """Taps 3 apart are met by every third feature; a gap of a transposed convolution is met by none."""
    dilated = rfcalc.Network([rfcalc.Layer("c", "conv", kernel=3, dilation=3)], input=[16])
    (row,) = rfcalc.influence(dilated, [8]).layers
    assert (row.features, row.count, row.share) == (((2, 9),), 3, 0.3)
    unread = rfcalc.Network([rfcalc.Layer("s", "conv", kernel=1, stride=2)], input=[16])
    (row,) = rfcalc.influence(unread, [3]).layers
    assert (row.features, row.count) == (None, 0)


def test_of_a_range_it_is_told_what_covers_it_and_what_sees_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    """A window of 3 over pixels 4 to 9: features 2 to 9 see some, 4 to 7 see no others; none holds all six."""
    network = rfcalc.Network([rfcalc.Layer("c", "conv", kernel=3), rfcalc.Layer("d", "conv", kernel=6)], input=[30])
    near, far = rfcalc.influence(network, [(4, 10)]).layers
    assert (near.features, near.count) == (((2, 10),), 8)
    assert (near.covering, near.inside) == ((None, 0), (((4, 8),), 4))
    assert (far.covering, far.inside) == ((((2, 5),), 3), (None, 0))
    record = json.loads(printed(capsys, "influence 60:70 81:95 --at conv1 --at pool1 --format json"))
    assert record["layers"][1]["covering"] == {"y": [10, 11], "x": [7, 8]}
    assert [record["layers"][0][key] for key in ("covering", "covering_count", "inside")] == [None, 0, None]
    text = printed(capsys, "influence 60:70 81:95 --at pool1")
    assert text.startswith("pixels [60, 70) x [81, 95) of AlexNet reach 12 of the 729 features of pool1\n")
    assert rows(text)[1][3:] == ["[6,9)", "[8,12)", "12", "1", "[7,8)", "x", "[10,11)", "0", "-"]
    assert "\nfeatures: those that read any of these pixels; covering: " in text


def test_a_range_of_one_pixel_is_still_a_range_and_a_bound_may_be_left_out() -> None:
    network = rfcalc.Network([rfcalc.Layer("c", "conv", kernel=3)], input=[9])
    assert rfcalc.influence(network, [3]).record()["layers"] == [
        {"name": "c", "type": "conv", "n": {"x": 7}, "features": {"x": (1, 4)}, "count": 3}
    ]
    assert rfcalc.influence(network, [(3, 4)]).layers[0].inside == (None, 0)
    whole = rfcalc.influence(network, [slice(None)])
    assert whole.pixels == ((0, 9),) == rfcalc.influence(network, [(None, None)]).pixels
    assert whole.layers[0].inside == (((0, 7),), 7)
    assert rfcalc.influence(network, [[5, None]]).pixels == ((5, 9),)


@pytest.mark.parametrize(
    "line",
    [
        "influence vgg16 1 2:5 --at conv5_3",
        "influence 1 2:5 --net vgg16 --at conv5_3",
        "influence --net vgg16 --at conv5_3 -- 1 2:5",
    ],
)
def test_a_network_stands_first_or_behind_net(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(
        printed(capsys, f"{line} --format json".replace(" -- 1 2:5 --format json", " --format json -- 1 2:5"))
    )
    assert (record["network"], record["pixels"]) == ("VGG16", {"y": [2, 5], "x": [1, 2]})
    assert [row["name"] for row in record["layers"]] == ["conv5_3"]


def test_the_usual_network_is_meant_where_none_is_named(
    capsys: pytest.CaptureFixture[str], folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "rfcalc.yaml").write_text("name: Local\ninput: [9]\nlayers:\n  - c: [3]\n")
    assert printed(capsys, "influence 4").startswith("pixel 4 of Local reaches 3 of the 7 features of c\n")
    monkeypatch.setenv("RFCALC_NET", "wavenet")
    assert printed(capsys, "influence 3: --at last").startswith("samples [3, 16000) of WaveNet reach ")
    assert json.loads(printed(capsys, "influence 3 --format json"))["pixel"]["name"] == "sample"
    chain = ["influence", "1", "1", "--layers", "conv 3, conv 3 2", "--input", "9"]
    assert main(chain) == 0
    assert capsys.readouterr().out.startswith("pixel (1, 1) of chain reaches 1 of the 9 features of conv2\n")


def test_rows_are_those_of_at_in_the_order_of_the_network(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "influence 5 5 --at last --at layer2 --at conv1 --at layer2 --net resnet18")
    assert [row[0] for row in rows(text)[1:]] == ["conv1", "layer2", "layer4.1.add"]


def test_csv_has_the_same_columns_for_a_pixel_and_for_a_range(capsys: pytest.CaptureFixture[str]) -> None:
    pixel, ranged = (
        next(csv.DictReader(io.StringIO(printed(capsys, f"influence {x} 81 --at pool1 --format csv"))))
        for x in ("65", "60:66")
    )
    assert list(pixel) == list(ranged)
    assert (pixel["features_first_y"], pixel["count"], pixel["covering_count"]) == ("8", "9", "")
    assert (ranged["pixels_end_x"], ranged["covering_first_x"], ranged["covering_count"]) == ("66", "6", "6")


@pytest.mark.parametrize(
    "line", ["65 81", "60:70 :", "0 0 --net unet", "5 --net encodec-24khz", "1:3 5 7 --net volume.json"]
)
def test_json_is_that_of_the_schema(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(printed(capsys, f"influence {line} --format json"))
    jsonschema.Draft202012Validator(json.loads(schema_text("influence"))).validate(record)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "rfcalc influence: missing argument 'X'; see 'rfcalc influence --help'"),
        ("vgg16", "rfcalc influence: missing argument 'X'; see 'rfcalc influence --help'"),
        ("5", "pixels: 1 coordinate; AlexNet needs 2: X Y"),
        ("5 6 7 8", "pixels: 4 coordinates; AlexNet needs 2: X Y"),
        ("227 0", "x: pixel 227 lies outside the input; allowed: 0 to 226"),
        ("0 -1", "y: pixel -1 lies outside the input; allowed: 0 to 226"),
        ("-3:5 0", "x: pixels -3:5 do not all lie in the input; allowed: ranges within 0:227"),
        ("200: 0:228", "y: pixels 0:228 do not all lie in the input; allowed: ranges within 0:227"),
        ("5:5 0", "x: 5:5 is an empty range; allowed: FIRST:END, END not included"),
        ("9:5 0", "x: 9:5 is an empty range; allowed: FIRST:END, END not included"),
        ("99999 --net wave.yaml", "x: pixel 99999 lies outside the input; allowed: 0 to 99"),
        ("4.5 3", f"X: found '4.5'; {COORDINATES}"),
        ("1:2:3 3", f"X: found '1:2:3'; {COORDINATES}"),
        ("-3: 0", "x: pixels -3:227 do not all lie in the input; allowed: ranges within 0:227"),
        ("5 -3:-1", "y: pixels -3:-1 do not all lie in the input; allowed: ranges within 0:227"),
        ("3 -4.5", "rfcalc influence: no such option: '-4'; see 'rfcalc influence --help'"),
        ("abc", f"X: found 'abc'; {COORDINATES}"),
        ("5 vgg16", f"Y: found 'vgg16'; 'vgg16' is a network, which stands before the pixels; {COORDINATES}"),
        ("1 2 3 4 x", f"Z: found 'x'; {COORDINATES}"),
        ("12345678901234567 0", "X: found '12345678901234567'; no input is that large"),
        ("vgg61 5 5", "vgg61: neither a file nor a preset; did you mean 'vgg16'?"),
        ("vgg16 5 5 --net vgg16", "NET: found 'vgg16' and --net 'vgg16'; name it once"),
        ("abc 5 --net vgg16", f"X: found 'abc'; {COORDINATES}"),
        ("5 5 --at conv9", "'AlexNet' has no layer 'conv9'; did you mean 'conv5'?"),
        ("5 5 --at input", "layer 'input': the input is no layer; name a layer or a block"),
        (
            "1 2 --net unsized.yaml",
            (
                "unsized.yaml: which features read a pixel depends on the input size; give the size as 'input' in the "
                "file or with --input"
            ),
        ),
    ],
)
def test_what_is_wrong_is_told_in_one_line(line: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["influence", *line.split()]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", f"{message}\n")


@pytest.mark.parametrize(
    ("pixels", "message"),
    [
        (5, "pixels: found 5; allowed: a whole number or (first, end) for each axis: y, x"),
        ("55", "pixels: found '55'; allowed: a whole number or (first, end) for each axis: y, x"),
        ((5,), "pixels: found 1 coordinate; 'AlexNet' has 2: y, x"),
        ((5, 1.5), "pixels: found 1.5; allowed: a whole number or (first, end) for each axis: y, x"),
        ((5, None), "pixels: found null; allowed: a whole number or (first, end) for each axis: y, x"),
        ((5, True), "pixels: found true; allowed: a whole number or (first, end) for each axis: y, x"),
        ((5, (1, "2")), "pixels: found '2'; allowed: a whole number or (first, end) for each axis: y, x"),
        (
            (5, slice(0, 9, 2)),
            "pixels: found slice(0, 9, 2); allowed: a whole number or (first, end) for each axis: y, x",
        ),
    ],
)
def test_python_is_told_what_pixels_are(pixels: object, message: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.influence("alexnet", pixels)  # type: ignore[arg-type] # that is what is refused
    assert str(caught.value) == message


def test_answers_can_be_pickled_and_copied() -> None:
    answer = rfcalc.influence("alexnet", ((81, 95), 65))
    assert pickle.loads(pickle.dumps(answer)) == copy.deepcopy(answer) == answer  # noqa: S301 - made here


def test_features_in_too_many_pieces_are_refused_by_name() -> None:
    network = rfcalc.Network([rfcalc.Layer("far", "conv", kernel=1_500_000, dilation=2)], input=[4_000_000])
    with pytest.raises(rfcalc.RfcalcError, match=r"^layer 'far': .*too many separate pieces"):
        rfcalc.influence(network, [2_000_000])


UNKNOWN = """
input: [16]
layers:
  - {name: a, type: conv, kernel: 3}
  - {name: lost, type: unknown, operator: TopK}
  - {name: behind, type: conv, kernel: 3}
  - {name: side, type: conv, kernel: 3, inputs: a}
"""


def test_layers_of_which_nothing_is_told_have_no_row_but_a_note() -> None:
    network = rfcalc.loads(UNKNOWN)
    found = rfcalc.influence(network, [0])

    assert [row.name for row in found.layers] == ["a", "side"]
    assert [note.code for note in found.notes] == ["unknown"]
    jsonschema.Draft202012Validator(json.loads(schema_text("influence"))).validate(
        json.loads(json.dumps(found.record()))
    )
    assert "TopK" in render([found], "markdown")
    for asked in (lambda: rfcalc.influence(network, [0], ["behind"]), lambda: rfcalc.anchors(network, ["behind"])):
        with pytest.raises(rfcalc.RfcalcError, match=r"layer 'behind': what TopK reads is not known"):
            asked()


def test_a_network_of_which_nothing_is_told_has_no_influence_to_tell() -> None:
    network = rfcalc.loads("input: [16]\nlayers: [{name: lost, type: unknown, operator: TopK}]")
    with pytest.raises(rfcalc.RfcalcError, match=r"layer 'lost': what TopK reads is not known"):
        rfcalc.influence(network, [0])
