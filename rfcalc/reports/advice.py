"""What an expert would say of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError, quoted
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.answer import Grid
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import pixel_record
from rfcalc.reports.findings.table import FINDINGS, find
from rfcalc.reports.sizes import numbers_per_axis
from rfcalc.reports.untold import notes_on_untold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Value
    from rfcalc.page.note import Note
    from rfcalc.page.parts import Page
    from rfcalc.reports.findings.finding import Finding, Numbers


NO_SIZE = "the input size is not known: give it with --input"


class Skipped(NamedTuple):
    """A finding that was not looked for."""

    id: str
    reason: str


@shown_in_notebooks
class Advice(NamedTuple):
    """The findings about one network."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    object_size: tuple[int, ...] | None  # the size of what features are to see whole, along each axis
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    pixel: Pixel = SOME_PIXEL
    notes: tuple[Note, ...] = ()  # on layers of which nothing is told

    @property
    def nothing(self) -> bool:
        """Return whether there is nothing to mend: a number without a verdict is nothing."""
        return not any(FINDINGS[finding.id].verdict for finding in self.findings)

    def page(self) -> Page:
        """Return a paragraph for each finding, with what mends it and its source."""
        from rfcalc.reports.advice_page import advice_page

        return advice_page(self)

    def record(self) -> dict[str, object]:
        """Return the findings as JSON has them, rfcalc.advise/1."""
        axes = self.axes
        return {
            "schema": "rfcalc.advise/1",
            "network": self.network,
            "axes": axes,
            "input": dict(zip(axes, self.input)),
            **pixel_record(self.pixel, axes),
            **({} if self.object_size is None else {"object": dict(zip(axes, self.object_size))}),
            "findings": [_record(finding) for finding in self.findings],
            **({"nothing": True} if self.nothing else {}),
            **({"skipped": [each._asdict() for each in self.skipped]} if self.skipped else {}),
            **({"notes": self.notes} if self.notes else {}),
        }

    def grid(self) -> Grid:
        """Return one row for each finding; layers in one cell are separated by ``;``, numbers are ``key=value``."""
        columns = ("network", "id", "layers", "numbers", "text", "source", "cure", "before", "after")
        return Grid(columns, frozenset(), self.axes, [self._cells(finding) for finding in self.findings])

    def _cells(self, finding: Finding) -> list[Value]:
        cure = finding.cure
        return [
            self.network,
            finding.id,
            ";".join(finding.layers),
            _spelled(finding.numbers),
            finding.text,
            finding.source,
            *((None, None, None) if cure is None else (cure.text, _spelled(cure.before), _spelled(cure.after))),
        ]


def _record(finding: Finding) -> dict[str, object]:
    return {**finding._asdict(), "cure": None if finding.cure is None else finding.cure._asdict()}


def _spelled(numbers: Numbers) -> str:
    """Return numbers in one cell: ``count=2;input.y=224``."""
    return ";".join(f"{key}={value}" for key, value in _flat(numbers, ""))


def _flat(value: object, key: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _flat(part, f"{key}.{name}" if key else name)
    elif isinstance(value, list | tuple):
        for at, part in enumerate(value):
            yield from _flat(part, f"{key}.{at}")
    else:
        yield key, str(value).lower() if isinstance(value, bool) else value


def advice_of(analysis: Analysis, of_object: Sequence[int] | None = None) -> Advice:
    """Return all findings about a network. Raises `RfcalcError` where sizes do not fit.

    ``of_object``: the size of an object, one number for every axis or one for each. What cannot be looked for is
    told, with the reason.
    """
    network = analysis.network
    sides = None if of_object is None else numbers_per_axis(of_object, network.axes, "--object")
    for side, size in zip(sides or (), network.input):
        if size is not None and side > size:
            raise RfcalcError(
                f"found {quoted(str(side))}",
                allowed=f"an object lies in the input, of {size} at the most",
                key="--object",
            )
    found, skipped = [], []
    count = len(FINDINGS) if analysis.fields.graph.order else 0  # sizes that do not fit are no matter of a finding
    for at, (each, rule) in enumerate(FINDINGS.items()):
        analysis.watch(at, count, "findings")
        if rule.needs_input and None in network.input:
            skipped.append(Skipped(each, NO_SIZE))
            continue
        try:
            finding = find(analysis, each, sides)
        except RfcalcError as error:
            skipped.append(Skipped(each, str(error)))
            continue
        found += [] if finding is None else [finding]
    return Advice(
        network=network.name,
        axes=network.axes,
        input=network.input,
        object_size=sides,
        findings=tuple(found),
        skipped=tuple(skipped),
        pixel=network.pixel,
        notes=tuple(notes_on_untold(analysis)),
    )
