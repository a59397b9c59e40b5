"""What an ONNX file says, as values: nodes, what they read and make, and where its constants lie in its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Union

if TYPE_CHECKING:
    from mmap import mmap


class Constant(NamedTuple):
    """A tensor whose values stand in the file, or beside it."""

    shape: tuple[int, ...]
    kind: int  # TensorProto.DataType
    first: int  # where the message lies
    end: int


class Reference(NamedTuple):
    """An attribute of a function's node that is the function's own attribute of that name."""

    name: str


class Node(NamedTuple):
    """One operator of a graph."""

    operator: str
    domain: str
    name: str
    inputs: tuple[str, ...]  # an empty text: left out
    outputs: tuple[str, ...]
    attributes: dict[str, Attribute]


class Value(NamedTuple):
    """What a graph is given: a name, and its shape as far as the file says it."""

    name: str
    shape: tuple[int | None, ...] | None  # None: not a tensor, or nothing is said


class Graph(NamedTuple):
    """Nodes, with the constants and inputs that they read."""

    nodes: tuple[Node, ...]
    constants: dict[str, Constant]
    inputs: tuple[Value, ...]
    outputs: tuple[str, ...]


class Function(NamedTuple):
    """Nodes that stand for one node of a graph."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: dict[str, Attribute]  # with their defaults
    nodes: tuple[Node, ...]
    opset: int  # 0: the model's


Attribute = Union[  # noqa: UP007 - it names what is not there yet
    int, float, str, tuple[int, ...], tuple[float, ...], tuple[str, ...], Constant, Graph, Reference, None
]
"""An attribute's value; ``None`` for kinds that nothing here asks for."""


class Model(NamedTuple):
    """What an ONNX file says, and the bytes in which the values of its constants lie."""

    graph: Graph
    opsets: dict[str, int]  # by domain
    functions: dict[tuple[str, str], Function]  # by domain and name
    data: bytes | mmap
