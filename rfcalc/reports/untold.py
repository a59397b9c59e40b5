"""Of what nothing is told, in words: operators that are not known, and inputs that nobody asks about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.note import Note
from rfcalc.page.words import listed

if TYPE_CHECKING:
    from rfcalc.analysis import Analysis


def notes_on_untold(analysis: Analysis) -> list[Note]:
    """Return which of several inputs is asked about, and one note for each operator of which nothing is known."""
    return [*_on_inputs(analysis), *_on_unknown(analysis)]


def _on_inputs(analysis: Analysis) -> list[Note]:
    network, graph = analysis.network, analysis.fields.graph
    others = [name for name in network.inputs if name != network.start]
    if not others:
        return []
    constant = [analysis.name(node) for node in graph.constant if node <= len(network.layers)]
    alone = f", and so {'is' if len(constant) == 1 else 'are'} {listed(constant)}: no numbers" if constant else ""
    text = (
        f"Asked about is the input {escaped(network.start)}; {listed(others)} "
        f"{'is' if len(others) == 1 else 'are'} constant{alone} (--from {escaped(others[0])} asks about that one)."
    )
    return [Note("inputs", constant, text)]


def _on_unknown(analysis: Analysis) -> list[Note]:
    unknown = analysis.fields.graph.unknown
    notes = []
    for operator, nodes in analysis.unknown_operators.items():
        name = escaped(operator)
        first = escaped(analysis.name(nodes[0]))
        at = f"at {first}" if len(nodes) == 1 else f"at {len(nodes)} layers, the first {first},"
        behind = [node for node, cause in unknown.items() if cause in nodes and node not in nodes]
        layers = "the layer behind it sees" if len(behind) == 1 else f"the {len(behind)} layers behind it see"
        lost = f", nor what {layers}" if behind else ""
        text = f"Unknown: what {name} reads {at} is not known{lost} (--treat {name}=pointwise or {name}=whole)."
        notes.append(Note("unknown", [analysis.name(node) for node in nodes], text))
    return notes
