"""Every equation that an explanation prints is true, and what it comes to are the numbers that brute force finds."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc
from rfcalc.render import render

from .agreement import assert_agreed, exact, read
from .networks import seeded
from .oracle import study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .oracle import Truth

NETWORKS_PER_TEST = 12
TESTS = 8
EQUATION = re.compile(
    r"\b(jump|rf|start|first|last|end|center) = ([^=\n`|]+?)(?: = (-?[\d./]+))?(?=`|\s*$)", re.MULTILINE
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
FUNCTIONS = {"Fraction": Fraction, "floor": math.floor, "min": min, "max": max}


def evaluated(arithmetic: str) -> Fraction:
    """Return what arithmetic comes to by Python's own rules, exactly."""
    assert not set(re.findall(r"[A-Za-z]\w*", arithmetic)) - {*FUNCTIONS}, arithmetic
    in_fractions = NUMBER.sub(lambda number: f"Fraction('{number[0]}')", arithmetic)
    return Fraction(eval(in_fractions, {"__builtins__": {}}, FUNCTIONS))  # noqa: S307 - of the names above alone


def false_equations(text: str) -> Iterator[str]:
    """Yield the equations of a text whose sides differ."""
    found = EQUATION.findall(text)
    if len(found) < sum(" = " in line for line in text.splitlines()):
        yield "a line whose equation is none"
    for name, arithmetic, result in found:
        if evaluated(arithmetic) != Fraction(result or arithmetic):
            yield f"{name} = {arithmetic} = {result}"


def disagreements(network: dict[str, Any]) -> Iterator[str]:
    """Yield one line for every equation that is false and every number that brute force denies."""
    asked = read(network)
    for name, truth in study(network).items():
        told = rfcalc.explain(asked, name)
        yield from (f"{name}: {wrong}" for wrong in false_equations(render([told], "table")))
        yield from wrong_numbers(told, truth)
        index = tuple(n - 1 for n in truth.n)
        of_last = rfcalc.explain(asked, name, index)
        yield from (f"{name} {index}: {wrong}" for wrong in false_equations(render([of_last], "table")))
        box = rfcalc.locate(asked, name, index).box
        if box and not of_last.apart:
            for axis, right in zip(asked.axes, box):
                (found,) = of_last.boxes[axis]
                first, end = (by_name(found.equations)[side] for side in ("first", "end"))
                if (first, end) != (Fraction(right[0]), Fraction(right[1])):
                    yield f"{name} {index}: the box along {axis} is {first, end}, not {right}"


def wrong_numbers(told: rfcalc.Explanation, truth: Truth) -> Iterator[str]:
    """Yield what an explanation's equations come to otherwise than brute force."""
    last = told.steps[-1]
    for at, axis in enumerate(told.axes):
        came_to = by_name(last.equations[axis])
        right = {"jump": truth.jump[at], "rf": truth.rf[at], "start": truth.start[at]}
        for number, value in right.items():
            if exact(getattr(last, number)[axis]) != value:
                yield f"{last.layer}: {number} is {getattr(last, number)[axis]}, not {value}"
            if number in came_to and came_to[number] != value and not told.apart:
                yield f"{last.layer}: {number} comes to {came_to[number]}, not {value}"
        if told.apart:
            continue
        for box in told.boxes[axis]:
            numbers = by_name(box.equations)
            if box.feature == 0 and box.box and numbers["center"] != truth.start[at]:
                yield f"{last.layer}: feature 0 is centred at {numbers['center']}, not {truth.start[at]}"
        sizes = {by_name(box.equations)["rf"] for box in told.boxes[axis] if box.box}
        if sizes and truth.rf[at] not in sizes:
            yield f"{last.layer}: no feature that is explained has the largest field, {truth.rf[at]}: {sizes}"


def by_name(equations: tuple[str, ...]) -> dict[str, Fraction]:
    """Return what each equation comes to."""
    return {equation.partition(" = ")[0]: Fraction(equation.rpartition(" = ")[2]) for equation in equations}


@pytest.mark.slow
@pytest.mark.parametrize("share", range(TESTS))
def test_every_equation_is_true_and_comes_to_the_numbers_of_brute_force(share: int) -> None:
    for seed in range(share * NETWORKS_PER_TEST, (share + 1) * NETWORKS_PER_TEST):
        assert_agreed(seeded(seed).network, disagreements, name=f"seed {seed}")


@pytest.mark.parametrize("seed", range(4))
def test_lines_that_few_networks_reach_are_traced(seed: int) -> None:
    assert_agreed(seeded(seed).network, disagreements)
