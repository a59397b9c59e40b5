"""Answers for a terminal: coloured, drawn upon, fitted to its width, complete at any width of 40 columns and more."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from rfcalc.page.parts import Figure, Title, joined
from rfcalc.render.layout import Layout
from rfcalc.render.lines import parted, stripped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.page.answer import Answer
    from rfcalc.page.parts import Page
    from rfcalc.render.lines import Line
    from rfcalc.render.values import Look, Screen

    class Drawer(Protocol):
        """What the module of a kind of figure offers."""

        def page_lines(self, page: Page, screen: Screen, *, look: Look) -> list[Line]:
            """Return the lines of a page around its figure, which tells how much room there is for the rest."""


# What a run of characters is, and how it looks: only the sixteen colours that every terminal has,
# so that the user's own theme decides how they look. What is not listed looks like any text.
STYLES = {
    "title": "bold",
    "quiet": "dim",
    "heading": "bold",
    "name": "bold cyan",
    "stage": "cyan",
    "kind": "green",
    "main": "bold",
    "fault": "bold yellow",
    "flag": "yellow",
    "note": "yellow",
    "removed": "red",
    "added": "green",
    "renamed": "yellow",
    "changed": "yellow",
    "after": "bold",
    "seen": "cyan",
    "padding": "yellow",
    "not read": "magenta",
    "frame": "dim",
}

DRAWERS = {"box": "box_diagram", "heatmap": "heatmap", "heatmaps": "heatmaps", "curves": "curves"}
"""Kinds of figures, and the modules that draw them."""


def write(answers: Sequence[Answer], screen: Screen, *, look: Look) -> str:
    """Return the pages of answers, an empty line between them; the last one explains its columns."""
    pages = joined(answer.page() for answer in answers)
    figures = [_figure(page) for page in pages]
    if len(pages) > 1 and all(figure is not None and figure.kind == "curves" for figure in figures):
        from rfcalc.render.chars.growths import SIGNS, together

        if len(pages) <= len(SIGNS):
            return _painted(together(pages, screen), color=screen.color)
    told = [_lines(page, screen, look=look, explains=at == len(pages)) for at, page in enumerate(pages, start=1)]
    return "\n".join([_painted(lines, color=screen.color) for lines in told])


def _figure(page: Page) -> Figure | None:
    return next((part for part in page if isinstance(part, Figure)), None)


def _lines(page: Page, screen: Screen, *, look: Look, explains: bool) -> list[Line]:
    figure = _figure(page)
    if figure is not None:
        drawer = cast("Drawer", import_module(f"rfcalc.render.chars.{DRAWERS[figure.kind]}"))
        return drawer.page_lines(page, screen, look=look)
    layout = Layout(screen.width, screen.unicode, explains)
    roomy = isinstance(page[0], Title)
    return parted([layout.part(part, roomy=roomy) for part in page if not isinstance(part, Figure)])


def _painted(lines: Iterable[Line], *, color: bool) -> str:
    """Return the lines as text, with escape codes if the screen shows colours."""
    if not color:
        return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)
    from rich.color import ColorSystem
    from rich.style import Style

    styles = {role: Style.parse(style) for role, style in STYLES.items()}
    plain = Style()

    def run(text: str, role: str) -> str:
        """Return characters in their style; one that begins with a digit is an escape code's own parameters."""
        if role[:1].isdigit():
            return f"\x1b[{role}m{text}\x1b[0m"
        return styles.get(role, plain).render(text, color_system=ColorSystem.STANDARD)

    return "".join("".join(run(*each) for each in stripped(line)) + "\n" for line in lines)
