"""How much each pixel counts: paths from pixels to features, what they add up to, and how far they spread."""

from rfcalc.counting.classes import class_totals
from rfcalc.counting.paths import counts_of
from rfcalc.counting.spread import Spread, spreads_of
from rfcalc.counting.window import PathCounts

__all__ = ["PathCounts", "Spread", "class_totals", "counts_of", "spreads_of"]
