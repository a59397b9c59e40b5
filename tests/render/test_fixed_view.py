"""A fixed view shows each feature at the centre of its field: what is drawn is what `locate` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.render import render

from .views import DANG, SVG, elements, panels, picture

if TYPE_CHECKING:
    from collections.abc import Sequence

NETWORKS = {
    "Dang": DANG,
    "few": "input: [40, 60]\nlayers:\n  - a: [5, 4, 2]\n  - b: [3, 2]\n",
    "dense": "input: [96, 64]\nlayers:\n  - a: [3, 2, 1]\n  - b: [3, 2]\n",
    "slices": "input: [4, 24, 30]\nlayers:\n  - a: [3, 2, 1]\n  - b: [2, 2]\n",
}


def centers(network: rfcalc.Network, layer: str, axis: int, count: int) -> list[float]:
    """Return the centres of a map's features along an axis, as `locate` tells them one by one."""
    middle = [0] * len(network.axes)
    found = []
    for at in range(count):
        middle[axis] = at
        center = rfcalc.locate(network, layer, middle).center
        assert center is not None
        found.append(float(center[axis]))
    return found


@pytest.mark.parametrize("name", NETWORKS)
def test_every_drawn_feature_and_box_is_that_of_locate(name: str) -> None:
    network = rfcalc.loads(NETWORKS[name])
    view = rfcalc.figure(network)
    assert isinstance(view, rfcalc.FixedView)
    _, *drawn = panels(picture(view), (view.input[-1], view.input[-2]))

    assert len(drawn) == len(view.maps) == 2
    for shown, panel in zip(view.maps, drawn):
        down, across = [centers(network, shown.layer, axis, shown.n[axis]) for axis in (-2, -1)]
        assert panel.centers == {(x, y) for x in across for y in down}
        box = rfcalc.locate(network, shown.layer, [count // 2 for count in shown.n]).box
        assert box is not None
        (top, bottom), (left, right) = box[-2:]
        assert panel.boxes[-1:] == [(left, top, right, bottom)]


def test_the_example_of_dang_comes_out_as_he_drew_it() -> None:
    """Dang Ha The Hien, "A guide to receptive field arithmetic for convolutional neural networks", figure 1."""
    view = rfcalc.figure(rfcalc.loads(DANG))
    image, first, second = panels(picture(view), (5, 5))

    assert first.centers == {(x, y) for x in (0.5, 2.5, 4.5) for y in (0.5, 2.5, 4.5)}
    assert second.centers == {(x, y) for x in (0.5, 4.5) for y in (0.5, 4.5)}
    assert (first.boxes, second.boxes) == ([(1, 1, 4, 4)], [(1, 1, 8, 8)])
    assert image.boxes == [(1, 1, 4, 4), (1, 1, 8, 8)]


@pytest.mark.parametrize(
    ("layers", "shown"),
    [
        ((), ["conv1", "conv2", "conv5", "pool5"]),
        (["pool2", "conv1"], ["pool2", "conv1"]),
        (["conv*"], ["conv1", "conv2", "conv3", "conv4", "conv5"]),
        ("last", ["pool5"]),
        (["conv1", "conv1"], ["conv1"]),
    ],
)
def test_maps_are_the_ends_of_stages_or_those_that_are_named(layers: Sequence[str], shown: list[str]) -> None:
    view = rfcalc.figure("alexnet", layers)
    assert isinstance(view, rfcalc.FixedView)
    assert [each.layer for each in view.maps] == shown


def test_a_block_is_its_output_and_layers_beyond_a_dozen_are_left_out() -> None:
    view = rfcalc.figure("vgg16", ["*"])
    assert isinstance(view, rfcalc.FixedView)
    assert (len(view.maps), view.left_out) == (12, 6)
    assert "6 more layers are left out." in picture(view)
    view = rfcalc.figure("resnet50", ["layer1"])
    assert isinstance(view, rfcalc.FixedView)
    assert [each.layer for each in view.maps] == ["layer1.2.add"]


def test_where_nothing_is_known_the_image_is_shown_and_that_is_said() -> None:
    view = rfcalc.figure(rfcalc.loads("{input: 9, layers: [{name: a, type: unknown, operator: Sort}]}"))
    assert isinstance(view, rfcalc.FixedView)
    assert view.maps == ()
    assert "<desc>Of no layer it is known what its features read.</desc>" in picture(view)


def test_the_last_map_is_shown_where_it_is_irregular_too() -> None:
    network = rfcalc.loads(
        "input: 12\nlayers:\n  - a: [3, 2, 0]\n  - {name: b, type: resize, size: 4, mode: nearest}\n"
        "  - {name: c, type: resize, size: 4, mode: nearest, inputs: [input]}\n"
        "  - {name: s, type: add, inputs: [b, c]}\n"
    )
    view = rfcalc.figure(network)
    assert isinstance(view, rfcalc.FixedView)
    assert [each.layer for each in view.maps] == ["a", "b", "c", "s"]
    assert view.maps[-1].centers[0] == (1.5, 3.5, 5.5, 7.5)  # of b, for c is coarser
    assert "jump varies" in picture(view)


def test_a_network_of_maps_of_one_feature_shows_the_last() -> None:
    view = rfcalc.figure(rfcalc.loads("input: 6\nlayers:\n  - a: [6]\n  - b: [1]\n"))
    assert isinstance(view, rfcalc.FixedView)
    assert [(each.layer, each.centers) for each in view.maps] == [("b", ((3,), (3,)))]


def test_it_is_said_which_features_are_drawn() -> None:
    svg = picture(rfcalc.figure("vgg16", ["conv1_2", "conv5_3"]))
    assert "drawn: one feature in 4" in svg
    assert "Rows of maps of more than 64 features are dashed lines, a dash a feature." in svg


def test_of_three_axes_the_plane_of_x_and_y_is_drawn() -> None:
    assert "Drawn is the plane of x and y." in picture(rfcalc.figure("c3d"))


def test_of_one_axis_each_map_is_a_line_over_the_input() -> None:
    svg = picture(rfcalc.figure(rfcalc.loads("input: [12]\nlayers:\n  - a: [3, 2, 1]\n")))
    drawn = panels(svg, (12, 1))
    assert [center[0] for center in sorted(drawn[1].centers)] == [0.5, 2.5, 4.5, 6.5, 8.5, 10.5]
    assert drawn[1].boxes == [(5, 0, 8, 1)]


def test_an_image_much_wider_than_high_has_rows_for_itself() -> None:
    svg = picture(rfcalc.figure(rfcalc.loads("input: [8, 400]\nlayers:\n  - a: [3, 2, 1]\n")))
    lefts = {each.get("x") for each in elements(svg) if each.get("fill") == "#e4e6ec"}
    assert len(lefts) == 1


def test_a_box_that_goes_on_beyond_the_picture_is_open() -> None:
    text = "input: 8\nlayers:\n  - a: [65, 1, 32]\n"
    svg = picture(rfcalc.figure(rfcalc.loads(text)))
    assert "Open boxes go on beyond the picture: a." in svg


def test_features_that_see_more_than_their_own_path_stand_where_that_is() -> None:
    view = rfcalc.figure("unet", ["up4.conv2"])
    assert isinstance(view, rfcalc.FixedView)
    assert view.maps[0].own
    for at in (0, 1, 25, 51):
        assert view.maps[0].centers[0][at] == (rfcalc.locate("unet", "up4.conv2", (at, at)).place or (None,))[0]
    assert "more than their own path" in picture(view)
    assert "the box is what the one in the middle sees" in picture(view)


def test_features_that_read_nothing_have_no_place() -> None:
    text = "input: [6]\nlayers:\n  - {name: a, type: conv_transpose, kernel: 1, stride: 2}\n"
    view = rfcalc.figure(rfcalc.loads(text))
    assert isinstance(view, rfcalc.FixedView)
    assert view.maps[0].centers == ((0.5, None, 1.5, None, 2.5, None, 3.5, None, 4.5, None, 5.5),)
    assert view.maps[0].box is None
    assert "feature 5 reads nothing" in picture(view)


def test_features_that_are_not_evenly_spaced_are_drawn_one_by_one() -> None:
    text = "input: 30\nlayers:\n  - {name: a, type: upsample, scale: 1.5}\n  - b: [2]\n"
    network = rfcalc.loads(text)
    svg = picture(rfcalc.figure(network, ["b"]))
    steps = next(each.get("d", "") for each in elements(svg) if each.get("stroke-linecap") == "round")
    assert steps.count("h.01") == len(set(centers(network, "b", 1, 44))) ** 2


def test_the_page_and_the_grid_tell_the_same() -> None:
    view = rfcalc.figure("alexnet", ["conv1"])
    assert "conv1  55    5.5     4          27, 27  [108, 119)" in render([view], "table")
    header, row = render([view], "csv").splitlines()
    assert header.startswith("network,layer,n_y,n_x,index_y,index_x,first_y,first_x,end_y,end_x")
    assert row.startswith("AlexNet,conv1,55,55,27,27,108,108,119,119")
    other = rfcalc.figure(rfcalc.loads("input: [6, 9]\nlayers:\n  - a: [3, 2]\n"))
    assert "x [4, 7), y [2, 5)" in render([other], "table")
    assert f"{SVG}svg" == elements(picture(other))[0].tag
