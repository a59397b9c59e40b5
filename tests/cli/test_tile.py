"""Tiles: the command, its answers in every format, and what it refuses."""

from __future__ import annotations

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

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping

pytestmark = pytest.mark.usefixtures("folder")

SCHEMA = json.loads(schema_text("tile"))


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, object]:
    """Return an answer as JSON, held to its schema."""
    assert main(("tile", *words, "--format", "json")) == code
    record: dict[str, object] = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(SCHEMA).validate(record)
    return record


def printed(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main(("tile", *words)) == code
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(("tile", *words)) == 2
    out, message = capsys.readouterr()
    assert not out
    assert message.count("\n") == 1
    return message.strip()


def both(value: object) -> dict[str, object]:
    return {"y": value, "x": value}


def test_the_unet_of_2015_steps_by_384(capsys: pytest.CaptureFixture[str]) -> None:
    """With 388, its output, the second tile would begin off the grid of 16 pixels."""
    record = told(capsys, "unet", "--tile", "572", "--input", "1532")
    tiles = record.pop("tiles")
    assert record == {
        "schema": "rfcalc.tile/1",
        "network": "U-Net",
        "layer": "classes",
        "axes": ["y", "x"],
        "input": both(1532),
        "exact": True,
        "align": both(16),
        "context": both([0, 188]),
        "latency": both(204),
        "tile": both(572),
        "n": both(388),
        "crop": both([0, 0]),
        "step": both(384),
        "overlap": both(188),
        "count": 16,
    }
    along = [
        {"read": [0, 572], "keep": [0, 384], "write": [0, 384]},
        {"read": [384, 956], "keep": [0, 384], "write": [384, 768]},
        {"read": [768, 1340], "keep": [0, 384], "write": [768, 1152]},
        {"read": [1152, 1532], "keep": [0, 196], "write": [1152, 1348]},
    ]
    assert tiles == both(along)


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("unet-padded", "crop", [94, 94]),
        ("unet-padded", "align", 16),
        ("stardist-2d", "crop", [47, 47]),
        ("real-esrgan", "context", [349, 349]),
        ("espcn", "context", [4, 4]),
    ],
)
def test_tiles_of_published_networks(capsys: pytest.CaptureFixture[str], name: str, key: str, expected: object) -> None:
    assert told(capsys, name)[key] == both(expected)


@pytest.mark.parametrize(("name", "side", "units"), [("80", 40, 0), ("400", 200, 1), ("2k", 1000, 2), ("10k", 5000, 3)])
def test_spliceai_sees_as_far_as_its_names_say(
    capsys: pytest.CaptureFixture[str], name: str, side: int, units: int
) -> None:
    """Jaganathan et al. (Cell 2019), figure S1: flanks of 40 to 5,000 on each side, before they are cropped."""
    record = told(capsys, f"spliceai-{name}", f"stage{units}.units.3.add")
    assert record["context"] == {"x": [side, side]}


CAUSAL_DEMUCS = """
name: Demucs
input: [null]
pixel: {name: sample}
layers:
  - {name: up, type: upsample, scale: 4}
  - {name: encoder, block: encoder, repeat: 5}
  - {name: lstm, type: recurrent}
  - {name: decoder, block: decoder, repeat: 5}
  - {name: down, type: slice, start: 0, step: 4}
blocks:
  encoder: {layers: [{name: conv, type: conv, kernel: 8, stride: 4}, {name: mix, type: conv, kernel: 1}]}
  decoder: {layers: [{name: mix, type: conv, kernel: 1}, {name: conv, type: conv_transpose, kernel: 8, stride: 4}]}
"""


def test_a_recurrent_network_streams_though_it_has_no_exact_tiles(
    capsys: pytest.CaptureFixture[str], folder: pathlib.Path
) -> None:
    """Defossez et al. (2006.12847), section 4: frames of 37 ms with a stride of 16 ms at 16 kHz."""
    (folder / "demucs.yaml").write_text(CAUSAL_DEMUCS)
    record = told(capsys, "demucs.yaml", "--rate", "16000", code=1)
    assert record["reasons"] == [{"layer": "lstm", "reason": "past"}]
    assert (record["align"], record["latency"], record["context"]) == ({"x": 256}, {"x": 597}, {"x": [None, 341]})
    assert record["seconds"] == {
        "align": {"x": 0.016},
        "context": {"x": [None, 0.0213125]},
        "latency": {"x": 0.0373125},
    }
    assert printed(capsys, "demucs.yaml", "--rate", "16000", code=1).splitlines()[2:5] == [
        "Tiles are not exact: lstm reads all that lies before a feature.",
        "A stream is, where the state of these layers is kept from one step to the next.",
        (
            "At 16000 Hz: latency 37.31 ms (597 samples), look-ahead 21.31 ms (341 samples), its history has no bound; "
            "20 positions kept between steps."
        ),
    ]


CAUSAL_TASNET = """
name: Conv-TasNet
input: [null]
parameters: {gates: true}
layers:
  - encoder: [16, 8]
  - {name: blocks, block: row, repeat: 3}
  - {name: decoder, type: conv_transpose, kernel: 16, stride: 8}
blocks:
  row: {layers: [{name: x, block: conv_block, each: {dilation: [1, 2, 4, 8, 16, 32, 64, 128]}}]}
  conv_block:
    parameters: {dilation: null}
    layers:
      - conv: [1]
      - {name: norm, type: groupnorm, cumulative: true, when: $gates}
      - {name: dwconv, type: conv, kernel: 3, padding: causal, dilation: $dilation}
      - {name: add, type: add, inputs: [input, dwconv]}
"""


def test_conv_tasnet_waits_for_16_samples(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    """Luo and Mesgarani (1809.07454), table II: 2 ms at 8 kHz; without norms it looks back 1.53 s."""
    (folder / "tasnet.yaml").write_text(CAUSAL_TASNET)
    record = told(capsys, "tasnet.yaml", code=1)
    assert record["latency"] == {"x": 16}
    assert record["cure"] == "--set gates=false"
    record = told(capsys, "tasnet.yaml", "--set", "gates=false", "--rate", "8000")
    assert (record["exact"], record["context"]) == (True, {"x": [12248, 8]})
    assert record["seconds"] == {"align": {"x": 0.001}, "context": {"x": [1.531, 0.001]}, "latency": {"x": 0.002}}


def test_encodec_needs_nothing_that_comes_later(capsys: pytest.CaptureFixture[str]) -> None:
    """Defossez et al. (2210.13438), section 3.2: 320 samples, 13.3 ms at 24 kHz."""
    record = told(capsys, "encodec-24khz", "--rate", "24000")
    assert record["latency"] == {"x": 320}
    assert record["context"] == {"x": [2398, 0]}
    assert "latency 13.33 ms (320 px), look-ahead 0 ms" in printed(capsys, "encodec-24khz", "--rate", "24000")


def test_wavenet_answers_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Its field of 3,070 samples is the present one and 3,069 before, one kept position each."""
    record = told(capsys, "wavenet", "--rate", "16000.0")
    assert (record["latency"], record["context"], record["cached"]) == ({"x": 1}, {"x": [3069, 0]}, 3069)
    assert record["rate"] == 16000
    layers = [f"- {{name: c{at}, type: conv, kernel: 2, padding: causal, dilation: {2**at}}}" for at in range(10)]
    first = "- {name: first, type: conv, kernel: 2, padding: causal}"
    network = rfcalc.loads("\n".join(["input: [null]", "layers:", first, *layers]))
    assert rfcalc.tile(network, rate=22050.5).cached == 1 + 1023


def net(folder: pathlib.Path, *layers: str, size: str = "96") -> str:
    (folder / "net.yaml").write_text("\n".join([f"input: [{size}]", "layers:", *[f"  - {each}" for each in layers]]))
    return "net.yaml"


CONV = "{name: conv, type: conv, kernel: 3, padding: 1}"


@pytest.mark.slow
@pytest.mark.traced
@pytest.mark.parametrize(
    ("layer", "reason"),
    [
        ("type: squeeze_excite", "whole"),
        ("type: instancenorm", "whole"),
        ("type: attention", "whole"),
        ("type: recurrent, bidirectional: true", "whole"),
        ("type: global_avgpool", "whole"),
        ("type: linear", "whole"),
        ("type: adaptive_avgpool, output_size: 1", "whole"),
        ("type: attention, causal: true", "past"),
        ("type: recurrent", "past"),
        ("type: groupnorm, cumulative: true", "past"),
        ("type: adaptive_avgpool, output_size: 6", "size"),
        ("type: resize, size: 64", "size"),
        ("type: resize, scale: 2, mode: bilinear, align_corners: true", "size"),
        ("type: slice, start: -10", "size"),
        ("type: slice, stop: 10", "size"),
        ("type: conv, kernel: 3, padding: 1, padding_mode: circular", "circular"),
        ("type: roll, shift: 2", "circular"),
        ("type: recurrent, direction: reverse", "whole"),
        ("type: grid_attention, grid: 4", "size"),
        ("type: take, indices: [0, 1, 2]", "size"),
        ("type: unknown, operator: TopK, treat: whole", "whole"),
        ("type: unknown, operator: TopK", "unknown"),
    ],
)
def test_what_stands_against_tiles_is_told_by_layer(
    capsys: pytest.CaptureFixture[str], folder: pathlib.Path, layer: str, reason: str
) -> None:
    record = told(capsys, net(folder, CONV, f"{{name: it, {layer}}}", "{name: end, type: conv, kernel: 1}"), code=1)
    assert record["reasons"] == [{"layer": "it", "reason": reason}]
    assert record["exact"] is False
    assert ("align" in record) == (reason == "past")
    assert "tile" not in record


def test_a_whole_map_that_is_spread_again_is_told_once(
    capsys: pytest.CaptureFixture[str], folder: pathlib.Path
) -> None:
    layers = (
        CONV,
        "{name: pool, type: global_avgpool}",
        "{name: spread, type: resize, like: conv}",
        "{name: cat, type: concat, inputs: [conv, spread]}",
        "{name: half, type: conv, kernel: 1, stride: 2, inputs: conv}",
        "{name: mul, type: mul, inputs: [conv, pool]}",
        "{name: pooled, type: adaptive_avgpool, output_size: 48, inputs: mul}",
        "{name: meet, type: add, inputs: [half, pooled]}",
        "{name: far, type: resize, size: 7, inputs: meet}",
        "{name: all, type: concat, inputs: [far, far]}",
    )
    record = told(capsys, net(folder, *layers), code=1)
    assert record["reasons"] == [{"layer": "pool", "reason": "whole"}, {"layer": "pooled", "reason": "size"}]


def test_branches_of_different_jumps_have_no_exact_tiles(
    capsys: pytest.CaptureFixture[str], folder: pathlib.Path
) -> None:
    layers = (
        "{name: half, type: conv, kernel: 2, stride: 2}",
        "{name: few, type: slice, start: 24, stop: 72, inputs: input}",
        "{name: meet, type: add, inputs: [half, few]}",
        "{name: end, type: conv, kernel: 1}",
    )
    record = told(capsys, net(folder, *layers), code=1)
    assert {"layer": "meet", "reason": "irregular"} in record["reasons"]  # type: ignore[operator]
    assert {"layer": "end", "reason": "irregular"} not in record["reasons"]  # type: ignore[operator]


def test_a_map_like_one_of_a_fixed_size_has_no_exact_tiles(
    capsys: pytest.CaptureFixture[str], folder: pathlib.Path
) -> None:
    fixed = ("{name: fixed, type: resize, size: 32, inputs: input}", "{name: c, type: conv, kernel: 3, inputs: input}")
    cut = "{name: cut, type: crop, like: fixed, crop: after, inputs: c}"
    assert told(capsys, net(folder, *fixed, cut), code=1)["reasons"] == [{"layer": "cut", "reason": "size"}]
    likened = ("{name: c, type: conv, kernel: 3, inputs: input}", "{name: cut, type: crop, like: c, inputs: input}")
    assert told(capsys, net(folder, *likened))["exact"] is True


def test_maps_one_after_another_have_no_exact_tiles(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    layers = (CONV, "{name: two, type: concat, along: x, inputs: [input, conv]}")
    assert told(capsys, net(folder, *layers), code=1)["reasons"] == [{"layer": "two", "reason": "size"}]


def test_constant_maps_are_not_cut(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    def with_other(size: int) -> str:
        (folder / "two.yaml").write_text(
            f"inputs: {{image: [64], other: [{size}]}}\nlayers:\n"
            "  - {name: conv, type: conv, kernel: 3, padding: 1, inputs: image}\n"
            "  - {name: weighed, type: conv, kernel: 1, inputs: other}\n"
            "  - {name: sum, type: add, inputs: [conv, weighed]}\n"
        )
        return "two.yaml"

    assert told(capsys, with_other(64), code=1)["reasons"] == [{"layer": "sum", "reason": "input"}]
    assert told(capsys, with_other(1))["crop"] == {"x": [1, 1]}
    assert "it does not hang on the input 'image'" in refused(capsys, with_other(1), "weighed")


def test_a_crop_after_goes_with_every_size(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    layers = ("{name: c, type: conv, kernel: 3}", "{name: cut, type: crop, like: c, crop: after, inputs: input}")
    record = told(capsys, net(folder, *layers, size="null"))
    assert (record["exact"], record["tile"]) == (True, {"x": 3})


def test_layers_that_take_no_smaller_map(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    """A reflected border needs as many pixels; a slice from a place on needs more than that."""
    folded = net(folder, "{name: folded, type: conv, kernel: 9, padding: 4, padding_mode: reflect}", size="5")
    assert told(capsys, folded)["crop"] == {"x": [4, 4]}
    begin = net(folder, "{name: begin, type: slice, start: 5}", size="6")
    assert told(capsys, begin)["tile"] == {"x": 6}
    alone = net(folder, "{name: one, type: slice, start: 5, stop: 6}", size="6")
    assert told(capsys, alone, code=1)["reasons"] == [{"layer": "one", "reason": "size"}]


def test_what_a_reflected_border_holds_is_right_or_the_tile_is_refused(
    capsys: pytest.CaptureFixture[str], folder: pathlib.Path
) -> None:
    layers = (
        "{name: wide, type: conv, kernel: 9, padding: 4}",
        "{name: folded, type: pad, padding: 20, mode: reflect}",
        "{name: cut, type: crop, crop: 20}",
    )
    assert refused(capsys, net(folder, *layers), "--tile", "22").startswith(
        "layer 'cut', --tile: found 22: its map is too small for its padding at 'folded'; the least tile that works is"
    )


def test_a_tile_whose_last_one_is_too_short_is_refused(
    capsys: pytest.CaptureFixture[str], folder: pathlib.Path
) -> None:
    name = net(folder, "{name: folded, type: pad, padding: 20, mode: reflect}", "{name: cut, type: crop, crop: 20}")
    (folder / name).write_text((folder / name).read_text().replace("96", "70"))
    assert refused(capsys, name, "--tile", "60").startswith(
        "layer 'cut', --tile: found 60: its map is too small at 'folded'; the least tile that works is"
    )
    least = told(capsys, name)["tile"]
    assert isinstance(least, dict)
    assert told(capsys, name, "--tile", str(least["x"]))["count"] != 1


def test_the_least_tile_of_a_long_input_is_told_though_a_plan_would_be_too_long(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert told(capsys, "wavenet", "--input", "1000000")["tile"] == {"x": 3070}


def test_the_search_for_the_least_tile_ends(
    capsys: pytest.CaptureFixture[str], folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rfcalc.analysis.tiles.tiling.WORK", 0)
    message = refused(capsys, net(folder, "{name: up, type: upsample, scale: 1.5}", CONV))
    assert message.startswith("layer 'conv': the least tile that works was not found; tiles were tried up to ")


def test_slices_of_maps_whose_size_is_not_known(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    every = net(folder, "{name: every, type: slice, start: 3, step: 2}", size="null")
    assert told(capsys, every)["align"] == {"x": 2}
    first = net(folder, "{name: first, type: slice, stop: 1000}", size="null")
    assert told(capsys, first, code=1)["reasons"] == [{"layer": "first", "reason": "size"}]
    circular = net(folder, "{name: round, type: conv, kernel: 3, padding: 1, padding_mode: circular}", size="null")
    assert told(capsys, circular, code=1)["reasons"] == [{"layer": "round", "reason": "circular"}]


def test_what_would_mend_it_is_told(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    lines = printed(capsys, "efficientnet-b0", code=1).splitlines()
    assert lines[2:] == [
        (
            "Tiles are not exact: features.1.se, features.2.first.se, features.2.rest.0.se and 13 more read the whole "
            "of their maps."
        ),
        "--set gates=false leaves that out, and tiles are exact.",
    ]
    assert told(capsys, "efficientnet-b0", "--set", "gates=false")["exact"] is True
    gated = net(folder, CONV, "{name: gate, type: squeeze_excite}")
    assert told(capsys, gated, code=1)["cure"] == "whole: false"
    assert told(capsys, net(folder, CONV, "{name: gate, type: squeeze_excite, whole: false}"))["exact"] is True
    assert "cure" not in told(capsys, "vit-b16", code=1)
    both_kinds = net(folder, "{name: gate, type: squeeze_excite, when: $gates}", "{name: mix, type: attention}")
    (folder / both_kinds).write_text("parameters: {gates: true}\n" + (folder / both_kinds).read_text())
    assert "cure" not in told(capsys, both_kinds, "--rate", "10", code=1)


def test_a_tile_that_does_not_work_is_refused_with_the_least_that_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "unet", "--tile", "100") == (
        "layer 'classes', --tile: found 100 along y: its map is too small at 'bottom.conv1'; the least tile that works "
        "is 204"
    )
    assert refused(capsys, "unet", "--tile", "570") == (
        "layer 'classes', --tile: found 570 along y: its branches differ in size at 'up4.concat'; the least tile that "
        "works is 204, the next above 570 is 572"
    )
    assert refused(capsys, "unet-padded", "--tile", "192") == (
        "layer 'classes', --tile: found 192 along y: nothing is left of the tile at 'classes'; the least tile that "
        "works is 208"
    )
    assert refused(capsys, "real-esrgan", "--tile", "32").endswith(
        "the image of 64 is one tile; the least tile that works in larger ones is 698"
    )
    assert refused(capsys, "espcn", "--tile", "3", "--input", "20").endswith("the least tile that works is 9")


def test_tiles_of_the_wrong_remainder_are_refused_under_same(
    capsys: pytest.CaptureFixture[str], folder: pathlib.Path
) -> None:
    name = net(folder, "{name: c, type: conv, kernel: 3, stride: 2, padding: same}", size="64")
    assert "it lies differently in its map at 'c'; the least tile that works is" in refused(
        capsys, name, "--tile", "33"
    )
    assert told(capsys, name, "--tile", "34")["step"] == {"x": 32}
    assert "depends on the input size" in refused(
        capsys, net(folder, "{name: c, type: conv, kernel: 3, stride: 2, padding: same}", size="null")
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("unet", "--tile", "0"), "--tile: found '0'; allowed: 224, 224x320"),
        (("unet", "--tile", "1x2x3"), "--tile: found '1x2x3'; the network has 2 axes: y, x"),
        (("wavenet", "--tile", "1x2"), "--tile: found '1x2'; the network has 1 axis: x"),
        (("unet", "nothing"), "'U-Net' has no layer 'nothing'"),
        (("unet", "classes", "more"), "found 'more' behind LAYER; allowed: [NET] [LAYER]"),
        (("unet", "--rate", "8000"), "--rate: a rate is that of a time axis, and the network has 2: y, x"),
        (("wavenet", "--rate", "-1"), "--rate: found '-1'; allowed: pixels a second"),
        (("wavenet", "--rate", "0"), "--rate: found '0'; allowed: pixels a second"),
        (("wavenet", "--rate", "1" * 16), "--rate: found '1111111111111111'; allowed: pixels a second"),
        (("espcn", "--tile", "9", "--input", "3000"), "--tile: 8952064 tiles; at most 1048576: larger tiles are fewer"),
        (("espcn", "--tile", "9", "--input", "99999"), "tiles of 9 make 99991 along an axis; at most 65536"),
    ],
)
def test_what_is_not_possible_is_refused(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    assert message in refused(capsys, *words)


def test_an_image_no_larger_than_a_tile_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    """The numbers of a tile that touches no border stay those of larger images, where such a tile works."""
    record = told(capsys, "unet-padded", "--tile", "512")
    assert (record["count"], record["crop"], record["step"]) == (1, both([94, 94]), both(320))
    assert record["tiles"] == both([{"read": [0, 512], "keep": [0, 512], "write": [0, 512]}])
    assert printed(capsys, "unet-padded", "--tile", "512").splitlines()[2] == "One tile holds the whole image."
    record = told(capsys, "real-esrgan", "--tile", "100")
    assert (record["count"], record["tile"], record["crop"], record["step"]) == (1, both(64), both([0, 0]), both(64))
    record = told(capsys, "unet", "--tile", "1000")
    assert (record["tile"], record["n"], record["step"]) == (both(572), both(388), both(384))


def test_without_an_input_size_there_is_no_plan(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    record = told(capsys, net(folder, CONV, size="null"), "--tile", "10")
    assert (record["input"], record["step"], record["overlap"]) == ({"x": None}, {"x": 8}, {"x": 2})
    assert "tiles" not in record
    assert printed(capsys, net(folder, CONV, size="null"), "--tile", "10").splitlines()[2] == (
        "Read tiles of 10 px every 8 px (they overlap by 2); the outputs join at the seams."
    )
    assert refused(capsys, "net.yaml", "--tile", "2") == (
        "layer 'conv', --tile: found 2: nothing is left of it; the least tile that works is 3"
    )
    analysis = rfcalc.tile(rfcalc.load("net.yaml"))
    assert (analysis.total, analysis.overlap) == (None, (2,))


def test_people_read_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "unet-padded", "--tile", "512", "--input", "800x2064").splitlines()
    assert lines[2:7] == [
        "Read tiles of 512 px every 320 px (they overlap by 192); the outputs join at the seams.",
        "Of the 512 outputs of each drop 94 at the begin and 94 at the end, but none at the image's own border.",
        "12 tiles (2 x 6) make the whole map, by the same arithmetic.",
        "",
        "axis  align  before  after  latency  tile    n     crop  step  overlap",
    ]
    assert " y 2  [320, 800)  [94, 480)  [414, 800)" in lines
    many = printed(capsys, "unet-padded", "--tile", "208", "--input", "640").splitlines()
    assert [line.split()[0] for line in many[-9:]] == ["1", "2", "3", "4", "5", "6", "...", "27", "28"]
    pointwise = printed(capsys, "--layers", "conv 1", "--input", "9", "--tile", "3x4")
    assert "every 3x4 px (they do not overlap); the outputs" in pointwise


def test_csv_has_a_row_for_each_tile(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("unet", "--tile", "572", "--input", "1532", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(printed(capsys, *words))))
    assert len(rows) == 16
    assert [rows[1][key] for key in ("read_first_y", "read_first_x", "read_end_x", "write_end_x")] == [
        "0",
        "384",
        "956",
        "768",
    ]
    assert (rows[5]["crop_begin_y"], rows[5]["step_x"], rows[5]["exact"], rows[5]["reasons"]) == (
        "0",
        "384",
        "true",
        "",
    )
    (row,) = csv.DictReader(io.StringIO(printed(capsys, "efficientnet-b0", "--format", "csv", code=1)))
    assert row["reasons"].startswith("features.1.se: whole;features.2")
    assert (row["exact"], row["align_y"], row["read_first_x"]) == ("false", "", "")


def test_a_plan_can_be_used_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Every output of the whole map is written once, along each axis."""
    tiles = rfcalc.tile("resnet50", "layer2", tile=300, rate=None)
    assert tiles.layer == "layer2"
    tiles = rfcalc.tile(rfcalc.load("resnet50", input=(900, 1100)), "layer2", (300, 400))
    assert tiles.tiles is not None
    assert tiles.cut is not None
    for along, n in zip(tiles.tiles, (113, 138)):
        written = [at for tile in along for at in range(*tile.write)]
        assert written == list(range(n))
        assert all(tile.keep[1] - tile.keep[0] == tile.write[1] - tile.write[0] for tile in along)
    assert pickle.loads(pickle.dumps(tiles)) == tiles  # noqa: S301 - our own
    assert "layer2 of ResNet-50" in printed(capsys, "resnet50", "layer2", "--input", "900x1100", "--tile", "300x400")


def test_the_input_itself_is_cut_anywhere(capsys: pytest.CaptureFixture[str]) -> None:
    record: Mapping[str, object] = told(capsys, "unet", "input", "--tile", "100")
    assert (record["align"], record["step"], record["crop"]) == (both(1), both(100), both([0, 0]))
