"""A side view shows what one feature reads: units at their places, lines to what is read, one bracket for it all."""

from __future__ import annotations

import re

import pytest

import rfcalc
from rfcalc.render import render

from .views import DANG, MISALIGNED, SVG, TCN, elements, number, picture

JOINS = """\
input: [30]
layers:
  - a: [3, 2, 1]
  - {name: relu, type: relu}
  - {name: b, type: conv, kernel: 3, padding: 1}
  - {name: sum, type: add, inputs: [relu, b]}
  - {name: c, type: conv_transpose, kernel: 2, stride: 2}
  - {name: skip, type: add, inputs: [input, c]}
"""
GAPS = "input: [8]\nlayers:\n  - {name: a, type: conv_transpose, kernel: 1, stride: 2}\n  - b: [3]\n"
NETWORKS = {"Dang": DANG, "Misaligned": MISALIGNED, "TCN": TCN, "joins": JOINS, "gaps": GAPS}


def side(network: str | rfcalc.Network, *layers: str, axis: str | None = None) -> rfcalc.SideView:
    view = rfcalc.figure(network, layers, view="side", axis=axis)
    assert isinstance(view, rfcalc.SideView)
    return view


def seen(view: rfcalc.SideView, layer: str) -> list[int]:
    return [unit.index for row in view.rows if row.layer == layer for unit in row.units if unit.seen]


@pytest.mark.parametrize("name", NETWORKS)
def test_units_are_drawn_at_the_centers_that_locate_tells_and_the_bracket_spans_the_box(name: str) -> None:
    network = rfcalc.loads(NETWORKS[name])
    view = side(network)
    found = elements(picture(view))
    bracket = next(each.get("d", "") for each in found if each.get("stroke") == "#1d2230" and "H" in each.get("d", ""))
    left, right = map(float, re.findall(r"[MH]([\d.]+)", bracket))
    box = rfcalc.locate(network, view.layer, (view.index,) * len(network.axes)).box
    assert box is not None
    assert view.box == box[-1]
    scale = (right - left) / (box[-1][1] - box[-1][0])
    rows: dict[float, list[float]] = {}
    for each in found:
        if each.tag == f"{SVG}circle":
            place = box[-1][0] + (number(each, "cx") - left) / scale
            rows.setdefault(number(each, "cy"), []).append(round(place, 1))

    assert len(rows) == len(view.rows)
    for row, places in zip(view.rows, [rows[y] for y in sorted(rows, reverse=True)]):
        assert sorted(places) == sorted(round(float(unit.place), 1) for unit in row.units)
        for unit in row.units:
            if not (view.causal or unit.virtual or row.layer == "input"):
                told = rfcalc.locate(network, row.layer, (unit.index,) * len(network.axes))
                center = told.place or told.center
                assert center is None or center[-1] == unit.place


@pytest.mark.parametrize("name", NETWORKS)
def test_what_is_seen_of_the_input_begins_and_ends_with_the_box(name: str) -> None:
    view = side(rfcalc.loads(NETWORKS[name]))
    pixels = seen(view, "input")
    assert view.box == (pixels[0], pixels[-1] + 1)


def test_a_feature_reads_its_window() -> None:
    view = side(rfcalc.loads(DANG))
    names = [row.layer for row in view.rows]
    read: dict[tuple[str, int], list[int]] = {}
    for link in view.links:
        read.setdefault((names[link.reader[0]], link.reader[1]), []).append(link.read[1])

    assert names == ["input", "conv1", "conv2"]
    assert read == {(layer, i): [2 * i - 1, 2 * i, 2 * i + 1] for layer, i in read}
    assert {i for layer, i in read if layer == "conv1"} == {0, 1, 2, 3}  # 3 is padding that conv2 sees
    assert {unit.index for unit in view.rows[1].units if unit.virtual} == {-1, 3}


def test_stacked_dilated_causal_convolutions_give_the_figure_of_wavenet() -> None:
    """Van den Oord et al., arXiv 1609.03499, figure 3: the last output reads 2, 4, 8 and 16 units below it."""
    view = side(rfcalc.loads(TCN))

    assert (view.causal, view.index, view.box) == (True, 23, (8, 24))
    assert [seen(view, row.layer) for row in view.rows[::-1]] == [
        [23], [15, 23], [11, 15, 19, 23], [9, 11, 13, 15, 17, 19, 21, 23], [*range(8, 24)]
    ]  # fmt: skip
    assert all(unit.place == unit.index + 0.5 for row in view.rows for unit in row.units)
    assert "All layers look back" in picture(view)


def test_branches_that_are_misaligned_have_colors_of_their_own() -> None:
    """As in the Distill article: the branches see [2, 7) and [4, 8), their union 6 pixels."""
    view = side(rfcalc.loads(MISALIGNED))
    branches = {row.layer: row.branch for row in view.rows}

    assert view.box == (2, 8)
    assert branches == {"input": 0, "left": 1, "half": 2, "right": 2, "sum": 0}
    assert {link.branch for link in view.links} == {1, 2}
    strokes = {each.get("stroke") for each in elements(picture(view)) if each.get("stroke-width") == "1.4"}
    assert len(strokes - {"#1d2230"}) == 2


def test_a_path_past_some_layers_is_a_branch() -> None:
    view = side(rfcalc.loads(JOINS))
    names = [row.layer for row in view.rows]
    branches = {(names[link.reader[0]], names[link.read[0]]): link.branch for link in view.links}

    assert names == ["input", "a", "b", "sum", "c", "skip"]
    assert len({branches["sum", "a"], branches["sum", "b"], branches["skip", "input"]}) == 3
    assert branches["b", "a"] == branches["sum", "b"]
    assert branches["c", "sum"] == branches["skip", "c"] == branches["a", "input"]
    assert view.left_out == 1


def test_of_several_layers_only_these_are_rows_in_their_order() -> None:
    view = side("vgg16", "conv3_1", "conv1_2")
    assert [row.layer for row in view.rows] == ["input", "conv1_2", "conv3_1"]
    assert view.left_out == 5
    assert "5 layers in between are left out, and read through." in picture(view)


def test_a_layer_that_the_last_does_not_read_is_refused() -> None:
    with pytest.raises(rfcalc.RfcalcError, match=r"layer 'left': 'sum' does not read it; a side view shows"):
        side(rfcalc.loads(MISALIGNED.replace("inputs: [left, right]", "inputs: [right, right]")), "half", "left", "sum")


def test_where_nothing_is_known_nothing_is_drawn() -> None:
    network = rfcalc.loads("{input: 9, layers: [{name: a, type: unknown, operator: Sort}]}")
    with pytest.raises(rfcalc.RfcalcError, match="layer 'a': what Sort reads is not known; --treat Sort=pointwise"):
        side(network)


def test_an_axis_is_chosen() -> None:
    network = rfcalc.loads("input: [20, 30]\nlayers:\n  - {name: a, type: conv, kernel: [3, 5]}\n")
    assert [(side(network, axis=axis).input, side(network, axis=axis).box) for axis in ("y", "x", None)] == [
        (20, (9, 12)), (30, (13, 18)), (30, (13, 18))
    ]  # fmt: skip


def test_large_networks_are_drawn_by_blocks_and_dense_rows() -> None:
    view = side("resnet50")
    assert [row.layer for row in view.rows[-3:]] == ["layer4.0.add", "layer4.1.add", "layer4.2.add"]
    assert [row.dense for row in view.rows][:2] == [True, True]
    assert (view.rows[0].units[0].index, view.rows[0].units[-1].index + 1) == view.box
    assert len(side("densenet121").rows) <= 32


def test_what_features_share_is_told_where_whole_maps_are_read() -> None:
    text = "input: [100]\nlayers:\n  - a: [3, 1, 1]\n  - {name: pool, type: global_avgpool}\n"
    view = side(rfcalc.loads(text), "pool")
    assert [len(row.units) for row in view.rows] == [2, 2, 1]
    assert [(link.read[1], link.reader[1]) for link in view.links if link.reader[0] == 2] == [(0, 0), (99, 0)]


def test_an_input_alone_is_one_row() -> None:
    view = side(rfcalc.loads("input: [9]\nlayers:\n  - {name: r, type: relu}\n"))
    assert [(row.layer, row.n) for row in view.rows] == [("input", 9), ("r", 9)]


def test_the_bracket_keeps_its_words_inside_the_picture() -> None:
    svg = picture(side(rfcalc.loads("name: N\ninput: [3]\nlayers:\n  - a: [1]\n")))
    assert "rf 1 px: [1, 2)" in svg
    assert "<desc>Lines lead to what is read.</desc>" in svg


def test_lengths_are_in_the_words_of_the_network() -> None:
    view = side("wavenet")
    assert "rf 3070 samples: [12930, 16000)" in picture(view)
    assert "units stand where the last sample is that they see" in picture(view)
    assert '"pixel": {"name": "sample", "size": {"x": 0.0625}, "unit": {"x": "ms"}}' in render([view], "json")


def test_the_page_and_the_grid_tell_the_same() -> None:
    view = side(rfcalc.loads(DANG))
    assert "conv1  3   3  [1, 4)" in render([view], "table")
    assert "Dang,x,conv2,1,4.5,0,1" in render([view], "csv").splitlines()


def test_links_that_would_be_too_many_leave_more_rows_dense() -> None:
    layers = "".join(f"  - c{at}: [25, 1, 12]\n" for at in range(4))
    for size in (300, 39):  # of which the latter would be drawn with all of its features, were these fewer
        view = side(rfcalc.loads(f"input: [{size}]\nlayers:\n{layers}"))
        assert [row.dense for row in view.rows] == [True, True, False, False, False]
        assert len(view.links) == 750
    wider = "input: [300]\nlayers:\n  - a: [31, 1, 15]\n  - b: [33, 1, 16]\n"  # 33 units that read 31 each
    assert [row.dense for row in side(rfcalc.loads(wider)).rows] == [True, True, False]


def test_a_feature_that_reads_nothing_has_no_bracket() -> None:
    view = side(rfcalc.loads("input: [4]\nlayers:\n  - {name: a, type: conv_transpose, kernel: 1, stride: 2}\n"))
    assert (view.index, view.box, [len(row.units) for row in view.rows]) == (3, None, [4, 7])
    assert not [words for words in re.findall(r">([^<]*)</text>", picture(view)) if words.startswith("rf ")]
    assert "input  4   -  -" in render([view], "table")


def test_maps_of_few_features_whose_lines_would_be_many_show_what_is_read_alone() -> None:
    wide = rfcalc.loads("input: [40]\nlayers:\n  - c1: [31, 1, 15]\n  - c2: [3, 1, 1]\n")
    narrow = rfcalc.loads("input: [40]\nlayers:\n  - c1: [3, 1, 1]\n  - c2: [3, 1, 1]\n")
    drawn = {row.layer: [unit.index for unit in row.units] for row in side(wide).rows}
    assert drawn == {"input": list(range(4, 37)), "c1": [19, 20, 21], "c2": [20]}
    assert len(side(wide).links) == 3 + 3 * 31
    assert [len(row.units) for row in side(narrow).rows] == [42, 42, 40]
