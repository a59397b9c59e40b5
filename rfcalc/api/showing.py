"""How answers look in notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rfcalc.page.answer import Answer


def as_html(answer: Answer) -> str:
    """Return an answer as a fragment of HTML, with a style that holds for it alone."""
    from rfcalc.render.notebook import html

    return html(answer)


def as_svg(answer: Answer) -> str | None:
    """Return the figure of an answer as SVG; none where it has none."""
    from rfcalc.render.notebook import svg

    return svg(answer)
