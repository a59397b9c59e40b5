"""The form of features' receptive fields, in numbers: how many pixels count, how evenly, and where."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from math import gamma, log, pi, prod
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.form import WEIGHTS, Form
from rfcalc.analysis.numbers import center, exact
from rfcalc.analysis.paths import class_totals, counts_of, phases_of, spreads_of
from rfcalc.analysis.visible import box_at
from rfcalc.axis import UNBOUNDED, jump_of, offset
from rfcalc.errors import GIVE_SIZE, RfcalcError, nearest, quoted
from rfcalc.network import INPUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.numbers import Number
    from rfcalc.analysis.paths import PathCounts, Phases

DECIMALS = 6
"""Those that roots, shares and means are rounded to."""

DIGITS = 4300
LARGEST = 10**DIGITS
"""Above it Python writes no number without being told to."""

RIM = (455, 10_000)
"""Pixels that count less than this share of the largest are outside the effective receptive field: 1 - 95.45 %, what
lies beyond two standard deviations of a Gaussian; Luo et al., NIPS 2016, section 3."""


class Marginal(NamedTuple):
    """Counts added up along all axes but one."""

    first: int  # pixel of the first
    sums: list[int]

    def center(self) -> float:
        """Return the center of mass in pixels."""
        moment = sum((2 * place + 1) * count for place, count in enumerate(self.sums))
        return self.first + moment / (2 * sum(self.sums))

    def std(self) -> float:
        """Return the standard deviation in pixels; that of a single pixel is 0."""
        total = sum(self.sums)
        first = sum(place * count for place, count in enumerate(self.sums))
        second = sum(place * place * count for place, count in enumerate(self.sums))
        return float(((second * total - first * first) / total**2) ** 0.5)


class Statistics:
    """Tells the forms of features of one network; the network is worked out once.

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
        self._spreads = spreads_of(self.fields, weights)

    def middle(self, node: int) -> tuple[int, ...]:
        """Return the index of the middle feature of a map: n // 2; 0 where n is not known."""
        return tuple([0 if axis.n[0] is None else (axis.n[node] or 0) // 2 for axis in self.fields.axes])

    def counts(self, node: int, index: tuple[int, ...]) -> PathCounts | None:
        """Return how much each pixel counts for a feature. Raises `RfcalcError` naming the layer."""
        layer = self.network.layers[node - 1].name if node else INPUT
        unbounded = any(axis.marks[node] & UNBOUNDED for axis in self.fields.axes)
        if (None in self.network.input and not self.unclipped) or unbounded:
            raise RfcalcError(
                "which pixels count depends on the input size",
                allowed=GIVE_SIZE,
                layer=layer,
                file=self.network.file,
            )
        return counts_of(self.fields, node, index, self.weights, unclipped=self.unclipped)

    def form(self, node: int, index: tuple[int, ...], counts: PathCounts | None) -> Form:
        """Return the form of one feature's receptive field, given how much each pixel counts for it."""
        axes = self.fields.axes
        name, type_name = self.network.layers[node - 1][:2] if node else (INPUT, INPUT)
        box = box_at(self.fields, node, index)
        n = tuple([None if axis.n[0] is None else axis.n[node] for axis in axes])
        rf = tuple([end - first for first, end in box]) if box else None
        form = Form(name, type_name, n, index, rf, box, checkerboard=self._checkerboard(node))
        if counts is None or box is None or rf is None:
            return form
        marginals = _marginals(counts)
        flat = list(_flat(counts.rows, len(axes)))
        largest, paths = max(flat), sum(flat)
        one = counts.denominator
        pixels = len(flat) - flat.count(0)
        threshold = largest * RIM[0] // RIM[1]
        erf = sum(count > threshold for count in flat) ** (1 / len(axes))
        middle = tuple([center(along) for along in box])
        mass = [marginal.center() for marginal in marginals]
        spread = self._spreads[node]
        classes = class_totals(self.fields, node, self.weights)
        return form._replace(
            counted=tuple([(marginal.first, marginal.first + len(marginal.sums)) for marginal in marginals]),
            paths=self._counted(paths, one, name),
            largest=self._counted(largest, one, name),
            pixels=pixels,
            holes=_rounded(1 - pixels / len(flat)),
            erf=_rounded(erf),
            erf_share=_rounded(erf / prod(rf) ** (1 / len(axes))),
            std=tuple([_rounded(marginal.std()) for marginal in marginals]),
            std_formula=None if spread is None else tuple([_rounded(along**0.5) for along in spread.variance]),
            center=middle,
            mass=tuple(map(_rounded, mass)),
            shift=self.shift(node),
            shift_image=_shift_image(box, self.network.input),
            shift_mass=tuple([_rounded(own - float(along)) for own, along in zip(mass, middle)]),
            gridding=None if classes is None else _hoover(classes),
        )

    @cached_property
    def _phases(self) -> list[Phases | None]:
        return phases_of(self.fields, self.weights)

    def _checkerboard(self, node: int) -> tuple[float, ...] | None:
        """Return along each axis how unevenly the features of a map are reached; ``None`` where it cannot be told."""
        phases = self._phases[node]
        if phases is None:
            return None
        n = [axis.n[node] or period for axis, period in zip(self.fields.axes, phases.shape)]
        totals = [phases.along(axis, n) for axis in range(len(n))]
        return tuple([_hoover(along) for along in totals]) if any(totals[0]) else None

    def _counted(self, count: int, denominator: int, layer: str) -> Number:
        """Return what a number of paths counts."""
        try:
            told = count if denominator == 1 else count / denominator
        except OverflowError:
            raise RfcalcError(
                "the weights of its paths add up to more than 10^308",
                allowed="uniform weights have no such bound",
                layer=layer,
                file=self.network.file,
            ) from None
        if told >= LARGEST:
            raise RfcalcError(
                f"its paths are more than 10^{DIGITS}",
                allowed="counts of more digits cannot be written; --weights mean can",
                layer=layer,
                file=self.network.file,
            )
        return told

    def shift(self, node: int) -> tuple[Number, ...] | None:
        """Return how far a map lies from the middle of the image, and so each of its features from its ideal place.

        That is the mean of its features' centers, over a period, less the image's center: single features of an
        upsampled map look a little left or right. ``None`` where features are not evenly spaced, or sizes not known.
        """
        shifts = []
        for axis, size in zip(self.fields.axes, self.network.input):
            own = [part for part in axis.fields[node] if part.advance]  # not what all features see alike
            place = offset(own[0]) if len(own) == 1 else None
            n = axis.n[node]
            if place is None or size is None or n is None:
                return None
            jump, parts = jump_of(own[0])
            denominator = 2 * place[1] * parts
            shifts.append(
                exact(2 * place[0] * parts + (n - 1) * jump * place[1] - size * place[1] * parts, denominator)
            )
        return tuple(shifts)


def _rounded(value: float) -> float:
    return round(value, DECIMALS)


def _flat(block: list[object], axes: int) -> Iterable[int]:
    for _ in range(axes - 1):
        block = list(chain.from_iterable(block))  # type: ignore[arg-type]
    return block  # type: ignore[return-value]


def _marginals(counts: PathCounts) -> list[Marginal]:
    """Return the counts added up along all axes but one, for each axis."""
    sums: list[list[int]] = []
    block = counts.rows
    for along in range(len(counts.origin)):
        rest = len(counts.origin) - along
        sums.append([sum(_flat([item], rest)) for item in block] if rest > 1 else block)
        if rest > 1:
            block = [_added(items) for items in zip(*block)]
    return [Marginal(first, along) for first, along in zip(counts.origin, sums)]


def _added(items: Sequence[object]) -> object:
    """Return the sums of blocks of one form."""
    if isinstance(items[0], list):
        return [_added(inner) for inner in zip(*items)]
    return sum(items)  # type: ignore[arg-type]


def _shift_image(box: tuple[tuple[int, int], ...], size: tuple[int | None, ...]) -> tuple[Number, ...] | None:
    shifts = [None if n is None else exact(first + end - n, 2) for (first, end), n in zip(box, size)]
    known = tuple([shift for shift in shifts if shift is not None])
    return known if len(known) == len(shifts) else None


def _hoover(totals: Sequence[int]) -> float:
    """Return the share of the paths that would have to lie elsewhere for all of some pixels or features to have alike.

    That is the Hoover index of their numbers of paths.
    """
    paths, classes = sum(totals), len(totals)
    return _rounded(sum(abs(total * classes - paths) for total in totals) / (2 * paths * classes))


def gaussian_size(std: Sequence[float]) -> float:
    """Return the size of the effective field of a Gaussian: the root of the volume where it exceeds the rim's share.

    In two axes 4.406 times the (geometric mean of the) standard deviations.
    """
    axes = len(std)
    radius = (2 * log(RIM[1] / RIM[0])) ** 0.5
    volume = pi ** (axes / 2) / gamma(axes / 2 + 1) * radius**axes
    return _rounded((volume * prod(std)) ** (1 / axes))
