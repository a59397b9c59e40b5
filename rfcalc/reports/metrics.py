"""The numbers that conditions compare: those of the answers of `summary`, `form` and `tile`, by layer and axis."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.axis import UNBOUNDED, has_size
from rfcalc.errors import GIVE_SIZE, RfcalcError
from rfcalc.page.spelling import number, percent
from rfcalc.reports.conditions import SHARES, WITHOUT_AXES
from rfcalc.reports.summary import row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.form import Form
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


class Metrics:
    """Tells numbers of the layers of one network; rows are worked out once, however many conditions there are."""

    def __init__(self, analysis: Analysis) -> None:
        """Remember the network; nothing is worked out yet."""
        self.analysis = analysis
        self._rows: dict[int, LayerRow] = {}

    def row(self, node: int) -> LayerRow:
        """Return a layer's row of the summary."""
        if node not in self._rows:
            self._rows[node] = row(self.analysis, node)
        return self._rows[node]

    def numbers(self, nodes: Sequence[int], name: str) -> list[tuple[Found, ...]]:
        """Return a number of some layers, each along every axis, or once if it is one for all axes.

        Raises `RfcalcError` naming the layer where it depends on an input size that is not known.
        """
        forms: Mapping[int, Form] = {}
        if name in {"erf", "holes"}:
            forms = self.analysis.statistics().middle_forms([node for node in nodes if self.is_known(node)])
        tell = _TOLD.get(name, Metrics._of_row)
        told = []
        for node in nodes:
            if not self.is_known(node):
                told.append(_single(name, None) if name in WITHOUT_AXES else self._along(name, None))
            elif node in forms:
                told.append(_single(name, getattr(forms[node], name)))
            else:
                told.append(tell(self, node, name))
        return told

    def is_known(self, node: int) -> bool:
        """Return whether anything is known of what a layer sees of the input."""
        return not (self.row(node).unknown or self.row(node).constant)

    def shift(self, node: int) -> tuple[Number, ...] | None:
        """Return how far a map lies off the middle of the image; ``None`` where features are not evenly spaced.

        Raises `RfcalcError` where the input size is not known.
        """
        if None in self.analysis.network.input:
            raise self._size_needed(node, "where the map lies")
        return self.analysis.statistics().shift(node)

    def _along(self, name: str, values: Sequence[Number | None] | None) -> tuple[Found, ...]:
        return tuple([_found(name, value) for value in values or (None,) * len(self.analysis.network.axes)])

    def _of_row(self, node: int, name: str) -> tuple[Found, ...]:
        """Return n, jump, rf, start or period."""
        layer = self.row(node)
        values = getattr(layer, name)
        needed = {
            "n": None in layer.n,
            "rf": None in layer.rf and None in self.analysis.network.input,
            "start": self.analysis.fields.marked(node, UNBOUNDED),
        }
        if needed.get(name):
            raise self._size_needed(node, name)
        if name == "rf":
            return self._sizes(node, layer)
        if name == "period":
            return self._along(name, None if layer.irregular else layer.period or (1,) * len(layer.n))
        return self._along(name, values)

    def _sizes(self, node: int, layer: LayerRow) -> tuple[Found, ...]:
        """Return the sizes of all fields of a map."""
        sizes = []
        for axis, least, most in zip(self.analysis.fields.axes, layer.rf_min or layer.rf, layer.rf):
            if least is None or most is None or least == most:
                sizes.append(_found("rf", most))
                continue
            between = partial(has_size, axis.fields[node], axis.n[node])
            sizes.append(Found((least, most), f"{least} to {most}", between))
        return tuple(sizes)

    def _gridding(self, node: int, name: str) -> tuple[Found, ...]:
        return _single(name, self.analysis.statistics().gridding(node))

    def _checkerboard(self, node: int, name: str) -> tuple[Found, ...]:
        return self._along(name, self.analysis.statistics().checkerboard(node))

    def _shift(self, node: int, name: str) -> tuple[Found, ...]:
        return self._along(name, self.shift(node))

    def _of_tiles(self, node: int, name: str) -> tuple[Found, ...]:
        """Return a number of tiles; there is none where something but layers that look back stands against them."""
        from rfcalc.analysis.tiles import IS_PAST, Tiling

        axes = self.analysis.fields.axes
        first = Tiling(self.analysis.fields, 0, node)
        tilings = [first if axis is axes[0] else Tiling(self.analysis.fields, at, node) for at, axis in enumerate(axes)]
        if any(each.reason != IS_PAST for along in tilings for each in along.reasons):
            return self._along(name, None)
        return tuple([_of_tiling(each, name) for each in tilings])

    def _size_needed(self, node: int, what: str) -> RfcalcError:
        return RfcalcError(f"{what} depends on the input size", allowed=GIVE_SIZE, layer=self.analysis.name(node))


def _found(name: str, value: Number | None) -> Found:
    if value is None:
        return Found((None,), UNDEFINED)
    return Found((value,), percent(float(value)) if name in SHARES else number(value))


def _single(name: str, value: Number | None) -> tuple[Found, ...]:
    return (_found(name, value),)


def _of_tiling(tiling: Tiling, name: str) -> Found:
    if name == "align":
        return _found(name, tiling.align)
    before, after = tiling.context
    if name == "latency":
        return _found(name, tiling.align + after)
    if tiling.reasons:
        return Found((None,), f"all that was before and {after} after")
    return Found((min(before, after), max(before, after)), f"{before} before and {after} after")


_TOLD: dict[str, Callable[[Metrics, int, str], tuple[Found, ...]]] = {
    "gridding": Metrics._gridding,  # noqa: SLF001 - of the class above
    "checkerboard": Metrics._checkerboard,  # noqa: SLF001
    "shift": Metrics._shift,  # noqa: SLF001
    **dict.fromkeys(("align", "context", "latency"), Metrics._of_tiles),  # noqa: SLF001
}
"""Who tells a number; those that stand nowhere here are a row's."""
