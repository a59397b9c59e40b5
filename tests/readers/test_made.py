"""What readers of models hand on is made into a network by the one builder."""

from __future__ import annotations

import pytest

import rfcalc
from rfcalc.network import Remark
from rfcalc.readers.made import network_of

LAYERS = [
    rfcalc.Layer("conv", "conv", "image", kernel=3).of_model(tensor="t1", operator="Conv"),
    rfcalc.Layer("sum", "add", ("conv", "state")).of_model(tensor="t2", operator="Add"),
]


def test_a_model_has_tensors_inputs_and_remarks() -> None:
    network = network_of(
        LAYERS,
        (),
        name="m",
        file="m.onnx",
        stands_for={"t1": "conv", "t2": "sum", "sum": "sum"},
        notes=(Remark("mask", "A mask is not read.", ("sum",)),),
        inputs={"image": (8,), "state": (6,)},
        start="image",
    )

    assert rfcalc.locate(network, "t2", [0]).box == ((0, 3),)
    assert [note.code for note in rfcalc.summary(network).notes] == ["mask", "inputs"]
    assert [row.tensor for row in rfcalc.summary(network).layers] == ["t1", "t2"]


def test_a_model_of_one_input() -> None:
    layer = rfcalc.Layer("conv", "conv", "input", kernel=3)
    network = network_of([layer], (8,), name="m", file="m.onnx", stands_for={})

    assert (network.input, network.inputs, network.start) == ((8,), {}, "input")


def test_an_input_that_it_does_not_have_is_refused_with_the_file() -> None:
    with pytest.raises(rfcalc.RfcalcError, match=r"m\.onnx: --from: found 'sate'; did you mean 'state'\?"):
        network_of(
            LAYERS, (), name="m", file="m.onnx", stands_for={}, inputs={"image": (8,), "state": (6,)}, start="sate"
        )
