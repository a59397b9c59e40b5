"""Answers that pass or fail as XML in the form of JUnit, which servers of continuous integration read.

Elements and attributes are those that Jenkins, GitLab and most others agree on: a suite for each answer, a case for
each thing that is checked, and one failure in a case that fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from rfcalc.errors import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.page.case import Case, Judged
    from rfcalc.render.values import Look


def write(answers: Sequence[Judged], *, look: Look) -> str:  # noqa: ARG001 - no map is drawn
    """Return a document with a suite for each answer."""
    lines = [line for answer in answers for line in _suite(answer)]
    body = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", *lines, "</testsuites>"]
    return "\n".join(body) + "\n"


def _suite(answer: Judged) -> Iterator[str]:
    cases, name = answer.cases(), f"rfcalc check {escaped(answer.network)}"
    failed = sum(bool(case.failures) for case in cases)
    counts = _attributes(name=name, tests=len(cases), failures=failed, errors=0, skipped=0)
    yield f"  <testsuite {counts}>"
    for case in cases:
        yield from _case(case, name)
    yield "  </testsuite>"


def _case(case: Case, suite: str) -> Iterator[str]:
    opening = f"    <testcase {_attributes(classname=suite, name=case.name, file=escaped(case.file), line=case.line)}"
    if not case.failures:
        yield f"{opening}/>"
        return
    first, *others = [failure.text for failure in case.failures]
    message = f"{first} and {len(others)} more" if others else first
    text = "\n".join(escape(line) for line in (first, *others))
    yield f"{opening}>"
    yield f"      <failure {_attributes(type='check', message=message)}>{text}</failure>"
    yield "    </testcase>"


def _attributes(**known: str | int | None) -> str:
    return " ".join([f"{key}={quoteattr(str(value))}" for key, value in known.items() if value is not None])
