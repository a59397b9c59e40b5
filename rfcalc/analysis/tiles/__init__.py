"""How to cut the input so that what is computed of each tile is the very output of the whole run.

A tile is the same network run on pixels ``[a, b)`` alone, with its own padding at its ends. Along one axis, output j of
the tile is output ``j + s`` of the whole run, whatever the weights, if at every layer it reads the same taps of
corresponding features that are themselves right, each of them padding in both runs or in neither. So three numbers are
carried forward: by how many features a tile's map lies further on than the whole one (only a tile that begins on a
grid of pixels has such a number at every layer), and how many features are spoiled at either end.

``way``: the layers that lead to a map, and the grid. ``reasons``: what stands against tiles. ``spoiled``: what one
layer spoils at an end. ``tiling``: runs of tiles, their plan, and the least that works.
"""

from rfcalc.analysis.tiles.reasons import (
    IS_APART,
    IS_CIRCULAR,
    IS_IRREGULAR,
    IS_PAST,
    IS_SIZE,
    IS_UNKNOWN,
    IS_WHOLE,
    Reason,
)
from rfcalc.analysis.tiles.tiling import MOST, Misfit, Run, Tile, Tiling

__all__ = [
    "IS_APART",
    "IS_CIRCULAR",
    "IS_IRREGULAR",
    "IS_PAST",
    "IS_SIZE",
    "IS_UNKNOWN",
    "IS_WHOLE",
    "MOST",
    "Misfit",
    "Reason",
    "Run",
    "Tile",
    "Tiling",
]
