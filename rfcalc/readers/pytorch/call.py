"""One operation with what it is given, each as what a rule expects of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rfcalc.readers.moves.mixing import known
from rfcalc.readers.moves.tensor import Tensor
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rfcalc.readers.moves.digits import Places
    from rfcalc.readers.moves.drawing import Drawing


class Call(NamedTuple):
    """An operation, its arguments by place and by word, and where the layers go that it makes."""

    name: str
    arguments: tuple[Any, ...]  # tensors, and lists of them, as `Tensor`
    words: Mapping[str, Any]
    shapes: tuple[tuple[int, ...], ...]  # of what it makes
    read: tuple[bool, ...]  # whether anything reads each of these
    drawing: Drawing

    def given(self, at: int, word: str = "", default: Any = None) -> Any:  # noqa: ANN401 - whatever PyTorch takes
        """Return an argument by its place or its word, the default where it is left out."""
        if at < len(self.arguments):
            return self.arguments[at]
        return self.words.get(word, default)

    def tensor(self, at: int = 0, word: str = "") -> Tensor:
        """Return an argument that is a tensor. Raises `Unread` for anything else."""
        found = self.given(at, word)
        if not isinstance(found, Tensor):
            raise Unread(f"its argument {at + 1} is no tensor")
        return found

    @property
    def places(self) -> Places:
        """Return the dims of its first tensor. Raises `Unread` where they are not known."""
        return known(self.tensor())

    @property
    def tensors(self) -> list[Tensor]:
        """Return all tensors that it is given, those in lists too."""
        found: list[Tensor] = []
        for each in (*self.arguments, *self.words.values()):
            if isinstance(each, Tensor):
                found.append(each)
            elif isinstance(each, tuple):
                found += [item for item in each if isinstance(item, Tensor)]
        return found

    def numbers(self, at: int, word: str, count: int, default: int | None = None) -> tuple[int, ...]:
        """Return whole numbers, as many as asked for; one stands for all. Raises `Unread` where there are none."""
        found = self.given(at, word)
        if found is None or found == ():
            found = default
        items = (found,) * count if isinstance(found, int) else found
        if isinstance(items, tuple) and len(items) == 1:
            items *= count
        if not isinstance(items, tuple) or len(items) != count or not all(isinstance(each, int) for each in items):
            raise Unread(f"its argument {word} is not {count} whole numbers")
        return items

    def dims(self, at: int, word: str) -> list[int]:
        """Return dims that an argument names, one or several; all of them where it is left out."""
        rank = len(self.places)
        found = self.given(at, word)
        if found is None or found == ():
            return [*range(rank)]
        return [axis % rank for axis in (found if isinstance(found, tuple) else (found,))]

    def dim(self, at: int, word: str, default: int = 0) -> int:
        """Return the dim that an argument names."""
        axis = self.given(at, word, default)
        return int(axis) % max(len(self.places), 1)
