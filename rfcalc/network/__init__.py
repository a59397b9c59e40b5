"""Networks: layers that read each other, and who comes before whom."""

from rfcalc.network.inputs import AXES, INPUT
from rfcalc.network.model import Layer, Network, Origin, Remark

__all__ = ["AXES", "INPUT", "Layer", "Network", "Origin", "Remark"]
