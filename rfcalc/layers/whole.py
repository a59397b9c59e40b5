"""Layers whose features read the whole map, or a large window of it: global pools, linear layers, attention, gates."""

from typing import NamedTuple

from rfcalc.axis import KEEP, UNBOUNDED, WHOLE, IndexMap, check_phases, future_of, past_of, sliding
from rfcalc.errors import RfcalcError
from rfcalc.layers.choices import BOTH, NONE, REVERSE
from rfcalc.layers.values import Step, needs_size, operation


@operation
class WholeMap(NamedTuple):
    """Global pooling, a linear layer: one feature of the whole map, a kernel of the map's size."""

    def over(self, n: int | None) -> Step:
        """Return one feature, whose extent is not known where ``n`` is not."""
        if n is None:
            return Step(1, (KEEP,), WHOLE | UNBOUNDED)
        return Step(1, (sliding(0, n, 1, 1),), WHOLE)


def _whole_besides(n: int | None) -> Step:
    """Return the step of a layer whose features read themselves and the whole map."""
    if n is None:
        return Step(None, (KEEP,), WHOLE | UNBOUNDED)
    return Step(n, (KEEP, IndexMap(1, 0, (range(n),))), WHOLE)


def _past_besides(n: int | None) -> Step:
    """Return the step of a layer whose features read themselves and all before them."""
    return Step(n, (KEEP, past_of(n)))


def _future_besides(n: int | None) -> Step:
    """Return the step of a layer whose features read themselves and all behind them."""
    return _whole_besides(n) if n is None else Step(n, (KEEP, future_of(n)))


@operation
class Attention(NamedTuple):
    """Global attention: every feature reads itself and the whole map, or with a causal mask all up to itself."""

    causal: bool

    def over(self, n: int | None) -> Step:
        """Return as many features as there are."""
        return _past_besides(n) if self.causal else _whole_besides(n)


@operation
class Recurrent(NamedTuple):
    """A recurrent layer (LSTM, GRU): every feature reads all up to itself, from itself on, or both ways the whole map.

    Along several axes at once it is that of Graves, Fernandez and Schmidhuber (0705.2011): a feature reads those
    that lie before it along every axis.
    """

    bidirectional: bool
    direction: str | None = None

    def over(self, n: int | None) -> Step:
        """Return as many features as there are."""
        if self.bidirectional or self.direction == BOTH:
            return _whole_besides(n)
        if self.direction == NONE:
            return Step(n, (KEEP, KEEP))  # as many ways as along the other axes
        return _past_besides(n) if self.direction != REVERSE else _future_besides(n)


@operation
class Gate(NamedTuple):
    """A squeeze-excite gate, or a norm whose statistics are the whole map's; it can be switched off.

    Those of a cumulative norm are of all features up to one (Conv-TasNet: 1809.07454, III-C).
    """

    whole: bool
    cumulative: bool = False

    def over(self, n: int | None) -> Step:
        """Return as many features as there are."""
        if not self.whole:
            return Step(n, (KEEP,))
        return _past_besides(n) if self.cumulative else _whole_besides(n)


@operation
class WindowAttention(NamedTuple):
    """Attention within windows, of which one begins at ``shift`` (Swin: 2103.14030, 3.2).

    A cyclic shift with a mask, as Swin computes it, sees the same: the windows cut by the border.
    """

    window: int
    shift: int

    def over(self, n: int | None) -> Step:
        """Return as many features as there are."""
        window, shift = self
        check_phases(window)
        firsts = [(i - shift) // window * window + shift for i in range(window)]
        return Step(n, (IndexMap(window, window, tuple([range(f, f + window) for f in firsts])),))


@operation
class GridAttention(NamedTuple):
    """Attention among the features that lie a grid's cell apart (MaxViT: 2204.01697, 3.2): n / grid, congruent places.

    As with global attention a feature reads itself besides, so that its own place stays known.
    """

    grid: int

    def over(self, n: int | None) -> Step:
        """Return as many features as there are; a map that cannot be split so is an error."""
        grid = self.grid
        if grid == 1:
            return Step(n, (KEEP, KEEP))  # as many ways as along the other axes
        if n is None:
            raise needs_size("how far apart the features of a grid lie", "grid")
        if n % grid:
            raise RfcalcError(f"the map of {n} cannot be split into a grid of {grid}", key="grid")
        if grid == n:
            return _whole_besides(n)
        cell = n // grid
        check_phases(cell)
        return Step(n, (KEEP, IndexMap(cell, 0, tuple([range(first, n, cell) for first in range(cell)]))))
