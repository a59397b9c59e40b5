"""Conditions hold where they hold for every feature that brute force looks at."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc
from rfcalc.axis import has_size, sizes
from rfcalc.axis.index_map import Boxes

from .agreement import assert_agreed, read
from .law import seeds
from .networks import seeded
from .oracle import Truth, study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}
GROUPS = 8
PER_GROUP = 12


def values_of(right: Truth, axis: int) -> dict[str, set[Any]]:
    """Return the values that each number takes along an axis; None is among them where there is none."""
    boxes = [seen.box[axis] for seen in right.fields.values() if seen.box]
    return {
        "n": {right.n[axis]},
        "jump": {right.jump[axis]},
        "start": {right.start[axis]},
        "rf": {end - first for first, end in boxes} or {None},
    }


def disagreements(network: dict[str, Any]) -> Iterator[str]:
    """Yield one line for each condition that holds and should not, or should and does not."""
    asked = read(network)
    for layer, right in study(network).items():
        for at, axis in enumerate(asked.axes):
            for number, values in values_of(right, at).items():
                known = {value for value in values if value is not None}
                asked_for = sorted({known_value + more for known_value in known or {3} for more in (-1, 0, 1)})
                tests = [
                    (f"{layer}: {number}.{axis} {sign} {value}", None not in values and holds(sign, known, value))
                    for value in asked_for
                    for sign in SIGNS
                ]
                verdict = rfcalc.check(asked, *[text for text, _ in tests])
                for (text, right_answer), held in zip(tests, verdict.conditions):
                    if held.passed is not right_answer:
                        yield f"{text} is {held.passed}"
                    if any(failing.layer != layer or failing.axis != axis for failing in held.failures):
                        yield f"{text} fails elsewhere"


def holds(sign: str, values: set[Any], wanted: object) -> bool:
    return all(SIGNS[sign](Fraction(value), wanted) for value in values)


@pytest.mark.slow
@pytest.mark.parametrize("group", range(GROUPS))
def test_a_condition_holds_for_every_feature_or_fails(group: int) -> None:
    for seed in seeds(9000 + group * 1000, PER_GROUP):
        assert_agreed(seeded(seed).network, disagreements, name=f"seed {seed}")


@pytest.mark.parametrize("n", [1, 2, 3, 10, 41])
def test_whether_some_feature_of_branches_of_other_jumps_has_a_size(n: int) -> None:
    """Their hulls fall and rise again, phase by phase."""
    fields = (
        (Boxes(1, 1, ((10, 13),)), Boxes(1, 3, ((-20, -15),))),
        (Boxes(2, 1, ((0, 4), (0, 9))), Boxes(1, 4, ((3, 5),))),
        (Boxes(1, 2, (None,)), Boxes(1, 1, ((3, 5),))),
    )
    for field in fields:
        seen = {size for i in range(n) for size in [hull_size(field, i)] if size}
        least, most = sizes(field, n) or (0, 0)

        assert (least, most) == (min(seen), max(seen))
        assert {size for size in range(least - 2, most + 3) if has_size(field, n, size)} == seen


def hull_size(field: tuple[Boxes, ...], i: int) -> int | None:
    """Return the size of what feature i sees."""
    boxes = [
        (box[0] + turns * part.advance, box[1] + turns * part.advance)
        for part in field
        for turns, phase in [divmod(i, part.period)]
        for box in [part.boxes[phase]]
        if box
    ]
    return max(end for _, end in boxes) - min(first for first, _ in boxes) if boxes else None
