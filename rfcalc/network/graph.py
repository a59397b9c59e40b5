"""Who comes before whom: a network's layers as numbered nodes in an order in which each follows its inputs."""

from collections.abc import Sequence
from typing import NamedTuple

from rfcalc.errors import RfcalcError, quoted
from rfcalc.network import INPUT, Layer, Network

SHOWN = 6  # layers of a cycle that its message lists


class Graph(NamedTuple):
    """The nodes of a network: 0 is its input, ``i + 1`` its i-th layer.

    ``sources[node]`` are the nodes it reads (of the input: none), ``order`` lists all nodes but
    the input, each after its sources.
    """

    sources: list[tuple[int, ...]]
    order: Sequence[int]


def graph_of(network: Network) -> Graph:
    """Return the graph of a network; raise `RfcalcError` for a cycle, naming its layers."""
    nodes: dict[str, int] = {}
    sources: list[tuple[int, ...]] = [()]
    in_order = True
    previous = INPUT
    for place, layer in enumerate(network.layers, start=1):
        if layer.inputs == (previous,):  # most layers: nothing to look up
            sources.append((place - 1,))
        else:
            nodes = nodes or _nodes(network)
            several = tuple([nodes[name] for name in layer.inputs])
            in_order = in_order and max(several) < place
            sources.append(several)
        previous = layer.name
    if in_order:
        return Graph(sources, range(1, len(sources)))
    return Graph(sources, _sorted(network, sources))


def _nodes(network: Network) -> dict[str, int]:
    """Return the node of every name."""
    nodes = {layer.name: place for place, layer in enumerate(network.layers, start=1)}
    nodes[INPUT] = 0
    return nodes


def _sorted(network: Network, sources: list[tuple[int, ...]]) -> list[int]:
    import graphlib

    try:
        order = list(graphlib.TopologicalSorter(dict(enumerate(sources))).static_order())
    except graphlib.CycleError as error:
        raise _cycle([network.layers[node - 1] for node in error.args[1][:-1]], network) from None
    return [node for node in order if node]


def _cycle(cycle: list[Layer], network: Network) -> RfcalcError:
    """Return the error for layers each of which is an input of the next, and the last of the first."""
    first = min(range(len(cycle)), key=lambda place: network.layers.index(cycle[place]))
    cycle = cycle[first:] + cycle[:first]
    if len(cycle) == 1:
        found = "it is its own input"
    else:
        names = [quoted(layer.name) for layer in cycle]
        if len(names) > SHOWN:
            names[SHOWN - 1 :] = ["..."]
        found = f"its inputs lead back to itself: {' -> '.join([*names, names[0]])}"
    return RfcalcError(
        found,
        allowed="layers must not form a cycle",
        file=cycle[0].origin.file,
        line=cycle[0].origin.line,
        layer=cycle[0].name,
        key="inputs",
    )
