"""Counts as the arrays of numpy's files."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError
from rfcalc.render.figures.dots import require

if TYPE_CHECKING:
    from rfcalc.analysis.paths import PathCounts
    from rfcalc.reports.forms import Map

UINT64 = 2**64


def saved(report: Map, counts: PathCounts) -> bytes:
    """Return counts as the bytes of a ``.npy`` file; raise `RfcalcError` without numpy, and beyond its numbers."""
    require("numpy", "arrays")
    import numpy as np

    whole = np.array(counts.rows, dtype=object)
    exact = report.weights == "uniform" and whole.max() < UINT64
    try:
        values = whole.astype(np.uint64) if exact else (whole / counts.denominator).astype(np.float64)
    except OverflowError:
        raise RfcalcError(
            "its counts are larger than an array's numbers, which end at 1.8e308",
            allowed="a .json file holds every digit",
            layer=report.layer,
            key="--output",
        ) from None
    stream = BytesIO()
    np.save(stream, values, allow_pickle=False)
    return stream.getvalue()
