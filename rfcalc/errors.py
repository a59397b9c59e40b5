"""What rfcalc says when it cannot answer: one error class that formats itself into one line."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

GIVE_SIZE = "give the size as 'input' in the file or with --input"
COMPARED = 2000  # names that a mistyped one is compared with
FOUND_LIMIT = 60  # a found value longer than this is cut, so that a message stays one readable line


class RfcalcError(Exception):
    """Bad usage or bad input, told in one line.

    The text reads ``file:line: layer 'name', key: what was found; what is allowed``;
    parts that are not known are left out. ``str(error)`` is that line: it holds no line
    break and no control character.
    """

    def __init__(
        self,
        found: str,
        *,
        allowed: str = "",
        file: str = "",
        line: int | None = None,
        layer: str = "",
        key: str = "",
    ) -> None:
        """Keep the parts; ``line`` counts from 1."""
        super().__init__(found)
        self.found = found
        self.allowed = allowed
        self.file = file
        self.line = line
        self.layer = layer
        self.key = key

    def __str__(self) -> str:
        """Return the one line."""
        text = self.found + (f"; {self.allowed}" if self.allowed else "")
        where = ", ".join(part for part in (f"layer {quoted(self.layer)}" if self.layer else "", self.key) if part)
        if where:
            text = f"{where}: {text}"
        if self.file:
            place = self.file if self.line is None else f"{self.file}:{self.line}"
            text = f"{place}: {text}"
        elif self.line is not None:
            text = f"line {self.line}: {text}"
        return escaped(text)


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
    import difflib  # noqa: PLC0415 - only a mistake needs it

    word = word[:100]
    by_folded = {candidate.casefold(): candidate for candidate in known}
    if len(by_folded) > COMPARED:  # a comparison takes microseconds, a large network has many names
        import heapq  # noqa: PLC0415

        likely = heapq.nlargest(COMPARED, by_folded, key=lambda folded: _shared_ends(folded, word.casefold()))
        by_folded = {folded: by_folded[folded] for folded in likely}
    match = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.75)
    return f"did you mean {quoted(by_folded[match[0]])}?" if match else ""


def _shared_ends(one: str, other: str) -> int:
    """Return how many characters two words share at their beginnings and ends, a quick guess at their likeness."""
    from os.path import commonprefix  # noqa: PLC0415

    beginning = commonprefix((one, other))  # noqa: RUF071 - character by character is what is wanted
    ending = commonprefix((one[::-1], other[::-1]))  # noqa: RUF071
    return len(beginning) + len(ending)
