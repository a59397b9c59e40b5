"""Layers that see the past: recurrent layers, causal attention, cumulative norms."""

from __future__ import annotations

from fractions import Fraction

import pytest

import rfcalc

LOOKING_BACK = [
    "type: recurrent",
    "type: attention, causal: true",
    "type: groupnorm, cumulative: true",
    "type: instancenorm, cumulative: true",
]
CONVOLVED = "input: [%s]\nlayers: [{conv: [3, 2, 1]}, {name: back, %s}, {last: [3]}]"


@pytest.mark.parametrize("layer", LOOKING_BACK)
def test_a_feature_sees_everything_up_to_its_own(layer: str) -> None:
    network = rfcalc.loads(CONVOLVED % (16, layer))

    assert [rfcalc.locate(network, "back", [i]).box for i in range(8)] == [((-1, 2 * i + 2),) for i in range(8)]
    assert [rfcalc.locate(network, "back", [i]).visible for i in (0, 7)] == [((0, 2),), ((0, 16),)]
    assert rfcalc.locate(network, "last", [2]).visible == ((0, 10),)


@pytest.mark.parametrize("layer", LOOKING_BACK)
def test_every_position_up_to_a_feature_counts_once(layer: str) -> None:
    network = rfcalc.loads(f"input: [9]\nlayers: [{{name: back, {layer}}}]")
    counts = [rfcalc.count_paths(network, "back", [i]) for i in range(9)]
    shared = rfcalc.count_paths(network, "back", [3], weights="mean")

    assert [each and (each.origin, each.rows) for each in counts] == [((0,), [1] * (i + 1)) for i in range(9)]
    assert shared is not None
    assert [Fraction(count, shared.denominator) for count in shared.rows] == [Fraction(1, 4)] * 4


@pytest.mark.parametrize("layer", LOOKING_BACK)
def test_a_map_of_one_feature_has_nothing_before_it(layer: str) -> None:
    network = rfcalc.loads(f"input: [1, 4]\nlayers: [{{name: back, {layer}}}]")

    assert rfcalc.count_paths(network, "back", (0, 2)) == ((0, 0), [[1, 1, 1]], 1)


def test_the_sizes_in_the_table_are_those_of_the_first_and_the_last_feature() -> None:
    row = rfcalc.summary(rfcalc.loads(CONVOLVED % (16, "type: recurrent"))).layers[1]

    assert (row.n, row.jump, row.rf_min, row.rf, row.start, row.whole) == ((8,), (2,), (3,), (17,), (0.5,), False)


def test_without_a_size_places_are_known_and_the_largest_field_is_not() -> None:
    network = rfcalc.loads(CONVOLVED % ("null", "type: recurrent"))

    assert rfcalc.locate(network, "back", [1000]).box == ((-1, 2002),)
    assert rfcalc.summary(network).layers[1].rf == (None,)


@pytest.mark.parametrize("layer", ["type: recurrent, bidirectional: true", "type: attention", "type: groupnorm"])
def test_both_ways_every_feature_sees_the_whole_map(layer: str) -> None:
    network = rfcalc.loads(f"input: [9]\nlayers: [{{name: both, {layer}}}]")

    assert [rfcalc.locate(network, "both", [i]).visible for i in (0, 8)] == [((0, 9),)] * 2


def test_an_axis_may_look_back_while_another_is_seen_whole() -> None:
    text = "{name: video, type: attention, causal: [true, false]}"
    network = rfcalc.loads(f"input: [5, 6]\nlayers: [{text}]")
    counts = rfcalc.count_paths(network, "video", [2, 4])

    assert rfcalc.locate(network, "video", [2, 4]).box == ((0, 3), (0, 6))
    assert counts is not None
    assert counts.rows == [[1] * 6] * 3
    assert f"  - {text}" in rfcalc.show(network)


def test_a_norm_that_is_switched_off_changes_nothing() -> None:
    network = rfcalc.loads("input: [9]\nlayers: [{name: n, type: groupnorm, whole: false, cumulative: true}]")

    assert rfcalc.locate(network, "n", [8]).box == ((8, 9),)


def test_what_features_see_must_move_on_from_each_to_the_next() -> None:
    """Behind a transposed convolution with gaps no first feature says where what all of them see begins."""
    gaps = "{name: up, type: conv_transpose, kernel: 1, stride: 2}"
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.summary(rfcalc.loads(f"input: [9]\nlayers: [{gaps}, {{name: lstm, type: recurrent}}]"))

    assert caught.value.layer == "lstm"
    assert "do not all look further on than the ones before" in str(caught.value)


TABLE = """
input: [16]
layers:
  - {{name: t, type: index_map, size: 4, advance: 4, ranges: [{}]}}
  - {{name: lstm, type: recurrent}}
"""


@pytest.mark.parametrize("ranges", ["[2, 1], [0, 4]", "[0, 4], [2, 1]"])
def test_features_that_begin_or_end_before_the_ones_before_do_not_move_on(ranges: str) -> None:
    with pytest.raises(rfcalc.RfcalcError, match=r"layer 'lstm': .* do not all look further on than the ones before"):
        rfcalc.summary(rfcalc.loads(TABLE.format(ranges)))


def test_features_apart_from_each_other_move_on() -> None:
    assert rfcalc.locate(rfcalc.loads(TABLE.format("[0, 2]")), "lstm", [3]).box == ((0, 14),)


@pytest.mark.parametrize(
    ("ranges", "box"), [("[2, 1], [2, 2]", (2, 8)), ("[1, 2], [2, 1]", (1, 7)), ("[0, 2], [0, 2]", (0, 6))]
)
def test_features_that_begin_or_end_with_the_ones_before_move_on(ranges: str, box: tuple[int, int]) -> None:
    assert rfcalc.locate(rfcalc.loads(TABLE.format(ranges)), "lstm", [3]).box == (box,)


def test_without_borders_there_is_no_first_feature() -> None:
    network = rfcalc.loads("input: [9]\nlayers: [{name: lstm, type: recurrent}]")
    with pytest.raises(rfcalc.RfcalcError, match="layer 'lstm': it looks back to the first feature"):
        rfcalc.count_paths(network, "lstm", [3], unclipped=True)
    with pytest.raises(rfcalc.RfcalcError, match="layer 'lstm': it looks back to the first feature"):
        rfcalc.form(network, unclipped=True)
    alone = rfcalc.loads("input: [1]\nlayers: [{name: lstm, type: recurrent}]")
    with pytest.raises(rfcalc.RfcalcError, match="layer 'lstm': it looks back to the first feature"):
        rfcalc.count_paths(alone, "lstm", [0], unclipped=True)


def test_as_many_features_as_are_allowed_share_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    network = rfcalc.loads("input: [9]\nlayers: [{name: lstm, type: recurrent}]")
    monkeypatch.setattr("rfcalc.analysis.paths.weights.PAST_LIMIT", 9)
    assert rfcalc.count_paths(network, "lstm", [3], weights="mean") is not None
    monkeypatch.setattr("rfcalc.analysis.paths.weights.PAST_LIMIT", 8)
    with pytest.raises(rfcalc.RfcalcError, match="look back over up to 9 others, too many to share evenly"):
        rfcalc.count_paths(network, "lstm", [3], weights="mean")


def test_so_many_features_cannot_share_evenly_that_their_count_has_no_end() -> None:
    network = rfcalc.loads("input: [16385]\nlayers: [{name: lstm, type: recurrent}]")
    with pytest.raises(rfcalc.RfcalcError, match="layer 'lstm': its features look back over up to 16385 others"):
        rfcalc.count_paths(network, "lstm", [3], weights="mean")


def test_forms_and_growth_know_what_looks_back() -> None:
    network = rfcalc.loads(CONVOLVED % (32, "type: recurrent"))
    conv, back, last = rfcalc.form(network).layers

    assert (back.counted, back.std_formula, back.gridding) == (((0, 18),), None, conv.gridding)
    assert last.counted == ((0, 20),)  # its middle feature reads features 7 to 9
