"""The presets in the viewer: boxes, readers of a pixel, an edit and the file, each as Python has it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc
from rfcalc.api import analyze

from .test_boxes import Box, box_in_ten_lines, paired
from .test_edits import assert_edits_are_those_of_the_file

if TYPE_CHECKING:
    from rfcalc.analysis import Analysis

    from .engine import Engine

EDITED = 4  # of so many presets one is edited, too
SAMPLED = 2  # layers of a preset besides its last, with the first and a random feature of each


def assert_boxes(engine: Engine, analysis: Analysis, page: dict[str, Any], draw: random.Random) -> None:
    """Hold boxes to `rfcalc.locate`, and those of the ten lines."""
    told = [at for at, layer in enumerate(page["layers"]) if at and not {"unknown", "constant"} & layer.keys()]
    for at in {*draw.sample(told, min(SAMPLED, len(told))), told[-1]}:
        layer = page["layers"][at]
        indices = [[0] * len(page["axes"]), [draw.randrange(n or 9) for n in layer["n"]]]
        for index, box, visible in engine.ask("boxes", at, indices):
            place = rfcalc.locate(analysis, layer["name"], index)
            assert (paired(box), paired(visible)) == (place.box, place.visible), (layer["name"], index)
            assert "gaps" in layer or box_in_ten_lines(page, layer["name"], index) == place.box


def assert_readers(engine: Engine, analysis: Analysis, page: dict[str, Any], draw: random.Random) -> None:
    """Hold who sees a pixel to `rfcalc.influence`."""
    pixel = [draw.randrange(n or 1) for n in analysis.network.input]
    seen: dict[str, Box] = {
        page["layers"][at]["name"]: tuple(
            [
                (min(brick[axis][0][0] for brick in bricks), max(brick[axis][-1][1] for brick in bricks))
                for axis in range(len(pixel))
            ]
        )
        for at, bricks in engine.ask("seenBy", pixel)
    }
    for row in rfcalc.influence(analysis, pixel).layers:
        assert seen.get(row.name) == row.features, (row.name, pixel)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(4))
def test_presets_are_in_the_viewer_what_they_are_in_python(engine: Engine, share: int) -> None:
    for place, preset in enumerate(rfcalc.presets()[share::4]):
        draw = random.Random(preset)  # noqa: S311 - not for secrets
        network = rfcalc.load(preset)
        analysis = analyze(network)
        page = engine.open(analysis)
        assert_boxes(engine, analysis, page, draw)
        if None not in network.input:
            assert_readers(engine, analysis, page, draw)
        assert engine.ask("yaml") == rfcalc.show(network), preset
        if place % EDITED == 0:
            assert_edits_are_those_of_the_file(engine, network, draw)
