"""Drawings as SVG: texts that stay texts, lines that stay lines, and counts as an embedded PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.render.figures.pixels import reduced
from rfcalc.render.figures.png import embedded
from rfcalc.render.figures.shapes import LEFT, RIGHT, Area, Disc, Heat, Lines, Text
from rfcalc.render.figures.style import INK
from rfcalc.render.svg.elements import document, element, path, spelled, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.render.figures.shapes import Drawing, Point

DOTS = 100  # of an inch: two dots of a PNG are one, so that pixels of an image are as wide as their neighbors
POINT = DOTS / 72
PARTS = 100  # of a dot: lengths between points are differences of whole numbers of them, so that no error adds up
MOST = 60_000  # bytes of a picture that images are coarsened for
COARSENESS = ((1, 1), (1, 4), (2, 4), (2, 8), (4, 8))
"""How many dots a pixel of an image takes at least, and how many steps of color become one, where images are many."""

ANCHORS = {LEFT: None, RIGHT: "end"}


def written(drawing: Drawing) -> str:
    """Return a drawing as one ``svg`` element: without ids, so that several can stand on one page.

    Images are as fine as they are drawn; where a picture would have more than 60 KB, only as fine as that allows.
    """
    others = [None if isinstance(shape, Heat) else _element(shape) for shape in drawing.shapes]
    picture = ""
    for coarseness in COARSENESS:
        parts = [
            _heat(shape, *coarseness) if isinstance(shape, Heat) else part or ""
            for shape, part in zip(drawing.shapes, others)
        ]
        picture = document(drawing.width * DOTS, drawing.height * DOTS, drawing.title, drawing.about, parts)
        if len(picture.encode()) <= MOST or None not in others:
            break
    return picture


def _element(shape: Text | Lines | Area | Disc) -> str:
    match shape:
        case Text():
            return _text(shape)
        case Lines():
            return path(
                _steps(shape.strokes),
                fill="none",
                stroke=shape.color,
                stroke_width=shape.width * POINT,
                stroke_linecap=None if shape.dashes else "square",
                stroke_dasharray=" ".join(spelled(length * POINT) for length in shape.dashes) or None,
                stroke_opacity=None if shape.opacity == 1 else shape.opacity,
            )
        case Area():
            return path(
                _steps(shape.corners, end="z"),
                fill=shape.color,
                stroke=shape.edge or None,
                stroke_width=shape.width * POINT if shape.edge else None,
                shape_rendering="crispEdges" if shape.sharp else None,
            )
        case _:
            (x, y), edge = shape.at, shape.edge or None
            return element(
                "circle",
                cx=x * DOTS,
                cy=y * DOTS,
                r=shape.radius * POINT,
                fill=shape.color,
                stroke=edge,
                stroke_width=shape.width * POINT if edge else None,
            )


def _heat(shape: Heat, dots: int, steps: int) -> str:
    """Return cells as an image; where a dot stands for several, it is their largest; ``steps`` of color are one."""
    (left, top), (width, height) = (tuple([place * DOTS for place in pair]) for pair in (shape.at, shape.size))
    rows, columns = len(shape.rows), len(shape.rows[0])
    block = max(1, round(columns / width * dots))
    cells = [
        [None if level is None else level // steps * steps + steps // 2 for level in row]
        for row in reduced(shape.rows, block)
    ]
    sharp = columns <= width
    return element(
        "image",
        x=left,
        y=top,
        width=width * -(-columns // block) * block / columns,
        height=height * -(-rows // block) * block / rows,
        preserveAspectRatio="none",
        image_rendering="pixelated" if sharp else None,
        href=embedded(cells),
    )


def _text(shape: Text) -> str:
    x, y = (place * DOTS for place in shape.at)
    return text(
        x,
        y,
        shape.text,
        font_size=shape.size * POINT,
        font_weight="bold" if shape.bold else None,
        fill=None if shape.color == INK else shape.color,
        text_anchor=ANCHORS.get(shape.stands, "middle"),
        transform=f"rotate(-90 {spelled(x)} {spelled(y)})" if shape.upwards else None,
    )


def _steps(strokes: Sequence[Sequence[Point]], end: str = "") -> Iterable[str]:
    """Yield lines as steps of a path: lengths from where the last one ended, which a closed one does where it began."""
    here = (0, 0)
    for stroke in strokes:
        places = [(round(x * DOTS * PARTS), round(y * DOTS * PARTS)) for x, y in stroke]
        befores = [here, *places]
        yield "".join([_step(*pair, begin=not at) for at, pair in enumerate(zip(befores, places))]) + end
        here = places[0 if end else -1]


def _step(here: tuple[int, int], there: tuple[int, int], *, begin: bool) -> str:
    """Return one step in its shortest spelling; a path may begin with a length, for it begins at the corner."""
    right, down = there[0] - here[0], there[1] - here[1]
    if begin or (right and down):
        return ("m" if begin else "l") + _pair(right, down)
    return f"h{spelled(right / PARTS)}" if right or not down else f"v{spelled(down / PARTS)}"


def _pair(right: int, down: int) -> str:
    second = spelled(down / PARTS)
    return spelled(right / PARTS) + (second if second.startswith("-") else f" {second}")
