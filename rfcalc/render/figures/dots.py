"""Drawings as PNG and PDF by matplotlib: bytes that are the same in every run."""

from __future__ import annotations

import warnings
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

from rfcalc.data.extras import extra
from rfcalc.errors import RfcalcError
from rfcalc.render.figures.shapes import LEFT, RIGHT, Area, Disc, Heat, Lines, Text
from rfcalc.render.figures.style import (
    BOX,
    DPI,
    ERF,
    FORMULA,
    IMAGE,
    INK,
    LINE,
    QUIET,
    RF,
    RIM,
    heat,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from rfcalc.render.figures.shapes import Drawing, Shape

SHADES = {INK: 24, QUIET: 16, LINE: 4, IMAGE: 4, BOX: 8, RIM: 8, RF: 8, ERF: 8, FORMULA: 8}
"""How many colors of a PNG lead from each to white: a palette takes a quarter of the bytes."""

STYLE = {
    "text.parse_math": False,  # a dollar sign in the name of a layer is a dollar sign
    "figure.dpi": DPI,
    "savefig.dpi": "figure",
    "pdf.fonttype": 42,  # TrueType: journals refuse fonts of type 3, and texts can be selected
}
UNTOLD: dict[str, None] = {"CreationDate": None, "Creator": None, "Producer": None}
"""What a PDF would tell of the time and the program that drew it, and does not."""

ALIGNED = {LEFT: "left", RIGHT: "right"}


def require(library: str, what: str, instead: str = "") -> None:
    """Raise `RfcalcError` where a library is missing that something needs; ``instead`` tells what needs none."""
    try:
        import_module(library)
    except ImportError:
        raise RfcalcError(
            f"{what} need {library}, which is not installed",
            allowed=f"{extra('plot')}{instead}",
            key="--output",
        ) from None


def written(drawing: Drawing, kind: str) -> bytes:
    """Return a drawing as the bytes of a ``png`` or ``pdf``. Raises `RfcalcError` without matplotlib."""
    require("matplotlib", f".{kind} pictures", ", or write a .svg, which needs no library")
    import matplotlib as mpl

    stream = BytesIO()
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # a letter that the font lacks is drawn as a box
        mpl.rcdefaults()  # the user's own style would change letters
        mpl.rcParams.update(STYLE)
        figure = _figure(drawing)
        if kind == "png":
            _write_dots(figure, stream)
        else:
            figure.savefig(stream, format=kind, metadata=UNTOLD)
    return stream.getvalue()


def _figure(drawing: Drawing) -> Figure:
    """Return a figure of whole dots with one pair of axes, whose values are the places of shapes."""
    from matplotlib.figure import Figure

    width, height = round(drawing.width * DPI) / DPI, round(drawing.height * DPI) / DPI
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, width), ylim=(height, 0))
    for order, shape in enumerate(drawing.shapes):
        _draw(axes, shape, order)
    return figure


def _draw(axes: Axes, shape: Shape, order: int) -> None:
    """Draw a shape above those of lower order."""
    from matplotlib.collections import LineCollection, PolyCollection

    match shape:
        case Text():
            axes.text(
                *shape.at,
                shape.text,
                color=shape.color,
                fontsize=shape.size,
                fontweight="bold" if shape.bold else "normal",
                ha=ALIGNED.get(shape.stands, "center"),
                va="baseline",
                rotation=90 if shape.upwards else 0,
                rotation_mode="anchor",
                zorder=order,
            )
        case Lines():
            lines = LineCollection(shape.strokes, colors=shape.color, linewidths=shape.width, zorder=order)
            lines.set(capstyle="butt" if shape.dashes else "projecting", joinstyle="miter", alpha=shape.opacity)
            if shape.dashes:
                lines.set_linestyle((0, tuple([length / shape.width for length in shape.dashes])))
            axes.add_collection(lines, autolim=False)
        case Area():
            edges = {"edgecolors": shape.edge or "none", "linewidths": shape.width, "antialiased": not shape.sharp}
            axes.add_collection(
                PolyCollection(shape.corners, facecolors=shape.color, zorder=order, **edges), autolim=False
            )
        case Disc():
            axes.plot(
                *([place] for place in shape.at),
                marker="o",
                markersize=2 * shape.radius,
                markerfacecolor=shape.color,
                markeredgecolor=shape.edge or "none",
                markeredgewidth=shape.width,
                zorder=order,
                scalex=False,
                scaley=False,
            )
        case _:
            _draw_heat(axes, shape, order)


def _draw_heat(axes: Axes, shape: Heat, order: int) -> None:
    import numpy as np

    colors = np.array([*[(*color, 255) for color in heat()], (0, 0, 0, 0)], dtype=np.uint8)
    levels = np.array([[-1 if level is None else level for level in row] for row in shape.rows])
    (left, top), (width, height) = shape.at, shape.size
    axes.imshow(
        colors[levels],
        interpolation="none",
        aspect="auto",
        extent=(left, left + width, top + height, top),
        zorder=order,
    )
    axes.set(xlim=(0, axes.figure.get_figwidth()), ylim=(axes.figure.get_figheight(), 0))


def _palette() -> list[int]:
    """Return red, green and blue of the colors of counts, and of all others with their shades."""
    colors = list(heat())
    for name, count in SHADES.items():
        dark = bytes.fromhex(name[1:])
        for at in range(count):
            red, green, blue = (round(part + (255 - part) * at / (count - 1)) for part in dark)
            colors.append((red, green, blue))
    return [part for color in colors for part in color]


def _write_dots(figure: Figure, stream: BytesIO) -> None:
    """Write a figure as PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    dots = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB")
    palette = Image.new("P", (1, 1))
    palette.putpalette(_palette())
    dots.quantize(palette=palette, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True, dpi=(DPI, DPI))
