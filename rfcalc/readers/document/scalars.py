"""What a word without quotes means: a text, a number, true, false or null.

By the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema) without its octal numbers: ``no`` and
``1:30`` are texts, ``010`` is ten. PyYAML is not needed for that.
"""

from __future__ import annotations

import re

from rfcalc.layers.numerals import decimal_number, hexadecimal_number, not_finite, whole_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.layers.numerals import BadNumber, Ratio
    from rfcalc.readers.document.build import Value

WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""The words that are no texts; nothing at all is null."""

_NUMBER_STARTS = frozenset("0123456789+-.")
# Patterns that few files need are compiled (and kept, by `re`) when one does.
_NUMBER = (
    r"(?P<whole>[-+]?[0-9]+)"
    r"|(?P<hexadecimal>0x[0-9a-fA-F]+)"
    r"|(?P<decimal>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<endless>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
)
_READERS: dict[str, Callable[[str], int | Ratio | BadNumber]] = {
    "whole": whole_number,
    "hexadecimal": hexadecimal_number,
    "decimal": decimal_number,
    "endless": not_finite,
}


def scalar_of(text: str) -> Value:
    """Return what a word without quotes means; a `BadNumber` for a number that cannot be used."""
    if text in WORDS:
        return WORDS[text]
    if text.isascii() and text.isdigit():
        return whole_number(text)
    if text[0] in _NUMBER_STARTS and (match := re.fullmatch(_NUMBER, text)):
        return _READERS[str(match.lastgroup)](text)
    return text
