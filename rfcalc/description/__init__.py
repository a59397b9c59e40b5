"""Layers as written: the keys of a file, their defaults, blocks and names."""

from rfcalc.description.network import Wish, read_network
from rfcalc.description.values import AXES, INPUT, Layer, Network

__all__ = ["AXES", "INPUT", "Layer", "Network", "Wish", "read_network"]
