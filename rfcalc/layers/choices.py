"""Values that are words: names of axes, rules of resizing, directions, what is made of an unknown layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.layers.kinds import Allowed, Kind, per_axis, refusal, word

if TYPE_CHECKING:
    from rfcalc.layers.kinds import Plain

MAX_OPERATOR = 200
"""Characters of the name of a model's operator."""


def _choice(name: str, words: tuple[str, ...], remarks: dict[str, str] | None = None) -> Kind:
    """Return the kind of one of some words; ``remarks`` say of others why they are none."""

    def read(value: Plain, axes: int) -> tuple[str, ...]:
        if remarks and isinstance(value, str) and value in remarks:
            raise refusal(value, f"{', '.join(words)}; {remarks[value]}")
        return (word(value, words),) * axes

    return Kind(name, read, {"enum": [*words]})


MODES_BY_WORD = {
    "nearest": "nearest",
    "nearest-exact": "nearest-exact",
    "bilinear": "bilinear",
    "linear": "bilinear",
    "trilinear": "bilinear",
    "bicubic": "bicubic",
}


def _read_modes(value: Plain, axes: int) -> tuple[str, ...]:
    """Return the way of interpolation, the same for every axis."""
    return (MODES_BY_WORD[word(value, tuple(MODES_BY_WORD))],) * axes


MODES = Kind("modes", _read_modes, {"enum": [*MODES_BY_WORD]})


def _read_references(value: Plain, axes: int) -> tuple[str, ...]:
    """Return the name of a layer, the same for every axis."""
    if not isinstance(value, str) or not value:
        raise refusal(value, "the name of a layer, or input")
    return (value,) * axes


REFERENCES = Kind("references", _read_references, {"type": "string", "minLength": 1})
"""Names of layers: looked up where the file is read, as those in ``inputs`` are."""


BORDER_WORDS = ("zeros", "reflect", "replicate", "circular")

BORDERS = _choice("borders", BORDER_WORDS)

AXIS_NAMES = _choice("axis_names", ("x", "y", "z"))

COORDINATES = _choice(
    "coordinates",
    ("half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "asymmetric", "align_corners"),
    {"tf_crop_and_resize": "where a region of interest lies is not known before the network runs"},
)

ROUNDINGS = _choice("roundings", ("round_prefer_floor", "round_prefer_ceil", "floor", "ceil"))

FORWARD, REVERSE, BOTH, NONE = "forward", "reverse", "both", "none"


def _read_directions(value: Plain, axes: int) -> tuple[str, ...]:
    """Return which way a map is read, per axis."""
    words = (FORWARD, REVERSE, BOTH, NONE)
    return per_axis(value, axes, lambda item: word(item, words), f"{', '.join(words)}, or a list of one per axis")


_DIRECTION: Allowed = {"enum": [FORWARD, REVERSE, BOTH, NONE]}
DIRECTIONS = Kind("directions", _read_directions, _DIRECTION, _DIRECTION)

POINTWISE, WHOLE = "pointwise", "whole"

TREATMENTS = _choice("treatments", (POINTWISE, WHOLE))


def _read_operators(value: Plain, axes: int) -> tuple[str, ...]:
    """Return the name of an operator, the same for every axis."""
    if isinstance(value, str) and 1 <= len(value) <= MAX_OPERATOR and value.isprintable():
        return (value,) * axes
    raise refusal(value, f"a text of 1 to {MAX_OPERATOR} characters, such as GridSample")


OPERATORS = Kind("operators", _read_operators, {"type": "string", "minLength": 1, "maxLength": MAX_OPERATOR})
