"""How far features see, which are clean, and where they lie: on the command line and for networks of the field."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

import rfcalc
from rfcalc.analysis.fields import fields_of
from rfcalc.analysis.reach import reach_of
from rfcalc.cli import main
from rfcalc.cli.schemas import schema_text

if TYPE_CHECKING:
    import pathlib

CHAIN = """
input: [128]
layers:
  - {name: conv, type: conv, kernel: 5, padding: 2}
  - {name: causal, type: conv, kernel: 3, dilation: 2, padding: [[4, 0]]}
"""


@pytest.fixture(autouse=True)
def _chain(folder: pathlib.Path) -> None:
    (folder / "chain.yaml").write_text(CHAIN)


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


def unet(depth: int) -> rfcalc.Network:
    """Return a padded U-Net of kernels of 3 with so many levels of pooling, along one axis."""
    layer = rfcalc.Layer

    def pair(name: str) -> list[rfcalc.Layer]:
        return [layer(f"{name}.{at}", "conv", kernel=[3], padding=1) for at in (1, 2)]

    layers: list[rfcalc.Layer] = []
    for level in range(depth):
        layers += [*pair(f"down{level}"), layer(f"pool{level}", "maxpool", kernel=2)]
    layers += pair("bottom")
    for level in reversed(range(depth)):
        up = layer(f"up{level}", "conv_transpose", kernel=2, stride=2)
        layers += [up, layer(f"cat{level}", "concat", [up.name, f"down{level}.2"]), *pair(f"out{level}")]
    return rfcalc.Network(layers, input=[None])


@pytest.mark.parametrize(("depth", "reach"), [(2, 23), (3, 51), (4, 107), (5, 219)])
def test_a_padded_unet_reaches_equally_far_to_both_sides(depth: int, reach: int) -> None:
    last = rfcalc.summary(unet(depth), reach=True).layers[-1]
    assert last.reach == ((reach, reach),)
    assert last.place == (0.5,)


def test_a_causal_network_reaches_back_only() -> None:
    for row in rfcalc.summary("tcn", reach=True).layers:
        assert row.reach == (((row.rf[0] or 0) - 1, 0),)


def test_the_table_has_reach_and_clean_if_asked(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "summary", "chain.yaml", "--reach").splitlines()
    assert lines[2].split()[-2:] == ["reach", "clean"]
    assert lines[3].endswith("  2  [2, 126)")
    assert lines[4].endswith("6+2  [6, 126)")
    assert "reach" not in printed(capsys, "summary", "chain.yaml")


def test_json_has_reach_and_clean_if_asked(capsys: pytest.CaptureFixture[str]) -> None:
    conv, causal = json.loads(printed(capsys, "summary", "chain.yaml", "--reach", "--format", "json"))["layers"]
    assert (conv["reach"], conv["clean"]) == ({"x": [2, 2]}, {"x": [2, 126]})
    assert (causal["reach"], causal["clean"]) == ({"x": [6, 2]}, {"x": [6, 126]})
    assert "clean" not in printed(capsys, "summary", "chain.yaml", "--format", "json")


@pytest.mark.slow
def test_records_are_what_their_schemas_say(capsys: pytest.CaptureFixture[str]) -> None:
    summaries = [["chain.yaml"], ["resnet50-fpn"], ["unet-nearest"], ["tcn"]]
    for words in summaries:
        record = json.loads(printed(capsys, "summary", *words, "--reach", "--format", "json"))
        jsonschema.Draft202012Validator(json.loads(schema_text("summary"))).validate(record)
    place = json.loads(printed(capsys, "locate", "resnet50-fpn", "p3", "1", "0", "--format", "json"))
    jsonschema.Draft202012Validator(json.loads(schema_text("locate"))).validate(place)


def test_csv_has_the_sides_in_columns_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    rows = csv.DictReader(io.StringIO(printed(capsys, "summary", "chain.yaml", "--reach", "--format", "csv")))
    last = list(rows)[-1]
    names = ("reach_before_x", "reach_after_x", "clean_first_x", "clean_end_x")
    assert [last[name] for name in names] == ["6", "2", "6", "126"]


def test_what_is_not_known_or_not_there_is_said(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    (folder / "open.yaml").write_text("layers:\n  - c: [3]\n  - {name: a, type: attention}\n")
    conv, attention = printed(capsys, "summary", "open.yaml", "--reach").splitlines()[3:5]
    assert conv.split()[-2:] == ["0+2", "?"]
    assert attention.split()[-3:] == ["-", "?", "whole"]
    rows = json.loads(printed(capsys, "summary", "open.yaml", "--reach", "--format", "json"))["layers"]
    assert rows[1]["reach"] == {"y": None, "x": None}
    assert "clean" not in rows[1]
    assert rows[1]["place"] == {"y": 1.5, "x": 1.5}
    assert printed(capsys, "summary", "vgg16", "--reach", "--input", "64").splitlines()[-3].endswith(" none")


def test_features_that_no_index_lists_are_not_looked_at() -> None:
    scattered = [rfcalc.Layer(f"up{at}", "conv_transpose", kernel=[1, 1], stride=9) for at in range(2)]
    network = rfcalc.Network([*scattered, rfcalc.Layer("c", "conv", kernel=1)], input=9)
    with pytest.raises(rfcalc.RfcalcError, match=r"layer 'up1': some features read nothing"):
        rfcalc.summary(network, reach=True)


def test_pieces_of_a_map_are_limited() -> None:
    layers = [rfcalc.Layer("same", "conv", kernel=[3], padding="same"), rfcalc.Layer("far", "pad", padding=2_000_000)]
    layers.append(rfcalc.Layer("gaps", "conv_transpose", kernel=1, stride=2))
    with pytest.raises(rfcalc.RfcalcError, match=r"layer 'gaps': .* too many separate pieces"):
        rfcalc.summary(rfcalc.Network(layers, input=[9]), reach=True)
    wide = [rfcalc.Layer("wide", "conv", kernel=[2_000_000], dilation=5, padding="same")]
    with pytest.raises(rfcalc.RfcalcError, match="too many separate pieces"):
        rfcalc.summary(rfcalc.Network([rfcalc.Layer("p", "conv", kernel=3, padding=1), *wide], input=[9]), reach=True)


def test_the_anchors_of_a_pyramid_lie_on_its_grid(capsys: pytest.CaptureFixture[str]) -> None:
    for level, jump in (("p3", 8), ("p4", 16)):
        assert rfcalc.locate("resnet50-fpn", level, (0, 3)).place == (0.5, 0.5 + 3 * jump)
    assert "Its own place is (8.5, 0.5)" in printed(capsys, "locate", "resnet50-fpn", "p3", "1", "0")
    assert json.loads(printed(capsys, "locate", "resnet50-fpn", "p3", "1", "0", "--format", "json"))["place"] == {
        "y": 0.5,
        "x": 8.5,
    }


def test_the_bins_of_enformer_keep_their_place(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    """Avsec et al., Enformer (Nature Methods 2021): 196,608 bp, seven poolings of 2, attention, 320 bins cut off."""
    tower = "".join(
        f"  - {{name: conv{at}, type: conv, kernel: {15 if at == 0 else 5}, padding: same}}\n"
        f"  - {{name: pool{at}, type: maxpool, kernel: 2}}\n"
        for at in range(7)
    )
    tail = "  - {name: attention, type: attention}\n  - {name: again, type: attention}\n"
    crop = "  - {name: crop, type: crop, crop: 320}\n"
    (folder / "enformer.yaml").write_text(f"name: Enformer\ninput: [196608]\nlayers:\n{tower}{tail}{crop}")
    for bin_ in (0, 1, 895):
        assert rfcalc.locate("enformer.yaml", "crop", (bin_,)).place == (41024 + 128 * bin_,)
    assert "Its own place is 41024:" in printed(capsys, "locate", "crop", "0", "--net", "enformer.yaml")


def test_features_that_read_nothing_have_no_say_in_reach() -> None:
    """Every other feature of a transposed convolution of kernel 1 and stride 2 reads nothing."""
    scattered = rfcalc.Layer("up", "conv_transpose", kernel=[1], stride=2)
    assert rfcalc.summary(rfcalc.Network([scattered], input=[9]), reach=True).layers[0].reach == ((0, 0.5),)
    planar = rfcalc.Layer("up", "conv_transpose", kernel=[1, 1], stride=60)
    fields = fields_of(rfcalc.Network([planar, rfcalc.Layer("all", "attention")], input=3))
    with pytest.raises(
        rfcalc.RfcalcError, match=r"^some features read nothing, and 14400 of them see differently far;"
    ):
        reach_of(fields, 2)


def test_a_whole_map_of_no_known_size_has_no_place() -> None:
    pooled = [rfcalc.Layer("pool", "global_avgpool"), rfcalc.Layer("after", "relu")]
    rows = rfcalc.summary(rfcalc.Network(pooled), reach=True).layers
    assert [(row.place, row.reach) for row in rows] == [(None, (None, None))] * 2


def test_csv_has_places_where_some_layer_has_them(capsys: pytest.CaptureFixture[str]) -> None:
    """One header for all features of a network; networks without such layers keep the columns that they had."""
    text = printed(capsys, "locate", "resnet50-fpn", "p3", "1", "0", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(text))
    assert [*row][-3:] == ["padding", "place_y", "place_x"]
    assert (row["place_y"], row["place_x"]) == ("0.5", "8.5")
    (plain,) = csv.DictReader(
        io.StringIO(printed(capsys, "locate", "resnet50-fpn", "conv1", "1", "0", "--format", "csv"))
    )
    assert [*plain] == [*row]
    assert (plain["place_y"], plain["place_x"]) == ("", "")
    (other,) = csv.DictReader(io.StringIO(printed(capsys, "locate", "alexnet", "conv5", "1", "0", "--format", "csv")))
    assert [*other] == [*row][:-2]


def test_csv_tells_the_condition_at_the_layer_that_meets_it_first(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "summary", "alexnet", "--until", "rf>=50", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [*rows[0]][-2:] == ["flags", "until"]
    assert {row["layer"]: row["until"] for row in rows if row["until"]} == {"conv2": "rf >= 50"}
    none = printed(capsys, "summary", "alexnet", "--until", "rf >= 5000", "--format", "csv")
    assert {row["until"] for row in csv.DictReader(io.StringIO(none))} == {""}
