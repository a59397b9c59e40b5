"""The values of a file that know their line: what every file format is read into."""

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.layers.numerals import BadNumber, Ratio

if TYPE_CHECKING:
    from rfcalc.errors import RfcalcError


class Source(NamedTuple):
    """The text of a file or stream, not yet read; of a format that is no text, where its bytes are."""

    text: str  # empty where the format is no text
    format: str  # the name of a reader, such as "yaml"
    file: str  # what messages call it
    name: str  # what its network is called if the text does not say
    path: str = ""  # of a file whose format is no text: the reader opens it, because it may be large
    data: bytes = b""  # what a stream held of a format that is no text


class Problems:
    """What is wrong in a text that can be read all the same, for whoever can say more of it than a line."""

    __slots__ = ("numbers", "repeated")

    def __init__(self) -> None:
        """Begin with none."""
        self.numbers = False  # whether some value is a `BadNumber`
        self.repeated: list[RfcalcError] = []  # keys that stand twice in a mapping


class Scalar(NamedTuple):
    """One text, number, truth value or null, with the line it stands on (from 1).

    A number with a point or an exponent is a ``Ratio``, also where it is whole (``1e3``);
    no other number is. ``True`` is an ``int`` to Python: ask for ``bool`` first.
    """

    value: str | int | bool | Ratio | BadNumber | None
    line: int
    worked_out: str = ""  # the arithmetic whose value it is, for messages; empty where the file has the value itself


class Sequence(NamedTuple):
    """A list, with the line it starts on."""

    items: "tuple[Node, ...]"
    line: int


class Mapping(NamedTuple):
    """A mapping with text keys; ``entries[key]`` is the pair of the key's line and its value.

    The entries stand in the order of the file, merged ones (``<<``) last. Nobody changes
    ``entries``: two places of a file may share one mapping.
    """

    entries: "dict[str, tuple[int, Node]]"
    line: int


Node = Scalar | Sequence | Mapping
