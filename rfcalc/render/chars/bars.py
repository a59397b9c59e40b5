"""How much each pixel of a line counts: bars, and below them where box, input and effective field lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.network.inputs import AXES
from rfcalc.network.pixel import surface
from rfcalc.render.chars.ramp import BOX, CENTER, ERF, IMAGE, Shades
from rfcalc.render.raster import rastered, scaled, view_of

if TYPE_CHECKING:
    from rfcalc.analysis.planes import Plane
    from rfcalc.render.lines import Line
    from rfcalc.render.raster import Common, Scaled
    from rfcalc.render.values import Look
    from rfcalc.reports.forms import Map

ALONG = AXES[1]
LABELS = 8  # columns behind the lines below the bars
LINES = 4  # as many as there are kinds of them
HIGHEST = 12  # rows of bars
EIGHTHS = {True: " ▁▂▃▄▅▆▇█", False: " ....####"}
RULES = {True: ("├", "─", "┤", "┼"), False: ("|", "-", "|", "X")}


def strip(
    report: Map, plane: Plane, room: tuple[int, int], shades: Shades, look: Look, common: Common | None = None
) -> tuple[list[Line], Scaled, int]:
    """Return bars that fit so many rows and columns, what they show, and of how many pixels each is the mean."""
    rows, columns = room
    (size,), (box,) = report.input, report.form.box or plane.spans
    view = view_of(report, plane, [columns - LABELS], 1, common, near=look.near)
    (along,) = view
    shown = scaled(rastered(plane, view).means, logarithmic=look.log, common=common)
    high = max(min(rows - LINES, HIGHEST), 1)
    lines = _bars(shown.shares[0], high, shades)
    inside = [at for at, effective in enumerate(plane.effective[0], start=plane.spans[0][0]) if effective]
    spans = [(BOX, box), (ERF, (inside[0], inside[-1] + 1))]
    if size is not None and (along.cell(0) >= 0 or along.after(size) <= along.cells):
        spans.insert(1, (IMAGE, (0, size)))
    for kind, (start, stop) in spans:
        cells = range(along.cell(start), along.after(stop))
        lines.append(_rule(kind, cells, along.cells, shades))
    middle = along.middle(box)
    lines.append(_rule(CENTER, middle, along.cells, shades))
    return [line for line in lines if line], shown, along.grain.averaged


def _bars(shares: list[float | None], high: int, shades: Shades) -> list[Line]:
    """Return rows of bars from the top down; whatever counts shows at least an eighth."""
    eighths = [0 if share is None else max(round(share * high * 8), 1) for share in shares]
    parts = EIGHTHS[shades.unicode]
    lines: list[Line] = []
    for row in range(high - 1, -1, -1):
        filled = [parts[min(max(bar - row * 8, 0), 8)] for bar in eighths]
        lines.append([(text, "" if text == " " else shades.color(share or 0)) for text, share in zip(filled, shares)])
    return lines


def _rule(kind: str, cells: range, count: int, shades: Shades) -> Line:
    """Return a line under the bars from one end to the other; an end that is out of view is not drawn."""
    start, side, stop, middle = RULES[shades.unicode]
    texts = [" "] * count
    for cell in range(max(cells.start, 0), min(cells.stop, count)):
        texts[cell] = middle if kind == CENTER else start if cell == cells.start else side
    if kind != CENTER and len(cells) > 1 and cells[-1] < count:
        texts[cells[-1]] = stop
    drawn = "".join(texts)
    name = surface(ALONG) if kind == IMAGE else kind
    return [(drawn, shades.mark(kind)), (f"  {name}", shades.mark(kind))] if drawn.strip() else []
