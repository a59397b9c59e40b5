"""What each type of layer does to one axis: how many features it hands on and which it reads.

An operation is a value: what a layer does along one axis. Its `step` takes the number ``n`` of features of the layer's
input (``None``: not known). `rfcalc.layers.types` is the table of types.
"""

from rfcalc.layers.values import Operation, Setting, Step

__all__ = ["Operation", "Setting", "Step"]
