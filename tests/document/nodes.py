"""Values of a document, of the kind that a test expects them to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.readers.document import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from rfcalc.readers.document import Node


def entries_of(node: Node) -> dict[str, tuple[int, Node]]:
    """Return the entries of a mapping: by key, the key's line and its value."""
    assert isinstance(node, Mapping)
    return node.entries


def items_of(node: Node) -> tuple[Node, ...]:
    """Return the items of a list."""
    assert isinstance(node, Sequence)
    return node.items


def scalar_at(node: Node, key: str) -> object:
    """Return the text, number, truth value or null that stands at a key of a mapping."""
    _, scalar = entries_of(node)[key]
    assert isinstance(scalar, Scalar)
    return scalar.value
