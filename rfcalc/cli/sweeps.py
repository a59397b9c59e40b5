"""Several values of one parameter, ``--set n=1..20`` or ``--set n=2,4,8``: a network is read with each of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from rfcalc.cli.networks import parameters_of
from rfcalc.errors import RfcalcError, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.cli.networks import Setting

MOST = 1000
"""Values in a sweep: the network is read and worked out for each."""

LONGEST = 12  # characters of an end of a range; no number that a file may hold has more
RANGE = re.compile(
    rf"(?P<first>-?[0-9]{{1,{LONGEST}}})\.\.(?P<last>-?[0-9]{{1,{LONGEST}}})(?:\.\.(?P<step>[0-9]{{1,{LONGEST}}}))?",
    re.ASCII,
)
LIKE_A_RANGE = re.compile(r"[-+.]?[0-9].*\.\.", re.ASCII)
ALLOWED = "allowed: FIRST..LAST or FIRST..LAST..STEP, whole numbers that count up"


class Swept(NamedTuple):
    """A parameter and the values that it is to have, one after another."""

    name: str
    values: list[Setting]
    others: dict[str, Setting]  # all other parameters that are set


def is_swept(written: str) -> bool:
    """Return whether what is written behind ``NAME=`` are several values: a list, or what begins like a range."""
    return written[:1] not in {"[", "{"} and ("," in written or LIKE_A_RANGE.match(written) is not None)


def swept(settings: Sequence[str]) -> Swept | None:
    """Return the one parameter of some settings that has several values; ``None`` where each has one.

    Raises `RfcalcError` where two have several, where the one is set once more, and for too many values.
    """
    found = [setting for setting in settings if is_swept(setting.partition("=")[2]) and setting.partition("=")[0]]
    if not found:
        return None
    name, _, written = found[0].partition("=")
    others = [setting for setting in settings if setting is not found[0]]
    again = [setting for setting in others if setting.partition("=")[0] == name]
    if again:
        raise RfcalcError(f"found {quoted(again[0])} too", allowed="several values are given once", key=f"--set {name}")
    if len(found) > 1:
        both = f"found {quoted(found[0])} and {quoted(found[1])}"
        raise RfcalcError(both, allowed="one parameter may have several values", key="--set")
    with RfcalcError.within(key=f"--set {name}"):
        values = _values(written)
    return Swept(name, [parameters_of([f"{name}={value}"])[name] for value in values], parameters_of(others))


def _values(written: str) -> list[str]:
    """Return the values of a list, whose items may be ranges. Raises `RfcalcError`."""
    values: list[str] = []
    for item in written.split(","):
        if not item:
            raise RfcalcError(f"found {quoted(written)}", allowed="a value is needed on both sides of a comma")
        many = _range(item) if LIKE_A_RANGE.match(item) else None
        if len(values) + (1 if many is None else many[1]) > MOST:
            raise RfcalcError(f"found {quoted(written)}", allowed=f"at most {MOST} values")
        values += [item] if many is None else many[0]
    return values


def _range(item: str) -> tuple[Iterator[str], int]:
    """Return the numbers of a range, its last included, and how many they are."""
    ends = RANGE.fullmatch(item)
    first, last, step = map(int, (*ends.group("first", "last"), ends["step"] or "1")) if ends else (1, 0, 1)
    if last < first or not step:
        raise RfcalcError(f"found {quoted(item)}", allowed=ALLOWED)
    numbers = range(first, last + 1, step)
    return map(str, numbers), (last - first) // step + 1
