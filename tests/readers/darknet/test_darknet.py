"""Configurations of darknet: against presets, against darknet's own loops, and what is said of wrong ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.errors import RfcalcError
from rfcalc.layers.values import setting_of
from rfcalc.readers.darknet.reorg import rows_read
from tests.readers.darknet.configurations import START, conv, darknet53, section, yolov2, yolov3, yolov3_tiny

if TYPE_CHECKING:
    from pathlib import Path


def read(text: str, size: str | None = None, **parameters: int) -> rfcalc.Network:
    return rfcalc.loads(text, size, parameters, format="darknet", file="net.cfg")


def layers(*sections: str, size: int = 32) -> rfcalc.Network:
    return read(START.format(size=size) + "".join(sections))


def rows(network: rfcalc.Network) -> list[tuple[object, ...]]:
    """Return what is known of each layer, but for those that change nothing of a map or its places."""
    return [(row.type, row.n, row.jump, row.rf, row.start) for row in rfcalc.summary(network).layers]


@pytest.mark.parametrize(
    ("text", "preset"), [(yolov3(), "yolov3"), (yolov3_tiny(), "yolov3-tiny"), (darknet53(256), "darknet53")]
)
def test_networks_of_darknet_are_those_of_the_presets(text: str, preset: str) -> None:
    mine, theirs = rows(read(text)), rows(rfcalc.load(preset))
    assert set(mine) <= set(theirs)
    assert [row for row in theirs if row in set(mine)][: len(mine)] == mine


def test_a_pool_of_kernel_2_and_stride_1_reads_after_itself() -> None:
    (row,) = rfcalc.summary(layers(section("maxpool", size=2, stride=1))).layers
    assert (row.n, row.start) == ((32, 32), (1.0, 1.0))


@pytest.mark.parametrize("size", range(1, 7))
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_pools_lie_where_darknet_puts_them(size: int, stride: int) -> None:
    network = layers(section("maxpool", size=size, stride=stride), size=13)
    padding = size - 1
    offset = int(-padding / 2)  # C rounds towards 0
    count = (13 + padding - size) // stride + 1
    assert network.layers[0].name == "maxpool_0"
    for at in {0, count // 2, count - 1}:
        read = [place for place in range(offset + at * stride, offset + at * stride + size) if 0 <= place < 13]
        assert rfcalc.locate(network, "maxpool_0", (at, at)).visible == ((read[0], read[-1] + 1),) * 2
    with pytest.raises(RfcalcError):
        rfcalc.locate(network, "maxpool_0", (count, 0))


def reorganized(width: int, height: int, channels: int, stride: int) -> dict[tuple[int, int], set[tuple[int, int]]]:
    """Return which places each feature reads: the loops of darknet's `reorg_cpu`, on numbers in place of values."""
    read: dict[tuple[int, int], set[tuple[int, int]]] = {}
    part = channels // (stride * stride)
    for k in range(channels):
        for j in range(height):
            for i in range(width):
                at = i + width * (j + height * k)
                across = i * stride + k // part % stride
                down = j * stride + k // part // stride
                source = across + width * stride * (down + height * stride * (k % part))
                feature = at // (width // stride) % (height // stride), at % (width // stride)
                read.setdefault(feature, set()).add((source // width % height, source % width))
    return read


@pytest.mark.parametrize(
    ("width", "height", "channels", "stride"),
    [(26, 26, 4, 2), (26, 26, 8, 2), (12, 8, 8, 2), (8, 16, 16, 4), (6, 6, 4, 2)],
)
def test_a_reorg_reads_what_darknet_computes(width: int, height: int, channels: int, stride: int) -> None:
    network = read(f"[net]\nwidth={width}\nheight={height}\nchannels={channels}\n" + section("reorg", stride=stride))
    for feature, places in reorganized(width, height, channels, stride).items():
        counts = rfcalc.count_paths(network, "reorg_0", feature)
        assert counts is not None
        first_row, first = counts.origin
        counted = {
            (first_row + y, first + x) for y, row in enumerate(counts.rows) for x, count in enumerate(row) if count
        }
        assert counted == places


def test_the_reorg_of_yolov2_reads_rows_around_a_feature_and_goes_round_the_end() -> None:
    assert rows_read(26, 2) == (2, [[-1, 4, 1]])
    network = read(yolov2())
    visible = rfcalc.locate(network, "reorg_27", (0, 0)).visible
    assert visible is not None
    assert visible[0] == (0, 416)
    last = rfcalc.summary(network).layers[-1]
    assert (last.name, last.n) == ("convolutional_30", (13, 13))


def test_a_reorg_whose_rows_are_no_table_is_refused() -> None:
    with pytest.raises(RfcalcError, match=r"net.cfg:8: layer 'reorg_0': \[reorg\] with stride 5 mixes the rows"):
        read("[net]\nwidth=30\nheight=30\nchannels=25\n\n\n\n" + section("reorg", stride=5))


def test_a_reorg3d_is_space_to_depth_and_back() -> None:
    network = layers(section("reorg3d", stride=2), section("reorg3d", stride=2, reverse=1))
    assert [layer.type for layer in network.layers] == ["space_to_depth", "pixel_shuffle"]


def test_gates_can_be_switched_off() -> None:
    text = (
        START.format(size=32) + conv(8, 3) + section("avgpool") + conv(8, 1) + section("scale_channels", **{"from": -3})
    )
    assert rfcalc.summary(read(text)).layers[-1].whole
    assert read(text, gates=False).outputs["scale_channels_3"] == "convolutional_0"


def test_sections_are_read_as_darknet_does() -> None:
    network = layers(
        section("crop", crop_height=28, crop_width=30),
        section("convolutional", filters=8, size=3, stride_x=2, stride_y=1, pad=1, dilation=2, antialiasing=1),
        section("route", layers=-1, groups=2, group_id=1),
        section("local", size=3, stride=2, pad=1, filters=4),
        section("deconvolutional", size=4, stride=2, pad=1),
        section("local_avgpool", size=3, stride=1, antialiasing=2),
        section("maxpool", maxpool_depth=1, out_channels=4),
        section("sam", **{"from": -2}),
        section("connected", output=10),
        section("dropout"),
    )
    assert [(layer.name, layer.type) for layer in network.layers] == [
        ("crop_0", "crop"),
        ("convolutional_1", "conv"),
        ("convolutional_1.blur", "conv"),
        ("local_3", "conv"),
        ("deconvolutional_4", "conv_transpose"),
        ("local_avgpool_5", "avgpool"),
        ("local_avgpool_5.blur", "conv"),
        ("sam_7", "mul"),
        ("connected_8", "linear"),
    ]
    assert network.outputs == {
        "route_2": "convolutional_1.blur",
        "maxpool_6": "local_avgpool_5.blur",
        "dropout_9": "connected_8",
    }
    assert [row.n for row in rfcalc.summary(network).layers][:4] == [(28, 30), (28, 30), (28, 15), (14, 8)]


def test_what_is_unknown_hides_only_what_lies_behind_it() -> None:
    network = layers(
        conv(8, 3), section("crnn"), section("reorg", stride=2), section("shortcut", **{"from": -3}), conv(8, 3)
    )
    assert [layer.type for layer in network.layers] == ["conv", "unknown", "identity", "add", "conv"]
    assert setting_of(network.layers[1].operations[0], "operator") == "crnn"


def test_another_size_is_taken_for_the_whole_configuration() -> None:
    assert rfcalc.summary(read(yolov3(), "608x320")).layers[-1].n == (76, 40)


def test_a_configuration_without_a_size_has_none() -> None:
    network = read("[net]\nchannels=3\n" + conv(8, 3) + section("upsample"))
    assert network.input == (None, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "net.cfg: the file holds nothing; a configuration begins with [net]"),
        ("[net]\nwidth=8\n", "net.cfg:1: there is no layer; a section for each stands after [net]"),
        ("[conv]\n", "net.cfg:1: found [conv]; the first section is [net]"),
        ("width=8\n", "net.cfg:1: found 'width=8'; a configuration begins with [net]"),
        ("[net]\nwidth=8\n[net]\n", "net.cfg:3: found [net]; it stands first, and once"),
        ("[net\n", "net.cfg:1: found '[net'; a section is written as [convolutional]"),
        ("[net]\n[conv]\nsize\n", "net.cfg:3: found 'size'; allowed: key=value, or a section such as [convolutional]"),
        ("[net]\n[conv]\nsize=1\nsize=3\n", "net.cfg:4: size: it stands twice; line 3 has it, too"),
        (
            "[net]\n[conv]\nsize=3x\n",
            "net.cfg:3: layer 'conv_0', size: found '3x'; allowed: a whole number of at least 1",
        ),
        ("[net]\n[conv]\nstrid=2\n", "net.cfg:3: unknown key 'strid'; did you mean 'stride'?"),
        (
            "[net]\n[conv]\n[route]\n",
            "net.cfg:3: layer 'route_1': 'layers' is missing; [route] needs it, such as layers=-1",
        ),
        (
            "[net]\n[conv]\n[route]\nlayers=a\n",
            (
                "net.cfg:4: layer 'route_1', layers: found 'a'; "
                "allowed: whole numbers with commas between them: places of sections, or how far back"
            ),
        ),
        (
            "[net]\n[conv]\n[route]\nlayers=-2\n",
            "net.cfg:4: layer 'route_1', layers: found -2; allowed: -1 to -1, how far back, or 0 to 0",
        ),
        (
            "[net]\nwidth=8\nheight=8\n[conv]\n[maxpool]\nsize=2\nstride=2\n[shortcut]\nfrom=-2\n",
            (
                "net.cfg:8: layer 'shortcut_2', from: the maps differ in size: 4x4 and 8x8; "
                "darknet joins maps of equal size"
            ),
        ),
        (
            "[net]\nwidth=8\nheight=8\n[conv]\nantialiasing=3\n",
            "net.cfg:5: layer 'conv_0', antialiasing: found '3'; allowed: 0, 1 or 2",
        ),
        (
            "[net]\nwidth=8\nheight=8\n[local]\nsize=5\npad=1\n",
            "net.cfg:5: layer 'local_0', size: found '5'; allowed: 3, where a [local] layer is padded",
        ),
        (
            "[net]\nwidth=8\nheight=8\n[crop]\ncrop_height=9\ncrop_width=2\n",
            "net.cfg:5: layer 'crop_0', crop_height: found '9'; allowed: at most 8, the size of the map",
        ),
        (
            "[net]\n[crop]\n",
            ("net.cfg:2: layer 'crop_0': what [crop] reads depends on the input size; give it with --input"),
        ),
        (
            "[net]\nwidth=8\nheight=9\n[reorg]\nstride=2\n",
            "net.cfg:5: layer 'reorg_0', stride: found '2'; allowed: a number that divides the 9 rows of the map",
        ),
        (
            "[net]\nwidth=8\nheight=8\nchannels=3\n[reorg]\nstride=2\n",
            (
                "net.cfg:6: layer 'reorg_0', stride: found '2'; "
                "allowed: a number whose square divides the 3 channels of the map"
            ),
        ),
        (
            "[net]\nwidth=8\nheight=8\n[reorg]\nstride=2\nreverse=1\n",
            (
                "net.cfg:6: layer 'reorg_0', reverse: found '1'; "
                "allowed: 0: which places a reversed [reorg] reads is not told"
            ),
        ),
        (
            "[net]\nwidth=8\nheight=8\n[local]\npad=1\n",
            "net.cfg:4: layer 'local_0': 'size' is missing; allowed: 3, where a [local] layer is padded",
        ),
        (
            "[net]\nheight=8\n[reorg]\nstride=2\n",
            "net.cfg:3: layer 'reorg_0': what [reorg] reads depends on the input size; give it with --input",
        ),
    ],
)
def test_a_mistake_is_one_line(text: str, message: str) -> None:
    with pytest.raises(RfcalcError) as caught:
        read(text)
    assert str(caught.value) == message


def test_several_mistakes_are_told_together() -> None:
    with pytest.raises(RfcalcError) as caught:
        read("[net]\n[conv]\nsize=x\n[conv]\nsize=3\n[maxpool]\nsize=0\n")
    assert [error.layer for error in (caught.value, *caught.value.others)] == ["conv_0", "maxpool_2"]


def test_other_parameters_sizes_and_operators_are_refused() -> None:
    with pytest.raises(RfcalcError, match="--set: the model has no parameter 'depth'; it has: gates"):
        read(yolov3_tiny(), depth=True)
    with pytest.raises(RfcalcError, match="--set gates: found 3; allowed: true or false"):
        read(yolov3_tiny(), gates=3)
    with pytest.raises(RfcalcError, match=r"--input: found 1x2x3, 3 sizes; the model has 2 axes \(y x\)"):
        read(yolov3_tiny(), "1x2x3")


def test_a_crop_behind_what_is_unknown_is_unknown_too() -> None:
    network = layers(section("crnn"), section("crop", crop_height=4, crop_width=4))
    assert [row.unknown for row in rfcalc.summary(network).layers] == [True, True]


def test_sections_that_change_nothing_can_be_kept(tmp_path: Path) -> None:
    path = tmp_path / "net.cfg"
    path.write_text(START.format(size=8) + conv(4, 3) + section("dropout") + section("crnn"))
    kept = rfcalc.load(path, everything=True, treat={"crnn": "pointwise"})
    assert [layer.type for layer in kept.layers] == ["conv", "identity", "unknown"]
    with pytest.raises(RfcalcError, match="--treat: 'crn' is no operator of the model of which nothing is known"):
        rfcalc.load(path, treat={"crn": "whole"})


def test_a_map_that_is_too_small_is_told_with_its_line() -> None:
    network = read("[net]\nwidth=2\nheight=2\n[conv]\nsize=3\n")
    with pytest.raises(RfcalcError, match=r"net\.cfg:4: layer 'conv_0', kernel: the map of 2 is too small"):
        rfcalc.summary(network)


def test_too_many_sections_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rfcalc.readers.darknet.MAX_SECTIONS", 3)
    with pytest.raises(RfcalcError, match=r"net.cfg:7: more than 3 sections; no more are read"):
        read("[net]\n" + "[conv]\n\n" * 2 + "[conv]\n[conv]\n")
