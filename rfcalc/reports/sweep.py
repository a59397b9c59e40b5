"""One parameter of a network at several values, and the last layer at each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError, escaped, quoted
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.answer import Grid
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import pixel_record
from rfcalc.reports.layer import CELLS, NUMBERS, REACHES
from rfcalc.reports.summary import summarize
from rfcalc.reports.until import until_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.layers.numerals import Ratio
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.parts import Page
    from rfcalc.reports.layer import LayerRow
    from rfcalc.reports.summary import Summary

    PlainValue = bool | int | str | Ratio | None
    """A value as a file gives it."""


class SweepStep(NamedTuple):
    """A network at one value of a parameter."""

    value: PlainValue
    layers: tuple[LayerRow, ...]


class FirstValue(NamedTuple):
    """A condition, and the first value at which a layer that is told has it; ``None`` where none does."""

    condition: str
    value: PlainValue
    layer: str | None
    number: int | None  # of the value, counted from 1

    def sentence(self, parameter: str, values: int) -> str:
        """Return what is said below a table of so many values."""
        if self.layer is None:
            return f"No value of ${escaped(parameter)} gives {self.condition}."
        at = f"${escaped(parameter)} = {value_text(self.value)} is the first value with {self.condition}"
        return f"{at}, at {escaped(self.layer)}: number {self.number} of {values}."


@shown_in_notebooks
class Sweep(NamedTuple):
    """A network at several values of one of its parameters."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    parameter: str
    steps: tuple[SweepStep, ...]
    until: FirstValue | None = None  # if asked for
    pixel: Pixel = SOME_PIXEL

    @property
    def reaching(self) -> bool:
        """Whether it tells how far features see to each side."""
        return any(row.reach is not None for step in self.steps for row in step.layers)

    def page(self) -> Page:
        """Return a title, a row for each value and layer, and the first value for which a condition holds."""
        from rfcalc.reports.sweep_page import sweep_page

        return sweep_page(self)

    def record(self) -> dict[str, object]:
        """Return the sweep as JSON has it, rfcalc.sweep/1."""
        axes = self.axes
        until = self.until
        return {
            "schema": "rfcalc.sweep/1",
            "network": self.network,
            "axes": axes,
            "input": dict(zip(axes, self.input)),
            **pixel_record(self.pixel, axes),
            "parameter": self.parameter,
            "steps": [
                {
                    "value": plain(step.value),
                    "layers": [row.record(axes) for row in step.layers],
                }
                for step in self.steps
            ],
            **({} if until is None else {"until": {**until._asdict(), "value": plain(until.value)}}),
        }

    def grid(self) -> Grid:
        """Return one row for each value and layer; flags are separated by a blank."""
        axes, more = self.axes, REACHES if self.reaching else ()
        rows = (
            [
                self.network,
                self.parameter,
                value_text(step.value),
                *row.cells(axes),
                *(row.reach_cells(axes) if more else ()),
                " ".join(row.flags()),
            ]
            for step in self.steps
            for row in step.layers
        )
        columns = ("network", "parameter", "value", *CELLS, *NUMBERS, *more, "flags")
        return Grid(columns, frozenset((*NUMBERS, *REACHES)), axes, rows)


def sweep_of(
    parameter: str,
    values: Sequence[PlainValue],
    analysis_with: Callable[[PlainValue], Analysis],
    *,
    reach: bool = False,
    until: str | None = None,
) -> Sweep:
    """Return a network, as it is with each of some values of a parameter: the last layer of each.

    ``reach`` as for `summarize`. ``until``: also the first value at which that layer has a condition along every axis,
    such as ``"rf >= 200"``. Raises `RfcalcError` for no value, for what is no condition, where the number of axes
    depends on the value, and with the value where a network cannot be.
    """
    if not values:
        raise RfcalcError("found no value", allowed="a sweep has one or more", key=f"--set {parameter}")
    if until is not None:
        until_of(until, ())  # a mistake in it is told before any work
    found = [_with_value(parameter, value, analysis_with, reach=reach) for value in values]
    first = found[0]
    for value, summary in zip(values, found):
        if summary.axes != first.axes:
            raise RfcalcError(
                f"{quoted(summary.network)} has {len(summary.axes)} axes at {value_text(value)}",
                allowed=f"at {value_text(values[0])} it has {len(first.axes)}",
                key=f"--set {parameter}",
            )
    steps = tuple([SweepStep(value, summary.layers[-1:]) for value, summary in zip(values, found)])
    return Sweep(
        network=first.network,
        axes=first.axes,
        input=first.input,
        parameter=parameter,
        steps=steps,
        until=None if until is None else _first_value(until, steps),
        pixel=first.pixel,
    )


def _with_value(
    parameter: str, value: PlainValue, analysis_with: Callable[[PlainValue], Analysis], *, reach: bool
) -> Summary:
    try:
        return summarize(analysis_with(value), reach=reach)
    except RfcalcError as error:
        if error.key != "--set":  # which says that there is no such parameter, whatever its value
            error.advise(f"so it is with {parameter}={value_text(value)}")
        raise


def _first_value(condition: str, steps: Sequence[SweepStep]) -> FirstValue:
    """Return the first value at which a layer that is told has a condition."""
    spelled = until_of(condition, ()).condition
    for number, step in enumerate(steps, start=1):
        layer = until_of(condition, step.layers).layer
        if layer is not None:
            return FirstValue(condition=spelled, value=step.value, layer=layer, number=number)
    return FirstValue(condition=spelled, value=None, layer=None, number=None)


def plain(value: PlainValue) -> bool | int | float | str | None:
    """Return a value as JSON has it: a decimal as a number."""
    if isinstance(value, (bool, int, str)) or value is None:
        return value
    return value.numerator / value.denominator


def value_text(value: PlainValue) -> str:
    """Return a value as a file spells it."""
    return escaped(value) if isinstance(value, str) else quoted(value)
