"""Networks: layers that read each other, and who comes before whom."""

from rfcalc.network.model import AXES, INPUT, Layer, Network, Origin

__all__ = ["AXES", "INPUT", "Layer", "Network", "Origin"]
