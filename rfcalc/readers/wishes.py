"""What somebody who reads a network wants otherwise than its file says, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.choices import TREATMENTS
from rfcalc.layers.kinds import is_whole, shown
from rfcalc.layers.numerals import MAX_NUMBER, BadNumber, Ratio
from rfcalc.network.inputs import AXES, plain_value
from rfcalc.readers.document import Scalar
from rfcalc.readers.netfile import Overrides

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SizeLike = Union[int, str, "Sequence[int]", None]
"""An input size: ``224`` (every axis), ``"224x320"`` or ``(224, 320)`` (height, width), ``None``: the file's own."""

Parameter = bool | int | float | Ratio | str | None
"""The value of a network's parameter, as a file could give it: a float is the decimal that it is printed as."""

NO_PARAMETERS: dict[str, Parameter] = {}

NOTHING_TREATED: dict[str, str] = {}


def overrides_of(
    size: SizeLike,
    parameters: Mapping[str, Parameter] = NO_PARAMETERS,
    *,
    start: str = "",
    treat: Mapping[str, str] = NOTHING_TREATED,
    everything: bool = False,
) -> Overrides:
    """Return what somebody wants otherwise than a file says. Raises `RfcalcError` for what no file could say."""
    given: object = parameters
    if not isinstance(given, dict):
        raise RfcalcError(f"found {shown(given)}", allowed="allowed: a dict of names and values", key="parameters")
    return Overrides(
        size=parse_size(size),
        parameters={name: Scalar(parameter_value(name, value), 0) for name, value in parameters.items()},
        start=start,
        treat=_treatments(treat),
        everything=everything,
    )


def _treatments(treat: Mapping[str, str]) -> dict[str, str]:
    """Return what is made of operators; raise `RfcalcError` for another word than those that a file may say."""
    given: object = treat
    if not isinstance(given, dict):
        raise RfcalcError(f"found {shown(given)}", allowed="allowed: a dict of operators and words", key="--treat")
    for operator, word in treat.items():
        with RfcalcError.within(key=f"--treat {operator}"):
            TREATMENTS.read(word, 1)
    return dict(treat)


def parameter_value(name: str, value: object) -> str | int | Ratio | None:
    """Return the value of a parameter as files have it; raise `RfcalcError` for a list and whatever no file has."""
    plain = plain_value(value)
    if plain is None or isinstance(plain, (str, int, Ratio)):
        return plain
    if isinstance(plain, BadNumber):
        raise RfcalcError(f"the number {plain.text}{plain.fault}", allowed=plain.allowed, key=f"parameters: {name}")
    raise RfcalcError(
        f"found {shown(value)}", allowed="allowed: true, false, a number or a text", key=f"parameters: {name}"
    )


def parse_size(size: SizeLike, key: str = "--input") -> tuple[int, ...] | None:
    """Return a size as a tuple of one number (every axis) or one per axis. Raises `RfcalcError`."""
    if size is None:
        return None
    if isinstance(size, str):
        given: Sequence[object] = [_number(part) for part in size.lower().split("x")]
    else:
        given = size if isinstance(size, (list, tuple)) else (size,)
    numbers = tuple([n for n in given if isinstance(n, int) and is_whole(n, 1) and n <= MAX_NUMBER])
    if len(numbers) < len(given) or len(numbers) not in AXES:
        raise RfcalcError(
            f"found {quoted(size)}",
            allowed=f"allowed: 224, 224x320 (height x width) or 32x224x320, numbers from 1 to {MAX_NUMBER}",
            key=key,
        )
    return numbers


def _number(text: str) -> int:
    """Return the number that a text of digits spells, 0 (which is no size) for any other."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(MAX_NUMBER)) else 0
