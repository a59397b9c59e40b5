"""The parts of a page: what an answer tells people, before any format decides what it looks like.

Texts are printable: names of layers and networks are escaped when a page is made. Nothing here is measured, padded,
wrapped, coloured or marked up; that is up to formats.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.page.answer import Answer
    from rfcalc.page.note import Note

KEEP = 10
"""The importance of a column that is never left out."""

ESSENTIAL = 9
"""The importance of a column that is left out only where 40 columns are too few."""


FORMULA = "formula"
"""The role of cells that are arithmetic."""

FAULTLESS = ("0", "0%", "-", "?")
"""What a column of the role ``fault`` says where there is none."""


class Title(NamedTuple):
    """What a page is about."""

    name: str  # of a network, or a feature of one
    size: str  # of the network's input, in words
    extent: str = ""  # how much there is below: "22 layers"
    told: str = ""  # what it comes to; formats that draw the page's figure tell it in place of the size
    brief: str = ""  # the same where there is little room
    about: str = ""  # what is below, in a sentence or two


class Statement(NamedTuple):
    """A sentence whose subject is what the page is about."""

    subject: str
    predicate: str


class Text(NamedTuple):
    """Sentences that belong to what stands before them."""

    sentences: tuple[str, ...]


class Notes(NamedTuple):
    """Sentences on what stands out, each on its own."""

    sentences: tuple[Note, ...]


class Facts(NamedTuple):
    """Names and values, one below another: a table of two columns."""

    headings: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


class Cell(NamedTuple):
    """What stands in one cell of a table."""

    text: str
    after: str = ""  # what it became, if it changed
    role: str = ""  # what it is, where it is something else than the rest of its column


EMPTY = Cell("")


class Column(NamedTuple):
    """A column of a table, with one cell for each row."""

    heading: str
    cells: Sequence[Cell]
    role: str = ""  # what its cells are: "layer", "kind", "main", "fault" ...; the looks of each are up to a format
    right: bool = False  # numbers, with their decimal points below one another
    paired: bool = False  # cells may tell of before and after
    optional: bool = False  # left out where all its cells are empty
    aside: bool = False  # not for text of unbounded width, which would rather be short
    importance: int = KEEP  # the lowest is left out first where a screen is narrow
    meaning: str = ""  # what its numbers are, for who looks at a screen


class Table(NamedTuple):
    """Columns of equally many cells."""

    columns: tuple[Column, ...]
    repeats: Sequence[bool] = ()  # for each row whether it tells nothing new
    grouped: str = ""  # the heading of a column whose neighbouring equal cells may stand once, above their rows
    flowing: str = ""  # the heading of a column of sentences, which may go on below themselves
    listed: bool = False  # rows of neighbouring answers are one list


class EquationBlock(NamedTuple):
    """Equations, and what stands in the lines beside them."""

    names: tuple[str, ...]  # what they are about, a line each
    details: tuple[str, ...]
    equations: tuple[str, ...]


class Equations(NamedTuple):
    """Equations, one a line, in blocks; as a table of three columns where there is room."""

    headings: tuple[str, str, str]
    blocks: tuple[EquationBlock, ...]

    @property
    def table(self) -> Table:
        """Return them as a table; details that nowhere say anything have no column."""
        rows = [row for block in self.blocks for row in zip_longest(*block, fillvalue="")]
        names, details, equations = zip(*rows)
        first, second, third = self.headings
        return Table(
            (
                column(first, names, "layer"),
                column(second, details, optional=True),
                column(third, equations, FORMULA),
            )
        )


class Abreast(NamedTuple):
    """Tables whose rows belong together: beside one another as far as there is room."""

    key: Column  # what the rows of all of them have in common
    titles: tuple[Title, ...]
    tables: tuple[tuple[Column, ...], ...]


class Figure(NamedTuple):
    """A drawing of an answer, in formats that can draw one."""

    kind: str
    answer: Answer
    caption: str = ""  # what the page says above it where it is drawn
    instead: tuple[Table | Facts | Notes, ...] = ()  # what formats tell that do not draw it


Told = Title | Statement | Text | Notes | Facts | Table | Equations | Abreast
"""The parts that are words and numbers."""

Part = Told | Figure

Page = tuple[Part, ...]

Kind = TypeVar("Kind")


def column(
    heading: str,
    texts: Iterable[str],
    role: str = "",
    *,
    right: bool = False,
    optional: bool = False,
    importance: int = KEEP,
) -> Column:
    """Return a column of plain cells."""
    cells = [Cell(text) for text in texts]
    return Column(heading, cells, role, right=right, optional=optional, importance=importance)


def shown(columns: Iterable[Column], *, aside: bool = True) -> list[Column]:
    """Return the columns that say something."""
    return [
        each
        for each in columns
        if (aside or not each.aside) and not (each.optional and all(cell == EMPTY for cell in each.cells))
    ]


def part_of(page: Page, kind: type[Kind]) -> Kind:
    """Return the part of a page that is of a kind, of which it has one."""
    return next(part for part in page if isinstance(part, kind))


def joined(pages: Iterable[Page]) -> list[Page]:
    """Return pages, where lists of neighbouring answers have become one."""
    joint: list[Page] = []
    before: Table | None = None
    for page in pages:
        entry = page[0] if len(page) == 1 and isinstance(page[0], Table) and page[0].listed else None
        if entry is not None and before is not None:
            entry = _continued(before, entry)
            joint.pop()
        joint.append(page if entry is None else (entry,))
        before = entry
    return joint


def _continued(first: Table, more: Table) -> Table:
    """Return a list with the rows of another behind its own."""
    pairs = zip(first.columns, more.columns)
    return first._replace(
        columns=tuple([column._replace(cells=[*column.cells, *other.cells]) for column, other in pairs])
    )
