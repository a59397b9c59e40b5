"""The form of features' receptive fields, in numbers: how many pixels count, how evenly, and where."""

from __future__ import annotations

from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

from rfcalc.analysis.form import WEIGHTS, Form
from rfcalc.analysis.numbers import center, exact
from rfcalc.analysis.paths import Walks, class_totals, counts_of, phases_of, spreads_of, tally_of
from rfcalc.analysis.visible import box_at
from rfcalc.analysis.watch import unwatched
from rfcalc.axis import UNBOUNDED, jump_of, offset
from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.network import INPUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.numbers import Number
    from rfcalc.analysis.paths import PathCounts, Phases, Spread, Tally
    from rfcalc.analysis.watch import Watch

DECIMALS = 6
"""Those that roots, shares and means are rounded to."""

DIGITS = 4300
LARGEST = 10**DIGITS
"""Above it Python writes no number without being told to."""


class Statistics:
    """Tells the forms of features of one network, for one way to count paths; the network is worked out once.

    A feature's ideal place is the one that it would have if its whole map were moved into the middle of the image.
    """

    def __init__(self, analysis: Analysis, weights: str = "uniform", *, unclipped: bool = False) -> None:
        """Work out the fields; raise `RfcalcError` where they cannot be, and for weights that are not known."""
        if weights not in WEIGHTS:
            allowed = f"{nearest(weights, WEIGHTS)} one of {', '.join(WEIGHTS)}".strip()
            raise RfcalcError(quoted(weights), allowed=allowed, key="--weights")
        self.analysis, self.network = analysis, analysis.network
        self.weights, self.unclipped = weights, unclipped
        self.fields = analysis.fields
        self._griddings: dict[int, float | None] = {}
        self._middle: dict[int, Form] = {}

    @cached_property
    def _spreads(self) -> list[Spread | None]:
        return spreads_of(self.fields, self.weights)

    @cached_property
    def _walks(self) -> Walks:
        return Walks(self.fields, self.weights, unclipped=self.unclipped)

    @cached_property
    def _phases(self) -> list[Phases | None]:
        return phases_of(self.fields, self.weights)

    def middle(self, node: int) -> tuple[int, ...]:
        """Return the index of the middle feature of a map: n // 2; 0 where n is not known."""
        return tuple([0 if axis.n[0] is None else (axis.n[node] or 0) // 2 for axis in self.fields.axes])

    def counts(self, node: int, index: tuple[int, ...], watch: Watch = unwatched) -> PathCounts | None:
        """Return how much each pixel counts for a feature. Raises `RfcalcError` naming the layer."""
        self._check_sizes(node)
        return counts_of(self.fields, node, index, self.weights, unclipped=self.unclipped, watch=watch)

    def _check_sizes(self, node: int) -> None:
        """Raise `RfcalcError` where counts depend on a size that is not known."""
        sizes_known = self.unclipped or None not in self.network.input
        if not sizes_known or self.fields.marked(node, UNBOUNDED):
            raise RfcalcError(
                "which pixels count depends on the input size",
                allowed=self.network.size_advice,
                layer=self.analysis.name(node),
                file=self.network.file,
            )

    def middle_forms(self, nodes: Sequence[int]) -> dict[int, Form]:
        """Return the forms of the middle features of some maps: those of `form`, quicker. Raises `RfcalcError`."""
        for node in nodes:
            self._check_sizes(node)
        features = {node: self.middle(node) for node in nodes if node not in self._middle}
        walks = self._walks
        for done, (node, tally) in enumerate(walks.tallies(features) if features else (), start=1):
            self._middle[node] = self._form(node, features[node], tally, self.gridding(walks.even[node]))
            self.analysis.watch(done, len(features), "layers")
        return {node: self._middle[node] for node in nodes}

    def gridding(self, node: int) -> float | None:
        """Return how unevenly pixels are read by all the features of a map; ``None`` where they do not repeat."""
        if node not in self._griddings:
            classes = class_totals(self.fields, node, self.weights)
            self._griddings[node] = _unevenness(classes) if classes and any(classes) else None
        return self._griddings[node]

    def form(self, node: int, index: tuple[int, ...], counts: PathCounts | None) -> Form:
        """Return the form of one feature's receptive field, given how much each pixel counts for it."""
        return self._form(node, index, None if counts is None else tally_of(counts), self.gridding(node))

    def _form(self, node: int, index: tuple[int, ...], tally: Tally | None, gridding: float | None) -> Form:
        """Return the form of one feature's receptive field, given what its counts come to and its map's gridding."""
        axes = self.fields.axes
        name = self.analysis.name(node)
        type_name = self.network.layers[node - 1].type if node else INPUT
        n = tuple([None if axis.n[0] is None else axis.n[node] for axis in axes])
        box = box_at(self.fields, node, index)
        rf = tuple([end - first for first, end in box]) if box else None
        uneven = self.checkerboard(node)
        if tally is None or box is None or rf is None:
            return Form(layer=name, type=type_name, n=n, index=index, rf=rf, box=box, checkerboard=uneven)
        cells = prod([end - first for first, end in tally.counted])
        erf = tally.effective ** (1 / len(axes))
        middle = tuple(map(center, box))
        spread = self._spreads[node]
        return Form(
            layer=name,
            type=type_name,
            n=n,
            index=index,
            rf=rf,
            box=box,
            counted=tally.counted,
            paths=self._weight(tally.paths, tally.denominator, name),
            largest=self._weight(tally.largest, tally.denominator, name),
            pixels=tally.pixels,
            holes=rounded(1 - tally.pixels / cells),
            erf=rounded(erf),
            erf_share=rounded(erf / prod(rf) ** (1 / len(axes))),
            std=tuple(map(rounded, tally.std)),
            std_formula=None if spread is None else tuple([rounded(variance**0.5) for variance in spread.variance]),
            center=middle,
            mass=tuple(map(rounded, tally.mass)),
            shift=self.shift(node),
            shift_image=_shift_image(box, self.network.input),
            shift_mass=tuple([rounded(by_mass - float(by_box)) for by_mass, by_box in zip(tally.mass, middle)]),
            gridding=gridding,
            checkerboard=uneven,
        )

    def _weight(self, count: int, denominator: int, layer: str) -> Number:
        """Return what some paths count together; raise `RfcalcError` for more than can be written."""
        try:
            weight = count if denominator == 1 else count / denominator
        except OverflowError:
            raise RfcalcError(
                "the weights of its paths add up to more than 10^308",
                allowed="uniform weights have no such bound",
                layer=layer,
                file=self.network.file,
            ) from None
        if weight >= LARGEST:
            raise RfcalcError(
                f"its paths are more than 10^{DIGITS}",
                allowed="counts of more digits cannot be written; --weights mean can",
                layer=layer,
                file=self.network.file,
            )
        return weight

    def checkerboard(self, node: int) -> tuple[float, ...] | None:
        """Return along each axis how unevenly the features of a map are reached; ``None`` where it cannot be told."""
        phases = self._phases[node]
        if phases is None:
            return None
        n = [axis.n[node] or period for axis, period in zip(self.fields.axes, phases.shape)]
        totals = [phases.along(axis, n) for axis in range(len(n))]
        return tuple(map(_unevenness, totals)) if any(totals[0]) else None

    def shift(self, node: int) -> tuple[Number, ...] | None:
        """Return how far a map lies from the middle of the image, and so each of its features from its ideal place.

        That is the mean of its features' centers, over a period, less the image's center: single features of an
        upsampled map look a little left or right. ``None`` where features are not evenly spaced, or sizes not known.
        """
        shifts = []
        for axis, size in zip(self.fields.axes, self.network.input):
            spaced = [part for part in axis.fields[node] if part.advance]  # not what all features see alike
            start = offset(spaced[0]) if len(spaced) == 1 else None
            n = axis.n[node]
            if start is None or size is None or n is None:
                return None
            first, parts = start
            jump, steps = jump_of(spaced[0])
            denominator = 2 * parts * steps
            shifts.append(exact(2 * first * steps + (n - 1) * jump * parts - size * parts * steps, denominator))
        return tuple(shifts)


def rounded(value: float) -> float:
    """Return a root, a share or a mean with as many decimals as are told."""
    return round(value, DECIMALS) + 0.0  # which makes a zero of a minus zero


def _shift_image(box: tuple[tuple[int, int], ...], size: tuple[int | None, ...]) -> tuple[Number, ...] | None:
    shifts = [None if n is None else exact(first + end - n, 2) for (first, end), n in zip(box, size)]
    known = tuple([shift for shift in shifts if shift is not None])
    return known if len(known) == len(shifts) else None


def _unevenness(totals: Sequence[int]) -> float:
    """Return the share of the paths that would have to lie elsewhere for all pixels, or features, to have as many.

    That is the Hoover index of their numbers of paths.
    """
    paths, parts = sum(totals), len(totals)
    return rounded(sum(abs(total * parts - paths) for total in totals) / (2 * paths * parts))
