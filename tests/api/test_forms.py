"""The form of receptive fields as Python calls: numbers worked out by hand, and the sentences that go with them."""

from __future__ import annotations

import pytest

import rfcalc
from rfcalc.analysis.paths.rows import check_work
from rfcalc.api import maps as maps_of

RESNET = (
    "Off-center: the map of layer4.1.add lies 15.5 px left of and above the middle of the image; it begins at conv1.",
    "Grid: neighboring pixels count unevenly from conv1 on: 9.9% at maxpool.",
    "The effective field of layer4.1.add is 204.5 px, 47.0% of its rf of 435 and 91.3% of the image.",
)
VGG = (
    "Centered: every map lies in the middle of the image.",
    "Smooth: over a map, all pixels count alike.",
    "The effective field of pool5 is 123.5 px, 58.3% of its rf of 212 and 55.2% of the image.",
)


@pytest.mark.parametrize(("name", "notes"), [("resnet18", RESNET), ("vgg16", VGG)])
def test_what_stands_out_is_said_in_words(name: str, notes: tuple[str, ...]) -> None:
    assert rfcalc.form(rfcalc.load(name)).notes == notes


def test_one_convolution_by_hand() -> None:
    """Three by three pixels around (2.5, 2.5), each once: variance 2/3 along both axes."""
    form = rfcalc.map(rfcalc.loads("input: 5\nlayers:\n  - conv: [3, 1, 1]\n")).form

    assert form == rfcalc.Form(
        layer="conv",
        type="conv",
        n=(5, 5),
        index=(2, 2),
        rf=(3, 3),
        box=((1, 4), (1, 4)),
        counted=((1, 4), (1, 4)),
        paths=9,
        largest=1,
        pixels=9,
        holes=0,
        erf=3,
        erf_share=1,
        std=(0.816497, 0.816497),
        std_formula=(0.816497, 0.816497),
        center=(2.5, 2.5),
        mass=(2.5, 2.5),
        shift=(0, 0),
        shift_image=(0, 0),
        shift_mass=(0, 0),
        gridding=0,
        checkerboard=(0, 0),
    )


def test_a_map_is_by_default_that_of_the_middle_of_the_last_map_with_several_features() -> None:
    last = rfcalc.map(rfcalc.load("googlenet"))
    assert (last.layer, last.index, last.form.n) == ("inception_5b.output", (3, 3), (7, 7))
    single = rfcalc.map(rfcalc.loads("input: 3\nlayers:\n  - conv: [3]\n"))
    assert (single.layer, single.index) == ("conv", (0, 0))
    block = rfcalc.map(rfcalc.load("resnet18"), "layer4")
    assert (block.layer, block.form.layer) == ("layer4", "layer4.1.add")
    image = rfcalc.map(rfcalc.load("resnet18"), "input", (0, 0))
    assert (image.form.type, image.form.rf, image.form.erf) == ("input", (1, 1), 1)


def test_a_network_whose_layers_are_all_left_out_has_its_input() -> None:
    network = rfcalc.loads("input: 3\nlayers:\n  - {name: conv, type: conv, kernel: 3, when: false}\n")

    assert rfcalc.map(network).counts == ((1, 1), [[1]], 1)
    assert rfcalc.form(network).notes == ("No path leads to any of the features.",)
    assert rfcalc.growth(network).rows == ()


def test_a_border_moves_the_mass_and_an_unclipped_count_knows_no_border() -> None:
    network = rfcalc.loads("input: 4\nlayers:\n  - conv: [3, 1, 1]\n")
    clipped = rfcalc.map(network, "conv", (0, 3)).form
    free = rfcalc.map(network, "conv", (0, 3), unclipped=True).form

    assert (clipped.counted, clipped.pixels, clipped.shift_mass) == (((0, 2), (2, 4)), 4, (0.5, -0.5))
    assert (free.counted, free.pixels, free.shift_mass) == (((-1, 2), (2, 5)), 9, (0, 0))
    assert clipped.shift == free.shift == (0, 0)


def test_means_share_one_among_the_positions_of_a_window() -> None:
    """A 1x1 beside a 3x3: one path against nine, but one whole against another."""
    network = rfcalc.loads(
        "input: [9]\nlayers:\n  - a: [3, 1, 1]\n  - {name: b, type: conv, kernel: 1, inputs: input}\n"
        "  - {name: add, type: add, inputs: [a, b]}\n"
    )

    assert rfcalc.count_paths(network, "add") == ((3,), [1, 2, 1], 1)
    assert rfcalc.count_paths(network, "add", weights="mean") == ((3,), [1, 4, 1], 3)
    assert rfcalc.map(network, "add", weights="mean").form.paths == 2


def test_means_of_features_that_read_different_numbers_of_positions() -> None:
    """Feature 1 of the transposed convolution reads pixel 0 alone, feature 2 reads pixels 0 and 1, half each."""
    network = rfcalc.loads(
        "input: [3]\nlayers:\n  - {name: up, type: conv_transpose, kernel: 3, stride: 2}\n  - pair: [2]\n"
    )

    assert rfcalc.count_paths(network, "pair", (1,)) == ((0,), [2, 1], 1)
    assert rfcalc.count_paths(network, "pair", (1,), "mean") == ((0,), [3, 1], 4)


THREE = """
input: [6, 6, 6]
layers:
  - a: [3, 2, 1]
  - {name: up, type: conv_transpose, kernel: 1, stride: 2}
  - {name: cut, type: crop, crop: [[0, 0], [0, 0], [0, 0]], inputs: up}
  - {name: wide, type: conv, kernel: [3, 1, 3], dilation: 2, padding: [2, 0, 2], inputs: cut}
  - {name: add, type: add, inputs: [wide, cut]}
"""


@pytest.mark.parametrize("weights", ["uniform", "mean"])
def test_three_axes_gaps_dilation_and_branches(weights: str) -> None:
    """Every second feature of the transposed convolution reads nothing; the others read a 3x3x3 window."""
    network = rfcalc.loads(THREE)
    seen = rfcalc.map(network, "add", (2, 2, 2), weights=weights).form
    blind = rfcalc.map(network, "add", (1, 2, 2), weights=weights)

    assert blind.counts is None
    assert (blind.form.paths, blind.form.erf, blind.form.center) == (None, None, None)
    assert seen.paths == {"uniform": 8 * 3 * 8 + 27, "mean": pytest.approx(64 / 81 + 1)}[weights]
    assert seen.counted == ((0, 6), (1, 4), (0, 6))
    assert rfcalc.map(network, "add", (2, 2, 2), weights, unclipped=True).form.counted == ((-1, 6), (1, 4), (-1, 6))


def test_networks_without_any_path_say_so() -> None:
    network = rfcalc.loads("input: 8\nlayers:\n  - {name: cross, type: conv_transpose, kernel: 1, stride: 16}\n")

    assert rfcalc.form(network).notes == ("No path leads to any of the features.",)
    assert rfcalc.growth(network).notes == ("No path leads to any of the features.",)
    assert rfcalc.growth(network).rows == ()


def test_sides_holes_and_whole_maps_are_named() -> None:
    layers = "  - thin: [1, 2, 1]\n  - {name: gate, type: squeeze_excite}\n  - next: [3, 1, [[1, 1], [2, 0]]]\n"
    notes = rfcalc.form(rfcalc.loads(f"input: [9, 15]\nlayers:\n{layers}")).notes

    assert notes == (
        "Off-center: the map of next lies 2 px left of the middle of the image.",
        "Grid: neighboring pixels count unevenly from thin on: 75.0% at thin.",
        "Holes: 69.2% of the pixels within the field do not count at gate and 1 more.",
        "The effective field of next is 5.29 px, 38.7% of its rf of 13.67 and 45.5% of the image.",
        "From gate on some ways read a whole map, all of whose features count alike on them.",
    )


def test_a_shift_may_end_and_differ_by_axis() -> None:
    layers = "  - a: [3, 1, [[0, 2], [2, 1]]]\n  - b: [3, 1, [[2, 0], [1, 1]]]\n"
    notes = rfcalc.form(rfcalc.loads(f"input: [9, 9]\nlayers:\n{layers}")).notes
    assert notes[0] == "Off-center: the map of b lies 0.5 px left of the middle of the image; it begins at a."

    layers = "  - {name: a, type: conv, kernel: 3, padding: [0, 2]}\n"
    ended = "  - {name: b, type: pad, padding: [[0, 0], [0, 0]]}\n  - {name: c, type: crop, crop: [[0, 0], [0, 2]]}\n"
    uneven = layers.replace("[0, 2]", "[[1, 1], [0, 2]]")
    notes = rfcalc.form(rfcalc.loads(f"input: [9, 9]\nlayers:\n{uneven}{ended}")).notes
    assert notes[0] == "Off-center: maps do not lie in the middle of the image at a and 1 more."


def test_without_sizes_only_what_does_not_need_them_is_said() -> None:
    network = rfcalc.loads("layers:\n  - a: [3, 2]\n  - b: [3]\n")
    notes = rfcalc.form(network, unclipped=True).notes
    growth = rfcalc.growth(network, unclipped=True)

    assert notes == (
        "Grid: neighboring pixels count unevenly from a on: 19.4% at a.",
        "The effective field of b is 7 px, 100% of its rf of 7.",
    )
    assert [(row.layer, row.depth, row.rf, row.erf) for row in growth.rows] == [("a", 1, 3, 3), ("b", 2, 7, 7)]
    assert growth.notes == (
        "The effective field grows from 3 to 7 px.",
        "Without borders it would be 8.04 px (erf_formula).",
    )


def test_growth_tells_where_the_field_passes_the_image() -> None:
    growth = rfcalc.growth(rfcalc.load("resnet18"))

    assert growth.notes == (
        "The rf is larger than the image (224 px) from layer4.0.conv1 on.",
        "The effective field grows from 7 to 204.5 px, while its share of the rf falls from 100% to 47.0%.",
        "Without borders it would be 238.3 px (erf_formula).",
    )
    depths = {row.layer: row.depth for row in growth.rows}
    assert (depths["conv1"], depths["layer2.0.downsample"], depths["layer4.1.add"]) == (1, 6, 18)
    assert rfcalc.growth(rfcalc.load("vgg16")).notes[0] == "The rf never reaches the size of the image (224 px)."


def test_growth_counts_the_pixels_of_branches_that_look_elsewhere() -> None:
    """Both pixels of a feature that reads one straight and one four to the left and above count alike."""
    network = rfcalc.loads(
        "input: [64, 64]\nlayers:\n  - {name: moved, type: pad, padding: [[4, -4], [4, -4]]}\n"
        "  - {name: sum, type: add, inputs: [input, moved]}\n"
    )

    row = rfcalc.growth(network).rows[-1]
    assert row.rf == 5
    assert row.erf == pytest.approx(2**0.5, abs=1e-6)


def test_growth_counts_along_three_axes() -> None:
    """All eight pixels of a window of two along each axis count, and one of them twice."""
    text = (
        "input: [4, 4, 4]\nlayers:\n  - {name: c, type: conv, kernel: 2, padding: [[1, 0], [1, 0], [1, 0]]}\n"
        "  - {name: sum, type: add, inputs: [c, input]}\n"
    )
    assert rfcalc.growth(rfcalc.loads(text)).rows[-1].erf == 2


def test_a_network_of_no_windows_has_no_square_root_law() -> None:
    network = rfcalc.loads("input: [8]\nlayers:\n  - {name: up, type: upsample, scale: 2}\n")

    assert rfcalc.growth(network).rows == (rfcalc.GrowthRow("up", 0, 1, 1, None),)
    assert rfcalc.form(network).notes[0] == "Centered: every map lies in the middle of the input."


def test_maps_through_the_depth_leave_out_what_changes_nothing() -> None:
    layers = "  - a: [3]\n  - {name: relu, type: relu}\n  - b: [3, 1, 2, 2]\n"
    maps = list(maps_of(rfcalc.loads(f"input: 9\nlayers:\n{layers}")))

    assert [each.layer for each in maps] == ["a", "b"]
    assert maps[0].counts == ((3, 3), [[1] * 3] * 3, 1)
    row = [1, 1, 2, 1, 2, 1, 1]  # three windows of three, two apart
    assert maps[1].counts == ((1, 1), [[one * other for one in row] for other in row], 1)


def test_what_is_spread_over_a_map_has_no_say_in_its_grid() -> None:
    network = rfcalc.loads(
        "input: [9]\nlayers:\n  - a: [2, 2]\n  - {name: mean, type: global_avgpool}\n"
        "  - {name: sum, type: add, inputs: [a, mean]}\n  - b: [2, 3]\n"
    )
    forms = rfcalc.form(network).layers

    assert [form.gridding for form in forms] == [0, 0, 0, pytest.approx(1 / 3, abs=1e-6)]
    lone = rfcalc.loads("input: [1]\nlayers:\n  - {name: wide, type: resize, size: 4}\n")
    assert rfcalc.map(lone, "wide").form.gridding is None


def doubled(times: int) -> str:
    adds = "".join(f"  - {{name: a{at}, type: add, inputs: [a{at - 1}, a{at - 1}]}}\n" for at in range(1, times))
    return f"layers:\n  - {{name: a0, type: add, inputs: [input, input]}}\n{adds}"


@pytest.mark.slow
def test_more_digits_than_can_be_written_are_refused() -> None:
    """Each sum of a map and itself doubles the paths: 2^14300 has 4305 digits."""
    network = rfcalc.loads("input: [3]\n" + doubled(14_300))
    with pytest.raises(rfcalc.RfcalcError, match=r"layer 'a14299': its paths are more than 10\^4300"):
        rfcalc.map(network)

    assert rfcalc.count_paths(network, "a14299", (1,)) == ((1,), [2**14_300], 1)
    with pytest.raises(rfcalc.RfcalcError, match="'network' has 14300 layers; the forms of at most 4096 are told"):
        rfcalc.form(network)
    with pytest.raises(rfcalc.RfcalcError, match="has 14300 layers"):
        next(maps_of(network))


def test_work_without_end_is_refused() -> None:
    assert check_work(7, 8_000_000, 8) == 64_000_007
    assert check_work(2**32 - 64_000_000, 8_000_000, 8) == 2**32
    with pytest.raises(rfcalc.RfcalcError, match="the counts on the way to the input take more than 4294967296 bytes"):
        check_work(2**32 - 63_999_999, 8_000_000, 8)
