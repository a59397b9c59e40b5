"""Facts that hold at the edges, each of which a small slip in the code would change without another test seeing it."""

from __future__ import annotations

import gc
from fractions import Fraction

import pytest

import rfcalc
from rfcalc import RfcalcError
from rfcalc.analysis.fields import misalignments
from rfcalc.analysis.numbers import center
from rfcalc.layers.numerals import BadNumber, decimal_number, positive_number, whole_number


def refusal(text: str) -> str:
    with pytest.raises(RfcalcError) as refused:
        rfcalc.summary(rfcalc.loads(text))
    return str(refused.value)


@pytest.mark.parametrize("collecting", [True, False])
def test_the_garbage_collector_is_left_as_the_caller_has_it(collecting: bool) -> None:  # noqa: FBT001 - a parameter
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        rfcalc.summary("alexnet")
        assert gc.isenabled() is collecting
        refusal("input: 2\nlayers:\n  - c: [3]")
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("order", ["a, a2, b, b2", "b, b2, a, a2"])
def test_of_several_misalignments_the_widest_is_told(order: str) -> None:
    network = rfcalc.loads(f"""
input: [null]
layers:
  - {{name: a, type: conv, kernel: 1, inputs: input}}
  - {{name: a2, type: conv, kernel: 3, inputs: input}}
  - {{name: b, type: conv, kernel: 1, stride: 2, inputs: input}}
  - {{name: b2, type: conv, kernel: 7, stride: 2, inputs: input}}
  - {{name: sum, type: add, inputs: [{order}]}}
""")
    fields = rfcalc.api.analyze(network).fields
    (apart,) = misalignments(fields, 5)
    assert apart is not None
    assert apart[0] == 3 * apart[1]


def test_a_resizing_of_too_many_phases_is_refused_before_they_are_listed() -> None:
    told = "its features' receptive fields repeat only every 65537 features; at most 65536 are supported"
    text = "input: [2]\nlayers:\n  - {name: up, type: resize, size: SIZE}"
    assert refusal(text.replace("SIZE", "65537")) == f"<text>:3: layer 'up': {told}"
    assert refusal(text.replace("SIZE", "2147483647")).startswith("<text>:3: layer 'up': its features' receptive")
    assert rfcalc.summary(rfcalc.loads(text.replace("SIZE", "65536"))).layers[0].rf == (1,)


def test_a_field_is_refused_that_begins_too_far_to_the_left_and_ends_nearer() -> None:
    text = "input: [null]\nlayers:\n  - a: [1, 67108864]\n  - b: [1, 33554432]\n"
    last = "  - {name: c, type: conv, kernel: 2, padding: [[%d, 0]]}"
    told = "its receptive field reaches beyond 2^52 pixels; at most 2^52 are supported"
    assert refusal(text + last % 3) == f"<text>:5: layer 'c': {told}"
    assert rfcalc.summary(rfcalc.loads(text + last % 2)).layers[-1].start == (-3 * 2**50 + 0.5,)


def test_a_join_of_too_many_phases_is_refused_before_they_are_listed() -> None:
    text = "input: [null]\nlayers:\n" + "".join(
        f"  - {{name: down{scale}, type: conv, kernel: 1, stride: {scale}, inputs: input}}\n"
        f"  - {{name: up{scale}, type: resize, scale: {scale}}}\n"
        for scale in (255, 256, 257)
    )
    join = "  - {name: join, type: add, inputs: [up256, up%d]}"
    told = "its features' receptive fields repeat only every 65792 features; at most 65536 are supported"
    assert refusal(text + join % 257) == f"<text>:9: layer 'join': {told}"
    with pytest.raises(RfcalcError, match="layer 'join': its features' receptive fields repeat only every 65792"):
        rfcalc.locate(rfcalc.loads(text + join % 257), "join", (0,))
    assert rfcalc.summary(rfcalc.loads(text + join % 255)).layers[-1].period == (65280,)


def test_the_layers_of_a_cycle_are_named() -> None:
    layers = "\n".join(f"  - {{name: l{i}, type: relu, inputs: l{(i + 1) % 4}}}" for i in range(4))
    told = refusal(f"layers:\n{layers}")
    assert told.startswith("<text>:2: layer 'l0', inputs: its inputs lead back to itself: 'l0' -> ")
    assert all(f"'l{i}'" in told for i in range(4))
    assert told.endswith("-> 'l0'; layers must not form a cycle")


@pytest.mark.parametrize(("count", "listed"), [(6, "'l4' -> 'l5' -> 'l0'"), (7, "'l4' -> ... -> 'l0'")])
def test_of_a_long_cycle_six_names_are_listed(count: int, listed: str) -> None:
    layers = "\n".join(f"  - {{name: l{i}, type: relu, inputs: l{(i - 1) % count}}}" for i in range(count))
    assert f"'l0' -> 'l1' -> 'l2' -> 'l3' -> {listed}; layers" in refusal(f"layers:\n{layers}")


def test_features_with_gaps_are_looked_at_up_to_their_limit_and_the_layer_is_named() -> None:
    text = "input: [9, 9]\nlayers:\n  - {name: t, type: conv_transpose, kernel: 1, stride: [64, X]}"
    assert rfcalc.summary(rfcalc.loads(text.replace("X", "64"))).layers[0].rf == (1, 1)
    assert refusal(text.replace("X", "65")) == (
        "<text>:3: layer 't': some features read nothing, and which ones repeats only every 4160 features; "
        "at most 4096 are supported"
    )


def test_a_kernel_of_one_reads_nothing_in_the_padding_behind_the_map() -> None:
    network = rfcalc.loads("input: [8]\nlayers: [{name: c, type: conv, kernel: 1, padding: [[0, 1]]}]")
    assert rfcalc.count_paths(network, "c", (7,)) == ((7,), [1], 1)
    assert rfcalc.count_paths(network, "c", (8,)) is None


def test_whole_centres_are_whole_numbers() -> None:
    assert repr(center((4, 6))) == "5"
    assert repr(center((4, 7))) == "5.5"


def test_exponents_without_end_are_refused_at_once() -> None:
    for text in ("1e9999999999", "1e-9999999999", "1e" + "9" * 5000):
        assert isinstance(decimal_number(text), BadNumber)


@pytest.mark.parametrize(("digits", "shown"), [(58, "9" * 58), (59, "9" * 55 + "...")])
def test_a_number_out_of_range_is_cut_as_whatever_is_found_is(digits: int, shown: str) -> None:
    assert str(whole_number("9" * digits)) == shown


def test_a_length_has_twenty_one_characters() -> None:
    assert positive_number("0." + "1" * 19) == Fraction("0." + "1" * 19)
    assert positive_number("0." + "1" * 20) is None


def test_output_padding_along_one_axis_does_not_go_with_same() -> None:
    text = (
        "input: 8\nlayers:\n  - {name: t, type: conv_transpose, kernel: 3, stride: 2, padding: same, output_padding: X}"
    )
    told = "<text>:3: layer 't', output_padding: output_padding does not go with 'same' padding; give one of them"
    for value in ("[1, 0]", "[0, 1]", "1"):
        assert refusal(text.replace("X", value)) == told
    assert rfcalc.summary(rfcalc.loads(text.replace("X", "[0, 0]"))).layers[0].n == (16, 16)


def test_branches_of_different_jumps_without_a_size_have_no_size_of_their_own() -> None:
    row = rfcalc.summary(
        rfcalc.loads("""
layers:
  - {name: one, type: conv, kernel: 3, inputs: input}
  - {name: two, type: conv, kernel: 3, stride: 2, inputs: input}
  - {name: sum, type: add, inputs: [one, two]}
""")
    ).layers[-1]
    assert (row.irregular, row.n, row.jump, row.rf, row.rf_min) == (True, (None,) * 2, (None,) * 2, (None,) * 2, None)
    assert row.start == (1.5, 1.5)


@pytest.mark.parametrize("sides", ["[0, 2]", "[2, 0]", "[1, 2]"])
def test_padding_on_one_side_is_told_as_it_is(sides: str) -> None:
    before, after = sides.strip("[]").split(", ")
    least = 9 - int(before) - int(after)
    assert refusal(f"input: [2]\nlayers:\n  - {{name: c, type: conv, kernel: 9, padding: [{sides}]}}") == (
        f"<text>:3: layer 'c', kernel: the map of 2 with padding {before} + {after} "
        f"is too small for a kernel that reaches over 9; the next input size that fits is {least}"
    )


def test_maps_that_follow_each_other_are_not_misaligned() -> None:
    text = (
        "input: [12]\nlayers:\n  - {name: inside, type: conv, kernel: 3}\n"
        "  - {name: ahead, type: conv, kernel: 3, padding: [[3, 0]], inputs: input}\n"
        "  - {name: end, type: crop, crop: [[0, 3]]}\n"
        "  - {name: join, type: %s, inputs: [inside, end]}\n"
    )
    flags = [rfcalc.summary(rfcalc.loads(text % kind)).layers[-1].misaligned for kind in ("add", "concat, along: x")]
    assert flags == [True, False]


@pytest.mark.parametrize(("kernel", "amount"), [("[5, 1]", "2 px along y"), ("[1, 5]", "2 px along x"), ("5", "2 px")])
def test_a_misalignment_along_one_axis_says_which(kernel: str, amount: str) -> None:
    notes = rfcalc.summary(
        rfcalc.loads(f"""
layers:
  - {{name: a, type: conv, kernel: 1, inputs: input}}
  - {{name: b, type: conv, kernel: {kernel}, inputs: input}}
  - {{name: sum, type: add, inputs: [a, b]}}
""")
    ).notes
    assert notes[-1].text == f"Misaligned: branches with different centres meet at sum (by {amount})."
