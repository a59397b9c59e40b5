"""Nodes of a graph in an order in which each follows what it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, quoted
from rfcalc.readers.onnx.model import Graph

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from rfcalc.readers.onnx.model import Node


def label_of(node: Node) -> str:
    """Return how messages call a node: by its name, or else by the first tensor that it makes."""
    return node.name or next(filter(None, node.outputs), node.operator)


def in_order(nodes: Sequence[Node], known: Container[str]) -> Sequence[Node]:
    """Return the nodes, as written if each follows what it reads. Raises `RfcalcError`.

    ``known`` are the tensors that there are before. A tensor that is made twice, that comes from nowhere, or that a
    cycle of nodes waits for is an error that names the node.
    """
    made: dict[str, int] = {}
    for place, node in enumerate(nodes):
        for name in node.outputs:
            if name and (name in made or name in known):
                raise RfcalcError(f"the tensor {quoted(name)} is made twice", layer=label_of(node))
            made[name] = place
    sorted_already = True
    for place, node in enumerate(nodes):
        for name in read_by(node):
            if name in made:
                sorted_already = sorted_already and made[name] < place
            elif name not in known and not _has_graphs(node):
                raise RfcalcError(
                    f"it reads {quoted(name)}, which nothing makes", layer=label_of(node), allowed="the file is damaged"
                )
    return nodes if sorted_already else _sorted(nodes, made)


def read_by(node: Node) -> list[str]:
    """Return the tensors that a node reads, those of its own graphs among them."""
    found = [name for name in node.inputs if name]
    for value in node.attributes.values():
        if isinstance(value, Graph):
            own = {name for each in value.nodes for name in each.outputs}
            own |= {each.name for each in value.inputs} | set(value.constants)
            found += [name for each in value.nodes for name in read_by(each) if name not in own]
            found += [name for name in value.outputs if name not in own]
    return found


def _has_graphs(node: Node) -> bool:
    return any(isinstance(value, Graph) for value in node.attributes.values())


def _sorted(nodes: Sequence[Node], made: dict[str, int]) -> list[Node]:
    import graphlib

    needs = {place: {made[name] for name in read_by(node) if name in made} for place, node in enumerate(nodes)}
    try:
        return [nodes[place] for place in graphlib.TopologicalSorter(needs).static_order()]
    except graphlib.CycleError as error:
        first = nodes[min(error.args[1])]
        raise RfcalcError(
            "what it reads leads back to itself", layer=label_of(first), allowed="nodes must not form a cycle"
        ) from None
