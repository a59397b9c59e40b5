"""Single layers of Keras that facts do not show, and what is said where they do not fit."""

from __future__ import annotations

import json
from typing import Any

import pytest

import rfcalc
from rfcalc.errors import RfcalcError
from rfcalc.readers import format_of_text, source_of_bytes, source_of_text
from rfcalc.readers import read as read_source
from rfcalc.readers.document import Source
from rfcalc.readers.keras import is_configuration
from rfcalc.readers.netfile import AS_WRITTEN
from tests.readers.keras.models import called, conv, functional, image, layer, read, sequential, tensor

LINE = layer("Conv1D", "a", filters=4, kernel_size=3, padding="same")


def types(*layers: dict[str, Any]) -> list[str]:
    return [each.type for each in read(sequential(*layers)).layers]


def test_layers_of_few_words_are_read() -> None:
    inner = conv("i")
    assert types(image(9, 9, 3), layer("SpectralNormalization", "s", layer=inner)) == ["conv"]
    assert types(image(9, 9, 3), conv("a"), layer("RandomCrop", "r", height=9, width=9)) == ["conv"]
    assert types(image(9), layer("Embedding", "e", input_dim=5, output_dim=4), LINE) == ["conv"]
    assert types(image(9, 9, 3), conv("a"), layer("Concatenate", "c")) == ["conv"]
    first: dict[str, Any] = {"data_format": "channels_first"}
    flat = sequential(image(3, 4, 5), conv("a", **first), layer("Flatten", "f", **first), layer("Dense", "d", units=2))
    assert [each.type for each in read(flat).layers] == ["conv", "linear"]
    einsum = layer("EinsumDense", "e", equation="abc,bcd->ad", output_shape=[4])
    assert types(image(9, 4), LINE, einsum) == ["conv", "linear"]
    einsum = layer("EinsumDense", "e", equation="abc,bcd->ad", output_shape=[4])
    assert types(image(9, 9, 4), conv("a"), einsum) == ["conv", "unknown"]


def test_what_depends_on_the_size_asks_for_it() -> None:
    for made, why in (
        (layer("Resizing", "x", height=4, width=4), "what it reads depends on the size of the input"),
        (layer("CenterCrop", "x", height=4, width=4), "where it crops depends on the size of the input"),
    ):
        with pytest.raises(RfcalcError) as caught:
            read(sequential(image(None, 9, 3), conv("a"), made))
        assert f"{why}; give it with --input" in str(caught.value)
    resizing = layer("TimeDistributed", "x", layer=layer("Resizing", "r", height=4, width=4))
    frames = layer("TimeDistributed", "t", layer=conv("c"))
    grown = layer("TimeDistributed", "x", layer=layer("Resizing", "r", height=18, width=12))
    assert rfcalc.summary(read(sequential(image(5, 9, 9, 3), frames, grown))).layers[-1].n == (5, 18, 12)
    with pytest.raises(
        RfcalcError, match=r"layer 'x'.*: what it reads depends on the size of the input; give it with --input"
    ):
        read(sequential(image(None, 9, 9, 3), frames, resizing))


def test_a_batch_of_a_known_size_is_no_axis() -> None:
    fixed = layer("InputLayer", "image", batch_shape=[8, 9, 9, 3])
    assert read(sequential(fixed, conv("a"))).input == (9, 9)


def attending(*layers: dict[str, Any], **named: Any) -> list[str]:  # noqa: ANN401
    attention = {
        **layer("Attention", "m", **named),
        "inbound_nodes": [{"args": [[tensor("a"), tensor("b")]], "kwargs": {}}],
    }
    return [each.type for each in read(functional([*layers, attention], ["image"], ["m"])).layers]


def test_attention_to_maps_of_other_dims_is_unknown() -> None:
    a, b = called(LINE, "image"), called({**LINE, "config": {**LINE["config"], "name": "b"}}, "image")
    assert attending(image(9, 3), a, b)[:2] == ["conv", "conv"]
    assert "unknown" not in attending(image(9, 3), a, b)
    assert attending(image(9, 3), a, b, causal=True)[-1] == "unknown"
    deeper = called(layer("ExpandDims", "b", axis=1), "c")
    c = called({**LINE, "config": {**LINE["config"], "name": "c"}}, "image")
    assert attending(image(9, 3), a, c, deeper)[-1] == "unknown"
    constant = image(4, 3, name="b")
    attention = {**layer("Attention", "m"), "inbound_nodes": [{"args": [[tensor("a"), tensor("b")]], "kwargs": {}}]}
    model = functional([image(9, 3), constant, a, attention], ["image", "b"], ["m"])
    assert read(model).outputs["m"] == "a"


def test_a_first_state_that_is_a_map_is_unknown() -> None:
    rows = called(layer("GRU", "g", units=4, return_sequences=True), "a", initial_state=[tensor("a")])
    network = read(functional([image(9, 3), called(LINE, "image"), rows], ["image"], ["g"]))
    assert [each.type for each in network.layers] == ["conv", "unknown"]


def test_a_layer_that_reads_nothing_is_told() -> None:
    empty = {**layer("Add", "s"), "inbound_nodes": [{"args": [], "kwargs": {}}]}
    network = read(functional([image(9, 9, 3), called(conv("a"), "image"), empty], ["image"], ["a"]))
    assert [each.name for each in network.layers] == ["a"]


def test_windows_along_four_dims_are_refused() -> None:
    wide = layer(
        "TimeDistributed",
        "t",
        layer=layer("TimeDistributed", "u", layer=layer("Conv3D", "c", kernel_size=2, filters=2)),
    )
    assert len(read(sequential(image(2, 2, 3, 3, 3, 1), wide)).axes) == 3
    with pytest.raises(RfcalcError, match="windows slide along 4 dims of the input 'image'; 1 to 3 are supported"):
        read(sequential(image(2, 3, 3, 3, 1), layer("Dense", "d", units=3)))


def test_configurations_are_told_from_other_texts() -> None:
    assert not is_configuration('{"class_name": ')
    assert not is_configuration('["class_name", "config"]')
    assert is_configuration('{"class_name": "Sequential", "config": {}}')
    text = json.dumps(sequential(image(9, 9, 3), conv("a")))
    assert source_of_text(text, format_of_text(text), "f", "n").format == "keras"
    assert source_of_bytes(text.encode(), "f", "n").format == "keras"
    assert source_of_bytes(b"PK\x03\x04", "f", "n").data == b"PK\x03\x04"


def test_a_file_that_is_gone_and_one_nested_too_deep_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RfcalcError, match=r"gone\.keras: cannot be read: no such file or directory"):
        read_source(Source("", "keras", "gone.keras", "gone", path="/nowhere/gone.keras"), AS_WRITTEN)

    def deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("rfcalc.readers.keras.chosen_input", deep)
    with pytest.raises(RfcalcError, match="its configuration is nested too deep"):
        read(sequential(image(9, 9, 3), conv("a")))


def test_unknown_layers_behind_unknown_ones_are_no_news() -> None:
    rows = rfcalc.summary(read(sequential(image(9, 9, 3), layer("Mine", "x"), layer("Yours", "y"), conv("b"))))
    assert [row.type for row in rows.layers] == ["unknown", "identity", "identity"]
