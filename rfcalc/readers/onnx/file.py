"""The messages of an ONNX file (onnx/onnx.proto) as values: what a model's nodes are, read and made, and no weights.

Field numbers are those of the IR's definition; fields without a say in receptive fields (texts for people, metadata,
training, devices, external data and its paths) are not known here, so that nothing can follow them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rfcalc.errors import LimitError, RfcalcError, quoted
from rfcalc.readers.onnx.model import Constant, Function, Graph, Model, Node, Reference, Value
from rfcalc.readers.onnx.wire import (
    MAX_TEXT,
    damaged,
    fields,
    floats_of,
    number_of,
    numbers_of,
    span,
    text_of,
)

if TYPE_CHECKING:
    from mmap import mmap

    from rfcalc.readers.onnx.model import Attribute
    from rfcalc.readers.onnx.wire import Field

MAX_NODES = 100_000
MAX_CONSTANTS = 1_000_000
MAX_DEPTH = 64
MAX_RANK = 8
MAX_DIM = 2**31 - 1

EXTERNAL = 1
FLOAT_TYPE, INT_TYPE, STRING_TYPE, TENSOR_TYPE, GRAPH_TYPE, FLOATS_TYPE, INTS_TYPE, STRINGS_TYPE = range(1, 9)


def model_of(data: bytes | mmap) -> Model:
    """Return what the bytes of an ONNX file say. Raises `RfcalcError` for what is none, is damaged or too large."""
    return _Reading(data).model()


class _Reading:
    """One file; nodes and constants are counted over all its graphs."""

    def __init__(self, data: bytes | mmap) -> None:
        self.data = data
        self.nodes = 0
        self.constants = 0

    def model(self) -> Model:
        """Return the whole."""
        data = self.data
        graph: Graph | None = None
        opsets: dict[str, int] = {}
        functions: dict[tuple[str, str], Function] = {}
        for field in fields(data, 0, len(data)):
            number = field[0]
            if number == 7:
                if graph is not None:
                    raise damaged("it has two graphs")
                graph = self._graph(field, 1)
            elif number == 8:
                domain, version = self._opset(field)
                opsets[domain] = version
            elif number == 25:
                key, function = self._function(field)
                functions[key] = function
        if graph is None:
            raise damaged("it holds no graph")
        return Model(graph, opsets, functions, data)

    def _opset(self, field: Field) -> tuple[str, int]:
        domain, version = "", 0
        for each in fields(self.data, *span(field)):
            if each[0] == 1:
                domain = text_of(self.data, each)
            elif each[0] == 2:
                version = number_of(each)
        return ("" if domain == "ai.onnx" else domain), version

    def _function(self, field: Field) -> tuple[tuple[str, str], Function]:
        data = self.data
        name = domain = ""
        opset = 0
        inputs, outputs, nodes = [], [], []
        attributes: dict[str, Attribute] = {}
        for each in fields(data, *span(field)):
            number = each[0]
            if number == 1:
                name = text_of(data, each)
            elif number == 9:
                imported, version = self._opset(each)
                opset = opset if imported else version
            elif number == 4:
                inputs.append(text_of(data, each))
            elif number == 5:
                outputs.append(text_of(data, each))
            elif number == 7:
                nodes.append(self._node(each, 1))
            elif number == 10:
                domain = text_of(data, each)
            elif number == 11:
                key, value = self._attribute(each, 1)
                attributes[key] = value
        return (domain, name), Function(tuple(inputs), tuple(outputs), attributes, tuple(nodes), opset)

    def _graph(self, field: Field, depth: int) -> Graph:
        if depth > MAX_DEPTH:
            raise LimitError(f"graphs lie more than {MAX_DEPTH} deep in each other")
        nodes, inputs, outputs = [], [], []
        constants: dict[str, Constant] = {}
        for each in fields(self.data, *span(field)):
            number = each[0]
            if number == 1:
                nodes.append(self._node(each, depth))
            elif number == 5:
                name, constant = self._constant(each)
                if name in constants:
                    raise RfcalcError(f"the tensor {quoted(name)} is made twice")
                constants[name] = constant
            elif number == 11:
                inputs.append(self._value(each))
            elif number == 12:
                outputs.append(self._value(each).name)
            elif number == 15:
                name, constant = self._sparse(each)
                constants[name] = constant
        return Graph(tuple(nodes), constants, tuple(inputs), tuple(outputs))

    def _node(self, field: Field, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise LimitError(f"more than {MAX_NODES} nodes", allowed=f"at most {MAX_NODES} are supported")
        data = self.data
        operator = domain = name = ""
        inputs, outputs = [], []
        attributes: dict[str, Attribute] = {}
        for each in fields(data, *span(field)):
            number = each[0]
            if number == 1:
                inputs.append(text_of(data, each))
            elif number == 2:
                outputs.append(text_of(data, each))
            elif number == 3:
                name = text_of(data, each)
            elif number == 4:
                operator = text_of(data, each)
            elif number == 5:
                key, value = self._attribute(each, depth)
                attributes[key] = value
            elif number == 7:
                domain = text_of(data, each)
        if not operator:
            raise damaged(f"the node {quoted(name)} has no operator")
        domain = "" if domain == "ai.onnx" else domain
        return Node(operator, domain, name, tuple(inputs), tuple(outputs), attributes)

    def _attribute(self, field: Field, depth: int) -> tuple[str, Attribute]:
        """Return name and value; the type says which field counts, or where it is left out, the only one there is."""
        data = self.data
        name, kind, reference = "", 0, ""
        held: dict[int, list[Field]] = {}
        for each in fields(data, *span(field)):
            number = each[0]
            if number == 1:
                name = text_of(data, each)
            elif number == 20:
                kind = number_of(each)
            elif number == 21:
                reference = text_of(data, each)
            elif number in _TYPE_OF_FIELD:
                held.setdefault(_TYPE_OF_FIELD[number], []).append(each)
        if reference:
            return name, Reference(reference)
        return name, self._held(kind or next(iter(held), 0), held, depth)

    def _held(self, kind: int, held: dict[int, list[Field]], depth: int) -> Attribute:
        """Return the value of an attribute's kind; one that holds nothing is that of its kind which says nothing."""
        found = held.get(kind, [])
        if kind in _LISTS:
            return self._listed(kind, found)
        if not found:
            return _NOTHING.get(kind)
        last = found[-1]
        if kind == TENSOR_TYPE:
            return self._constant(last)[1]
        if kind == GRAPH_TYPE:
            return self._graph(last, depth + 1)
        return _number_or_text(self.data, kind, last)

    def _listed(self, kind: int, found: list[Field]) -> Attribute:
        if kind == INTS_TYPE:
            return tuple([number for each in found for number in numbers_of(self.data, each)])
        if kind == FLOATS_TYPE:
            return tuple([number for each in found for number in floats_of(self.data, each)])
        return tuple([_short_text(self.data, each) for each in found])

    def _constant(self, field: Field) -> tuple[str, Constant]:
        """Return name and shape of a tensor; its values are stepped over."""
        self.constants += 1
        if self.constants > MAX_CONSTANTS:
            raise LimitError(f"more than {MAX_CONSTANTS} constants", allowed=f"at most {MAX_CONSTANTS} are supported")
        first, end = span(field)
        name, kind = "", 0
        dims: list[int] = []
        for each in fields(self.data, first, end):
            number = each[0]
            if number == 1:
                dims += numbers_of(self.data, each)
            elif number == 2:
                kind = number_of(each)
            elif number == 8:
                name = text_of(self.data, each)
        return name, Constant(_checked_shape(dims, name), kind, first, end)

    def _sparse(self, field: Field) -> tuple[str, Constant]:
        """Return name and shape of a sparse tensor, whose values nobody asks for."""
        name = ""
        dims: list[int] = []
        for each in fields(self.data, *span(field)):
            if each[0] == 1:
                name = self._constant(each)[0]
            elif each[0] == 3:
                dims += numbers_of(self.data, each)
        return name, Constant(_checked_shape(dims, name), 0, 0, 0)

    def _value(self, field: Field) -> Value:
        name, shape = "", None
        for each in fields(self.data, *span(field)):
            if each[0] == 1:
                name = text_of(self.data, each)
            elif each[0] == 2:
                shape = self._shape_of_type(each, name)
        return Value(name, shape)

    def _shape_of_type(self, field: Field, name: str) -> tuple[int | None, ...] | None:
        data = self.data
        for kind in fields(data, *span(field)):
            if kind[0] != 1:  # a sequence, a map: no tensor
                continue
            for each in fields(data, *span(kind)):
                if each[0] == 2:
                    dims = [self._dim(dim) for dim in fields(data, *span(each)) if dim[0] == 1]
                    return _checked_shape(dims, name)
        return None

    def _dim(self, field: Field) -> int | None:
        """Return a dim's size; ``None`` where the file has a name, a formula or nothing for it."""
        for each in fields(self.data, *span(field)):
            if each[0] == 1:
                size = number_of(each)
                return size if size > 0 else None
        return None


_TYPE_OF_FIELD = {
    2: FLOAT_TYPE,
    3: INT_TYPE,
    4: STRING_TYPE,
    5: TENSOR_TYPE,
    6: GRAPH_TYPE,
    7: FLOATS_TYPE,
    8: INTS_TYPE,
    9: STRINGS_TYPE,
}
"""Which of `AttributeProto.AttributeType` a field of AttributeProto holds."""


_LISTS = (FLOATS_TYPE, INTS_TYPE, STRINGS_TYPE)

_NOTHING: dict[int, Attribute] = {FLOAT_TYPE: 0.0, INT_TYPE: 0, STRING_TYPE: ""}


def _number_or_text(data: bytes | mmap, kind: int, field: Field) -> Attribute:
    if kind == INT_TYPE:
        return number_of(field)
    return floats_of(data, field)[0] if kind == FLOAT_TYPE else _short_text(data, field)


def _short_text(data: bytes | mmap, field: Field) -> str:
    """Return an attribute's text, which may be any bytes; a long one, which no operator here has, as none."""
    first, end = span(field)
    return data[first:end].decode(errors="replace") if end - first <= MAX_TEXT else ""


Size = TypeVar("Size", int, "int | None")


def _checked_shape(dims: list[Size], name: str) -> tuple[Size, ...]:
    if len(dims) > MAX_RANK:
        raise RfcalcError(
            f"the tensor {quoted(name)} has {len(dims)} dims", allowed=f"at most {MAX_RANK} are supported"
        )
    for size in dims:
        if size is not None and not 0 <= size <= MAX_DIM:
            raise RfcalcError(f"the tensor {quoted(name)} has a dim of {size}", allowed=f"allowed: 0 to {MAX_DIM}")
    return tuple(dims)
