"""The numbers that conditions compare: those of the answers of `summary`, `form` and `tile`, by layer and axis."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.axis import UNBOUNDED, has_size
from rfcalc.errors import GIVE_SIZE, RfcalcError
from rfcalc.page.spelling import number, percent
from rfcalc.reports.conditions import SHARES
from rfcalc.reports.summary import row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.numbers import Number
    from rfcalc.analysis.tiles import Tiling
    from rfcalc.reports.layer import LayerRow

UNDEFINED = "undefined"
"""How a number is told that there is not, such as the jump of features that are not evenly spaced."""


class Found(NamedTuple):
    """What a number is, along one axis or for all of them: one value, or several of which a condition holds for all."""

    values: tuple[Number | None, ...]  # the smallest first; None: there is no such number
    said: str
    between: Callable[[int], bool] | None = None  # whether some value is that number, where not all are listed

    def has(self, value: Number) -> bool:
        """Return whether some value is this one."""
        if value in self.values:
            return True
        return self.between is not None and isinstance(value, int) and self.between(value)


def numbers_of(analysis: Analysis, nodes: Sequence[int], name: str) -> list[tuple[Found, ...]]:
    """Return a number of some layers, each along every axis of the network, or once if it is one for all of them.

    Raises `RfcalcError` naming the layer where it depends on an input size that is not known.
    """
    if name in {"erf", "holes"}:
        forms = analysis.statistics().middle_forms(list(nodes))
        return [_single(name, getattr(forms[node], name)) for node in nodes]
    tell = _TOLD.get(name, _of_row)
    return [tell(analysis, node, name) for node in nodes]


def shift_of(analysis: Analysis, node: int) -> tuple[Number, ...] | None:
    """Return how far a map lies off the middle of the image; ``None`` where features are not evenly spaced.

    Raises `RfcalcError` where the input size is not known.
    """
    if None in analysis.network.input:
        raise _size_needed(analysis, node, "where the map lies")
    return analysis.statistics().shift(node)


def _found(name: str, value: Number | None) -> Found:
    if value is None:
        return Found((None,), UNDEFINED)
    return Found((value,), percent(float(value)) if name in SHARES else number(value))


def _single(name: str, value: Number | None) -> tuple[Found, ...]:
    return (_found(name, value),)


def _along(analysis: Analysis, name: str, values: Sequence[Number | None] | None) -> tuple[Found, ...]:
    return tuple([_found(name, value) for value in values or (None,) * len(analysis.network.axes)])


def _of_row(analysis: Analysis, node: int, name: str) -> tuple[Found, ...]:
    """Return n, jump, start or period, or the size of every field."""
    layer = row(analysis, node)
    needed = None in layer.n if name == "n" else analysis.fields.marked(node, UNBOUNDED)
    if name == "rf":
        needed = needed or (None in layer.rf and None in analysis.network.input)
    if needed and name not in {"jump", "period"}:
        raise _size_needed(analysis, node, name)
    if name == "rf":
        return _sizes(analysis, node, layer)
    if name == "period":
        return _along(analysis, name, None if layer.irregular else layer.period or (1,) * len(layer.n))
    return _along(analysis, name, getattr(layer, name))


def _sizes(analysis: Analysis, node: int, layer: LayerRow) -> tuple[Found, ...]:
    sizes = []
    for axis, least, most in zip(analysis.fields.axes, layer.rf_min or layer.rf, layer.rf):
        if least is None or most is None or least == most:
            sizes.append(_found("rf", most))
            continue
        sizes.append(Found((least, most), f"{least} to {most}", partial(has_size, axis.fields[node], axis.n[node])))
    return tuple(sizes)


def _gridding(analysis: Analysis, node: int, name: str) -> tuple[Found, ...]:
    return _single(name, analysis.statistics().gridding(node))


def _checkerboard(analysis: Analysis, node: int, name: str) -> tuple[Found, ...]:
    return _along(analysis, name, analysis.statistics().checkerboard(node))


def _shift(analysis: Analysis, node: int, name: str) -> tuple[Found, ...]:
    return _along(analysis, name, shift_of(analysis, node))


def _of_tiles(analysis: Analysis, node: int, name: str) -> tuple[Found, ...]:
    """Return a number of tiles: there is none where something but layers that look back stands against them."""
    from rfcalc.analysis.tiles import IS_PAST, Tiling

    fields = analysis.fields
    first = Tiling(fields, 0, node)
    tilings = [first if axis is fields.axes[0] else Tiling(fields, at, node) for at, axis in enumerate(fields.axes)]
    if any(each.reason != IS_PAST for along in tilings for each in along.reasons):
        return _along(analysis, name, None)
    return tuple([_tile_number(each, name) for each in tilings])


def _tile_number(tiling: Tiling, name: str) -> Found:
    if name == "align":
        return _found(name, tiling.align)
    before, after = tiling.context
    if name == "latency":
        return _found(name, tiling.align + after)
    if tiling.reasons:
        return Found((None,), f"all that was before and {after} after")
    return Found((min(before, after), max(before, after)), f"{before} before and {after} after")


def _size_needed(analysis: Analysis, node: int, what: str) -> RfcalcError:
    return RfcalcError(f"{what} depends on the input size", allowed=GIVE_SIZE, layer=analysis.name(node))


_TOLD: dict[str, Callable[[Analysis, int, str], tuple[Found, ...]]] = {
    "gridding": _gridding,
    "checkerboard": _checkerboard,
    "shift": _shift,
    **dict.fromkeys(("align", "context", "latency"), _of_tiles),
}
"""Who tells a number; those that stand nowhere here are a row's."""
