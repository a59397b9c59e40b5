"""A small drawing of where a box lies in the image, in characters that a renderer may colour.

A character is about twice as high as wide, so a row stands for twice as many pixels as a column.
The image has a frame; what lies in the padding lies outside of it. Two axes are a picture,
a single one is a bar; of three axes the last two are the picture and the first is a bar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from rfcalc.page.parts import Figure, Statement, Table, Text, part_of
from rfcalc.render.layout import GAP, Layout
from rfcalc.render.lines import GUTTER, NARROWEST, beside, parted, width_of, wrapped
from rfcalc.render.tables import fitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfcalc.page.parts import Page
    from rfcalc.render.lines import Line, Run
    from rfcalc.render.values import Look, Screen
    from rfcalc.reports.place import Place

COLUMNS, ROWS = 36, 10  # at most, without the frame
WIDEST_PIXEL = 4  # columns; so that an image of five pixels is not blown up

# What a character shows; the values are the characters for a terminal that has them, and for one that has not.
SEEN, PADDING, UNREAD, FRAME, EMPTY = "seen", "padding", "not read", "frame", "empty"
FILL = {SEEN: "█#", PADDING: "░:", UNREAD: "▒~", EMPTY: "  "}
FRAMES = {True: "┌─┐│└┘", False: "+-+|++"}


class Extent(NamedTuple):
    """The characters along one axis: those before the image, the image, those behind it; and what the box takes."""

    before: int
    image: int
    after: int
    box: range
    visible: range

    def kinds(self) -> list[tuple[bool, bool, bool]]:
        """Return for each character whether it lies in the image, in the box and in the visible box."""
        image = range(self.before, self.before + self.image)
        count = self.before + self.image + self.after
        return [(at in image, at in self.box, at in self.visible) for at in range(count)]


def page_lines(page: Page, screen: Screen, *, look: Look) -> list[Line]:  # noqa: ARG001 - a box has no look
    """Return a page around the drawing of a place: its facts beside it where there is room, and else above it."""
    layout = Layout(screen.width, screen.unicode)
    statement, table, text = part_of(page, Statement), part_of(page, Table), part_of(page, Text)
    picture = drawing(cast("Place", part_of(page, Figure).answer), unicode=screen.unicode)
    left = layout.room - GUTTER - width_of(picture)
    columns = fitting(table.columns, left, GAP, layout.arrow)
    lines = layout.drawn(columns, GAP)
    room = max(width_of(lines), NARROWEST)
    if not picture or room > left:
        return parted([*[layout.part(part) for part in (statement, table, text)], picture])
    remarks = [line for sentence in text.sentences for line in wrapped(sentence, room)]
    facts = parted([[*lines, *layout.left_out(table.columns, columns, room)], remarks])
    return [*layout.part(statement), [], *beside(facts, picture, room)]


def drawing(place: Place, *, unicode: bool) -> list[list[Run]]:
    """Return lines of runs; none where the box or the size of the image is not known."""
    sizes = [known for known in place.input if known is not None]
    if place.box is None or len(sizes) < len(place.input) or 0 in sizes:
        return []
    extents = _extents(place, place.box, sizes)
    frame = FRAMES[unicode]
    fill = {kind: characters[not unicode] for kind, characters in FILL.items()}
    lines = _picture(extents[-2:], frame, fill)
    if len(sizes) > 2:  # noqa: PLR2004 - a third axis
        lines += [[("z", EMPTY)], *_picture([extents[0]], frame, fill)]
    shown = {kind for line in lines for _, kind in line}
    legend = [(f"{fill[kind]} {kind}", kind) for kind in (SEEN, PADDING, UNREAD) if kind in shown]
    return [*lines, _spaced(legend)]


def _spaced(runs: list[Run]) -> list[Run]:
    spaced: list[Run] = []
    for run in runs:
        spaced += [("  ", EMPTY), run] if spaced else [run]
    return spaced


def _extents(place: Place, boxes: tuple[tuple[int, int], ...], sizes: list[int]) -> list[Extent]:
    """Return the characters of each axis; the last two have one scale, the first of three its own."""
    spans = [max(known, end) - min(0, first) for known, (first, end) in zip(sizes, boxes)]
    face = max(spans[-1] / COLUMNS, (spans[-2] / ROWS / 2) if len(spans) > 1 else 0)
    scales = [_scale(face)] * len(spans)
    if len(spans) > 1:
        scales[-2] *= 2
    if len(spans) > 2:  # noqa: PLR2004 - a third axis
        scales[0] = _scale(spans[0] / COLUMNS)
    visible = place.visible or ((0, 0),) * len(sizes)
    return [_extent(*along) for along in zip(sizes, boxes, visible, scales)]


def _scale(pixels: float) -> float:
    """Return the pixels that one column stands for; a pixel takes an even number of columns, or one, or less."""
    if pixels >= 1:
        return pixels
    columns = min(int(1 / pixels), WIDEST_PIXEL)
    return 1 / (columns - columns % 2 or 1)


def _extent(size: int, box: tuple[int, int], visible: tuple[int, int], scale: float) -> Extent:
    before, after = _up(max(0, -box[0]) / scale), _up(max(0, box[1] - size) / scale)
    image = max(1, round(size / scale))

    def taken(bounds: tuple[int, int]) -> range:
        """Return the characters of a box: what lies in the image stays in it, and the smallest is one character."""
        first, end = bounds
        if first >= end:
            return range(0)
        if first < 0:
            start = before - _up(-first / scale)
        elif first < size:
            start = before + min(image - 1, round(first / scale))
        else:
            start = before + image + int((first - size) / scale)
        if end <= 0:
            stop = before - int(-end / scale)
        elif end < size:
            stop = before + min(image, round(end / scale))
        else:
            stop = before + image + _up((end - size) / scale)
        return range(start, max(stop, start + 1))

    return Extent(before, image, after, taken(box), taken(visible))


def _up(characters: float) -> int:
    """Return a number of characters, rounded up: padding takes at least one if there is any."""
    return -int(-characters // 1)


def _picture(extents: list[Extent], frame: str, fill: dict[str, str]) -> list[list[Run]]:
    """Return the lines of a picture, or of a bar where only one axis is given."""
    across = extents[-1]
    kinds = across.kinds()
    edge = " " * across.before
    top = [(edge, EMPTY), (frame[0] + frame[1] * across.image + frame[2], FRAME)]
    bottom = [(edge, EMPTY), (frame[4] + frame[1] * across.image + frame[5], FRAME)]
    if len(extents) == 1:
        return [top, _line(across, kinds, (True, True, True), frame[3], fill), bottom]
    down = extents[0]
    lines = []
    for at, row in enumerate(down.kinds()):
        if at == down.before:
            lines.append(_framed(top, across, row, kinds, fill))
        lines.append(_line(across, kinds, row, frame[3] if row[0] else " ", fill))
        if at == down.before + down.image - 1:
            lines.append(_framed(bottom, across, row, kinds, fill))
    return lines


def _framed(
    edge: list[Run],
    across: Extent,
    row: tuple[bool, bool, bool],
    kinds: list[tuple[bool, bool, bool]],
    fill: dict[str, str],
) -> list[Run]:
    """Return an edge of the frame, with the padding beside it."""
    beside = [_kind(row, column) for column in kinds]
    before = list(_runs(beside[: across.before], fill))
    after = list(_runs(beside[across.before + across.image :], fill))
    return [*before, edge[1], *after]


def _line(
    across: Extent,
    kinds: list[tuple[bool, bool, bool]],
    row: tuple[bool, bool, bool],
    side: str,
    fill: dict[str, str],
) -> list[Run]:
    """Return one line of characters; the frame's sides stand where the image begins and ends."""
    characters = [_kind(row, column) for column in kinds]
    end = across.before + across.image
    # Above and below the image its sides are not drawn: padding to the left and right of one is padding there too.
    joined = [not row[0] and set(characters[max(at - 1, 0) : at + 1]) == {PADDING} for at in (across.before, end)]
    inside = (across.before > 0, end < len(characters))
    sides = [
        (fill[PADDING], PADDING) if covered and between else (side, FRAME) for covered, between in zip(joined, inside)
    ]
    return [
        *_runs(characters[: across.before], fill),
        sides[0],
        *_runs(characters[across.before : end], fill),
        sides[1],
        *_runs(characters[end:], fill),
    ]


def _kind(row: tuple[bool, bool, bool], column: tuple[bool, bool, bool]) -> str:
    """Return what the character of a row and a column shows."""
    in_image, in_box, visible = (down and across for down, across in zip(row, column))
    if visible:
        return SEEN
    if not in_box:
        return EMPTY
    return UNREAD if in_image else PADDING


def _runs(kinds: list[str], fill: dict[str, str]) -> Iterator[Run]:
    """Yield neighbours of one kind as one text."""
    start = 0
    for at in range(1, len(kinds) + 1):
        if at == len(kinds) or kinds[at] != kinds[start]:
            yield fill[kinds[start]] * (at - start), kinds[start]
            start = at
