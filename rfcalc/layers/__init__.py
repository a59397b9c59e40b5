"""What each type of layer does to one axis: how many features it hands on and which it reads.

A rule takes the layer's settings along one axis and the number ``n`` of features of its input
(``None``: not known) and returns a `Step`. It raises `RfcalcError` where they do not fit.
"""

from rfcalc.layers.resizing import pool_to, resize
from rfcalc.layers.values import (
    Adaptive,
    Cropped,
    Gate,
    Padded,
    Plain,
    Resizing,
    Rule,
    Settings,
    Shuffled,
    Sliding,
    Step,
    Transposed,
    Windowed,
)
from rfcalc.layers.whole import attend, attend_window, gate, gather
from rfcalc.layers.windows import crop, keep, pad, shuffle, slide, transpose, unshuffle

__all__ = [
    "Adaptive",
    "Cropped",
    "Gate",
    "Padded",
    "Plain",
    "Resizing",
    "Rule",
    "Settings",
    "Shuffled",
    "Sliding",
    "Step",
    "Transposed",
    "Windowed",
    "attend",
    "attend_window",
    "crop",
    "gate",
    "gather",
    "keep",
    "pad",
    "pool_to",
    "resize",
    "shuffle",
    "slide",
    "transpose",
    "unshuffle",
]
