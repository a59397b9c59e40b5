"""The networks that ship with rfcalc: those that have some words, by family, each with the map that it ends with."""

from typing import NamedTuple

from rfcalc.analysis import Analysis
from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.network import Network
from rfcalc.reports.summary import row
from rfcalc.reports.values import LayerRow

FAMILIES = ("classification", "detection", "segmentation", "restoration", "generative", "sequence", "video")
"""The families in the order in which they are listed; one that is not among them comes after these, and none last."""

LISTED = "rfcalc presets lists all of them"


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


def preset_of(name: str, network: Network) -> Preset:
    """Return what is told of a preset."""
    last = row(Analysis(network), len(network.layers))
    about = (network.description, network.source)
    return Preset(name, network.name, network.family, network.axes, network.input, *about, last)


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
