"""The sections of a configuration of darknet: a word in brackets, and ``key=value`` on lines of their own."""

from __future__ import annotations

import re

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.layers.numerals import MAX_NUMBER

NETWORK = ("net", "network")
"""What the first section is called."""

_NUMBER = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)

READ = (
    *("size", "stride", "stride_x", "stride_y", "pad", "padding", "dilation", "filters", "groups", "group_id"),
    *("layers", "from", "reverse", "antialiasing", "crop_height", "crop_width", "maxpool_depth", "out_channels"),
    *("width", "height", "channels"),
)
"""The keys that say where a network looks. Another key near to one of them is taken for a slip of the keyboard."""

_LIKE_ONES_READ = frozenset({
    "max_stride", "sizes", "strides_x", "dilations", "scales", "steps", "layer", "filter", "output", "hidden",
    "reversed", "num", "side", "sides", "pads", "form", "batch", "batches", "scale", "random", "resize", "classes",
    "coords", "mask", "anchors", "step", "angle",
})  # fmt: skip


class Section:
    """One section with its values; the place of a layer counts from 0, as darknet prints it."""

    __slots__ = ("kind", "line", "lines", "name", "place", "values")

    def __init__(self, kind: str, line: int, place: int) -> None:
        """Begin with no values."""
        self.kind = kind
        self.line = line
        self.place = place
        self.name = f"{kind}_{place}"
        self.values: dict[str, str] = {}
        self.lines: dict[str, int] = {}

    def number(self, key: str, default: int, least: int = 1) -> int:
        """Return a whole number. Raises `RfcalcError` with its line."""
        if key not in self.values:
            return default
        found = _numbers(self.values[key])
        if len(found) != 1 or found[0] < least:
            raise self.refused(key, f"a whole number of at least {least}")
        return found[0]

    def numbers(self, key: str) -> list[int]:
        """Return a list of whole numbers that has to be there. Raises `RfcalcError`."""
        if key not in self.values:
            raise RfcalcError(
                f"'{key}' is missing", allowed=f"[{self.kind}] needs it, such as {key}=-1", line=self.line
            )
        found = _numbers(self.values[key])
        if not found:
            raise self.refused(key, "whole numbers with commas between them: places of sections, or how far back")
        return found

    def flag(self, key: str) -> bool:
        """Return whether a key is there and not 0."""
        return self.number(key, 0, least=0) != 0

    def refused(self, key: str, allowed: str) -> RfcalcError:
        """Return the error that a value is not what its key allows."""
        if key not in self.values:
            return RfcalcError(f"'{key}' is missing", allowed=f"allowed: {allowed}", line=self.line)
        found = quoted(self.values[key])
        return RfcalcError(f"found {found}", allowed=f"allowed: {allowed}", key=key, line=self.lines[key])


def _numbers(text: str) -> list[int]:
    """Return the whole numbers of a text, none where one of them is none."""
    parts = [part.strip() for part in text.rstrip(", \t").split(",")]
    numbers = [int(part) for part in parts if _NUMBER.fullmatch(part)]
    return numbers if len(numbers) == len(parts) and all(abs(each) <= MAX_NUMBER for each in numbers) else []


def sections_of(text: str) -> list[Section]:
    """Return the sections of a configuration, that of the network first. Raises `RfcalcError` with a line."""
    sections: list[Section] = []
    for line, written in enumerate(text.splitlines(), start=1):
        stripped = written.strip()
        if not stripped or stripped[0] in "#;":
            continue
        with RfcalcError.within(line=line):
            if stripped[0] == "[":
                sections.append(_opened(stripped, line, len(sections) - 1))
            elif sections:
                _take(sections[-1], stripped, line)
            else:
                raise RfcalcError(f"found {quoted(stripped)}", allowed="a configuration begins with [net]")
    if not sections:
        raise RfcalcError("the file holds nothing", allowed="a configuration begins with [net]")
    if len(sections) == 1:
        raise RfcalcError("there is no layer", allowed="a section for each stands after [net]", line=sections[0].line)
    return sections


def _opened(text: str, line: int, place: int) -> Section:
    kind = text[1 : text.find("]")].strip() if "]" in text else ""
    if not kind:
        raise RfcalcError(f"found {quoted(text)}", allowed="a section is written as [convolutional]")
    if (kind in NETWORK) != (place < 0):
        allowed = "the first section is [net]" if place < 0 else "it stands first, and once"
        raise RfcalcError(f"found [{kind}]", allowed=allowed)
    return Section(kind, line, place)


def _take(section: Section, text: str, line: int) -> None:
    key, equals, value = [part.strip() for part in text.partition("=")]
    if not equals or not key:
        raise RfcalcError(f"found {quoted(text)}", allowed="allowed: key=value, or a section such as [convolutional]")
    if key in section.values:
        raise RfcalcError("it stands twice", allowed=f"line {section.lines[key]} has it, too", key=key)
    hint = nearest(key, READ) if key not in READ and key not in _LIKE_ONES_READ and section.place >= 0 else ""
    if hint:
        raise RfcalcError(f"unknown key {quoted(key)}", allowed=hint)
    section.values[key] = value.split("#")[0].strip()
    section.lines[key] = line
