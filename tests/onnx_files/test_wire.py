"""What the reader of bytes makes of ONNX files, held to the onnx package on the models that it ships."""

import pathlib
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import onnx
import pytest
from onnx import helper, numpy_helper

from rfcalc import RfcalcError
from rfcalc.readers.onnx import wire
from rfcalc.readers.onnx.constants import decimal_of, simplest_of, values_of
from rfcalc.readers.onnx.file import model_of
from rfcalc.readers.onnx.model import Constant, Graph, Node

from .graphs import floats, ints, model, node, weights

DATA = pathlib.Path(onnx.__file__).parent / "backend" / "test" / "data"
FILES = sorted(DATA.glob("**/model.onnx"))


def _attribute(value: Any) -> object:  # noqa: ANN401 - whatever the package holds
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, (onnx.TensorProto, onnx.GraphProto)):
        return type(value).__name__
    if isinstance(value, (int, float)):
        return value
    return tuple(_attribute(each) for each in value)


def _held(value: object) -> object:
    return {Constant: "TensorProto", Graph: "GraphProto"}.get(type(value), value)


def _same_nodes(found: tuple[Node, ...], expected: Any) -> None:  # noqa: ANN401 - a repeated field
    for mine, theirs in zip(found, expected, strict=True):
        assert (mine.operator, mine.name) == (theirs.op_type, theirs.name)
        assert (mine.inputs, mine.outputs) == (tuple(theirs.input), tuple(theirs.output))
        values = {each.name: _attribute(helper.get_attribute_value(each)) for each in theirs.attribute}
        assert {key: _held(value) for key, value in mine.attributes.items()} == values


def test_the_package_ships_models() -> None:
    assert len(FILES) > 100


def test_nodes_inputs_and_constants_are_those_that_the_package_reads() -> None:
    for file in FILES[::3]:
        found, expected = model_of(file.read_bytes()), onnx.load(file)
        _same_nodes(found.graph.nodes, expected.graph.node)
        assert [value.name for value in found.graph.inputs] == [value.name for value in expected.graph.input]
        held = {each.name: tuple(each.dims) for each in expected.graph.initializer}
        assert {name: constant.shape for name, constant in found.graph.constants.items()} == held
        assert found.opsets == {each.domain: each.version for each in expected.opset_import}


def _tensors() -> Iterator[onnx.TensorProto]:
    values = [0, 1, 5, 127]
    kinds = onnx.TensorProto
    signed = (kinds.INT8, kinds.INT16, kinds.INT32, kinds.INT64)
    for kind in (*signed, kinds.UINT8, kinds.UINT16, kinds.UINT32, kinds.UINT64):
        for raw in (False, True):
            made = helper.make_tensor("t", kind, [4], values)
            yield numpy_helper.from_array(numpy_helper.to_array(made), "t") if raw else made
    for kind in (kinds.FLOAT, kinds.FLOAT16, kinds.DOUBLE):
        made = helper.make_tensor("t", kind, [2], [0.5, -2.0])
        yield from (made, numpy_helper.from_array(numpy_helper.to_array(made), "t"))


def test_small_constants_hold_their_values_in_every_type_packed_or_raw() -> None:
    for tensor in _tensors():
        graph = helper.make_graph([], "g", [], [], [tensor])
        found = model_of(helper.make_model(graph).SerializeToString())
        expected = tuple(numpy_helper.to_array(tensor).tolist())
        assert values_of(found.data, found.graph.constants["t"]) == expected


def test_large_constants_and_those_in_other_files_have_a_shape_only() -> None:
    beside = numpy_helper.from_array(ints(1, 2), "beside")
    beside.data_location = onnx.TensorProto.EXTERNAL
    beside.ClearField("raw_data")
    beside.external_data.add(key="location", value="/etc/passwd")
    large = numpy_helper.from_array(weights(5000), "large")
    found = model_of(helper.make_model(helper.make_graph([], "g", [], [], [beside, large])).SerializeToString())
    assert [constant.shape for constant in found.graph.constants.values()] == [(2,), (5000,)]
    assert [values_of(found.data, constant) for constant in found.graph.constants.values()] == [None, None]


def test_values_that_are_left_out_or_stand_in_the_field_of_another_type_are_not_known() -> None:
    kinds = onnx.TensorProto
    for tensor in (
        kinds(data_type=kinds.INT64, dims=[2]),
        kinds(data_type=kinds.INT64, dims=[1], float_data=[float("nan")]),
        kinds(data_type=kinds.FLOAT16, dims=[1], float_data=[70000.5]),
        kinds(data_type=kinds.FLOAT, dims=[1], double_data=[1e300]),
    ):
        found = model_of(helper.make_model(helper.make_graph([], "g", [], [], [tensor])).SerializeToString())
        assert values_of(found.data, found.graph.constants[""]) is None


def test_fields_of_later_versions_are_stepped_over() -> None:
    opset = b"\x0a\x01a" + b"\x10\x05" + b"\x18\x01"
    data = model([node("Relu", "x")], (1, 1, 4, 4)).SerializeToString()
    assert model_of(data + _field(8, 2, bytes([len(opset)]) + opset)).opsets["a"] == 5


def test_floats_are_the_shortest_decimals_that_they_stand_for() -> None:
    made = model([node("Identity", "x")], (1,), {"s": floats(0.6, 1.1, 1e30)})
    found = model_of(made.SerializeToString())
    held = values_of(found.data, found.graph.constants["s"])
    assert held is not None
    assert [str(value) for value in held[:2]] == ["3/5", "11/10"]
    assert [str(decimal_of(float(floats(value)[0]))) for value in (0.6, 2.0, 0.1)] == ["3/5", "2", "1/10"]
    assert decimal_of(float("nan")) is None


def test_decimals_of_rounded_fractions_are_the_fractions() -> None:
    for above, below in ((1, 3), (4, 3), (1, 11), (5, 7), (3, 5), (5, 4)):
        decimal = decimal_of(float(floats(above / below)[0]))
        assert decimal is not None
        assert simplest_of(decimal).as_integer_ratio() == (above, below)
    assert simplest_of(Fraction("1.2346789")) == Fraction("1.2346789")


def _field(number: int, kind: int, content: bytes) -> bytes:
    return bytes([number << 3 | kind]) + content


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it holds no graph"),
        (_field(7, 0, b"\x01"), "field 7 has wire type 0, not 2"),
        (_field(7, 2, b"\x05ab"), "a field ends at byte 7"),
        (_field(7, 3, b""), "wire type 3"),
        (b"\x00\x01", "a field with number 0"),
        (b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "a number without an end"),
        (b"\x08", "a number without an end"),
        (_field(8, 2, b"\x02" + _field(2, 2, b"\x00")), "field 2 has wire type 2, not 0"),
        (_field(7, 2, b"\x00") * 2, "it has two graphs"),
        (_field(7, 2, b"\x09\x0a\x07\x2a\x05\x10\x01\xa0\x01\x01"), "field 2 has wire type 0, not one of 4 bytes"),
        (_field(7, 2, b"\x09\x0a\x07\x2a\x05\x3a\x00\xa0\x01\x06"), "has no operator"),
        (_field(7, 2, b"\x0a\x0a\x08\x2a\x06\x3a\x01\x00\xa0\x01\x06"), "1 bytes do not make numbers of 4 bytes"),
        (_field(7, 2, b"\x02" + _field(1, 2, b"\x00")), "the node '' has no operator"),
        (_field(8, 2, b"\x04" + _field(1, 2, b"\x02\xff\xfe")), "is not UTF-8"),
    ],
)
def test_damaged_bytes_are_told_in_one_line(data: bytes, told: str) -> None:
    with pytest.raises(RfcalcError) as caught:
        model_of(data)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_long_texts_are_refused() -> None:
    long = node("Relu", "x")
    long.name = "n" * 1001
    with pytest.raises(RfcalcError, match=r"has 1001 bytes; at most 1000 are read"):
        model_of(model([long], (1, 1, 4, 4)).SerializeToString())


def test_more_fields_than_a_message_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_FIELDS", 3)
    with pytest.raises(RfcalcError, match=r"more than 3 fields in one message"):
        wire.fields(b"\x08\x01" * 4, 0, 8)
