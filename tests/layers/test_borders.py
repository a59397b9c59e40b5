"""What the padding holds: mirrored, repeated and wrapped pixels are those that are really read."""

from __future__ import annotations

import pytest

import rfcalc

CONV = "input: [%s]\nlayers: [{name: c, type: conv, kernel: %s, padding: %s, padding_mode: %s}]"


def test_a_reflecting_causal_convolution_sees_what_lies_ahead() -> None:
    """Padding of 6 before holds pixels 6 5 4 3 2 1, as EnCodec pads."""
    network = rfcalc.loads(CONV % (32, 7, "causal", "reflect"))
    place = rfcalc.locate(network, "c", [0])
    counts = rfcalc.count_paths(network, "c", [0])

    assert (place.box, place.visible) == (((-6, 1),), ((0, 7),))
    assert counts is not None
    assert (counts.origin, counts.rows) == ((0,), [1] * 7)


def test_a_circular_convolution_sees_the_other_side() -> None:
    network = rfcalc.loads(CONV % (64, 3, 1, "circular"))
    counts = rfcalc.count_paths(network, "c", [0])

    assert rfcalc.locate(network, "c", [0]).visible == ((0, 64),)
    assert rfcalc.locate(network, "c", [63]).box == ((62, 65),)
    assert rfcalc.locate(network, "c", [31]).visible == ((30, 33),)
    assert rfcalc.count_paths(network, "c", [31]) == rfcalc.PathCounts((30,), [1, 1, 1])
    assert counts is not None
    assert counts.rows == [1, 1] + [0] * 61 + [1]


def test_a_repeated_border_counts_once_for_each_place_it_stands_at() -> None:
    counts = rfcalc.count_paths(rfcalc.loads(CONV % (9, 5, 2, "replicate")), "c", [0])

    assert counts is not None
    assert (counts.origin, counts.rows) == ((0,), [3, 1, 1])


def test_sizes_and_boxes_are_those_of_zeros() -> None:
    rows = [
        rfcalc.summary(rfcalc.loads(CONV % (9, 5, 2, mode))).layers[0]._replace(window="")
        for mode in ("zeros", "reflect", "replicate", "circular")
    ]

    assert rows.count(rows[0]) == 4


@pytest.mark.parametrize("mode", ["reflect", "replicate", "circular"])
def test_a_pad_has_a_mode_and_borders_fold_along_every_axis(mode: str) -> None:
    padded = "{name: p, type: pad, padding: [2, 1, 2], mode: %s}, {name: c, type: conv, kernel: 3}"
    convolved = "{name: c, type: conv, kernel: 3, padding: [2, 1, 2], padding_mode: %s}"
    networks = [rfcalc.loads(f"input: [5, 6, 7]\nlayers: [{each % mode}]") for each in (padded, convolved)]
    corners = [(0, 0, 0), (6, 5, 8), (1, 0, 7)]

    for index in corners:
        one, other = [rfcalc.count_paths(network, "c", index) for network in networks]
        assert one == other
        assert rfcalc.locate(networks[0], "c", index).visible == rfcalc.locate(networks[1], "c", index).visible
    assert f"mode: {mode}}}" in rfcalc.show(networks[0])
    assert f"padding_mode: {mode}}}" in rfcalc.show(networks[1])


def test_as_much_padding_as_fits_is_allowed() -> None:
    assert rfcalc.locate(rfcalc.loads(CONV % (4, 7, 3, "reflect")), "c", [0]).visible == ((0, 4),)
    assert rfcalc.locate(rfcalc.loads(CONV % (3, 7, 3, "circular")), "c", [0]).visible == ((0, 3),)
    assert rfcalc.locate(rfcalc.loads(CONV % (1, 7, 3, "replicate")), "c", [0]).visible == ((0, 1),)
    assert rfcalc.locate(rfcalc.loads(CONV % (7, 7, "same", "reflect")), "c", [0]).visible == ((0, 4),)


def test_without_a_size_boxes_are_known() -> None:
    assert rfcalc.locate(rfcalc.loads(CONV % ("null", 7, "same", "reflect")), "c", [0]).box == ((-3, 4),)


def test_a_mean_is_shared_among_the_pixels_that_are_read() -> None:
    counts = rfcalc.count_paths(rfcalc.loads(CONV % (9, 3, 1, "reflect")), "c", [0], weights="mean")

    assert counts is not None
    assert (counts.rows, counts.denominator) == ([1, 2], 3)
