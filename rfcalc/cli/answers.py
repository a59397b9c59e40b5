"""Answers as texts and pictures: the one place that knows how `render` is called."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.values import Screen
    from rfcalc.reports.comparison import Comparison
    from rfcalc.reports.forms import Forms, Growth, Map
    from rfcalc.reports.preset import Preset
    from rfcalc.reports.remedy import Effect
    from rfcalc.reports.values import Place, Summary

    Answer = Summary | Place | Comparison | Map | Forms | Growth | Effect | Preset

_TOGETHER = {"Summary": "summaries", "Forms": "forms", "Preset": "presets"}
_ALONE = {"Place": "place", "Comparison": "comparison", "Growth": "growth", "Effect": "effect"}


def render(answers: Sequence[Answer], format: str, screen: Screen | None = None, *, log: bool = False) -> str:  # noqa: A002
    """Return answers as one text."""
    from rfcalc.render import renderer

    page = renderer(format, screen)
    kind = type(answers[0]).__name__
    if kind in _TOGETHER:
        return str(getattr(page, _TOGETHER[kind])(answers))
    if kind == "Map":
        return "".join(page.map(answer, log=log) for answer in answers)  # type: ignore[arg-type]
    return "".join(getattr(page, _ALONE[kind])(answer) for answer in answers)


def picture(answers: Sequence[Answer], kind: str, *, log: bool = False) -> bytes:
    """Return a growth, a map or the maps of many layers as a picture."""
    from rfcalc.render import pictures

    if [type(answer).__name__ for answer in answers] == ["Growth"]:
        return pictures.growth_picture(answers[0], kind)  # type: ignore[arg-type]
    if len(answers) == 1:
        return pictures.map_picture(answers[0], kind, log=log)  # type: ignore[arg-type]
    return pictures.strip_picture(answers, kind, log=log)  # type: ignore[arg-type]


def array(answer: Answer) -> bytes:
    """Return a map as an array."""
    from rfcalc.render.pictures import map_array

    return map_array(answer)  # type: ignore[arg-type]
