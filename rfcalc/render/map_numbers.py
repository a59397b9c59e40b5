"""The numbers of a map as people read them: what, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.page.spelling import LARGE, amount, number, percent, rounded
from rfcalc.render.wording import subject

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.axis import Box
    from rfcalc.reports.forms import Map

LONGEST = 10**20
"""Numbers of paths below it are told to the last digit; JSON tells all of them so."""


def sentence(report: Map, *, brief: bool = False) -> tuple[str, str]:
    """Return the feature, and what leads to it: ``650717652052224 paths from 38416 pixels``, in brief ``6.51e14``."""
    form = report.form
    if form.paths is None or form.pixels is None:
        return subject(report), "no path leads to it from any pixel"
    paths = f"path{'s' * (form.paths != 1)}"
    count = _told(form.paths, LARGE if brief else LONGEST)
    told = f"{count} {paths}" if report.weights == "uniform" else f"paths that weigh {count}"
    return subject(report), f"{told} from {form.pixels} pixel{'s' * (form.pixels != 1)}"


def number_rows(report: Map) -> list[tuple[str, str]]:
    """Return names and numbers; what cannot be told is left out, what axes share is told once, and else x first."""
    form = report.form

    def by_axis(values: Sequence[Number | Box] | None, spelled: Callable[..., str]) -> str:
        words = [spelled(value) for value in values or ()]
        if len(set(words)) < 2:  # noqa: PLR2004 - nothing, or the same for all axes
            return "".join(words[:1])
        return ", ".join([f"{axis} {word}" for axis, word in reversed(list(zip(report.axes, words)))])

    rows = [
        ("rf", by_axis(form.rf, number)),
        ("box", by_axis(form.box, _box)),
        ("counted box", by_axis(form.counted, _box)),
        ("pixels", "" if form.pixels is None else f"{form.pixels}, holes {percent(form.holes or 0)}"),
        ("paths", "" if form.paths is None else _told(form.paths)),
        ("largest count", "" if form.largest is None else _told(form.largest)),
        ("erf", "" if form.erf is None else f"{rounded(form.erf)}, {percent(form.erf_share or 0)} of rf"),
        ("std", by_axis(form.std, rounded)),
        ("std by formula", by_axis(form.std_formula, rounded)),
        ("gridding", "" if form.gridding is None else percent(form.gridding)),
        ("center", by_axis(form.center, number)),
        ("center of mass", by_axis(form.mass, rounded)),
        ("shift", by_axis(form.shift, rounded)),
        ("shift (image)", by_axis(form.shift_image, rounded)),
    ]
    return [(name, value) for name, value in rows if value]


def few(total: int, parts: int) -> str:
    """Return a quotient of whole numbers by its first digits: ``0.0123``, ``5.5``, ``137``, ``1.37e11``."""
    whole, rest = divmod(total, parts)
    if whole >= 100:  # noqa: PLR2004 - three digits
        return amount(whole)
    return f"{total / parts:.3g}" if rest else str(whole)


def _told(count: Number, bound: int = LONGEST) -> str:
    if isinstance(count, float) and count < 1:
        return f"{count:.3g}"
    return str(count) if isinstance(count, int) and count < bound else amount(count)


def _box(bounds: Box) -> str:
    return f"[{bounds[0]}, {bounds[1]})"
