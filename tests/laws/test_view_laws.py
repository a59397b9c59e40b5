"""What is drawn of a network is what `locate` tells of it: random networks of every layer type, from all sides."""

from __future__ import annotations

import json
import random
from xml.etree import ElementTree as ET

import pytest

import rfcalc
from rfcalc.render import render
from rfcalc.render.svg.overview import overview

from .networks import draw_network

SEEDS = range(6)
NETWORKS = 12  # of each seed


def check_fixed(network: rfcalc.Network) -> None:
    view = rfcalc.figure(network)
    assert isinstance(view, rfcalc.FixedView)
    for shown in view.maps:
        assert shown.box == rfcalc.locate(network, shown.layer, shown.index).box
        for axis, centers in enumerate(shown.centers):
            for at, center in enumerate(centers):
                index = [*shown.index[:axis], at, *shown.index[axis + 1 :]]
                place = rfcalc.locate(network, shown.layer, index)
                told = place.place if shown.own else place.center
                assert told is None or told[axis] == center
    for svg in (render([view], "svg"), overview(view)):
        assert len(svg) <= 60_000
        assert not svg or ET.fromstring(svg).tag.endswith("svg")  # noqa: S314 - written by us


def check_side(network: rfcalc.Network, axis: str) -> None:
    view = rfcalc.figure(network, view="side", axis=axis)
    assert isinstance(view, rfcalc.SideView)
    pixels = [unit.index for unit in view.rows[0].units if unit.seen]
    assert view.box == ((pixels[0], pixels[-1] + 1) if pixels else None)
    units = {(number, unit.index): unit for number, row in enumerate(view.rows) for unit in row.units}
    assert all(units[link.reader].seen <= units[link.read].seen for link in view.links if link.seen)
    assert len(render([view], "svg")) <= 60_000


@pytest.mark.slow
@pytest.mark.traced
@pytest.mark.parametrize("seed", SEEDS)
def test_views_of_any_network_agree_with_locate(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - networks are no secrets
    for _ in range(NETWORKS):
        network = rfcalc.loads(json.dumps(draw_network(draw).network))
        check_fixed(network)
        for axis in network.axes:
            check_side(network, axis)
