"""Taps: where a convolution reads, said outright."""

from __future__ import annotations

import pytest

import rfcalc

TDNN = "{name: c, type: conv, taps: [-11, 0, 5, 7, 10]%s}"


def network(keys: str = "", size: str = "[100]") -> rfcalc.Network:
    return rfcalc.loads(f"input: {size}\nlayers: [{TDNN % keys}]")


def test_taps_reach_from_the_first_to_the_last() -> None:
    """No padding: the first feature that has all its taps, as frames of a time-delay network are spliced."""
    (row,) = rfcalc.summary(network()).layers

    assert (row.n, row.rf, row.start) == ((79,), (22,), (11.0,))
    assert rfcalc.locate(network(), "c", [78]).box == ((78, 100),)
    assert row.window == "t-11,0,5,7,10"


def test_with_same_padding_every_tap_lies_where_it_says() -> None:
    strided = network(", stride: 3, padding: same")

    assert rfcalc.summary(strided).layers[0].n == (34,)
    assert rfcalc.locate(strided, "c", [10]).box == ((19, 41),)
    counts = rfcalc.count_paths(strided, "c", [10])
    assert counts is not None
    assert counts.rows == [1 if at in {19, 30, 35, 37, 40} else 0 for at in range(19, 41)]
    assert rfcalc.summary(network(", stride: 3, padding: same", "[null]")).layers[0].start == (0.0,)


def test_with_causal_padding_no_tap_looks_ahead() -> None:
    assert rfcalc.locate(network(", padding: causal"), "c", [30]).box == ((9, 31),)


def test_taps_that_are_evenly_spaced_are_those_of_a_kernel() -> None:
    taps = rfcalc.loads("input: [20]\nlayers: [{name: c, type: conv, taps: [4, 0, 2], padding: 2}, {d: [3, 1, 1]}]")
    kernel = rfcalc.loads(
        "input: [20]\nlayers: [{name: c, type: conv, kernel: 3, dilation: 2, padding: 2}, {d: [3, 1, 1]}]"
    )

    summaries = [[row._replace(window="") for row in rfcalc.summary(each).layers] for each in (taps, kernel)]

    assert summaries[0] == summaries[1]
    assert rfcalc.form(taps).layers == rfcalc.form(kernel).layers


def test_taps_stand_for_every_axis_or_are_a_list_for_each() -> None:
    alike = rfcalc.loads("input: [9, 9]\nlayers: [{name: c, type: conv, taps: [-1, 2]}]")
    apart = rfcalc.loads("layers: [{name: c, type: conv, taps: [[0], [-1, 0, 2], [0, 1]], padding: same}]")
    by_hand = rfcalc.Layer("c", "conv", taps=[[-1, 2], [-1, 2]])

    assert rfcalc.summary(alike).layers[0].rf == (4, 4)
    assert rfcalc.summary(apart).layers[0].rf == (1, 4, 2)
    assert rfcalc.Network([by_hand], input=[9, 9]).layers[0].operations == alike.layers[0].operations
    assert "  - {name: c, type: conv, taps: [-1, 2]}" in rfcalc.show(alike)
    assert "  - {name: c, type: conv, padding: same, taps: [[0], [-1, 0, 2], [0, 1]]}" in rfcalc.show(apart)


def test_the_spread_of_taps_is_that_of_their_places() -> None:
    (form,) = rfcalc.form(rfcalc.loads("input: [40]\nlayers: [{name: c, type: conv, taps: [0, 1, 5]}]")).layers

    assert form.std_formula is not None
    assert form.std_formula == form.std == pytest.approx([(14 / 3) ** 0.5])


def test_a_convolution_with_taps_is_not_cured() -> None:
    text = "input: [40]\nlayers: [{c: [3]}, {name: d, type: conv, taps: [0, 1, 5], stride: 2}]"

    assert [left.reason for left in rfcalc.remedy(rfcalc.loads(text)).left] == [
        "it has taps: only kernels of 1x1 and 3x3 are cured"
    ]


LISTS = "a list of different whole numbers such as [-2, 0, 2], or one such list per axis"


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            "taps: [1, 1]",
            f"taps: found [1, 1]; allowed: {LISTS}",
        ),
        (
            "taps: []",
            f"taps: found []; allowed: {LISTS}",
        ),
        (
            "taps: 3",
            f"taps: found 3; allowed: {LISTS}",
        ),
        ("taps: [0, 1], kernel: 2", "kernel: kernel does not go with taps; give one of them"),
        ("taps: [0, 1], dilation: 2", "dilation: dilation does not go with taps; give one of them"),
        (
            "taps: [0, 9]",
            "taps: the map of 8 is too small for a kernel that reaches over 10; the next input size that fits is 10",
        ),
    ],
)
def test_taps_that_mean_nothing_are_refused(keys: str, message: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.summary(rfcalc.loads(f"input: [8]\nlayers: [{{name: c, type: conv, {keys}}}]"))

    assert str(caught.value).endswith(message)


def test_taps_with_gaps_are_counted_along_every_axis() -> None:
    taps = rfcalc.Layer("a", "conv", taps=[[-1, 0, 3], [0, 1, 4]], padding="same")
    network = rfcalc.Network([taps, rfcalc.Layer("up", "upsample", scale=2)], input=[9, 9])
    behind = rfcalc.Network([*network.layers, taps._replace(name="b")], input=[9, 9])
    counts = rfcalc.count_paths(network, "up", [8, 9])

    assert counts is not None
    assert (counts.origin, counts.rows) == ((3, 4), [[1, 1, 0, 0, 1]] * 2 + [[0] * 5] * 2 + [[1, 1, 0, 0, 1]])
    assert rfcalc.locate(behind, "b", [8, 9]).box == ((2, 9), (4, 11))
    assert rfcalc.locate(behind, "b", [8, 9]).visible == ((2, 9), (4, 9))


def test_a_list_of_taps_needs_as_many_lists_as_axes() -> None:
    with pytest.raises(rfcalc.RfcalcError, match="found a list of 2"):
        rfcalc.loads("input: [8, 8, 8]\nlayers: [{name: c, type: conv, taps: [[0, 1], [0]]}]")
