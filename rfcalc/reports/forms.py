"""The form of receptive fields as named numbers: what really counts inside the box."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.planes import Plane, planes_of

if TYPE_CHECKING:
    from rfcalc.analysis.form import Form
    from rfcalc.analysis.paths import PathCounts


class Forms(NamedTuple):
    """The form of one feature for each layer of a network: the middle one."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    weights: str  # one of WEIGHTS
    unclipped: bool  # as if image and maps had no borders
    layers: tuple[Form, ...]
    notes: tuple[str, ...]  # what stands out, in words, one sentence each


class Map(NamedTuple):
    """How much each pixel counts for one feature, and the numbers made of it."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    weights: str
    unclipped: bool
    layer: str  # as asked for: a layer's name or a block's
    index: tuple[int, ...]  # type: ignore[assignment] # the word of the contract; tuple.index is not needed
    counts: PathCounts | None  # None: no path leads to the feature
    form: Form

    @property
    def planes(self) -> tuple[Plane, ...]:
        """Return what is drawn of the counts: one plane, of three axes three; none where no path leads."""
        return () if self.counts is None else planes_of(self.counts)


class GrowthRow(NamedTuple):
    """How far one layer sees; sizes in input pixels, as geometric means where the axes differ."""

    layer: str
    depth: int  # layers with a window of more than one feature on the longest way from the input
    rf: float
    erf: float
    law: float | None  # size of the effective field of a Gaussian of the closed formula's standard deviation


class Growth(NamedTuple):
    """rf and effective receptive field through the depth of a network."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    weights: str
    unclipped: bool
    rows: tuple[GrowthRow, ...]
    notes: tuple[str, ...]
    folded: bool = False  # axes differ somewhere, and sizes are their geometric means

    @property
    def curve(self) -> tuple[GrowthRow, ...]:
        """Return for each depth the layer that sees farthest, of equals the last; others lie on shorter branches."""
        farthest: dict[int, GrowthRow] = {}
        for row in sorted(self.rows, key=lambda row: (row.depth, row.rf)):
            farthest[row.depth] = row
        return tuple(farthest.values())
