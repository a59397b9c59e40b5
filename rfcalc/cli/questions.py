"""A line of a dialogue as a question: a layer, an index, or both, however people write them.

``conv5 3 4``, ``conv5,3,4``, ``conv5 (3, 4)`` and, of the layer that was named last, ``3 4`` and ``(3, 4)``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rfcalc.analysis.analysis import LAST
from rfcalc.cli.features import looks_like_number
from rfcalc.errors import RfcalcError, nearest, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfcalc import Network

COMMENT = "#"
MARK = re.compile(rf"(?:^|\s){COMMENT}")
WHOLE = re.compile(r"-?[0-9]+", re.ASCII)
INDEX = re.compile(r"(?:[\s,(]+-?[0-9]+)+[\s,)]*$", re.ASCII)
PUNCTUATION = str.maketrans(",()", "   ")
"""What may stand around and between the numbers of an index."""


class Question(NamedTuple):
    """A layer, and the words of an index; none if only the layer was named."""

    layer: str
    position: tuple[str, ...]


class Names:
    """What the layers of a network may be called."""

    def __init__(self, network: Network) -> None:
        """Collect them: layers, uses of blocks, the input, and what is last."""
        self.network = network
        self.offered = [*(layer.name for layer in network.layers), *network.outputs]
        self._known = frozenset((network.start, LAST, *self.offered))
        self._commented = [name for name in self.offered if COMMENT in name]

    def without_comment(self, line: str) -> str:
        """Return a line up to a ``#`` at its beginning or behind a blank, unless that belongs to a layer's name."""
        begun = max([len(name) for name in self._commented if line.startswith(name)], default=0)
        mark = MARK.search(line, begun)
        return line if mark is None else line[: mark.start()].rstrip()

    def is_question(self, line: str) -> bool:
        """Return whether a line is a layer's name, with or without numbers behind it."""
        return any(all(map(looks_like_number, each.position)) for each in self._all_readings(line, ""))

    def understood(self, line: str, chosen: str) -> Question:
        """Return what a line asks, of the ``chosen`` layer if it names none; a name may hold blanks, or be a number.

        Of several readings the one with the longest name wins, among those whose index is made of whole numbers, one
        for each axis or none at all. Raises `RfcalcError`.
        """
        readings = list(self._all_readings(line, chosen))
        if readings:
            return min(readings, key=self._faults)
        words = line.translate(PUNCTUATION).split() or line.split()
        if looks_like_number(words[0]):
            raise RfcalcError("no layer is chosen yet", allowed="name one first: LAYER X Y; ? lists them")
        raise self.unknown(_without_index(line))

    def unknown(self, layer: str) -> RfcalcError:
        """Return the error for a name that no layer has."""
        return RfcalcError(
            f"{quoted(self.network.name)} has no layer {quoted(layer)}",
            allowed=nearest(layer, self.offered) or "? lists the layers, help tells what else may be asked",
        )

    def _faults(self, question: Question) -> tuple[bool, bool]:
        """Return whether an index has words that are no whole numbers, and whether they are too many or too few."""
        whole = all(WHOLE.fullmatch(word) for word in question.position)
        return not whole, len(question.position) not in {0, len(self.network.axes)}

    def _all_readings(self, line: str, chosen: str) -> Iterator[Question]:
        """Yield the questions a line may be: as it is written, and with blanks in place of commas and brackets."""
        yield from self._readings(line, chosen)
        spread = line.translate(PUNCTUATION).strip()
        if spread and spread != line:
            yield from self._readings(spread, chosen)

    def _readings(self, line: str, chosen: str) -> Iterator[Question]:
        """Yield the questions a line may be, that with the longest name first."""
        words = line.split()
        if line in self._known:
            yield Question(line, ())
        name = line
        for count in range(len(words) - 1, 0, -1):
            name = name[: name.rindex(words[count])].rstrip()
            if name in self._known:
                yield Question(name, tuple(words[count:]))
        if chosen and looks_like_number(words[0]):
            yield Question(chosen, tuple(words))


def _without_index(line: str) -> str:
    """Return a line without the numbers at its end."""
    return INDEX.sub("", line)
