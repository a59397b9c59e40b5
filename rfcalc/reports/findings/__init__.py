"""The findings: what may stand out in a network, with one rule each, for `advise`, for `check` and for notes."""

from rfcalc.reports.findings.finding import Cure, Finding, Rule
from rfcalc.reports.findings.table import FINDINGS, find

__all__ = ["FINDINGS", "Cure", "Finding", "Rule", "find"]
