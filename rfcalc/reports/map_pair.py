"""How much each pixel counts for one feature before and after a remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis import Analysis
from rfcalc.page.answer import Grid
from rfcalc.page.note import findings
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.words import counted
from rfcalc.reports.depth import map_of
from rfcalc.reports.map_page import facts_of
from rfcalc.reports.remedy import notes_on_cure, remedied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.page.note import Note
    from rfcalc.page.parts import Page
    from rfcalc.reports.forms import Map
    from rfcalc.reports.remedy import Left


@shown_in_notebooks
class MapPair(NamedTuple):
    """The maps of one feature before and after a remedy, which changes no layer's n."""

    before: Map
    after: Map
    on: str
    cured: tuple[str, ...]
    left: tuple[Left, ...]
    notes: tuple[Note, ...]

    @property
    def told(self) -> str:
        """Return what stands between the two maps, in a sentence."""
        if not self.cured:
            return "Nothing was cured: both maps are the same."
        return f"Before and after the cure of {counted(len(self.cured), 'convolution')}."

    @property
    def drawn(self) -> bool:
        """Return whether paths lead to the feature, before and after."""
        return self.before.counts is not None and self.after.counts is not None

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """Return names and numbers, before and after; ``-`` for what one of them lacks."""
        before, after = dict(facts_of(self.before)), dict(facts_of(self.after))
        return [(name, before.get(name, "-"), after.get(name, "-")) for name in {**before, **after}]

    def page(self) -> Page:
        """Return the numbers before and after the cure, both maps, and in words what was cured."""
        from rfcalc.reports.map_page import pair_page

        return pair_page(self)

    def record(self) -> dict[str, object]:
        """Return both maps as JSON has them, rfcalc.maps/1."""
        return {
            "schema": "rfcalc.maps/1",
            "network": self.before.network,
            "on": self.on,
            "cured": self.cured,
            "left": [left._asdict() for left in self.left],
            "before": self.before.record(),
            "after": self.after.record(),
            "notes": self.notes,
            **findings(self.notes),
        }

    def grid(self) -> Grid:
        """Return one row for each pixel of the box around those that count, before and after the cure."""
        grids = [("before", self.before.grid()), ("after", self.after.grid())]
        rows = ([when, *row] for when, grid in grids for row in grid.rows)
        return Grid(("when", *grids[0][1].columns), frozenset(), self.before.axes, rows)


def pair_of(
    analysis: Analysis,
    layer: str | None = None,
    index: Sequence[int] | None = None,
    weights: str = "uniform",
    on: str = "all",
    *,
    unclipped: bool = False,
) -> MapPair:
    """Return the maps of a feature before and after a remedy: as `map_of` and `remedied`, which raise `RfcalcError`."""
    remedy = remedied(analysis, on)
    before = map_of(analysis, layer, index, weights, unclipped=unclipped)
    after = map_of(Analysis(remedy.network), before.layer, before.index, weights, unclipped=unclipped)
    notes = notes_on_cure(analysis.network, remedy, ((before.form, after.form),))
    return MapPair(before=before, after=after, on=on, cured=remedy.cured, left=remedy.left, notes=notes)
