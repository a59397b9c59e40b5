"""What every answer can say, so that each format is written once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.axis import Box
    from rfcalc.page.parts import Page

    Single = Number | str | None
    """A number, a text, or nothing."""

    Value = Single | Mapping[str, Number | None]
    """What a cell of a grid holds: one of these, or a number for each axis by its name."""


class Answer(Protocol):
    """A finished answer. People read its page, programs its record or its grid."""

    def page(self) -> Page:
        """Return the answer as it is laid out for people."""

    def record(self) -> dict[str, object]:
        """Return the answer as JSON has it: mappings, sequences, texts, exact numbers, true and null."""

    def grid(self) -> Grid:
        """Return the answer as rows of values, as CSV has it."""


class Grid(NamedTuple):
    """Rows of values under the names of their columns.

    A value that differs by axis stands in a single column here, as a mapping; a writer spreads it over one for each
    axis. An axis that a mapping lacks is one that its network does not have.
    """

    columns: tuple[str, ...]
    by_axis: frozenset[str]  # the columns whose values are mappings
    axes: tuple[str, ...]  # of all rows
    rows: Iterable[Sequence[Value]]


def bounds(box: Sequence[Box] | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the firsts and the ends of a box, one for each axis; nothing of none."""
    return (tuple([first for first, _ in box]), tuple([end for _, end in box])) if box else ((), ())
