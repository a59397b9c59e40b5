"""Layers that put features elsewhere: rolls, grids, picked features, tables, maps one after another."""

from __future__ import annotations

import pytest

import rfcalc

ROLL = "{name: l, type: roll, shift: %s}"
TAKE = "{name: l, type: take, indices: %s}"
TABLE = "{name: l, type: index_map, %s}"


def read(layer: str, size: str = "8") -> rfcalc.Network:
    return rfcalc.loads(f"input: [{size}]\nlayers: [{layer}]")


def boxes(network: rfcalc.Network) -> list[tuple[int, int] | None]:
    """Return the box of every feature of the last layer."""
    locator = rfcalc.Locator(network)
    (n,) = rfcalc.summary(network).layers[-1].n
    found = [locator.locate(network.layers[-1].name, [i]).box for i in range(n or 0)]
    return [None if box is None else box[0] for box in found]


def seen(network: rfcalc.Network) -> list[tuple[int, int] | None]:
    """Return the visible box of every feature of the last layer."""
    locator = rfcalc.Locator(network)
    (n,) = rfcalc.summary(network).layers[-1].n
    found = [locator.locate(network.layers[-1].name, [i]).visible for i in range(n or 0)]
    return [None if box is None else box[0] for box in found]


@pytest.mark.parametrize("shift", [0, 1, -1, 3, -3, 4, -4, 5, 7, 8, 13, -13])
def test_a_roll_reads_what_numpy_puts_there(shift: int) -> None:
    """numpy.roll(range(8), shift)[i] is (i - shift) mod 8."""
    assert [box and box[0] for box in seen(read(ROLL % shift))] == [(i - shift) % 8 for i in range(8)]


@pytest.mark.parametrize(("shift", "first"), [(-3, 3), (5, 3), (3, -3), (-5, -3), (4, -4), (-4, 4), (12, -4), (8, 0)])
def test_the_box_of_a_roll_lies_the_shorter_way_round(shift: int, first: int) -> None:
    assert boxes(read(ROLL % shift))[0] == (first, first + 1)


def test_without_a_size_a_roll_is_a_shift() -> None:
    (row,) = rfcalc.summary(read(ROLL % -300, "null")).layers
    assert (row.n, row.jump, row.start) == ((None,), (1,), (300.5,))


def test_windows_between_two_rolls_are_shifted_ones() -> None:
    """Swin's shift by 2 of windows of 4 has the boxes of windows that begin at 2."""
    rolled = "{name: a, type: roll, shift: -2}, {name: w, type: window_attention, window: 4}, "
    rolled += "{name: b, type: roll, shift: 2}"
    shifted = "{name: w, type: window_attention, window: 4, shift: 2}"
    assert boxes(read(rolled, "16")) == boxes(read(shifted, "16"))
    assert seen(read(rolled, "16"))[0] == (0, 16)  # which a mask would forbid


@pytest.mark.parametrize(
    ("indices", "jump", "start"),
    [("[0, 2, 4, 6]", 2, 0.5), ("[1, 1, 1]", 0, 1.5), ("[0, 1, 4, 5]", 2, 0.5), ("[5]", 1, 5.5), ("[3, 0]", 4, 3.5)],
)
def test_indices_that_repeat_moved_on_are_even(indices: str, jump: int, start: float) -> None:
    (row,) = rfcalc.summary(read(TAKE % indices)).layers
    assert (row.jump, row.start) == ((jump,), (start,))


@pytest.mark.parametrize(
    "indices",
    ["[7, 6, 5, 4, 3, 2, 1, 0]", "[0, 3, 3, 1]", "[-1, 0, -8]", "[4, 4, 5, 4, 4, 5, 4]", "[0, 1, 2, 4, 5, 6, 7]"],
)
def test_any_indices_are_read(indices: str) -> None:
    wanted = [i % 8 for i in map(int, indices.strip("[]").split(","))]
    assert boxes(read(TAKE % indices)) == [(i, i + 1) for i in wanted]


def test_a_list_may_leave_an_axis_alone() -> None:
    network = rfcalc.loads("input: [4, 6]\nlayers: [{name: l, type: take, indices: [null, [5, 0]]}]")
    assert rfcalc.summary(network).layers[0].n == (4, 2)
    assert rfcalc.locate(network, "l", [3, 0]).box == ((3, 4), (5, 6))
    assert rfcalc.loads(rfcalc.show(network)).layers[0].operations == network.layers[0].operations


def test_a_table_that_says_twice_the_same_has_the_period_of_one() -> None:
    twice = TABLE % "size: 8, advance: 2, ranges: [[0], [0], [1], [1]]"
    assert rfcalc.summary(read(twice)).layers[0].period == (2,)


@pytest.mark.parametrize(
    ("layer", "size", "message"),
    [
        (TAKE % "[8]", "8", "indices: found index 8; the map of 8 has 0 to 7"),
        (TAKE % "[0, 8]", "8", "indices: found index 8; the map of 8 has 0 to 7"),
        (TAKE % "[0, -9]", "8", "indices: found index -9; the map of 8 has 0 to 7"),
        (TAKE % "[-1]", "null", "indices: what an index from the end means depends on the input size"),
        (TAKE % "[3, 0]", "null", "indices: where a table of indices begins anew depends on the input size"),
        (TAKE % "[]", "8", "indices: found []; allowed: a list of whole numbers such as [2, 0, 1]"),
        (TAKE % "[0.5]", "8", "indices: found [0.5]; allowed: a list of whole numbers"),
        (TAKE % "[true]", "8", "indices: found [true]; allowed: a list of whole numbers"),
        (TAKE % "3", "8", "indices: found 3; allowed: a list of whole numbers"),
        (TABLE % "size: 4, ranges: []", "8", "ranges: found []; allowed: a list of [first, count, step]"),
        (TABLE % "size: 4, ranges: [[0, -1]]", "8", "ranges: found [0, -1]; allowed"),
        (TABLE % "size: 4, ranges: [[0, 1, 0]]", "8", "ranges: found [0, 1, 0]; allowed"),
        (TABLE % "size: 4, ranges: [[0, 1, 1, 1]]", "8", "ranges: found [0, 1, 1, 1]; allowed"),
        (TABLE % "size: 4, ranges: [0]", "8", "ranges: found 0; allowed"),
        (TABLE % "ranges: [[0]]", "8", "'size' is missing; index_map needs it"),
        (TABLE % "size: 9, ranges: [[0]], mode: circular, advance: 2", "8", "circular padding 0 and 9 needs a map of"),
        ("{name: l, type: grid_attention, grid: 3}", "8", "grid: the map of 8 cannot be split into a grid of 3"),
        ("{name: l, type: grid_attention, grid: 2}", "null", "grid: how far apart the features of a grid lie depends"),
        ("{name: l, type: window_attention}", "8", "'window' is missing; window_attention needs it"),
        ("{name: l, type: window_attention, window: 65537}", "8", "repeat only every 65537 features; at most 65536"),
        ("{name: l, type: pad}", "8", "'padding' is missing; pad needs it"),
        ("{name: l, type: crop}", "8", "'crop' is missing; crop needs it"),
        ("{name: l, type: pixel_shuffle}", "8", "'scale' is missing; pixel_shuffle needs it"),
        ("{name: l, type: space_to_depth}", "8", "'scale' is missing; space_to_depth needs it"),
        ("{name: l, type: roll}", "8", "'shift' is missing; roll needs it"),
    ],
)
def test_what_cannot_be_is_refused(layer: str, size: str, message: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.summary(read(layer, size))
    assert message in str(caught.value)
    assert "layer 'l'" in str(caught.value)


def test_a_table_says_any_layer() -> None:
    """A convolution with a stride, one that mirrors, a transposed one."""
    strided = read(TABLE % "size: 4, advance: 2, ranges: [[-1, 3]]")
    assert boxes(strided) == boxes(read("{name: l, type: conv, kernel: 3, stride: 2, padding: 1}"))
    mirrored = read(TABLE % "size: 8, ranges: [[-1, 3]], mode: reflect")
    assert seen(mirrored) == seen(read("{name: l, type: conv, kernel: 3, padding: 1, padding_mode: reflect}"))
    transposed = read(TABLE % "size: 16, ranges: [[0], [0, 0]]")
    assert boxes(transposed) == boxes(read("{name: l, type: conv_transpose, kernel: 1, stride: 2, output_padding: 1}"))
    assert [row.window for row in (*rfcalc.summary(strided).layers, *rfcalc.summary(transposed).layers)] == [
        "to 4 s2 reads 3 from -1 by 1",
        "to 16 table of 2",
    ]


def test_a_table_may_differ_by_axis() -> None:
    network = rfcalc.loads(
        "input: [4, 6]\nlayers: [{name: l, type: index_map, size: [null, 3], advance: [1, 2], "
        "ranges: [[[0]], [[0, 2]]]}]"
    )
    assert rfcalc.locate(network, "l", [3, 2]).box == ((3, 4), (4, 6))
    assert rfcalc.loads(rfcalc.show(network)).layers[0].operations == network.layers[0].operations


def test_what_reads_nothing_has_no_field() -> None:
    network = read(TABLE % "size: 3, ranges: [[0, 0]]")
    (row,) = rfcalc.summary(network).layers
    assert (row.rf, row.start, row.window) == ((None,), (None,), "to 3 reads nothing")
    assert rfcalc.form(network).layers[0].paths is None


def test_a_grid_reads_one_feature_of_each_cell() -> None:
    network = read("{name: l, type: grid_attention, grid: 4}", "12")
    counts = rfcalc.count_paths(network, "l", [4])
    assert counts is not None
    assert (counts.origin, counts.rows) == ((1,), [1, 0, 0] * 3 + [1])
    assert rfcalc.locate(network, "l", [4]).place == (4.5,)


def test_a_grid_of_all_is_attention_and_one_of_one_leaves_an_axis_alone() -> None:
    network = rfcalc.loads("input: [6, 6]\nlayers: [{name: l, type: grid_attention, grid: [6, 1]}]")
    assert rfcalc.locate(network, "l", [2, 3]).box == ((0, 6), (3, 4))


def test_maps_one_after_another_keep_what_each_sees() -> None:
    network = rfcalc.loads(
        "input: [4, 4]\nlayers:\n  - {name: left, type: crop, crop: [0, [0, 2]]}\n"
        "  - {name: wide, type: conv, kernel: 3, padding: 1, inputs: left}\n"
        "  - {name: cat, type: concat, along: y, inputs: [left, wide]}\n"
    )
    assert rfcalc.summary(network).layers[-1].n == (8, 2)
    assert rfcalc.locate(network, "cat", [1, 1]).box == ((1, 2), (1, 2))
    assert rfcalc.locate(network, "cat", [5, 1]).box == ((0, 3), (0, 3))
    behind = rfcalc.Network([*network.layers, rfcalc.Layer("conv", "conv", kernel=[3, 1])], input=(4, 4))
    assert rfcalc.locate(behind, "conv", [5, 1]).box == ((0, 5), (0, 3))
    assert not rfcalc.summary(network).layers[-1].misaligned
    assert not any("read nothing" in note for note in rfcalc.summary(network).notes)


def test_parts_put_together_again_are_the_map() -> None:
    network = rfcalc.loads(
        "input: [9]\nlayers:\n  - {name: a, type: slice, stop: 4}\n"
        "  - {name: b, type: slice, start: 4, inputs: input}\n"
        "  - {name: cat, type: concat, along: x, inputs: [a, b]}\n  - conv: [3, 1, 1]\n"
    )
    row = rfcalc.summary(network).layers[-1]
    assert (row.n, row.jump, row.rf, row.start, row.period) == ((9,), (1,), (3,), (0.5,), None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("input: [null]", "layer 'cat', along: where the maps lie one after another depends on the input size"),
        ("input: [40000]", "layer 'cat': its features' receptive fields repeat only every 80000 features"),
        ("input: [4, 4]", "layer 'cat', along: found 'w'; allowed: x, y, z"),
    ],
)
def test_maps_cannot_follow_each_other_anywhere(text: str, message: str) -> None:
    along = "w" if "4, 4" in text else "x"
    layers = f"layers: [{{name: a, type: relu}}, {{name: cat, type: concat, along: {along}, inputs: [a, input]}}]"
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.summary(rfcalc.loads(f"{text}\n{layers}"))
    assert message in str(caught.value)


def test_maps_that_follow_each_other_along_one_of_two_axes_are_not_misaligned() -> None:
    network = rfcalc.loads("""
input: 8
layers:
  - {name: a, type: conv, kernel: 3, padding: 1}
  - {name: b, type: conv, kernel: 3, padding: [[0, 2], [1, 1]], inputs: input}
  - {name: cat, type: concat, along: x, inputs: [a, b]}
""")
    row = rfcalc.summary(network).layers[-1]
    assert (row.n, row.misaligned) == ((8, 16), False)


def test_an_axis_that_a_network_does_not_have_is_refused() -> None:
    layers = "[{name: a, type: relu}, {name: cat, type: concat, along: y, inputs: [a, input]}]"
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.summary(rfcalc.loads(f"input: [8]\nlayers: {layers}"))
    assert str(caught.value) == "<text>:2: layer 'cat', along: found 'y'; the network has one axis: x"


@pytest.mark.parametrize("direction", ["forward", "reverse", "both", "none"])
def test_a_recurrent_layer_reads_its_way(direction: str) -> None:
    network = read(f"{{name: l, type: recurrent, direction: {direction}}}", "6")
    ways = {"forward": (0, 3), "reverse": (2, 6), "both": (0, 6), "none": (2, 3)}
    assert boxes(network)[2] == ways[direction]
    counts = rfcalc.count_paths(network, "l", [2], "mean")
    assert counts is not None
    assert sum(counts.rows) == counts.denominator
    assert len(counts.rows) == ways[direction][1] - ways[direction][0]


def test_a_layer_that_looks_ahead_needs_an_end() -> None:
    network = read("{name: l, type: recurrent, direction: reverse}", "6")
    with pytest.raises(rfcalc.RfcalcError, match="layer 'l': it looks ahead to the last feature, and without borders"):
        rfcalc.count_paths(network, "l", [3], unclipped=True)
    (row,) = rfcalc.summary(read("{name: l, type: recurrent, direction: reverse}", "null")).layers
    assert row.rf == (None,)
    long = read("{name: l, type: recurrent, direction: reverse}", "16385")
    with pytest.raises(rfcalc.RfcalcError, match="its features look ahead over up to 16385 others"):
        rfcalc.count_paths(long, "l", [3], "mean")


def test_features_before_a_padded_one_look_ahead_at_padding() -> None:
    padded = "{name: c, type: conv, kernel: 3, padding: [[0, 2]]}, "
    layers = rfcalc.summary(read(padded + "{name: l, type: recurrent, direction: reverse}", "6"), reach=True).layers
    assert [row.clean for row in layers] == [((0, 4),), None]


def test_two_words_for_one_direction_are_refused() -> None:
    with pytest.raises(rfcalc.RfcalcError, match="direction: direction does not go with bidirectional"):
        read("{name: l, type: recurrent, direction: both, bidirectional: true}")
