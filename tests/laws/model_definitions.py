"""What the layers that models need read along one axis, written straight from their definitions."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from .definitions import RULES, AxisRule, Layer, MisfitError, Value, along, folding, unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


ROUNDED: dict[str, Callable[[Fraction], int]] = {
    "round_prefer_floor": lambda x: ceil(x - Fraction(1, 2)),
    "round_prefer_ceil": lambda x: floor(x + Fraction(1, 2)),
    "floor": floor,
    "ceil": ceil,
}


def resized_in_words(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of a Resize as https://onnx.ai/onnx/operators/onnx__Resize.html writes it, term by term."""
    if "scale" in layer:
        scale = Fraction(str(along(layer["scale"], axis)))
        m = floor(n * scale)
    else:
        m = along(layer["size"], axis)
        scale = Fraction(m, n)
    half, words = Fraction(1, 2), layer["coordinates"]
    if n == m == 1:
        return AxisRule(m, lambda i: [i])
    constant = n == 1 or (m == 1 and words in ("align_corners", "pytorch_half_pixel"))
    if constant:
        return AxisRule(m, lambda _: [0], Fraction(0))

    def x_original(x_resized: int) -> Fraction:
        if words == "half_pixel_symmetric":
            adjustment = m / (scale * n)
            offset = Fraction(n, 2) * (1 - adjustment)
            return offset + (x_resized + half) / scale - half
        if words == "align_corners":
            return x_resized * Fraction(n - 1, m - 1)
        return x_resized / scale if words == "asymmetric" else (x_resized + half) / scale - half

    def taps(i: int) -> Iterable[int]:
        x = x_original(i)
        if layer.get("mode", "nearest") == "nearest":
            return [ROUNDED[layer["rounding"]](x)]
        around = range(floor(x) - 1, floor(x) + 3) if layer["mode"] == "bicubic" else range(floor(x), floor(x) + 2)
        return [floor(x)] if x.denominator == 1 else around

    return AxisRule(m, taps, x_original(1) - x_original(0), fold=lambda i: min(max(i, 0), n - 1))


def rolled(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of a cyclic shift, whose box goes the shorter way round."""
    shift = along(layer["shift"], axis)
    ways = sorted(
        (way for way in range(-n, n + 1) if (way - shift) % n == 0), key=lambda way: (abs(way), way * shift < 0)
    )
    return AxisRule(n, lambda i: [i - ways[0]], fold=lambda i: i % n)


def on_grid(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of attention among the positions that lie n / grid apart."""
    grid = along(layer["grid"], axis)
    if n % grid:
        why = f"{n} positions have no grid of {grid}"
        raise MisfitError(why)
    if grid == 1:  # each position is alone, virtual ones too
        return unchanged(n)._replace(itself=True)
    return AxisRule(n, lambda i: [j for j in range(n) if (j - i) % (n // grid) == 0], itself=True)


def taken(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of picked positions; beyond the list it goes on as it does within, or else begins anew."""
    listed: Value = layer["indices"]
    indices = listed[axis] if any(isinstance(entry, list) for entry in listed) else listed
    if indices is None:
        return unchanged(n)
    if not all(-n <= at < n for at in indices):
        why = f"{n} positions have no {indices}"
        raise MisfitError(why)
    table, m = [[*range(n)][at] for at in indices], len(indices)
    if m == 1:
        return AxisRule(1, lambda i: [table[0] + i])
    period, ahead = next(filter(None, (repeated(table, period) for period in range(1, m // 2 + 1))), (m, n))
    return AxisRule(m, lambda i: [table[i % period] + i // period * ahead], Fraction(ahead, period))


def repeated(table: list[int], period: int) -> tuple[int, int] | None:
    """Return the period and how far a table moves on in it, if it repeats so."""
    ahead = {after - before for before, after in zip(table, table[period:])}
    return (period, min(ahead)) if len(ahead) == 1 and (min(ahead) > 0 or (ahead == {0} and period == 1)) else None


def tabled(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of a table."""
    size, advance = along(layer["size"], axis), along(layer.get("advance", 1), axis)
    listed: Value = layer["ranges"]
    nested = any(isinstance(item, list) for entry in listed for item in entry)
    ranges: list[list[int]] = listed[axis] if nested else listed

    def reads(i: int) -> list[int]:
        first, count, step = (*ranges[i % len(ranges)], 1, 1)[:3]
        return [first + i // len(ranges) * advance + t * step for t in range(count)]

    m = n if size is None else size
    read = [at for i in range(m) for at in reads(i)] or [0]
    fold = folding(layer.get("mode", "zeros"), n, -min(*read, 0), max(*read, n - 1) - n + 1)
    return AxisRule(m, reads, Fraction(advance, len(ranges)), fold=fold)


def treated(layer: Layer, n: int) -> AxisRule:
    """Return the rule of an operator of which nothing is known, as it is treated."""
    return AxisRule(n, lambda _: range(n), itself=True) if layer["treat"] == "whole" else unchanged(n)


MODEL_RULES: dict[str, Callable[[Layer, int, int], AxisRule]] = {
    "roll": rolled,
    "grid_attention": on_grid,
    "take": taken,
    "index_map": tabled,
    "unknown": lambda layer, _axis, n: treated(layer, n),
}


def axis_rule(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of any layer with one input map of n positions along an axis."""
    find = resized_in_words if "coordinates" in layer else {**RULES, **MODEL_RULES}[layer["type"]]
    rule = find(layer, axis, n)
    if rule.n < 1:
        why = "nothing is left of the map"
        raise MisfitError(why)
    return rule
