"""What holds between the keys of a type, each rule as a check of one axis and in the words of JSON Schema."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.choices import BORDER_WORDS
from rfcalc.layers.kinds import PADDING_WORDS, SIDE_WORDS, Allowed
from rfcalc.layers.windows import SAME, ZEROS, Crop, Pad, Transposed, Window

if TYPE_CHECKING:
    from rfcalc.layers.resizing import Resize
    from rfcalc.layers.values import Sides
    from rfcalc.layers.whole import Recurrent


MOST_AXES = 3


class Rule(NamedTuple):
    """What the keys of a type must be together."""

    check: Callable[..., None]  # takes an operation; raises `RfcalcError`, with the key if it is one's
    schema: tuple[Allowed, ...]  # the same for the schema of network files, as far as it can say it


def _never_both(values: dict[str, Allowed]) -> Allowed:
    return {"not": {"required": [*values], "properties": values}}


def _along(axis: int, allowed: Allowed) -> Allowed:
    """Return what a key is whose value along an axis is the given one: alone for every axis, or in a list."""
    items: list[Allowed | bool] = [*(True for _ in range(axis)), allowed]
    return {"anyOf": [allowed, {"type": "array", "prefixItems": items, "minItems": axis + 1}]}


def _check_pool(pool: Window) -> None:
    if pool.ceil_mode and isinstance(pool.padding, str):
        raise RfcalcError(
            f"ceil_mode does not go with '{pool.padding}' padding", allowed="give one of them", key="ceil_mode"
        )
    if pool.ceil_mode and pool.padding_mode != ZEROS:  # what a last window hangs over is no padding
        raise RfcalcError(
            f"ceil_mode does not go with {pool.padding_mode} padding", allowed="give one of them", key="ceil_mode"
        )


def _check_conv(conv: Window) -> None:
    if conv.taps is None:
        return
    for key, given in (("kernel", conv.kernel is not None), ("dilation", conv.dilation != 1)):
        if given:
            raise RfcalcError(f"{key} does not go with taps", allowed="give one of them", key=key)


_ABOVE_ONE: Allowed = {"type": "integer", "minimum": 2}
TAPS_ALONE = Rule(
    _check_conv,
    (
        {"oneOf": [{"required": ["kernel"]}, {"required": ["taps"]}]},
        _never_both(
            {"taps": {}, "dilation": {"anyOf": [_ABOVE_ONE, {"type": "array", "contains": _ABOVE_ONE}]}},
        ),
    ),
)

_NAMED: Allowed = {"enum": [*PADDING_WORDS]}
_NAMED_SOMEWHERE: Allowed = {"anyOf": [_NAMED, {"type": "array", "contains": _NAMED}]}
CEIL_MODE_ALONE = Rule(
    _check_pool,
    (
        _never_both({"ceil_mode": {"const": True}, "padding": _NAMED_SOMEWHERE}),
        _never_both({"ceil_mode": {"const": True}, "padding_mode": {"enum": [*BORDER_WORDS[1:]]}}),
    ),
)


def _check_transposed(layer: Transposed) -> None:
    if layer.output_padding and layer.padding in SAME:
        raise RfcalcError(
            f"output_padding does not go with '{layer.padding}' padding",
            allowed="give one of them",
            key="output_padding",
        )
    most = max(layer.stride, layer.dilation) - 1
    if layer.output_padding > most:  # PyTorch: "output padding must be smaller than either stride or dilation"
        raise RfcalcError(
            f"found {layer.output_padding} beside stride {layer.stride} and dilation {layer.dilation}",
            allowed=f"allowed: less than the larger of them, here 0{f' to {most}' if most else ''}",
            key="output_padding",
        )


_ABOVE_ZERO: Allowed = {"type": "integer", "minimum": 1}
OUTPUT_PADDING_SMALL = Rule(
    _check_transposed,
    tuple(
        _never_both({"output_padding": _along(axis, _ABOVE_ZERO), "padding": _along(axis, {"enum": [*SAME]})})
        for axis in range(MOST_AXES)
    ),
)


def _check_recurrent(layer: "Recurrent") -> None:
    if layer.bidirectional and layer.direction is not None:
        raise RfcalcError("direction does not go with bidirectional", allowed="give one of them", key="direction")


ONE_DIRECTION = Rule(
    _check_recurrent,
    tuple(_never_both({"bidirectional": _along(axis, {"const": True}), "direction": {}}) for axis in range(MOST_AXES)),
)


def _check_sides(key: str, sides: "Sides", like: str | None) -> None:
    if like is not None and not isinstance(sides, str):
        raise RfcalcError(
            f"numbers do not go with like, which says how many: found {sides[0]} and {sides[1]}",
            allowed=f"allowed beside like: {', '.join(SIDE_WORDS)}",
            key=key,
        )
    if like is None and isinstance(sides, str):
        raise RfcalcError(f"{quoted(sides)} needs like, the layer whose size the map gets", key=key)


def _check_crop(layer: Crop) -> None:
    _check_sides("crop", layer.crop, layer.like)


def _check_pad(layer: Pad) -> None:
    _check_sides("padding", layer.padding, layer.like)


def _words_beside_like(key: str, check: Callable[..., None]) -> Rule:
    """Return the rule that a key has words beside ``like`` and nowhere else."""
    words: Allowed = {"anyOf": [{"enum": [*SIDE_WORDS]}, {"type": "string", "pattern": r"\$"}]}
    only_words: Allowed = {"anyOf": [words, {"type": "array", "items": words}]}
    named: Allowed = {"enum": [*SIDE_WORDS]}
    no_word: Allowed = {"not": {"anyOf": [named, {"type": "array", "contains": named}]}}
    beside = {
        "if": {"required": ["like"]},
        "then": {"properties": {key: only_words}},
        "else": {"required": [key], "properties": {key: no_word}},
    }
    return Rule(check, (beside,))


CROP_OR_LIKE = _words_beside_like("crop", _check_crop)
PAD_OR_LIKE = _words_beside_like("padding", _check_pad)

_SIZES = ("scale", "size", "like")


def _check_resize(layer: "Resize") -> None:
    given = [key for key in _SIZES if getattr(layer, key) is not None]
    if len(given) != 1:
        of = {0: "none", 2: "both"}.get(len(given), "all")
        *names, last = map(quoted, given or _SIZES)
        raise RfcalcError(f"{of} of {', '.join(names)} and {last} given", allowed="give one of them")
    if layer.align_corners and layer.mode.startswith("nearest"):
        raise RfcalcError(
            f"align_corners does not go with mode {layer.mode}",
            allowed="allowed with: bilinear, bicubic",
            key="align_corners",
        )
    _check_coordinates(layer)


def _check_coordinates(layer: "Resize") -> None:
    """Raise `RfcalcError` where it is said twice where features lie, or not in full."""
    if layer.coordinates is not None and layer.align_corners:
        raise RfcalcError(
            "coordinates do not go with align_corners",
            allowed="give one of them: coordinates: align_corners is the same",
            key="coordinates",
        )
    if layer.coordinates is not None and layer.mode == "nearest-exact":
        raise RfcalcError(
            "coordinates do not go with mode nearest-exact",
            allowed="it is mode: nearest, coordinates: half_pixel, rounding: round_prefer_ceil",
            key="coordinates",
        )
    if layer.rounding is not None and layer.mode != "nearest":
        raise RfcalcError(
            f"rounding does not go with mode {layer.mode}", allowed="allowed with: nearest", key="rounding"
        )
    if layer.mode == "nearest" and (layer.coordinates is None) != (layer.rounding is None):
        missing = "rounding" if layer.rounding is None else "coordinates"
        given = "coordinates" if layer.rounding is None else "rounding"
        raise RfcalcError(f"'{missing}' is missing", allowed=f"mode nearest needs it beside {given}", key=given)


_NEAREST: Allowed = {"properties": {"mode": {"const": "nearest"}}}
SCALE_OR_SIZE = Rule(
    _check_resize,
    (
        {"oneOf": [{"required": [key]} for key in _SIZES]},
        {
            "if": {"required": ["align_corners"], "properties": {"align_corners": {"const": True}}},
            "then": {
                "required": ["mode"],
                "properties": {"mode": {"not": {"enum": ["nearest", "nearest-exact"]}}, "coordinates": False},
            },
        },
        {
            "if": {"required": ["coordinates"]},
            "then": {
                "properties": {"mode": {"not": {"const": "nearest-exact"}}},
                "if": _NEAREST,
                "then": {"required": ["rounding"]},
            },
        },
        {"if": {"required": ["rounding"]}, "then": {**_NEAREST, "required": ["coordinates"]}},
    ),
)
