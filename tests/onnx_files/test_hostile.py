"""Files that are no models, or damaged ones: one line each, soon, and never anything else."""

import os
import random
import time
from collections.abc import Iterator

import pytest
from onnx import ModelProto

import rfcalc
from rfcalc.readers.document import Source
from rfcalc.readers.netfile import Overrides
from rfcalc.readers.onnx import read_onnx
from rfcalc.readers.onnx.operators import OPERATORS

from .asking import network_of
from .graphs import behind_conv, ints, model, node, weights
from .moving import MOVING
from .sliding import SLIDING

NUMBERS = (0, 1, -1, 2, 7, 100, 2**31, 2**62, -(2**63), 2**63 - 1)


def _told(data: bytes) -> str:
    """Return what is said of bytes; nothing if they are a model."""
    try:
        rfcalc.summary(read_onnx(Source("", "onnx", "m.onnx", "m", data=data), Overrides()))
    except rfcalc.RfcalcError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "m.onnx: the file is empty"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7\n", "this is a Git LFS pointer"),
        (b"<!DOCTYPE html><html></html>", "this is a web page"),
        (b"\x18\x00\x00\x00ORTM" + b"\x00" * 40, "ONNX Runtime's own format"),
        (b"PK\x03\x04" + b"\x00" * 40, "this is a zip file"),
        (b"name: net\nlayers: []\n", "this is no ONNX model, or a damaged one"),
    ],
)
def test_what_is_no_model_is_said_to_be_none(data: bytes, told: str) -> None:
    assert told in _told(data)
    assert "\n" not in _told(data)


def _message(number: int, content: bytes) -> bytes:
    """Return a field of protobuf that holds bytes."""
    size, length = len(content), b""
    while size > 127:
        length += bytes([size & 127 | 128])
        size >>= 7
    return bytes([number << 3 | 2]) + length + bytes([size]) + content


def _refused(made: ModelProto) -> str:
    told = _told(made.SerializeToString())
    assert told.count("\n") == 0
    assert told
    return told


def test_nodes_that_read_what_nothing_makes_are_named() -> None:
    made = model([node("Conv", "x nowhere"), node("Relu", "y", "z")], (1, 2, 4, 4))
    assert "layer 'y': it reads 'nowhere', which nothing makes" in _refused(made)


def test_cycles_are_named() -> None:
    made = model([node("Add", "x b", "a"), node("Relu", "a", "b")], (1, 2, 4, 4))
    assert "layer 'a': what it reads leads back to itself" in _refused(made)


def test_nodes_in_another_order_are_sorted() -> None:
    made = model([node("Relu", "c", "y"), node("Conv", "x w", "c")], (1, 2, 4, 4), {"w": weights(2, 2, 3, 3)})
    assert [layer.name for layer in network_of(made).layers] == ["c"]


def test_tensors_that_are_made_twice_are_named() -> None:
    made = model([node("Relu", "x"), node("Tanh", "x")], (1, 2, 4, 4))
    assert "the tensor 'y' is made twice" in _refused(made)
    twice = model([node("Conv", "x w")], (1, 2, 4, 4), {"w": weights(2, 2, 3, 3)})
    twice.graph.initializer.append(twice.graph.initializer[0])
    assert "the tensor 'w' is made twice" in _refused(twice)


def test_several_mistakes_of_a_node_are_one_line() -> None:
    wrong = node("ConvTranspose", "c w", output_padding=[-1, -1], pads=[-1] * 4, dilations=[0, 0])
    assert "layer 'y' (ConvTranspose)" in _refused(behind_conv([wrong], {"w": weights(2, 2, 3, 3)}))


def test_constants_that_do_not_fit_their_new_shape_are_not_known() -> None:
    nodes = [node("Reshape", "one s", "r"), node("Expand", "r e", "g"), node("Reshape", "c g")]
    held = {"one": ints(1), "s": ints(2, 1), "e": ints(2, 2)}
    assert [layer.type for layer in network_of(behind_conv(nodes, held)).layers] == ["conv", "unknown"]


def test_sizes_beyond_reason_are_refused() -> None:
    assert "has a dim of" in _refused(model([node("Relu", "x")], (1, 1, 2**40)))
    assert "has 9 dims; at most 8 are supported" in _refused(model([node("Relu", "x")], (1,) * 9))
    far = behind_conv([node("Pad", "c p")], {"p": ints(0, 0, 2**62, 0, 0, 0, 0, 0)})
    assert "at most" in _refused(far)


def test_graphs_that_lie_too_deep_in_each_other_are_refused() -> None:
    data = b""
    for _ in range(70):
        node_field = _message(4, b"If") + _message(5, _message(1, b"then_branch") + _message(6, data) + b"\xa0\x01\x05")
        data = _message(1, node_field)
    assert "more than 64 deep" in _told(_message(7, data))


def test_a_path_to_other_data_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    made = model([node("Conv", "x w")], (1, 2, 4, 4), {"w": weights(2, 2, 3, 3)})
    made.graph.initializer[0].ClearField("raw_data")
    made.graph.initializer[0].external_data.add(key="location", value="../../etc/passwd")
    made.graph.initializer[0].data_location = 1
    data = made.SerializeToString()
    monkeypatch.setattr("builtins.open", None)
    monkeypatch.setattr("os.open", None)
    assert _told(data) == ""


def _damaged(data: bytes, luck: random.Random) -> bytes:
    """Return bytes of which some are changed, left out, or put in."""
    broken = bytearray(data)
    for _ in range(luck.choice((1, 1, 2, 5, 20))):
        at = luck.randrange(len(broken) or 1)
        way = luck.random()
        if way < 0.5:
            broken[at : at + 1] = bytes([luck.randrange(256)])
        elif way < 0.65:
            del broken[at:]
        elif way < 0.8:
            broken[at:at] = luck.randbytes(luck.choice((1, 2, 8)))
        else:
            del broken[at : at + luck.choice((1, 2, 8))]
    return bytes(broken)


def _bent(made: ModelProto, luck: random.Random) -> bytes:
    """Return a model whose messages are whole, but not what they say."""
    bent = ModelProto()
    bent.CopyFrom(made)
    for _ in range(luck.choice((1, 2, 3))):
        target = luck.choice(list(bent.graph.node))
        way = luck.random()
        if way < 0.4 and target.attribute:
            attribute = luck.choice(list(target.attribute))
            if attribute.ints:
                attribute.ints[luck.randrange(len(attribute.ints))] = luck.choice(NUMBERS)
            else:
                attribute.i = luck.choice(NUMBERS)
            if luck.random() < 0.2:
                attribute.ints.append(luck.choice(NUMBERS))
        elif way < 0.6:
            target.op_type = luck.choice(sorted(OPERATORS))
        elif way < 0.8 and target.input:
            names = [each.name for each in bent.graph.initializer] + ["x", "", "y"]
            target.input[luck.randrange(len(target.input))] = luck.choice(names)
        elif way < 0.9:
            bent.opset_import[0].version = luck.choice((1, 9, 11, 13, 18, 99))
        else:
            bent.graph.input[0].type.tensor_type.shape.dim[-1].dim_value = luck.choice((1, 2, 3, 2**31 - 1))
    return bytes(bent.SerializeToString())


def _models() -> list[ModelProto]:
    return [case.model for group in (*SLIDING, *MOVING) for case in list(group())[::25]]


def _files(count: int) -> Iterator[bytes]:
    luck = random.Random(3)  # noqa: S311 - the same files in every run
    models = _models()
    data = [made.SerializeToString() for made in models]
    for at in range(count):
        yield _damaged(luck.choice(data), luck) if at % 2 else _bent(luck.choice(models), luck)


def _check(count: int) -> None:
    for data in _files(count):
        begin = time.perf_counter()
        assert "\n" not in _told(data)
        assert time.perf_counter() - begin < 5  # the machine may be busy


def test_damaged_files_are_told_in_one_line() -> None:
    _check(150)


@pytest.mark.slow
@pytest.mark.traced
def test_thousands_of_damaged_files_are_told_in_one_line() -> None:
    _check(int(os.environ.get("RFCALC_DAMAGED", "2000")))


def test_huge_tensors_take_no_time() -> None:
    huge = 2**31 - 1
    held = {"z": ints(0), "e": ints(huge - 1), "a": ints(0), "s": ints(huge), "n": ints(0, huge)}
    for made in (
        node("Slice", "big z e a"),
        node("Transpose", "big"),
        node("Split", "big", "y u", axis=0),
        node("Split", "big", "y u", axis=0, num_outputs=2**62),
        node("Tile", "big s"),
        node("Expand", "big s"),
    ):
        more = [node("ConstantOfShape", "n", "none"), node("Transpose", "none", "t")]
        graph = behind_conv([node("ConstantOfShape", "s", "big"), made, *more], held, opset=18)
        begin = time.perf_counter()
        assert [layer.name for layer in network_of(graph).layers] == ["c"]
        assert time.perf_counter() - begin < 1
