"""The answers: named numbers and sentences, made from an analysis, ready to be written in any format.

Each file has one answer: its values, what programs get of it (`record` and `grid`), and what people read (`page`,
whose file is loaded when a page is asked for). Only the table of a network is loaded here.
"""

from rfcalc.analysis.numbers import Number
from rfcalc.reports.layer import LayerRow
from rfcalc.reports.summary import Summary, summarize

__all__ = ["LayerRow", "Number", "Summary", "summarize"]
