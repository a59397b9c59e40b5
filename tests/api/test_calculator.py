"""The Python API: what it returns, what it refuses, and in which words."""

from __future__ import annotations

import pickle
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.analysis.numbers import exact
from rfcalc.data import catalog
from rfcalc.errors import RfcalcError, nearest
from rfcalc.readers import READERS

if TYPE_CHECKING:
    from rfcalc.readers.wishes import SizeLike

CHAIN = "layers:\n  - conv1: [3, 2, 1]\n  - conv2: [3]\n"

GATED = """
input: 56
parameters: {gates: true, kernel: 3}
blocks:
  unit:
    parameters: {stride: 2}
    layers:
      - {name: conv, type: conv, kernel: $kernel, stride: $stride}
      - {name: gate, type: squeeze_excite, when: $gates}
layers:
  - {name: unit, block: unit}
"""


def message(call: object, *arguments: object, **options: object) -> str:
    assert callable(call)
    with pytest.raises(rfcalc.RfcalcError) as caught:
        call(*arguments, **options)
    return str(caught.value)


def test_a_file_wins_over_a_preset_and_a_folder_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("vgg16.yaml").write_text("name: Mine\n" + CHAIN, "utf-8")
    Path("vgg19").mkdir()

    assert rfcalc.load("vgg16.yaml").name == "Mine"
    assert rfcalc.load("vgg16").name == "VGG16"
    assert rfcalc.load("vgg19").name == "VGG19"
    assert rfcalc.load(Path("vgg16.yaml")).layers[0].name == "conv1"


def test_a_network_without_a_name_is_called_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text(CHAIN, "utf-8")

    assert rfcalc.load(path).name == "mine"
    assert rfcalc.loads(CHAIN).name == "network"
    assert rfcalc.loads(CHAIN, name="other").name == "other"


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "net.toml"
    path.write_text("", "utf-8")

    assert message(rfcalc.load, path) == f"{path}: unknown kind of file '.toml'; allowed: {', '.join(READERS)}"


def test_what_is_neither_file_nor_preset_is_refused() -> None:
    assert message(rfcalc.load, "resnet5") == "resnet5: neither a file nor a preset; did you mean 'resnet50'?"
    assert message(rfcalc.load, "") == "'': neither a file nor a preset; rfcalc presets lists what ships with rfcalc"
    assert message(rfcalc.load, "nets/vgg16") == "nets/vgg16: no such file; did you mean 'vgg16'?"


def test_another_format_is_refused() -> None:
    assert message(rfcalc.loads, CHAIN, format="toml") == "found format 'toml'; allowed: yaml, json, darknet"


@pytest.mark.parametrize(
    ("size", "expected"),
    [(64, (64, 64)), ("64", (64, 64)), ("64x32", (64, 32)), ("64X32", (64, 32)), ((64, 32), (64, 32)), ([8], (8, 8))],
)
def test_sizes_are_numbers_texts_or_lists(size: SizeLike, expected: tuple[int, int]) -> None:
    assert rfcalc.loads(CHAIN, size).input == expected


@pytest.mark.parametrize(
    "size",
    [
        0,
        -1,
        True,
        2**31,
        "",
        "x",
        "0x10",
        "224x",
        "10x10x10x10",
        "1e3",
        "²",
        (),
        (1.5, 2),
        (3.0, 4),
        3.0,
        {},
        b"64",
        "9" * 5000,
    ],
)
def test_other_sizes_are_refused(size: object) -> None:
    assert message(rfcalc.loads, CHAIN, size).startswith("--input: found ")


def test_a_size_with_other_axes_is_refused() -> None:
    text = "input: [8, 8]\n" + CHAIN

    assert message(rfcalc.loads, text, "8x8x8") == (
        "<text>: --input: found 8x8x8, 3 sizes; the network has 2 axes (y x)"
    )
    assert rfcalc.loads(CHAIN, "8x8x8").axes == ("z", "y", "x")


def test_parameters_of_a_network_can_be_set() -> None:
    assert rfcalc.summary(rfcalc.loads(GATED)).layers[-1].whole
    assert not rfcalc.summary(rfcalc.loads(GATED, parameters={"gates": False})).layers[-1].whole
    assert rfcalc.summary(rfcalc.loads(GATED, parameters={"gates": False, "kernel": 5})).layers[-1].rf == (5, 5)


def test_unknown_and_wrong_parameters_are_refused() -> None:
    assert message(rfcalc.loads, GATED, parameters={"gate": False}) == (
        "<text>: --set: the network has no parameter 'gate'; did you mean 'gates'?"
    )
    assert message(rfcalc.loads, CHAIN, parameters={"x": 1}) == (
        "<text>: --set: the network has no parameter 'x'; it has: none"
    )
    assert message(rfcalc.loads, GATED, parameters={"gates": 1}) == (
        "<text>:9: layer 'unit.gate', when: found 1; allowed: true or false"
    )


def test_an_index_is_checked_against_the_map() -> None:
    network = rfcalc.loads("input: 9\n" + CHAIN)

    assert message(rfcalc.locate, network, "conv2", (3, 0)) == "layer 'conv2', y: found 3; allowed: 0 to 2"
    assert message(rfcalc.locate, network, "conv2", (0, -4)) == (
        "layer 'conv2', x: found -4; allowed: 0 to 2, or -3 to -1 from the end"
    )
    assert message(rfcalc.locate, network, "conv2", (0,)) == (
        "layer 'conv2': found 1 coordinate; 'network' has 2: y, x"
    )
    assert message(rfcalc.locate, rfcalc.loads(CHAIN), "conv2", (0, -1)) == (
        "layer 'conv2', x: found -1; allowed: at least 0"
    )


def test_an_unknown_layer_is_refused_with_the_nearest() -> None:
    assert message(rfcalc.locate, rfcalc.load("vgg16"), "conv5_4", (0, 0)) == (
        "'VGG16' has no layer 'conv5_4'; did you mean 'conv5_3'?"
    )
    assert message(rfcalc.locate, rfcalc.load("vgg16"), "fc", (0, 0)) == (
        "'VGG16' has no layer 'fc'; the first are conv1_1, conv1_2, pool1 ..."
    )


def test_the_input_is_a_place_too() -> None:
    place = rfcalc.locate(rfcalc.loads("input: 9\n" + CHAIN), "input", (3, 4))

    assert (place.box, place.visible, place.padding) == (((3, 4), (4, 5)), ((3, 4), (4, 5)), 0)


@pytest.mark.parametrize("whole", ["global_avgpool", "attention", "linear", "squeeze_excite"])
def test_without_a_size_a_layer_that_sees_the_whole_map_has_no_known_field(whole: str) -> None:
    network = rfcalc.loads(CHAIN + f"  - {{name: all, type: {whole}}}\n  - after: [3, 1, 1]\n")
    after = rfcalc.summary(network).layers[-1]

    assert (after.n, after.jump, after.rf, after.start) == ((None, None), (2, 2), (None, None), (None, None))
    assert after.whole
    assert message(rfcalc.locate, network, "after", (0, 0)) == (
        "<text>: layer 'after': it sees the whole input, whose size is not known; "
        "give the size as 'input' in the file or with --input"
    )


def test_gaps_below_a_layer_of_unknown_whole_size_do_not_matter() -> None:
    text = "layers:\n  - {name: up, type: conv_transpose, kernel: 1, stride: 2}\n  - {name: all, type: attention}\n"
    row = rfcalc.summary(rfcalc.loads(text)).layers[-1]

    assert (row.rf, row.start, row.whole) == ((None, None), (None, None), True)


def test_what_nothing_reads_is_told_without_numbers() -> None:
    text = """
    input: [9]
    layers:
      - {name: spread, type: conv_transpose, kernel: 1, stride: 3}
      - {name: shifted, type: crop, crop: [[1, 0]]}
      - {name: gaps, type: conv, kernel: 1, stride: 3}
      - {name: sum, type: add, inputs: [gaps, third]}
      - {name: third, type: crop, crop: 0, inputs: side}
      - {name: side, type: identity, inputs: fitted}
      - {name: fitted, type: crop, crop: [[0, 1]], inputs: input}
    """
    row = {row.name: row for row in rfcalc.summary(rfcalc.loads(text)).layers}
    place = rfcalc.locate(rfcalc.loads(text), "gaps", (0,))

    assert (row["gaps"].n, row["gaps"].jump, row["gaps"].rf, row["gaps"].start) == ((8,), (1,), (None,), (None,))
    assert (place.box, place.rf, place.center, place.visible, place.padding) == (None, None, None, None, None)
    assert (row["sum"].rf, row["sum"].start, row["sum"].misaligned) == ((1,), (0.5,), False)


@pytest.mark.parametrize(
    "layer",
    [
        "{name: far, type: conv, kernel: 1000000000, dilation: 2}",
        "{name: a, type: conv, kernel: 30000, dilation: 30000}\n  - {name: b, type: conv, kernel: 30000, dilation: 7}",
        "{name: a, type: conv, kernel: 1, stride: 3}\n  - {name: b, type: conv, kernel: 9000000}",
        "{name: a, type: conv, kernel: 2, dilation: 9}\n  - {name: b, type: conv, kernel: 3000000, dilation: 100}",
        "{name: a, type: conv, kernel: 2000000, dilation: 7, stride: 3}\n  - {name: b, type: conv, kernel: 2000000}",
    ],
)
def test_a_set_of_too_many_pieces_is_refused(layer: str) -> None:
    network = rfcalc.loads(f"input: [2147483647]\nlayers:\n  - {layer}\n")
    last = network.layers[-1].name
    n = rfcalc.summary(network).layers[-1].n[0]

    assert "too many separate pieces; at most 1000000 are supported" in message(
        rfcalc.locate, network, last, ((n or 0) // 2,)
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (6, 3, 2),
        (1, 2, 0.5),
        (-3, 4, -0.75),
        (7, 3, Fraction(7, 3)),
        (1, 5, 0.2),
        (1, 2**40, Fraction(1, 2**40)),
        (10**16 + 1, 10, Fraction(10**16 + 1, 10)),
        (2**52 - 1, 2, Fraction(2**52 - 1, 2)),
        (3602879701896397, 2**55, Fraction(3602879701896397, 2**55)),  # its float prints as 0.1
    ],
)
def test_numbers_are_exact(numerator: int, denominator: int, expected: float) -> None:
    number = exact(numerator, denominator)

    assert (type(number), number) == (type(expected), expected)
    assert Fraction(str(number)) == Fraction(numerator, denominator)


def test_errors_tell_a_line_even_without_a_file() -> None:
    assert str(RfcalcError("found 3", line=7, key="kernel")) == "line 7: kernel: found 3"
    assert str(RfcalcError("found\n3")) == "found\\n3"


def test_a_mistyped_name_among_very_many_is_still_found() -> None:
    names = [f"layer{number}" for number in range(5000)]

    assert nearest("layer 4999", names) == "did you mean 'layer4999'?"
    assert nearest("zzz", names) == ""


def test_values_are_frozen_and_can_be_pickled() -> None:
    table = rfcalc.summary(rfcalc.load("alexnet"))

    assert pickle.loads(pickle.dumps(table)) == table  # noqa: S301 - our own
    with pytest.raises(AttributeError):
        table.network = "other"  # type: ignore[misc] # which is what it is about


def test_presets_are_named_in_the_order_of_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("net10.yaml", "net9.yaml", "notes.txt", "10net.yaml"):
        (tmp_path / name).write_text("", "utf-8")
    monkeypatch.setattr(catalog, "preset_folder", lambda: str(tmp_path))

    assert rfcalc.presets() == ("net9", "net10", "10net")


def test_a_stride_of_one_goes_without_saying_also_where_a_pool_has_another_by_default() -> None:
    network = rfcalc.loads(
        "input: 9\nlayers:\n  - {name: a, type: maxpool, kernel: 2, stride: 1}\n"
        "  - {name: b, type: maxpool, kernel: 2}\n"
    )
    assert [row.window for row in rfcalc.summary(network).layers] == ["k2", "k2 s2"]
