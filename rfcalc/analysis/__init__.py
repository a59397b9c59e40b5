"""What follows from a network, each part worked out once."""

from rfcalc.analysis.analysis import Analysis

__all__ = ["Analysis"]
