"""What a call is about: networks and names, layers and "last", indices from either end; all else is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import rfcalc

CHAIN = "layers:\n  - conv1: [3, 2, 1]\n  - conv2: [3]\n"


def message(call: object, *arguments: object) -> str:
    """Return the text of the error with which a call is refused."""
    assert callable(call)
    with pytest.raises(rfcalc.RfcalcError) as caught:
        call(*arguments)
    return str(caught.value)


def test_a_negative_index_counts_from_the_end() -> None:
    network = rfcalc.loads("input: [9, 7]\n" + CHAIN)

    assert rfcalc.locate(network, "conv1", (-1, -4)) == rfcalc.locate(network, "conv1", (4, 0))
    assert rfcalc.locate(network, "conv1", (-1, -4)).index == (4, 0)
    assert rfcalc.Locator(network).locate("conv1", (-1, 0)).index == (4, 0)
    assert rfcalc.map(network, "conv1", (-5, 1)).index == (0, 1)
    assert rfcalc.count_paths(network, "conv1", (-1, -1)) == rfcalc.count_paths(network, "conv1", (4, 3))


def test_last_is_the_last_layer_with_several_features() -> None:
    text = "input: 9\n" + CHAIN + "  - {name: mean, type: global_avgpool}\n"
    place = rfcalc.locate(rfcalc.loads(text), "last", (0, 0))

    assert (place.layer, place) == ("conv2", rfcalc.locate(rfcalc.loads(text), "conv2", (0, 0)))
    assert rfcalc.map(rfcalc.loads(text), "last").layer == "conv2"
    assert rfcalc.locate(rfcalc.loads(text + "  - last: [1]\n"), "last", (0, 0)).layer == "last"
    assert rfcalc.locate(rfcalc.loads("input: 1\nlayers:\n  - a: [1]\n"), "last", (0, 0)).layer == "a"
    assert rfcalc.locate(rfcalc.loads("layers:\n  - a: [1]\n"), "last", (0, 0)).layer == "a"
    assert message(rfcalc.locate, rfcalc.loads(text), "last", (3, 0)) == "layer 'conv2', y: found 3; allowed: 0 to 2"
    level = rfcalc.compare(rfcalc.loads(text), rfcalc.loads("input: 9\n" + CHAIN), layers=["last"]).levels[0]
    assert [row and row.rf for row in level.layers] == [(7, 7), (7, 7)]


@pytest.mark.parametrize("index", [5, 1.5, "12", b"12", None, {}, (1.5, 2), ("1", "2"), (None, 0)])
def test_what_is_no_index_is_refused(index: object) -> None:
    assert message(rfcalc.locate, rfcalc.loads(CHAIN), "conv2", index).startswith("layer 'conv2'")


def test_an_index_that_is_none_says_what_is_one() -> None:
    network = rfcalc.load("c3d")

    assert message(rfcalc.locate, network, "conv1a", 3) == (
        "layer 'conv1a', index: found 3; allowed: a whole number for each axis: z, y, x"
    )
    assert message(rfcalc.locate, network, "conv1a", (1.0, 2, 3)) == (
        "layer 'conv1a', index: found 1.0; allowed: a whole number for each axis: z, y, x"
    )


def test_whole_numbers_of_other_kinds_are_an_index() -> None:
    numpy = pytest.importorskip("numpy")

    assert rfcalc.locate(rfcalc.loads(CHAIN), "conv2", numpy.array([1, 2])).index == (1, 2)


def test_a_name_stands_for_its_network_wherever_one_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("input: 9\n" + CHAIN, "utf-8")

    assert rfcalc.summary("alexnet") == rfcalc.summary(rfcalc.load("alexnet"))
    assert rfcalc.locate(path, "conv2", (1, 1)) == rfcalc.locate(rfcalc.load(path), "conv2", (1, 1))
    assert rfcalc.compare("alexnet", "zfnet").networks[1].network == "ZFNet"
    assert rfcalc.map(str(path)).network == rfcalc.growth(path).network == rfcalc.form(path).network == "mine"
    assert rfcalc.remedy("resnet18").cured
    assert message(rfcalc.summary, "alexnt") == "alexnt: neither a file nor a preset; did you mean 'alexnet'?"


@pytest.mark.parametrize("found", [3, None, 2.5, [], {"layers": []}])
def test_what_is_neither_a_network_nor_a_name_is_refused(found: object) -> None:
    allowed = "; allowed: a file's name or a preset's, such as rfcalc.load('vgg16'); rfcalc.loads reads a text"

    for call in (rfcalc.load, rfcalc.summary, rfcalc.form, rfcalc.growth, rfcalc.remedy, rfcalc.map):
        assert message(call, found).startswith("found ")
        assert message(call, found).endswith(allowed)
    assert message(rfcalc.locate, found, "conv1", (0, 0)).endswith(allowed)


@pytest.mark.parametrize("found", [3, None, b"layers: []", Path("net.yaml")])
def test_a_text_that_is_none_is_refused_with_what_reads_a_file(found: object) -> None:
    assert message(rfcalc.loads, found).endswith("; a text is needed; rfcalc.load reads a file")


def test_a_mapping_in_place_of_a_text_is_refused_with_what_makes_one() -> None:
    assert (
        message(rfcalc.loads, {"layers": []}) == "found a mapping; a text is needed; json.dumps makes one of a mapping"
    )


@pytest.mark.parametrize("layer", [5, None, ["conv1"]])
def test_a_layer_is_named_by_a_text(layer: object) -> None:
    assert message(rfcalc.locate, rfcalc.loads(CHAIN), layer, (0, 0)).endswith("; the name of a layer is needed")
