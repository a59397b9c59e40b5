"""Finished answers as pictures and arrays: the bytes of a file. Pictures need matplotlib, arrays numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError
from rfcalc.render.values import LOOK
from rfcalc.reports.forms import Growth, Map
from rfcalc.reports.map_pair import MapPair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.paths import PathCounts
    from rfcalc.page.answer import Answer
    from rfcalc.render.values import Look

MOST = 1000  # maps in one picture
MOST_LINES = 28  # networks that marks and dashes tell apart


def picture(answers: Sequence[Answer], kind: str, *, look: Look = LOOK) -> bytes:
    """Return a ``png``, ``svg`` or ``pdf`` of a map, a pair of maps, the growth of networks, or many layers' maps.

    Of three axes a map shows the sums along each. ``look`` tells how maps are drawn; a growth has none. Raises
    `RfcalcError` where no path leads to any feature, for too many maps, and where matplotlib is missing.
    """
    from rfcalc.render.figures.style import rendered

    first = answers[0] if answers else None
    if isinstance(first, MapPair):
        from rfcalc.render.figures.pair import bare_pair_figure, pair_figure

        pair = first
        for report in (pair.before, pair.after):
            _counts_of(report)
        return rendered(lambda: (bare_pair_figure if look.bare else pair_figure)(pair, look), kind)
    maps = [answer for answer in answers if isinstance(answer, Map)]
    growths = [answer for answer in answers if isinstance(answer, Growth) and answer.rows]
    if len(maps) > MOST:
        allowed = f"a picture takes at most {MOST}; --format json takes all"
        raise RfcalcError(f"{len(maps)} maps", allowed=allowed, key="--all-layers")
    if len(maps) == 1:
        from rfcalc.render.figures.map import bare_figure, map_figure

        _counts_of(maps[0])
        return rendered(lambda: (bare_figure if look.bare else map_figure)(maps[0], look), kind)
    if any(report.counts for report in maps):
        from rfcalc.render.figures.layers import layers_figure

        return rendered(lambda: layers_figure(maps, look), kind)
    if len(growths) == 1:
        from rfcalc.render.figures.growth import growth_figure

        return rendered(lambda: growth_figure(growths[0]), kind)
    if len(growths) > MOST_LINES:
        allowed = f"a picture takes at most {MOST_LINES}; --format json takes all"
        raise RfcalcError(f"{len(growths)} networks", allowed=allowed, key="NET")
    if growths:
        from rfcalc.render.figures.growths import growths_figure

        return rendered(lambda: growths_figure(growths), kind)
    raise RfcalcError("no path leads to any of the features", allowed="there is nothing to draw", key="--output")


def array(report: Map) -> bytes:
    """Return the counts of a map as the bytes of a ``.npy`` file, axes in the network's order, over what counts.

    Paths are ``uint64`` if they fit, else the nearest ``float64``; weights ``mean`` are always ``float64``. Raises
    `RfcalcError` for a feature to which no path leads, counts above the range of floats, and where numpy is missing.
    """
    from rfcalc.render.figures.arrays import saved

    return saved(report, _counts_of(report))


def _counts_of(report: Map) -> PathCounts:
    if report.counts is None:
        raise RfcalcError("no pixel counts for it", allowed="there is nothing to draw", layer=report.layer)
    return report.counts
