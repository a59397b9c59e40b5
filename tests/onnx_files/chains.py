"""Random graphs of all kinds of operators, one after another, with branches."""

import random
from collections.abc import Callable
from typing import NamedTuple

from onnx import NodeProto  # noqa: TC002 - annotations are looked at

from .graphs import Array, Attribute, Case, floats, ints, model, node, weights

MOST = 14  # features along an axis, so that every pixel can be lit


class Map(NamedTuple):
    """A tensor of a graph on its way: an image of channels, height and width in this or the other order."""

    name: str
    shape: tuple[int, int, int]
    turned: bool = False  # height and width have changed places


class Growing:
    """A graph that grows node by node."""

    def __init__(self, luck: random.Random, shape: tuple[int, int, int]) -> None:
        self.luck = luck
        self.nodes: list[NodeProto] = []
        self.constants: dict[str, Array] = {}
        self.maps = [Map("x", shape)]

    def held(self, value: Array) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def add(
        self,
        operator: str,
        inputs: str,
        shape: tuple[int, int, int],
        *,
        turned: bool = False,
        **given: Attribute,
    ) -> None:
        name = f"t{len(self.nodes)}"
        self.nodes.append(node(operator, inputs, name, **given))
        self.maps.append(Map(name, shape, turned))

    def step(self) -> None:
        """Add an operator that fits the last map, if there is one among a few tries."""
        for _ in range(20):
            count = len(self.nodes)
            self.luck.choice(KINDS)(self, self.maps[-1])
            if len(self.nodes) > count:
                return


def _conv(graph: Growing, last: Map) -> None:
    (channels, height, width), luck = last.shape, graph.luck
    kernel, stride = (luck.randint(1, 3), luck.randint(1, 3)), (luck.randint(1, 2), luck.randint(1, 2))
    pads = [luck.randint(0, kernel[0] - 1), luck.randint(0, kernel[1] - 1)] * 2
    after = [(n + 2 * p - k) // s + 1 for n, p, k, s in zip((height, width), pads, kernel, stride)]
    if min(after) > 0:
        name = graph.held(weights(luck.choice((1, 2, 4)), channels, *kernel))
        shape = (graph.constants[name].shape[0], after[0], after[1])
        graph.add("Conv", f"{last.name} {name}", shape, turned=last.turned, strides=stride, pads=pads)


def _pool(graph: Growing, last: Map) -> None:
    (channels, height, width), luck = last.shape, graph.luck
    if min(height, width) > 2:
        operator, stride = luck.choice(("MaxPool", "AveragePool")), luck.randint(1, 2)
        shape = (channels, (height - 2) // stride + 1, (width - 2) // stride + 1)
        graph.add(operator, last.name, shape, turned=last.turned, kernel_shape=[2, 2], strides=[stride, stride])


def _transposed(graph: Growing, last: Map) -> None:
    (channels, height, width), luck = last.shape, graph.luck
    kernel, stride = luck.randint(1, 3), luck.randint(1, 2)
    shape = (2, (height - 1) * stride + kernel, (width - 1) * stride + kernel)
    if max(shape) <= MOST:
        name = graph.held(weights(channels, 2, kernel, kernel))
        graph.add("ConvTranspose", f"{last.name} {name}", shape, turned=last.turned, strides=[stride, stride])


def _pad(graph: Growing, last: Map) -> None:
    (channels, height, width), luck = last.shape, graph.luck
    if min(height, width) > 2 and max(height, width) < MOST - 2:
        sides = [luck.randint(0, 2) for _ in range(4)]
        name = graph.held(ints(0, 0, sides[0], sides[1], 0, 0, sides[2], sides[3]))
        mode = luck.choice(("constant", "reflect", "edge", "wrap"))
        shape = (channels, height + sides[0] + sides[2], width + sides[1] + sides[3])
        graph.add("Pad", f"{last.name} {name}", shape, turned=last.turned, mode=mode)


def _resize(graph: Growing, last: Map) -> None:
    (channels, height, width), luck = last.shape, graph.luck
    if max(height, width) * 2 <= MOST:
        mode = luck.choice(("nearest", "linear"))
        name = graph.held(floats(1, 1, 2, 2))
        graph.add("Resize", f"{last.name} _ {name}", (channels, height * 2, width * 2), turned=last.turned, mode=mode)


def _slice(graph: Growing, last: Map) -> None:
    (channels, height, width), luck = last.shape, graph.luck
    if min(height, width) > 3:
        start, step = luck.randint(0, 2), luck.randint(1, 2)
        names = [graph.held(ints(value)) for value in (start, 2**31, 2, step)]
        shape = (channels, len(range(start, height, step)), width)
        graph.add("Slice", " ".join([last.name, *names]), shape, turned=last.turned)


def _roll(graph: Growing, last: Map) -> None:
    (_, height, _), luck = last.shape, graph.luck
    if height > 2:
        by = luck.randint(1, height - 1)
        first, end, zero, axis = [graph.held(ints(value)) for value in (by, 2**31, 0, 2)]
        one, two = f"r{len(graph.nodes)}", f"s{len(graph.nodes)}"
        graph.nodes.append(node("Slice", f"{last.name} {first} {end} {axis}", one))
        graph.nodes.append(node("Slice", f"{last.name} {zero} {first} {axis}", two))
        graph.add("Concat", f"{one} {two}", last.shape, turned=last.turned, axis=2)


def _joined(graph: Growing, last: Map) -> None:
    alike = [other for other in graph.maps[:-1] if other[1:] == last[1:]]
    if alike:
        graph.add(graph.luck.choice(("Add", "Mul")), f"{last.name} {alike[-1].name}", last.shape, turned=last.turned)


def _side_by_side(graph: Growing, last: Map) -> None:
    alike = [other for other in graph.maps[:-1] if (other.shape[1:], other.turned) == (last.shape[1:], last.turned)]
    if alike:
        channels = last.shape[0] + alike[-1].shape[0]
        shape = (channels, *last.shape[1:])
        graph.add("Concat", f"{last.name} {alike[-1].name}", shape, turned=last.turned, axis=1)


def _turned(graph: Growing, last: Map) -> None:
    channels, height, width = last.shape
    graph.add("Transpose", last.name, (channels, width, height), turned=not last.turned, perm=[0, 1, 3, 2])


def _shuffled(graph: Growing, last: Map) -> None:
    channels, height, width = last.shape
    together = any(each.op_type == "SpaceToDepth" for each in graph.nodes)  # then places are told as read together
    if channels % 4 == 0 and max(height, width) * 2 <= MOST and not together:
        shape = (channels // 4, height * 2, width * 2)
        graph.add("DepthToSpace", last.name, shape, turned=last.turned, blocksize=2)
    elif height % 2 == 0 == width % 2:
        shape = (channels * 4, height // 2, width // 2)
        graph.add("SpaceToDepth", last.name, shape, turned=last.turned, blocksize=2)


def _gate(graph: Growing, last: Map) -> None:
    axes = graph.held(ints(*graph.luck.choice(((2,), (3,), (2, 3)))))
    graph.nodes.append(node("ReduceMean", f"{last.name} {axes}", f"g{len(graph.nodes)}"))
    graph.add("Add", f"{last.name} {graph.nodes[-1].output[0]}", last.shape, turned=last.turned)


def _unchanged(graph: Growing, last: Map) -> None:
    graph.add(graph.luck.choice(("Relu", "Softplus", "Identity")), last.name, last.shape, turned=last.turned)


KINDS: tuple[Callable[[Growing, Map], None], ...] = (
    _conv, _conv, _pool, _transposed, _pad, _resize, _slice, _roll, _joined, _joined, _side_by_side, _turned, _shuffled,
    _gate, _unchanged,
)  # fmt: skip


def chain(seed: int) -> Case:
    """Return a random graph; the same seed makes the same one."""
    luck = random.Random(seed)  # noqa: S311
    shape = (luck.choice((1, 2)), luck.randint(4, 8), luck.randint(4, 8))
    graph = Growing(luck, shape)
    _conv(graph, graph.maps[0])
    for _ in range(luck.randint(1, 5)):
        graph.step()
    last = graph.maps[-1]
    graph.nodes.append(node("Identity", last.name))
    made = model(graph.nodes, (1, *shape), graph.constants, opset=19)
    return Case(f"chain {seed}", made, (1, *shape), (2, 3), (3, 2) if last.turned else (2, 3))
