"""Nodes of a document as plain values, and what keys that are no layer type's may have.

Errors have the line; whoever calls adds file, layer and key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import quoted
from rfcalc.layers import kinds
from rfcalc.layers.settings import unknown_key as unknown
from rfcalc.readers.document import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfcalc.errors import RfcalcError
    from rfcalc.layers.kinds import Plain

Keys = dict[str, tuple[int, Node]]
"""Keys as written, each with its line and its value."""

_OF_ARITHMETIC = "0123456789 +-*/%()"


def plain(node: Node) -> Plain:
    """Return a node as a plain value, without lines."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, (_, value) in node.entries.items()}


def line_of(node: Node, item: tuple[int, ...]) -> int | None:
    """Return the line of an item of lists within lists; ``None`` for a value that no file has."""
    return item_of(node, item).line or None


def shown(node: Node) -> str:
    """Return a found value as the file spells it."""
    return kinds.shown(plain(node))


def refused(node: Node, allowed: str, key: str = "") -> RfcalcError:
    """Return the error that ``node`` is not what its key allows."""
    error = kinds.refusal(plain(node), allowed)
    tell_arithmetic(error, node)
    error.line = node.line or None
    error.key = key
    return error


def tell_arithmetic(error: RfcalcError, node: Node) -> None:
    """Let an error about a value tell the arithmetic that it is the value of, or that a text is none without ``$``."""
    error.arithmetic = next(_arithmetic_in(node), "")
    if error.arithmetic:
        error.found += f" from {quoted(error.arithmetic)}"
    elif isinstance(node, Scalar) and isinstance(node.value, str) and not node.value.strip(_OF_ARITHMETIC):
        error.advise("arithmetic has a parameter in it, such as $n: without one, write the number")


def _arithmetic_in(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        if node.worked_out:
            yield node.worked_out
    else:
        for item in node.items if isinstance(node, Sequence) else ():
            yield from _arithmetic_in(item)


def item_of(node: Node, item: tuple[int, ...]) -> Node:
    """Return an item of lists within lists, by its places."""
    return item_of(node.items[item[0]], item[1:]) if item and isinstance(node, Sequence) else node


def is_whole(node: Node, least: int) -> bool:
    """Return whether a value is a whole number of at least ``least``; true and 3.0 are none."""
    return isinstance(node, Scalar) and kinds.is_whole(node.value, least)


def flag(node: Node, key: str = "") -> bool:
    """Return true or false."""
    if isinstance(node, Scalar) and isinstance(node.value, bool):
        return node.value
    raise refused(node, "true or false", key)


def text(node: Node, key: str) -> str:
    """Return a text that is not empty."""
    if isinstance(node, Scalar) and isinstance(node.value, str) and node.value:
        return node.value
    raise refused(node, "a text (a number needs quote marks)", key)


def mapping(node: Node, allowed: str, key: str = "") -> Mapping:
    """Return a mapping."""
    if isinstance(node, Mapping):
        return node
    raise refused(node, allowed, key)


def unknown_key(key: str, line: int, known: tuple[str, ...], owner: str) -> RfcalcError:
    """Return the error that ``owner`` has no such key, with the nearest that it has."""
    error = unknown(key, known, owner)
    error.line = line
    return error
