"""Networks compared, as people read it: abreast at the levels, and two of them change by change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import Abreast, Table, Text, Title, column
from rfcalc.page.words import counted, input_size
from rfcalc.reports.changes import change_columns
from rfcalc.reports.layer_cells import jump_text, n_text, rf_text, start_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.page.parts import Column, Page
    from rfcalc.reports.comparison import Comparison
    from rfcalc.reports.layer import LayerRow

WORDS = ("removed", "added", "renamed", "changed")


def comparison_page(comparison: Comparison) -> Page:
    """Return the networks abreast, and in a sentence and a table how two of them differ."""
    names = _names(comparison)
    titles = [
        Title(name, input_size(each.input, each.axes, each.pixel)) for name, each in zip(names, comparison.networks)
    ]
    tables = [_level_columns(comparison, at) for at in range(len(names))]
    abreast = Abreast(_key_column(comparison), tuple(titles), tuple(tables))
    verdict = _verdict(comparison, names)
    if verdict is None:
        return (abreast,)
    if comparison.difference is None or not comparison.difference.changes:
        return (abreast, Text((verdict,)))
    return (abreast, Text((verdict,)), Table(change_columns(comparison.difference.changes)))


def _names(comparison: Comparison) -> list[str]:
    """Return what the networks are called: by name, or by file where two have one name."""
    names = [each.network for each in comparison.networks]
    files = [each.file for each in comparison.networks]
    by_file = [names.count(name) > 1 and files.count(file) == 1 for name, file in zip(names, files)]
    return [escaped(file if twice else name) for name, file, twice in zip(names, files, by_file)]


def _key_column(comparison: Comparison) -> Column:
    """Return the jumps, or the names of the layers that were asked for."""
    texts = [escaped(level.at or level.what) for level in comparison.levels]
    if comparison.levels[0].what == "layer":
        return column("layer", texts, "layer")
    return column("jump", texts, right=True)


def _level_columns(comparison: Comparison, network: int) -> tuple[Column, ...]:
    """Return the layers of one network at the levels, with their numbers."""
    rows = [level.layers[network] for level in comparison.levels]

    def texts(spelled: Callable[[LayerRow], str], missing: str = "") -> list[str]:
        return [missing if row is None else spelled(row) for row in rows]

    layer = column("layer", texts(_name, "-"), "layer")
    n = column("n", texts(n_text), right=True)
    jump = column("jump", texts(jump_text), right=True)
    rf = column("rf", texts(rf_text), "main", right=True)
    start = column("start", texts(start_text), right=True, importance=0)
    if comparison.levels[0].what != "layer":
        return (layer, n, rf, start)
    asked = [escaped(level.name) for level in comparison.levels]
    return (n, jump, rf, start) if texts(_name, "-") == asked else (layer, n, jump, rf, start)


def _name(row: LayerRow) -> str:
    return escaped(row.name)


def _verdict(comparison: Comparison, names: Sequence[str]) -> str | None:
    """Return in a sentence whether two networks differ, and by how many layers; nothing for more than two."""
    if comparison.same is None:
        return None
    first, second = names
    difference = comparison.difference
    if difference is None:
        axes = " and ".join(" ".join(each.axes) for each in comparison.networks)
        return f"{first} and {second} have different axes ({axes}), so their layers are not compared."
    asked = [escaped(level.name) for level in comparison.levels if level.name]
    at = f" at {', '.join(asked)}" if asked else ""
    agreeing = difference.agreeing
    if comparison.same:
        layers = counted(agreeing, "layer")
        return f"{first} and {second} are the same{at}: {layers} with the same n, jump, rf and start."
    made = [change.what for change in difference.changes]
    counts = ", ".join([f"{made.count(word)} {word}" for word in WORDS if word in made])
    return f"{first} and {second} differ{at}: {counts}; {agreeing or 'none'} the same."
