"""Finished answers as pictures and arrays: the bytes of a file. PNG and PDF need matplotlib, arrays numpy.

An answer becomes a `Drawing` once, whatever the file: shapes at places, which `vector` writes as SVG and `dots` draws.
"""

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
    from rfcalc.render.figures.shapes import Drawing
    from rfcalc.render.values import Look

MOST = 1000  # maps in one picture
MOST_LINES = 28  # networks that marks and dashes tell apart


def picture(answers: Sequence[Answer], kind: str, *, look: Look = LOOK) -> bytes:
    """Return a ``png`` or ``pdf`` of a map, a pair of maps, the growth of networks, or many layers' maps.

    Of three axes a map shows the sums along each. ``look`` tells how maps are drawn; a growth has none. Raises
    `RfcalcError` where no path leads to any feature, for too many maps, and without matplotlib.
    """
    from rfcalc.render.figures.dots import written

    return written(drawing(answers, look=look), kind)


def svg(answers: Sequence[Answer], *, look: Look = LOOK) -> str:
    """Return the picture as one ``svg`` element, fit to stand in a page. Raises as `drawing` does."""
    from rfcalc.render.figures.vector import written

    return written(drawing(answers, look=look))


def drawing(answers: Sequence[Answer], *, look: Look = LOOK) -> Drawing:
    """Return what is drawn of answers. Raises `RfcalcError` where no path leads to any feature, and for too many."""
    first = answers[0] if answers else None
    if isinstance(first, MapPair):
        from rfcalc.render.figures.pair import bare_pair_figure, pair_figure

        for report in (first.before, first.after):
            _counts_of(report)
        return (bare_pair_figure if look.bare else pair_figure)(first, look)
    maps = [answer for answer in answers if isinstance(answer, Map)]
    growths = [answer for answer in answers if isinstance(answer, Growth) and answer.rows]
    check_maps(len(maps))
    if len(maps) == 1:
        from rfcalc.render.figures.map import bare_figure, map_figure

        _counts_of(maps[0])
        return (bare_figure if look.bare else map_figure)(maps[0], look)
    if any(report.counts for report in maps):
        from rfcalc.render.figures.layers import layers_figure

        return layers_figure(maps, look)
    if len(growths) == 1:
        from rfcalc.render.figures.growth import growth_figure

        return growth_figure(growths[0])
    if len(growths) > MOST_LINES:
        allowed = f"a picture takes at most {MOST_LINES}; --format json takes all"
        raise RfcalcError(f"{len(growths)} networks", allowed=allowed, key="NET")
    if growths:
        from rfcalc.render.figures.growths import growths_figure

        return growths_figure(growths)
    raise RfcalcError("no path leads to any of the features", allowed="there is nothing to draw", key="--output")


def check_maps(count: int) -> None:
    """Raise `RfcalcError` for more maps than a picture takes."""
    if count > MOST:
        allowed = f"a picture takes at most {MOST}; --format json takes all"
        raise RfcalcError(f"{count} maps", allowed=allowed, key="--all-layers")


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
