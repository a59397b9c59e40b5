"""How a model becomes a network: names, inputs, sizes, axes."""

import io
import pathlib
from collections.abc import Sequence

import onnx
import pytest
from onnx import ModelProto

import rfcalc
from rfcalc.cli import main
from rfcalc.readers.netfile import Overrides

from . import example
from .asking import conv, network_of, refusal, rows_of
from .graphs import ints, model, node, weights
from .moving import MOVING
from .sliding import SLIDING

W3 = weights(2, 2, 3, 3)
SHAPE = (1, 2, 16, 16)


def test_a_layer_is_called_as_its_node_or_else_as_its_tensor() -> None:
    nodes = [conv("x", "a", "first"), conv("a", "b", "twin"), conv("b", "c", "twin"), conv("c", "y")]
    network = network_of(model(nodes, SHAPE, {"w": W3}))
    assert [(layer.name, layer.tensor, layer.operator) for layer in network.layers] == [
        ("first", "a", "Conv"),
        ("b", "b", "Conv"),
        ("c", "c", "Conv"),
        ("y", "y", "Conv"),
    ]
    assert network.outputs["a"] == "first"
    assert network.outputs["x"] == "input"


def test_long_names_and_control_characters_do_not_reach_files() -> None:
    nodes = [conv("x", "a", "n" * 300), conv("a", "y", "bad\x1bname")]
    network = network_of(model(nodes, SHAPE, {"w": W3}))
    assert [layer.name for layer in network.layers] == ["a", "y"]


def test_a_node_called_input_gets_another_name() -> None:
    network = network_of(model([conv("x", "y", "input")], SHAPE, {"w": W3}))
    assert [layer.name for layer in network.layers] == ["input.2"]


def test_names_that_no_file_may_hold_are_cleaned() -> None:
    network = network_of(model([conv("x", "a\x07b"), conv("a\x07b", "y", "second\x07")], SHAPE, {"w": W3}))
    assert [(layer.name, layer.tensor) for layer in network.layers] == [("a_b", "a_b"), ("y", "y")]


def test_nodes_that_change_nothing_are_names_of_their_input() -> None:
    nodes = [conv("x", "a", "c1"), node("Relu", "a", "b"), node("Transpose", "b", "t", perm=[0, 2, 3, 1])]
    network = network_of(model([*nodes, node("Sigmoid", "t")], SHAPE, {"w": W3}))
    assert [layer.name for layer in network.layers] == ["c1"]
    assert {network.outputs[name] for name in ("a", "b", "t", "y")} == {"c1"}
    assert rfcalc.locate(network, "y", (3, 4)).box == ((2, 5), (3, 6))


def test_every_node_is_a_layer_if_all_are_asked_for() -> None:
    nodes = [conv("x", "a", "c1"), node("Relu", "a", "b"), conv("b", "y")]
    network = network_of(model(nodes, SHAPE, {"w": W3}), Overrides(everything=True))
    assert [(layer.name, layer.type, layer.inputs) for layer in network.layers] == [
        ("c1", "conv", ("input",)),
        ("b", "relu", ("c1",)),
        ("y", "conv", ("b",)),
    ]
    parts = [conv("x", "a", "c1"), node("Split", "a", "p q", axis=1), node("Add", "p q")]
    network = network_of(model(parts, SHAPE, {"w": W3}), Overrides(everything=True))
    assert [(layer.name, layer.inputs) for layer in network.layers] == [
        ("c1", ("input",)),
        ("p", ("c1",)),
        ("y", ("p",)),
    ]
    assert network.outputs["q"] == "p"


def test_the_axes_are_those_that_the_first_window_slides_along() -> None:
    held = {"w": weights(4, 3, 3, 3)}
    first = node("Transpose", "x", "t", perm=[0, 3, 1, 2])
    network = network_of(model([first, node("Conv", "t w")], (1, 20, 30, 3), held))
    assert network.input == (20, 30)
    signal = [node("Unsqueeze", "x a", "u"), node("Conv", "u w")]
    network = network_of(model(signal, ("batch", 50), {"a": ints(1), "w": weights(4, 1, 5)}))
    assert (network.axes, network.input) == (("x",), (50,))
    frames = [node("Transpose", "x", "t", perm=[0, 2, 1]), node("Conv", "t w")]
    network = network_of(model(frames, (1, 50, 40), {"w": weights(4, 40, 5)}))
    assert (network.axes, network.input) == (("x",), (50,))


@pytest.mark.parametrize(
    ("shape", "size"),
    [((1, 3, 20, 30), (20, 30)), ((1, 20, 30, 3), (20, 30)), ((1, 7, 9), (7, 9)), (("n", 9), (9,)), ((9,), (9,))],
)
def test_without_windows_the_last_two_dims_are_axes_or_those_before_colors(
    shape: Sequence[int | str], size: tuple[int, ...]
) -> None:
    network = network_of(model([node("Relu", "x")], shape))
    assert network.input == size
    assert [layer.type for layer in network.layers] == ["relu"]
    assert network_of(model([node("Softmax", "x", axis=-1), node("Relu", "y", "z")], shape)).input == size


def test_dims_of_unknown_size_are_axes_with_n_unknown() -> None:
    network = network_of(model([conv("x", "y")], ("n", 2, "h", None), {"w": W3}))
    assert rows_of(network) == {"y": ((None, None), (1, 1), (3, 3), (0.5, 0.5))}
    assert network_of(model([conv("x", "y")], ("n", 2, "h", None), {"w": W3}), Overrides(size=(9,))).input == (9, 9)


def test_what_depends_on_an_unknown_size_asks_for_it() -> None:
    made = model([node("Conv", "x w", strides=[2, 2], auto_pad="SAME_UPPER")], ("n", 2, "h", "v"), {"w": W3})
    assert "layer 'y' (Conv), padding:" in refusal(made)
    assert "depends on the input size" in refusal(made)


def test_another_size_than_the_one_baked_in_is_refused() -> None:
    nodes = [conv("x", "c"), node("Reshape", "c s", "f"), node("Gemm", "f v")]
    made = model(nodes, SHAPE, {"w": W3, "s": ints(1, 512), "v": weights(512, 3)})
    assert network_of(made).input == (16, 16)
    assert "made for 16x16" in refusal(made, Overrides(size=(20, 20)))
    assert "found 1x2x3, 3 sizes" in refusal(made, Overrides(size=(1, 2, 3)))


def test_a_size_that_is_not_baked_in_may_be_another() -> None:
    made = model([conv("x", "c"), node("GlobalAveragePool", "c")], SHAPE, {"w": W3})
    assert network_of(made, Overrides(size=(20,))).input == (20, 20)


def _two_inputs() -> ModelProto:
    nodes = [conv("z", "a"), conv("x", "b"), node("Concat", "a b", axis=1)]
    return model(nodes, SHAPE, {"w": W3}, inputs={"z": (1, 2, 8, 8), "state": (4,)})


def test_the_first_of_several_inputs_that_meets_a_window_is_followed() -> None:
    network = network_of(_two_inputs())
    assert network.input == (16, 16)
    (remark,) = network.notes
    assert (remark.code, remark.text[:31]) == ("inputs", "Asked about is the input x; z a")


def test_another_input_is_followed_if_asked_for() -> None:
    network = network_of(_two_inputs(), Overrides(start="z"))
    assert (network.input, [layer.name for layer in network.layers]) == ((8, 8), ["a"])
    assert "did you mean 'state'?" in refusal(_two_inputs(), Overrides(start="stat"))


def test_a_model_is_found_by_its_suffix_and_in_a_stream(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "small.onnx"
    file.write_bytes(model([conv("x", "y", "conv")], SHAPE, {"w": W3}).SerializeToString())
    assert main(["summary", str(file)]) == 0
    told = capsys.readouterr().out
    with file.open("rb") as stream:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))
        assert main(["summary", "-"]) == 0
    assert capsys.readouterr().out.replace("stdin", "small") == told


def test_what_a_model_says_a_file_can_say() -> None:
    for made in (case.model for group in (*SLIDING, *MOVING) for case in list(group())[::40]):
        network = network_of(made)
        again = rfcalc.loads(rfcalc.show(network), name=network.name)
        rows = [row._replace(tensor="") for row in rfcalc.summary(network).layers]
        assert list(rfcalc.summary(again).layers) == rows
        assert rfcalc.show(again) == rfcalc.show(network)


def test_the_model_of_the_docs_is_the_one_that_its_script_makes() -> None:
    assert onnx.load(example.FILE) == example.made()
