"""Answers that pass or fail: what each case of one says, for formats that tools of continuous integration read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from rfcalc.page.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence


class Failure(NamedTuple):
    """One thing that is not as it should be."""

    file: str
    line: int | None
    text: str  # one printable line, without file and line


class Case(NamedTuple):
    """One thing that is checked."""

    name: str
    file: str
    line: int | None
    failures: tuple[Failure, ...]


class Judged(Answer, Protocol):
    """An answer that passes or fails."""

    @property
    def network(self) -> str:
        """Return the name of the network that it is about."""

    def cases(self) -> Sequence[Case]:
        """Return what was checked, in its order."""

    def conclusion(self) -> str:
        """Return in a sentence that all of it holds, and how much that is."""
