"""The layer that ``like`` names: looked up as inputs are, and what a parameter names where its value stands."""

from __future__ import annotations

import pickle

import pytest

import rfcalc

BLOCKS = """
input: [61]
parameters: {first: c1, several: [c1, side]}
blocks:
  up:
    parameters: {skip: null, own: c1}
    inputs: [deep, side]
    layers:
      - {name: c1, type: relu, inputs: deep}
      - {name: a, type: resize, like: $skip}
      - {name: b, type: resize, like: $own}
      - {name: c, type: resize, like: side}
      - {name: d, type: resize, like: $first}
  outer:
    parameters: {s: null, first: c1}
    layers:
      - {name: c1, type: maxpool, kernel: 2}
      - {name: u, block: up, inputs: [c1, c1], with: {skip: $s}}
      - {name: v, block: up, inputs: [c1, c1], each: {skip: [c1, $s, input]}, last: {own: $first}}
layers:
  - c1: [3, 1, 1]
  - {name: side, type: relu, when: false}
  - {name: o, block: outer, with: {s: c1}}
  - {name: w, block: outer, with: {s: o.u}}
  - {name: x, block: up, inputs: [c1, c1], each: {skip: $several}}
  - {name: q, type: crop, like: o.v.0, inputs: c1}
"""


def likes(network: rfcalc.Network) -> dict[str, str]:
    return {layer.name: layer.like for layer in network.layers if layer.like}


def test_a_name_means_what_it_means_where_it_was_written() -> None:
    """`c1` is a layer of the network and of both blocks, `first` a parameter of the network and of one block."""
    found = likes(rfcalc.loads(BLOCKS))

    assert [found[f"{use}.{layer}"] for use in ("o.u", "o.v.0", "o.v.1", "o.v.2") for layer in "ab"] == [
        "c1", "o.u.c1",
        "o.c1", "o.v.0.c1",
        "c1", "o.v.1.c1",
        "c1", "o.c1",
    ]  # fmt: skip
    assert (found["o.u.c"], found["o.u.d"], found["x.0.d"]) == ("o.c1", "c1", "c1")
    assert (found["w.u.a"], found["w.v.1.a"], found["w.v.2.a"]) == ("o.u.d", "o.u.d", "o.v.2.d")
    assert (found["x.0.a"], found["x.1.a"], found["q"]) == ("c1", "c1", "o.v.0.d")


def test_what_is_written_reads_back_and_is_pickled() -> None:
    network = rfcalc.loads(BLOCKS)
    again = rfcalc.loads(rfcalc.show(network))

    assert likes(again) == likes(network)
    assert likes(pickle.loads(pickle.dumps(network))) == likes(network)  # noqa: S301 - our own
    assert rfcalc.summary(again) == rfcalc.summary(network)._replace(network="network")


def test_layers_made_by_hand_are_like_others() -> None:
    conv = rfcalc.Layer("c", "conv", kernel=4)
    network = rfcalc.Network(
        [
            rfcalc.Layer("first", "resize", "input", like="pooled", mode="bilinear"),
            conv,
            rfcalc.Layer("pooled", "maxpool", "input", kernel=2),
            rfcalc.Layer("late", "crop", "input", like="c", crop=["before", "after"]),
        ],
        input=(17, 12),
    )
    rows = {row.name: row for row in rfcalc.summary(network).layers}

    assert (rows["first"].n, rows["first"].like, rows["first"].window) == ((8, 6), "pooled", "bilinear like pooled")
    assert (rows["late"].n, rows["late"].start) == (rows["c"].n, (12.5, 0.5))
    assert rows["late"].record(("y", "x"))["like"] == "c"
    with pytest.raises(rfcalc.RfcalcError, match="layer 'd', like: there is no layer 'k'"):
        rfcalc.Network([conv, rfcalc.Layer("d", "crop", like="k")])


def test_a_layer_is_made_like_another_afterwards() -> None:
    network = rfcalc.loads(BLOCKS)
    up = rfcalc.Layer("up", "upsample", "c1", scale=2)
    changed = up.changed(scale=None, like="o")
    grown = network.changed(layers=[*network.layers, changed, rfcalc.Layer("e", "relu", "w")])

    assert grown.layers[-2].like == network.outputs["o"]
    assert grown.layers[-1].inputs == (network.outputs["w"],)
    assert rfcalc.summary(grown).layers[-2].n == (61,)
    with pytest.raises(rfcalc.RfcalcError, match="layer 'up': none of 'scale', 'size' and 'like' given"):
        up.changed(scale=None)
    with pytest.raises(rfcalc.RfcalcError, match="layer 'c', kernel: found null"):
        rfcalc.Layer("c", "maxpool", kernel=3).changed(kernel=None)


def test_a_crop_after_the_map_needs_no_size() -> None:
    network = rfcalc.loads(
        "layers: [c: [3], {name: k, type: crop, crop: after, like: c, inputs: input},"
        " {name: p, type: pad, padding: after, like: input, inputs: k}]"
    )
    assert [row.start for row in rfcalc.summary(network).layers] == [(1.5, 1.5), (0.5, 0.5), (0.5, 0.5)]


def test_renamed_layers_are_known_by_what_they_do_whatever_layer_they_are_like() -> None:
    text = """
input: [20]
layers:
  - down: [3]
  - {name: skip, type: crop, like: down, inputs: input}
  - {name: sum, type: add, inputs: [down, skip]}
"""
    renamed = text.replace("down", "narrow").replace("skip", "side").replace("sum", "total")
    difference = rfcalc.compare(rfcalc.loads(text), rfcalc.loads(renamed)).difference

    assert difference is not None
    assert [change.what for change in difference.changes] == ["renamed"] * 3
