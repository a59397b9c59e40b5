"""The walk through a model's nodes: each becomes layers, or a name of a layer that there is."""

from __future__ import annotations

from collections import ChainMap
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import GIVE_SIZE, LimitError, RfcalcError
from rfcalc.readers.moves.drawing import UNKNOWN, Drawing
from rfcalc.readers.moves.tensor import UNKNOWN_CONSTANT, Tensor, constant
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.onnx.call import Call
from rfcalc.readers.onnx.constants import values_of
from rfcalc.readers.onnx.elementwise import JOINING, UNCHANGING
from rfcalc.readers.onnx.file import MAX_NODES, Constant, Graph, Node, Reference
from rfcalc.readers.onnx.folding import folded
from rfcalc.readers.onnx.operators import MICROSOFT, OPERATORS, SHAPES
from rfcalc.readers.onnx.order import in_order, label_of

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from rfcalc.readers.onnx.file import Function, Model

    Scope = MutableMapping[str, "Tensor | Constant"]

MAX_INLINED = 10
"""How deep functions may use functions, and graphs lie in each other."""


class Walked(NamedTuple):
    """A node that has been walked through: what it is called, and what its maps have become."""

    node: Node
    prefix: str  # of the functions that it was inlined from
    layers: tuple[str, ...]  # of each of its outputs; empty: a constant
    drawn: range  # the layers that were added for it


class Walk:
    """One way through a model, from its inputs to all its nodes; what is drawn on the way is in ``drawing``."""

    def __init__(self, model: Model, drawing: Drawing, treat: Mapping[str, str], made_for: str = "") -> None:
        """Begin with nothing; ``made_for`` is the size that the file is made for, if another is asked about."""
        self.model = model
        self.drawing = drawing
        self.treat = treat
        self.made_for = made_for
        self.walked: list[Walked] = []
        self.met: set[str] = set()  # operators that were treated as asked
        self._count = 0

    def through(self, graph: Graph, scope: Scope, prefix: str = "", depth: int = 0) -> None:
        """Add to a scope the tensors that a graph makes."""
        if depth > MAX_INLINED:
            raise LimitError(f"functions and graphs lie more than {MAX_INLINED} deep in each other")
        for name, held in graph.constants.items():
            scope.setdefault(name, held)
        for node in in_order(graph.nodes, scope):
            self._count += 1
            if self._count > MAX_NODES:
                raise LimitError(
                    f"more than {MAX_NODES} nodes once functions are inlined", allowed=f"at most {MAX_NODES}"
                )
            with RfcalcError.within(layer=prefix + label_of(node)):
                self._node(node, scope, prefix, depth)

    def _node(self, node: Node, scope: Scope, prefix: str, depth: int) -> None:
        function = self.model.functions.get((node.domain, node.operator))
        if function is not None:
            self._inline(node, function, scope, prefix, depth)
            return
        inputs = tuple([self._tensor(scope, name) if name else None for name in node.inputs])
        call = Call(node, inputs, self.model.opsets.get("", 0) or 1, self.drawing, self.model.data)
        if node.operator == "If" and not node.domain:
            branch = self._branch(call)
            if branch is not None:
                inner: Scope = ChainMap({}, scope)  # type: ignore[arg-type] # a map of both kinds
                self.through(branch, inner, prefix, depth + 1)
                for name, made in zip(node.outputs, branch.outputs):
                    scope[name] = inner.get(made, UNKNOWN_CONSTANT)
                return
        begin = len(self.drawing.layers)
        made = self._made(call, scope)
        for name, tensor in zip(node.outputs, made):
            if name:
                scope[name] = tensor
        layers = tuple([tensor.layer for tensor, _ in zip(made, node.outputs)])
        if any(layers):
            self.walked.append(Walked(node, prefix, layers, range(begin, len(self.drawing.layers))))

    def _tensor(self, scope: Scope, name: str) -> Tensor:
        """Return a tensor by its name; a constant of the file is decoded when it is first asked for."""
        found = scope[name]
        if isinstance(found, Constant):
            found = scope[name] = constant(found.shape, values_of(self.model.data, found))
        return found

    def _branch(self, call: Call) -> Graph | None:
        """Return the graph that an If takes, if that is known."""
        value = call.input().value if call.has(0) else None
        if value is None or value[:1] in {(), (None,)}:
            return None
        return call.graph("then_branch" if value[0] else "else_branch")

    def _inline(self, node: Node, function: Function, scope: Scope, prefix: str, depth: int) -> None:
        """Walk through a function's nodes in a node's place."""
        given = [scope[name] if name else UNKNOWN_CONSTANT for name in node.inputs]
        inner: Scope = dict(zip(function.inputs, given))
        values = {**function.attributes, **node.attributes}
        nodes = tuple([_bound(each, values) for each in function.nodes])
        graph = Graph(nodes, {}, (), function.outputs)
        self.through(graph, inner, f"{prefix}{label_of(node)}/", depth + 1)
        for name, made in zip(node.outputs, function.outputs):
            if name:
                scope[name] = inner.get(made, UNKNOWN_CONSTANT)

    def _made(self, call: Call, scope: Scope) -> Sequence[Tensor]:
        """Return the tensors that a node makes."""
        node = call.node
        maps = [tensor for tensor in call.inputs if tensor is not None and not tensor.is_constant]
        maps += self._captured(node, scope)
        if not maps:
            return folded(call)
        treatment = self.treat.get(node.operator)
        if treatment is not None:
            self.met.add(node.operator)
            return self._treated(call, maps, treatment)
        rule = OPERATORS.get(node.operator) if node.domain in {"", MICROSOFT} else None
        try:
            if node.operator in SHAPES and not node.domain:
                return (SHAPES[node.operator](call),)
            if rule is None:
                raise Unread("where it looks is not known, or depends on values")
            made = rule(call)
        except Unread as reason:
            return self._unread(call, maps, reason)
        except RfcalcError as error:
            if self.made_for:
                error.advise(f"the file is made for {self.made_for}")
            raise
        return (made,) if isinstance(made, Tensor) else made

    def _captured(self, node: Node, scope: Scope) -> list[Tensor]:
        """Return the maps that graphs within a node read of what lies around them."""
        graphs = [value for value in node.attributes.values() if isinstance(value, Graph)]
        names = {name for graph in graphs for each in graph.nodes for name in each.inputs if name in scope}
        found = [self._tensor(scope, name) for name in sorted(names)]
        return [tensor for tensor in found if not tensor.is_constant]

    def _treated(self, call: Call, maps: Sequence[Tensor], treatment: str) -> Sequence[Tensor]:
        """Return the maps of an operator that is taken for one that is known."""
        names = list(dict.fromkeys(tensor.layer for tensor in maps))
        settings = {"operator": call.node.operator, "treat": treatment}
        layer = self.drawing.layer(UNKNOWN, names, settings)
        largest = max(maps, key=lambda tensor: len([n for n in self.drawing.n[tensor.layer] if n != 1]))
        return (Tensor(largest.places, layer),) * max(len(call.node.outputs), 1)

    def _unread(self, call: Call, maps: Sequence[Tensor], reason: Unread) -> Sequence[Tensor]:
        """Return maps without places, behind a layer of which nothing is known; it goes on where a size would help."""
        node = call.node
        lost = [tensor.layer for tensor in maps if tensor.places is None]
        outputs = max(len(node.outputs), 1)
        if lost:
            names = list(dict.fromkeys(lost))
            if node.operator in UNCHANGING or (node.operator in JOINING and len(names) == 1):
                return (Tensor(None, names[0]),) * outputs
            return (Tensor(None, self.drawing.layer("add" if len(names) > 1 else "identity", names, {})),) * outputs
        if reason.needs_size and any(None in n for n in [self.drawing.n[tensor.layer] for tensor in maps]):
            raise RfcalcError(reason.why if "size of the input" in reason.why else f"{reason.why}: it depends on the size of the input", allowed=GIVE_SIZE)
        if reason.misfit and self.made_for:
            raise RfcalcError(reason.why, allowed=f"the file is made for {self.made_for}")
        names = list(dict.fromkeys(tensor.layer for tensor in maps))
        return (Tensor(None, self.drawing.layer(UNKNOWN, names, {"operator": node.operator})),) * outputs


def _bound(node: Node, values: Mapping[str, object]) -> Node:
    """Return a function's node with what its attributes refer to."""
    if not any(isinstance(value, Reference) for value in node.attributes.values()):
        return node
    bound = {
        name: values.get(value.name) if isinstance(value, Reference) else value
        for name, value in node.attributes.items()
    }
    return node._replace(attributes={name: value for name, value in bound.items() if value is not None})
