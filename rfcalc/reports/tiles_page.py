"""How to cut the input into tiles, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.analysis.tiles import IS_APART, IS_CIRCULAR, IS_IRREGULAR, IS_PAST, IS_SIZE, IS_UNKNOWN, IS_WHOLE
from rfcalc.errors import escaped
from rfcalc.network.pixel import surface
from rfcalc.page.glossary import GLOSSARY
from rfcalc.page.parts import Table, Text, Title, column
from rfcalc.page.pixels import counted_in
from rfcalc.page.spelling import box, number, per_axis, rounded
from rfcalc.page.words import counted, input_size, listed
from rfcalc.reports.tiles import PAIRS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.tiles import Tile
    from rfcalc.page.parts import Column, Page
    from rfcalc.reports.tiles import Stream, Tiles

PREDICATES = {
    IS_WHOLE: ("reads the whole of its map", "read the whole of their maps"),
    IS_PAST: ("reads all that lies before a feature", "read all that lies before a feature"),
    IS_SIZE: ("reads what depends on the size of its map", "read what depends on the size of their maps"),
    IS_IRREGULAR: ("joins branches of different jumps", "join branches of different jumps"),
    IS_APART: ("joins a map of another input, which is not cut", "join maps of other inputs, which are not cut"),
    IS_CIRCULAR: ("reads the other end of its map", "read the other ends of their maps"),
    IS_UNKNOWN: ("reads what is not known", "read what is not known"),
}
"""What stands against tiles, of one layer and of several."""

MEANINGS = {**GLOSSARY, "before": GLOSSARY["context"]}
"""What the headings mean."""

SHOWN = 12  # tiles along an axis that are listed in full
FIRST, LAST = 6, 2  # of more


def tiles_page(tiles: Tiles) -> Page:
    """Return in sentences how to read and keep, a row for each axis, and the tiles along each."""
    title = Title(
        f"{escaped(tiles.layer)} of {escaped(tiles.network)}", input_size(tiles.input, tiles.axes, tiles.pixel)
    )
    numbers = () if tiles.stream is None else (Table(_columns(tiles, tiles.stream)),)
    return (title, Text(tuple(_sentences(tiles))), *numbers, *_plan(tiles))


def _sentences(tiles: Tiles) -> list[str]:
    if not tiles.exact:
        return [*_against(tiles), *_in_time(tiles)]
    return [*_reading(tiles), *_in_time(tiles)]


def _against(tiles: Tiles) -> list[str]:
    """Return why tiles are not exact, and what would make them so."""
    told = []
    for reason in dict.fromkeys(each.reason for each in tiles.reasons):
        names = [each.layer for each in tiles.reasons if each.reason == reason]
        told.append(f"{listed(names)} {PREDICATES[reason][len(names) > 1]}")
    sentences = [f"Tiles are not exact: {'; '.join(told)}."]
    if tiles.cure:
        sentences.append(f"{tiles.cure} leaves that out, and tiles are exact.")
    if tiles.stream is not None:
        sentences.append("A stream is, where the state of these layers is kept from one step to the next.")
    return sentences


def _reading(tiles: Tiles) -> list[str]:
    """Return how to read tiles, and what to keep of each."""
    cut, overlap = tiles.cut, tiles.overlap
    assert cut is not None and overlap is not None  # noqa: PT018, S101 - tiles are exact
    if tiles.total == 1:
        return [f"One tile holds the whole {surface(tiles.axes)}."]
    size, step = (counted_in(tiles.pixel, per_axis(each)) for each in (cut.tile, cut.step))
    shared = f"they overlap by {per_axis(overlap)}" if any(overlap) else "they do not overlap"
    read = "The least tile that works: read" if tiles.least else "Read"
    sentences = [f"{read} tiles of {size} every {step} ({shared}); the outputs join at the seams."]
    if any(map(any, cut.crop)):
        drop = " and ".join([f"{per_axis(ends)} at the {end}" for ends, end in zip(zip(*cut.crop), ("begin", "end"))])
        sentences.append(
            f"Of the {per_axis(cut.n)} outputs of each drop {drop}, but none at the {surface(tiles.axes)}'s own border."
        )
    if tiles.tiles is not None:
        along = f" ({' x '.join([str(len(each)) for each in tiles.tiles])})" if len(tiles.axes) > 1 else ""
        sentences.append(f"{counted(tiles.total or 0, 'tile')}{along} make the whole map, by the same arithmetic.")
    return sentences


def _in_time(tiles: Tiles) -> list[str]:
    """Return what a stream takes in milliseconds."""
    if tiles.rate is None or tiles.stream is None:
        return []
    ((before, after),), (latency,) = tiles.stream.context, tiles.stream.latency

    def told(pixels: int) -> str:
        up, down = tiles.rate or (1, 1)
        return f"{rounded(1000 * pixels * down / up)} ms ({counted_in(tiles.pixel, str(pixels))})"

    history = "its history has no bound" if before is None else f"history {told(before)}"
    up, down = tiles.rate
    lengths = f"latency {told(latency)}, look-ahead {told(after)}, {history}"
    kept = f"{counted(tiles.cached or 0, 'position')} kept between steps"
    return [f"At {number(up if down == 1 else up / down)} Hz: {lengths}; {kept}."]


def _columns(tiles: Tiles, stream: Stream) -> tuple[Column, ...]:
    """Return the numbers of each axis, or of all that are alike."""
    cut, overlap = tiles.cut, tiles.overlap
    rows: list[tuple[str, ...]] = []
    for at in range(len(tiles.axes)):
        before, after = stream.context[at]
        rows.append(
            (
                *(str(stream.align[at]), number(before, "all"), str(after), str(stream.latency[at])),
                *([str(each[at]) for each in (cut.tile, cut.n)] if cut else ["", ""]),
                " + ".join(map(str, cut.crop[at])) if cut else "",
                *([str(each[at]) for each in (cut.step, overlap)] if cut and overlap else ["", ""]),
            )
        )
    names = list(tiles.axes)
    if rows.count(rows[0]) == len(rows):
        names, rows = [" ".join(names)], rows[:1]
    headings = ("align", "before", "after", "latency", "tile", "n", "crop", "step", "overlap")
    return (
        column("axis", names, "name"),
        *[
            column(heading, cells, right=True, optional=True)._replace(meaning=MEANINGS.get(heading, ""))
            for heading, cells in zip(headings, zip(*rows))
        ],
    )


def _plan(tiles: Tiles) -> tuple[Table, ...]:
    """Return the tiles along each axis, or once for all axes that are alike; the middle ones of many are left out."""
    if tiles.tiles is None or tiles.total == 1:
        return ()
    named: dict[tuple[Tile, ...], list[str]] = {}
    for axis, along in zip(tiles.axes, tiles.tiles):
        named.setdefault(along, []).append(axis)
    return tuple([_listed(axes if len(named) > 1 else [], along) for along, axes in named.items()])


def _listed(axes: Sequence[str], along: Sequence[Tile]) -> Table:
    """Return a row for each tile along some axes; the middle ones of many are left out."""
    shown = range(len(along)) if len(along) <= SHOWN else [*range(FIRST), *range(len(along) - LAST, len(along))]
    rows = [(" ".join([*axes, str(at + 1)]), *[box(getattr(along[at], pair)) for pair in PAIRS]) for at in shown]
    if len(along) > SHOWN:
        rows.insert(FIRST, ("...",) * (1 + len(PAIRS)))
    columns = zip(("tile", *PAIRS), zip(*rows))
    return Table(tuple([column(heading, cells, right=True) for heading, cells in columns]))
