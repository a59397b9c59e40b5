"""What stands against tiles: layers that read another part of the map in a tile than in the whole run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.tiles.spoiled import read_beside
from rfcalc.axis import KEEP, WHOLE, jumps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfcalc.analysis.tiles.way import Way

IS_WHOLE = "whole"  # reads the whole map
IS_PAST = "past"  # reads all features before its own
IS_SIZE = "size"  # what it reads depends on the size of the map
IS_IRREGULAR = "irregular"  # joins branches of different jumps
IS_CIRCULAR = "circular"  # reads the other end of the map

LARGE = 2**24
"""Grid steps that a map is taken to have whose size is not known: more than any slice starts or stops at."""


class Reason(NamedTuple):
    """Why a tile's outputs cannot be those of the whole run: a layer, and what it is."""

    node: int
    reason: str


def reasons_of(way: Way) -> tuple[Reason, ...]:
    """Return why no tile is exact, in the order in which layers are computed; nothing where tiles are.

    Of a whole map that is then spread over another only the first layer is told.
    """
    found: list[Reason] = []
    behind: set[int] = set()
    for node in way.nodes:
        sources = way.sources[node]
        follows = not behind.isdisjoint(sources)
        reason = _reason(way, node)
        if reason and not (follows and any(way.known.n[source] == 1 for source in sources)):
            found.append(Reason(node, reason))
        if reason or follows:
            behind.add(node)
    if all(each.reason == IS_PAST for each in found):
        found += [Reason(node, IS_SIZE) for node in _depending_on_size(way)]
    return tuple(found)


def _reason(way: Way, node: int) -> str:
    """Return what in a layer's reads holds for no tile; nothing where tiles may be."""
    n, alike = way.known.n, way.known.fields[node]
    source, reads = way.sources[node][0], list(way.reads(node))
    if not way.joins(node) and node not in way.likes and way.operation(node).over(n[source]).marks & WHOLE:
        return IS_WHOLE
    if any(each.past for each in reads):
        return IS_PAST
    if way.joins(node) and any(each != KEEP for each in reads):
        return IS_SIZE
    if not all(each.advance for each in reads):
        return IS_SIZE
    if len(jumps(alike)) > 1:
        return IS_IRREGULAR
    made, size = n[node], n[source]
    for each in reads:
        if each.border == IS_CIRCULAR and (made is None or size is None or any(read_beside(each, size, made))):
            return IS_CIRCULAR
    return ""


def _depending_on_size(way: Way) -> Iterator[int]:
    """Yield the layers that read otherwise in a map that is smaller or larger by what tiles begin further on."""
    for node in way.nodes:
        looks_back = any(each.past for each in way.reads(node))
        if not (way.joins(node) or looks_back or (_moves_along(way, node) and _is_like_one_that_grows(way, node))):
            yield node


def _moves_along(way: Way, node: int) -> bool:
    """Return whether a layer reads alike in a smaller map, or in a larger one, and makes as many features less, or more.

    Tiles are smaller than the image; but it may be too small for a smaller one to be looked at.
    """
    source, (known,) = way.sources[node][0], way.known.reads[node]
    by, makes = way.moved(source), way.moved(node)
    n, like = way.known.n[source], way.known.n[node] if node in way.likes else None
    size = by * LARGE if n is None else n
    here = way.step(node, size, like)
    for turns in (-1, 1):
        other = None if like is None else like + turns * makes
        step = way.step(node, size + turns * by, other) if size + turns * by > 0 else None
        if here is not None and here.n is not None and step is not None and step.n is not None:
            return known == here.reads == step.reads and step.n - here.n == turns * makes
    return False


def _is_like_one_that_grows(way: Way, node: int) -> bool:
    """Return whether the map whose size a layer gets is larger by so many features in a larger image."""
    if node not in way.likes:
        return True
    pixels = way.known.n[0] or way.align * LARGE
    small, large = way.sizes(pixels), way.sizes(pixels + way.align)
    like = way.likes[node]
    return like in small and like in large and large[like] - small[like] == way.moved(node)
