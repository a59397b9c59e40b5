"""How answers show themselves in notebooks, which ask a value for HTML or SVG by method names of their own.

What is shown is written by rooms that answers do not know, as every format is: whoever hands out answers names the
writers here (`rfcalc.api`). Where nobody did, a notebook shows the text that Python has for a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.page.answer import Answer

HTML, SVG = "_repr_html_", "_repr_svg_"

Kind = TypeVar("Kind", bound="type[Answer]")

WRITERS: dict[str, Callable[[Answer], str | None]] = {}
"""What writes an answer, by the names of the methods that notebooks ask for; None where there is nothing to show."""


def shown_in_notebooks(kind: Kind) -> Kind:
    """Return a class of answers with the methods that notebooks ask for; a named tuple has no base class for them."""
    setattr(kind, HTML, _as_html)
    setattr(kind, SVG, _as_svg)
    return kind


def _as_html(answer: Answer) -> str | None:
    """Return the answer as a fragment of HTML."""
    return _written(answer, HTML)


def _as_svg(answer: Answer) -> str | None:
    """Return the figure of the answer, if it has one."""
    return _written(answer, SVG)


def _written(answer: Answer, method: str) -> str | None:
    write = WRITERS.get(method)
    return None if write is None else write(answer)
