"""How much each pixel counts for one feature, as people read it: a sentence, numbers, and a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.analysis.form import GRADIENT
from rfcalc.page.note import Note
from rfcalc.page.parts import Cell, Column, Facts, Figure, Notes, Table, Title, column
from rfcalc.page.pixels import one
from rfcalc.page.spelling import LARGE, LONGEST, amount, number
from rfcalc.page.words import counted, input_size
from rfcalc.reports.form_numbers import of_map
from rfcalc.reports.form_page import terms
from rfcalc.reports.place_page import subject

if TYPE_CHECKING:
    from rfcalc.page.parts import Page
    from rfcalc.reports.forms import Map
    from rfcalc.reports.map_pair import MapPair

PLANE = 2  # axes that a drawing has
PROJECTED = "Drawn are the sums along z."


def map_page(report: Map) -> Page:
    """Return how many paths lead to the feature, the numbers made of them, and a heat map."""
    title = Title(
        subject(report),
        input_size(report.input, report.axes, report.pixel),
        told=_told(report, LONGEST),
        brief=_told(report, LARGE),
        about=f"{_sentence(terms(report.weights, report.axes, unclipped=report.unclipped))}.",
    )
    facts = Facts(("number", "value"), facts_of(report))
    if report.counts is None:
        missing = Notes((Note("no-path", (report.layer,), "No path leads to it."),))
        return (title, Figure("heatmap", report, instead=(facts, missing)))
    return (title, facts, Figure("heatmap", report, caption=PROJECTED if len(report.axes) > PLANE else ""))


def pair_page(report: MapPair) -> Page:
    """Return the numbers before and after a cure, both maps, and in words what was cured."""
    first = report.before
    title = Title(
        subject(first),
        input_size(first.input, first.axes, first.pixel),
        about=f"{report.told} {_sentence(terms(first.weights, first.axes, unclipped=first.unclipped))}.",
    )
    cells = [Cell(before, "" if before == after else after) for _, before, after in report.facts]
    numbers = Table((column("number", [name for name, *_ in report.facts]), Column("value", cells, paired=True)))
    projected = f" {PROJECTED}" if len(first.axes) > PLANE else ""
    figure = Figure("heatmaps", report, caption=f"Shades are shares of all paths, the same in both.{projected}")
    return (title, numbers, figure, Notes(report.notes))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _told(report: Map, bound: int) -> str:
    """Return what leads to the feature: ``650717652052224 paths from 38416 pixels``."""
    form = report.form
    if form.paths is None or form.pixels is None:
        return f"no path leads to it from any {one(report.pixel)}"
    if report.weights == GRADIENT:
        return f"a gradient of {amount(form.paths, bound)} over {counted(form.pixels, one(report.pixel))}"
    count = amount(form.paths, bound)
    paths = f"path{'s' * (form.paths != 1)}"
    ways = f"{count} {paths}" if report.weights == "uniform" else f"paths that weigh {count}"
    return f"{ways} from {counted(form.pixels, one(report.pixel))}"


def facts_of(report: Map) -> tuple[tuple[str, str], ...]:
    """Return names and numbers; what cannot be told is left out, what axes share is told once, and else x first.

    Of measured gradients the squares are told, too, which papers compare.
    """
    facts = []
    for each in of_map(report.weights):
        words = [f"{axis} {word}" if axis else word for axis, word in each.by_axis(report.form, report.axes)]
        if words:
            facts.append((each.named(report.axes), ", ".join(words)))
    if report.weights == GRADIENT:
        facts += [(f"{share}% within", number(side)) for share, side in report.squares.items()]
    return tuple(facts)
