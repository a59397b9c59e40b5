"""Slices and paddings that cut."""

from __future__ import annotations

import pytest

import rfcalc


@pytest.mark.parametrize(
    "keys", [{"start": -5, "stop": 7, "step": 2}, {"stop": -1}, {"start": 2, "step": 3}, {"stop": 99}]
)
def test_a_slice_keeps_what_python_keeps(keys: dict[str, int]) -> None:
    network = rfcalc.Network([rfcalc.Layer("slice", "slice", (), **keys)], input=[9])
    kept = list(range(9))[keys.get("start", 0) : keys.get("stop") : keys.get("step", 1)]

    assert rfcalc.summary(network).layers[0].n == (len(kept),)
    assert [rfcalc.locate(network, "slice", [i]).box for i in range(len(kept))] == [((at, at + 1),) for at in kept]


def test_a_slice_from_the_front_needs_no_size() -> None:
    network = rfcalc.loads("input: [null]\nlayers: [{name: slice, type: slice, start: 2, stop: -1, step: 3}]")
    (row,) = rfcalc.summary(network).layers

    assert (row.n, row.jump, row.start) == ((None,), (3,), (2.5,))


def test_a_slice_is_written_as_it_was_and_may_differ_by_axis() -> None:
    text = "{name: slice, type: slice, start: [1, -2], stop: [null, 8], step: 2}"
    network = rfcalc.loads(f"input: [9, 9]\nlayers: [{text}]")

    assert f"  - {text}" in rfcalc.show(network).splitlines()


def test_the_window_of_a_slice_tells_what_is_left_out_and_nothing_that_goes_without_saying() -> None:
    def window(**keys: int) -> str:
        network = rfcalc.Network([rfcalc.Layer("slice", "slice", (), **keys)], input=[9])
        return rfcalc.summary(network).layers[0].window

    assert window(start=1, stop=7, step=2) == "from 1 to 7 s2"
    assert window(start=0, stop=1, step=1) == "to 1"


def test_a_negative_padding_cuts_like_a_crop() -> None:
    pad = rfcalc.loads("input: [9]\nlayers: [{name: cut, type: pad, padding: [[-2, 1]]}]")
    crop = rfcalc.loads(
        "input: [9]\nlayers: [{name: cut, type: slice, start: 2}, {name: one, type: pad, padding: [[0, 1]]}]"
    )

    assert rfcalc.summary(pad).layers[0].n == rfcalc.summary(crop).layers[1].n == (8,)
    assert rfcalc.locate(pad, "cut", [0]).box == rfcalc.locate(crop, "one", [0]).box == ((2, 3),)
    assert "padding: [[-2, 1]]" in rfcalc.show(pad)
