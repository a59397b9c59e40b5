"""rfcalc: exact receptive fields of convolutional networks.

>>> import rfcalc
>>> network = rfcalc.load("vgg16")
>>> rfcalc.summary(network).layers[-1].rf
(212, 212)
>>> rfcalc.locate(network, "conv5_3", (7, 7)).visible
((30, 224), (30, 224))
"""

from rfcalc.calculator import load, loads, locate, summary
from rfcalc.description import Layer, Network
from rfcalc.errors import RfcalcError
from rfcalc.presets import preset_names as presets
from rfcalc.report import LayerRow, Locator, Place, Summary

__version__ = "0.1.0"

__all__ = [
    "Layer",
    "LayerRow",
    "Locator",
    "Network",
    "Place",
    "RfcalcError",
    "Summary",
    "load",
    "loads",
    "locate",
    "presets",
    "summary",
]
