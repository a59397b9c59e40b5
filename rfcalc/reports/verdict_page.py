"""What does not hold of a network, a line each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.case import Case, Failure
from rfcalc.page.note import Note
from rfcalc.page.parts import Notes, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfcalc.page.parts import Page
    from rfcalc.reports.verdict import Held, Verdict


def verdict_page(verdict: Verdict) -> Page:
    """Return a line for each failure, with the place of its condition in the file; or else how many conditions hold."""
    lines = [
        Note("failed", (), f"{_place(failure.file, case.line)}{failure.text}")
        for case in cases_of(verdict)
        for failure in case.failures
    ]
    return (Notes(tuple(lines)) if lines else Text((verdict.conclusion(),)),)


def _place(file: str, line: int | None) -> str:
    """Return where a message begins: ``net.yaml:31: ``."""
    return f"{file}: " if line is None else f"{file}:{line}: "


def cases_of(verdict: Verdict) -> tuple[Case, ...]:
    """Return a case for each condition, and one for the earlier summary; layers are told where they are described."""
    file = verdict.file or verdict.network
    cases = [
        Case(escaped(held.condition), file, held.line, tuple(_failures(held, file))) for held in verdict.conditions
    ]
    if verdict.baseline is not None:
        failures = [Failure(file, change.line, change.text(verdict.baseline)) for change in verdict.changes]
        cases.append(Case(f"rows as in {escaped(verdict.baseline)}", file, None, tuple(failures)))
    return tuple(cases)


def _failures(held: Held, file: str) -> Iterator[Failure]:
    """Yield one failure for each layer and each of its axes, but one for axes that fail alike."""
    for (layer, line), several in groupby(held.failures, lambda failing: (failing.layer, failing.line)):
        for text in dict.fromkeys([failing.text for failing in several]):
            yield Failure(file, held.line or line, text if layer is None else f"{escaped(layer)}: {text}")
