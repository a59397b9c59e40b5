"""What stands against tiles: layers that read another part of the map in a tile than in the whole run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.tiles.spoiled import read_beside
from rfcalc.axis import KEEP, WHOLE, jumps

if TYPE_CHECKING:
    from rfcalc.analysis.tiles.way import Way
    from rfcalc.axis import IndexMap

IS_WHOLE = "whole"  # reads the whole map
IS_PAST = "past"  # reads all features before its own
IS_SIZE = "size"  # what it reads depends on the size of the map
IS_IRREGULAR = "irregular"  # joins branches of different jumps
IS_CIRCULAR = "circular"  # reads the other end of the map
IS_APART = "input"  # joins a map of another input, which is not cut
IS_UNKNOWN = "unknown"  # nothing is known of what it reads

LARGE = 2**24
"""Grid steps that a map is taken to have whose size is not known: more than any slice starts or stops at."""


class Reason(NamedTuple):
    """Why a tile's outputs cannot be those of the whole run: a layer, and what it is."""

    node: int
    reason: str


def reasons_of(way: Way) -> tuple[Reason, ...]:
    """Return why no tile is exact, in the order in which layers are computed; nothing where tiles are.

    Of a whole map that is then spread over another only the first layer is told, and the first of those whose maps have
    a size of their own.
    """
    if way.unknown is not None:
        return (Reason(way.unknown, IS_UNKNOWN),)
    align = way.grid([node for node in way.nodes if _is_regular(way, node)])
    found: list[Reason] = []
    behind: set[int] = set()
    behind_size: set[int] = set()
    for node in way.nodes:
        sources = way.sources[node]
        follows, sized = not behind.isdisjoint(sources), not behind_size.isdisjoint(sources)
        reason = _reason(way, node)
        if not (reason or sized) and _depends_on_size(way, node, align):
            reason = IS_SIZE
        spread = follows and any(way.known.n[source] == 1 for source in sources)
        if reason and not spread:
            found.append(Reason(node, reason))
        if reason or follows:
            behind.add(node)
        if sized or (reason == IS_SIZE and not spread):
            behind_size.add(node)
    return tuple(found)


def _is_regular(way: Way, node: int) -> bool:
    """Return whether the features of a map lie evenly, all at one distance."""
    distances = jumps(way.known.fields[node])
    return len(distances) == 1 and distances[0][0] > 0


def _reason(way: Way, node: int) -> str:
    """Return what in a layer's reads holds for no tile, whatever its size; nothing where tiles may be."""
    n, (source, *others), reads = way.known.n, way.sources[node], list(way.reads(node))
    whole = node not in way.likes and way.operation(node).over(n[source]).marks & WHOLE
    if whole or any(each.past < 0 for each in reads):
        return IS_WHOLE
    if any(each.past for each in reads):
        return IS_PAST
    if not all(each.advance and (each == KEEP or not way.joins(node)) for each in reads):
        return IS_SIZE
    if any(n[each] != 1 for each in way.mixed.get(node, ()) if each not in way.sources[node]):
        return IS_APART
    if not _is_regular(way, node) and all(_is_regular(way, each) for each in (source, *others)):
        return IS_IRREGULAR
    return IS_CIRCULAR if any(_goes_round(each, n[source], n[node]) for each in reads) else ""


def _goes_round(reads: IndexMap, m: int | None, n: int | None) -> bool:
    """Return whether some of n features read the other end of a map of m."""
    return reads.border == IS_CIRCULAR and (m is None or n is None or any(read_beside(reads, m, n)))


def _depends_on_size(way: Way, node: int, align: int) -> bool:
    """Return whether a layer reads otherwise in a map that is smaller or larger by what tiles begin further on."""
    if way.joins(node) or not (_is_regular(way, node) and _is_regular(way, way.sources[node][0])):
        return False
    return not (_moves_along(way, node, align) and _is_like_one_that_grows(way, node, align))


def _moves_along(way: Way, node: int, align: int) -> bool:
    """Return whether a layer reads alike in a smaller map, and makes as many features less.

    Tiles are smaller than the image; a larger map is looked at where a layer takes no smaller one.
    """
    source, (known,) = way.sources[node][0], way.known.reads[node]
    n, like = way.known.n[source], way.known.n[node] if node in way.likes else None
    if n is None and node in way.likes:
        return True  # it begins where the map does: otherwise the size of the input would be needed
    by, makes = way.moved(source, align), way.moved(node, align)
    size = by * LARGE if n is None else n
    here = way.step(node, size, like)
    others = [(t, way.step(node, size + t * by, like and like + t * makes)) for t in (-1, 1) if size + t * by > 0]
    turns, other = next(((t, step) for t, step in others if step is not None), (0, None))
    return (
        here is not None
        and other is not None
        and known == here.reads == other.reads
        and (other.n or 0) - (here.n or 0) == turns * makes
    )


def _is_like_one_that_grows(way: Way, node: int, align: int) -> bool:
    """Return whether the map whose size a layer gets is larger by so many features in a larger image."""
    if node not in way.likes:
        return True
    pixels = way.known.n[0] or align * LARGE
    small, large = way.sizes(pixels), way.sizes(pixels + align)
    like = way.likes[node]
    return like in small and like in large and large[like] - small[like] == way.moved(node, align)
