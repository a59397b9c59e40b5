"""What stands out in an answer: a sentence for people that also tells programs what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typing_extensions import Self


class Note(str):
    """A sentence, with a word for what it tells and the names of the layers that it tells it of.

    It is a text like any other: ``print(note)`` writes the sentence. Codes stay as they are from one release to the
    next, while sentences may be worded anew.
    """

    __slots__ = ("code", "layers")

    code: str
    layers: tuple[str, ...]

    def __new__(cls, code: str, layers: Iterable[str], text: str) -> Self:
        """Return the note; ``layers`` are in the order of the network, none if it tells of all of it."""
        note = super().__new__(cls, text)
        note.code = code
        note.layers = tuple(layers)
        return note

    @property
    def text(self) -> str:
        """Return the sentence alone."""
        return str(self)

    def __getnewargs__(self) -> tuple[str, tuple[str, ...], str]:  # type: ignore[override] # what __new__ takes here
        """Return what makes the same note again, for copies and pickles."""
        return self.code, self.layers, self.text


def findings(notes: Iterable[Note]) -> dict[str, object]:
    """Return the notes as a key of a record, for programs; no key where nothing stands out."""
    told = [{"code": note.code, "layers": note.layers, "text": note.text} for note in notes]
    return {"findings": told} if told else {}
