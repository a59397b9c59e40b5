"""What all pictures share: their style, and bytes that are the same in every run."""

from __future__ import annotations

import warnings
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

from rfcalc.data.extras import extra
from rfcalc.errors import RfcalcError

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

DPI = 200  # of PNG: sharp where a page shows 8 inches on 800 pixels
SMALL, PLAIN, LARGE = 8, 9, 12.5  # points

INK, QUIET, LINE = "#1d2230", "#687083", "#b4bac6"
IMAGE = "#e4e6ec"  # pixels that do not count
BOX, RIM, MASS = "#12b5d0", "#7be03a", "#ffffff"
RF, ERF, FORMULA = "#3b3fa5", "#e0356f", "#f59a3c"
HEAT, LEVELS = "magma", 160  # from dark to light in even steps, so that the fewest paths stand out from none
SHADES = {INK: 24, QUIET: 16, LINE: 4, IMAGE: 4, BOX: 8, RIM: 8, RF: 8, ERF: 8, FORMULA: 8}
"""How many colors of a PNG lead from each to white: a palette takes a quarter of the bytes."""

STYLE = {
    "text.parse_math": False,  # a dollar sign in the name of a layer is a dollar sign
    "text.color": INK,
    "font.size": SMALL,
    "axes.edgecolor": LINE,
    "axes.labelcolor": QUIET,
    "axes.linewidth": 0.6,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": QUIET,
    "ytick.labelcolor": QUIET,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 3,
    "ytick.major.size": 3,
    "axes.formatter.useoffset": False,  # the number of a pixel is written as it is
    "axes.formatter.limits": (-15, 15),
    "figure.dpi": DPI,
    "savefig.dpi": "figure",
    "svg.fonttype": "none",  # texts stay texts: they can be searched and selected
    "svg.hashsalt": "rfcalc",
    "pdf.fonttype": 42,  # TrueType: journals refuse fonts of type 3, and texts can be selected
}
METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
"""What a file would tell of the time and the program that drew it, and does not."""


def require(library: str, what: str) -> None:
    """Raise `RfcalcError` where a library is missing that something needs."""
    try:
        import_module(library)
    except ImportError:
        raise RfcalcError(
            f"{what} need {library}, which is not installed",
            allowed=extra("plot"),
            key="--output",
        ) from None


def rendered(draw: Callable[[], Figure], kind: str) -> bytes:
    """Return what is drawn as the bytes of a ``png``, ``svg`` or ``pdf``. Raises `RfcalcError` without matplotlib."""
    require("matplotlib", "pictures")
    import matplotlib as mpl

    stream = BytesIO()
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # a letter that the font lacks is drawn as a box
        mpl.rcdefaults()  # the user's own style would change the layout
        mpl.rcParams.update(STYLE)
        figure = draw()
        if kind == "png":
            _write_dots(figure, stream)
        else:
            figure.savefig(stream, format=kind, metadata=METADATA[kind])
    return stream.getvalue()


def heat() -> Colormap:
    """Return the colors of counts."""
    import matplotlib as mpl

    return mpl.colormaps[HEAT].resampled(LEVELS)


def _palette() -> list[int]:
    """Return red, green and blue of the colors of counts, and of all others with their shades."""
    from matplotlib.colors import to_rgb

    colors = [color[:3] for color in heat()(range(LEVELS))]
    for name, count in SHADES.items():
        red_green_blue = to_rgb(name)
        shares = [at / (count - 1) for at in range(count)]
        colors += [[part + (1 - part) * share for part in red_green_blue] for share in shares]
    return [round(255 * part) for color in colors for part in color]


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


class Sheet:
    """A figure whose parts are placed in inches from its upper left corner."""

    def __init__(self, width: float, height: float) -> None:
        """Begin an empty figure of whole pixels."""
        from matplotlib.figure import Figure

        self.width, self.height = round(width * DPI) / DPI, round(height * DPI) / DPI
        self.figure = Figure(figsize=(self.width, self.height))

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return axes that fill a rectangle, moved to whole pixels so that those of an image come out alike."""
        left, top = round(left * DPI) / DPI, round(top * DPI) / DPI
        bottom = self.height - top - height
        return self.figure.add_axes((left / self.width, bottom / self.height, width / self.width, height / self.height))

    def write(self, left: float, top: float, text: str, **style: object) -> None:
        """Write a line of text, its upper left corner at a place."""
        place = {"va": "top", "fontsize": SMALL, **style}
        self.figure.text(left / self.width, 1 - top / self.height, text, **place)
