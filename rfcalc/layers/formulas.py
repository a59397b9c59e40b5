"""The formulas of the operations, each once: explanations put numbers into them, lists of types and docs print them.

A formula is arithmetic as Python spells it, on the keys of a layer and a few more names. ``i`` is a feature of the
layer, ``t`` counts the positions that it reads, ``padding`` and ``before`` are what stands before the map of ``n``
features; ``jump``, ``rf`` and ``start`` are those of the layer's input.
"""

from collections.abc import Mapping
from typing import NamedTuple

from rfcalc.layers.rearranging import Roll
from rfcalc.layers.resizing import AdaptivePool, Resize
from rfcalc.layers.whole import WholeMap, WindowAttention
from rfcalc.layers.windows import Crop, Keep, Pad, Shuffle, Slice, Transposed, Unshuffle, Window


class Recurrence(NamedTuple):
    """How the numbers of a layer follow from those before it, where all features there see alike; empty: unchanged."""

    jump: str = ""
    rf: str = ""
    start: str = ""


class Formulas(NamedTuple):
    """What feature ``i`` reads: a position for each ``t``; and a recurrence, where the operation has one of its own."""

    position: str
    recurrence: Recurrence | None = None
    taps: str = ""  # what t goes through

    @property
    def reads(self) -> str:
        """Return what feature ``i`` reads, as lists of types have it."""
        return f"{self.position}, {self.taps}" if self.taps else self.position


GENERAL = Formulas(
    "t + floor(i / period) * advance",
    Recurrence("jump * advance", "rf + (last - first) * jump", "start + (first + last) / 2 * jump"),
)
"""What holds for every index map; the recurrence where its period is 1."""

ALIKE = GENERAL._replace(position="t")
"""What holds where every feature reads the same positions, or all up to its own or from it on."""

TAPS = Formulas("i * stride - padding + t", GENERAL.recurrence)
"""A window that lists its taps: ``t`` is how far one lies from the first."""

NEAREST = Formulas("floor(i / scale)")
"""The nearest feature of a map that is made a whole number of times as large."""

FORMULAS: Mapping[object, Formulas] = {
    Window: Formulas(
        "i * stride - padding + t * dilation",
        Recurrence(
            "jump * stride",
            "rf + (kernel - 1) * dilation * jump",
            "start + ((kernel - 1) * dilation / 2 - padding) * jump",
        ),
        "t = 0 ... kernel - 1",
    ),
    Transposed: Formulas("(i + padding - t * dilation) / stride", taps="where it is whole, t = 0 ... kernel - 1"),
    WholeMap: Formulas(
        "i + t", Recurrence(rf="rf + (n - 1) * jump", start="start + (n - 1) / 2 * jump"), "t = 0 ... n - 1"
    ),
    Pad: Formulas("i - before", Recurrence(start="start - before * jump")),
    Crop: Formulas("i + before", Recurrence(start="start + before * jump")),
    Slice: Formulas("first + i * step", Recurrence("jump * step", "", "start + first * jump")),
    Shuffle: Formulas("floor(i / scale)"),
    Unshuffle: Formulas(
        "i * scale + t",
        Recurrence("jump * scale", "rf + (scale - 1) * jump", "start + (scale - 1) / 2 * jump"),
        "t = 0 ... scale - 1",
    ),
    AdaptivePool: Formulas("floor(i * n / m) + t"),
    Resize: Formulas("floor((i * slope + shift) / unit) + t"),
    WindowAttention: Formulas("floor((i - shift) / window) * window + shift + t", None, "t = 0 ... window - 1"),
    Roll: Formulas("i - shift", Recurrence(start="start - shift * jump")),
    Keep: Formulas("i", Recurrence()),
}
"""Formulas by the class of an operation; those that read in several ways, or by a table, have none of their own."""
