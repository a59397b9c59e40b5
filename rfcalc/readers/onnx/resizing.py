"""Resize and Upsample, by the specification in exact fractions."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from rfcalc.layers.numerals import Ratio
from rfcalc.layers.settings import operations_of
from rfcalc.readers.moves.digits import size_of
from rfcalc.readers.moves.mixing import known, regular
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.moves.windows import slid
from rfcalc.readers.onnx.constants import simplest_of

if TYPE_CHECKING:
    from rfcalc.layers.kinds import Plain
    from rfcalc.readers.moves.digits import Places
    from rfcalc.readers.moves.tensor import Tensor, Values
    from rfcalc.readers.moves.windows import Settings
    from rfcalc.readers.onnx.call import Call

RESIZE_IN_WORDS = 11
"""The opset since which Resize says where features lie; before, it is asymmetric and floors."""

MODES = {"nearest": "nearest", "linear": "bilinear", "bilinear": "bilinear", "cubic": "bicubic"}

MOST_RANGES = 4096


def resize(call: Call) -> Tensor:
    """Return the resized map."""
    places = call.places()
    modern = call.node.operator == "Resize" and call.opset >= RESIZE_IN_WORDS
    axes = tuple([call.axis(axis, len(places)) for axis in call.numbers("axes") or range(len(places))])
    if modern and call.has(3):
        return _to_sizes(call, axes, call.partly(3), _words(call, modern=modern))
    scales = call.partly(2 if modern else 1) if call.has(2 if modern else 1) else call.decimals("scales")
    if scales is None or len(scales) != len(axes):
        raise Unread(f"it resizes {len(axes)} dims by {len(scales or ())} numbers")
    dims: dict[int, Fraction] = {}
    for axis, scale in zip(axes, scales):
        if scale is None or scale <= 0:
            raise Unread("by how much it resizes is not known", needs_size=True)
        if scale != 1:
            dims[axis] = simplest_of(Fraction(scale))
    return _scaled(call, dims, _words(call, modern=modern))


def _words(call: Call, *, modern: bool) -> dict[str, Plain]:
    """Return how values between features are found, and where features lie."""
    mode = MODES.get(call.word("mode", "nearest"))
    if mode is None:
        raise Unread(f"its mode {call.word('mode')} is not known")
    if call.number("antialias"):
        raise Unread("it is antialiased")
    coordinates = call.word("coordinate_transformation_mode", "half_pixel") if modern else "asymmetric"
    if coordinates == "tf_crop_and_resize":
        raise Unread("it resizes a region of interest")
    shared: dict[str, Plain] = {"mode": mode, "coordinates": coordinates}
    if mode == "nearest":
        shared["rounding"] = call.word("nearest_mode", "round_prefer_floor") if modern else "floor"
    return shared


def _to_sizes(call: Call, axes: tuple[int, ...], sizes: Values, words: dict[str, Plain]) -> Tensor:
    """Return the map that is resized to given sizes, or as these and the shape of the image allow."""
    before = [size_of(call.places()[axis]) for axis in axes]
    if len(sizes) != len(axes):
        raise Unread(f"it resizes {len(axes)} dims to {len(sizes)} sizes")
    if not all(isinstance(size, int) for size in sizes):
        raise Unread("the size that it makes depends on the size of the input", needs_size=True)
    policy = call.word("keep_aspect_ratio_policy", "stretch")
    if policy != "stretch":
        return _in_proportion(call, axes, sizes, words, policy)
    dims: dict[int, Settings] = {
        axis: {"size": int(size or 0)} for axis, size, n in zip(axes, sizes, before) if size != n
    }
    return slid(call.drawing, call.input(), "resize", dims, _own_size, **words) if dims else call.input()


def _own_size(n: int | None) -> Settings:
    """Return the keys along an axis that keeps its size beside one that does not."""
    if n is None:
        raise Unread("what it reads depends on the size of the input", needs_size=True)
    return {"size": n}


def _in_proportion(call: Call, axes: tuple[int, ...], sizes: Values, words: dict[str, Plain], policy: str) -> Tensor:
    """Return the map resized by one scale for all dims, so that it fits into the sizes, or covers them."""
    before = [size_of(call.places()[axis]) for axis in axes]
    if None in before:
        raise Unread("its scale depends on the size of the input", needs_size=True)
    scales = [Fraction(size or 0) / (n or 1) for size, n in zip(sizes, before)]
    scale = min(scales) if policy == "not_larger" else max(scales)
    if any(floor(scale * (n or 0) + Fraction(1, 2)) != floor(scale * (n or 0)) for n in before):
        raise Unread("it keeps the shape of the image, and rounds its size up")
    return _scaled(call, dict.fromkeys(axes, scale) if scale != 1 else {}, words)


def _scaled(call: Call, scales: dict[int, Fraction], words: dict[str, Plain]) -> Tensor:
    """Return the map resized by scales; one that no decimal spells is a table of what features read."""
    tensor = call.input()
    if not scales:
        return tensor
    if all(_is_decimal(scale) for scale in scales.values()):
        dims: dict[int, Settings] = {axis: {"scale": _ratio(scale)} for axis, scale in scales.items()}
        return slid(call.drawing, tensor, "resize", dims, {"scale": 1}, **words)
    tensor = regular(call.drawing, tensor, scales)
    tables = {axis: _table(known(tensor), axis, scale, words) for axis, scale in scales.items()}
    still: Settings = {"size": None, "advance": 1, "ranges": ((0, 1, 1),)}
    return slid(call.drawing, tensor, "index_map", tables, still, mode="replicate")


def _table(places: Places, axis: int, scale: Fraction, words: dict[str, Plain]) -> Settings:
    """Return what the features along an axis read that is resized by a scale, feature by feature."""
    n = size_of(places[axis])
    if n is None:
        raise Unread("what it reads depends on the size of the input", needs_size=True)
    step = operations_of("resize", {"scale": _ratio(scale), **words}, 1)[0].over(n)
    (reads,) = step.reads
    if reads.period > MOST_RANGES:
        raise Unread(f"its features repeat with a period above {MOST_RANGES}")
    ranges = tuple([(each[0], len(each), 1) for each in reads.ranges])
    return {"size": step.n, "advance": reads.advance, "ranges": ranges}


def _is_decimal(scale: Fraction) -> bool:
    return (10**9 * scale).denominator == 1


def _ratio(scale: Fraction) -> Plain:
    whole = scale.denominator == 1
    return scale.numerator if whole else Ratio(scale.numerator, scale.denominator, str(float(scale)))
