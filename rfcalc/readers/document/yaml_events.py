"""YAML by the rules of YAML 1.2, read as a stream of events from PyYAML's parser.

PyYAML finds the structure; what a plain word means is decided here, by the core schema of
YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema) without its octal numbers: ``no`` and
``1:30`` are texts, ``010`` is ten.
"""

from __future__ import annotations

import re

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.numerals import decimal_number, hexadecimal_number, not_finite, whole_number
from rfcalc.readers.document.build import SHOWN, Builder, MergeKey, checked_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from rfcalc.layers.numerals import BadNumber, Ratio
    from rfcalc.readers.document.build import Value
    from rfcalc.readers.document.values import Node, Problems

_WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    "<<": MergeKey("<<"),
}
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
_TAG_DIRECTIVE = "(?m)^%TAG"
_STANDARD_TAG = "tag:yaml.org,2002:"


def read_yaml(text: str, problems: Problems | None = None) -> Node | None:
    """Return the value of a YAML text, or None where it holds no document."""
    builder = Builder(problems)
    scalar, begin, end = builder.scalar, builder.begin, builder.end
    known = _WORDS.copy()  # what each plain word of this file means; words repeat a lot
    documents = 0
    for event in _events(text):
        kind = event.__class__
        if kind is ScalarEvent:
            line = event.start_mark.line + 1
            if event.tag is not None:
                raise _tagged(event.tag, line)
            written = event.value
            if event.style:
                value: Value = checked_text(written, line)
            else:
                value = (
                    known[written] if written in known else known.setdefault(written, _plain(written, line, builder))
                )
            scalar(value, line, event.anchor)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            end()
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            line = event.start_mark.line + 1
            if event.tag is not None:
                raise _tagged(event.tag, line)
            begin(line, event.anchor, mapping=kind is MappingStartEvent)
        elif kind is AliasEvent:
            builder.alias(event.anchor, event.start_mark.line + 1)
        elif kind is DocumentStartEvent and (documents := documents + 1) > 1:
            raise _second_document(event.start_mark.line + 1)
    return builder.finish()


def _events(text: str) -> Iterator[Any]:
    # PyYAML compares each tag directive with all before it: a file of them would take hours.
    if "%TAG" in text and (match := re.search(_TAG_DIRECTIVE, text)):
        raise _tagged("%TAG", text.count("\n", 0, match.start()) + 1)
    try:
        loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
        next_event = loader(text).get_event
        while event := next_event():
            yield event
    except Exception as error:  # noqa: BLE001 - PyYAML also raises ValueError, KeyError and others
        from rfcalc.readers.document.yaml_problems import described

        raise described(error, text) from None


def _plain(text: str, line: int, builder: Builder) -> Value:
    """Return what a word without quotes means."""
    if text.isascii() and text.isdigit():
        return builder.number(whole_number(text), line)
    if text[0] in _NUMBER_STARTS and (match := re.fullmatch(_NUMBER, text)):
        return builder.number(_READERS[str(match.lastgroup)](text), line)
    return checked_text(text, line)


def _tagged(tag: str, line: int) -> RfcalcError:
    name = f"!!{tag[len(_STANDARD_TAG) :]}" if tag.startswith(_STANDARD_TAG) else tag
    return RfcalcError(f"the tag {quoted(name[:SHOWN])}", allowed="tags are not read: leave it out", line=line)


def _second_document(line: int) -> RfcalcError:
    return RfcalcError("a second document starts here", allowed="a file holds one network", line=line)
