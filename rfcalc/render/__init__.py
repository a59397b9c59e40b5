"""Finished reports as text: one file for each format, and one row for it in the table below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from rfcalc.errors import RfcalcError, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.render.values import Screen
    from rfcalc.reports.comparison import Comparison
    from rfcalc.reports.forms import Forms, Growth, Map
    from rfcalc.reports.preset import Preset
    from rfcalc.reports.remedy import Effect
    from rfcalc.reports.values import Place, Summary

    class Renderer(Protocol):
        """What a format can write. Each text ends with a line break, or is empty."""

        def summaries(self, summaries: Sequence[Summary], /) -> str:
            """Return the tables of one or several networks."""

        def place(self, place: Place, /) -> str:
            """Return where one feature looks."""

        def comparison(self, comparison: Comparison, /) -> str:
            """Return networks side by side, and for two the difference."""

        def map(self, report: Map, /, *, log: bool) -> str:
            """Return how much each pixel counts for one feature; ``log`` is the scale of what is drawn."""

        def forms(self, reports: Sequence[Forms], /) -> str:
            """Return the forms of the middle features of one or several networks' layers."""

        def growth(self, report: Growth, /) -> str:
            """Return how far features see through the depth of a network."""

        def effect(self, report: Effect, /) -> str:
            """Return the forms of features before and after a cure."""

        def presets(self, presets: Sequence[Preset], /) -> str:
            """Return the list of the networks that ship with rfcalc."""


# Every row loads its own module: a format that is not asked for costs nothing.


def _plain() -> Renderer:
    from rfcalc.render import as_plain  # noqa: PLC0415

    return as_plain


def _json() -> Renderer:
    from rfcalc.render import as_json  # noqa: PLC0415

    return as_json


def _csv() -> Renderer:
    from rfcalc.render import as_csv  # noqa: PLC0415

    return as_csv


def _markdown() -> Renderer:
    from rfcalc.render import as_markdown  # noqa: PLC0415

    return as_markdown


FORMATS: dict[str, Callable[[], Renderer]] = {
    "table": _plain,
    "json": _json,
    "csv": _csv,
    "markdown": _markdown,
}


def renderer(name: str, screen: Screen | None = None) -> Renderer:
    """Return the renderer of a format; the table has a second form for a terminal's screen.

    Raises ``RfcalcError`` for a word that is no format.
    """
    if name not in FORMATS:
        allowed = f"{nearest(name, FORMATS)} one of {', '.join(FORMATS)}".strip()
        raise RfcalcError(quoted(name), allowed=allowed, key="--format")
    if name == "table" and screen is not None:
        from rfcalc.render.as_terminal import Terminal  # noqa: PLC0415

        return Terminal(screen)
    return FORMATS[name]()
