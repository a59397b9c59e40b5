"""YAML as most network files are written, read without PyYAML, which takes longer to load than such a file to read.

What is plain: ASCII; blocks of ``key: value`` and ``- item``; flow lists and mappings that end on their line; texts in
double quotes without escapes; words that begin with a letter, ``_`` or ``$``; whole numbers without sign; ``true``,
``false`` and ``null``. Of anything else, mistakes included, nothing is said here: PyYAML reads the file from its
beginning, so that there is one place that knows the rest of YAML, and one that words its errors.
"""

from __future__ import annotations

import re

from rfcalc.errors import RfcalcError
from rfcalc.readers.document.build import MAX_TEXT, Builder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.readers.document.build import Value
    from rfcalc.readers.document.values import Node

LONGEST = 65536  # characters: a large file may lose more by being read twice than it gains
MOST_DIGITS = 9

_KEY = re.compile(r"([A-Za-z_][\w.-]*):(?: +|$)", re.ASCII)
_SCALAR = re.compile(
    r'(?:"(?P<quoted>[^"\\]*)"|(?P<number>[0-9]+)'
    r"|(?P<word>[A-Za-z_$](?:[\w$.,;=()'/+-]|:(?=[\w/]))*(?: +(?:[\w$.,;=()'/+-]|:(?=[\w/]))+)*))(?: +#.*)?",
    re.ASCII,
)
_TOKEN = re.compile(
    r' *(?:(?P<mark>[\[\]{},]|:(?= ))|"(?P<quoted>[^"\\]*)"|(?P<number>[0-9]+)(?![\w$./+()-])'
    r"|(?P<word>[A-Za-z_$][\w$./+()-]*(?: +[\w$./+()-]+)*))",
    re.ASCII,
)
_COMMENT = re.compile(r"(?: +#.*)?")
_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None}
_OTHER_WORDS = frozenset(("True", "TRUE", "False", "FALSE", "Null", "NULL"))


class _NotPlainError(Exception):
    """The text is not plain; that is no mistake."""


def read_plain_yaml(text: str) -> Node | None:
    """Return the value of a YAML text, as `read_yaml` does; ``None`` where the text is not plain."""
    if len(text) > LONGEST or not text.isascii() or not text.replace("\n", "").isprintable():
        return None
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        content = line.strip(" ")
        if content and content[0] != "#":
            lines.append((number, len(line) - len(line.lstrip(" ")), content))
    builder = Builder()
    try:
        if not lines or _Reader(builder, lines).block(0) != len(lines):
            return None
    except (_NotPlainError, RfcalcError):
        return None
    return builder.finish()


class _Reader:
    """Tells a builder what the lines of a text hold: their numbers, their columns and what stands there."""

    def __init__(self, builder: Builder, lines: list[tuple[int, int, str]]) -> None:
        self._builder = builder
        self._lines = lines

    def block(self, at: int) -> int:
        """Read the list or mapping that begins at a line; return the line behind it."""
        number, column, content = self._lines[at]
        is_list = content.startswith("- ")
        self._builder.begin(number, mapping=not is_list)
        while at < len(self._lines) and self._column(at) == column and self._is_item(at) == is_list:
            at = self._item(at) if is_list else self._entry(at)
        self._builder.end()
        return at

    def _column(self, at: int) -> int:
        return self._lines[at][1] if at < len(self._lines) else -1

    def _is_item(self, at: int) -> bool:
        return self._lines[at][2].startswith("- ")

    def _item(self, at: int) -> int:
        number, column, content = self._lines[at]
        item = content[2:].lstrip()
        if _KEY.match(item):
            self._lines[at] = (number, column + len(content) - len(item), item)
            return self.block(at)
        self._value(item, number)
        return self._behind(at)

    def _entry(self, at: int) -> int:
        number, column, content = self._lines[at]
        key = _KEY.match(content)
        if key is None:
            raise _NotPlainError
        if key[1] in _WORDS or key[1] in _OTHER_WORDS:
            raise _NotPlainError
        self._builder.scalar(key[1], number)
        value = content[key.end() :]
        if value and value[0] != "#":
            self._value(value, number)
            return self._behind(at)
        below = self._column(at + 1)
        if below > column or (below == column and self._is_item(at + 1)):
            return self.block(at + 1)
        raise _NotPlainError

    def _behind(self, at: int) -> int:
        """Return the next line, which must not go on with the value of this one."""
        if self._column(at + 1) > self._lines[at][1]:
            raise _NotPlainError
        return at + 1

    def _value(self, text: str, number: int) -> None:
        """Read a value that ends on its line."""
        if text[0] in "[{":
            if not _COMMENT.fullmatch(text, self._flow(text, _token(text, 0), number)):
                raise _NotPlainError
            return
        scalar = _SCALAR.fullmatch(text)
        if scalar is None:
            raise _NotPlainError
        self._builder.scalar(_meaning(scalar), number)

    def _flow(self, text: str, token: re.Match[str], number: int) -> int:
        """Read the value that a token begins; return where it ends."""
        mark = token["mark"]
        if mark is None:
            self._builder.scalar(_meaning(token), number)
            return token.end()
        if mark not in "[{":
            raise _NotPlainError
        self._builder.begin(number, mapping=mark == "{")
        close = "]" if mark == "[" else "}"
        token = _token(text, token.end())
        while token["mark"] != close:
            if mark == "{":
                if token["mark"] is not None:
                    raise _NotPlainError
                self._builder.scalar(_meaning(token), number)
                token = _token(text, token.end())
                if token["mark"] != ":":
                    raise _NotPlainError
                token = _token(text, token.end())
            token = _token(text, self._flow(text, token, number))
            if token["mark"] == ",":
                token = _token(text, token.end())
            elif token["mark"] != close:
                raise _NotPlainError
        self._builder.end()
        return token.end()


def _token(text: str, at: int) -> re.Match[str]:
    token = _TOKEN.match(text, at)
    if token is None:
        raise _NotPlainError
    return token


def _meaning(scalar: re.Match[str]) -> Value:
    """Return what a scalar means."""
    if (number := scalar["number"]) is not None:
        if len(number) > MOST_DIGITS:
            raise _NotPlainError
        return int(number)
    word: str | None = scalar["word"]
    if word is None:
        written = scalar["quoted"]
    elif word in _WORDS:
        return _WORDS[word]
    else:
        written = word
    if len(written) > MAX_TEXT or word in _OTHER_WORDS:
        raise _NotPlainError
    return written
