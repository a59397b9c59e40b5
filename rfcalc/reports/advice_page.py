"""What an expert would say of a network, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import Notes, Text, Title
from rfcalc.page.words import counted, input_size

if TYPE_CHECKING:
    from rfcalc.page.parts import Page
    from rfcalc.reports.advice import Advice
    from rfcalc.reports.findings.finding import Finding


def advice_page(advice: Advice) -> Page:
    """Return a paragraph for each finding, in the order of the table, and what was not looked for."""
    title = Title(escaped(advice.network), input_size(advice.input, advice.axes, advice.pixel), _count(advice))
    texts = [_told(finding) for finding in advice.findings]
    if advice.nothing:
        where = " in what was looked for" if advice.skipped or advice.notes else ""
        texts.insert(0, Text((f"Nothing to mend{where}.",)))
    if advice.skipped:
        by_reason: dict[str, list[str]] = {}
        for each in advice.skipped:
            by_reason.setdefault(each.reason, []).append(each.id)
        told = [f"Not looked for: {', '.join(ids)} ({escaped(reason)})." for reason, ids in by_reason.items()]
        texts.append(Text(tuple(told)))
    return (title, *texts, *((Notes(advice.notes),) if advice.notes else ()))


def _count(advice: Advice) -> str:
    return counted(len(advice.findings), "finding")


def _told(finding: Finding) -> Text:
    cure = () if finding.cure is None else (f"Cure: {finding.cure.text}",)
    return Text((f"[{finding.id}] {finding.text}", *cure, f"Source: {finding.source}."))
