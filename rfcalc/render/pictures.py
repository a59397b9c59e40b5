"""Finished reports as pictures and arrays, the bytes of a file. Pictures need matplotlib and arrays numpy."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError
from rfcalc.render.canvas import picture, require
from rfcalc.render.pixels import array_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.paths import PathCounts
    from rfcalc.reports.forms import Growth, Map

UINT64 = 2**64
MOST = 1000  # maps in one picture


def map_picture(report: Map, kind: str, *, log: bool) -> bytes:
    """Return how much each pixel counts as a ``png`` or ``svg``; of three axes the sums along each.

    Raises `RfcalcError` for a feature to which no path leads, and where matplotlib is missing.
    """
    from rfcalc.render.map_sheet import map_sheet  # noqa: PLC0415 - each picture loads its own module

    counts = _counts(report)
    return picture(lambda: map_sheet(report, counts, log=log), kind)


def strip_picture(reports: Sequence[Map], kind: str, *, log: bool) -> bytes:
    """Return the maps of many layers of one network in rows, each in colors up to its own largest count.

    Raises `RfcalcError` where no path leads to any, for too many maps, and where matplotlib is missing.
    """
    from rfcalc.render.strip_sheet import strip_sheet  # noqa: PLC0415

    if len(reports) > MOST:
        allowed = f"a picture takes at most {MOST}; --format json takes all"
        raise RfcalcError(f"{len(reports)} maps", allowed=allowed, key="--all-layers")
    if not any(report.counts for report in reports):
        raise _nothing()
    return picture(lambda: strip_sheet(reports, log=log), kind)


def growth_picture(report: Growth, kind: str) -> bytes:
    """Return rf and effective receptive field through the depth as a ``png`` or ``svg``.

    Raises `RfcalcError` where no path leads to any feature, and where matplotlib is missing.
    """
    from rfcalc.render.growth_sheet import growth_sheet  # noqa: PLC0415

    if not report.rows:
        raise _nothing()
    return picture(lambda: growth_sheet(report), kind)


def map_array(report: Map) -> bytes:
    """Return the counts as the bytes of a ``.npy`` file, its axes in the network's order, over the counted box.

    Paths are ``uint64`` if they fit, else the nearest ``float64``; weights ``mean`` are always ``float64``. Raises
    `RfcalcError` for a feature to which no path leads, counts above the range of floats, and where numpy is missing.
    """
    counts = _counts(report)
    require("numpy", "arrays")
    import numpy as np  # noqa: PLC0415 - only arrays need it

    whole = array_of(counts)
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


def _counts(report: Map) -> PathCounts:
    if report.counts is None:
        raise RfcalcError("no pixel counts for it", allowed="there is nothing to draw", layer=report.layer)
    return report.counts


def _nothing() -> RfcalcError:
    return RfcalcError("no path leads to any of the features", allowed="there is nothing to draw", key="--output")
