"""What is to be said of networks, and whether they hold what they are to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.api.reading import analyze
from rfcalc.readers.wishes import parse_size

if TYPE_CHECKING:
    import os

    from rfcalc.api.reading import Subject
    from rfcalc.readers.baseline import Baseline
    from rfcalc.readers.wishes import SizeLike
    from rfcalc.reports.advice import Advice
    from rfcalc.reports.verdict import Verdict


def advise(network: Subject, object: SizeLike = None) -> Advice:  # noqa: A002 - the word users know
    """Return what an expert would say of a network: findings with their numbers, their source, and what mends them.

    ``object``: the size of an object in the image; told is whether any feature of the last maps sees it whole. Cures
    are computed: the network is changed and asked again. Raises `RfcalcError`.
    """
    from rfcalc.reports.advice import advice_of

    return advice_of(analyze(network), parse_size(object, "--object"))


def check(network: Subject, *conditions: str, baseline: str | os.PathLike[str] | Baseline | None = None) -> Verdict:
    """Return whether a network holds its own ``checks`` and some more conditions, such as ``"pool5: rf >= 224"``.

    ``baseline``: a file with an earlier summary as JSON, from which no row may differ. Raises `RfcalcError` for a
    condition that cannot be read or answered, and where nothing is to be checked.
    """
    from rfcalc.readers.baseline import Baseline, read_baseline
    from rfcalc.reports.check import check_of

    known = read_baseline(baseline) if not (baseline is None or isinstance(baseline, Baseline)) else baseline
    return check_of(analyze(network), conditions, known)
