"""Answers as notebooks show them: a fragment of HTML with a style of its own, and figures as SVG."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rfcalc.page.parts import Figure, Title, part_of
from rfcalc.render.html import ROOT, drawing_of, write
from rfcalc.render.values import LOOK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.page.answer import Answer

RULES = {
    "": "overflow-x:auto",
    "p": "margin:.4em 0;max-width:60em",
    "ul": "margin:.4em 0;padding-left:1.4em;max-width:60em",
    "table": "border-collapse:collapse;table-layout:auto;margin:.4em 0;font:inherit;font-variant-numeric:tabular-nums",
    "caption": "caption-side:top;text-align:left;color:inherit;padding:0",
    "th": "font-weight:inherit;text-align:left;vertical-align:top;padding:.15em .7em",
    "td": "text-align:left;vertical-align:top;padding:.15em .7em",
    "thead th": "font-weight:600;border-bottom:1px solid #8888",
    "thead td": "border:0",
    "[scope=rowgroup]": "font-weight:600;padding-top:.8em",
    ".number": "text-align:right;white-space:nowrap",
    ".layer": "white-space:nowrap",
    ".formula": "font-family:monospace;white-space:nowrap",
    ".main": "font-weight:600",
    ".fault": "font-weight:600",
    ".quiet": "opacity:.75;white-space:nowrap",
    ".kind": "opacity:.75",
    ".same": "opacity:.75",
    ".same>*": "opacity:1",
    "del": "text-decoration:none;font-weight:400;opacity:.75",
    ".quiet del": "opacity:1",
    "ins": "text-decoration:none;font-weight:600",
    "figure": "margin:.4em 0",
    "svg": "max-width:100%;height:auto",
    "iframe": "border:0;width:100%",
}
"""How elements of a fragment look, by what selects them. Colours are those of the notebook, in the light and dark."""

_SCOPE = f"section.{ROOT}.{ROOT}"  # said twice, it outweighs what notebooks lay down for tables of any kind

STYLE = "".join([f"{_SCOPE} {selector}".rstrip() + f"{{{looks}}}\n" for selector, looks in RULES.items()])
"""The same as a style sheet that leaves everything else on a page alone."""


FRAME = (
    '<iframe sandbox="allow-scripts" allow="clipboard-write" title="{}" width="960" height="800" srcdoc="{}"></iframe>'
)
"""A document in a document: its script runs, and reaches nothing outside."""


def html(answer: Answer) -> str:
    """Return an answer as a fragment of HTML, which looks the same wherever it is put; a viewer as its document."""
    page = answer.page()
    viewers = [part.answer for part in page if isinstance(part, Figure) and part.kind == "viewer"]
    shown = _framed(viewers, part_of(page, Title).name) if viewers else write([answer], look=LOOK)
    return f"<style>\n{STYLE}</style>\n{shown}"


def svg(answer: Answer) -> str | None:
    """Return the figure of an answer as SVG; none where it has none, or there is nothing to draw."""
    return drawing_of(answer.page()) or None


def _framed(viewers: Sequence[Answer], name: str) -> str:
    from rfcalc.render import render

    document = escape(render(viewers, "html"))
    return f'<section class="{ROOT}">\n{FRAME.format(escape(name), document)}\n</section>\n'
