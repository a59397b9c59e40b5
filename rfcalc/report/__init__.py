"""Named numbers: the answers, ready to be written in any format.

`rfcalc.report.place` is not loaded here: a table does not need it.
"""

from rfcalc.report.summary import summarize
from rfcalc.report.values import LayerRow, Number, Place, Summary

__all__ = ["LayerRow", "Number", "Place", "Summary", "summarize"]
