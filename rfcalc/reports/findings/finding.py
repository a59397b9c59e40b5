"""What an expert would say of a network: a sentence with its numbers, where that is known from, and what mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.page.note import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rfcalc.analysis import Analysis

    Numbers = Mapping[str, object]
    """Numbers by their names, as JSON has them: one, one for each axis, or several."""

NOTED_AS = {"gridding": "grid", "erf-share": "size"}
"""The codes of notes that differ from the id of the finding that they tell."""


class Cure(NamedTuple):
    """What mends it, computed: the network was changed so and asked again."""

    text: str
    before: Numbers
    after: Numbers


class Finding(NamedTuple):
    """One thing that stands out."""

    id: str
    layers: tuple[str, ...]  # all of them, in the order of the network
    numbers: Numbers
    text: str
    source: str = ""
    cure: Cure | None = None

    def note(self) -> Note:
        """Return it as a sentence below a table."""
        return Note(NOTED_AS.get(self.id, self.id), self.layers, self.text)


class Rule(NamedTuple):
    """What may be found."""

    find: Callable[[Analysis, tuple[int, ...] | None], Finding | None]  # takes the size of an object along each axis
    source: str
    needs_input: bool = False  # to say anything of it, the size of the input must be known
    verdict: bool = True  # whether it is anything to mend
