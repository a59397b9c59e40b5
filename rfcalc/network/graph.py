"""Who comes before whom: a network's layers as numbered nodes in an order in which each follows its inputs."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.like import LIKE
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.unknown import is_unknown

if TYPE_CHECKING:
    from rfcalc.network import Layer, Network

SHOWN = 6  # layers of a cycle that its message lists

LIKENED = frozenset(name for name, row in LAYER_TYPES.items() if LIKE in row.keys)
"""The types whose maps may get the size of another layer's."""

NONE: Mapping[int, int] = {}
NO_CONSTANTS: Mapping[int, tuple[int, ...]] = {}


class Graph(NamedTuple):
    """The nodes of a network: 0 is its input, ``i + 1`` its i-th layer; its other inputs come behind the layers.

    ``sources[node]`` are the nodes it reads (of an input: none), ``order`` lists all nodes but the inputs of which
    something can be told, each after its sources. Left out of both are layers behind an unknown one, and what hangs on
    the other inputs alone: these are constants, of which nothing but the size counts. ``likes`` has the nodes that
    get the size of another, and which: that is before them in the order too, though they read nothing of it.
    """

    sources: list[tuple[int, ...]]
    order: Sequence[int]
    likes: Mapping[int, int] = NONE
    unknown: Mapping[int, int] = NONE  # the nodes behind an unknown layer, itself among them, and its node
    constant: Mapping[int, tuple[int, ...]] = (
        NO_CONSTANTS  # what hangs on the other inputs alone, in order, and its sources
    )
    mixed: Mapping[int, tuple[int, ...]] = NO_CONSTANTS  # all the sources of layers some of whose are constants

    def tells(self, node: int) -> bool:
        """Return whether something can be told of a node."""
        return node not in self.unknown and node not in self.constant


def graph_of(network: "Network") -> Graph:
    """Return the graph of a network; raise `RfcalcError` for a cycle, naming its layers."""
    nodes: dict[str, int] = {}
    sources: list[tuple[int, ...]] = [()]
    likes: dict[int, int] = {}
    in_order = True
    unknown = False
    layers = len(network.layers)
    previous = network.start
    for place, layer in enumerate(network.layers, start=1):
        if layer.inputs == (previous,):  # most layers: nothing to look up
            sources.append((place - 1,))
        else:
            nodes = nodes or nodes_of(network)
            several = tuple([nodes[name] for name in layer.inputs])
            in_order = in_order and all(node < place or node > layers for node in several)
            sources.append(several)
        if layer.type in LIKENED and layer.like:
            nodes = nodes or nodes_of(network)
            likes[place] = nodes[layer.like]
            in_order = in_order and (likes[place] < place or likes[place] > layers)
        unknown = unknown or is_unknown(layer.operations[0])
        previous = layer.name
    order = range(1, len(sources)) if in_order else _sorted(network, sources, likes)
    if unknown or len(network.inputs) > 1:
        return _parted(network, sources, order, likes)
    return Graph(sources, order, likes)


def nodes_of(network: "Network") -> dict[str, int]:
    """Return the node of every name that is an input's or a layer's own."""
    nodes = {layer.name: place for place, layer in enumerate(network.layers, start=1)}
    nodes[network.start] = 0
    others = [name for name in network.inputs if name != network.start]
    nodes.update({name: place for place, name in enumerate(others, start=len(network.layers) + 1)})
    return nodes


def node_name(network: "Network", node: int) -> str:
    """Return the name of a node: a layer's, or an input's."""
    layers = len(network.layers)
    if 0 < node <= layers:
        return network.layers[node - 1].name
    return network.start if not node else [name for name in network.inputs if name != network.start][node - layers - 1]


def _parted(
    network: "Network", sources: list[tuple[int, ...]], order: Sequence[int], likes: Mapping[int, int]
) -> Graph:
    """Return the graph with what can be told apart from what hangs on other inputs alone or lies behind the unknown."""
    first_other = len(sources)
    sources += [()] * (len(network.inputs) - 1)
    constant: dict[int, tuple[int, ...]] = dict.fromkeys(range(first_other, len(sources)), ())
    unknown: dict[int, int] = {}
    mixed: dict[int, tuple[int, ...]] = {}
    told = []
    for node in order:
        read = sources[node]
        live = tuple([source for source in read if source not in constant])
        if not live:
            constant[node] = read
            continue
        needed = (*live, likes[node]) if node in likes else live
        behind = next((unknown[each] for each in needed if each in unknown), 0)
        if behind or is_unknown(network.layers[node - 1].operations[0]):
            unknown[node] = behind or node
            continue
        if len(live) < len(read):
            mixed[node], sources[node] = read, live
        told.append(node)
    return Graph(sources, told, likes, unknown, constant, mixed)


def _sorted(network: "Network", sources: list[tuple[int, ...]], likes: Mapping[int, int]) -> list[int]:
    import graphlib

    needed = dict(enumerate(sources))
    for node, like in likes.items():
        needed[node] += (like,)
    try:
        order = list(graphlib.TopologicalSorter(needed).static_order())
    except graphlib.CycleError as error:
        raise _cycle([network.layers[node - 1] for node in error.args[1][:-1]], network) from None
    return [node for node in order if 0 < node <= len(network.layers)]


def _cycle(cycle: "list[Layer]", network: "Network") -> RfcalcError:
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
        operator=cycle[0].operator,
        key="inputs" if read else LIKE,
    )
