"""Receptive fields along one axis: whole numbers only, exact, for chains, joins and every phase."""

from rfcalc.axis.field import PIXELS, Field, field_box, joined, jumps, seen_through, sizes
from rfcalc.axis.periodic import (
    FIRST,
    KEEP,
    Box,
    Boxes,
    Reads,
    check_phases,
    jump_of,
    offset,
    sliding,
    transposed,
)
from rfcalc.axis.runs import Brick, brick_hull, read_by, united_bricks

__all__ = [
    "FIRST",
    "KEEP",
    "PIXELS",
    "Box",
    "Boxes",
    "Brick",
    "Field",
    "Reads",
    "brick_hull",
    "check_phases",
    "field_box",
    "joined",
    "jump_of",
    "jumps",
    "offset",
    "read_by",
    "seen_through",
    "sizes",
    "sliding",
    "transposed",
    "united_bricks",
]
