"""What rfcalc says when it cannot answer: one error class that formats itself into one line a mistake."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType

GIVE_SIZE = "give the size as 'input' in the file or with --input"
GIVE_MODEL_SIZE = "give it with --input"  # the file of a model has no key for it
NO_MEMORY = "there is not enough memory for it"
SMALLER = "a smaller input, fewer layers or more memory would do"
COMPARED = 2000  # names that a mistyped one is compared with
LIKELY = 12  # of these, the ones that share most letters, whose slips of the keyboard are counted
FOUND_LIMIT = 60  # a found value longer than this is cut, so that a message stays one readable line
NAMED = 3  # names that are told where none is near
LINES = 20  # mistakes of a file that are told in full


class RfcalcError(Exception):
    """Bad usage or bad input, told in one line.

    The text reads ``file:line: layer 'name', key: what was found; what is allowed``;
    parts that are not known are left out. A line holds no line break and no control
    character. ``str(error)`` has one line for each mistake: the error's own and those of
    ``others``, which hold what else is wrong in the same file.
    """

    def __init__(  # noqa: PLR0913 - the parts of a line
        self,
        found: str,
        *,
        allowed: str = "",
        file: str = "",
        line: int | None = None,
        layer: str = "",
        operator: str = "",
        key: str = "",
    ) -> None:
        """Keep the parts; ``line`` counts from 1, ``operator`` is what the model calls the layer's operation."""
        super().__init__(found)
        self.found = found
        self.allowed = allowed
        self.file = file
        self.line = line
        self.layer = layer
        self.operator = operator
        self.key = key
        self.item: tuple[int, ...] = ()  # where in the key's value, as places in lists within lists
        self.arithmetic = ""  # what the value was worked out from, if it was
        self.others: tuple[RfcalcError, ...] = ()

    @staticmethod
    def within(*, file: str = "", line: int | None = None, layer: str = "", operator: str = "", key: str = "") -> Place:
        """Return a context that tells an error passing through it where it happened, in all that it does not say yet.

        The place may be moved while the context lasts: a loop over layers needs one, not one for each.
        """
        return Place(file, line, layer, operator, key)

    @staticmethod
    def of_all(errors: Sequence[RfcalcError]) -> RfcalcError:
        """Return one error, the first in the file, that tells all of ``errors``; what is the same is told once."""
        distinct: dict[tuple[object, ...], RfcalcError] = {}
        for error in errors:
            distinct.setdefault((error.line, error.layer, error.text), error)
        first, *others = sorted(distinct.values(), key=lambda error: error.line or 0)
        first.others = tuple(others)
        return first

    @property
    def text(self) -> str:
        """Return what is wrong and what is allowed, without the place but for the key."""
        text = self.found + (f"; {self.allowed}" if self.allowed else "")
        return f"{self.key}: {text}" if self.key else text

    def advise(self, hint: str) -> None:
        """Add to what is allowed."""
        self.allowed = "; ".join(part for part in (self.allowed, hint) if part)

    def __str__(self) -> str:
        """Return one line for each mistake."""
        lines = [each._told() for each in (self, *self.others[: LINES - 1])]  # noqa: SLF001 - of the same class
        more = len(self.others) + 1 - LINES
        if more > 0:
            lines.append(f"... and {more} more mistake{'s' * (more != 1)}")
        return "\n".join(lines)

    def _told(self) -> str:
        """Return the one line of this mistake alone."""
        text = self.text
        if self.layer:
            layer = quoted(self.layer) + (f" ({self.operator})" if self.operator else "")
            text = f"layer {layer}{',' if self.key else ':'} {text}"
        if self.file:
            place = self.file if self.line is None else f"{self.file}:{self.line}"
            text = f"{place}: {text}"
        elif self.line is not None:
            text = f"line {self.line}: {text}"
        return escaped(text)


class LimitError(RfcalcError):
    """A limit was passed: nothing is read any further, whatever else may be wrong."""


class Place:
    """Where something is being done: told to each error that passes, in the parts that it leaves open."""

    __slots__ = ("file", "key", "layer", "line", "operator")

    def __init__(self, file: str, line: int | None, layer: str, operator: str, key: str) -> None:
        """Keep the parts; an empty one is not known."""
        self.file = file
        self.line = line
        self.layer = layer
        self.operator = operator
        self.key = key

    def __enter__(self) -> Place:  # noqa: PYI034 - Python 3.10 has no Self, and no class is made of this one
        """Return the place, to be moved while the context lasts."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Fill what an error leaves open; it goes on. Too little memory is told as an error of the place."""
        if isinstance(error, MemoryError):
            raise LimitError(
                NO_MEMORY,
                allowed=SMALLER,
                file=self.file,
                line=self.line,
                layer=self.layer,
                operator=self.operator,
                key=self.key,
            ) from None
        if isinstance(error, RfcalcError):
            for each in (error, *error.others):
                each.file = each.file or self.file
                if not each.layer:
                    each.layer, each.operator = self.layer, self.operator
                each.key = each.key or self.key
                if self.operator and each.allowed == GIVE_SIZE:
                    each.allowed = GIVE_MODEL_SIZE
                if each.line is None:
                    each.line = self.line


class Mistakes:
    """What is wrong in a file, collected while its reading goes on: ``with mistakes: ...`` notes an error and stops it.

    `LimitError` alone is not stopped.
    """

    __slots__ = ("_told", "found")

    def __init__(self) -> None:
        """Begin with none."""
        self.found: list[RfcalcError] = []
        self._told: set[tuple[str, str]] = set()

    def __enter__(self) -> None:
        """Go on."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        """Note an error and stop it."""
        if not isinstance(error, RfcalcError) or isinstance(error, LimitError):
            return False
        self.found += (error, *error.others)
        error.others = ()
        return True

    def keep_first(self, since: int, written: str) -> None:
        """Leave out, of what was noted from ``since`` on, what was noted before of what is ``written`` once.

        A mistake in a block is one mistake, however often the block is used, and so is one in arithmetic, whatever
        its values.
        """
        new = [
            (error, (written, error.key + error.arithmetic if error.arithmetic else error.text))
            for error in self.found[since:]
        ]
        self.found[since:] = [error for error, told in new if told not in self._told]
        self._told.update([told for _, told in new])

    def tell(self) -> None:
        """Raise one `RfcalcError` that tells all that was noted, if anything was."""
        if self.found:
            raise RfcalcError.of_all(self.found)


def escaped(text: str) -> str:
    """Return text with control characters, line breaks and lone surrogates written as escapes."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def quoted(value: object) -> str:
    """Return a found value as the file spells it: quoted text, ``true``, ``null``, cut to 60 characters."""
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    text = escaped(f"'{value}'" if isinstance(value, str) else str(value))
    if len(text) <= FOUND_LIMIT:
        return text
    return text[: FOUND_LIMIT - 4] + "...'" if isinstance(value, str) else text[: FOUND_LIMIT - 3] + "..."


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean 'conv'?`` for a mistyped word, or nothing when none is near."""
    meant = closest(word, known)
    return "" if meant is None else f"did you mean {quoted(meant)}?"


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return which word a mistyped one may have meant; ``None`` when none is near.

    Of those that share most of its letters, the one that takes the fewest slips of the keyboard, two letters in
    each other's place being the smallest: ``vgg61`` is nearest to ``vgg16``.
    """
    import difflib

    word = word[:100].casefold()
    by_folded = {candidate.casefold(): candidate for candidate in known}
    if len(by_folded) > COMPARED:  # a comparison takes microseconds, a large network has many names
        import heapq

        likely = heapq.nlargest(COMPARED, by_folded, key=lambda folded: _shared_ends(folded, word))
        by_folded = {folded: by_folded[folded] for folded in likely}
    matches = difflib.get_close_matches(word, by_folded, n=LIKELY, cutoff=0.75)
    return by_folded[min(matches, key=lambda match: _slips(word, match))] if matches else None


def first_few(names: Iterable[str]) -> str:
    """Return the first names of those that there are, for a message about one that is near none of them."""
    shown = [escaped(name) for _, name in zip(range(NAMED + 1), names)]
    if not shown:
        return ""
    return f"the first are {', '.join(shown[:NAMED])} ..." if len(shown) > NAMED else f"there are: {', '.join(shown)}"


def _shared_ends(one: str, other: str) -> int:
    """Return how many characters two words share at their beginnings and ends, a quick guess at their likeness."""
    from os.path import commonprefix

    beginning = commonprefix((one, other))  # noqa: RUF071 - character by character is what is wanted
    ending = commonprefix((one[::-1], other[::-1]))  # noqa: RUF071
    return len(beginning) + len(ending)


def _slips(one: str, other: str) -> float:
    """Return how many slips lead from a word to another: letters left out, put in, replaced, or swapped (half a slip).

    Damerau, "A technique for computer detection and correction of spelling errors", 1964.
    """
    before: list[float] = []
    row: list[float] = [*range(len(other) + 1)]
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, expected in enumerate(other, start=1):
            slips = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != expected))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], expected) and letter != expected:
                slips = min(slips, last[j - 2] + 0.5)
            row.append(slips)
    return row[-1]
