"""What stands out in the form of a network's last map, without the forms of all layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.analysis.form import Form
from rfcalc.axis import UNBOUNDED
from rfcalc.errors import RfcalcError, escaped
from rfcalc.page.note import Note
from rfcalc.page.pixels import many
from rfcalc.page.spelling import share
from rfcalc.reports.findings.forms import of_size
from rfcalc.reports.form_notes import NO_PATH, on_holes, on_shift

if TYPE_CHECKING:
    from rfcalc.analysis import Analysis
    from rfcalc.analysis.statistics import Statistics


def notes_at_a_glance(analysis: Analysis, weights: str = "uniform") -> tuple[Note, ...]:
    """Return one note for each of shift, grid, holes and size of the last map; none where the input size is not known.

    `rfcalc.reports.depth.forms_of` tells of all maps, which takes as many walks.
    """
    network, fields = analysis.network, analysis.fields
    last = analysis.last_map
    if None in network.input or not last or not fields.graph.tells(last) or fields.marked(last, UNBOUNDED):
        return ()
    statistics = analysis.statistics(weights)
    try:
        form = statistics.middle_forms([last])[last]
    except RfcalcError:  # too much to count: who asks for the form itself is told so, all else is shown
        return ()
    if form.erf is None:
        return (NO_PATH,)
    return (
        *on_shift([*_shifts(statistics, last), form], form, network),
        *_on_grid(statistics, last),
        *on_holes([form], network.pixel),
        of_size(form, network).note(),
    )


def _shifts(statistics: Statistics, last: int) -> list[Form]:
    """Return where the maps before a node lie, and nothing else of them."""
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
        for node, layer in enumerate(statistics.network.layers[: last - 1], start=1)
        if statistics.fields.graph.tells(node)
    ]


def _on_grid(statistics: Statistics, last: int) -> list[Note]:
    """Return how unevenly the last map reads the pixels, and where that begins."""
    uneven = statistics.gridding(last)
    if uneven is None:
        return []
    name, pixels = escaped(statistics.analysis.name(last)), many(statistics.network.pixel)
    if not uneven:
        return [Note("smooth", (name,), f"Smooth: over the map of {name}, all {pixels} count alike.")]
    order = statistics.fields.graph.order
    first = next((node for node in order if statistics.gridding(statistics.alike(node))), last)
    begins = f"; it begins at {escaped(statistics.analysis.name(first))}" if first != last else ""
    return [Note("grid", (name,), f"Grid: at {name} neighboring {pixels} count unevenly by {share(uneven)}{begins}.")]
