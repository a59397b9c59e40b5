"""A network as described: its layers with their settings along each axis, names resolved."""

from typing import NamedTuple

from rfcalc.layers import Settings

INPUT = "input"
"""The name of the network's input."""

AXES = {1: ("x",), 2: ("y", "x"), 3: ("z", "y", "x")}
"""The names of the axes, in the order of files: height before width."""


class Layer(NamedTuple):
    """One layer; ``settings`` has one entry per axis, ``line`` is where the file describes it (from 1)."""

    name: str
    type: str
    inputs: tuple[str, ...]
    settings: tuple[Settings, ...]
    line: int


class Network(NamedTuple):
    """One description: an input and layers in the order as written, repetitions expanded.

    ``input`` has one size per axis, ``None`` where it is not known. ``outputs`` tells which layer a
    name stands for that is no layer's own: a use of a block, one of its repetitions, a layer left out.
    """

    name: str
    description: str
    family: str
    source: str
    file: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    layers: tuple[Layer, ...]
    outputs: dict[str, str]
