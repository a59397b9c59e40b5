"""Where rfcalc and the oracle disagree about a network, in words."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any

import rfcalc

from .oracle import Field, Truth, study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


def read(network: dict[str, Any]) -> rfcalc.Network:
    """Return rfcalc's network of a plain dict, by way of its JSON."""
    return rfcalc.loads(json.dumps(network), format="json")


def places(network: dict[str, Any], layer: str) -> dict[tuple[int, ...], tuple[Any, Any]]:
    """Return (box, visible) of every feature of a layer, by index."""
    asked = read(network)
    locator = rfcalc.Locator(asked)
    (n,) = (row.n for row in rfcalc.summary(asked).layers if row.name == layer)
    found = (locator.locate(layer, index) for index in itertools.product(*(range(along or 0) for along in n)))
    return {place.index: (place.box, place.visible) for place in found}


def exact(number: Fraction | float | None) -> Fraction | None:
    """Return an answer's number as a fraction; a float stands for the decimal it prints as."""
    if number is None:
        return None
    return Fraction(repr(number)) if isinstance(number, float) else Fraction(number)


def exactly(numbers: Sequence[Fraction | float | None]) -> tuple[Fraction | None, ...]:
    """Return numbers as fractions."""
    return tuple(map(exact, numbers))


def disagreements(network: dict[str, Any]) -> Iterator[str]:
    """Yield one line for every answer of rfcalc about this network that the oracle denies."""
    asked = read(network)
    locator = rfcalc.Locator(asked)
    rows = rfcalc.summary(asked).layers
    truths = study(network)
    if [row.name for row in rows] != list(truths):
        yield f"layers: {[row.name for row in rows]}, not {list(truths)}"
        return
    for row in rows:
        right = truths[row.name]
        yield from of_row(row, right)
        for index, field in right.fields.items():
            place = locator.locate(row.name, index)
            yield from of_place(place, row.name, index, field)
            outside = share_outside(field, place.input)
            if place.padding != outside:
                yield f"{row.name} at {index}: padding is {place.padding}, not {outside}"


def of_row(row: rfcalc.LayerRow, right: Truth) -> Iterator[str]:
    """Yield what is wrong in one row of a summary."""
    answers = {
        "n": (row.n, right.n),
        "jump": (exactly(row.jump), right.jump),
        "rf": (row.rf, right.rf),
        "rf_min": (row.rf_min, right.rf_min),
        "start": (exactly(row.start), right.start),
        "irregular": (row.irregular, right.irregular),
    }
    for key, (answer, truth) in answers.items():
        if answer != truth:
            yield f"{row.name}: {key} is {shown(answer)}, not {shown(truth)}"


def of_place(place: rfcalc.Place, layer: str, index: tuple[int, ...], right: Field) -> Iterator[str]:
    """Yield what is wrong about where one feature looks."""
    box = right.box
    answers = {
        "box": (place.box, box),
        "visible": (place.visible, right.visible),
        "rf": (place.rf, tuple(end - first for first, end in box) if box else None),
        "center": (
            place.center and exactly(place.center),
            tuple(Fraction(first + end, 2) for first, end in box) if box else None,
        ),
    }
    for key, (answer, truth) in answers.items():
        if answer != truth:
            yield f"{layer} at {index}: {key} is {shown(answer)}, not {shown(truth)}"


def share_outside(field: Field, size: tuple[int | None, ...]) -> float | None:
    """Return how much of a feature's box lies outside the image, 0 to 1."""
    if field.box is None:
        return None
    inside = prod(len(range(max(first, 0), min(end, n or 0))) for (first, end), n in zip(field.box, size))
    return float(1 - Fraction(inside, prod(end - first for first, end in field.box)))


def shown(answer: object) -> str:
    """Return an answer with fractions as people write them."""
    if isinstance(answer, tuple):
        return "(" + ", ".join(map(shown, answer)) + ")"
    return str(answer)


def assert_agreed(network: dict[str, Any], *answers: Callable[[dict[str, Any]], Iterable[str]], name: str = "") -> None:
    """Fail with what some answers about a network have been denied, if they have."""
    found = [each for denied in answers for each in denied(network)]
    assert not found, f"{name}: {report(network, found)}"


def report(network: dict[str, Any], found: Sequence[str]) -> str:
    """Return the message of a failed test: what is wrong, and the network to replay it with."""
    more = f"\n... and {len(found) - 5} more" if len(found) > 5 else ""
    return "\n".join(found[:5]) + more + f"\nnetwork: {json.dumps(network)}"
