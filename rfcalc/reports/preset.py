"""The networks that ship with rfcalc: those that have some words, by family, each with the map that it ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis import Analysis
from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.reports.layer import NUMBERS
from rfcalc.reports.summary import row

if TYPE_CHECKING:
    from rfcalc.network import Network
    from rfcalc.page.answer import Grid, Value
    from rfcalc.page.parts import Page
    from rfcalc.reports.layer import LayerRow

FAMILIES = ("classification", "detection", "segmentation", "restoration", "generative", "sequence", "video")
"""The families in the order in which they are listed; one that is not among them comes after these, and none last."""

LISTED = "rfcalc presets lists all of them"


@shown_in_notebooks
class Preset(NamedTuple):
    """One network that ships with rfcalc; ``input`` has one entry per axis, in axis order."""

    name: str  # what commands find it by
    network: str
    family: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    description: str
    source: str
    last: LayerRow  # the map that it ends with

    def page(self) -> Page:
        """Return one row of the list of networks."""
        from rfcalc.reports.preset_page import preset_page

        return preset_page(self)

    def record(self) -> dict[str, object]:
        """Return the network as JSON has it, rfcalc.preset/1, with the numbers of its last map, that of ``layer``."""
        return {
            "schema": "rfcalc.preset/1",
            "name": self.name,
            "network": self.network,
            "family": self.family,
            "axes": self.axes,
            "input": dict(zip(self.axes, self.input)),
            "description": self.description,
            "source": self.source,
            "layer": self.last.name,
            **self.last.numbers(self.axes),
        }

    def grid(self) -> Grid:
        """Return one row, with the numbers of the last map."""
        from rfcalc.page.answer import Grid

        last = self.last
        columns = ("name", "network", "family", "input", "layer", *NUMBERS, "flags", "description", "source")
        row: list[Value] = [self.name, self.network, self.family, dict(zip(self.axes, self.input)), last.name]
        row += [*last.number_cells(self.axes), " ".join(last.flags()), self.description, self.source]
        return Grid(columns, frozenset(("input", *NUMBERS)), self.axes, [row])


def preset_of(name: str, network: Network) -> Preset:
    """Return what is told of a preset."""
    return Preset(
        name=name,
        network=network.name,
        family=network.family,
        axes=network.axes,
        input=network.input,
        description=network.description,
        source=network.source,
        last=row(Analysis(network), len(network.layers)),
    )


def by_family(networks: dict[str, Network]) -> dict[str, Network]:
    """Return presets in the order of their families, within one as they come."""
    ranks = {family: rank for rank, family in enumerate(FAMILIES)}

    def place(name: str) -> tuple[bool, int, str]:
        family = networks[name].family
        return not family, ranks.get(family, len(ranks)), family

    return {name: networks[name] for name in sorted(networks, key=place)}


def with_words(networks: dict[str, Network], words: tuple[str, ...]) -> dict[str, Network]:
    """Return the presets in whose name, description, family or source every word stands, in small letters or large.

    Raises `RfcalcError` if there is none.
    """
    texts = {
        name: f"{name}\n{each.name}\n{each.family}\n{each.description}\n{each.source}".casefold()
        for name, each in networks.items()
    }
    sought = [word.casefold() for word in words]
    found = {name: networks[name] for name, text in texts.items() if all(word in text for word in sought)}
    if found or not words:
        return found
    for word, folded in zip(words, sought):
        if not any(folded in text for text in texts.values()):
            hint = nearest(word, texts) if any(map(str.isdigit, word)) else ""  # a number means one network
            hint = hint or nearest(word, _words_of(texts))
            raise RfcalcError(f"no preset has the word {quoted(word)}", allowed=hint or LISTED)
    every = " and ".join(map(quoted, words))
    raise RfcalcError(f"no preset has all of {every}", allowed=f"take a word away; {LISTED}")


def _words_of(texts: dict[str, str]) -> list[str]:
    """Return what a mistyped word may have meant: names, names without their number, and words of all texts."""
    names = [*texts, *(name.rstrip("0123456789.") for name in texts)]
    return [*names, *(word.strip("(),;:") for text in texts.values() for word in text.split())]
