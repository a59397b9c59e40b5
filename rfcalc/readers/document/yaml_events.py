"""YAML by the rules of YAML 1.2, read as a stream of events from PyYAML's parser.

PyYAML finds the structure; what a plain word means is decided in `scalars`.
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
from rfcalc.layers.numerals import BadNumber
from rfcalc.readers.document.build import SHOWN, Builder, MergeKey, checked_text
from rfcalc.readers.document.scalars import WORDS, scalar_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from rfcalc.readers.document.build import Value
    from rfcalc.readers.document.values import Node, Problems

_WORDS: dict[str, Value] = {**WORDS, "<<": MergeKey("<<")}
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
    value = scalar_of(text)
    if isinstance(value, str):
        return checked_text(value, line)
    return builder.number(value, line) if isinstance(value, BadNumber) else value


def _tagged(tag: str, line: int) -> RfcalcError:
    name = f"!!{tag[len(_STANDARD_TAG) :]}" if tag.startswith(_STANDARD_TAG) else tag
    return RfcalcError(f"the tag {quoted(name[:SHOWN])}", allowed="tags are not read: leave it out", line=line)


def _second_document(line: int) -> RfcalcError:
    return RfcalcError("a second document starts here", allowed="a file holds one network", line=line)
