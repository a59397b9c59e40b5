"""The table of readers says what files are read; what is no file or text is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import rfcalc
from rfcalc.readers import READERS, format_of_text, formats

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHANNELS = (
    "The input [3, 32, 32] has three axes, z y x, of which no layer speaks: "
    "if the first is channels, leave it out, they are not written (input: [32, 32])."
)


def refusal(asked: Any, *words: Any, **keys: Any) -> str:  # noqa: ANN401
    with pytest.raises(rfcalc.RfcalcError) as caught:
        asked(*words, **keys)
    return str(caught.value)


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".json", ""])
def test_a_network_file_of_every_suffix_is_read(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"net{suffix.upper()}"
    path.write_text('{"layers": [{"name": "a", "type": "relu"}]}')

    assert rfcalc.load(path).layers[0].type == "relu"


def test_another_suffix_is_refused_with_those_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "net.PT"
    path.write_text("")

    way_out = "it holds weights; rfcalc.from_torch(module, example_input) reads the module in Python"
    assert refusal(rfcalc.load, path) == f"{path}: unknown kind of file '.pt'; {way_out}; allowed: {', '.join(READERS)}"
    path = tmp_path / "net.doc"
    path.write_text("")
    assert refusal(rfcalc.load, path) == f"{path}: unknown kind of file '.doc'; allowed: {', '.join(READERS)}"
    folder = tmp_path / "folder.pt"
    folder.mkdir()
    assert refusal(rfcalc.load, folder) == f"{folder}: this is a folder; a network file is needed"


def test_a_text_without_a_name_shows_its_format() -> None:
    assert formats() == ("yaml", "json", "darknet")
    assert format_of_text("[net]\nwidth=8") == "darknet"
    assert [format_of_text(text) for text in ('{"a": 1}', " { }", "{a: 1}", "a: 1", "")] == [
        "json", "json", "yaml", "yaml", "yaml",
    ]  # fmt: skip


def test_what_is_no_name_or_text_is_refused() -> None:
    name = "allowed: a file's name or a preset's, such as rfcalc.load('vgg16'); rfcalc.loads reads a text"
    size = "allowed: 224, 224x320 (height x width) or 32x224x320, numbers from 1 to 2147483647"

    assert refusal(rfcalc.load, 3) == f"found 3; {name}"
    assert refusal(rfcalc.load, None) == f"found null; {name}"
    assert (
        refusal(rfcalc.loads, {"layers": []}) == "found a mapping; a text is needed; json.dumps makes one of a mapping"
    )
    assert refusal(rfcalc.loads, None) == "found null; a text is needed; rfcalc.load reads a file"
    assert refusal(rfcalc.load, "vgg16", (3.0, 4)) == f"--input: found (3.0, 4); {size}"
    assert refusal(rfcalc.load, "vgg16", 2.5) == f"--input: found 2.5; {size}"
    assert refusal(rfcalc.load, "vgg16", (1, 2, 3, 4)) == f"--input: found (1, 2, 3, 4); {size}"


def test_parameters_are_scalars_by_name() -> None:
    text = "parameters: {s: 2}\nlayers: [{name: up, type: upsample, scale: $s}]"

    assert rfcalc.summary(rfcalc.loads(text, parameters={"s": 1.5})).layers[0].window == "x1.5"
    assert refusal(rfcalc.loads, text, parameters={"s": [1]}) == (
        "parameters: s: found [1]; allowed: true, false, a number or a text"
    )
    assert refusal(rfcalc.loads, text, parameters=3) == "parameters: found 3; allowed: a dict of names and values"
    assert refusal(rfcalc.loads, text, parameters={"s": float("inf")}) == (
        "parameters: s: the number inf; numbers are finite"
    )
    assert refusal(rfcalc.loads, text, parameters={"s": 3_000_000_000}) == (
        "parameters: s: the number 3000000000 is out of range; numbers go from -2147483647 to 2147483647"
    )


def test_the_first_list_of_any_layer_says_how_many_axes_there_are() -> None:
    text = "input: 32\nlayers:\n  - a: [3]\n  - {name: b, type: conv, kernel: [3]}\n"

    assert rfcalc.summary(rfcalc.loads(text)).axes == ("x",)


def test_the_name_of_a_network_or_a_parameter_is_none_of_a_layer() -> None:
    wide = "the number 1e99 is out of range; numbers go from -2147483647 to 2147483647"

    for text in (
        "name: net\nlayers: [c: [3]]\nparameters: {unused: 1e99}",
        "layers: [c: [3]]\n\nparameters: {name: net, unused: 1e99}",
    ):
        assert refusal(rfcalc.loads, text) == f"<text>:3: parameters: unused: {wide}"


def test_a_list_for_each_use_of_a_block_is_no_layer_in_its_short_form() -> None:
    text = """blocks: {b: {parameters: {d: 1}, layers: [c: [3]]}}
layers:
  - c: [3]
  - {name: b, block: b, when: false, repeat: 2, each: {d: [2, 1e99]}}
"""
    assert refusal(rfcalc.loads, text) == (
        "<text>:4: layer 'b', each: d: the number 1e99 is out of range; numbers go from -2147483647 to 2147483647"
    )


def test_a_wrong_value_of_a_list_has_its_own_line() -> None:
    text = "input: [64, 64]\nlayers:\n  - name: a\n    type: conv\n    kernel:\n      - 3\n      - 0\n"

    assert refusal(rfcalc.loads, text).startswith("<text>:7: layer 'a', kernel: found 0; allowed: ")


@pytest.mark.parametrize(
    ("layer", "size", "notes"),
    [
        ("conv: [3]", None, [CHANNELS]),
        ("conv: [3, [1, 1, 2]]", None, []),
        ("conv: [3]", 32, []),
        ("conv: [3]", "3x32x32", []),
    ],
)
def test_channels_in_the_input_are_noted_where_nothing_says_three_axes(
    layer: str, size: int | str | None, notes: list[str]
) -> None:
    network = rfcalc.loads(f"input: [3, 32, 32]\nlayers: [{layer}]", size)

    assert [note for note in rfcalc.summary(network).notes if "axes" in note] == notes


@pytest.mark.parametrize(("first", "is_noted"), [(1, True), (2, False), (3, True), (4, True), (5, False)])
def test_channels_are_those_of_pictures(first: int, *, is_noted: bool) -> None:
    notes = rfcalc.summary(rfcalc.loads(f"input: [{first}, 32, 32]\nlayers: [conv: [1]]")).notes
    assert any("if the first is channels" in note for note in notes) is is_noted


def test_errors_that_may_follow_from_a_third_axis_name_what_made_it() -> None:
    channels = "channels are not written: input: [32, 32]"
    text = "input: [3, 32, 32]\nlayers: [conv: [3]]"
    assert refusal(rfcalc.loads, text, "32x32").endswith(f"the network has 3 axes (z y x); {channels}")
    assert refusal(rfcalc.locate, rfcalc.loads(text), "conv", (1, 1)).endswith(channels)
    kernel = "kernel: [3, 3, 3] of layer 'conv' makes it one of 3 axes"
    text = "input: 32\nlayers: [conv: [[3, 3, 3]]]"
    assert refusal(rfcalc.loads, text, "32x32").endswith(f"the network has 3 axes (z y x); {kernel}")
    assert refusal(rfcalc.locate, rfcalc.loads(text), "conv", (1, 1)).endswith(kernel)


@pytest.mark.parametrize("asked", [rfcalc.locate, rfcalc.count_paths])
def test_an_error_on_the_way_back_has_the_line_of_its_layer(asked: Callable[..., object]) -> None:
    text = """
input: [2147483647]
layers:
  - {name: a, type: conv, kernel: 2, dilation: 9}
  - {name: b, type: conv, kernel: 3000000, dilation: 100}
"""
    assert refusal(asked, rfcalc.loads(text, file="f"), "b", (900_000_000,)).startswith("f:5: layer 'b': ")
