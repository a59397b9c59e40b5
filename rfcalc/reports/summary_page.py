"""One network's table as people read it: a row for each layer, and below it what stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import Notes, Table, Text, Title, column
from rfcalc.page.words import counted, input_size
from rfcalc.reports.choice import left_out_text
from rfcalc.reports.layer_cells import clean_text, flags_text, jump_text, n_text, reach_text, rf_text, start_text

if TYPE_CHECKING:
    from rfcalc.page.parts import Column, Page
    from rfcalc.reports.summary import Summary


def summary_page(summary: Summary) -> Page:
    """Return a title, a row for each layer, and the notes."""
    shown, every = len(summary.layers), len(summary.layers) + summary.left_out
    title = Title(
        escaped(summary.network), input_size(summary.input, summary.axes, summary.pixel), counted(every, "layer")
    )
    below = left_out_text(shown, summary.left_out), summary.until and summary.until.sentence(every)
    texts = tuple([Text((sentence,)) for sentence in below if sentence])
    return (title, Table(_columns(summary), repeats=_unchanged(summary)), *texts, Notes(summary.notes))


def _columns(summary: Summary) -> tuple[Column, ...]:
    rows = summary.layers
    return (
        column("name", [escaped(row.name) for row in rows], "layer"),
        column("type", [escaped(row.type) for row in rows], "kind", optional=True, importance=2),
        column("window", [escaped(row.window) for row in rows], "quiet", optional=True, importance=1),
        column("n", map(n_text, rows), right=True),
        column("jump", map(jump_text, rows), right=True),
        column("rf", map(rf_text, rows), "main", right=True),
        column("start", map(start_text, rows), right=True),
        *_reaches(summary),
        column("flags", map(flags_text, rows), "flag", optional=True, importance=3),
        column("inputs", _inputs(summary), "quiet", optional=True, importance=0)._replace(aside=True),
    )


def _reaches(summary: Summary) -> tuple[Column, ...]:
    if not summary.reaching:
        return ()
    from rfcalc.page.glossary import GLOSSARY

    return (
        column("reach", map(reach_text, summary.layers), "main", right=True)._replace(meaning=GLOSSARY["reach"]),
        column("clean", map(clean_text, summary.layers), right=True)._replace(meaning=GLOSSARY["clean"]),
    )


def _inputs(summary: Summary) -> list[str]:
    """Return the inputs of the layers that read something else than the layer before."""
    before = ["input", *(row.name for row in summary.layers)]
    return [
        "" if row.inputs == (previous,) else escaped(", ".join(row.inputs))
        for row, previous in zip(summary.layers, before)
    ]


def _unchanged(summary: Summary) -> list[bool]:
    """Return for each layer whether all its numbers are those of its only input."""
    numbers = {
        row.name: (row.n, row.jump, row.rf, row.start, row.rf_min, row.reach, row.clean) for row in summary.layers
    }
    return [len(row.inputs) == 1 and numbers[row.name] == numbers.get(row.inputs[0]) for row in summary.layers]
