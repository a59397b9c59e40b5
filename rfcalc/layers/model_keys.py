"""The keys of the types that models need more than people do: tables, rolls, pieces, unknown operators."""

from __future__ import annotations

from rfcalc.layers.choices import AXIS_NAMES, COORDINATES, DIRECTIONS, OPERATORS, ROUNDINGS, TREATMENTS
from rfcalc.layers.keys import BORDER, Key
from rfcalc.layers.kinds import COUNTS, NATURALS, POSITIONS, SIZES
from rfcalc.layers.tables import INDICES, RANGES

IN_WORDS_OF_ONNX = {
    "coordinates": Key(
        kind=COORDINATES,
        meaning="Where features lie, in ONNX's words; positions beyond the map are then those at its edge.",
    ),
    "rounding": Key(kind=ROUNDINGS, meaning="Which feature is the nearest: with coordinates and mode nearest, needed."),
}

DIRECTION = {
    "direction": Key(
        kind=DIRECTIONS,
        meaning="In place of bidirectional: forward, reverse (from its own on), both, or none: the axis is left alone.",
    )
}

ROLL = {
    "shift": Key(
        kind=POSITIONS,
        meaning="How many features on the map is moved; what goes out at the end comes in at the begin.",
        mark="by ",
        required=True,
    )
}

GRID = {
    "grid": Key(kind=COUNTS, meaning="Features that attend to each other along each axis.", mark="g", required=True)
}

TAKE = {
    "indices": Key(
        kind=INDICES,
        meaning="The feature that each reads, negative ones counted from the end; null in a list keeps an axis.",
        mark="at ",
        required=True,
    )
}

CONCAT = {
    "along": Key(
        kind=AXIS_NAMES,
        meaning="The axis along which the maps follow each other; without it they lie side by side.",
        mark="along ",
    )
}

TABLE = {
    "size": Key(
        kind=SIZES,
        meaning="Features that are handed on; null in a list: as many as the map has.",
        mark="to ",
        required=True,
    ),
    "advance": Key(
        kind=NATURALS,
        meaning="How far what is read moves on when the table begins anew.",
        mark="s",
        silent=1,
        default=1,
    ),
    "ranges": Key(
        kind=RANGES,
        meaning="What the features read one after another, [first, count, step]; count and step are 1 if left out.",
        mark="",
        required=True,
    ),
    "mode": BORDER._replace(
        meaning="What lies beyond the map: zeros, or its pixels mirrored, repeated or wrapped around."
    ),
}

UNKNOWN = {
    "operator": Key(kind=OPERATORS, meaning="What the model calls the operation.", required=True),
    "treat": Key(
        kind=TREATMENTS,
        meaning="pointwise: every feature reads itself; whole: the whole map besides. Without it nothing is known.",
        mark="as ",
    ),
}
