"""What is given beside a network, in Python or on the command line: the size of its input, and its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.kinds import is_whole, shown
from rfcalc.layers.numerals import MAX_NUMBER, BadNumber, Ratio
from rfcalc.network import AXES
from rfcalc.network.build import plain_value
from rfcalc.readers.document import Scalar
from rfcalc.readers.netfile import Overrides

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SizeLike = Union[int, str, "Sequence[int]", None]
"""An input size: ``224`` (every axis), ``"224x320"`` or ``(224, 320)`` (height, width), ``None``: the file's own."""

Parameter = bool | int | float | Ratio | str | None
"""The value of a network's parameter, as a file could give it: a float is the decimal that it is printed as."""

NO_PARAMETERS: dict[str, Parameter] = {}


def overrides(size: SizeLike, parameters: Mapping[str, Parameter]) -> Overrides:
    """Return what stands in place of a file's own size and parameters. Raises `RfcalcError`."""
    given: object = parameters
    if not isinstance(given, dict):
        raise RfcalcError(f"found {shown(given)}", allowed="allowed: a dict of names and values", key="parameters")
    return Overrides(
        parse_size(size), {name: Scalar(parameter_value(name, value), 0) for name, value in parameters.items()}
    )


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
