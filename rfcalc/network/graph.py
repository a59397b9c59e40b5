"""Who comes before whom: a network's layers as numbered nodes in an order in which each follows its inputs."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.like import LIKE
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.network import INPUT, Layer, Network

SHOWN = 6  # layers of a cycle that its message lists

LIKENED = frozenset(name for name, row in LAYER_TYPES.items() if LIKE in row.keys)
"""The types whose maps may get the size of another layer's."""


class Graph(NamedTuple):
    """The nodes of a network: 0 is its input, ``i + 1`` its i-th layer.

    ``sources[node]`` are the nodes it reads (of the input: none), ``order`` lists all nodes but
    the input, each after its sources. ``likes`` has the nodes that get the size of another, and
    which: that is before them in the order too, though they read nothing of it.
    """

    sources: list[tuple[int, ...]]
    order: Sequence[int]
    likes: Mapping[int, int]


def graph_of(network: Network) -> Graph:
    """Return the graph of a network; raise `RfcalcError` for a cycle, naming its layers."""
    nodes: dict[str, int] = {}
    sources: list[tuple[int, ...]] = [()]
    likes: dict[int, int] = {}
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
        if layer.type in LIKENED and layer.like:
            nodes = nodes or _nodes(network)
            likes[place] = nodes[layer.like]
            in_order = in_order and likes[place] < place
        previous = layer.name
    order = range(1, len(sources)) if in_order else _sorted(network, sources, likes)
    return Graph(sources, order, likes)


def _nodes(network: Network) -> dict[str, int]:
    """Return the node of every name."""
    nodes = {layer.name: place for place, layer in enumerate(network.layers, start=1)}
    nodes[INPUT] = 0
    return nodes


def _sorted(network: Network, sources: list[tuple[int, ...]], likes: Mapping[int, int]) -> list[int]:
    import graphlib

    needed = dict(enumerate(sources))
    for node, like in likes.items():
        needed[node] += (like,)
    try:
        order = list(graphlib.TopologicalSorter(needed).static_order())
    except graphlib.CycleError as error:
        raise _cycle([network.layers[node - 1] for node in error.args[1][:-1]], network) from None
    return [node for node in order if node]


def _cycle(cycle: list[Layer], network: Network) -> RfcalcError:
    """Return the error for layers each of which the next one needs, and the last of which the first."""
    first = min(range(len(cycle)), key=lambda place: network.layers.index(cycle[place]))
    cycle = cycle[first:] + cycle[:first]
    read = all(before.name in layer.inputs for before, layer in zip([cycle[-1], *cycle], cycle))
    if len(cycle) == 1:
        found = "it is its own input" if read else "it is like itself"
    else:
        names = [quoted(layer.name) for layer in cycle]
        if len(names) > SHOWN:
            names[SHOWN - 1 :] = ["..."]
        needs = "its inputs lead" if read else "its inputs, and what they are like, lead"
        found = f"{needs} back to itself: {' -> '.join([*names, names[0]])}"
    return RfcalcError(
        found,
        allowed="layers must not form a cycle",
        file=cycle[0].origin.file,
        line=cycle[0].origin.line,
        layer=cycle[0].name,
        key="inputs" if read else LIKE,
    )
