"""Write docs/networks.md: the networks that ship with rfcalc and the numbers of their last maps.

Run ``python docs/make_networks.py`` after a preset has changed; a test compares the page.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import NamedTuple

import rfcalc
from rfcalc.page.spelling import size
from rfcalc.reports.layer_cells import flags_text, jump_text, n_text, rf_text, start_text

PAGE = Path(__file__).with_name("networks.md")
WITHOUT_GATES = {"gates": False}
HEADINGS = ("name", "variant", "source", "input", "last map", "n", "jump", "rf", "start", "flags")
ALIGNMENT = (":--", ":--", ":--", "--:", ":--", "--:", "--:", "--:", "--:", ":--")
TITLE = """# Networks

What ships with rfcalc, by family. n, jump, rf and start are those of the last map, the one that a file ends with:
`rfcalc summary NAME` has those of all layers, `rfcalc presets` this list. A single number holds for every axis; else
they stand in the order of files, height before width. Where features of one map see differently much, rf is a range.

`whole`: every feature sees the whole input, whatever its size, and rf counts that as a kernel of the map's size.
Networks with gates or norms over the map stand here twice: `--set gates=false` counts their convolutions alone, the
number that people quote. `misaligned`: branches with different centres meet, as in causal convolutions.

This page is written by `python docs/make_networks.py`.
"""


class Entry(NamedTuple):
    """One line of the page."""

    command: str  # what rfcalc is asked for
    preset: rfcalc.Preset
    last: rfcalc.LayerRow


def entries() -> list[Entry]:
    """Return the presets by family, those with gates also without them."""
    found = []
    for preset in rfcalc.find_presets():
        found.append(Entry(preset.name, preset, preset.last))
        try:
            network = rfcalc.load(preset.name, parameters=WITHOUT_GATES)
        except rfcalc.RfcalcError:  # it has no gates
            continue
        found.append(Entry(f"{preset.name} --set gates=false", preset, rfcalc.summary(network).layers[-1]))
    return found


def page() -> str:
    """Return the whole page."""
    parts = [TITLE]
    for family, members in itertools.groupby(entries(), key=lambda entry: entry.preset.family):
        parts.append(f"## {family.capitalize()}\n\n{table(list(members))}")
    return "\n".join(parts)


def table(members: list[Entry]) -> str:
    """Return one family's table."""
    lines = [f"| {' | '.join(HEADINGS)} |", f"| {' | '.join(ALIGNMENT)} |"]
    lines += [f"| {' | '.join(cells(entry))} |" for entry in members]
    return "\n".join(lines) + "\n"


def cells(entry: Entry) -> list[str]:
    """Return what stands below the headings."""
    preset, last = entry.preset, entry.last
    numbers = [n_text(last), jump_text(last), rf_text(last), start_text(last)]
    about = [f"`{entry.command}`", preset.description, preset.source]
    return [*about, size(preset.input), f"`{last.name}`", *numbers, flags_text(last)]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
