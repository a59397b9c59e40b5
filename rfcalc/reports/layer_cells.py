"""The numbers of a layer as cells of a table: one spelling for every answer that has layers in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.page.spelling import across, box, number, per_axis

if TYPE_CHECKING:
    from rfcalc.analysis.reach import Reach
    from rfcalc.reports.layer import LayerRow


def n_text(row: LayerRow) -> str:
    """Return how many features a layer's map has."""
    return per_axis(row.n)


def jump_text(row: LayerRow) -> str:
    """Return a layer's jump; ``varies`` where branches of different jumps met."""
    return per_axis(row.jump, "varies" if row.irregular else "?")


def rf_text(row: LayerRow) -> str:
    """Return a layer's rf: ``204``, ``188..204`` where the fields of one map differ, ``11x3`` by axis."""
    unknown = _unknown(row)
    if row.rf_min is None:
        return per_axis(row.rf, unknown)
    words = [
        number(most, unknown) if least == most else f"{number(least)}..{number(most)}"
        for least, most in zip(row.rf_min, row.rf)
    ]
    return words[0] if words.count(words[0]) == len(words) else "x".join(words)


def start_text(row: LayerRow) -> str:
    """Return the centre of a layer's first field."""
    return per_axis(row.start, _unknown(row))


def period_text(row: LayerRow) -> str:
    """Return after how many features a layer's fields repeat; nothing where each is the next one moved."""
    return "" if row.period is None else per_axis(row.period)


def reach_text(row: LayerRow) -> str:
    """Return how far features see to each side: ``23``, ``6+0`` where the sides differ, ``-`` for no place."""
    if row.unknown or row.constant:
        return "?"

    def spelled(reach: Reach | None) -> str:
        if reach is None:
            return "-"
        before, after = map(number, reach)
        return before if before == after else f"{before}+{after}"

    return across(row.reach or (None,), spelled)


def clean_text(row: LayerRow) -> str:
    """Return which of a layer's features read no padding: ``[2, 126)``; ``none``, or ``?`` without an input size."""
    if None in row.n:
        return "?"
    return "none" if row.clean is None else across(row.clean, box)


def flags_text(row: LayerRow) -> str:
    """Return the words for what is unusual about a layer."""
    return " ".join(row.flags())


def _unknown(row: LayerRow) -> str:
    """Return ``?`` for what an input size would tell, ``-`` for what does not exist."""
    return "?" if row.whole or row.unknown or row.constant else "-"
