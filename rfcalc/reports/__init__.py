"""Named numbers: the answers, ready to be written in any format.

`rfcalc.reports.place` is not loaded here: a table does not need it.
"""

from rfcalc.analysis.numbers import Number
from rfcalc.reports.summary import summarize
from rfcalc.reports.values import LayerRow, Place, Summary

__all__ = ["LayerRow", "Number", "Place", "Summary", "summarize"]
