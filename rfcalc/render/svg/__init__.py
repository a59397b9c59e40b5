"""Pictures as SVG texts, written without any library: elements and attributes alone, the same bytes in every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.page.answer import Answer
    from rfcalc.render.values import Look


def write(answers: Sequence[Answer], *, look: Look) -> str:
    """Return one picture of answers that can be drawn, as a single ``svg`` element.

    ``look`` tells how maps are drawn. Raises `RfcalcError` where there is nothing to draw.
    """
    from rfcalc.reports.fixed_view import FixedView
    from rfcalc.reports.side_view import SideView

    first = answers[0] if answers else None
    if isinstance(first, FixedView):
        from rfcalc.render.svg.fixed import fixed_picture

        return fixed_picture(first)
    if isinstance(first, SideView):
        from rfcalc.render.svg.side import side_picture

        return side_picture(first)
    from rfcalc.render.figures import svg

    return svg(answers, look=look)
