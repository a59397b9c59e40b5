"""The one builder of values: every reader tells it what it meets, and it checks what all formats share."""

from __future__ import annotations

import re

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.numerals import BadNumber, Ratio
from rfcalc.network.build import MAX_TEXT
from rfcalc.readers.document.values import Mapping, Node, Problems, Scalar, Sequence

MAX_DEPTH = 50
MAX_VALUES = 2_000_000
SHOWN = 100  # characters of a found text that are worth escaping for a message

Value = str | int | bool | Ratio | BadNumber | None

_SURROGATE = "[\ud800-\udfff]"
_new_scalar = tuple.__new__  # a NamedTuple's own constructor costs twice as much


class MergeKey(str):
    """The key ``<<`` of a format in which it merges; the text ``"<<"`` is an ordinary key."""

    __slots__ = ()


class _Open:
    """A list or mapping whose end is still to come."""

    __slots__ = ("anchor", "before", "entries", "height", "items", "key", "key_line", "line", "merges")

    def __init__(self, line: int, anchor: str | None, before: int, *, mapping: bool) -> None:
        self.line = line
        self.anchor = anchor
        self.before = before  # how many values there were when it began
        self.height = 0  # levels of lists and mappings inside it
        self.items: list[Node] = []
        self.entries: dict[str, tuple[int, Node]] | None = {} if mapping else None
        self.key: str | None = None
        self.key_line = 0
        self.merges = False


class Builder:
    """Builds one value from what a reader meets, in the order of the file.

    A mapping's keys and values are handed over alike, key first. Every method raises
    ``RfcalcError`` with a line and without a file; lines count from 1. What may be noted as a
    problem is, if there are ``problems`` to note it in. Nothing is recursive, and aliases
    share what they name instead of copying it.
    """

    __slots__ = ("_anchors", "_count", "_open", "_outer", "_problems")

    def __init__(self, problems: Problems | None) -> None:
        """Begin with nothing built."""
        self._problems = problems
        self._count = 0
        self._open = _Open(1, None, self._count, mapping=False)  # holds the root as if it were a list's item
        self._outer: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int, int] | _Open] = {}

    def scalar(self, value: Value, line: int, anchor: str | None = None) -> None:
        """Take a text, number, truth value or null."""
        current = self._open
        if current.entries is None:
            node = _new_scalar(Scalar, (value, line, ""))
            current.items.append(node)
        elif current.key is None:
            self._take_key(value, line)
            if anchor:
                self._anchors[anchor] = (Scalar(value, line), 1, 0)
            return
        else:
            node = _new_scalar(Scalar, (value, line, ""))
            current.entries[current.key] = (current.key_line, node)
            current.key = None
        self._count += 1
        if self._count > MAX_VALUES:
            raise _too_many(line)
        if anchor:
            self._anchors[anchor] = (node, 1, 0)

    def number(self, number: int | Ratio | BadNumber, line: int) -> int | Ratio | BadNumber:
        """Return a number, noted as a problem or refused if it is none that can be used."""
        if isinstance(number, BadNumber):
            if self._problems is None:
                raise RfcalcError(f"the number {number.text}{number.fault}", allowed=number.allowed, line=line)
            self._problems.numbers = True
        return number

    def begin(self, line: int, anchor: str | None = None, *, mapping: bool) -> None:
        """Open a mapping or a list."""
        current = self._open
        if current.entries is not None and current.key is None:
            raise _not_a_key("a mapping" if mapping else "a list", line)
        self._outer.append(current)
        if len(self._outer) > MAX_DEPTH:
            raise _too_deep(line)
        self._count += 1
        if self._count > MAX_VALUES:
            raise _too_many(line)
        self._open = _Open(line, anchor, self._count - 1, mapping=mapping)
        if anchor:
            self._anchors[anchor] = self._open

    def end(self) -> None:
        """Close the innermost mapping or list."""
        closed = self._open
        node: Node
        if closed.entries is None:
            node = Sequence(tuple(closed.items), closed.line)
        else:
            if closed.merges:
                _merge(closed.entries)
            node = Mapping(closed.entries, closed.line)
        self._open = self._outer.pop()
        height = closed.height + 1
        # An anchor given again inside, before this end, now names the later value.
        if closed.anchor and self._anchors[closed.anchor] is closed:
            self._anchors[closed.anchor] = (node, self._count - closed.before, height)
        self._place(node, height)

    def alias(self, name: str, line: int) -> None:
        """Put the value that an anchor names here again, counted as if it were written out."""
        named = self._anchors.get(name)
        if named is None:
            raise RfcalcError(
                f"the alias {quoted('*' + name[:SHOWN])} names no anchor before it",
                allowed="a text that starts with '*' stands in quotes",
                line=line,
            )
        if isinstance(named, _Open):
            raise RfcalcError(
                f"the alias {quoted('*' + name[:SHOWN])} stands inside the value it names",
                allowed="no value holds itself",
                line=line,
            )
        node, weight, height = named
        current = self._open
        if current.entries is not None and current.key is None:
            if not isinstance(node, Scalar):
                raise _not_a_key("a mapping" if isinstance(node, Mapping) else "a list", line)
            self._take_key(node.value, line)
            return
        self._count += weight
        if self._count > MAX_VALUES:
            raise _too_many(line)
        if len(self._outer) + height > MAX_DEPTH:
            raise _too_deep(line)
        self._place(node, height)

    def finish(self) -> Node | None:
        """Return the built value, once all that was begun has ended; None where nothing was."""
        return self._open.items[0] if self._open.items else None

    def _place(self, node: Node, height: int) -> None:
        current = self._open
        current.height = max(current.height, height)
        if current.entries is None or current.key is None:
            current.items.append(node)
        else:
            current.entries[current.key] = (current.key_line, node)
            current.key = None

    def _take_key(self, key: Value, line: int) -> None:
        current = self._open
        if not isinstance(key, str):
            raise _not_a_key(_kind(key), line)
        entries = current.entries
        if entries is not None and key in entries:
            error = RfcalcError(
                f"given twice, in lines {entries[key][0]} and {line}",
                allowed="a key stands once in a mapping",
                line=line,
                key=quoted(key)[1:-1],
            )
            if self._problems is None:
                raise error
            self._problems.repeated.append(error)
        current.key = key
        current.key_line = line
        current.merges |= isinstance(key, MergeKey)


def checked_text(text: str, line: int | None) -> str:
    """Return text that is short enough to keep and can be written as UTF-8."""
    if len(text) > MAX_TEXT:
        raise RfcalcError(
            f"a text of {len(text)} characters, {quoted(text[:SHOWN])}",
            allowed=f"a text has at most {MAX_TEXT} characters",
            line=line,
        )
    if not text.isascii() and (half := re.search(_SURROGATE, text)):
        raise RfcalcError(
            f"half a surrogate pair, U+{ord(half.group()):04X}", allowed="write both halves or neither", line=line
        )
    return text


def _merge(entries: dict[str, tuple[int, Node]]) -> None:
    """Replace the merge key by the entries it brings in; explicit keys and earlier mappings win."""
    line, merged = entries.pop("<<")
    for source in merged.items if isinstance(merged, Sequence) else (merged,):
        if not isinstance(source, Mapping):
            raise RfcalcError(
                "'<<' merges something else than a mapping",
                allowed="'<<' takes a mapping or a list of mappings",
                line=line,
            )
        for key, entry in source.entries.items():
            entries.setdefault(key, entry)


def _kind(key: Value) -> str:
    if key is None:
        return "null"
    return f"the {'truth value' if isinstance(key, bool) else 'number'} {quoted(key)}"


def _not_a_key(kind: str, line: int) -> RfcalcError:
    return RfcalcError(f"{kind} as a key", allowed="keys are texts; put the key in quotes", line=line)


def _too_many(line: int) -> RfcalcError:
    return RfcalcError("too many values, aliases counted in full", allowed=f"at most {MAX_VALUES} are read", line=line)


def _too_deep(line: int) -> RfcalcError:
    return RfcalcError("lists and mappings nested too deep", allowed=f"at most {MAX_DEPTH} levels are read", line=line)
