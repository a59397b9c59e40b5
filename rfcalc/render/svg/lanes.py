"""Branches beside a table, a cell for each layer, as `git log --graph` draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.render.svg.elements import element

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

APART, HIGH, MIDDLE = 10, 22, 11  # pixels between lanes, of a row, and down to its knot
WIDEST = 11  # lanes further to the right are drawn as one


class Row(NamedTuple):
    """Where a layer stands among the branches."""

    lane: int  # its own
    ways: tuple[int, ...]  # the lanes of what it reads
    passing: tuple[int, ...]  # the lanes that go on through its row
    goes: bool  # whether a layer below reads it


def lanes(sources: Sequence[Sequence[int]]) -> Iterator[Row]:
    """Yield the row of each layer, given which ones it reads, by number."""
    last = list(range(len(sources)))
    for node, several in enumerate(sources):
        for source in several:
            last[source] = max(last[source], node)
    held: list[int] = []  # by lane the layer that is read further down, or FREE
    for node, several in enumerate(sources):
        ways = tuple([held.index(source) for source in several if source in held])
        passing = tuple([lane for lane, source in enumerate(held) if source != FREE and last[source] > node])
        held = [FREE if source != FREE and last[source] <= node else source for source in held]
        lane = [*held, FREE].index(FREE)
        goes = last[node] > node
        held[lane : lane + 1] = [node if goes else FREE]
        yield Row(lane, ways, passing, goes)


FREE = -1


def drawn(row: Row) -> str:
    """Return the drawing of a row as a cell of a table, whose colours are those of a style sheet."""
    here = _x(row.lane)
    down = [f"M{here} {MIDDLE}V24"] if row.goes else []
    moves = [*[f"M{_x(lane)}-2V24" for lane in row.passing], *down]
    moves += [f"M{_x(lane)}-2C{_x(lane)} 8 {here} 3 {here} {MIDDLE}" for lane in row.ways]
    width = _x(max(row.lane, *row.ways, *row.passing, 0)) + 6
    path = element("path", class_="lane", d="".join(moves))
    knot = element("circle", class_="knot", cx=here, cy=MIDDLE, r=3.5)
    drawing = element("svg", path, knot, width=width, height=HIGH, aria_hidden="true")
    return element("td", drawing, class_="lanes")


def _x(lane: int) -> int:
    return 6 + APART * min(lane, WIDEST)
