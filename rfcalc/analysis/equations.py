"""Equations: how one number of a layer follows from others, each formula with the numbers of its names."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.layers.formula_numbers import formulas_of, value_of
from rfcalc.layers.formulas import Recurrence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rfcalc.axis import Box, IndexMap
    from rfcalc.layers import Operation
    from rfcalc.layers.formula_numbers import Numbers


class Equation(NamedTuple):
    """A number by its name, the formula that gives it, and what stands in there for each name."""

    name: str
    formula: str
    numbers: Numbers

    @property
    def result(self) -> Fraction:
        """Return what it comes to."""
        return value_of(self.formula, self.numbers)


class Alike(NamedTuple):
    """The numbers of a map all of whose features see alike, a jump apart."""

    jump: Fraction
    rf: int
    start: Fraction

    @classmethod
    def of(cls, jump: Fraction, box: Box) -> Alike:
        """Return those of a map whose feature 0 sees a box."""
        return cls(jump, box[1] - box[0], Fraction(box[0] + box[1], 2))


Reads = tuple["Operation", "IndexMap", "int | None", "int | None"]
"""What a layer does, and what it reads of a map of so many features to make one of so many."""


def step_equations(before: Alike, reads: Reads) -> tuple[Equation, ...]:
    """Return how jump, rf and start of a layer follow from those before it; what stays as it is has no equation."""
    formulas, numbers = formulas_of(*reads)
    known: Numbers = {**numbers, **before._asdict()}
    recurrence = formulas.recurrence or Recurrence()
    return tuple([Equation(name, formula, known) for name, formula in recurrence._asdict().items() if formula])


def position_equation(name: str, feature: int, position: int, reads: Reads) -> Equation:
    """Return how a position that a feature reads follows from the feature."""
    formulas, numbers = formulas_of(*reads)
    known = {**numbers, "i": feature}
    tapless, next_tap = (value_of(formulas.position, {**known, "t": t}) for t in (0, 1))
    tap = Fraction(0) if tapless == next_tap else (position - tapless) / (next_tap - tapless)
    return Equation(name, formulas.position, {**known, "t": tap})


def hull_equations(boxes: Sequence[Box]) -> tuple[Equation, ...]:
    """Return how the box of a join follows from those of its branches, and its rf and start from that."""
    sides = []
    for name, function, bounds in zip(("first", "end"), ("min", "max"), zip(*boxes)):
        different = dict(enumerate(dict.fromkeys(bounds)))
        names = {f"b{at}": bound for at, bound in different.items()}
        sides.append(Equation(name, f"{function}({', '.join(names)})" if len(names) > 1 else "b0", names))
    return (*sides, *box_equations(int(sides[0].result), int(sides[1].result), "start"))


def box_equations(first: int, end: int, center: str) -> tuple[Equation, Equation]:
    """Return how the size and the centre of a box follow from its ends."""
    ends = {"first": first, "end": end}
    return Equation("rf", "end - first", ends), Equation(center, "(first + end) / 2", ends)


def border_equations(alike: Alike, feature: int, *, at_input: bool) -> tuple[Equation, Equation]:
    """Return how the first pixel and the end of a feature's box follow, in a map whose features see alike."""
    known: Numbers = {**alike._asdict(), "i": feature}
    if at_input:
        return Equation("first", "i", known), Equation("end", "i + 1", known)
    return Equation("first", "start + i * jump - rf / 2", known), Equation("end", "start + i * jump + rf / 2", known)


def alike_equations(alike: Alike, feature: int) -> tuple[Equation, ...]:
    """Return where a feature is centred, and where its box begins and ends, in a map whose features see alike."""
    center = Equation("center", "start + i * jump", {**alike._asdict(), "i": feature})
    known: Numbers = {"center": center.result, "rf": alike.rf}
    return center, Equation("first", "center - rf / 2", known), Equation("end", "center + rf / 2", known)


WindowNumbers = tuple[int, int, int]
"""Kernel, dilation, and padding before."""


def stage_equations(before: Alike, windows: Mapping[WindowNumbers, int], stride: int) -> tuple[Equation, ...]:
    """Return the equations of several windows over maps of one jump; of each kind so many, the last with a stride."""
    telling = {each: count for each, count in windows.items() if is_telling(each)} or windows
    widens, moves = (
        _added([_times(count, _term(each, form)) for each, count in telling.items()])
        for form in ("({k} - 1) * {d}", "(({k} - 1) * {d} / 2 - {p})")
    )
    known: Numbers = before._asdict()
    return (
        Equation("jump", f"jump * {stride}", known),
        Equation("rf", f"rf + {widens} * jump", known),
        Equation("start", f"start + {moves} * jump", known),
    )


def is_telling(window: WindowNumbers) -> bool:
    """Return whether a window widens or moves what is seen."""
    kernel, _, padding = window
    return kernel > 1 or padding != 0


def _term(window: WindowNumbers, form: str) -> str:
    kernel, dilation, padding = window
    return form.format(k=kernel, d=dilation, p=padding)


def _added(terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"({' + '.join(terms)})"


def _times(count: int, term: str) -> str:
    return term if count == 1 else f"{count} * {term}"


def run_equation(name: str, feature: int, windows: Mapping[tuple[int, int], int]) -> Equation:
    """Return how a position follows through several windows of stride 1: of each reach and padding so many."""
    terms = [_times(count, f"({reach} - {padding})") for (reach, padding), count in windows.items()]
    return Equation(name, " + ".join(["i", *terms]), {"i": feature})


def moves_equation(name: str, feature: int, moves: Sequence[int]) -> Equation:
    """Return how a position follows through layers each of which moves it by so many features."""
    counts: dict[int, int] = {}
    for move in moves:
        counts[move] = counts.get(move, 0) + 1
    terms = [f" {'-' if move < 0 else '+'} {_times(count, str(abs(move)))}" for move, count in counts.items() if move]
    return Equation(name, f"i{''.join(terms)}", {"i": feature})
