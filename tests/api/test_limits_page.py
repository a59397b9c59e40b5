"""The limits that the docs tell are those that hold."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from rfcalc import errors
from rfcalc.analysis import sizes, visible
from rfcalc.analysis.paths import classes, rows
from rfcalc.analysis.tiles import tiling
from rfcalc.axis import field, index_map, sets
from rfcalc.cli import interactive, sweeps
from rfcalc.layers import choices, numerals
from rfcalc.network import build, inputs
from rfcalc.readers import darknet
from rfcalc.readers.document import MAX_BYTES
from rfcalc.readers.document import build as document
from rfcalc.readers.keras import archive, walk
from rfcalc.readers.netfile import expansion, repetitions
from rfcalc.render import figures
from rfcalc.render.chars import growths
from rfcalc.reports import depth, tile_plan

ROOT = Path(__file__).parents[2]
ROWS = {
    cells[1].strip(): cells[2]
    for line in (ROOT / "docs" / "limits.md").read_text("utf-8").splitlines()
    if len(cells := line.split("|")) == 5
}

TOLD = {
    "file": (f"{MAX_BYTES >> 20} MiB", f"{document.MAX_DEPTH} levels", f"{document.MAX_VALUES:,} values"),
    "text": (f"{build.MAX_TEXT:,} characters", f"name {inputs.NAME_LIMIT}", f"operator's {choices.MAX_OPERATOR}"),
    "number": (f"2^{numerals.MAX_NUMBER.bit_length()} - 1", f"{numerals.MAX_PLACES} places"),
    "sweep": (f"{sweeps.MOST:,} values",),
    "chart": (f"{figures.MOST_LINES} networks", f"{len(growths.SIGNS)} networks"),
    "maps": (f"{figures.MOST:,} in a picture",),
    "layers": (f"{repetitions.LAYER_LIMIT:,} after",),
    "entries": (f"{expansion.ENTRY_LIMIT:,}:",),
    "blocks": (f"{expansion.DEPTH_LIMIT} deep",),
    "models": (
        f"{walk.MAX_CALLS:,} calls",
        f"{walk.MAX_DEPTH} deep",
        f"{darknet.MAX_SECTIONS:,} sections",
        f"{archive.DIRECTORY_LIMIT >> 20} MiB",
    ),
    "mistakes": (f"first {errors.LINES} ",),
    "line": (f"{interactive.LONGEST_LINE:,} characters",),
    "pixels": (f"2^{field.PIXEL_LIMIT.bit_length() - 1} ",),
    "phases": (f"{index_map.PHASE_LIMIT:,} features", f"2^{index_map.PERIOD_BITS} "),
    "boxes": (f"2^{field.WORK_LIMIT.bit_length() - 1} ",),
    "gaps": (f"{visible.GAP_LIMIT:,} features",),
    "pieces": (f"{sets.RUN_LIMIT:,} separate",),
    "forms": (f"{depth.LAYERS:,} layers",),
    "sizes": (f"{sizes.WORK:,} maps", f"{sizes.WORK // sizes.TRIED:,} at sizes"),
    "tiles": (
        f"{tiling.MOST:,} along",
        f"2^{tile_plan.MOST.bit_length() - 1} together",
        f"2^{tiling.WORK.bit_length() - 1} maps",
    ),
    "positions": (f"2^{rows.PIXEL_LIMIT.bit_length() - 1} of", f"2^{rows.BYTE_LIMIT.bit_length() - 1} bytes"),
    "counts": (f"2^{rows.WIDTH_LIMIT.bit_length() - 1} bytes for one", f"2^{rows.WORK_LIMIT.bit_length() - 1} bytes"),
    "classes": (f"{classes.CLASS_LIMIT:,} of",),
}


@pytest.mark.parametrize("limit", TOLD)
def test_the_page_tells_the_limit_that_holds(limit: str) -> None:
    for words in TOLD[limit]:
        assert words in ROWS[limit]


def test_the_page_tells_no_other_limit_and_measures_are_within_bounds() -> None:
    assert set(ROWS) == {"limit", "---", *TOLD}
    measured = [
        line.split("|")
        for line in (ROOT / "docs" / "limits.md").read_text("utf-8").splitlines()
        if line.count("|") == 6
    ][2:]
    cases = runpy.run_path(str(ROOT / "benchmarks" / "limits.py"))["CASES"]
    assert [row[1].strip() for row in measured] == [case.limit for case in cases]
    assert all(float(row[3]) <= 30 and float(row[4]) <= 2000 for row in measured)
