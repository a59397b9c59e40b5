"""The configuration of one layer as Keras writes it, read key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rfcalc.errors import RfcalcError
from rfcalc.layers.kinds import is_whole, refusal
from rfcalc.layers.numerals import MAX_NUMBER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Json = Any
"""A value of JSON, not yet looked at."""

PAIR = 2


class Settings:
    """A mapping of a configuration; what is asked for and not as Keras writes it is an error with its key."""

    __slots__ = ("_values",)

    def __init__(self, values: Json) -> None:
        """Keep the values; raise `RfcalcError` for what is no mapping."""
        if not isinstance(values, dict):
            raise refusal(values, "a mapping")
        self._values: Mapping[str, Json] = values

    def __contains__(self, key: str) -> bool:
        """Return whether a key is there and not null."""
        return self._values.get(key) is not None

    def raw(self, key: str, default: Json = None) -> Json:
        """Return a value as it is."""
        value = self._values.get(key)
        return default if value is None else value

    def inner(self, key: str) -> Settings:
        """Return a mapping."""
        with RfcalcError.within(key=key):
            return Settings(self._needed(key))

    def items(self, key: str) -> list[Json]:
        """Return a list; an empty one if it is left out."""
        value = self.raw(key, [])
        if not isinstance(value, list):
            raise _refused(key, value, "a list")
        return value

    def text(self, key: str) -> str:
        """Return a text that has to be there."""
        value = self._needed(key)
        if not isinstance(value, str) or not value:
            raise _refused(key, value, "a text")
        return value

    def word(self, key: str, words: Sequence[str], default: str) -> str:
        """Return one of some words."""
        value = self.raw(key, default)
        if not isinstance(value, str) or value.lower() not in words:
            raise _refused(key, value, ", ".join(words))
        return value.lower()

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        value = self.raw(key, default)
        if not isinstance(value, bool):
            raise _refused(key, value, "true or false")
        return value

    def whole(self, key: str, default: int | None = None, least: int = 1) -> int | None:
        """Return a whole number, or the default if it is left out."""
        return default if key not in self else _number(key, self.raw(key), least)

    def count(self, key: str) -> int:
        """Return a whole number of at least 1 that has to be there."""
        return _number(key, self._needed(key), 1)

    def counts(self, key: str, dims: int, default: Sequence[int] | None = None, least: int = 1) -> list[int]:
        """Return a whole number for each dim: one for all of them, or a list."""
        if key not in self and default is not None:
            return list(default)
        value = self._needed(key)
        items = value if isinstance(value, list) else [value] * dims
        if len(items) != dims or not all(_is_number(item, least) for item in items):
            raise _refused(key, value, f"a whole number of at least {least}, or a list of {dims}")
        return items

    def pairs(self, key: str, dims: int) -> list[list[int]]:
        """Return what stands before and after for each dim: one number, one for each dim, or a pair for each."""
        value = self._needed(key)
        items = value if isinstance(value, list) else [value] * dims
        if dims == 1 and len(items) == PAIR and not any(isinstance(item, list) for item in items):
            items = [items]
        sides = [item if isinstance(item, list) else [item, item] for item in items]
        if len(sides) != dims or not all(len(pair) == PAIR and all(_is_number(n, 0) for n in pair) for pair in sides):
            raise _refused(key, value, f"a whole number of at least 0, or a list of {dims}, each one or two numbers")
        return sides

    def axes(self, key: str, default: Json) -> list[int]:
        """Return the places of dims, the batch being 0: a number or a list; negative ones count from the end."""
        value = self.raw(key, default)
        items = value if isinstance(value, list) else [value]
        if not items or not all(_is_number(item, -MAX_NUMBER) for item in items):
            raise _refused(key, value, "a whole number, or a list of them")
        return items

    def _needed(self, key: str) -> Json:
        if key not in self:
            raise RfcalcError("it is missing", allowed="the layer needs it", key=key)
        return self._values[key]


def _is_number(value: Json, least: int) -> bool:
    return is_whole(value, least) and abs(value) <= MAX_NUMBER


def _number(key: str, value: Json, least: int) -> int:
    if not _is_number(value, least):
        raise _refused(key, value, f"a whole number of at least {least}")
    return int(value)


def _refused(key: str, value: Json, allowed: str) -> RfcalcError:
    error = refusal(value, allowed)
    error.key = key
    return error
