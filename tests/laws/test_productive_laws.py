"""Laws of layers that learn no more of the image, against all paths of a network, walked one by one."""

from __future__ import annotations

import random
from typing import NamedTuple

import pytest

import rfcalc
from rfcalc.analysis import Analysis
from rfcalc.reports.findings.table import find

NETWORKS = range(60)


class Node(NamedTuple):
    """A layer as the oracle knows it."""

    sources: tuple[int, ...]  # 0: the image
    kernel: int = 1
    stride: int = 1
    dilation: int = 1


def drawn(seed: int) -> list[Node]:
    """Return a chain of convolutions over which sums skip; sums join maps of one jump and size."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    nodes = [Node(())]
    jumps = [1]
    while len(nodes) < draw.randint(4, 12):
        last = len(nodes) - 1
        alike = [at for at in range(1, last) if jumps[at] == jumps[last]]
        if alike and draw.random() < 0.35:
            nodes.append(Node((last, draw.choice(alike))))
            jumps.append(jumps[last])
            continue
        stride = draw.choice((1, 1, 2))
        nodes.append(Node((last,), draw.choice((1, 3, 5)), stride, draw.choice((1, 1, 2))))
        jumps.append(jumps[last] * stride)
    return nodes


def written(nodes: list[Node], size: int) -> rfcalc.Network:
    names = ["input", *(f"n{at}" for at in range(1, len(nodes)))]
    layers = []
    for name, node in list(zip(names, nodes))[1:]:
        inputs = [names[source] for source in node.sources]
        if len(inputs) > 1:
            layers.append(rfcalc.Layer(name, "add", inputs))
            continue
        kernel, padding = node.kernel, (node.kernel - 1) // 2 * node.dilation
        keys = {"stride": node.stride, "padding": padding, "dilation": node.dilation}
        layers.append(rfcalc.Layer(name, "conv", inputs, kernel=kernel, **keys))
    return rfcalc.Network(layers, input=[size])


def sizes_of_paths(nodes: list[Node], at: int) -> list[tuple[int, int]]:
    """Return what is seen along every way from a node to the image, and the jump there."""
    if not at:
        return [(1, 1)]
    node = nodes[at]
    return [
        (seen + (node.kernel - 1) * node.dilation * jump, jump * node.stride)
        for source in node.sources
        for seen, jump in sizes_of_paths(nodes, source)
    ]


def blind(nodes: list[Node], size: int) -> set[str]:
    """Return the layers with a kernel above 1 that read only what sees the whole image on each of its paths."""
    return {
        f"n{at}"
        for at, node in enumerate(nodes)
        if node.kernel > 1
        and all(min(seen for seen, _ in sizes_of_paths(nodes, source)) >= size for source in node.sources)
    }


@pytest.mark.parametrize("seed", NETWORKS)
def test_unproductive_layers_are_those_of_the_smallest_paths(seed: int) -> None:
    nodes = drawn(seed)
    for size in (1, 5, 9, 17, 33):
        finding = find(Analysis(written(nodes, size)), "unproductive")
        assert {*(finding.layers if finding else ())} == blind(nodes, size)


@pytest.mark.parametrize("seed", NETWORKS)
def test_the_least_input_is_the_first_at_which_no_layer_is_unproductive(seed: int) -> None:
    nodes = drawn(seed)
    finding = find(Analysis(written(nodes, 5)), "unproductive")
    if finding is None or finding.cure is None:
        return
    least = finding.cure.after["input"]
    assert isinstance(least, dict)
    assert not blind(nodes, least["x"])
    assert blind(nodes, least["x"] - 1)
