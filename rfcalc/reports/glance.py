"""What can be said of the form of a network's last map at a glance: where it lies, and how evenly it reads pixels.

Neither needs a walk over paths, which takes longer than all else that a viewer is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.analysis.form import Form
from rfcalc.errors import escaped
from rfcalc.page.note import Note
from rfcalc.page.pixels import many
from rfcalc.page.spelling import share
from rfcalc.reports.form_notes import on_shift

if TYPE_CHECKING:
    from rfcalc.analysis import Analysis
    from rfcalc.analysis.statistics import Statistics


def notes_at_a_glance(analysis: Analysis, weights: str = "uniform") -> tuple[Note, ...]:
    """Return a note on where maps lie, and one on the grid of the last; none where it cannot be told."""
    last = analysis.last_map
    if not last or not analysis.fields.graph.tells(last):
        return ()
    statistics = analysis.statistics(weights)
    forms = _shifts(statistics, last)
    return (*on_shift(forms, forms[-1], analysis.network), *_on_grid(statistics, last))


def _shifts(statistics: Statistics, last: int) -> list[Form]:
    """Return where a node and the maps before it lie, and nothing else of them."""
    return [
        Form(
            layer=layer.name,
            type=layer.type,
            n=(),
            index=None,
            rf=None,
            box=None,
            shift=statistics.shift(node),
        )
        for node, layer in enumerate(statistics.network.layers[:last], start=1)
        if statistics.fields.graph.tells(node)
    ]


def _on_grid(statistics: Statistics, last: int) -> list[Note]:
    """Return how unevenly the last map reads the pixels."""
    uneven = statistics.gridding(last)
    if uneven is None:
        return []
    name, pixels = statistics.analysis.name(last), many(statistics.network.pixel)
    if not uneven:
        return [Note("smooth", (name,), f"Smooth: over the map of {escaped(name)}, all {pixels} count alike.")]
    text = f"Grid: at {escaped(name)} neighboring {pixels} count unevenly by {share(uneven)}."
    return [Note("grid", (name,), text)]
