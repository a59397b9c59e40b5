"""How much each pixel counts: paths from pixels to features, what they add up to, and how far they spread."""

from rfcalc.analysis.paths.classes import class_totals
from rfcalc.analysis.paths.counts import PathCounts, counts_of
from rfcalc.analysis.paths.phases import Phases, phases_of
from rfcalc.analysis.paths.spread import Spread, spreads_of
from rfcalc.analysis.paths.tally import Tally, tally_of
from rfcalc.analysis.paths.walks import Walks

__all__ = [
    "PathCounts",
    "Phases",
    "Spread",
    "Tally",
    "Walks",
    "class_totals",
    "counts_of",
    "phases_of",
    "spreads_of",
    "tally_of",
]
