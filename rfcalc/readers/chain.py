"""A chain of layers typed on one line, ``conv 11 4, pool 3 2``, as the text of a network file.

Items are separated by commas. Each is a type and, after blanks, its values: numbers for the type's keys in their order
(of a window: kernel, stride, padding, dilation), or ``key=value``. A value differs by axis as ``3x1`` and by side as
``1+2``. ``pool`` is a maxpool. A first item ``1d``, ``2d`` or ``3d`` says how many axes there are; else they are two.
"""

from __future__ import annotations

import json
import re
from itertools import takewhile
from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.readers.document import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = "--layers"
"""How messages call the line; the number behind it is that of the layer."""

LONGEST = 100_000
"""Characters of a chain."""

AXES = {"1d": 1, "2d": 2, "3d": 3}
SHORT = {"pool": "maxpool"}
NAMED = ("name", "type")
"""Keys of a layer that its first word gives."""

EXAMPLE = "allowed: types with their numbers, such as 'conv 11 4, pool 3 2'"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


def chain_source(text: str) -> Source:
    """Return a chain as a network file. Raises `RfcalcError`; what is wrong with a value is found by who reads it."""
    if len(text) > LONGEST:
        raise RfcalcError("the line is too long", allowed=f"at most {LONGEST} characters", key=FILE)
    items = [item.split() for item in text.split(",")]
    axes = AXES.get(items[0][0].lower()) if len(items[0]) == 1 else None
    if axes is not None:
        items = items[1:]
    counts: dict[str, int] = {}
    layers = []
    for number, words in enumerate(items, start=1):
        with RfcalcError.within(file=FILE, line=number):
            if not words:
                raise RfcalcError("found no layer", allowed=EXAMPLE)
            word = words[0]
            counts[word] = counts.get(word, 0) + 1
            layer = {"name": f"{word}{counts[word]}", "type": SHORT.get(word, word)}
            with RfcalcError.within(layer=layer["name"]):
                layers.append(json.dumps(layer)[:-1] + _values(layer["type"], words[1:], axes or 2) + "}")
    if not layers:
        raise RfcalcError(f"found {quoted(text)}", allowed=EXAMPLE, key=FILE)
    size = json.dumps([None] * (axes or 2))
    body = ",\n".join(layers)
    return Source(f'{{"name": "chain", "input": {size}, "layers": [{body}]}}\n', "json", FILE, "chain")


def is_type(word: str) -> bool:
    """Return whether a word may begin an item of a chain."""
    return word in LAYER_TYPES or word in SHORT or word.lower() in AXES


def _values(type_name: str, words: Sequence[str], axes: int) -> str:
    """Return the values of a layer as the rest of a mapping of JSON."""
    if type_name not in LAYER_TYPES:
        return ""  # the reader says which types there are
    keys = [key for key, _ in takewhile(lambda row: not row[1].kind.nested, LAYER_TYPES[type_name].keys.items())]
    given: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            free = [key for key in keys if key not in given]
            if not free:
                takes = f"{type_name} takes {', '.join(keys) or 'none'}"
                raise RfcalcError(f"found {quoted(word)} as value {len(given) + 1}", allowed=takes)
            key, value = free[0], word
        if key in given or key in NAMED:
            allowed = "a layer is called by its word and a number" if key in NAMED else "a key stands once"
            raise RfcalcError(f"found {quoted(word)} besides another", allowed=allowed, key=key)
        given[key] = f", {json.dumps(key)}: {_value(value, axes)}"
    return "".join(given.values())


def _value(text: str, axes: int) -> str:
    """Return a value in JSON: by axis where it is written with ``x``, by side where with ``+``."""
    along = text.split("x")
    if len(along) > 1 and all(map(_is_number, along)):
        return f"[{', '.join(_sides(each) for each in along)}]"
    if "+" in text and _is_number(text):
        return f"[{', '.join([_sides(text)] * axes)}]"
    return _sides(text) if _is_number(text) else text if text in {"true", "false", "null"} else json.dumps(text)


def _is_number(text: str) -> bool:
    """Return whether a text spells a number, or two for the sides."""
    sides = text.split("+")
    return len(sides) <= 2 and all(NUMBER.fullmatch(side) for side in sides)  # noqa: PLR2004 - before and after


def _sides(text: str) -> str:
    """Return a number in JSON, or a pair of numbers."""
    return f"[{', '.join(text.split('+'))}]" if "+" in text else text
