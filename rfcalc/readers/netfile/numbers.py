"""Numbers of a file that cannot be used and that nothing reads: found by where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError
from rfcalc.layers.numerals import BadNumber
from rfcalc.layers.words import SHORT_FORM
from rfcalc.readers.document import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

PARAMETERS = ("parameters", "with", "each", "first", "last")
"""Keys whose values are parameters by name."""


def unread_numbers(document: Node) -> Iterator[tuple[RfcalcError, str]]:
    """Yield an error for each number that is none, with the layer and the key that it belongs to, and the number."""
    waiting: list[tuple[Node, str, str]] = [(document, "", "")]
    while waiting:
        node, layer, key = waiting.pop()
        if isinstance(node, Scalar):
            if isinstance(node.value, BadNumber):
                number = node.value
                found = f"the number {number.text}{number.fault}"
                yield RfcalcError(found, allowed=number.allowed, line=node.line, layer=layer, key=key), number.text
        elif isinstance(node, Sequence):
            waiting += [(item, layer, key) for item in node.items]
        else:
            waiting += _entries(node, layer, key)


def _entries(node: Mapping, layer: str, key: str) -> Iterator[tuple[Node, str, str]]:
    """Yield the values of the mapping that a key has, with the layer that it is or belongs to, and their keys."""
    named = node.entries.get("name")
    if named is not None and isinstance(named[1], Scalar) and isinstance(named[1].value, str):
        layer = named[1].value if {"type", "block"} & {*node.entries} else layer
    elif key == "layers" and len(node.entries) == 1:  # the short form
        ((name, (_, values)),) = node.entries.items()
        if isinstance(values, Sequence):
            yield from [(value, name, each) for each, value in zip(SHORT_FORM, values.items)]
            return
    for each, (_, value) in node.entries.items():
        yield value, layer, f"{key}: {each}" if key in PARAMETERS else each
