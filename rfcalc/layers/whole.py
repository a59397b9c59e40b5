"""Layers whose features read the whole map, or a large window of it: global pools, linear layers, attention, gates."""

from __future__ import annotations

from rfcalc.axis import KEEP, UNBOUNDED, WHOLE, IndexMap, check_phases, sliding
from rfcalc.layers.values import Step


def whole_map(n: int | None) -> Step:
    """Return the step of a layer that makes one feature of the whole map: a kernel of the map's size."""
    if n is None:
        return Step(1, (KEEP,), WHOLE | UNBOUNDED)
    return Step(1, (sliding(0, n, 1, 1),), WHOLE)


def gather(n: int | None) -> Step:
    """Return the step of global pooling and of a linear layer."""
    return whole_map(n)


def attend(n: int | None) -> Step:
    """Return the step of global attention: every feature reads itself and the whole map."""
    if n is None:
        return Step(None, (KEEP,), WHOLE | UNBOUNDED)
    return Step(n, (KEEP, IndexMap(1, 0, (range(n),))), WHOLE)


def gate(n: int | None, *, whole: bool) -> Step:
    """Return the step of a squeeze-excite gate or a norm whose statistics are the whole map's."""
    return attend(n) if whole else Step(n, (KEEP,))


def attend_window(n: int | None, *, window: int, shift: int) -> Step:
    """Return the step of attention within windows, of which one begins at ``shift`` (Swin: 2103.14030, 3.2).

    A cyclic shift with a mask, as Swin computes it, sees the same: the windows cut by the border.
    """
    check_phases(window)
    firsts = [(i - shift) // window * window + shift for i in range(window)]
    return Step(n, (IndexMap(window, window, tuple([range(f, f + window) for f in firsts])),))
