"""Layers that put the features of a map elsewhere: rolled, picked one by one, or read by a table."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.axis import KEEP, IndexMap, check_phases, sliding
from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.values import Operation, Step, needs_size, operation
from rfcalc.layers.windows import CIRCULAR, ZEROS, bordered

if TYPE_CHECKING:
    from rfcalc.layers.tables import Progression


@operation
class Roll(NamedTuple):
    """A cyclic shift: feature i reads feature ``(i - shift) mod n`` (PyTorch and NumPy, ``roll``).

    Whichever way round is shorter, the features that come in at one end lie beside the map, where those of a circular
    padding lie: so that the others, most of them, stay a plain shift of each other.
    """

    shift: int

    def over(self, n: int | None) -> Step:
        """Return as many features as there are."""
        shift = self.shift
        if n is not None:
            shift %= n
            if 2 * shift > n or (2 * shift == n and self.shift < 0):
                shift -= n
        if shift == 0:
            return Step(n, (KEEP,))
        return Step(n, (sliding(-shift, 1, 1, 1)._replace(border=CIRCULAR),))


@operation
class Take(NamedTuple):
    """Features picked by their indices (ONNX, Gather; PyTorch, ``index_select``); negative ones count from the end.

    Where the indices repeat, moved on, so does what is read. Others are a table that begins anew, a map further on,
    behind its end.
    """

    indices: tuple[int, ...] | None  # None: an axis that is kept

    def over(self, n: int | None) -> Step:
        """Return one feature for each index; one that the map does not have is an error."""
        if self.indices is None:
            return Step(n, (KEEP,))
        indices = self.indices
        low, high = min(indices), max(indices)
        if n is not None and not (-n <= low and high < n):
            bad = low if low < -n else high
            raise RfcalcError(f"found index {bad}", allowed=f"the map of {n} has 0 to {n - 1}", key="indices")
        if low < 0:
            if n is None:
                raise needs_size("what an index from the end means", "indices")
            indices = tuple([at % n for at in indices])
        count = len(indices)
        period, advance = _repetition(indices)
        if not period:
            if n is None:
                raise needs_size("where a table of indices begins anew", "indices")
            period, advance = count, n
        check_phases(period)
        return Step(count, (IndexMap(period, advance, tuple([range(at, at + 1) for at in indices[:period]])),))


def _repetition(indices: tuple[int, ...]) -> tuple[int, int]:
    """Return after how many indices they repeat, moved on, and how far; zeros where they do not do so twice.

    The shortest period of the steps between them, by the failure function of Knuth, Morris and Pratt.
    """
    if len(indices) == 1:
        return 1, 1
    steps = [after - before for before, after in pairwise(indices)]
    overlaps = [0] * len(steps)
    overlap = 0
    for at in range(1, len(steps)):
        while overlap and steps[at] != steps[overlap]:
            overlap = overlaps[overlap - 1]
        overlap += steps[at] == steps[overlap]
        overlaps[at] = overlap
    period = len(steps) - overlaps[-1]
    advance = sum(steps[:period])
    moves = advance > 0 or (period == 1 and advance == 0)
    return (period, advance) if moves and 2 * period <= len(indices) else (0, 0)


@operation
class Table(NamedTuple):
    """What any layer reads of one map, as a table: feature i reads the progression of its phase, moved on."""

    size: int | None  # None: as many as the map has
    advance: int
    ranges: "tuple[Progression, ...]"
    mode: str = ZEROS

    def over(self, n: int | None) -> Step:
        """Return as many features as it says."""
        period = len(self.ranges)
        check_phases(period)
        ranges = tuple([range(first, first + (count - 1) * step + 1, step) for first, count, step in self.ranges])
        count = n if self.size is None else self.size
        reads = IndexMap(period, self.advance, tuple([each if len(each) else range(0) for each in ranges]))
        sides = (0, 0) if n is None or count is None else _beyond(reads, count, n)
        return Step(count, (bordered(reads, self.mode, n, sides, "ranges"),))


def _beyond(reads: IndexMap, count: int, n: int) -> tuple[int, int]:
    """Return how far features read before and after a map of ``n``."""
    before = after = 0
    features = range(count)
    for feature in (*features[: reads.period], *features[-reads.period :]):
        turns, phase = divmod(feature, reads.period)
        positions = reads.ranges[phase]
        if positions:
            before = max(before, -(positions[0] + turns * reads.advance))
            after = max(after, positions[-1] + turns * reads.advance - n + 1)
    return before, after


class Piece(NamedTuple):
    """Where one of several maps lies that follow each other along an axis: features ``[first, end)`` of ``n``."""

    first: int
    end: int
    n: int

    def reads(self) -> IndexMap:
        """Return what all the features read of this map: those in its place itself, the others nothing."""
        inside = [range(i - self.first, i - self.first + 1) for i in range(self.first, self.end)]
        nothing = (range(0),)
        return IndexMap(self.n, self.n, (*nothing * self.first, *inside, *nothing * (self.n - self.end)))


@operation
class Concat(NamedTuple):
    """Maps side by side, feature by feature, or one after another along an axis (ONNX, Concat; PyTorch, ``cat``)."""

    along: str | None  # the axis; it is the same value for every axis

    def over(self, n: int | None) -> Step:
        """Return the map as it is: what several maps make is worked out where they meet."""
        return Step(n, (KEEP,))


def check_along(operation: Operation, axes: Sequence[str]) -> None:
    """Raise `RfcalcError` where maps are to follow each other along an axis that a network does not have."""
    if isinstance(operation, Concat) and operation.along is not None and operation.along not in axes:
        told = f"the axes {', '.join(axes)}" if len(axes) > 1 else f"one axis: {axes[0]}"
        raise RfcalcError(f"found {quoted(operation.along)}", allowed=f"the network has {told}", key="along")


def pieces_of(sizes: list[int | None]) -> list[Piece]:
    """Return where maps of known sizes lie one after another. Raises `RfcalcError` where one is not known."""
    known = [n for n in sizes if n is not None]
    if len(known) < len(sizes):
        raise needs_size("where the maps lie one after another", "along")
    total = sum(known)
    check_phases(total)
    ends = [*accumulate(known)]
    return [Piece(end - n, end, total) for n, end in zip(known, ends)]
