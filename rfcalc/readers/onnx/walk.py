"""The walk through a model's nodes: each becomes layers, or a name of a layer that there is."""

from __future__ import annotations

from collections import ChainMap
from typing import TYPE_CHECKING

from rfcalc.errors import LimitError, RfcalcError
from rfcalc.readers.moves.joining import influenced
from rfcalc.readers.moves.lost import lost
from rfcalc.readers.moves.naming import Walked
from rfcalc.readers.moves.tensor import UNKNOWN_CONSTANT, Tensor, constant
from rfcalc.readers.moves.unchanging import with_rows
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.onnx.call import Call
from rfcalc.readers.onnx.constants import values_of
from rfcalc.readers.onnx.elementwise import JOINING, UNCHANGING, unchanging_type
from rfcalc.readers.onnx.file import MAX_NODES
from rfcalc.readers.onnx.folding import folded
from rfcalc.readers.onnx.model import Constant, Graph, Node, Reference
from rfcalc.readers.onnx.operators import MICROSOFT, MOVING, OPERATORS, PARAMETERS, SHAPES
from rfcalc.readers.onnx.order import in_order, label_of, read_by

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, MutableMapping, Sequence

    from rfcalc.readers.moves.drawing import Drawing
    from rfcalc.readers.onnx.model import Attribute, Function, Model

    Scope = MutableMapping[str, "Tensor | Constant"]

MAX_INLINED = 10
"""How deep functions may use functions, and graphs lie in each other."""


class Walk:
    """One way through a model, from its inputs to all its nodes; what is drawn on the way is in ``drawing``."""

    def __init__(
        self,
        model: Model,
        drawing: Drawing,
        treat: Mapping[str, str],
        *,
        made_for: str = "",
        everything: bool = False,
    ) -> None:
        """Begin with nothing; ``made_for`` is the size that the file is made for, if another is asked about.

        ``everything``: a node that changes nothing is a layer, too.
        """
        self.model = model
        self.drawing = drawing
        self.treat = treat
        self.made_for = made_for
        self.everything = everything
        self.walked: list[Walked] = []
        self._count = 0
        self._opset = model.opsets.get("") or 1

    def through(self, graph: Graph, scope: Scope, prefix: str = "", depth: int = 0) -> None:
        """Add to a scope the tensors that a graph makes."""
        if depth > MAX_INLINED:
            raise LimitError(f"functions and graphs lie more than {MAX_INLINED} deep in each other")
        for name, held in graph.constants.items():
            scope.setdefault(name, held)
        read = {name for node in graph.nodes for name in read_by(node)}.union(graph.outputs)
        for node in in_order(graph.nodes, scope):
            self._count += 1
            if self._count > MAX_NODES:
                raise LimitError(
                    f"more than {MAX_NODES} nodes once functions are inlined", allowed=f"at most {MAX_NODES}"
                )
            with RfcalcError.within(layer=prefix + label_of(node), operator=node.operator):
                self._node(node, scope, prefix, depth, read)

    def _node(self, node: Node, scope: Scope, prefix: str, depth: int, read: Collection[str]) -> None:
        """Add what a node makes to the scope, and the node to those that were walked through."""
        function = self.model.functions.get((node.domain, node.operator))
        inputs = tuple([self._tensor(scope, name) if name else None for name in node.inputs])
        call = Call(node, inputs, self._opset, self.drawing, self.model.data)
        branch = self._branch(call)
        if function is not None:
            made = self._inlined(call, function, prefix, depth)
            begin = len(self.drawing.layers)
        elif branch is not None:
            inner: Scope = ChainMap({}, scope)
            self.through(branch, inner, prefix, depth + 1)
            made = [self._tensor(inner, name) if name in inner else UNKNOWN_CONSTANT for name in branch.outputs]
            begin = len(self.drawing.layers)
        else:
            begin = len(self.drawing.layers)
            made = self._made(call, scope)
            if self.everything:
                made = with_rows(self.drawing, made, begin, unchanging_type(node.operator))
        made = [*made, *[self._besides(call, name in read) for name in node.outputs[len(made) :]]]
        scope.update({name: tensor for name, tensor in zip(node.outputs, made) if name})
        layers = tuple([tensor.layer for tensor, _ in zip(made, node.outputs)])
        if any(layers):
            tensors = tuple([name and prefix + name for name in node.outputs])
            drawn = range(begin, len(self.drawing.layers))
            own = node.name and prefix + node.name
            self.walked.append(Walked(own, node.operator, tensors, layers, drawn))

    def _besides(self, call: Call, is_read: bool) -> Tensor:  # noqa: FBT001 - of the only caller
        """Return what a node makes besides what its rule tells: nobody knows it, which is told where it is read."""
        maps = [tensor for tensor in call.inputs if tensor is not None and not tensor.is_constant]
        if not maps or not is_read:
            return UNKNOWN_CONSTANT
        return self._lost(call.node, maps, Unread("what it makes besides is not known"))

    def _tensor(self, scope: Scope, name: str) -> Tensor:
        """Return a tensor by its name; a constant of the file is decoded when it is first asked for."""
        found = scope[name]
        if isinstance(found, Constant):
            found = scope[name] = constant(found.shape, values_of(self.model.data, found))
        return found

    def _branch(self, call: Call) -> Graph | None:
        """Return the graph that an If takes, if that is known."""
        if call.node.operator != "If" or call.node.domain or not call.has(0):
            return None
        value = call.input().value
        if not value or value[0] is None:
            return None
        branch = call.node.attributes.get("then_branch" if value[0] else "else_branch")
        return branch if isinstance(branch, Graph) else None

    def _inlined(self, call: Call, function: Function, prefix: str, depth: int) -> Sequence[Tensor]:
        """Return what a function's nodes make in a node's place."""
        given = [UNKNOWN_CONSTANT if tensor is None else tensor for tensor in call.inputs]
        inner: Scope = dict(zip(function.inputs, given))
        values = {**function.attributes, **call.node.attributes}
        nodes = tuple([_bound(each, values) for each in function.nodes])
        graph = Graph(nodes, {}, (), function.outputs)
        outer, self._opset = self._opset, function.opset or self._opset
        self.through(graph, inner, f"{prefix}{label_of(call.node)}/", depth + 1)
        self._opset = outer
        return [self._tensor(inner, name) if name in inner else UNKNOWN_CONSTANT for name in function.outputs]

    def _made(self, call: Call, scope: Scope) -> Sequence[Tensor]:
        """Return the tensors that a node makes."""
        node = call.node
        maps = [tensor for tensor in call.inputs if tensor is not None and not tensor.is_constant]
        maps += self._captured(node, scope)
        if not maps:
            return folded(call)
        rule = OPERATORS.get(node.operator) if node.domain in {"", MICROSOFT} else None
        try:
            if node.operator in SHAPES and not node.domain:
                return (SHAPES[node.operator](call),)
            made = (rule or _not_known)(call)
            if node.operator in PARAMETERS:
                made = self._with_parameters(call, made)
        except Unread as reason:
            return (self._lost(node, maps, reason),) * max(len(node.outputs), 1)
        except RfcalcError as error:
            if self.made_for:
                error.advise(f"the model is made for {self.made_for}")
            raise
        return (made,) if isinstance(made, Tensor) else made

    def _with_parameters(self, call: Call, made: Tensor | tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        """Return maps that depend on all of those that stand where weights are."""
        found = (made,) if isinstance(made, Tensor) else made
        first = PARAMETERS[call.node.operator]
        others = [tensor for tensor in call.inputs[first:] if tensor is not None and not tensor.is_constant]
        return tuple([tensor if tensor.is_constant else influenced(self.drawing, tensor, others) for tensor in found])

    def _lost(self, node: Node, maps: Sequence[Tensor], reason: Unread) -> Tensor:
        unchanging = node.operator in UNCHANGING or node.operator in JOINING or node.operator in MOVING
        return lost(
            self.drawing,
            node.operator,
            maps,
            reason,
            unchanging=unchanging,
            treat=self.treat,
            made_for=self.made_for,
        )

    def _captured(self, node: Node, scope: Scope) -> list[Tensor]:
        """Return the maps that graphs within a node read of what lies around them."""
        graphs = [value for value in node.attributes.values() if isinstance(value, Graph)]
        names = {name for graph in graphs for each in graph.nodes for name in each.inputs if name in scope}
        found = [self._tensor(scope, name) for name in sorted(names)]
        return [tensor for tensor in found if not tensor.is_constant]


def _not_known(_call: Call) -> Tensor:
    raise Unread("where it looks is not known, or depends on values")


def _bound(node: Node, values: Mapping[str, Attribute]) -> Node:
    """Return a function's node with what its attributes refer to."""
    if not any(isinstance(value, Reference) for value in node.attributes.values()):
        return node
    bound = {
        name: values.get(value.name) if isinstance(value, Reference) else value
        for name, value in node.attributes.items()
    }
    return node._replace(attributes={name: value for name, value in bound.items() if value is not None})
