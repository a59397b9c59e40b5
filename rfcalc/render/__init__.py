"""Answers as text: one file for each format, written once for all answers, and one row for it in the table below."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.render.values import LOOK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.page.answer import Answer
    from rfcalc.render.values import Look, Screen

    class Writer(Protocol):
        """What the module of a format offers."""

        def write(self, answers: "Sequence[Answer]", *, look: "Look") -> str:
            """Return answers as text that ends with a line break, or is empty; ``look`` tells how maps are drawn."""


class Format(NamedTuple):
    """One format: the module that writes it, and the endings of files that hold it."""

    module: str
    endings: tuple[str, ...] = ()


FORMATS = {
    "table": Format("plain"),
    "json": Format("json", (".json", ".jsonl")),
    "csv": Format("csv", (".csv",)),
    "markdown": Format("markdown", (".md", ".markdown")),
}
"""The formats of every answer; a module is loaded when its format is asked for, so that none costs another's time."""

JUDGED = {
    "github": Format("github"),
    "junit": Format("junit", (".xml",)),
}
"""Those besides of answers that pass or fail (`rfcalc.page.case.Judged`)."""

OF_FORMULAS = {"latex": Format("latex", (".tex",))}
"""Those of answers that are made of formulas."""

OF_VIEWERS = {"html": Format("viewer", (".html", ".htm"))}
"""Those of what a viewer is made of, which people open in a browser."""

OF_PICTURES = {"svg": Format("svg", (".svg",))}
"""Those of answers that can be drawn."""

EVERY_FORMAT = {**FORMATS, **JUDGED, **OF_FORMULAS, **OF_VIEWERS, **OF_PICTURES}
"""The formats of any answer."""


def render(answers: "Sequence[Answer]", format: str, screen: "Screen | None" = None, *, look: "Look" = LOOK) -> str:  # noqa: A002 - the word users know
    """Return answers of one command as text: tables with an empty line between them, JSON a line each, CSV one table.

    With a ``screen`` the table is one for a terminal: coloured, drawn upon, fitted to its width. ``look``
    tells how maps are drawn. Formats of `JUDGED` need answers that pass or fail. Raises `RfcalcError` for a word that
    is no format.
    """
    if format not in EVERY_FORMAT:
        allowed = f"{nearest(format, FORMATS)} one of {', '.join(FORMATS)}".strip()
        raise RfcalcError(quoted(format), allowed=allowed, key="--format")
    if format == "table" and screen is not None:
        from rfcalc.render import terminal

        return terminal.write(answers, screen, look=look)
    writer = cast("Writer", import_module(f"rfcalc.render.{EVERY_FORMAT[format].module}"))
    return writer.write(answers, look=look)
