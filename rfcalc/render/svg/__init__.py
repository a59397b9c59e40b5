"""Pictures as SVG texts, written without any library: elements and attributes alone, the same bytes in every run."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from rfcalc.page.parts import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.page.answer import Answer
    from rfcalc.render.values import Look

    class Drawer(Protocol):
        """What the module of a kind of figure offers."""

        def picture(self, answer: Answer) -> str:
            """Return the figure as an ``svg`` element."""


DRAWERS = {"fixed": "fixed", "side": "side"}
"""Kinds of figures, and the modules here that write them; all others become shapes (`rfcalc.render.figures`)."""


def write(answers: Sequence[Answer], *, look: Look) -> str:
    """Return one picture of answers that can be drawn, as a single ``svg`` element.

    ``look`` tells how maps are drawn. Raises `RfcalcError` where there is nothing to draw.
    """
    for figure in [part for answer in answers[:1] for part in answer.page() if isinstance(part, Figure)]:
        if figure.kind in DRAWERS:
            drawer = cast("Drawer", import_module(f"rfcalc.render.svg.{DRAWERS[figure.kind]}"))
            return drawer.picture(figure.answer)
    from rfcalc.render.figures import svg

    return svg(answers, look=look)
