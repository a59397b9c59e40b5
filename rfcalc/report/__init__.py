"""Named numbers: the answers, ready to be written in any format."""

from rfcalc.report.place import Locator
from rfcalc.report.summary import summarize
from rfcalc.report.values import LayerRow, Number, Place, Summary

__all__ = ["LayerRow", "Locator", "Number", "Place", "Summary", "summarize"]
