"""What each type of layer does to one axis: how many features it hands on and which it reads.

A rule takes the number ``n`` of features of the layer's input (``None``: not known) and, by keyword,
the layer's settings along one axis, and returns a `Step`. It raises `RfcalcError` where they do not fit.
"""

from rfcalc.layers.resizing import pool_to, resize
from rfcalc.layers.values import (
    Rule,
    Settings,
    Step,
)
from rfcalc.layers.whole import attend, attend_window, gate, gather
from rfcalc.layers.windows import crop, keep, pad, shuffle, slide, transpose, unshuffle

__all__ = [
    "Rule",
    "Settings",
    "Step",
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
