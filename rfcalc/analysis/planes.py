"""What is drawn of counts: planes of two axes, with the effective receptive field in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.effective import threshold_of

if TYPE_CHECKING:
    from rfcalc.analysis.paths import PathCounts
    from rfcalc.axis import Box

DRAWN = 2
"""Axes of a plane."""


class Plane(NamedTuple):
    """Counts along two axes, or along the only one as a single row; along a third they are added up.

    A pixel of a plane then stands for a line of pixels, and is marked as effective where any of them belongs to the
    effective receptive field: one that exceeds a share of the largest count of a single pixel, not of a line.
    """

    axes: tuple[int, ...]  # which of the network's, in their order
    spans: tuple[Box, ...]  # first pixel and end along each
    rows: list[list[int]]
    effective: list[list[bool]]  # which of them are marked
    denominator: int  # a pixel counts its whole number divided by it


def planes_of(counts: PathCounts) -> tuple[Plane, ...]:
    """Return the only plane of one axis or two; of three the one across each, the first axis's first."""
    lines = counts.lines()
    threshold = threshold_of(max(map(max, lines)))
    marked = [[count > threshold for count in line] for line in lines]
    spans = tuple([(first, first + count) for first, count in zip(counts.origin, counts.shape)])
    axes = tuple(range(len(spans)))
    if len(axes) <= DRAWN:
        return (Plane(axes, spans, lines, marked, counts.denominator),)
    high = counts.shape[1]
    stack = [lines[start : start + high] for start in range(0, len(lines), high)]
    marks = [marked[start : start + high] for start in range(0, len(marked), high)]
    across = (
        ([list(map(sum, zip(*each))) for each in zip(*stack)], [list(map(any, zip(*each))) for each in zip(*marks)]),
        ([list(map(sum, zip(*each))) for each in stack], [list(map(any, zip(*each))) for each in marks]),
        ([list(map(sum, each)) for each in stack], [list(map(any, each)) for each in marks]),
    )
    return tuple(
        [
            Plane(axes[:axis] + axes[axis + 1 :], spans[:axis] + spans[axis + 1 :], rows, effective, counts.denominator)
            for axis, (rows, effective) in enumerate(across)
        ]
    )
