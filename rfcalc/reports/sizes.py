"""Which sizes of the input fit a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.sizes import Sizes
from rfcalc.errors import RfcalcError, quoted
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import pixel_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.pattern import Pattern
    from rfcalc.analysis.sizes import Fitting
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Grid, Value
    from rfcalc.page.parts import Page


class Near(NamedTuple):
    """A size along one axis, and the next that fit; ``None`` where none is smaller, or larger."""

    size: int
    fits: bool
    below: int | None
    above: int | None

    def record(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return self._asdict()


class Wanted(NamedTuple):
    """What makes so many outputs: per axis the smallest size that fits and gives at least as many."""

    layer: str
    n: tuple[int, ...]
    input: tuple[int | None, ...]  # None: no size does
    made: tuple[int | None, ...]  # how many it makes; more than n where no size that fits makes exactly n


@shown_in_notebooks
class FittingSizes(NamedTuple):
    """Which sizes of the input fit; every tuple has one entry per axis, in the network's axis order."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    fits: tuple[Pattern, ...]
    uncut: tuple[Pattern, ...]  # of these, the ones at which no stride leaves anything over at a border
    near: tuple[Near | None, ...]  # the size that was asked for, or else the network's own
    wanted: Wanted | None  # if a number of outputs was asked for
    pixel: Pixel = SOME_PIXEL

    def page(self) -> Page:
        """Return a row for each axis, and a sentence on the outputs that are wanted."""
        from rfcalc.reports.sizes_page import sizes_page

        return sizes_page(self)

    def record(self) -> dict[str, object]:
        """Return the sizes as JSON has them, rfcalc.sizes/1."""
        axes = self.axes
        record: dict[str, object] = {
            "schema": "rfcalc.sizes/1",
            "network": self.network,
            "axes": axes,
            "input": dict(zip(axes, self.input)),
            **pixel_record(self.pixel, axes),
            "fits": dict(zip(axes, map(_of_pattern, self.fits))),
            "uncut": dict(zip(axes, map(_of_pattern, self.uncut))),
            "near": dict(zip(axes, (near and near.record() for near in self.near))),
        }
        if self.wanted is not None:
            layer, *along = self.wanted
            record["out"] = {
                "layer": layer,
                **{key: dict(zip(axes, values)) for key, values in zip(("n", "input", "made"), along)},
            }
        return record

    def grid(self) -> Grid:
        """Return one row for each axis; several rests and sizes in one cell are separated by ``;``."""
        from rfcalc.page.answer import Grid

        patterns = [f"{name}_{part}" for name in ("fits", "uncut") for part in ("every", "rests", "from", "besides")]
        columns = ("network", "axis", *patterns, "near", "near_fits", "below", "above", "out", "needed", "made")
        return Grid(columns, frozenset(), self.axes, [self._cells(at) for at in range(len(self.axes))])

    def _cells(self, at: int) -> list[Value]:
        near, wanted = self.near[at], self.wanted
        return [
            self.network,
            self.axes[at],
            *_pattern_cells(self.fits[at]),
            *_pattern_cells(self.uncut[at]),
            *((near.size, "true" if near.fits else "false", near.below, near.above) if near else (None,) * 4),
            *((wanted.n[at], wanted.input[at], wanted.made[at]) if wanted else (None,) * 3),
        ]


def _of_pattern(pattern: Pattern) -> dict[str, object] | None:
    """Return a set of sizes as JSON has it, null where it is empty."""
    if not pattern:
        return None
    regular = {"every": pattern.every, "rests": pattern.rests, "from": pattern.start} if pattern.rests else {}
    return {**regular, **({"besides": pattern.besides} if pattern.besides else {})}


def _pattern_cells(pattern: Pattern) -> list[Value]:
    besides = ";".join(map(str, pattern.besides))
    if not pattern.rests:
        return [None, "", None, besides]
    return [pattern.every, ";".join(map(str, pattern.rests)), pattern.start, besides]


def sizes_of(analysis: Analysis, near: Sequence[int] | None = None, out: Sequence[int] | None = None) -> FittingSizes:
    """Return which sizes fit a network, the next to ``near``, and those that make ``out`` features of its last map.

    ``near`` and ``out`` have one number for every axis, or one per axis. Raises `RfcalcError`.
    """
    from rfcalc.network.graph import graph_of

    network = analysis.network
    graph = graph_of(network)
    worked_out: dict[object, tuple[Sizes, Fitting]] = {}
    by_axis = []
    for axis in range(len(network.axes)):
        operations = tuple([layer.operations[axis] for layer in network.layers])
        if operations not in worked_out:
            sizes = Sizes(network, graph, axis)
            worked_out[operations] = (sizes, sizes.fitting(watch=analysis.watch))
        by_axis.append(worked_out[operations])
    sought = network.input if near is None else numbers_per_axis(near, network.axes, "--near")
    return FittingSizes(
        network=network.name,
        axes=network.axes,
        input=network.input,
        fits=tuple([fitting.fits for _, fitting in by_axis]),
        uncut=tuple([fitting.uncut for _, fitting in by_axis]),
        near=tuple(
            [None if size is None else _near(fitting.fits, size) for size, (_, fitting) in zip(sought, by_axis)]
        ),
        wanted=None if out is None else _wanted(analysis, by_axis, numbers_per_axis(out, network.axes, "--out")),
        pixel=network.pixel,
    )


def _near(fits: Pattern, size: int) -> Near:
    return Near(size, fits.has(size), fits.below(size), fits.above(size))


def _wanted(analysis: Analysis, by_axis: Sequence[tuple[Sizes, Fitting]], n: Sequence[int]) -> Wanted:
    """Return the sizes that make so many outputs of the last map that grows with the input."""
    growing = [sizes.last_growing() for sizes, _ in by_axis]
    node = max((node for node in growing if node is not None), default=None)
    if node is None or None in growing:
        raise RfcalcError("no layer's map grows with the input", allowed="every size gives as many", key="--out")
    inputs, made = [], []
    for (sizes, fitting), wanted in zip(by_axis, n):
        first = sizes.first_with(node, wanted)
        size = None if first is None else fitting.fits.above(first - 1)
        inputs.append(size)
        made.append(None if size is None else sizes.count(node, size))
    return Wanted(analysis.name(node), tuple(n), tuple(inputs), tuple(made))


def numbers_per_axis(numbers: Sequence[int], axes: tuple[str, ...], key: str) -> tuple[int, ...]:
    """Return one number for each axis; raise `RfcalcError` where there are too few or too many."""
    if len(numbers) == 1:
        return tuple(numbers) * len(axes)
    if len(numbers) != len(axes):
        raise RfcalcError(
            f"found {quoted('x'.join(map(str, numbers)))}",
            allowed=f"the network has {len(axes)} ax{'i' if len(axes) == 1 else 'e'}s: {', '.join(axes)}",
            key=key,
        )
    return tuple(numbers)
