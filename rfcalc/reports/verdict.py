"""Whether a network holds what it is to hold: conditions, and the rows of an earlier summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import escaped
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfcalc.analysis.numbers import Number
    from rfcalc.page.answer import Grid, Value
    from rfcalc.page.case import Case
    from rfcalc.page.parts import Page
    from rfcalc.reports.row_changes import RowChange


class Failing(NamedTuple):
    """A layer for which a condition does not hold, along one axis or, where ``axis`` is None, along all together."""

    layer: str | None  # None: a finding that is about no layer
    metric: str  # a number, a word or a finding
    axis: str | None
    found: Number | bool | None  # the value that is farthest off; None: there is no such number
    wanted: Number | bool
    text: str  # what is told of the layer: "rf is 212, not >= 224"
    line: int | None = None  # where the layer is described

    def record(self) -> dict[str, object]:
        """Return it as JSON has it."""
        keys = ("layer", "metric", "axis", "found", "wanted")
        return {key: getattr(self, key) for key in keys}


class Held(NamedTuple):
    """A condition, and the layers for which it does not hold."""

    condition: str
    line: int | None  # where the network's file says it; None where it does not
    failures: tuple[Failing, ...]

    @property
    def passed(self) -> bool:
        """Whether it holds."""
        return not self.failures

    def record(self) -> dict[str, object]:
        """Return it as JSON has it."""
        failures = [failing.record() for failing in self.failures]
        return {"condition": self.condition, "line": self.line, "passed": self.passed, "failures": failures}


@shown_in_notebooks
class Verdict(NamedTuple):
    """Whether a network holds what it is to hold."""

    network: str
    file: str  # that the network was read from; empty where it was made by a program
    conditions: tuple[Held, ...]  # those of the network first
    baseline: str | None  # the file of the earlier summary
    changes: tuple[RowChange, ...]  # since that
    layers: int  # of the network
    unknown: tuple[str, ...] = ()  # operators of which nobody knows what they read

    @property
    def passed(self) -> bool:
        """Whether all conditions hold and no row differs."""
        return not self.changes and all(held.passed for held in self.conditions)

    def page(self) -> Page:
        """Return a line for each failure, or that there is none."""
        from rfcalc.reports.verdict_page import verdict_page

        return verdict_page(self)

    def record(self) -> dict[str, object]:
        """Return it as JSON has it, rfcalc.check/1."""
        return {
            "schema": "rfcalc.check/1",
            "network": self.network,
            "passed": self.passed,
            "conditions": [held.record() for held in self.conditions],
            "changes": [change.record() for change in self.changes],
            **({"unknown": self.unknown} if self.unknown else {}),
        }

    def grid(self) -> Grid:
        """Return one row for each failure, for each condition that holds, and for each number that has changed."""
        from rfcalc.page.answer import Grid

        columns = ("network", "condition", "line", "passed", "layer", "metric", "axis", "found", "wanted")
        return Grid(columns, frozenset(), (), self._rows())

    def _rows(self) -> Iterator[list[Value]]:
        for held in self.conditions:
            head: list[Value] = [self.network, held.condition, held.line, _word(held.passed)]
            if held.passed:
                yield [*head, *[None] * 5]
            for each in held.failures:
                yield [*head, each.layer, each.metric, each.axis, *map(_word, (each.found, each.wanted))]
        for change in self.changes:
            for cells in change.cells():
                yield [self.network, self.baseline, None, _word(False), change.layer, *cells]  # noqa: FBT003 - the value

    def cases(self) -> tuple[Case, ...]:
        """Return a case for each condition, and one for the earlier summary."""
        from rfcalc.reports.verdict_page import cases_of

        return cases_of(self)

    def conclusion(self) -> str:
        """Return how many conditions hold, where all do, and that no row differs."""
        name, count = escaped(self.network), len(self.conditions)
        hold = f"{count} of {counted(count, 'condition')} hold{'s' * (count == 1)} for {name}"
        untold = f"; what {listed(self.unknown)} reads is not known." if self.unknown else "."
        if self.baseline is None:
            return f"{hold}{untold}"
        same = "is that" if self.layers == 1 else "are those"
        rows = f"its {counted(self.layers, 'row')} {same} of {escaped(self.baseline)}{untold}"
        return f"{hold}; {rows}" if count else f"{name}: {rows}"


def _word(value: Number | bool | None) -> Value:  # noqa: FBT001 - a truth is one
    """Return a value as a cell has it: truth as the word for it."""
    return ("true" if value else "false") if isinstance(value, bool) else value
