"""A comparison as columns and sentences, whatever they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.page.spelling import apart, escaped, field, per_axis, size, start
from rfcalc.render.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.reports.comparison import Change, Comparison, Level
    from rfcalc.reports.values import LayerRow

WORDS = ("removed", "added", "renamed", "changed")


def names(comparison: Comparison) -> list[str]:
    """Return what the networks are called: by name, or by file where two have one name."""
    known = [each.network for each in comparison.networks]
    files = [each.file for each in comparison.networks]
    told_by_file = [known.count(name) > 1 and files.count(file) == 1 for name, file in zip(known, files)]
    return [escaped(file if by_file else name) for name, file, by_file in zip(known, files, told_by_file)]


def sizes(comparison: Comparison) -> list[str]:
    """Return the sizes of the networks' inputs in words."""
    known = [size(each.input) for each in comparison.networks]
    return [f"input {each}" if each else "input size not known" for each in known]


def what_of(level: Level) -> tuple[str, str]:
    """Return the kind of place that a level is, and which one: ``("jump", "4")``, ``("last", "")``."""
    if level.jump is not None:
        return "jump", per_axis(level.jump)
    return ("layer", level.name) if level.name else ("last", "")


def level_column(comparison: Comparison) -> Column:
    """Return the jumps, or the names of the layers that were asked for."""
    places = [what_of(level) for level in comparison.levels]
    named = places[0][0] == "layer"
    return Column("layer" if named else "jump", [escaped(at or what) for what, at in places], right=not named)


def level_columns(comparison: Comparison, network: int) -> list[Column]:
    """Return the layers of one network at the levels, with their numbers."""
    rows = [level.layers[network] for level in comparison.levels]
    n = Column("n", _cells(rows, lambda row: per_axis(row.n)), right=True)
    jump = Column("jump", _cells(rows, apart), right=True)
    rf = Column("rf", _cells(rows, field), right=True)
    first = Column("start", _cells(rows, start), right=True, importance=0)
    layer = Column("layer", _cells(rows, _name, "-"))
    if what_of(comparison.levels[0])[0] != "layer":
        return [layer, n, rf, first]
    asked = [escaped(level.name) for level in comparison.levels]
    return [n, jump, rf, first] if layer.cells == asked else [layer, n, jump, rf, first]


def _cells(rows: Sequence[LayerRow | None], spelled: Callable[[LayerRow], str], missing: str = "") -> list[str]:
    return [missing if row is None else spelled(row) for row in rows]


def _name(row: LayerRow) -> str:
    return escaped(row.name)


def verdict(comparison: Comparison) -> list[str]:
    """Return in a sentence whether two networks differ, and by how many layers; nothing for more than two."""
    if comparison.same is None:
        return []
    first, second = names(comparison)
    difference = comparison.difference
    if difference is None:
        axes = " and ".join(" ".join(each.axes) for each in comparison.networks)
        return [f"{first} and {second} have different axes ({axes}), so their layers are not compared."]
    named = [escaped(level.name) for level in comparison.levels if level.name]
    at = f" at {', '.join(named)}" if named else ""
    same = difference.agreeing
    layers = f"{same} layer{'s' * (same != 1)}"
    if comparison.same:
        return [f"{first} and {second} are the same{at}: {layers} with the same n, jump, rf and start."]
    made = [what_changed(change) for change in difference.changes]
    counted = [f"{made.count(word)} {word}" for word in WORDS if word in made]
    return [f"{first} and {second} differ{at}: {', '.join(counted)}; {same or 'none'} the same."]


def what_changed(change: Change) -> str:
    """Return the word for a change."""
    if change.first is None:
        return "added"
    if change.second is None:
        return "removed"
    return "changed" if change.first.name == change.second.name else "renamed"
