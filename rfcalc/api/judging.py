"""Whether networks are as they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.api.reading import analyze

if TYPE_CHECKING:
    import os

    from rfcalc.api.reading import Subject
    from rfcalc.readers.baseline import Baseline
    from rfcalc.reports.verdict import Verdict


def check(network: Subject, *conditions: str, baseline: str | os.PathLike[str] | Baseline | None = None) -> Verdict:
    """Return whether a network holds its own ``checks`` and some more conditions, such as ``"pool5: rf >= 224"``.

    ``baseline``: a file with an earlier summary as JSON, from which no row may differ. Raises `RfcalcError` for a
    condition that cannot be read or answered, and where nothing is to be checked.
    """
    from rfcalc.readers.baseline import Baseline, read_baseline
    from rfcalc.reports.check import check_of

    known = read_baseline(baseline) if not (baseline is None or isinstance(baseline, Baseline)) else baseline
    return check_of(analyze(network), conditions, known)
