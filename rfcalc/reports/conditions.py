"""What a network is to hold, as texts: ``pool5: rf >= 224``, ``all: aligned``, ``no unproductive``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.numbers import exact
from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.network import AXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.numbers import Number

NUMBERS = (
    *("n", "jump", "rf", "start", "period", "erf", "holes", "gridding", "checkerboard"),
    *("shift", "align", "context", "latency"),
)
"""What can be compared, of a layer's map and its features."""

WITHOUT_AXES = frozenset({"erf", "holes", "gridding"})
"""The numbers that are one for all axes together."""

SHARES = frozenset({"holes", "gridding", "checkerboard"})
"""The numbers of 0 to 1 that may be told as a percentage."""

SIGNS = (">=", "<=", "==", "!=", ">", "<")
WORDS = ("aligned", "regular", "centered", "whole")
"""What a layer is or is not."""

OF_OBJECTS = "object-unseen"
"""The finding that is about an object of some size."""

INPUT = "input"
FORMS = "[LAYER:] NUMBER[.AXIS] OP VALUE, [LAYER:] [not] WORD, or [LAYER:] no FINDING"
QUOTE = "quote the condition, such as 'rf >= 224': a shell takes > and blanks for its own"

_NAME = r"([\w-]+)(?:\.(\w+))?"
_SIGNED = re.compile(rf"{_NAME}\s*([^\w\s.%-]+)\s*(.*)", re.ASCII)
_BARE = re.compile(_NAME, re.ASCII)
_VALUE = re.compile(r"(-?[0-9]{1,15})(?:\.([0-9]{1,9})|/([1-9][0-9]{0,8}))?\s*(?:(%)\s*(input)?)?", re.ASCII)
_OTHER_SIGNS = {"=": "==", "=>": ">=", "=<": "<=", "<>": "!=", "≥": ">=", "≤": "<=", "≠": "!=", "===": "=="}


class Bound(NamedTuple):
    """What a number is compared with: itself, or that share of the input's size along the same axis."""

    ratio: tuple[int, int]
    of_input: bool
    text: str  # as written

    def along(self, size: int | None) -> Number:
        """Return it along an axis. Raises `RfcalcError` where the size of the input is needed and not known."""
        amount, parts = self.ratio
        if not self.of_input:
            return exact(amount, parts)
        if size is None:
            raise RfcalcError(f"{quoted(self.text)} needs the input size", allowed="give it with --input")
        return exact(amount * size, parts)


class Comparison(NamedTuple):
    """``rf.x >= 50% input``."""

    number: str
    axis: str  # empty: every axis
    sign: str
    bound: Bound


class Word(NamedTuple):
    """``not whole``."""

    word: str
    wanted: bool


class Absence(NamedTuple):
    """``no unproductive``."""

    finding: str


class Condition(NamedTuple):
    """One condition, and where it is written."""

    text: str
    line: int | None
    layer: str  # as written; empty: the last map with more than one feature
    test: Comparison | Word | Absence


def condition_of(text: str, line: int | None = None) -> Condition:
    """Return the condition that a text says. Raises `RfcalcError`, which has the line."""
    if not isinstance(text, str):
        raise RfcalcError(f"found {quoted(text)}", allowed=f"allowed: a text, {FORMS}", key="condition")
    with RfcalcError.within(line=line, key=f"condition {quoted(text.strip())}"):
        layer, colon, rest = text.rpartition(":")
        if colon and not layer.strip():
            raise RfcalcError("there is no layer before the colon", allowed=f"allowed: {FORMS}")
        return Condition(text.strip(), line, layer.strip(), _test(rest.strip()))


def is_condition(text: str) -> bool:
    """Return whether a text says a condition."""
    try:
        condition_of(text)
    except RfcalcError:
        return False
    return True


def _test(text: str) -> Comparison | Word | Absence:
    first, *others = text.split() or [""]
    if text in WORDS:
        return Word(text, wanted=True)
    if first == "not" and len(others) == 1:
        return Word(_known(others[0], WORDS, "word"), wanted=False)
    if first == "no" and len(others) == 1:
        return _absence(others[0])
    signed = _SIGNED.fullmatch(text)
    if signed:
        return _comparison(*signed.groups())
    bare = _BARE.fullmatch(text)
    if bare and bare[1] in NUMBERS:
        raise RfcalcError("a number without a sign and a value", allowed=QUOTE)
    if text in {"not", "no"} or not text or text[0] in "<>=!" or text[0].isdigit():
        raise RfcalcError("this is only a part of one", allowed=QUOTE)
    if bare and not bare[2]:
        known = _finding_ids()
        meant = f"did you mean {quoted(f'no {text}')}?" if text in known else nearest(text, (*WORDS, *NUMBERS))
        raise RfcalcError(f"unknown word {quoted(text)}", allowed=f"{meant} one of {', '.join(WORDS)}".strip())
    raise RfcalcError("this is no condition", allowed=f"allowed: {FORMS}")


def _absence(id: str) -> Absence:  # noqa: A002 - its name in answers
    _known(id, _finding_ids(), "finding")
    if id == OF_OBJECTS:
        raise RfcalcError(f"{id} is about an object of some size", allowed="rfcalc advise --object SIZE looks for it")
    return Absence(id)


def _finding_ids() -> tuple[str, ...]:
    from rfcalc.reports.findings.table import FINDINGS

    return tuple(FINDINGS)


def _comparison(number: str, axis: str | None, sign: str, value: str) -> Comparison:
    if number in WORDS:
        raise RfcalcError(f"{quoted(number)} is no number", allowed=f"write {number} or not {number}")
    _known(number, NUMBERS, "number")
    if axis is not None and number in WITHOUT_AXES:
        raise RfcalcError(f"found {quoted(f'{number}.{axis}')}", allowed=f"{number} is one number for all axes")
    if axis is not None and axis not in AXES[3]:
        raise RfcalcError(f"unknown axis {quoted(axis)}", allowed=f"one of {', '.join(reversed(AXES[3]))}")
    if sign not in SIGNS:
        hint = f"did you mean {quoted(_OTHER_SIGNS[sign])}? " if sign in _OTHER_SIGNS else ""
        raise RfcalcError(f"unknown sign {quoted(sign)}", allowed=f"{hint}one of {' '.join(SIGNS)}")
    return Comparison(number, axis or "", sign, _bound(number, value))


def _bound(number: str, text: str) -> Bound:
    if not text:
        raise RfcalcError(f"there is no value behind the sign of {quoted(number)}", allowed=QUOTE)
    if text == INPUT:
        return _of_input(number, (1, 1), text)
    written = _VALUE.fullmatch(text)
    if written is None:
        allowed = f"allowed: a number, such as 224 or 0.5, 5%, {INPUT}, 50% {INPUT}"
        raise RfcalcError(f"found the value {quoted(text)}", allowed=allowed)
    whole, decimals, divisor, percent, of_input = written.groups()
    places = decimals or ""
    ratio = (int(whole + places), 10 ** len(places) * int(divisor or 1) * (100 if percent else 1))
    if of_input:
        return _of_input(number, ratio, text)
    if percent and number not in SHARES:
        raise RfcalcError(
            f"found the value {quoted(text)}", allowed=f"{text} of what? write {quoted(f'{text} {INPUT}')}"
        )
    return Bound(ratio, of_input=False, text=text)


def _of_input(number: str, ratio: tuple[int, int], text: str) -> Bound:
    if number in SHARES:
        raise RfcalcError(f"found the value {quoted(text)}", allowed=f"{number} is a share: a number of 0 to 1, or 5%")
    return Bound(ratio, of_input=True, text=text)


def _known(word: str, words: Sequence[str], kind: str) -> str:
    if word in words:
        return word
    raise RfcalcError(
        f"unknown {kind} {quoted(word)}", allowed=f"{nearest(word, words)} one of {', '.join(words)}".strip()
    )
