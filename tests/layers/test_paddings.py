"""Words of paddings: what causal means, and words that differ by axis."""

from __future__ import annotations

import pytest

import rfcalc


@pytest.mark.parametrize("n", [1, 2, 7, 8, 9])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_causal_padding_has_the_sizes_of_keras_and_never_looks_ahead(n: int, stride: int) -> None:
    conv = rfcalc.Layer("conv", "conv", kernel=3, stride=stride, dilation=2, padding="causal")
    network = rfcalc.Network([conv], input=[n])
    (row,) = rfcalc.summary(network).layers

    assert row.n == (-(-n // stride),)
    assert [rfcalc.locate(network, "conv", [i]).box for i in range(row.n[0] or 0)] == [
        ((i * stride - 4, i * stride + 1),) for i in range(row.n[0] or 0)
    ]


def test_causal_padding_needs_no_size() -> None:
    (row,) = rfcalc.summary(rfcalc.loads("input: [null]\nlayers: [{conv: [3, 2, causal]}]")).layers

    assert (row.n, row.start, row.rf) == ((None,), (-0.5,), (3,))


def test_words_of_padding_may_differ_by_axis_and_stand_beside_numbers() -> None:
    text = "input: [8, 9, 10]\nlayers: [{name: c, type: conv, kernel: 3, padding: [causal, same, [0, 1]]}]\n"
    network = rfcalc.loads(text)

    assert rfcalc.locate(network, "c", [0, 0, 0]).box == ((-2, 1), (-1, 2), (0, 3))
    assert rfcalc.summary(network).layers[0].n == (8, 9, 9)
    assert "padding: [causal, same, [0, 1]]" in rfcalc.show(network)
    assert rfcalc.loads(rfcalc.show(network)).layers == tuple(
        layer.described_at(rfcalc.loads(rfcalc.show(network)).layers[0].origin) for layer in network.layers
    )


def test_pools_know_causal_padding_too() -> None:
    network = rfcalc.loads("input: [9]\nlayers: [{name: pool, type: maxpool, kernel: 2, padding: causal}]")

    assert rfcalc.locate(network, "pool", [1]).box == ((1, 3),)


WORDS = "same, same_lower, valid"


@pytest.mark.parametrize(
    ("type_and_keys", "message"),
    [
        ("conv_transpose, padding: causal", f"found 'causal'; allowed: a whole number, a list, or {WORDS}"),
        (
            "conv, padding: [casual, same]",
            (
                "found 'casual'; allowed: a whole number, a [before, after] pair, "
                f"or {WORDS}, causal; did you mean 'causal'?"
            ),
        ),
        (
            "conv, padding: [causal, same, same]",
            (
                "found a list of 3, ['causal', 'same', 'same'], but the network has 2 axes; "
                "allowed: a list of one number, [before, after] pair or word per axis"
            ),
        ),
        (
            "maxpool, padding: [causal, 0], ceil_mode: true",
            "ceil_mode does not go with 'causal' padding; give one of them",
        ),
    ],
)
def test_words_that_mean_nothing_are_refused(type_and_keys: str, message: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.loads(f"input: [8, 8]\nlayers: [{{name: c, kernel: 3, type: {type_and_keys}}}]")

    assert str(caught.value).endswith(message)


def test_a_causal_stride_is_not_cured() -> None:
    network = rfcalc.loads("input: [16]\nlayers: [{conv1: [3, 1, 1]}, {conv2: [3, 2, causal]}]")

    assert "only 1 + 1 keeps features in place" in rfcalc.remedy(network).left[-1].reason
