"""Answers that pass or fail as commands of GitHub Actions, which show failures beside the lines of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rfcalc.page.case import Case, Failure, Judged
    from rfcalc.render.values import Look

SHOWN = 10
"""Errors that one step shows; GitHub leaves out any more."""

_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = {**_IN_TEXT, **str.maketrans({":": "%3A", ",": "%2C"})}


def write(answers: Sequence[Judged], *, look: Look) -> str:  # noqa: ARG001 - no map is drawn
    """Return one error for each failure, and after ten one line for all others; or else a sentence."""
    return "".join([f"{line}\n" for answer in answers for line in _lines(answer)])


def _lines(answer: Judged) -> Iterator[str]:
    failures = [(case, failure) for case in answer.cases() for failure in case.failures]
    for case, failure in failures[:SHOWN]:
        yield f"::error {_place(case, failure)}::{failure.text.translate(_IN_TEXT)}"
    more = len(failures) - SHOWN
    if more > 0:
        name = escaped(answer.network).translate(_IN_TEXT)
        yield f"::notice title=rfcalc check::and {more} more of {len(failures)} failures of {name}"
    if not failures:
        yield answer.conclusion()


def _place(case: Case, failure: Failure) -> str:
    known = {"file": escaped(failure.file), "line": failure.line, "title": case.name}
    told = [f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in known.items() if value is not None]
    return ",".join(told)
